"""The narrative report: its sentences, its paper, and the figures read back out of it."""

import io
import re
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from motcua.checking import check, reading
from motcua.reporting import form_sheets, laid_out, spreadsheets
from motcua.reporting.documents import print_rows
from motcua.reporting.figures import COLUMNS, grouped_number
from motcua.reporting.narrative import composed, outline, paper, sentences
from motcua.rules import filling
from motcua.rules.codes import Channel, Ending, Level, Verdict
from motcua.rules.movements import Flows
from tests.reporting import books, narratives
from tests.reporting.books import DISTRICT, LAND

LATE = (Ending.GRANTED, Verdict.LATE)


def one_line(flows: Flows):
    return books.chi_lang(leaves=(books.line(Level.DISTRICT, DISTRICT, LAND, flows),))


def flows(opening, online, counter, early, on_time, late, overdue=0):
    pending = opening + online + counter - early - on_time - late
    return Flows(
        opening=opening,
        received={Channel.ONLINE: online, Channel.COUNTER: counter},
        settled={
            (Ending.GRANTED, Verdict.EARLY): early,
            (Ending.GRANTED, Verdict.ON_TIME): on_time,
            LATE: late,
        },
        closing_running_in_time=pending - overdue,
        closing_running_overdue=overdue,
    )


def agreeing(told: Flows):
    """The forms of a report whose books are these flows."""
    received, online = sum(told.received.values()), told.received.get(Channel.ONLINE, 0)
    settled = sum(told.settled.values())
    eight = narratives.ROWS["II.08b"][0] | {"2.1": received, "2.2": online, "2.2.1": online}
    eight |= {"2.2.2": 0, "3.3": received, "3.4": online, "4.1": received, "4.3": settled}
    eight |= {"4.4": settled, "4.5": settled, "4.7": 0}
    return narratives.forms(narratives.ROWS | {"II.08b": (eight,)})


def words(draft, key: str) -> str:
    (part,) = [one for one in draft.report.parts if one.key == key]
    return "\n".join(f"{mark} {text}".strip() for mark, text in part.said)


def findings(draft):
    document = reading.read(paper.docx_of(draft.report), "bao-cao.docx")
    return check.check(document).findings


def test_the_chi_lang_quarter_is_told_level_by_level():
    told = words(narratives.draft(), "settlement")
    assert (
        "- Tổng số hồ sơ thủ tục hành chính phải giải quyết trong kỳ báo cáo: 9.813 hồ sơ, trong đó: số mới tiếp nhận:"
        " 9.737 hồ sơ (trực tuyến: 8.659 hồ sơ; trực tiếp và dịch vụ bưu chính: 1.078 hồ sơ); số từ kỳ trước"
        " chuyển qua: 76 hồ sơ."
    ) in told
    assert "a) Hồ sơ do cấp huyện giải quyết" in told
    assert "b) Hồ sơ do cấp xã giải quyết" in told
    assert "số từ kỳ trước chuyển qua: 07 hồ sơ." in told
    assert "(Chi tiết tại Phụ lục VI kèm theo)" in told


def test_numbers_below_ten_have_a_zero_where_the_agency_wants_it():
    there = narratives.gathered(padded=False)
    assert "số từ kỳ trước chuyển qua: 7 hồ sơ." in words(narratives.draft(there), "settlement")


def test_causes_of_lateness_add_up_to_what_was_late():
    report = one_line(flows(0, 10, 5, 6, 5, 3))
    there = narratives.gathered(report, causes=(("Thiếu người giải quyết", 2), ("", 1)))
    told = words(narratives.draft(there), "settlement")
    assert (
        "- Nguyên nhân của 03 hồ sơ giải quyết quá hạn: Thiếu người giải quyết: 02 hồ sơ; chưa ghi nguyên nhân:"
        " 01 hồ sơ."
    ) in told


@pytest.mark.parametrize(
    ("figures", "causes"),
    [
        ((7, 951, 163, 483, 623, 0), ()),
        ((0, 1, 0, 1, 0, 0), ()),
        ((0, 1, 0, 0, 0, 0), ()),
        ((1, 0, 0, 0, 0, 1), (("Sự cố hệ thống", 1),)),
        ((3, 10, 5, 6, 5, 3, 2), (("Thiếu người giải quyết", 2), ("", 1))),
        ((18369, 30917, 43672, 62351, 8200, 179, 41), (("Cơ quan phối hợp chưa có ý kiến", 179),)),
        ((999, 1000, 1001, 1000, 1000, 9, 9), (("Sự cố hệ thống", 5), ("", 4))),
    ],
)
def test_the_checker_finds_nothing_in_a_report(figures, causes):
    told = flows(*figures)
    there = narratives.gathered(one_line(told), there=agreeing(told), causes=causes)
    draft = narratives.draft(there)
    assert draft.problems == ()
    assert findings(draft) == ()


