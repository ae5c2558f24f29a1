"""Every figure opens: what a cell of any form was counted from, or who typed it, when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.catalog.models import ProcedureVersion
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.cells import Behind
from motcua.dossiers.sums import Question
from motcua.reporting import facts, kept, measures, source_rows, sources, tables
from motcua.reporting.cells import Beside
from motcua.reporting.models import TypedForm
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.definitions import Cell, Definition
from motcua.rules.filling import Value
from motcua.rules.periods import Window


@dataclass(frozen=True)
class Typing:
    """What somebody typed into a cell: a row's name and its value, for each row there was."""

    at: datetime
    by: str
    rows: Sequence[tuple[str, Value]]


@dataclass(frozen=True)
class Offered:
    """A procedure a cell counts, and at how many agencies it is."""

    procedure_id: int
    name: str
    agencies: int


def behind(
    definition: Definition,
    cell: Cell,
    *,
    agency_id: int,
    window: Window,
    first: int = 0,
    most: int | None = None,
) -> Behind:
    """A page of the dossiers a cell of the ledger counts, and its figure."""
    scope = _scope(definition, agency_id, window)
    ids = tuple(
        one.pk for one in scope.found if cell.level is None or Level(one.level) is cell.level
    )
    question = Question(
        agency_ids=ids,
        from_on=window.from_on,
        to_on=window.to_on,
        procedure_ids=_of_service(cell, scope, window),
    )
    signs = measures.leaves(cell.measure, forms.DEFAULT)
    parts = measures.needed(cell.measure)
    return dossiers.behind_leaves(question, signs, parts=parts, first=first, most=most)


def beside(definition: Definition, cell: Cell, *, agency_id: int, window: Window) -> list[Beside]:
    """What systems of ministries count in a cell of the ledger, beside our dossiers; they tell no service levels."""
    if cell.service:
        return []
    scope = _scope(definition, agency_id, window)
    agencies = tuple(one for one in scope.found if cell.level in {None, Level(one.level)})
    rows = sources.of(agencies, scope.names, window, None)
    return [
        Beside(one.name, one.agency, one.field, number, one.stated)
        for one, row in source_rows.counted(rows)
        if (number := measures.source_value(cell.measure, row))
    ]


def offered(definition: Definition, cell: Cell, *, agency_id: int, window: Window) -> list[Offered]:
    """The procedures a cell of the catalogue counts, by name."""
    scope = _scope(definition, agency_id, window)
    counted = facts.of(scope, window, rule=forms.DEFAULT, as_of=None)
    agencies: dict[int, int] = {}
    for _agency, procedure in measures.procedures(cell, counted):
        agencies[procedure] = agencies.get(procedure, 0) + 1
    versions = ProcedureVersion.objects.filter(procedure__in=list(agencies)).order_by("number")
    names = dict(versions.values_list("procedure_id", "name"))
    found = [Offered(pk, names.get(pk, ""), number) for pk, number in agencies.items()]
    return sorted(found, key=lambda one: (one.name, one.procedure_id))


def typings(definition: Definition, cell: Cell, *, agency_id: int, window: Window) -> list[Typing]:
    """Who typed what into a cell, the last one first."""
    rows = TypedForm.objects.filter(
        agency=agency_id, form=definition.code, from_on=window.from_on, to_on=window.to_on
    )
    return [
        Typing(
            one.at,
            one.by.full_name,
            [
                (row.name, row.values.get(cell.code))
                for row in kept.rows_again(definition, one.content)
            ],
        )
        for one in rows.order_by("-number").select_related("by")
    ]


def _scope(definition: Definition, agency_id: int, window: Window) -> tables.Scope:
    return tables.scope(agency_id, window, "a" if definition.alone else "b")


def _of_service(cell: Cell, scope: tables.Scope, window: Window) -> tuple[int, ...] | None:
    """The procedures of the service levels the cell takes; None for all."""
    if not cell.service:
        return None
    counted = facts.of(scope, window, rule=forms.DEFAULT, as_of=None)
    services = measures.SERVICES[cell.service]
    return tuple(pk for pk, traits in counted.traits.items() if not services.isdisjoint(traits))
