"""Drafts, what they consist of, and whether somebody changed one meanwhile."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db.models import Model, QuerySet

from motcua.catalog.models import Origin, ProcedureState, ProcedureVersion
from motcua.catalog.queries.versions import with_parts


def drafts() -> QuerySet[ProcedureVersion]:
    """Every draft of the province, the one written last first, with procedure, field and writer.

    What the national catalogue says against a local version waits among the conflicts.
    """
    return (
        ProcedureVersion.objects.filter(state=ProcedureState.DRAFT)
        .exclude(origin=Origin.NATIONAL)
        .select_related("procedure", "field", "written_by")
        .order_by("-written_at", "-pk")
    )


def newer_national(draft: ProcedureVersion) -> ProcedureVersion | None:
    """What came in from the national catalogue and holds, since the draft was drawn up; None: nothing."""
    return ProcedureVersion.objects.filter(
        procedure=draft.procedure_id,
        number__gt=draft.number,
        origin=Origin.NATIONAL,
        state=ProcedureState.PUBLISHED,
        effective_to__isnull=True,
    ).first()


def fingerprint(version: ProcedureVersion) -> str:
    """A short word that changes with any part of the version."""
    told = "\n".join(repr(row) for row in _rows(with_parts(version)))
    return sha256(told.encode()).hexdigest()[:16]


def _rows(version: ProcedureVersion) -> Iterator[Any]:
    yield _values(version)
    for case in version.cases.all():
        yield _values(case)
        for channel in sorted(case.channels.all(), key=lambda one: one.channel):
            yield _values(channel)
            yield sorted(str(_values(fee)) for fee in channel.fees.all())
        yield [_values(paper) for paper in case.papers.all()]
    yield sorted(str(_values(row)) for row in version.results.all())
    yield sorted(str(_values(row)) for row in version.legal_bases.all())


def _values(row: Model) -> dict[str, Any]:
    columns = row._meta.concrete_fields  # noqa: SLF001 - documented API
    return {one.attname: getattr(row, one.attname) for one in columns}
