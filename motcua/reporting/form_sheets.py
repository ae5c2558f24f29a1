"""Any form but II.06 as XLSX in its official layout, the same bytes every time. Pure."""

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from motcua.reporting import laid_out
from motcua.reporting.filled import Filled, number
from motcua.reporting.form_papers import place_and_date
from motcua.reporting.laid_out import BodyRow, LaidOut
from motcua.reporting.worksheets import (
    CENTRE,
    LEFT,
    NUMBER,
    NUMBERS,
    TOP,
    frame,
    packed,
    set_up,
    write,
)
from motcua.rules.definitions import Kind
from motcua.slips.sheets import DEMO_LINE

_HEAD_FIRST = 8
_RIGHT = Alignment(horizontal="right")
#: Two decimals where there are any.
_DECIMAL = "#,##0.##"


def workbook(form: Filled) -> bytes:
    """Write the form as an XLSX file, its units on a second sheet. Equal forms give equal bytes."""
    book = Workbook()
    _signatures(*_sheet(book.worksheets[0], form, laid_out.of(form), form.definition.code), form)
    units = laid_out.units(form)
    if units is not None:
        _sheet(book.create_sheet(), form, units, "Theo đơn vị")
    title = f"{form.definition.name} {form.period}"
    return packed(book, creator=form.agency, title=title, moment=form.as_of)


def _sheet(sheet: Worksheet, form: Filled, laid: LaidOut, title: str) -> tuple[Worksheet, int, int]:
    """Write head, table and remarks; return the sheet, the row after and the last column."""
    sheet.title = title
    set_up(sheet, laid.widths, landscape=laid.landscape)
    last = len(laid.widths)
    _top(sheet, form, last)
    row = _headings(sheet, laid, last)
    for told in laid.body:
        _body_row(sheet, row, told, laid)
        frame(sheet, [row], last=last, fill=told.kind != "line")
        row += 1
    return sheet, _remarks(sheet, form, row, last), last


def _top(sheet: Worksheet, form: Filled, last: int) -> None:
    """What it is and who reports to whom; then title and period in the middle."""
    definition, half = form.definition, max(2, last // 2)
    write(sheet, 1, 1, definition.name, through=(1, half), bold=True)
    write(sheet, 2, 1, definition.basis, through=(2, half), italic=True, align=TOP)
    write(sheet, 1, half + 1, f"- Đơn vị báo cáo: {form.agency}", through=(1, last), align=TOP)
    receiver = form.receiver or "……………………"
    write(sheet, 2, half + 1, f"- Đơn vị nhận báo cáo: {receiver}", through=(2, last), align=TOP)
    write(sheet, 3, 1, definition.title, through=(3, last), bold=True, align=CENTRE, size=12)
    write(sheet, 4, 1, f"Kỳ báo cáo: {form.period}", through=(4, last), align=CENTRE)
    write(sheet, 5, 1, f"({form.days})", through=(5, last), align=CENTRE)
    if form.demo:
        write(sheet, 6, 1, DEMO_LINE, through=(6, last), bold=True, align=CENTRE)
    write(sheet, 7, 1, definition.unit_line, through=(7, last), italic=True, align=_RIGHT)
    for row, height in ((1, 30), (2, 42), (3, 42)):
        sheet.row_dimensions[row].height = height


def _headings(sheet: Worksheet, laid: LaidOut, last: int) -> int:
    """Write the headings and the numbers under them; return the row after."""
    for head in laid.heads:
        row, column = _HEAD_FIRST + head.line, head.column + 1
        through = (row + head.lines - 1, column + head.columns - 1)
        write(sheet, row, column, head.text, through=through, align=CENTRE, bold=True)
    end = _HEAD_FIRST + laid.lines
    for column, text in enumerate(laid.numbers, start=1):
        write(sheet, end, column, text, align=CENTRE, italic=True, size=9)
    after = end + 1 if laid.numbers else end
    frame(sheet, range(_HEAD_FIRST, after), last=last)
    for row in range(_HEAD_FIRST, end):
        sheet.row_dimensions[row].height = 45 if row == end - 1 else 32
    sheet.print_title_rows = f"{_HEAD_FIRST}:{after - 1}"
    sheet.freeze_panes = f"C{after}"
    return after


def _body_row(sheet: Worksheet, row: int, told: BodyRow, laid: LaidOut) -> None:
    bold = told.kind != "line"
    tallest = 1
    for column, (figure, width) in enumerate(zip(told.figures, laid.widths, strict=True), start=1):
        value = number(figure.value)
        align = NUMBERS if figure.is_number else (CENTRE if column == 1 else LEFT)
        write(sheet, row, column, value, align=align, bold=bold)
        if figure.is_number:
            whole = figure.cell is not None and figure.cell.kind in {Kind.COUNT, Kind.CHOICE}
            sheet.cell(row, column).number_format = NUMBER if whole else _DECIMAL
        if isinstance(value, str):
            tallest = max(tallest, 1 + len(value) // max(1, width - 2))
    sheet.row_dimensions[row].height = 16 * tallest


def _remarks(sheet: Worksheet, form: Filled, row: int, last: int) -> int:
    """Write what is said under the form; return the row after."""
    letters = 150 if laid_out.of(form).landscape else 100
    for note in form.under_the_form():
        write(sheet, row, 1, note, through=(row, last), align=TOP, size=10)
        sheet.row_dimensions[row].height = 14 * (1 + len(note) // letters)
        row += 1
    return row


def _signatures(sheet: Worksheet, row: int, last: int, form: Filled) -> None:
    """Place, date and who signs: once, on the form itself, not under what its units filed."""
    half = max(2, last // 2)
    write(
        sheet,
        row + 1,
        half + 1,
        place_and_date(form),
        through=(row + 1, last),
        align=CENTRE,
        italic=True,
    )
    for first, end, title, how in (
        (1, half, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
        (half + 1, last, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, ghi rõ họ tên và đóng dấu)"),
    ):
        write(sheet, row + 2, first, title, through=(row + 2, end), align=CENTRE, bold=True)
        write(sheet, row + 3, first, how, through=(row + 3, end), align=CENTRE, italic=True)
