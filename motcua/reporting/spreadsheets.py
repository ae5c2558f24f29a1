"""Form II.06 as XLSX in the official layout, the same bytes every time. Pure.

The first sheet is the form; the second tells the same figures agency by agency.
"""

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from motcua.reporting.documents import place_and_date, print_rows, under_the_table
from motcua.reporting.figures import COLUMNS, Report
from motcua.reporting.worksheets import CENTRE, NUMBER, NUMBERS, TOP, frame, packed, set_up, write
from motcua.rules import forms
from motcua.slips.sheets import DEMO_LINE

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
_CHARS_PER_LINE = 165


def workbook(report: Report) -> bytes:
    """Write the report as an XLSX file. Equal reports give equal bytes."""
    book = Workbook()
    form = book.worksheets[0]
    form.title = report.code.split("/", maxsplit=1)[0].removeprefix("Biểu số ")
    set_up(form, _WIDTHS)
    _top(form, report)
    _headings(form)
    row = _figures(form, report, _HEAD_LAST + 1)
    _bottom(form, report, row)
    _by_agency(book.create_sheet("Theo đơn vị"), report)
    return packed(
        book, creator=report.agency, title=f"{report.code} {report.period}", moment=report.as_of
    )


def _top(sheet: Worksheet, report: Report) -> None:
    """Code and source on the left, title and period in the middle, who reports to whom on the right."""
    write(sheet, 1, 1, report.code, through=(1, 3), bold=True)
    write(sheet, 2, 1, forms.SOURCE, through=(3, 3), italic=True, align=TOP)
    write(sheet, 1, 4, report.title, through=(2, 9), bold=True, align=CENTRE, size=12)
    write(sheet, 3, 4, f"Kỳ báo cáo: {report.period}", through=(3, 9), align=CENTRE)
    write(sheet, 4, 4, f"({report.days})", through=(4, 9), align=CENTRE)
    write(sheet, 1, 10, f"- Đơn vị báo cáo: {report.agency}", through=(2, _LAST), align=TOP)
    receiver = report.receiver or "……………………"
    write(sheet, 3, 10, f"- Đơn vị nhận báo cáo: {receiver}", through=(4, _LAST), align=TOP)
    right = Alignment(horizontal="right")
    write(sheet, 6, 1, forms.UNIT_LINE, through=(6, _LAST), italic=True, align=right)
    if report.demo:
        write(sheet, 5, 1, DEMO_LINE, through=(5, _LAST), bold=True, align=CENTRE)
    for row, height in ((1, 24), (2, 24), (3, 18), (4, 18)):
        sheet.row_dimensions[row].height = height


def _headings(sheet: Worksheet) -> None:
    for text, row, column, last_row, last_column in _HEADINGS:
        through = (_HEAD_FIRST + last_row, last_column)
        write(sheet, _HEAD_FIRST + row, column, text, through=through, align=CENTRE, bold=True)
    for numbered in forms.COLUMNS:
        text = numbered.formula or f"({numbered.number})"
        write(sheet, _HEAD_LAST, numbered.number, text, align=CENTRE, italic=True, size=9)
    frame(sheet, range(_HEAD_FIRST, _HEAD_LAST + 1), last=_LAST)
    for row, height in zip(range(_HEAD_FIRST, _HEAD_LAST + 1), (20, 20, 46, 26), strict=True):
        sheet.row_dimensions[row].height = height
    sheet.print_title_rows = f"{_HEAD_FIRST}:{_HEAD_LAST}"
    sheet.freeze_panes = f"C{_HEAD_LAST + 1}"


def _figures(sheet: Worksheet, report: Report, row: int) -> int:
    """Write every row from ``row`` on and return the row after the last."""
    for printed in print_rows(report):
        bold = printed.kind != "line"
        write(sheet, row, 1, printed.order, align=CENTRE, bold=bold)
        write(sheet, row, 2, printed.label, bold=bold)
        _numbers(sheet, row, printed.row, first=3, bold=bold)
        frame(sheet, [row], fill=bold, last=_LAST)
        row += 1
    return row


def _numbers(sheet: Worksheet, row: int, figures: forms.Row, *, first: int, bold: bool) -> None:
    cells = figures.cells()
    for column, name in enumerate(COLUMNS, start=first):
        write(sheet, row, column, cells[name], bold=bold, align=NUMBERS)
        sheet.cell(row, column).number_format = NUMBER


def _bottom(sheet: Worksheet, report: Report, row: int) -> None:
    """Counting rule, memo lines and as-of under the table; then place, date and signatures."""
    for note in under_the_table(report):
        write(sheet, row, 1, note, through=(row, _LAST), align=TOP, size=10)
        sheet.row_dimensions[row].height = 14 * (1 + len(note) // _CHARS_PER_LINE)
        row += 1
    row += 1
    write(sheet, row, 8, place_and_date(report), through=(row, _LAST), align=CENTRE, italic=True)
    for first, last, title, how in (
        (1, 5, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
        (8, _LAST, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, ghi rõ họ tên và đóng dấu)"),
    ):
        write(sheet, row + 1, first, title, through=(row + 1, last), align=CENTRE, bold=True)
        write(sheet, row + 2, first, how, through=(row + 2, last), align=CENTRE, italic=True)


def _by_agency(sheet: Worksheet, report: Report) -> None:
    """The same figures for each agency and field: agency, level, field, columns 3 to 13."""
    set_up(sheet, _WIDTHS)
    heads = ("Đơn vị", "Cấp", "Lĩnh vực", *(f"Cột {number}" for number in range(3, _LAST + 1)))
    for column, head in enumerate(heads, start=1):
        write(sheet, 1, column, head, align=CENTRE, bold=True)
    for column, width in ((1, 36), (2, 8), (3, 34)):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(report.leaves, start=2):
        write(sheet, row, 1, line.agency)
        write(sheet, row, 2, forms.LEVEL_WORDS[line.level])
        write(sheet, row, 3, line.field)
        _numbers(sheet, row, line.row, first=4, bold=False)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(report.leaves) + 1}"
