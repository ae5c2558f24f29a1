"""Official texts told in parts: no word lost, links out, nothing run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.web.portal import longtext

STEPS = """Bước 1: Chuẩn bị hồ sơ
- Tờ khai;
+ Bản sao
Bước 2. Nộp hồ sơ tại https://dichvucong.gov.vn/p/home
Trường hợp thiếu <b>giấy tờ</b> thì bổ sung."""


def test_steps_get_titles_and_points_become_lists():
    told = longtext.told(STEPS)
    assert told.titles[0] == "Bước 1: Chuẩn bị hồ sơ"
    assert [list(block.points) for block in told.parts[0].blocks] == [["Tờ khai;", "Bản sao"]]
    assert not told.long


def test_addresses_are_links_and_markup_is_text():
    told = longtext.told("Nộp tại https://dichvucong.gov.vn/p/home hoặc <script>")
    text = told.parts[0].blocks[0].text
    assert 'href="https://dichvucong.gov.vn/p/home"' in text
    assert "&lt;script&gt;" in text


def test_lines_without_marks_are_steps_as_they_are():
    told = longtext.told("Nộp hồ sơ\n\nNhận kết quả")
    assert told.plain
    assert [block.text for block in told.parts[0].blocks] == ["Nộp hồ sơ", "Nhận kết quả"]


def test_a_wall_of_text_is_taken_apart_where_its_author_marked_it():
    wall = "Hồ sơ gồm: " + "; ".join(f"- giấy tờ thứ {n} của người nộp hồ sơ" for n in range(20))
    points = [point for block in longtext.told(wall).parts[0].blocks for point in block.points]
    assert len(points) == 20


def test_an_outline_is_shown_only_when_every_title_says_something():
    assert longtext.told("Bước 1: Nộp\nBước 2: Nhận").outline == ["Bước 1: Nộp", "Bước 2: Nhận"]
    assert longtext.told("Bước 1: Nộp\nBước 2\nNhận").outline == []


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_nothing_is_told_of_nothing(text):
    assert longtext.told(text).parts == []


@given(st.lists(st.sampled_from(["Bước 1: Nộp", "- tờ khai", "+ bản sao", "a) đơn", "Rồi chờ"])))
def test_no_line_is_lost(lines):
    told = longtext.told("\n".join(lines))
    kept = [
        one
        for part in told.parts
        for one in [
            part.title,
            *(x for b in part.blocks for x in ([b.text] if b.text else b.points)),
        ]
        if one
    ]
    assert [one.lstrip("-+ ") for one in kept] == [line.lstrip("-+ ") for line in lines]
