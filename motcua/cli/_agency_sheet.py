"""The agencies of a province in a workbook: a template to fill in, and reading it back."""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from motcua.base import text

#: Heading and width of each column; the heading folded is the key the file of a province uses.
COLUMNS = (
    ("Tên", 44),
    ("Mã", 14),
    ("Loại", 12),
    ("Thuộc", 12),
    ("Quầy", 48),
    ("Lĩnh vực", 24),
    ("Tên gọi khác", 28),
    ("Địa chỉ", 40),
    ("Điện thoại", 16),
)
#: Columns that hold several values, separated by commas or semicolons.
_LISTS = frozenset({"linh vuc", "ten goi khac"})
_EXAMPLES = (
    (
        "Ủy ban nhân dân xã Bến Cát",
        "H99.02",
        "xã",
        "",
        "Trung tâm Phục vụ hành chính công xã Bến Cát",
    ),
    ("Sở Tư pháp", "H99.21", "sở", "", "Quầy Sở Tư pháp", "LLTP, HT"),
)
_MOST_ROWS = 5000


class NotAnAgencySheet(ValueError):
    """The file is no workbook, or lacks a column; ``args[0]`` says which, in Vietnamese."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])


def write_template(path: Path) -> None:
    """Write an empty list with its headings and two rows to replace."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise NotAnAgencySheet(path)
    sheet.title = "Cơ quan"
    for place, (heading, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=place, value=heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8E4DC")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in _EXAMPLES:
        sheet.append(row)
    sheet.freeze_panes = "A2"
    book.save(path)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of the list, keyed as in the file of a province. Raise ``NotAnAgencySheet``."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError) as broken:
        raise NotAnAgencySheet(_("Không đọc được tệp %(path)s.") % {"path": path}) from broken
    rows = book.worksheets[0].iter_rows(max_row=_MOST_ROWS, values_only=True)
    headings = [text.fold(str(cell or "")) for cell in next(rows, ())]
    missing = [name for name, _width in COLUMNS[:3] if text.fold(name) not in headings]
    if missing:
        names = ", ".join(missing)
        raise NotAnAgencySheet(_("Bảng thiếu cột: %(names)s.") % {"names": names})
    return [_row(headings, cells) for cells in rows if any(cells)]


def _row(headings: list[str], cells: tuple[Any, ...]) -> dict[str, Any]:
    told = {
        heading: str(cell).strip()
        for heading, cell in zip(headings, cells, strict=False)
        if heading and cell is not None
    }
    return {key: _split(value) if key in _LISTS else value for key, value in told.items()}


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
