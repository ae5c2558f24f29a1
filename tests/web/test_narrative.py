"""The pages of the narrative report: read, written, filed, handed out."""

import html
import io
import re

import docx
import pytest
from django.test import Client

from motcua.base import clock
from motcua.base.models import JournalEntry, Verb
from motcua.organizations.models import AgencyKind
from motcua.reporting.models import FiledNarrative, NarrativeText
from motcua.reporting.narrative import actions
from motcua.reporting.narrative.outline import outline
from motcua.rules.codes import Level
from motcua.web.workspace import narrative
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/thuyet-minh/"
QUARTER = "?ky=2024-quy-3"
WRITTEN = [one.key for one in outline().sections if one.written]
HEAD = {
    "number": "5",
    "symbol": "bc-ubnd",
    "issued_on": "18/09/2024",
    "subject": "tình hình kiểm soát thủ tục hành chính",
    "opening": "Thực hiện Kế hoạch số 02/KH-UBND",
    "recipients": "- Như trên\n- Lưu: VT",
    "authority": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "signer": "Nguyễn Văn A",
    "padded": "on",
    "seen": "0",
}


@pytest.fixture
def here() -> World:
    """A district with one dossier settled, the quarter over."""
    found = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
    found.agency.kind = AgencyKind.DISTRICT
    found.agency.save(update_fields=["kind"])
    dossier = found.receive("2024-06-17 08:00")
    found.take_on(dossier, "2024-06-17 09:00")
    found.decide(dossier, "2024-06-18 09:00")
    clock.set_to(worlds.moment("2024-09-16 08:00"))
    return found


@pytest.fixture
def client(here: World) -> Client:
    """A browser in which the leader has signed in."""
    browser = Client()
    browser.force_login(here.leader)
    return browser


def said(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def send(client: Client, *, key: str = "mot", more: str = "", **changes: str):
    return client.post(f"{PAGE}{more}{QUARTER}", {"once": key} | HEAD | changes)


def test_the_report_stands_there_with_the_figures_and_what_is_awaited(client):
    page = said(client.get(PAGE + QUARTER))
    assert "Số lượng hồ sơ đã giải quyết: 01 hồ sơ" in page
    assert "Còn chờ: Biểu II.05a chưa nhập." in page
    assert 'href="/can-bo/bao-cao/bieu/II.05a/?' in client.get(PAGE + QUARTER).content.decode()
    assert "Phụ lục I: Biểu số II.06a/VPCP/KSTT" in page
    assert "Báo cáo thuyết minh" in said(client.get(f"/can-bo/bao-cao/bieu/{QUARTER}"))


def test_what_is_written_is_kept_and_printed(client):
    answer = send(client, muc_achieved="- Giải quyết đúng hạn.\x07\n\n+ Không có khiếu nại.")
    assert answer.status_code == 302
    content = NarrativeText.objects.get().content
    assert content["number"] == "05"
    assert content["symbol"] == "BC-UBND"
    assert content["recipients"] == ["Như trên;", "Lưu: VT."]
    assert content["texts"] == {"achieved": "- Giải quyết đúng hạn.\n+ Không có khiếu nại."}
    file = client.get(f"{PAGE}tai/docx/{QUARTER}")
    told = [one.text for one in docx.Document(io.BytesIO(file.content)).paragraphs]
    assert "- Giải quyết đúng hạn." in told
    assert JournalEntry.objects.filter(verb=Verb.EXPORT).count() == 1


def test_one_key_says_that_nothing_happened(client):
    answer = send(client, khong_communication="on")
    page = said(client.get(answer["Location"]))
    assert "9. Truyền thông về kiểm soát thủ tục hành chính Trong kỳ không phát sinh." in page


def test_the_next_period_begins_with_what_was_written(client):
    send(client, muc_achieved="Đã làm nhiều việc.")
    page = client.get(f"{PAGE}?ky=2024-quy-4").content.decode()
    assert "Đã làm nhiều việc." in page
    assert "Nội dung chép từ báo cáo kỳ 15/06/2024 – 14/09/2024" in said(
        client.get(f"{PAGE}?ky=2024-quy-4")
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "năm"}, "Số văn bản ghi bằng chữ số"),
        ({"issued_on": "32/13/2024"}, "Ghi ngày theo dạng"),
        ({"muc_achieved": "a" * 20_001}, "20.000"),
    ],
)
def test_nothing_is_lost_when_something_cannot_be_read(client, change, words):
    answer = send(client, **({"muc_limits": "Nhân lực còn mỏng."} | change))
    assert answer.status_code == 422
    assert "Nhân lực còn mỏng." in answer.content.decode()
    assert words in said(answer) or "20000" in said(answer)
    assert not NarrativeText.objects.exists()


def test_two_people_do_not_write_over_each_other(client):
    send(client)
    answer = send(client, key="hai", muc_limits="Của tôi.")
    assert answer.status_code == 422
    assert "Người khác vừa ghi" in said(answer)
    assert "Của tôi." in answer.content.decode()


def test_a_form_sent_twice_is_kept_once(client):
    for _ in range(2):
        assert send(client).status_code == 302
    assert NarrativeText.objects.count() == 1


def test_a_report_that_waits_for_something_is_not_filed(client):
    send(client)
    answer = send(client, key="hai", more="chot/")
    assert answer.status_code == 422
    assert "Chưa chốt được báo cáo" in said(answer)
    assert not FiledNarrative.objects.exists()


def test_a_filed_report_is_shown_and_handed_out_the_same(client, monkeypatch):
    monkeypatch.setattr(actions, "problems_of", lambda *_args, **_named: [])
    send(client)
    assert send(client, key="hai", more="chot/").status_code == 302
    filed = FiledNarrative.objects.get()
    page = said(client.get(f"{PAGE}ban-chot/{filed.pk}/"))
    assert "Bản chốt lần 1" in page
    assert "Số: 05/BC-UBND" in page
    address = f"{PAGE}ban-chot/{filed.pk}/tai/docx/"
    before = client.get(address).content
    send(client, key="ba", seen="1", signer="Trần Văn C")
    assert client.get(address).content == before


def test_without_a_program_that_sets_pdf_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(narrative.drafting, "as_pdf", lambda *_args, **_named: None)
    answer = client.get(f"{PAGE}tai/pdf/{QUARTER}", follow=True)
    assert "Máy chủ chưa lập được PDF vì không có LibreOffice" in said(answer)
    assert not JournalEntry.objects.filter(verb=Verb.EXPORT).exists()


def test_a_stranger_sees_no_report_of_another_agency(here):
    other = worlds.world(*here.cases, name="Ủy ban nhân dân xã Xa")
    browser = Client()
    browser.force_login(other.leader)
    answer = browser.get(f"{PAGE}{QUARTER}&don_vi={here.agency.pk}")
    assert answer.status_code == 400
    browser.force_login(here.clerk)
    assert browser.get(PAGE + QUARTER).status_code == 403


def test_every_section_people_write_has_a_text_and_a_mark(client):
    page = client.get(PAGE + QUARTER).content.decode()
    for key in WRITTEN:
        assert f'name="muc_{key}"' in page
        assert f'name="khong_{key}"' in page


def test_a_period_before_the_forms_has_no_report(client):
    old = "?ky=khac&tu=01/01/2019&den=31/03/2019"
    assert client.get(PAGE + old).status_code == 404
    assert client.post(f"{PAGE}chot/{old}", {"once": "x"}).status_code == 404
