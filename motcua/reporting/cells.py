"""Every number opens: which dossiers a cell of form II.06 counts."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.cells import Behind
from motcua.dossiers.sums import Question
from motcua.organizations.models import Agency
from motcua.reporting import source_rows, sources, tables
from motcua.reporting.figures import COLUMNS, Form
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.periods import Window


class NoSuchCell(LookupError):
    """The form has no such column, rule or unit in the report."""


@dataclass(frozen=True)
class Beside:
    """What a system of a ministry counts in a cell for an agency: a number that opens to no dossiers."""

    name: str
    agency: str
    field: str
    number: int
    stated: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: the report it stands in, its column, and its row (None: every level, unit or field)."""

    agency: Agency
    window: Window
    form: Form
    counting_rule: str
    as_of: datetime | None
    column: str
    level: Level | None = None
    unit_id: int | None = None
    field_id: int | None = None


def counted(cell: Cell, *, first: int = 0, most: int | None = None) -> Behind:
    """Return a page of the dossiers the cell counts, and its figure. Raise NoSuchCell."""
    rule = forms.COUNTING_RULES.get(cell.counting_rule)
    ids = tuple(
        agency.pk
        for agency in tables.covered(cell.agency, cell.window, cell.form)
        if _is_in(cell, agency)
    )
    if rule is None or cell.column not in COLUMNS or not ids:
        raise NoSuchCell(cell.column)
    question = Question(
        agency_ids=ids, from_on=cell.window.from_on, to_on=cell.window.to_on, as_of=cell.as_of
    )
    field_ids = None if cell.field_id is None else frozenset({cell.field_id})
    return dossiers.behind_cell(
        question, cell.column, rule, field_ids=field_ids, first=first, most=most
    )


def beside(cell: Cell) -> list[Beside]:
    """What systems of ministries count in the cell, beside our dossiers."""
    scope = tables.scope(cell.agency.pk, cell.window, cell.form)
    agencies = tuple(agency for agency in scope.found if _is_in(cell, agency))
    rows = sources.of(agencies, scope.names, cell.window, cell.as_of)
    return [
        Beside(one.name, one.agency, one.field, number, one.stated)
        for one, row in source_rows.counted(rows)
        if (number := row.cells()[cell.column])
        and cell.field_id in {None, tables.field_of(one.field)}
    ]


def _is_in(cell: Cell, agency: Agency) -> bool:
    return (cell.level is None or agency.level == cell.level) and (
        cell.unit_id is None or agency.pk == cell.unit_id
    )