def test_the_checker_finds_nothing_in_the_chi_lang_quarter():
    assert findings(narratives.draft()) == ()


def test_the_checker_finds_nothing_where_nothing_happened():
    there = narratives.gathered(
        books.chi_lang(leaves=()), there=narratives.forms(narratives.nothing())
    )
    draft = narratives.draft(there)
    assert words(draft, "settlement") == sentences.NOTHING
    assert words(draft, "petitions") == sentences.NOTHING
    assert findings(draft) == ()


def test_the_checker_says_that_number_and_day_are_open():
    draft = narratives.draft(told=narratives.written(number="", issued_on=""))
    (only,) = findings(draft)
    assert "còn để trống" in only.message


def test_the_checker_finds_what_people_wrote_against_the_figures():
    wrong = narratives.written(
        texts={
            "limits": "- Đã giải quyết 9.764 hồ sơ, trong đó: trước hạn 5.000 hồ sơ, đúng hạn 4.000 hồ sơ."
        },
        nothing=(*narratives.FREE, "proposals", "achieved", "tasks"),
    )
    assert any(found.severity == "error" for found in findings(narratives.draft(told=wrong)))


# -- what is awaited -------------------------------------------------------------------------------


def test_a_list_nobody_typed_is_awaited_unless_it_is_said_that_nothing_happened():
    there = narratives.gathered(typed=frozenset())
    assert narratives.draft(there).awaited["petitions"] == ("Biểu II.05b chưa nhập.",)
    rows = narratives.nothing()
    empty = narratives.gathered(there=narratives.forms(rows), typed=frozenset())
    told = narratives.written(nothing=("petitions",))
    draft = narratives.draft(empty, told)
    assert "petitions" not in draft.awaited
    assert words(draft, "petitions") == sentences.NOTHING


def test_a_section_with_figures_is_not_said_to_be_empty():
    draft = narratives.draft(told=narratives.written(nothing=("petitions", "settlement")))
    assert "Hãy bỏ dấu" in draft.awaited["petitions"][0]
    assert "16 phản ánh, kiến nghị" in words(draft, "petitions")
    assert any(one.startswith("Mục 6. Tình hình") for one in draft.problems)


def test_a_section_with_words_is_not_said_to_be_empty():
    told = narratives.written(nothing=("limits",))
    assert "đã có nội dung" in narratives.draft(told=told).awaited["limits"][0]


def test_an_empty_section_waits_for_words_or_for_one_mark():
    draft = narratives.draft(told=narratives.written(nothing=()))
    assert "Trong kỳ không phát sinh" in draft.awaited["communication"][0]


def test_what_is_not_known_is_named_and_makes_no_sentence():
    forms = narratives.forms()
    eight = forms["II.08"]
    unknown = dict(eight.lines[0].values) | {"3.4": None, "3.3": None}
    forms["II.08"] = replace(eight, lines=(replace(eight.lines[0], values=unknown),))
    draft = narratives.draft(narratives.gathered(there=forms))
    assert draft.awaited["electronic"] == ("Biểu II.08b chưa có số: 3.3, 3.4.",)
    assert "thanh toán trực tuyến" not in words(draft, "electronic")


def test_lines_people_write_keep_their_marks():
    told = words(narratives.draft(), "achieved")
    assert told == "- Hồ sơ được giải quyết đúng quy định.\n+ Không để hồ sơ quá hạn."


# -- the paper -------------------------------------------------------------------------------------


def opened(draft):
    return docx.Document(io.BytesIO(paper.docx_of(draft.report)))


