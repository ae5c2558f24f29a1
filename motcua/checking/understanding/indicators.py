"""Lists of indicators, as in the appendix of a report on administrative reform.

Each row has a code (3.1.1.), a name, a unit and one value; a row's parts are the rows whose codes
begin with its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.checking.document import Cell, Document, Table
from motcua.checking.reading import numbers
from motcua.checking.reading.tokens import Kind, Number
from motcua.checking.understanding import scope, wording
from motcua.checking.understanding.grids import FIRST_PLACE, is_indicator_list
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.scope import Section

_FORM = re.compile(r"biểu(?: mẫu)?(?: số)?\s*0?(\d{1,2})\b", re.IGNORECASE)
_CODE = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?$")
_PLACES_APART = 10_000_000
_NAME, _UNIT = 1, 2


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row. ``form`` is the number of its Biểu mẫu (0 when unknown), ``code`` without last dot.

    ``value`` is missing where the cell is blank; ``note`` is what stands behind it.
    """

    form: int
    code: str
    name: str
    unit: str
    line: int
    row: str
    value: Quantity | None
    notes: tuple[Quantity, ...]
    note: str

    @property
    def is_rate(self) -> bool:
        """Tell whether it is named a share."""
        return self.name.lower().startswith(("tỷ lệ", "tỉ lệ"))

    @property
    def in_percent(self) -> bool:
        """Tell whether its unit is percent."""
        return self.unit.strip().startswith("%")

    @property
    def counts(self) -> bool:
        """Tell whether it holds a plain count."""
        return self.value is not None and self.value.counts and not self.is_rate


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The indicators of one form, in order."""

    form: int
    rows: tuple[Indicator, ...]

    def get(self, code: str) -> Indicator | None:
        """Return the row with the code."""
        return next((row for row in self.rows if row.code == code), None)

    def below(self, row: Indicator) -> tuple[Indicator, ...]:
        """Return the rows one level below."""
        depth = row.code.count(".") + 1
        return tuple(
            each
            for each in self.rows
            if each.code.startswith(f"{row.code}.") and each.code.count(".") == depth
        )


def lists(document: Document) -> Iterator[IndicatorList]:
    """Give the report's lists of indicators; tables of one form are one list."""
    sections = scope.sections(document)
    place = FIRST_PLACE + _PLACES_APART
    found: list[IndicatorList] = []
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table) and is_indicator_list(block):
            form = _form(block, sections[at])
            rows = tuple(_rows(block, form, at, sections[at], place))
            place += len(block.rows) * 100
            if found and found[-1].form == form and not _repeats(found[-1], rows):
                found[-1] = IndicatorList(form, (*found[-1].rows, *rows))
            else:
                found.append(IndicatorList(form, rows))
    yield from found


def _repeats(before: IndicatorList, rows: Sequence[Indicator]) -> bool:
    codes = {row.code for row in before.rows}
    return any(row.code in codes for row in rows)


def _form(table: Table, section: Section) -> int:
    for text in (table.caption, *reversed(section.headings)):
        found = _FORM.findall(text)
        if found:
            return int(found[-1])
    return 0


def _rows(table: Table, form: int, block: int, section: Section, place: int) -> Iterator[Indicator]:
    column = _value_column(table)
    for row in table.rows:
        texts = [cell.text.strip() for cell in row]
        code = _CODE.match(texts[0]) if texts else None
        if code is None or len(texts) <= _NAME:
            continue
        cells = {cell.column: cell for cell in row}
        unit = texts[_UNIT] if column > _UNIT and len(texts) > _UNIT else ""
        printed = " ".join(text for text in texts if text)
        note = " ".join(cell.text for cell in row if cell.column > column)
        place += 20
        yield Indicator(
            form=form,
            code=code[1],
            name=texts[_NAME],
            unit=unit,
            line=row[0].line,
            row=printed,
            value=_value(cells.get(column), texts[_NAME], unit, block, section, place, printed),
            notes=tuple(_notes(row, column, block, section, place, printed)),
            note=note.strip(),
        )


def _value_column(table: Table) -> int:
    """Return the column that holds the values: the one with most figures behind the names."""
    for row in table.header:
        for cell in row:
            if cell.text.lower().strip() in {"số liệu", "giá trị", "kết quả", "thực hiện"}:
                return cell.column
    filled: dict[int, int] = {}
    for cell in table.cells():
        if cell.column > _NAME and isinstance(numbers.cell(cell.text), Number):
            filled[cell.column] = filled.get(cell.column, 0) + 1
    return max(filled, key=lambda column: (filled[column], -column), default=_UNIT + 1)


def _value(
    cell: Cell | None,
    name: str,
    unit: str,
    block: int,
    section: Section,
    place: int,
    printed: str,
) -> Quantity | None:
    if cell is None:
        return None
    percent = unit.startswith("%") and name.lower().startswith(("tỷ lệ", "tỉ lệ"))
    number = numbers.cell(cell.text, percent=percent)
    if not isinstance(number, Number):
        return None
    return _quantity(number, cell, name, unit, block, section, place, printed)


def _notes(
    row: tuple[Cell, ...], column: int, block: int, section: Section, place: int, printed: str
) -> Iterator[Quantity]:
    for cell in row:
        if cell.column > column and cell.text:
            for at, number in enumerate(numbers.find(cell.text).numbers):
                yield _quantity(
                    number, cell, cell.text, "", block, section, place + 1 + at, printed
                )


def _quantity(
    number: Number,
    cell: Cell,
    name: str,
    unit: str,
    block: int,
    section: Section,
    place: int,
    printed: str,
) -> Quantity:
    words = wording.words(name)
    return Quantity(
        number=number,
        place=place,
        block=block,
        source=cell,
        section=section,
        before=name,
        lead=name,
        after="",
        unit="%" if number.kind is Kind.PERCENT else wording.unit_after(f" {unit}"),
        sentence=0,
        subject=wording.subject_of(wording.unit_after(f" {unit}"), name),
        words=words,
        near=words,
        context=printed,
    )
