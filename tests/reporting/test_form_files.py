"""Every figure of a form is the same on screen, as JSON, XLSX and PDF: the files are read back."""

import io
import json
from dataclasses import replace

import pypdfium2
import pytest
from openpyxl import load_workbook

from motcua.reporting import definitions, form_papers, form_sheets, laid_out
from motcua.reporting.filled import TOTAL_LABEL, Filled, Line, number
from motcua.rules import filling
from motcua.rules.definitions import Definition, Rows, Source
from tests.reporting import filled_by_hand

LAID = [one for one in definitions.every() if one.rows is not Rows.BOOKS]


def named(one: Definition) -> str:
    return one.key


def laid_values(form: Filled) -> list[tuple[str, ...]]:
    """The figures as the layout has them, row by row."""
    return [
        tuple(filling.shown(figure.value) for figure in row.figures)
        for row in laid_out.of(form).body
    ]


def sheet_rows(form: Filled) -> list[tuple[object, ...]]:
    """The body rows of the spreadsheet, read back."""
    laid = laid_out.of(form)
    sheet = load_workbook(io.BytesIO(form_sheets.workbook(form))).worksheets[0]
    first = 8 + laid.lines + bool(laid.numbers)
    rows = sheet.iter_rows(
        min_row=first,
        max_row=first + len(laid.body) - 1,
        max_col=len(laid.widths),
        values_only=True,
    )
    return [tuple(row) for row in rows]


def pdf_words(pdf: bytes) -> str:
    """The text of a paper without any space."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(texts).split())


@pytest.mark.parametrize("one", LAID, ids=named)
def test_the_spreadsheet_holds_what_the_layout_shows(one):
    form = filled_by_hand.filled(one)
    wanted = [
        tuple(number(figure.value) for figure in row.figures) for row in laid_out.of(form).body
    ]
    read = [tuple("" if cell is None else cell for cell in row) for row in sheet_rows(form)]
    assert read == [tuple("" if cell is None else cell for cell in row) for row in wanted]


@pytest.mark.parametrize("one", LAID, ids=named)
def test_the_machine_reads_the_same_figures(one):
    form = filled_by_hand.filled(one)
    told = json.loads(json.dumps(form.as_json(), ensure_ascii=False))
    shown = {value for row in laid_values(form) for value in row}
    rows = [*told["rows"], *([{"values": told["total"]}] if told["total"] else [])]
    for row in rows:
        for cell in one.cells:
            value = row["values"].get(cell.code)
            if cell.source is not Source.HEADING and value is not None:
                given = value if isinstance(value, str) else filling.shown(_exact(value))
                assert given in shown


def _exact(value):
    return (
        value if isinstance(value, int) else filling.read(_FREE, f"{value:.2f}".replace(".", ","))
    )


_FREE = definitions.in_force("CCHC.6", filled_by_hand.QUARTER.to_on).by_code["1.1"]


@pytest.mark.parametrize("code", ["CCHC.3", "II.05b", "II.07b", "THANG"])
def test_the_paper_prints_every_figure(code):
    form = filled_by_hand.filled(definitions.in_force(code, filled_by_hand.QUARTER.to_on))
    words = pdf_words(form_papers.pdf(form))
    for row in laid_values(form):
        for value in row:
            assert "".join(value.split()) in words
    assert "".join(form.definition.title.split()) in words


@pytest.mark.parametrize("code", ["CCHC.3", "II.05b"])
def test_equal_forms_are_equal_files(code):
    one = definitions.in_force(code, filled_by_hand.QUARTER.to_on)
    for write in (form_sheets.workbook, form_papers.pdf):
        assert write(filled_by_hand.filled(one)) == write(filled_by_hand.filled(one))


def test_a_form_without_a_moment_leaves_the_day_open():
    one = definitions.in_force("CCHC.1", filled_by_hand.QUARTER.to_on)
    form = filled_by_hand.filled(one, as_of=None)
    assert form_papers.place_and_date(form) == "Chi Lăng, ngày …… tháng …… năm ………"
    assert form_sheets.workbook(form)


def test_headings_side_by_side_are_one():
    laid = laid_out.of(
        filled_by_hand.filled(definitions.in_force("II.05b", filled_by_hand.QUARTER.to_on))
    )
    told = {head.text: head for head in laid.heads}
    taken_in = told["Phản ánh, kiến nghị tiếp nhận"]
    assert (taken_in.column, taken_in.columns, taken_in.lines) == (2, 3, 1)
    assert (told["TT"].lines, told["Đang xử lý"].lines, told["Đang xử lý"].columns) == (2, 2, 1)
    places = [
        (head.column + x, head.line + y)
        for head in laid.heads
        for x in range(head.columns)
        for y in range(head.lines)
    ]
    assert sorted(places) == [(x, y) for x in range(len(laid.widths)) for y in range(laid.lines)]


def test_the_rate_of_nothing_is_a_dash_and_what_is_not_typed_is_empty():
    one = definitions.in_force("CCHC.3", filled_by_hand.QUARTER.to_on)
    given = {"3.1.1": 0, "3.1.2": 0, "3.4.1": 5}
    form = filled_by_hand.filled(one)
    form = replace(form, lines=(Line("", filling.complete(one, given)),))
    shown = {row[0]: row[3] for row in laid_values(form)}
    assert (shown["3.1"], shown["3.4"], shown["1.1"]) == ("–", "", "")


def test_what_begins_as_a_formula_is_a_text():
    one = definitions.in_force("II.05b", filled_by_hand.QUARTER.to_on)
    form = filled_by_hand.filled(one)
    form = replace(form, lines=(replace(form.lines[0], name="=1+1"),))
    sheet = load_workbook(io.BytesIO(form_sheets.workbook(form))).worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_a_table_ends_with_its_total():
    form = filled_by_hand.filled(definitions.in_force("II.05b", filled_by_hand.QUARTER.to_on))
    last = laid_values(form)[-1]
    assert last[1] == TOTAL_LABEL
    assert last[3] == filling.shown(sum(line.values["4"] for line in form.lines))
