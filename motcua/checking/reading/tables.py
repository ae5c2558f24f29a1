"""Puts rows of cells together as tables: header, body, what a page break tore apart."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from motcua.checking.document import Cell, Table
from motcua.checking.reading import letters, numbers
from motcua.checking.reading.tokens import Number

_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐa-d])\s*\)?(?:\s*[=:].*)?")
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,5}|[A-Za-zđ])[.)]?\)?")
_INDICATOR = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SUMMED = re.compile(r"(?:tổng|cộng|toàn)\b", re.IGNORECASE)
_MOST_HEADER_ROWS = 6
_COLUMNS_NUMBERED = 3
_FEW_COLUMNS = 2
_NEARLY_ALL = 0.8


class Given(NamedTuple):
    """A cell as a file gives it, before its place in the table is known."""

    text: str
    line: int
    rows: int = 1
    columns: int = 1


#: One row: what stands in each column; ``None`` where a merged cell reaches in.
Row = Sequence[Given | None]


def tabular(rows: Sequence[Row]) -> bool:
    """Tell a table from a line with a stray tab or from two signatures side by side."""
    width = max((len(row) for row in rows), default=0)
    figures = any(has_figure([cell.text if cell else "" for cell in row[1:]]) for row in rows)
    return figures or (width > _FEW_COLUMNS and len(rows) > 1)


def build(rows: Sequence[Row], caption: str) -> Table | None:
    """Return the table of the rows, ``None`` where there is nothing in them."""
    clean = [
        [cell and cell._replace(text=letters.plain(cell.text)) for cell in row]
        for row in rows
        if any(cell and cell.text.strip() for cell in row)
    ]
    if not clean:
        return None
    width = max(len(row) for row in clean)
    line = next(cell.line for cell in clean[0] if cell)
    padded = [[*row, *(Given("", _line(row)) for _ in range(width - len(row)))] for row in clean]
    header = _header_length(padded)
    _merge_header(padded[:header])
    top = {tuple(_words(row)) for row in padded[:header]}
    body = [row for row in padded[header:] if not (top and tuple(_words(row)) in top)]
    placed = [
        tuple(
            Cell(cell.text, cell.line, at, column, cell.rows, cell.columns)
            for column, cell in enumerate(row)
            if cell is not None
        )
        for at, row in enumerate([*padded[:header], *body])
    ]
    return Table(caption, tuple(placed[:header]), tuple(placed[header:]), line)


def continued(first: Table, second: Table) -> Table | None:
    """Return the two as one, where the second is the first after a page break."""
    if _width(first) != _width(second) or second.caption:
        return None
    if second.header and _texts(first.header) == _texts(second.header):
        return replace(first, rows=first.rows + _moved(second.rows, first, len(second.header)))
    listed = _lists(first)
    rest: tuple[tuple[Cell, ...], ...] = ()
    if len(second.header) == 1 and _is_rest(second.header[0], listed=listed):
        rest = second.header
    if second.header and not rest:
        return None
    if rest or (second.rows and _is_rest(second.rows[0], listed=listed)):
        cut = len(rest) or 1
        first = _completed(first, (rest or second.rows)[0])
        body = second.rows if rest else second.rows[1:]
        return replace(first, rows=first.rows + _moved(body, first, cut))
    return replace(first, rows=first.rows + _moved(second.rows, first, 0))


def _moved(
    rows: tuple[tuple[Cell, ...], ...], above: Table, cut: int
) -> tuple[tuple[Cell, ...], ...]:
    shift = len(above.header) + len(above.rows) - cut
    return tuple(tuple(replace(cell, row=cell.row + shift) for cell in row) for row in rows)


def _lists(table: Table) -> bool:
    """Tell whether nearly every row of the table begins with its number."""
    numbered = sum(bool(row and _ORDINAL.fullmatch(row[0].text)) for row in table.rows)
    return numbered >= len(table.rows) * _NEARLY_ALL


def _is_rest(row: tuple[Cell, ...], *, listed: bool) -> bool:
    """Tell whether a row at the top of a page is the rest of the last row of the page before."""
    filled = [cell.text for cell in row if cell.text]
    if not filled or row[0].text or has_figure(filled):
        return False
    return all(text[0].islower() for text in filled) or (listed and len(filled) == 1)


def _completed(table: Table, rest: tuple[Cell, ...]) -> Table:
    """Add the rest of a torn row to the last row of the table."""
    added = {cell.column: cell.text for cell in rest if cell.text}

    def whole(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(
            replace(cell, text=f"{cell.text} {added[cell.column]}".strip())
            if cell.column in added
            else cell
            for cell in row
        )

    if table.rows:
        return replace(table, rows=(*table.rows[:-1], whole(table.rows[-1])))
    return replace(table, header=tuple(whole(row) for row in table.header))


def _line(row: Row) -> int:
    return next((cell.line for cell in row if cell), 0)


def _words(row: Row) -> list[str]:
    return [cell.text.lower() if cell else "" for cell in row]


def _texts(rows: tuple[tuple[Cell, ...], ...]) -> list[list[str]]:
    return [[cell.text.lower() for cell in row if cell.text] for row in rows]


def _width(table: Table) -> int:
    return max(
        (cell.column + cell.columns for row in (*table.header, *table.rows) for cell in row),
        default=0,
    )


def _header_length(rows: Sequence[Row]) -> int:
    """Return how many rows at the top name the columns."""
    length = 0
    for at, row in enumerate(rows[:_MOST_HEADER_ROWS]):
        if numbers_columns(row):
            return at + 1
        if _is_body(row) or (at and _filled(row) == 1 and _filled(rows[0]) > 1):
            return at
        length = at + 1
    if length < len(rows):
        return length
    covered = (at for at, row in enumerate(rows) if at and row and row[0] is not None)
    return next(covered, len(rows))


def _filled(row: Row) -> int:
    return sum(bool(cell and cell.text) for cell in row)


def numbers_columns(row: Row) -> bool:
    """Tell whether the row counts the columns: "(1) (2) (3)=(4)+(5)", "A B 1 2 3"."""
    found = [_COLUMN_NUMBER.fullmatch(cell.text) for cell in row if cell and cell.text]
    if len(found) < _COLUMNS_NUMBERED or not all(found):
        return False
    counted = [int(match[1]) for match in found if match and match[1].isdigit()]
    return len(counted) > 1 and all(
        after == before + 1 for before, after in itertools.pairwise(counted)
    )


def _is_body(row: Row) -> bool:
    texts = [cell.text if cell else "" for cell in row]
    filled = [text for text in texts if text]
    if len(filled) > 1 and (_ORDINAL.fullmatch(filled[0]) or _INDICATOR.match(filled[0])):
        return True
    if filled and _SUMMED.match(filled[0]) and has_figure(filled[1:]):
        return True
    return has_figure(texts[1:]) or (len(filled) == 1 and _INDICATOR.match(filled[0]) is not None)


def has_figure(texts: Sequence[str]) -> bool:
    """Tell whether one of the cells holds a figure that is no year."""
    return any(
        isinstance(numbers.cell(text), Number) and not _YEAR.fullmatch(text) for text in texts
    )


def _merge_header(rows: list[list[Given | None]]) -> None:
    """Let header cells cover the blanks beside and below them, as they did on paper."""
    if rows and numbers_columns(rows[-1]):
        rows = rows[:-1]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None and cell.text:
                _grow(rows, at, column)


def _grow(rows: list[list[Given | None]], at: int, column: int) -> None:
    """Grow one header cell down over blanks, or right over blanks that have words below."""
    cell = rows[at][column]
    if cell is None or cell.rows > 1 or cell.columns > 1:
        return
    tall = 1
    while at + tall < len(rows) and _blank(rows[at + tall][column]):
        tall += 1
    if at + tall == len(rows) and tall > 1:
        for below in range(at + 1, len(rows)):
            rows[below][column] = None
        rows[at][column] = cell._replace(rows=tall)
        return
    wide = 1
    while (
        at + 1 < len(rows)
        and column + wide < len(rows[at])
        and _blank(rows[at][column + wide])
        and not _blank(rows[at + 1][column + wide])
    ):
        rows[at][column + wide] = None
        wide += 1
    rows[at][column] = cell._replace(columns=wide)


def _blank(cell: Given | None) -> bool:
    return cell is not None and not cell.text
