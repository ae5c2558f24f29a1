"""The rows of a form folded from the books: one per level and field, in the order of the form. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from motcua.base import text
from motcua.reporting import measures, source_rows
from motcua.reporting.figures import LEVELS
from motcua.reporting.measures import Facts
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.definitions import Cell, Definition
from motcua.rules.filling import Value
from motcua.rules.forms import Row

#: A field that only a ministry's system knows: the books have nothing of it.
_NO_FIELD = 0
#: The name of a row, the heading of its level, its cells.
BookRow = tuple[str, str, dict[str, Value]]


def of(definition: Definition, counted: Facts, fields: Mapping[int, str]) -> Iterator[BookRow]:
    """Fold the books by level and field, fields in the order of their names, as form II.06 prints them.

    A field with nothing to tell has no row.
    """
    places: dict[tuple[Level, int], list[int]] = defaultdict(list)
    for place, (agency, _procedure, field) in enumerate(counted.keys):
        places[counted.levels[agency], field].append(place)
    cells = [cell for cell in definition.cells if cell.measure]
    beside, strange = _beside(counted)
    named = [(field, name, text.fold(name)) for field, name in fields.items()]
    known = {key for _field, _name, key in named}
    named += [(_NO_FIELD, name, key) for key, name in strange.items() if key not in known]
    named.sort(key=lambda one: text.sort_key(one[1]))
    for level in LEVELS:
        for field, name, key in named:
            rows = beside.pop((level, key), ())
            told = counted.added(places[level, field])
            figures = {
                cell.code: _sum(cell, counted, told)
                + sum(measures.source_value(cell.measure, row) for row in rows)
                for cell in cells
            }
            if any(figures.values()):
                yield name, forms.LEVEL_LABELS[level], dict(figures)


def _beside(counted: Facts) -> tuple[dict[tuple[Level, str], list[Row]], dict[str, str]]:
    """What systems of ministries count by level and field, and what they call the fields."""
    rows: dict[tuple[Level, str], list[Row]] = {}
    names: dict[str, str] = {}
    for one, row in source_rows.counted(counted.sources):
        key = text.fold(one.field)
        rows.setdefault((one.level, key), []).append(row)
        names.setdefault(key, one.field)
    return rows, names


def _sum(cell: Cell, counted: Facts, told: Mapping[str, int]) -> int:
    signs = measures.leaves(cell.measure, counted.rule)
    return sum(sign * told[leaf] for leaf, sign in signs.items() if leaf in told)
