"""The pages of ministries' systems: what each counts, and figures taken in from a file that is kept."""

import html
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.reporting import definitions, form_papers, form_sheets, tables
from motcua.reporting.filled import Filled, Line
from motcua.reporting.models import SourceFile, TypedForm
from motcua.rules import filling, periods
from motcua.rules.codes import Level
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.reporting import filled_by_hand

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/he-thong-nganh/"
QUARTER = "?ky=2024-quy-3"
WINDOW = periods.quarter(2024, 3)
FIGURES = {"4": 20, "5": 1100, "6": 3, "8": 1060, "9": 57, "10": 1, "12": 4, "13": 1}


@pytest.fixture
def here() -> World:
    found = worlds.world(name="Ủy ban nhân dân xã Chi Lăng", level=Level.COMMUNE)
    clock.set_to(worlds.moment("2024-09-16 08:00"))
    return found


@pytest.fixture
def client(here: World) -> Client:
    browser = Client()
    browser.force_login(here.leader)
    return browser


def form(**rows: dict[str, int]) -> Filled:
    """The form of a system with these rows; an underscore in a name is a space."""
    definition = definitions.in_force("NGANH.HT", WINDOW.to_on)
    lines = tuple(
        Line(name.replace("_", " "), filling.complete(definition, told))
        for name, told in rows.items()
    )
    return replace(filled_by_hand.filled(definition), lines=lines)


def send(client: Client, content: bytes, *, name: str = "bang.xlsx", **changes: str):
    data = {"once": "mot", "ngay": "15/09/2024", "tep": SimpleUploadedFile(name, content)} | changes
    return client.post(f"{PAGE}NGANH.HT/{QUARTER}", data)


def said(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_every_system_is_there_with_how_far_it_has_come(client):
    page = said(client.get(PAGE + QUARTER))
    assert page.count("Chưa nhập") == 6
    assert "Số liệu của phần mềm hộ tịch" in page
    assert "Số liệu hệ thống ngành" in said(client.get(f"/can-bo/bao-cao/bieu/{QUARTER}"))


@pytest.mark.parametrize("write", [form_sheets.workbook, form_papers.pdf])
def test_a_file_is_taken_in_and_kept_with_its_day(here, client, write):
    name = "bang.pdf" if write is form_papers.pdf else "bang.xlsx"
    content = write(form(Hộ_tịch=FIGURES, Chứng_thực=FIGURES))
    assert send(client, content, name=name).status_code == 302
    report = tables.two_six(agency=here.agency, from_on=WINDOW.from_on, to_on=WINDOW.to_on, by="a")
    assert (report.total.c3, report.total.c7, report.total.c11) == (2246, 2236, 10)
    assert f"(Tệp {name}, trích ngày 15/09/2024)" in report.notes[-1]
    kept = SourceFile.objects.get()
    answer = client.get(f"{PAGE}tep/{kept.pk}/")
    assert b"".join(answer.streaming_content) == content
    assert name in said(client.get(f"{PAGE}NGANH.HT/{QUARTER}"))
    page = said(client.get(PAGE + QUARTER))
    assert "2.246 2.236 10 Cân đối, đã cộng vào biểu" in page


def test_a_file_that_does_not_balance_is_not_taken_in_and_says_where(client):
    wrong = form(Hộ_tịch=FIGURES | {"13": 9}, Chứng_thực={"4": 5})
    answer = send(client, form_sheets.workbook(wrong))
    assert answer.status_code == 422
    page = said(answer)
    assert "Hộ tịch: Cột 3 phải bằng 7 + 11: 1.123 nhỏ hơn 1.118 + 13" in page
    assert "Chứng thực: cột 5, 6, 8, 9, 10, 12, 13 chưa có số" in page
    assert not TypedForm.objects.exists()
    assert not SourceFile.objects.exists()


def test_a_sum_that_is_none_is_named(client):
    told = form(Hộ_tịch=FIGURES)
    values = {**told.lines[0].values, "3": 1132}
    answer = send(client, form_sheets.workbook(replace(told, lines=(Line("Hộ tịch", values),))))
    assert "Hộ tịch: cột 3 ghi 1132, cộng lại là 1.123." in said(answer)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"abc", "Tệp không có bảng 13 cột"),
        (b"", "Tệp rỗng"),
        (b"PK\x03\x04 hong", "Hãy"),
        (form_sheets.workbook(form()), "Bảng trong tệp phải có từ 1 đến 200 dòng"),
    ],
)
def test_a_file_without_a_form_is_refused_in_words(client, content, words):
    answer = send(client, content)
    assert answer.status_code == 422
    assert words in said(answer)
    assert not TypedForm.objects.exists()


def test_the_day_must_be_told(client):
    answer = send(client, form_sheets.workbook(form(Hộ_tịch=FIGURES)), ngay="")
    assert "Hãy ghi ngày trích số liệu" in said(answer)


def test_what_was_taken_in_replaces_what_was_typed_and_stays_in_the_story(client):
    for key in ("mot", "hai"):
        content = form_sheets.workbook(form(Hộ_tịch=FIGURES))
        assert send(client, content, once=key).status_code == 302
    assert [one.number for one in TypedForm.objects.order_by("number")] == [1, 2]
    assert send(client, form_sheets.workbook(form(Hộ_tịch=FIGURES)), once="hai").status_code == 302
    assert TypedForm.objects.count() == 2


def test_a_stranger_takes_nothing_in_and_sees_no_file(here, client):
    send(client, form_sheets.workbook(form(Hộ_tịch=FIGURES)))
    other = worlds.world(*here.cases, name="Ủy ban nhân dân xã Xa")
    browser = Client()
    browser.force_login(other.leader)
    assert browser.get(f"{PAGE}tep/{SourceFile.objects.get().pk}/").status_code == 404
    address = f"{PAGE}NGANH.HT/{QUARTER}&don_vi={here.agency.pk}"
    assert browser.post(address, {"once": "x"}).status_code == 400
    assert client.get(f"{PAGE}II.06a/{QUARTER}").status_code == 404


def test_a_figure_with_others_in_it_opens_and_names_them(here, client):
    dossier = here.receive("2024-09-10 08:00")
    clock.set_to(worlds.moment("2024-09-16 09:00"))
    send(client, form_sheets.workbook(form(Chứng_thực=FIGURES)))
    page = client.get(f"/can-bo/bao-cao/{QUARTER}&bieu=a").content.decode()
    (url,) = set(re.findall(r'href="(o/[^"]*/moi-0-0/c3/)"', page))
    opened = said(client.get(f"/can-bo/bao-cao/{html.unescape(url)}"))
    assert "Con số trong biểu: 1.124 hồ sơ." in opened
    assert "Số liệu của phần mềm hộ tịch, Ủy ban nhân dân xã Chi Lăng, Chứng thực: 1.123" in opened
    assert str(dossier) in opened
