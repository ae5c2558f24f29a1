"""Copies of versions and of what hangs on them, whatever their columns are."""

from typing import Any, TypeVar

from django.db.models import Model

from motcua.catalog.models import Case, ProcedureVersion

Row = TypeVar("Row", bound=Model)


def copied(of: Row, **changed: Any) -> Row:  # noqa: ANN401 - the columns of any table
    """Write a copy of a row with some columns changed."""
    columns = of._meta.concrete_fields  # noqa: SLF001 - documented API
    values = {one.attname: getattr(of, one.attname) for one in columns if not one.primary_key}
    return type(of)._default_manager.create(**values | changed)  # noqa: SLF001 - documented API


def copy_parts(of: ProcedureVersion, to: ProcedureVersion) -> None:
    """Copy cases, results and legal bases."""
    for case in of.cases.order_by("order"):
        copy_case(case, copied(case, version_id=to.pk))
    for row in (*of.results.order_by("pk"), *of.legal_bases.order_by("pk")):
        copied(row, version_id=to.pk)


def copy_case(of: Case, to: Case) -> None:
    """Copy the channels with their fees, and the papers, asked for and not."""
    for channel in of.channels.order_by("pk"):
        made = copied(channel, case_id=to.pk)
        for fee in channel.fees.order_by("pk"):
            copied(fee, case_channel_id=made.pk)
    for row in (*of.papers.order_by("order"), *of.not_asked.order_by("pk")):
        copied(row, case_id=to.pk)
