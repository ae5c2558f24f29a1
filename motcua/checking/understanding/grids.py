"""Tables of figures: what each column and each row says, and where the totals stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from motcua.checking.document import Cell, Document, Table
from motcua.checking.reading import numbers
from motcua.checking.reading.tokens import Kind, Number
from motcua.checking.understanding import scope, wording
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.scope import Section

#: Figures of tables are numbered from here on, after those of the running text.
FIRST_PLACE = 1_000_000
_TOTAL = re.compile(
    r"^(?:tổng(?: số| cộng)?|cộng|toàn (?:tỉnh|huyện|xã|ngành|thành phố))\b", re.IGNORECASE
)
_COLUMN_NUMBER = re.compile(r"^\(?\s*(\d{1,2})\s*\)?(?:\s*[=:]?\s*(.*))?$")
_TERM = re.compile(r"\d{1,2}")
_FORMULA = re.compile(
    r"^\(?\s*(\d{1,2})\s*\)?\s*=\s*((?:\(?\s*\d{1,2}\s*\)?\s*\+\s*)+\(?\s*\d{1,2}\s*\)?)$"
)
_SECTION = re.compile(r"^(?:[IVX]{1,5}|[A-ZĐ])[.)]?$")
_COUNTED = re.compile(r"^\d{1,3}[.)]?$")
_INDICATOR = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,4}\.?$")
_ORDINAL_HEADS = re.compile(r"^(?:stt|tt|số tt|số thứ tự)$", re.IGNORECASE)
_LONGEST_QUOTE = 220
_FEWEST_COLUMNS = 2
#: More columns than any table has: figures of a row are numbered apart from those of the next.
_STEP = 1000


class Row(StrEnum):
    """What a row is in its table."""

    TOTAL = "total"
    SECTION = "section"  # I, II … or A, B … : the sum of the rows below it, or only a name
    COUNTED = "counted"  # 1, 2, 3 …
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures: its headings from the outermost, its printed number and formula."""

    index: int
    path: tuple[str, ...]
    number: int | None = None
    formula: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """All headings as one text."""
        return " / ".join(self.path)

    @property
    def is_percent(self) -> bool:
        """Tell whether it holds shares."""
        return bool(re.search(r"%|tỷ lệ|tỉ lệ", self.label.lower()))


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its name, what it is, and its figures by column."""

    kind: Row
    ordinal: str
    label: str
    line: int
    figures: dict[int, Quantity]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with at least two columns of figures."""

    table: Table
    section: Section
    columns: tuple[Column, ...]
    rows: tuple[Record, ...]

    @property
    def words(self) -> str:
        """Caption and headings, as one text."""
        return " ".join([self.table.caption, *(column.label for column in self.columns)])


def grids(document: Document) -> Iterator[Grid]:
    """Give the report's tables of figures; indicator lists are not among them."""
    sections = scope.sections(document)
    place = FIRST_PLACE
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table) and not is_indicator_list(block):
            grid = _grid(block, at, sections[at], place)
            place += _STEP * (len(block.rows) + 1)
            if grid is not None:
                yield grid


def is_indicator_list(table: Table) -> bool:
    """Tell whether the rows are indicators with codes like 3.1.1, one value each."""
    codes = [row[0].text for row in table.rows if row]
    return sum(bool(_INDICATOR.match(code)) for code in codes) * 2 > len(codes)


def _grid(table: Table, block: int, section: Section, place: int) -> Grid | None:
    columns = _columns(table)
    rows: list[Record] = []
    for row in table.rows:
        record = _record(row, columns, block, section, place + len(rows) * _STEP)
        if record is not None:
            rows.append(record)
    filled = {index for record in rows for index in record.figures}
    columns = [column for column in columns if column.index in filled]
    if len(columns) < _FEWEST_COLUMNS or not rows:
        return None
    _fill_blanks(table, columns, rows)
    return Grid(table, section, tuple(columns), tuple(rows))


