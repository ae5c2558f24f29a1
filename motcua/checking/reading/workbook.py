"""Reads XLSX: visible sheets, values as they are displayed, merged cells."""

import io
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import range_boundaries

from motcua.checking.document import Document, Place
from motcua.checking.reading import tables
from motcua.checking.reading.archives import Archive, damaged, too_large
from motcua.checking.reading.extracts import Extract
from motcua.checking.reading.figures import displayed
from motcua.checking.reading.refusals import DAMAGE, Unreadable
from motcua.checking.reading.tables import Given

_MOST_CELLS = 300_000
_MOST_ROWS = 60_000
_FEW_CELLS = 2
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')
#: A formula whose value was not kept with it.
_UNSAVED = re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[a-zđ])[.)]?\)?")

_Row = list[Given | None]


class _Numbered(NamedTuple):
    """A row of a sheet with its number there."""

    number: int
    cells: _Row


def read(content: bytes, name: str) -> Document:
    """Return the report in the bytes of an XLSX file. Raises ``Unreadable``."""
    archive = Archive(content, name)
    archive.measure(part for part in archive.names() if part.startswith("xl/"))
    parts = _parts_of_sheets(archive)
    extract = Extract(name)
    hidden = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            sheet.reset_dimensions()
            rows = _values(sheet.iter_rows(max_row=_MOST_ROWS), name)
            part = archive.part(parts.get(sheet.title, "")) or b""
            _add(extract, sheet.title, _merged(rows, part))
        book.close()
    except DAMAGE as error:
        raise Unreadable(damaged(name)) from error
    remarks = [f"Không đọc trang tính ẩn: {', '.join(hidden)}."] if hidden else []
    if _has_unsaved_formulas(archive, parts):
        remarks.append("Một số ô công thức chưa có giá trị: hãy mở tệp, tính lại và lưu.")
    return extract.document(remarks=remarks)


def _parts_of_sheets(archive: Archive) -> dict[str, str]:
    """Return the part each sheet is kept in, by the sheet's title."""
    links = archive.tree("xl/_rels/workbook.xml.rels")
    book = archive.tree("xl/workbook.xml")
    if links is None or book is None:
        raise Unreadable(damaged(archive.name))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(sheet.get(_RELATED), ""))
        ).lstrip("/")
        for sheet in book.iterfind(".//{*}sheets/{*}sheet")
    }


def _has_unsaved_formulas(archive: Archive, parts: dict[str, str]) -> bool:
    """Tell whether the file was written by a program that does not calculate."""
    contents = [archive.part(part) or b"" for part in parts.values()]
    return any(_UNSAVED.search(content) for content in contents)


def _values(rows: Iterable[Sequence[object]], name: str) -> list[list[str]]:
    found: list[list[str]] = []
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > _MOST_CELLS:
            raise Unreadable(too_large(name))
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        found.append(texts)
    while found and not found[-1]:
        found.pop()
    return found


def _text(cell: object) -> str:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%H:%M} {value.day}/{value.month}/{value.year}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return " ".join(str(value).split())
    shape = (
        cell.number_format if isinstance(cell, SheetCell) else getattr(cell, "number_format", "")
    )
    return displayed(value, str(shape))


def _merged(rows: list[list[str]], part: bytes) -> list[_Numbered]:
    width = max((len(row) for row in rows), default=0)
    grid: list[_Row] = [
        [*(Given(text, 0) for text in row), *(Given("", 0) for _ in range(width - len(row)))]
        for row in rows
    ]
    for reference in _MERGED.findall(part):
        left, top, right, bottom = range_boundaries(reference.decode())
        if left and top and right and bottom:
            _merge(grid, (top - 1, left - 1), (min(bottom, len(grid)), min(right, width)))
    return [_Numbered(number, cells) for number, cells in enumerate(grid, 1)]


def _merge(grid: list[_Row], corner: tuple[int, int], end: tuple[int, int]) -> None:
    top, left = corner
    bottom, right = end
    if top >= bottom or left >= right:
        return
    first = grid[top][left]
    for row in range(top, bottom):
        for column in range(left, right):
            grid[row][column] = None
    if first is not None:
        grid[top][left] = first._replace(rows=bottom - top, columns=right - left)


def _filled(row: _Numbered) -> list[str]:
    return [cell.text for cell in row.cells if cell and cell.text]


def _add(extract: Extract, title: str, rows: list[_Numbered]) -> None:
    """Add a sheet: blank rows part it, and what is no table in a part is words."""
    for blank, part in groupby(rows, key=lambda row: not any(row.cells) or not _filled(row)):
        if blank:
            extract.blank()
            continue
        group = list(part)
        head, body, tail = _split(group)
        _say(extract, title, head)
        if tables.tabular([row.cells for row in body]):
            cells = _without_margins([row.cells for row in body])
            extract.table(cells, [Place(sheet=title, row=row.number) for row in body])
        else:
            _say(extract, title, body)
        _say(extract, title, tail)


def _split(
    group: list[_Numbered],
) -> tuple[list[_Numbered], list[_Numbered], list[_Numbered]]:
    """Part titles above and signatures below from the table between them."""
    widest = max(len(_filled(row)) for row in group)
    if widest <= 1:
        return group, [], []
    begin, end = 0, len(group)
    while begin < end and _is_words(group[begin], widest):
        begin += 1
    while end > begin and _is_words(group[end - 1], widest):
        end -= 1
    return group[:begin], group[begin:end], group[end:]


def _is_words(row: _Numbered, widest: int) -> bool:
    filled = _filled(row)
    if len(filled) >= widest or len(filled) > _FEW_CELLS:
        return False
    tall = any(cell and cell.text and cell.rows > 1 for cell in row.cells)
    listed = len(filled) > 1 and _ORDINAL.fullmatch(filled[0]) is not None
    return not tall and not listed and not tables.has_figure(filled[1:])


def _without_margins(rows: list[_Row]) -> list[_Row]:
    """Drop the columns left and right of the table that nothing stands in."""

    def empty(column: int) -> bool:
        return all((cell := row[column]) is not None and not cell.text for row in rows)

    width = len(rows[0])
    left = next((column for column in range(width) if not empty(column)), 0)
    right = next((column for column in range(width, 0, -1) if not empty(column - 1)), width)
    return [row[left:right] for row in rows]


def _say(extract: Extract, title: str, rows: list[_Numbered]) -> None:
    for row in rows:
        for text in _lines(row):
            extract.words(text, Place(sheet=title, row=row.number), gap=True)


def _lines(row: _Numbered) -> Iterator[str]:
    for text in _filled(row):
        yield from text.splitlines()
