"""How a filled form stands on a page: headings with their spans, rows, remarks; the same everywhere. Pure.

Screen, XLSX, PDF and text write this one value, so no figure can differ between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from motcua.reporting.filled import SOURCE_WORDS, TOTAL_LABEL, Filled, Line
from motcua.rules import filling
from motcua.rules.definitions import Cell, Kind, Rows, Source
from motcua.rules.filling import Value

_NAMES = ("TT",)
_INDICATOR_HEADS = (
    ("STT",),
    ("Chỉ tiêu thống kê",),
    ("Kết quả thống kê", "Đơn vị tính"),
    ("Kết quả thống kê", "Số liệu"),
    ("Ghi chú",),
)
_INDICATOR_WIDTHS = (8, 46, 16, 14, 26)
_NAME_WIDTH, _NUMBER_WIDTH, _TEXT_WIDTH, _ORDER_WIDTH = 30, 10, 22, 5
#: A dash where a rate has no whole to be a rate of; nothing at all where somebody has yet to type.
_NO_RATE = "–"


@dataclass(frozen=True)
class Head:
    """A heading: its text, the column and line it starts in, and how many of both it takes."""

    text: str
    column: int
    line: int
    columns: int
    lines: int


@dataclass(frozen=True)
class Figure:
    """What stands in one place: the value, the cell it is of (none: a word), whether it is a number."""

    value: Value
    cell: Cell | None = None

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right, as numbers do."""
        return self.cell is not None and self.cell.kind is not Kind.TEXT


@dataclass(frozen=True)
class BodyRow:
    """One row of the body: a heading, a line or the total."""

    kind: Literal["heading", "line", "total"]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class LaidOut:
    """The table of a form: heads (from line 0), the numbers below them, widths in letters, the rows."""

    heads: tuple[Head, ...]
    lines: int
    numbers: tuple[str, ...]
    widths: tuple[int, ...]
    body: tuple[BodyRow, ...]
    landscape: bool


def of(form: Filled) -> LaidOut:
    """Lay a filled form out: cells below each other, or side by side."""
    if form.definition.rows is Rows.ONE:
        return _indicators(form)
    return _table(form)


def unit_cells(form: Filled) -> tuple[Cell, ...]:
    """The figures of a form that are told unit by unit."""
    cells = form.definition.cells
    return tuple(
        cell for cell in cells if cell.kind is not Kind.TEXT and cell.source is not Source.HEADING
    )


def units(form: Filled) -> LaidOut | None:
    """Lay out what the units of a consolidated form filed, a row to each; None where it has none."""
    if not form.parts:
        return None
    cells = unit_cells(form)
    alone = form.definition.rows is Rows.ONE
    headings = [(f"{cell.code}. {cell.label}",) if alone else cell.headings for cell in cells]
    heads, lines = heads_of((_NAMES, ("Đơn vị",), *headings))
    body = [
        BodyRow("line", (Figure(str(order)), Figure(part.name), *_figures(cells, part)))
        for order, part in enumerate(form.parts, start=1)
    ]
    whole = Line(TOTAL_LABEL, form.result)
    body.append(BodyRow("total", (Figure(""), Figure(whole.name), *_figures(cells, whole))))
    return LaidOut(
        heads=heads,
        lines=lines,
        numbers=("(1)", "(2)", *(formula_of(cell) for cell in cells)),
        widths=(_ORDER_WIDTH, _NAME_WIDTH, *(_NUMBER_WIDTH for _cell in cells)),
        body=tuple(body),
        landscape=True,
    )


def unit_of(cell: Cell) -> str:
    """The unit a cell is told in; of a choice, what its numbers mean."""
    return "; ".join(f"{words} = {code}" for code, words in cell.choices) or cell.unit