def _fill_blanks(table: Table, columns: Sequence[Column], rows: Sequence[Record]) -> None:
    """A blank cell among figures stands for nothing, until a sum shows that it does not."""
    by_line = {row[0].line: row for row in table.rows if row}
    places = {(cell.row, cell.column): cell for cell in table.cells()}
    for record in rows:
        given = next(iter(record.figures.values()))
        if len(record.figures) * 2 < len(columns) or record.line not in by_line:
            continue
        assert isinstance(given.source, Cell)
        for column in columns:
            cell = places.get((given.source.row, column.index))
            if column.index in record.figures or column.is_percent or cell is None:
                continue
            zero = Number(Decimal(0), Kind.COUNT, "", 0, 0)
            place = given.place - given.source.column + column.index
            record.figures[column.index] = replace(
                given, number=zero, source=cell, place=place, before=column.label, absent=True
            )


def _columns(table: Table) -> list[Column]:
    width = max((cell.column + cell.columns for row in table.rows for cell in row), default=0)
    numbering = _numbering(table)
    columns = []
    for index in range(width):
        path: list[str] = []
        for row in table.header:
            for cell in row:
                covers = cell.column <= index < cell.column + cell.columns
                if covers and cell.text and not _numbers(row) and cell.text not in path:
                    path.append(cell.text)
        number, formula = numbering.get(index, (None, ()))
        columns.append(Column(index, tuple(path), number, formula))
    return [column for column in columns if not _is_ordinal(column)]


def _is_ordinal(column: Column) -> bool:
    return any(_ORDINAL_HEADS.match(text.strip()) for text in column.path)


def _numbers(row: Sequence[Cell]) -> bool:
    filled = [cell.text for cell in row if cell.text]
    numbered = [text for text in filled if _COLUMN_NUMBER.match(text) or len(text) == 1]
    return bool(filled) and len(numbered) == len(filled)


def _numbering(table: Table) -> dict[int, tuple[int | None, tuple[int, ...]]]:
    found: dict[int, tuple[int | None, tuple[int, ...]]] = {}
    for row in table.header:
        for cell in row:
            formula = _FORMULA.match(cell.text)
            if formula:
                terms = tuple(int(term) for term in _TERM.findall(formula[2]))
                found[cell.column] = (int(formula[1]), terms)
            elif _numbers(row) and (single := _COLUMN_NUMBER.match(cell.text)):
                found[cell.column] = (int(single[1]), ())
    return found


def _record(
    row: tuple[Cell, ...], columns: Sequence[Column], block: int, section: Section, place: int
) -> Record | None:
    texts = [cell.text for cell in row]
    label = _label(row)
    context = " ".join(text for text in texts if text)[:_LONGEST_QUOTE]
    by_index = {cell.column: cell for cell in row}
    figures: dict[int, Quantity] = {}
    for column in columns:
        cell = by_index.get(column.index)
        number = _number(cell, column) if cell is not None else None
        if cell is not None and number is not None:
            figures[column.index] = _quantity(
                number, cell, column, block, section, place + column.index, label, context
            )
    if not figures:
        return None
    ordinal = texts[0].strip() if texts else ""
    return Record(_kind(ordinal, label), ordinal, label, row[0].line, figures)


def _number(cell: Cell, column: Column) -> Number | None:
    found = numbers.cell(cell.text, percent=column.is_percent)
    return found if isinstance(found, Number) else None


def _label(row: tuple[Cell, ...]) -> str:
    """Return the row's name: its first cell with letters that is not an ordinal."""
    for cell in row[:3]:
        text = cell.text.strip()
        if text and not (_SECTION.match(text) or _COUNTED.match(text) or _INDICATOR.match(text)):
            return text if re.search(r"[^\W\d_]", text) else ""
    return ""


def _kind(ordinal: str, label: str) -> Row:
    if _TOTAL.match(label) or _TOTAL.match(ordinal):
        return Row.TOTAL
    if _SECTION.match(ordinal):
        return Row.SECTION
    return Row.COUNTED if _COUNTED.match(ordinal) else Row.OTHER


def _quantity(
    number: Number,
    cell: Cell,
    column: Column,
    block: int,
    section: Section,
    place: int,
    label: str,
    context: str,
) -> Quantity:
    text = f"{label} / {column.label}"
    return Quantity(
        number=number,
        place=place,
        block=block,
        source=cell,
        section=section,
        before=column.label,
        lead=text,
        after="",
        unit="%" if number.kind is Kind.PERCENT else "",
        sentence=0,
        subject=wording.subject_named(column.label),
        words=wording.words(column.label),
        near=wording.words(column.path[-1] if column.path else ""),
        context=context,
    )
