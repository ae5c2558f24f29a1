"""The rows of a form folded from the books: one per level and field, in the order of the form. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from motcua.reporting import measures
from motcua.reporting.figures import LEVELS
from motcua.reporting.measures import Facts
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.definitions import Cell, Definition
from motcua.rules.filling import Value

#: The name of a row, the heading of its level, its cells.
BookRow = tuple[str, str, dict[str, Value]]


def of(definition: Definition, counted: Facts, fields: Mapping[int, str]) -> Iterator[BookRow]:
    """Fold the books by level and field; ``fields`` are their names in the order of the form.

    A field with nothing to tell has no row.
    """
    places: dict[tuple[Level, int], list[int]] = defaultdict(list)
    for place, (agency, _procedure, field) in enumerate(counted.keys):
        places[counted.levels[agency], field].append(place)
    cells = [cell for cell in definition.cells if cell.measure]
    for level in LEVELS:
        for field, name in fields.items():
            figures = {cell.code: _sum(cell, counted, places[level, field]) for cell in cells}
            if any(figures.values()):
                yield name, forms.LEVEL_LABELS[level], dict(figures)


def _sum(cell: Cell, counted: Facts, places: list[int]) -> int:
    columns = counted.books.leaves
    return sum(
        sign * columns[leaf][place]
        for leaf, sign in measures.leaves(cell.measure, counted.rule).items()
        if leaf in columns
        for place in places
    )
