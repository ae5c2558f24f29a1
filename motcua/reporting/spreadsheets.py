"""Form II.06 as XLSX in the official layout, the same bytes every time. Pure.

The first sheet is the form; the second tells the same figures agency by agency.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from motcua.reporting.documents import place_and_date, print_rows, under_the_table
from motcua.reporting.figures import COLUMNS, Report
from motcua.rules import forms
from motcua.slips.sheets import DEMO_LINE

_FONT = "Times New Roman"
_LAST = 13
_HEAD_FIRST, _HEAD_LAST = 7, 10
_WIDTHS = (5, 34, 11, 11, 13, 11, 11, 10, 10, 9, 11, 10, 9)
#: Headings of the three rows over the formulas: text, first row, first column, last row, last column.
_HEADINGS = (
    ("TT", 0, 1, 2, 1),
    ("Lĩnh vực công việc giải quyết theo cấp", 0, 2, 2, 2),
    ("Số lượng hồ sơ tiếp nhận", 0, 3, 0, 6),
    ("Số lượng hồ sơ đã giải quyết", 0, 7, 0, 10),
    ("Số lượng hồ sơ đang giải quyết", 0, 11, 0, 13),
    ("Tổng số", 1, 3, 2, 3),
    ("Tiếp nhận trong kỳ", 1, 4, 1, 5),
    ("Từ kỳ trước", 1, 6, 2, 6),
    ("Trực tuyến", 2, 4, 2, 4),
    ("Trực tiếp, dịch vụ bưu chính", 2, 5, 2, 5),
    ("Tổng số", 1, 7, 2, 7),
    ("Trước hạn", 1, 8, 2, 8),
    ("Đúng hạn", 1, 9, 2, 9),
    ("Quá hạn", 1, 10, 2, 10),
    ("Tổng số", 1, 11, 2, 11),
    ("Trong hạn", 1, 12, 2, 12),
    ("Quá hạn", 1, 13, 2, 13),
)
_LINE = Side(style="thin")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill("solid", fgColor="EBEBEB")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_NUMBERS = Alignment(horizontal="right", vertical="center", indent=1)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
#: Vietnamese grouping whatever the language of the program that opens the file.
_NUMBER = '[>=1000000]#"."###"."##0;[>=1000]#"."##0;0'
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CHARS_PER_LINE = 165


def workbook(report: Report) -> bytes:
    """Write the report as an XLSX file. Equal reports give equal bytes."""
    book = Workbook()
    form = book.worksheets[0]
    form.title = report.code.split("/", maxsplit=1)[0].removeprefix("Biểu số ")
    _set_up(form)
    _top(form, report)
    _headings(form)
    row = _figures(form, report, _HEAD_LAST + 1)
    _bottom(form, report, row)
    _by_agency(book.create_sheet("Theo đơn vị"), report)
    book.properties.creator = report.agency
    book.properties.title = f"{report.code} {report.period}"
    moment = (report.as_of or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC)
    book.properties.created = moment.replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    book.save(out)
    return _same_every_time(out.getvalue(), moment)


def _set_up(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for name in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, name, 0.59)
    sheet.sheet_view.showGridLines = False
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int,
    *,
    through: tuple[int, int] | None = None,
    align: Alignment = _LEFT,
    bold: bool = False,
    italic: bool = False,
    size: int = 11,
) -> None:
    """Write a cell, merged through another one where asked."""
    cell = sheet.cell(row, column, value)
    cell.font = Font(name=_FONT, size=size, bold=bold, italic=italic)
    cell.alignment = align
    if through is not None and through != (row, column):
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=through[0], end_column=through[1]
        )


def _top(sheet: Worksheet, report: Report) -> None:
    """Code and source on the left, title and period in the middle, who reports to whom on the right."""
    _write(sheet, 1, 1, report.code, through=(1, 3), bold=True)
    _write(sheet, 2, 1, forms.SOURCE, through=(3, 3), italic=True, align=_TOP)
    _write(sheet, 1, 4, report.title, through=(2, 9), bold=True, align=_CENTRE, size=12)
    _write(sheet, 3, 4, f"Kỳ báo cáo: {report.period}", through=(3, 9), align=_CENTRE)
    _write(sheet, 4, 4, f"({report.days})", through=(4, 9), align=_CENTRE)
    _write(sheet, 1, 10, f"- Đơn vị báo cáo: {report.agency}", through=(2, _LAST), align=_TOP)
    receiver = report.receiver or "……………………"
    _write(sheet, 3, 10, f"- Đơn vị nhận báo cáo: {receiver}", through=(4, _LAST), align=_TOP)
    right = Alignment(horizontal="right")
    _write(sheet, 6, 1, forms.UNIT_LINE, through=(6, _LAST), italic=True, align=right)
    if report.demo:
        _write(sheet, 5, 1, DEMO_LINE, through=(5, _LAST), bold=True, align=_CENTRE)
    for row, height in ((1, 24), (2, 24), (3, 18), (4, 18)):
        sheet.row_dimensions[row].height = height


def _headings(sheet: Worksheet) -> None:
    for text, row, column, last_row, last_column in _HEADINGS:
        through = (_HEAD_FIRST + last_row, last_column)
        _write(sheet, _HEAD_FIRST + row, column, text, through=through, align=_CENTRE, bold=True)
    for numbered in forms.COLUMNS:
        text = numbered.formula or f"({numbered.number})"
        _write(sheet, _HEAD_LAST, numbered.number, text, align=_CENTRE, italic=True, size=9)
    _frame(sheet, range(_HEAD_FIRST, _HEAD_LAST + 1))
    for row, height in zip(range(_HEAD_FIRST, _HEAD_LAST + 1), (20, 20, 46, 26), strict=True):
        sheet.row_dimensions[row].height = height
    sheet.print_title_rows = f"{_HEAD_FIRST}:{_HEAD_LAST}"
    sheet.freeze_panes = f"C{_HEAD_LAST + 1}"


def _figures(sheet: Worksheet, report: Report, row: int) -> int:
    """Write every row from ``row`` on and return the row after the last."""
    for printed in print_rows(report):
        bold = printed.kind != "line"
        _write(sheet, row, 1, printed.order, align=_CENTRE, bold=bold)
        _write(sheet, row, 2, printed.label, bold=bold)
        _numbers(sheet, row, printed.row, first=3, bold=bold)
        _frame(sheet, [row], fill=bold)
        row += 1
    return row


def _numbers(sheet: Worksheet, row: int, figures: forms.Row, *, first: int, bold: bool) -> None:
    cells = figures.cells()
    for column, name in enumerate(COLUMNS, start=first):
        _write(sheet, row, column, cells[name], bold=bold, align=_NUMBERS)
        sheet.cell(row, column).number_format = _NUMBER


def _frame(sheet: Worksheet, rows: Iterable[int], *, fill: bool = False) -> None:
    for row in rows:
        for column in range(1, _LAST + 1):
            cell = sheet.cell(row, column)
            cell.border = _GRID
            if fill:
                cell.fill = _GREY


def _bottom(sheet: Worksheet, report: Report, row: int) -> None:
    """Counting rule, memo lines and as-of under the table; then place, date and signatures."""
    for note in under_the_table(report):
        _write(sheet, row, 1, note, through=(row, _LAST), align=_TOP, size=10)
        sheet.row_dimensions[row].height = 14 * (1 + len(note) // _CHARS_PER_LINE)
        row += 1
    row += 1
    _write(sheet, row, 8, place_and_date(report), through=(row, _LAST), align=_CENTRE, italic=True)
    for first, last, title, how in (
        (1, 5, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
        (8, _LAST, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, ghi rõ họ tên và đóng dấu)"),
    ):
        _write(sheet, row + 1, first, title, through=(row + 1, last), align=_CENTRE, bold=True)
        _write(sheet, row + 2, first, how, through=(row + 2, last), align=_CENTRE, italic=True)


def _by_agency(sheet: Worksheet, report: Report) -> None:
    """The same figures for each agency and field: agency, level, field, columns 3 to 13."""
    _set_up(sheet)
    heads = ("Đơn vị", "Cấp", "Lĩnh vực", *(f"Cột {number}" for number in range(3, _LAST + 1)))
    for column, head in enumerate(heads, start=1):
        _write(sheet, 1, column, head, align=_CENTRE, bold=True)
    for column, width in ((1, 36), (2, 8), (3, 34)):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(report.leaves, start=2):
        _write(sheet, row, 1, line.agency)
        _write(sheet, row, 2, forms.LEVEL_WORDS[line.level])
        _write(sheet, row, 3, line.field)
        _numbers(sheet, row, line.row, first=4, bold=False)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(report.leaves) + 1}"


def _same_every_time(content: bytes, moment: datetime) -> bytes:
    """Pack the file again with fixed dates: a spreadsheet otherwise bears the moment it was saved."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", old.read(name))
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return out.getvalue()
