"""What was found is told: to programs, at the terminal, on a page, on paper."""

import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest

from motcua.checking.document import Document
from motcua.checking.findings import Checked, Finding
from motcua.checking.showing import commented, machine, note, page, places, terminal, web_page
from tests.checking import papers


def test_a_program_gets_exactly_the_agreed_keys() -> None:
    told = json.loads(machine.as_json([papers.checked()]))
    assert list(told) == ["file", "findings", "identities_checked", "identities"]
    assert told["identities_checked"] == 2
    assert told["identities"] == [{"code": "SUM", "statement": "260 + 37 = 297", "line": 9}]
    assert told["findings"][1] == {
        "code": "SUM",
        "severity": "error",
        "message": papers.SUM.message,
        "quotes": list(papers.SUM.quotes),
        "line": 3,
        "printed": "412",
        "computed": "422",
        "repair": "134",
    }


def test_several_reports_are_a_list_and_a_finding_between_them_names_the_other() -> None:
    between = replace(papers.SUM, file="b.md")
    told = json.loads(machine.as_json([Checked("a.md", (between,), ()), papers.clean()]))
    assert [one["file"] for one in told] == ["a.md", "sach.md"]
    assert told[0]["findings"][0]["file"] == "b.md"


def test_the_terminal_tells_what_is_certain_first() -> None:
    text = terminal.as_text([papers.checked()])
    order = [text.index(word) for word in ("Sai chắc chắn · dòng 3", "Cần kiểm tra lại", "Lưu ý ·")]
    assert order == sorted(order)
    assert "“412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC)”" in text
    assert "Báo cáo ghi: 412; tính lại: 422; có thể là: 134" in text
    assert "Đã đối chiếu 2 quan hệ số liệu, 1 quan hệ khớp." in " ".join(text.split())
    assert "\033" not in text


def test_the_terminal_is_coloured_only_when_asked_for() -> None:
    assert "\033[31;1mSai chắc chắn\033[0m" in terminal.as_text([papers.checked()], colour=True)


def test_a_clean_report_is_said_to_be_so() -> None:
    assert "Chưa thấy số liệu nào mâu thuẫn" in terminal.as_text([papers.clean()])


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (papers.SUM, ["412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC)"]),
        (papers.ROW, ["297", "260"]),
        (papers.PERIOD, ["(từ 15/3/2024 đến 14/3/2024)"]),
        (replace(papers.SUM, quotes=("không có ở đây",)), ["412"]),
        (papers.BLANK, ["I. KẾT QUẢ"]),
    ],
)
def test_a_finding_is_placed_on_its_words(finding: Finding, words: list[str]) -> None:
    document = papers.document()
    found = places.Finder(document).places(finding)
    assert [commented._sought(document, place).words for place in found] == words


def test_words_that_stand_twice_are_marked_in_the_line_of_the_finding() -> None:
    twice = (papers.paragraph("có 412 TTHC", 1), papers.paragraph("có 412 TTHC", 9))
    document = Document("a.txt", (), twice)
    finder = places.Finder(document)
    found = [
        finder.places(replace(papers.SUM, quotes=("412 TTHC",), line=line))[0].block
        for line in (1, 9)
    ]
    assert found == [0, 1]


