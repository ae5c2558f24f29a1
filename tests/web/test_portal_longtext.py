"""Official texts told in parts: no word lost, links out, nothing run."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.base import clock
from motcua.catalog.actions import copying, drafts
from motcua.catalog.models import CaseChannel, Fee, ProcedureState, ProcedureVersion
from motcua.rules.codes import Channel
from motcua.web.portal import longtext, telling
from motcua.web.portal.telling import Said, Situation, Way
from tests import factories

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


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is slow
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


NOTE = "Trường hợp phải thẩm định: " + "; ".join(f"- việc thứ {n}" for n in range(150))


def situation(*notes):
    ways = [
        Way(channel=channel, limit="03 ngày", note=Said(note), amounts=[], fees=[])
        for channel, note in zip(Channel, notes, strict=False)
    ]
    return Situation(name="a", channels="", ways=ways, papers=[], alike=False)


def test_a_long_note_that_several_ways_share_is_told_once_under_its_number():
    own = NOTE + "."
    told, notes = telling.with_notes_apart(
        [situation(NOTE, "Ngắn", NOTE), situation("Ngắn", own, NOTE)]
    )
    assert notes == [NOTE]
    assert [way.note for one in told for way in one.ways] == [
        Said("", 1),
        Said("Ngắn"),
        Said("", 1),
        Said("Ngắn"),
        Said(own),
        Said("", 1),
    ]


@pytest.mark.django_db
def test_thirty_cases_with_the_same_page_of_explanation_stay_a_light_page(client):
    version = factories.procedure()
    draft = drafts.draw_up(
        procedure=version.procedure, by=factories.account(), at=clock.at(version.effective_from)
    )
    CaseChannel.objects.filter(case__version=draft).update(limit_note=NOTE)
    for channel in CaseChannel.objects.filter(case__version=draft):
        note = NOTE.replace("việc", "khoản")
        Fee.objects.create(case_channel=channel, kind="phi", amount_dong=1000, note=note)
    case = draft.cases.get()
    case.papers.filter(order=1).update(name=NOTE.replace("việc", "giấy"))
    for order in range(2, 31):
        copying.copy_case(case, copying.copied(case, order=order, name=f"Trường hợp {order}"))
    ProcedureVersion.objects.filter(pk=version.pk).update(effective_to=draft.effective_from)
    draft.effective_from += timedelta(days=1)
    draft.state = ProcedureState.PUBLISHED
    draft.save()
    address = f"/thu-tuc/{version.procedure.code}/"
    for page in (address, f"{address}ban-in/"):
        answer = client.get(page)
        text = answer.content.decode()
        for number, what in enumerate(("việc", "khoản", "giấy"), start=1):
            assert text.count(f"{what} thứ 149") == 1
            assert text.count(f'href="#ghi-chu-{number}"') >= 30
            assert text.count(f'id="ghi-chu-{number}"') == 1
        assert len(answer.content) < 150_000
