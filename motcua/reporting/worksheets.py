"""What every spreadsheet of a report is written with: letters, lines, numbers, and the same bytes every time."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from motcua.base.packed import again

_FONT = "Times New Roman"
LINE = Side(style="thin")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
GREY = PatternFill("solid", fgColor="EBEBEB")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
NUMBERS = Alignment(horizontal="right", vertical="center", indent=1)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
#: Vietnamese grouping whatever the language of the program that opens the file.
NUMBER = '[>=1000000]#"."###"."##0;[>=1000]#"."##0;0'
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
#: A file bears this moment where its report has none.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def set_up(sheet: Worksheet, widths: Sequence[int], *, landscape: bool = True) -> None:
    """Lay the sheet on A4, as wide as the page."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for name in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, name, 0.59)
    sheet.sheet_view.showGridLines = False
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | float | None,
    *,
    through: tuple[int, int] | None = None,
    align: Alignment = LEFT,
    bold: bool = False,
    italic: bool = False,
    size: int = 11,
) -> None:
    """Write a cell, merged through another one where asked."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        # What somebody typed is a text, also when it begins as a formula does.
        cell.data_type = "s"
    cell.font = Font(name=_FONT, size=size, bold=bold, italic=italic)
    cell.alignment = align
    if through is not None and through != (row, column):
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=through[0], end_column=through[1]
        )


def frame(sheet: Worksheet, rows: Iterable[int], *, last: int, fill: bool = False) -> None:
    """Draw the lines around the cells of some rows, through the last column."""
    for row in rows:
        for column in range(1, last + 1):
            cell = sheet.cell(row, column)
            cell.border = GRID
            if fill:
                cell.fill = GREY


def packed(book: Workbook, *, creator: str, title: str, moment: datetime | None) -> bytes:
    """Pack a book with fixed dates: a spreadsheet otherwise bears the moment it was saved."""
    at = (moment or _NO_MOMENT).astimezone(UTC)
    book.properties.creator = creator
    book.properties.title = title
    book.properties.created = at.replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    book.save(out)
    return _same_every_time(out.getvalue(), at)


def _same_every_time(content: bytes, moment: datetime) -> bytes:
    """Pack the file again with fixed dates: a spreadsheet otherwise bears the moment it was saved."""
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    return again(content, lambda part: _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part))
