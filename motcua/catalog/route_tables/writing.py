"""Internal processes written as a workbook in the shape of a decision's table, or as YAML."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import yaml
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from motcua.catalog.models import Route
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import words
from motcua.catalog.route_tables.columns import COLUMNS, NAMING, STEP
from motcua.organizations.models import Agency
from motcua.organizations.queries import level_label
from motcua.rules.steps import END, Step

TITLE = "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
WHOLE_PROVINCE = "Toàn tỉnh"
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADING_ROW = 3
#: How high a row is: its longest cell wraps, and not every program that opens it finds out.
_LINE_POINTS = 14.5
_ROW_PADDING = 4
_CHOICES = {
    "work": tuple(words.WORKS.values()),
    "unit": tuple(words.UNITS.values()),
    "post": tuple(words.POSTS.values()),
}
_ROWS_WITH_CHOICES = 2000


def scope_words(route: Route) -> str:
    """Say where a route holds."""
    if route.agency is not None:
        return route.agency.name
    return f"Cấp {level_label(route.level)}" if route.level else WHOLE_PROVINCE


def with_code(agency: Agency) -> str:
    """Name an agency so that it is read back as itself: "Sở Tư pháp (H99.21)"."""
    return f"{agency.name} ({agency.code})"


def step_cells(route: Route) -> Iterator[dict[str, str]]:
    """Yield the cells of each step, in the words of the table."""
    rows = queries.as_rule(route).steps
    following = (*(one.code for one in rows[1:]), END)
    names = {row.agency.code: with_code(row.agency) for row in route.steps.all() if row.agency}
    for one, then in zip(rows, following, strict=False):
        yield _cells(one, then, names.get(one.agency, ""))


def _cells(step: Step, then: str, agency: str) -> dict[str, str]:
    return {
        "step": step.code,
        "name": step.name,
        "work": words.WORKS[step.work],
        "unit": words.UNITS.get(step.unit, ""),
        "post": words.POSTS.get(step.post, ""),
        "agency": agency,
        "time": words.time(step.time),
        "within": words.time(step.within),
        "result": step.result,
        "ways": words.ways(step, then),
        "marks": words.marks(step),
    }


def _naming(route: Route) -> dict[str, str]:
    return {
        "procedure": route.case.version.procedure.code,
        "case": route.case.name,
        "scope": with_code(route.agency) if route.agency is not None else scope_words(route),
    }


def as_yaml(routes: Iterable[Route]) -> bytes:
    """Write the routes as YAML; what is empty is left out."""
    told = [
        {one.yaml_key: _naming(route)[one.key] for one in NAMING}
        | {"cac_buoc": [_without_blanks(cells) for cells in step_cells(route)]}
        for route in routes
    ]
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100).encode()


def _without_blanks(cells: dict[str, str]) -> dict[str, str]:
    return {one.yaml_key: cells[one.key] for one in STEP if cells[one.key]}


def as_workbook(routes: Iterable[Route]) -> bytes:
    """Write the routes as XLSX: a heading for each, its steps below, the closed words to choose from."""
    return _workbook(
        (route.case.version.name, [_naming(route) | cells for cells in step_cells(route)])
        for route in routes
    )


def template() -> bytes:
    """Write a table with one example to write over."""
    first = {"procedure": "1.000894", "case": "", "scope": WHOLE_PROVINCE}
    lines = [[cell.strip() for cell in line.split("|")] for line in _EXAMPLE.strip().splitlines()]
    steps = [dict(zip((one.key for one in STEP), cells, strict=True)) for cells in lines]
    return _workbook([("Thay bằng tên thủ tục của ông/bà", [first | cells for cells in steps])])


_EXAMPLE = """
1 | Tiếp nhận hồ sơ, lập giấy hẹn, chuyển hồ sơ | Tiếp nhận | Bộ phận Một cửa | Người tiếp nhận và trả kết quả || 2 giờ làm việc || Giấy tiếp nhận hồ sơ ||
2 | Thẩm định hồ sơ | Thẩm định | Phòng chuyên môn | Người thụ lý || 1,5 ngày làm việc || Dự thảo kết quả | Đủ điều kiện → 3; Không đủ điều kiện → 4 | Được lấy ý kiến phối hợp
3 | Ký duyệt kết quả | Ký duyệt | Lãnh đạo cơ quan | Lãnh đạo || 4 giờ làm việc || Kết quả đã ký | 4 | Được trả lại bước trước; Phải ký
4 | Trả kết quả | Trả kết quả | Bộ phận Một cửa | Người tiếp nhận và trả kết quả || 2 giờ làm việc || Kết quả hoặc văn bản từ chối | Kết thúc |
"""


def _workbook(tables: Iterable[tuple[str, list[dict[str, str]]]]) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Quy trình nội bộ"
    _title(sheet)
    for number, (name, rows) in enumerate(tables, start=1):
        heading = sheet.cell(row=sheet.max_row + 1, column=1)
        _write(heading, f"{number}. {name}")
        heading.font = Font(bold=True)
        for cells in rows:
            _row(sheet, cells)
    _choices(sheet)
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _title(sheet: Worksheet) -> None:
    sheet["A1"] = TITLE
    sheet["A1"].font = Font(bold=True, size=14)
    for place, one in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=_HEADING_ROW, column=place, value=one.heading)
        cell.font = Font(bold=True)
        cell.border = _BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.fill = PatternFill("solid", start_color="F4E3DF" if one.must else "EEEBE4")
        sheet.column_dimensions[get_column_letter(place)].width = one.width
    sheet.row_dimensions[_HEADING_ROW].height = 3 * _LINE_POINTS


def _row(sheet: Worksheet, cells: dict[str, str]) -> None:
    row = sheet.max_row + 1
    for place, one in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=row, column=place)
        _write(cell, cells[one.key])
        cell.border = _BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    lines = max(-(-len(cells[one.key]) // (one.width - 1)) for one in COLUMNS)
    sheet.row_dimensions[row].height = _LINE_POINTS * max(1, lines) + _ROW_PADDING


def _write(cell: Cell | MergedCell, words: str) -> None:
    """Write words as words, also where they begin like a formula."""
    cell.value = words
    if words:
        cell.data_type = "s"


def _choices(sheet: Worksheet) -> None:
    """Offer the words of the closed vocabularies, none of which has a comma."""
    for place, one in enumerate(COLUMNS, start=1):
        if one.key not in _CHOICES:
            continue
        known = ",".join(_CHOICES[one.key])
        offered = DataValidation(type="list", formula1=f'"{known}"', showErrorMessage=False)
        letter = get_column_letter(place)
        offered.add(f"{letter}{_HEADING_ROW + 1}:{letter}{_ROWS_WITH_CHOICES}")
        sheet.add_data_validation(offered)