class Anchors(HTMLParser):
    """Collects what can be linked to and what is linked."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name == "href":
                self.links.add(str(value).removeprefix("#"))


def test_page_and_findings_are_linked_both_ways() -> None:
    reports = [
        page.shown(papers.document(), papers.checked(), 1),
        page.shown(papers.document("hai.md"), papers.checked("hai.md"), 2),
    ]
    anchors = Anchors()
    anchors.feed(web_page.as_html(reports))
    assert len(anchors.ids) == len(set(anchors.ids)) == 16
    assert anchors.links == set(anchors.ids)


def test_what_a_report_contains_is_not_taken_for_markup() -> None:
    hostile = papers.paragraph("<script>alert(1)</script> 412 TTHC", 1)
    shown = page.shown(Document("<b>.md", (), (hostile,)), Checked("<b>.md", (papers.SUM,), ()))
    text = web_page.as_html([shown])
    assert "<script>" not in text
    assert "<b>.md" not in text


def commented_words(content: bytes) -> dict[str, str]:
    """The words each comment stands at, by the beginning of the comment."""
    paper = docx.Document(io.BytesIO(content))
    told = {comment.comment_id: comment.text for comment in paper.comments}
    words = {}
    for number, text in told.items():
        inside, letters = False, ""
        for element in paper.element.body.iter():
            name = element.tag.rsplit("}", 1)[-1]
            mine = element.get(docx.oxml.ns.qn("w:id")) == str(number)
            inside = (inside or (name == "commentRangeStart" and mine)) and not (
                name == "commentRangeEnd" and mine
            )
            letters += element.text or "" if inside and name == "t" else ""
        words[text.split(":")[0] + " " + text.split()[-1]] = letters
    return words


def test_a_copy_set_anew_has_a_comment_at_each_place() -> None:
    told = commented_words(commented.commented(papers.document(), papers.checked()))
    assert sorted(told.values()) == [
        "(từ 15/3/2024 đến 14/3/2024)",
        "297",
        "412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC)",
        "I. KẾT QUẢ",
    ]


def test_a_docx_keeps_its_own_look_and_gets_the_comments() -> None:
    paper = docx.Document()
    paper.add_heading("I. KẾT QUẢ", 1)
    line = paper.add_paragraph(style="List Bullet")
    line.add_run("Tổng số TTHC đang niêm yết là 41").bold = True
    line.add_run("2 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC).")
    stream = io.BytesIO()
    paper.save(stream)
    copy = commented.commented(papers.document(), papers.checked(), stream.getvalue())
    told = commented_words(copy)
    assert "412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC)" in told.values()
    assert len(told) == 4
    paragraph = docx.Document(io.BytesIO(copy)).paragraphs[1]
    assert paragraph.text == papers.TOTAL
    assert [run.text for run in paragraph.runs if run.bold] == [
        "Tổng số TTHC đang niêm yết là ",
        "41",
    ]


def test_a_file_that_only_looks_like_a_docx_is_set_anew() -> None:
    assert commented_words(commented.commented(papers.document(), papers.checked(), b"PK\x03\x04"))


def text_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in paper.paragraphs)


def test_the_note_asks_one_thing_in_one_sentence() -> None:
    head = note.Letterhead(upper="UBND tỉnh", sender="Văn phòng", recipient="UBND xã An Lạc")
    text = text_of(note.note([papers.checked()], head))
    assert "Kính gửi: UBND xã An Lạc" in text
    assert text.count("Đề nghị đơn vị kiểm tra lại số liệu") == 3
    assert "1. Đề nghị đơn vị kiểm tra lại số liệu tại dòng 3 (“412 TTHC" in text
    assert "để trống" not in text


def test_the_note_stays_on_one_page_and_says_how_much_is_left() -> None:
    many = Checked("a.md", (papers.SUM,) * 40, ())
    text = text_of(note.note([many]))
    asked = text.count("Đề nghị đơn vị kiểm tra lại")
    assert 5 <= asked <= 15
    assert f"Còn {40 - asked} nội dung khác" in text


def test_the_note_on_a_clean_report_asks_for_nothing() -> None:
    text = text_of(note.note([papers.clean()]))
    assert "chưa thấy số liệu nào mâu thuẫn" in text
    assert "Đề nghị đơn vị" not in text


def test_a_link_leads_to_the_figure_in_question_not_to_what_it_is_compared_with() -> None:
    later = replace(papers.PERIOD, quotes=("2.846 hồ sơ", "412 TTHC"), line=6)
    shown = page.shown(papers.document(), Checked("a.md", (later,), ()))
    opening = [piece.text for block in shown.blocks for piece in block.pieces if piece.opens]
    assert opening == ["2.846 hồ sơ"]


def test_of_a_whole_row_the_figure_in_question_is_marked() -> None:
    row = replace(papers.ROW, quotes=("1 Đất đai 297 260",), printed="260%")
    found = places.Finder(papers.document()).places(row)
    assert [commented._sought(papers.document(), place).words for place in found] == ["260"]