def table_rows(table) -> list[list[str]]:
    """The cells of a table, each merged one once."""
    return [[text_of(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]


def text_of(element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def test_the_annexes_hold_the_figures_of_screen_and_spreadsheet():
    there = narratives.gathered()
    tables = [one for one in opened(narratives.draft(there)).tables if len(one.columns) > 2]
    report, forms = there.report, there.figures.forms
    names = ["II.01", "II.02", "II.03", "II.04", "II.05", "II.06", "II.07", "II.08"]
    assert len(tables) == len(names)
    for name, table in zip(names, tables, strict=True):
        read = table_rows(table)
        if name == "II.06":
            wanted = [
                [row.order, row.label, *(grouped_number(row.row.cells()[c]) for c in COLUMNS)]
                for row in print_rows(report)
            ]
        else:
            wanted = [
                [filling.shown(figure.value) for figure in row.figures]
                for row in laid_out.of(forms[name]).body
            ]
        assert read[-len(wanted) :] == wanted


def numbers_of(workbook: bytes) -> set[str]:
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    return {filling.shown(value) for value in values if isinstance(value, int)}


def test_every_number_of_the_spreadsheets_is_in_the_paper():
    there = narratives.gathered()
    read = {
        cell
        for table in opened(narratives.draft(there)).tables
        for row in table_rows(table)
        for cell in row
    }
    wanted = numbers_of(spreadsheets.workbook(there.report))
    for name, form in there.figures.forms.items():
        if name != "TM":
            wanted |= numbers_of(form_sheets.workbook(form))
    assert wanted <= read


def test_every_number_of_the_sentences_is_a_number_of_the_forms():
    draft = narratives.draft()
    told = words(draft, "settlement") + words(draft, "petitions")
    numbers = {int(one.replace(".", "")) for one in re.findall(r"\d[\d.]*(?= (?:hồ|phản))", told)}
    rows = [draft.report.annexes[5].rows, draft.report.annexes[4].rows]
    cells = {cell for annex in rows for _kind, row in annex for cell, number in row if number}
    known = {int(cell.replace(".", "")) for cell in cells}
    new = narratives.gathered().figures
    sums = {row.c4 + row.c5 for row in (new.total, *(row for _level, row in new.levels))}
    assert numbers <= known | sums


def test_the_paper_has_every_part_of_an_official_one():
    made = opened(narratives.draft())
    told = "\n".join(
        [
            *(
                one.text
                for table in made.tables
                for cell in table._cells
                for one in cell.paragraphs
            ),
            *(one.text for one in made.paragraphs),
        ]
    )
    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN\nHUYỆN CHI LĂNG",
        "Số: 802/BC-UBND",
        "Chi Lăng, ngày 18 tháng 9 năm 2024",
        "BÁO CÁO",
        "Kính gửi: Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "./.",
        "(Kèm theo Báo cáo số 802/BC-UBND ngày 18 tháng 9 năm 2024 của Ủy ban nhân dân huyện Chi Lăng)",
    ):
        assert wanted in told
    first, annexes = made.sections
    assert first.page_width < first.page_height
    assert annexes.page_width > annexes.page_height
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert 29.9 <= first.left_margin.mm <= 35
    assert 14.9 <= first.right_margin.mm <= 20


def test_equal_reports_are_equal_files_also_when_read_back_from_what_was_kept():
    report = narratives.draft().report
    again = composed.again(report.as_json())
    assert again == report
    assert paper.docx_of(again) == paper.docx_of(report)
    assert paper.docx_of(narratives.draft().report) == paper.docx_of(report)


def test_what_people_type_is_no_markup():
    told = narratives.written(signer="<w:p> & Ký", subject="tình hình <b>")
    draft = narratives.draft(told=told)
    assert "<w:p> & Ký" in text_of(opened(draft).element.body)


def test_a_part_of_a_year_below_ten_is_written_as_the_decree_wants():
    draft = narratives.draft(told=narratives.written(issued_on="2024-02-05", number="05"))
    assert draft.report.place_and_date == "Chi Lăng, ngày 05 tháng 02 năm 2024"
    assert draft.report.number_line == "Số: 05/BC-UBND"


# -- the outline -----------------------------------------------------------------------------------


def test_every_section_stands_once_and_every_teller_is_used():
    told = outline.outline()
    assert {one.told for one in told.sections} - {""} == set(sentences.TELLERS)
    assert {form for one in told.sections for form in one.forms} == set(told.annexes)


ONE = {"key": "a", "marker": "1.", "heading": "A"}


@pytest.mark.parametrize("sections", [[ONE | {"told": "magic"}], [ONE | {"more": 1}], [ONE, ONE]])
def test_an_outline_with_a_word_nobody_reads_is_refused(sections):
    plain = dict.fromkeys(("name", "basis", "certainty", "subject", "opening"), "x")
    with pytest.raises(outline.BadOutline):
        outline.parse({**plain, "annexes": [], "sections": sections})
