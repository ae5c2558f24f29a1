"""The two files of a report, read back."""

import io
import re

import pypdfium2
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from motcua.reporting import documents, spreadsheets
from motcua.rules import forms
from tests.reporting import books

A4_LANDSCAPE = (842, 595)


def form() -> Worksheet:
    """The first sheet, read back."""
    return load_workbook(io.BytesIO(spreadsheets.workbook(books.chi_lang()))).worksheets[0]


def words(sheet: Worksheet) -> list[str]:
    """Every text of a sheet."""
    return [
        cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)
    ]


def pdf_text(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends made one."""
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]


def test_the_spreadsheet_has_the_official_head() -> None:
    told = words(form())
    assert "Biểu số II.06b/VPCP/KSTT" in told
    assert forms.SOURCE in told
    assert "Kỳ báo cáo: quý III năm 2024" in told
    assert "(Từ ngày 15/06/2024 đến ngày 14/09/2024)" in told
    assert "- Đơn vị báo cáo: Ủy ban nhân dân huyện Chi Lăng" in told
    assert "- Đơn vị nhận báo cáo: Ủy ban nhân dân tỉnh Lạng Sơn" in told
    assert forms.UNIT_LINE in told


def test_the_spreadsheet_numbers_its_columns_with_their_formulas() -> None:
    row = [cell.value for cell in form()[10]]
    assert row == [column.formula or f"({column.number})" for column in forms.COLUMNS]


def test_the_headings_over_a_column_are_those_of_the_form() -> None:
    sheet = form()
    for column in forms.COLUMNS:
        for heading in column.headings:
            assert heading in [
                sheet.cell(row, n).value for row in (7, 8, 9) for n in range(1, column.number + 1)
            ]


def test_rows_stand_in_groups_and_end_with_the_total() -> None:
    sheet = form()
    rows = [[cell.value for cell in sheet[n][:13]] for n in range(11, 16)]
    assert [row[:3] for row in rows] == [
        ["B", "Hồ sơ do cấp huyện giải quyết", 1121],
        ["1", "Đất đai", 1121],
        ["C", "Hồ sơ do cấp xã giải quyết", 8692],
        ["1", "Hộ tịch", 8692],
        [None, "Tổng cộng", 9813],
    ]
    assert rows[0][2:] == [1121, 951, 163, 7, 1106, 483, 623, 0, 15, 15, 0]


def test_rule_memo_and_moment_stand_under_the_table() -> None:
    told = "\n".join(words(form()))
    assert f"Quy ước tính: {forms.DEFAULT.name}" in told
    assert "Tiếp nhận trực tiếp: 1.078" in told
    assert "Số liệu ghi nhận đến 09 giờ 05 phút 00 giây ngày 16/09/2024." in told
    assert "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" in told


def test_the_spreadsheet_prints_on_a4_landscape_with_its_head_on_every_page() -> None:
    sheet = form()
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.print_title_rows == "$7:$10"


def test_the_second_sheet_tells_agency_by_agency() -> None:
    sheet = load_workbook(io.BytesIO(spreadsheets.workbook(books.chi_lang()))).worksheets[1]
    assert [cell.value for cell in sheet[3][:4]] == [
        "Ủy ban nhân dân xã Bằng Mạc",
        "xã",
        "Hộ tịch",
        7960,
    ]


def test_equal_reports_are_equal_files() -> None:
    assert spreadsheets.workbook(books.chi_lang()) == spreadsheets.workbook(books.chi_lang())
    assert documents.pdf(books.chi_lang()) == documents.pdf(books.chi_lang())


def test_a_report_of_another_moment_is_another_file() -> None:
    without = books.chi_lang(as_of=None)
    assert documents.pdf(without) != documents.pdf(books.chi_lang())
    assert "ngày …… tháng …… năm" in documents.place_and_date(without)


def test_the_pdf_is_archivable_a4_landscape_and_says_the_figures() -> None:
    content = documents.pdf(books.chi_lang())
    page = pypdfium2.PdfDocument(content)[0]
    assert tuple(round(side) for side in page.get_size()) == A4_LANDSCAPE
    (text,) = pdf_text(content)
    assert "Biểu số II.06b/VPCP/KSTT" in text
    assert "Đơn vị tính: Số hồ sơ TTHC" in text
    assert "1.121 951 163 7 1.106 483 623 0 15 15 0" in text
    assert "Tổng cộng 9.813" in text
    assert b"pdfaid:part" in content


def test_a_long_table_repeats_its_head_on_the_next_page() -> None:
    one = books.three_leaves()[0]
    many = tuple(
        books.line(one.line.level, books.DISTRICT, (n, f"Lĩnh vực thứ {n}"), one.flows)
        for n in range(60)
    )
    pages = pdf_text(documents.pdf(books.chi_lang(leaves=many)))
    assert len(pages) > 1
    assert all("(3) = (4) + (5) + (6)" in page for page in pages[:-1])


def test_a_demonstration_is_marked_on_both_files() -> None:
    marked = books.chi_lang()
    marked = type(marked)(**{**vars(marked), "demo": True})
    line = "DỮ LIỆU MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
    assert line in pdf_text(documents.pdf(marked))[0]
    assert line in words(load_workbook(io.BytesIO(spreadsheets.workbook(marked))).worksheets[0])
    assert line not in pdf_text(documents.pdf(books.chi_lang()))[0]
