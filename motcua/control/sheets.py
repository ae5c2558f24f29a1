"""A register as a workbook: the empty one to fill in, the lines as they stand, and rows read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from motcua.base import clock, text, workbooks
from motcua.control import reading
from motcua.control.models import Version
from motcua.control.registers.vocabulary import Field, Kind, Register

MOST_ROWS = 2000
_BOUNDS = workbooks.Bounds(rows=MOST_ROWS, columns=60)
#: What an exported register says beside its fields; read back, these columns are passed over.
_BESIDE = ("Số dòng", "Tình trạng", "Ghi lúc", "Người ghi")
_WIDTHS = {Kind.DATE: 13, Kind.COUNT: 12, Kind.NUMBER: 20, Kind.CHOICE: 26, Kind.AGENCY: 32}
_WIDEST = 42
#: The longest list of choices a cell of a workbook offers by itself.
_MOST_OFFERED = 255


class NotASheet(ValueError):
    """The file is no workbook, or its head is not that of the register; the text says what to do."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])


@dataclass(frozen=True)
class Row:
    """A row as it is written: its number in the sheet, and the text by field."""

    number: int
    texts: Mapping[str, str]


def template(register: Register) -> bytes:
    """An empty sheet with the columns of a register, choices to pick from, and a guide beside it."""
    book = Workbook()
    sheet = _headed(book, register, [one.label for one in register.fields])
    for place, one in enumerate(register.fields, start=1):
        letter = get_column_letter(place)
        offered = ",".join(label for _code, label in one.choices)
        if one.choices and len(offered) < _MOST_OFFERED and offered.count(",") < len(one.choices):
            rule = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        if one.kind is not Kind.COUNT:
            sheet.column_dimensions[letter].number_format = "@"
    guide = book.create_sheet("Hướng dẫn")
    guide.append(["Cột", "Bắt buộc", "Cách ghi"])
    for one in register.fields:
        guide.append([one.label, "Có" if one.required else "", how(one)])
    _dress(guide, (44, 12, 90))
    return _written(book)


def export(register: Register, lines: Iterable[Version], names: Mapping[int, str]) -> bytes:
    """The lines of a register as they stand; the sheet can be read in again and adds nothing."""
    first, *last = _BESIDE
    book = Workbook()
    sheet = _headed(book, register, [first, *(one.label for one in register.fields), *last])
    for line in lines:
        told = [
            line.values.get(one.code) if one.kind is Kind.COUNT else words
            for one, words in reading.tell(register, line.values, names)
        ]
        state = str(line.get_act_display())
        at = f"{clock.local(line.at):%d/%m/%Y %H:%M}"
        sheet.append([line.entry.number, *told, state, at, line.by.full_name])
    return _written(book)


def how(one: Field) -> str:
    """How a column is filled in."""
    match one.kind:
        case Kind.DATE:
            told = "Ngày/tháng/năm, ví dụ 05/09/2026"
        case Kind.COUNT:
            told = "Số đếm, không có thì để trống"
        case Kind.CHOICE:
            told = "Một trong: " + "; ".join(label for _code, label in one.choices)
        case Kind.AGENCY:
            told = "Tên hoặc mã của cơ quan trong hệ thống"
        case _:
            told = ""
    return ". ".join(part for part in (told, one.help) if part)


def read(register: Register, content: bytes) -> list[Row]:
    """Read the rows of a sheet as they are written; empty ones are none. Raise ``NotASheet``."""
    try:
        rows = workbooks.values(content, _BOUNDS)
    except workbooks.Unusable as why:
        raise NotASheet(str(why)) from why
    if not rows:
        raise NotASheet(_("Tệp chưa có dòng nào. Hãy dùng tệp mẫu của sổ này."))
    places = _places(register, rows[0])
    found = []
    for number, cells in enumerate(rows[1:], start=2):
        texts = {
            code: workbooks.said(cells[place]) if place < len(cells) else ""
            for code, place in places.items()
        }
        if any(texts.values()):
            found.append(Row(number, texts))
    if not found:
        raise NotASheet(_("Tệp chưa có dòng nào. Hãy dùng tệp mẫu của sổ này."))
    return found


def _places(register: Register, head: Sequence[Any]) -> dict[str, int]:
    headings = [text.fold(workbooks.said(cell)) for cell in head]
    wanted = {text.fold(one.label): one for one in register.fields}
    missing = [one.label for key, one in wanted.items() if key not in headings and one.required]
    if missing:
        raise NotASheet(
            _("Tệp thiếu cột: %(names)s. Hãy dùng tệp mẫu của sổ này.")
            % {"names": "; ".join(missing)}
        )
    passed = {"", *map(text.fold, _BESIDE)}
    strange = [
        workbooks.said(cell)[:60]
        for cell, key in zip(head, headings, strict=True)
        if key not in wanted and key not in passed
    ]
    if strange:
        raise NotASheet(
            _("Sổ không có cột: %(names)s. Hãy ghi đúng tên cột như tệp mẫu, hoặc xóa cột đó.")
            % {"names": "; ".join(strange[:5])}
        )
    return {one.code: headings.index(key) for key, one in wanted.items() if key in headings}


def _headed(book: Workbook, register: Register, headings: Sequence[str]) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = register.code
    sheet.append(list(headings))
    kinds = {one.label: one.kind for one in register.fields}
    _dress(sheet, [_WIDTHS.get(kinds.get(one, Kind.COUNT), _WIDEST) for one in headings])
    return sheet


def _dress(sheet: Worksheet, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _written(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
