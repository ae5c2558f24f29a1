"""The pages of the statutory forms: typed into, looked at, filed, handed out."""

import html
import io
import json
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.base import clock
from motcua.base.models import JournalEntry, Verb
from motcua.reporting import definitions
from motcua.reporting.models import FiledForm, TypedForm
from motcua.rules.codes import Level
from motcua.rules.definitions import Rows
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/bieu/"
QUARTER = "?ky=2024-quy-3"
ONE = {"so": "1", "n-0": "Hộ tịch", "seen": "0"}
PETITION = {
    "4": "1",
    "5": "0",
    "6": "0",
    "7": "1",
    "8": "0",
    "10": "1",
    "11": "0",
    "12": "0",
    "13": "1",
}


@pytest.fixture
def here() -> World:
    """A district with one dossier settled, the quarter over."""
    found = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
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


def petition(**changes: str) -> dict[str, str]:
    """What the form of petitions sends for one row."""
    told = PETITION | {name.removeprefix("c"): text for name, text in changes.items()}
    return ONE | {f"c-0-{code}": text for code, text in told.items()}


def send(client: Client, code: str, data: dict[str, str], *, key: str = "mot", more: str = ""):
    return client.post(f"{PAGE}{code}/{more}{QUARTER}", {"once": key} | data)


def said(response) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_every_form_is_listed_with_how_far_it_has_come(client):
    page = said(client.get(PAGE + QUARTER))
    for code in definitions.codes():
        assert code in page
    assert page.count("Chưa nộp") == len(
        [one for one in definitions.every() if one.rows is not Rows.BOOKS]
    )
    send(client, "II.05b", petition())
    assert "Đã nhập, ghi lúc 16/09/2024" in said(client.get(PAGE + QUARTER))


@pytest.mark.parametrize(
    "one",
    [one for one in definitions.every() if one.rows is not Rows.BOOKS],
    ids=lambda one: one.code,
)
def test_every_form_opens_and_offers_exactly_what_is_typed(client, one):
    page = client.get(f"{PAGE}{one.code}/{QUARTER}").content.decode()
    offered = set(re.findall(r'name="c-0-([^"]+)"', page))
    assert offered == {cell.code for cell in one.cells if cell.typed}


def test_what_the_system_knows_stands_there(client):
    page = said(client.get(f"{PAGE}CCHC.3/{QUARTER}"))
    assert re.search(
        r"3\.2\.1\s+Tổng số hồ sơ TTHC đã giải quyết xong\s+Hồ sơ\s+1\s+Sổ hồ sơ", page
    )


def test_what_is_typed_is_kept_and_shown_again(client):
    answer = send(client, "II.05b", petition(c4="1.121", c7="1.121", c10="1.121"))
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert 'value="1.121"' in page
    assert 'value="Hộ tịch"' in page
    assert TypedForm.objects.get().content[0]["values"]["4"] == 1121


def test_the_last_row_of_a_list_is_only_read(client):
    two = {name.replace("c-0-", "c-1-"): text for name, text in petition(c4="8", c7="8").items()}
    told = petition() | two | {"n-0": "Hộ tịch", "n-1": "Đất đai", "so": "2"}
    page = client.get(send(client, "II.05b", told)["Location"]).content.decode()
    names = re.findall(r'name="([nc]-[^"]+)"', page)
    assert len(names) == len(set(names))
    assert re.search(r"Tổng cộng\s+9\s+9\s+0", html.unescape(re.sub(r"<[^>]+>", " ", page)))
    assert [row["values"]["4"] for row in TypedForm.objects.get().content] == [1, 8]


def test_a_form_sent_twice_is_kept_once(client):
    for _ in range(2):
        assert send(client, "II.05b", petition()).status_code == 302
    assert TypedForm.objects.count() == 1


