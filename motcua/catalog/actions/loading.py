"""Bringing the records of a folder in, as the starter catalogue."""

from dataclasses import dataclass

from django.db import transaction

from motcua.base import text
from motcua.catalog.actions import locks
from motcua.catalog.actions.versions import abolish, draft, end, publish
from motcua.catalog.models import Field, LifeEvent, Procedure
from motcua.catalog.records import Catalogue, ProcedureRecord, VersionRecord


class AlreadyPublished(ValueError):
    """The record differs from what was published for the same first day; publish a new version."""


@dataclass(frozen=True)
class Loaded:
    """How many versions a loading published, and how many were there already."""

    published: int
    unchanged: int


@transaction.atomic
def load(*, catalogue: Catalogue) -> Loaded:
    """Bring the records in and publish what is new. A second loading changes nothing.

    Raise ``AlreadyPublished`` when a record contradicts what was published for its first day.
    """
    locks.one_import()
    locks.every_procedure()
    fields = _load_fields(catalogue)
    published = unchanged = 0
    for record in catalogue.procedures:
        procedure, _ = Procedure.objects.get_or_create(code=record.code)
        for version in record.versions:
            if _is_published(procedure, version):
                unchanged += 1
            else:
                _bring_in(procedure, record, version, fields[version.field])
                published += 1
    _link(catalogue)
    return Loaded(published, unchanged)


def _load_fields(catalogue: Catalogue) -> dict[str, Field]:
    for row in catalogue.fields:
        Field.objects.update_or_create(
            code=row.code, defaults={"name": row.name, "name_key": text.sort_key(row.name)}
        )
    for order, moment in enumerate(catalogue.life_events, start=1):
        LifeEvent.objects.update_or_create(
            code=moment.code,
            defaults={"name": moment.name, "description": moment.description, "order": order},
        )
    return {field.code: field for field in Field.objects.all()}


def _is_published(procedure: Procedure, record: VersionRecord) -> bool:
    """Whether exactly this record was published for its first day."""
    found = procedure.versions.filter(effective_from=record.effective_from).first()
    if found is None:
        return False
    if found.source.get("digest") != record.digest():
        raise AlreadyPublished(procedure.code, record.effective_from)
    return True


def _bring_in(
    procedure: Procedure, record: ProcedureRecord, version: VersionRecord, field: Field
) -> None:
    made = draft(procedure=procedure, record=version, field=field, origin=record.certainty)
    publish(version=made)
    if version.effective_to is None:
        return
    if version is record.versions[-1]:
        abolish(version=made, last_day=version.effective_to)
    else:
        end(version=made, last_day=version.effective_to)


def _link(catalogue: Catalogue) -> None:
    """Write which moments of life a procedure belongs to, and who follows it."""
    procedures = {row.code: row for row in Procedure.objects.all()}
    moments = {row.code: row for row in LifeEvent.objects.all()}
    for record in catalogue.procedures:
        procedure = procedures[record.code]
        procedure.life_events.set(moments[code] for code in record.life_events)
        procedure.successors.set(procedures[code] for code in record.successors)