def formula_of(cell: Cell) -> str:
    """What is written under the headings of a column: its number, or the sum it is."""
    if cell.source is Source.SUM:
        return f"({cell.code})=" + "+".join(f"({part})" for part in cell.parts)
    if cell.source is Source.RATIO:
        return f"({cell.code})=({cell.parts[0]})/({cell.parts[1]})"
    return f"({cell.code})"


def _indicators(form: Filled) -> LaidOut:
    (line,) = form.lines
    rows = []
    for cell in form.definition.cells:
        heading = cell.source is Source.HEADING
        figure = Figure("") if heading else Figure(shown(cell, line), cell)
        note = cell.note or SOURCE_WORDS[cell.source]
        figures = (cell.code, cell.label, unit_of(cell))
        rows.append(
            BodyRow(
                "heading" if heading else "line",
                (*(Figure(text) for text in figures), figure, Figure(note)),
            )
        )
    heads, lines = heads_of(_INDICATOR_HEADS)
    return LaidOut(heads, lines, (), _INDICATOR_WIDTHS, tuple(rows), landscape=False)


def _table(form: Filled) -> LaidOut:
    cells = form.definition.cells
    names = (_NAMES, (form.definition.row_heading,))
    heads, lines = heads_of((*names, *(cell.headings for cell in cells)))
    body: list[BodyRow] = []
    for group, lines_of in groupby(form.lines, key=lambda line: line.group):
        here = list(lines_of)
        if group:
            body.append(_group(form, group, here))
        body += [
            BodyRow("line", (Figure(str(order)), Figure(line.name), *_figures(cells, line)))
            for order, line in enumerate(here, start=1)
        ]
    if form.total is not None:
        total = form.total
        body.append(BodyRow("total", (Figure(""), Figure(total.name), *_figures(cells, total))))
    widths = (_TEXT_WIDTH if cell.kind is Kind.TEXT else _NUMBER_WIDTH for cell in cells)
    return LaidOut(
        heads=heads,
        lines=lines,
        numbers=("(1)", "(2)", *(formula_of(cell) for cell in cells)),
        widths=(_ORDER_WIDTH, _NAME_WIDTH, *widths),
        body=tuple(body),
        landscape=True,
    )


def _group(form: Filled, group: str, lines: Sequence[Line]) -> BodyRow:
    """The heading of a group with the sum of what stands under it: "B. Cấp huyện"."""
    letter, _, words = group.rpartition(". ")
    values = filling.total(form.definition, [line.values for line in lines])
    figures = _figures(form.definition.cells, Line(words, values))
    return BodyRow("heading", (Figure(letter), Figure(words), *figures))


def _figures(cells: Iterable[Cell], line: Line) -> Iterator[Figure]:
    return (Figure(shown(cell, line), cell) for cell in cells)


def shown(cell: Cell, line: Line) -> Value:
    """The value of a cell in a row; a dash for the rate of nothing."""
    value = line.values.get(cell.code)
    if value is None and cell.source is Source.RATIO:
        known = all(line.values.get(part) is not None for part in cell.parts)
        return _NO_RATE if known else None
    return value


def heads_of(columns: tuple[tuple[str, ...], ...]) -> tuple[tuple[Head, ...], int]:
    """Merge equal headings that stand side by side, and let the last of a column reach down."""
    lines = max(len(headings) for headings in columns)
    found: list[Head] = []
    for line in range(lines):
        column = 0
        while column < len(columns):
            width = _width(columns, column, line)
            if line < len(columns[column]):
                last = line == len(columns[column]) - 1
                tall = lines - line if last else 1
                found.append(Head(columns[column][line], column, line, width, tall))
            column += width
    return tuple(found), lines


def _width(columns: tuple[tuple[str, ...], ...], column: int, line: int) -> int:
    """How many columns from this one on share all headings down to a line that is not their last."""
    here = columns[column]
    width = 1
    while line < len(here) - 1 and column + width < len(columns):
        there = columns[column + width]
        if there[: line + 1] != here[: line + 1]:
            break
        width += 1
    return width