def test_nothing_is_lost_when_a_figure_cannot_be_read(client):
    answer = send(client, "II.05b", petition(c4="mười", c5="7"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="mười"' in page
    assert 'value="7"' in page
    assert "“mười” không phải là số" in said(answer)
    assert not TypedForm.objects.exists()


@pytest.mark.parametrize("count", ["9" * 5000, "x", "-1", ""])
def test_a_number_of_rows_that_no_form_sends_does_no_harm(client, count):
    answer = send(client, "II.05b", petition() | {"so": count, "seen": count, "n-0": "Hộ\x07 tịch"})
    assert answer.status_code in {302, 422}


def test_a_row_with_figures_needs_a_name(client):
    answer = send(client, "II.05b", petition() | {"n-0": " "})
    assert answer.status_code == 422
    assert "Dòng 1 có số liệu mà chưa có tên" in said(answer)


def test_formulas_are_checked_while_typing_and_nothing_is_kept(client):
    answer = send(client, "II.05b", petition(c7="4") | {"xem": "1"})
    assert answer.status_code == 200
    assert "Hộ tịch: Cột 3 phải bằng 6 + 7 + 8: 1 nhỏ hơn 0 + 4 + 0." in said(answer)
    assert "3 = 1" in said(answer)
    assert not TypedForm.objects.exists()


def test_two_people_do_not_write_over_each_other(client):
    send(client, "II.05b", petition())
    answer = send(client, "II.05b", petition(c4="9", c7="9"), key="hai")
    assert answer.status_code == 422
    assert "Người khác vừa ghi vào biểu này" in said(answer)
    assert 'value="9"' in answer.content.decode()


def test_a_locked_cell_that_is_sent_all_the_same_is_not_looked_at(client):
    send(client, "CCHC.3", {"seen": "0", "c-0-1.1": "5", "c-0-3.1.1": "999"})
    assert TypedForm.objects.get().content[0]["values"]["1.1"] == 5
    assert "3.1.1" not in TypedForm.objects.get().content[0]["values"]


def test_a_form_that_is_not_ready_is_not_filed_and_says_why(client):
    send(client, "II.05b", petition(c7="4"))
    answer = send(client, "II.05b", {}, key="nop", more="nop/")
    assert answer.status_code == 422
    assert "Chưa nộp được biểu" in said(answer)
    assert "Cột 3 phải bằng 6 + 7 + 8" in said(answer)
    assert not FiledForm.objects.exists()


def test_a_filed_form_is_the_same_in_every_writing_and_stays_so(client, here):
    send(client, "II.05b", petition())
    assert send(client, "II.05b", {}, key="nop", more="nop/").status_code == 302
    place = f"{PAGE}ban-nop/{FiledForm.objects.get().pk}/"
    page = said(client.get(place))
    assert "Bản nộp lần 1" in page
    assert re.search(r"1\s+Hộ tịch\s+1\s+1\s+0\s+0\s+1\s+0\s+1\s+1\s+0\s+0\s+1", page)
    files = {kind: client.get(f"{place}tai/{kind}/").content for kind in ("xlsx", "pdf", "json")}
    sheet = load_workbook(io.BytesIO(files["xlsx"])).worksheets[0]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Hộ tịch")
    told = json.loads(files["json"])["rows"][0]["values"]
    assert (
        list(row[2:])
        == [told[str(number)] for number in range(3, 14)]
        == [1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1]
    )
    here.receive("2024-09-16 09:00")
    send(client, "II.05b", petition(c4="5", c7="5") | {"seen": "1"}, key="ba")
    for kind, content in files.items():
        assert client.get(f"{place}tai/{kind}/").content == content
    assert JournalEntry.objects.filter(verb=Verb.EXPORT).count() == 6


def test_a_form_is_handed_out_as_it_stands(client):
    for kind, begins in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")):
        assert client.get(f"{PAGE}CCHC.3/tai/{kind}/{QUARTER}").content.startswith(begins)


@pytest.mark.parametrize("address", ["X.1/", "II.06b/", "CCHC.3/?ky=2021-quy-1", "ban-nop/7/"])
def test_what_is_not_there_is_not_found(client, address):
    query = "" if "?" in address else QUARTER
    assert client.get(PAGE + address + query).status_code in {400, 404}


@pytest.mark.parametrize("address", ["", "CCHC.3/", "CCHC.3/tai/pdf/"])
def test_days_that_cannot_be_are_said_at_the_choices(client, address):
    answer = client.get(f"{PAGE}{address}?ky=khac&tu=14/09/2024&den=15/06/2024")
    assert answer.status_code == 400
    assert "trước ngày đầu kỳ" in said(answer)


def test_another_agencys_filing_is_not_shown(client, here):
    send(client, "II.05b", petition())
    send(client, "II.05b", {}, key="nop", more="nop/")
    stranger = Client()
    stranger.force_login(worlds.world(*here.cases, name="Ủy ban nhân dân xã Xa").leader)
    assert stranger.get(f"{PAGE}ban-nop/{FiledForm.objects.get().pk}/").status_code == 404


def test_the_key_is_asked_for(client):
    answer = send(client, "II.05b", petition(), key="")
    assert answer.status_code == 422
    assert "Biểu mẫu đã hết hạn" in said(answer)
