"""The report page: choices, figures that open, files, and who may see them."""

import csv
import io
import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from motcua.base import clock
from motcua.base.models import JournalEntry, Verb
from motcua.dossiers.models import Closing
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from motcua.web.workspace import reports_cell
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/"
QUARTER = {"ky": "2024-quy-3"}


@pytest.fixture
def district() -> World:
    """A district with two dossiers settled and one pending; its commune with one pending."""
    upper = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
    lower = worlds.world(*upper.cases, name="Ủy ban nhân dân xã Bằng Mạc", parent=upper.agency)
    for day in (17, 18):
        dossier = upper.receive(f"2024-06-{day} 08:00")
        upper.take_on(dossier, f"2024-06-{day} 09:00")
        upper.decide(dossier, f"2024-06-{day + 1} 09:00")
    upper.receive("2024-06-20 08:00")
    lower.receive("2024-06-20 09:00")
    clock.set_to(worlds.moment("2024-09-20 08:00"))
    return upper


def signed_in(account: Account) -> Client:
    """A browser in which the account has signed in."""
    client = Client()
    client.force_login(account)
    return client


def leader(of: World) -> Client:
    """The leader of the agency, who needs no second factor in these tests."""
    return signed_in(of.leader)


def text(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()


def figures(page: str) -> list[list[str]]:
    """The figures of the table's rows, links taken away."""
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<td class="num">(.*?)</td>', row)]
        for row in rows
    ]


def test_the_page_opens_on_the_last_quarter_that_is_over(district: World) -> None:
    page = text(leader(district).get(PAGE))
    assert "quý III năm 2024" in page
    assert "Biểu số II.06b/VPCP/KSTT" in page
    assert figures(page)[-1] == ["4", "0", "4", "0", "2", "2", "0", "0", "2", "0", "2"]


def test_form_a_shows_the_unit_alone(district: World) -> None:
    page = text(leader(district).get(PAGE, {**QUARTER, "bieu": "a"}))
    assert figures(page)[-1][0] == "3"


def test_every_figure_opens_exactly_the_dossiers_it_counts(district: World) -> None:
    client = leader(district)
    page = text(client.get(PAGE, QUARTER))
    addresses = re.findall(r'<a class="figure" href="(o/[^"]+)">([\d.]+)</a>', page)
    assert len(addresses) > 10
    for address, figure in addresses:
        opened = text(client.get(PAGE + address))
        assert f"<strong>{figure}</strong>" in opened
        assert opened.count('<th scope="row">') == int(figure)


@pytest.mark.parametrize(
    ("word", "shown"),
    [("1", 2), ("2", 2), ("3", 2), ("0", 2), ("x", 2), ("9" * 18, 2), ("9" * 40, 2)],
)
def test_a_long_list_is_read_a_page_at_a_time(
    district: World, monkeypatch: pytest.MonkeyPatch, word: str, shown: int
) -> None:
    monkeypatch.setattr(reports_cell, "PAGE", 2)
    address = PAGE + f"o/b-{district.agency.pk}-20240615-20240914-by_date-0/moi-0-0/c3/"
    page = text(leader(district).get(address, {"trang": word}))
    assert "<strong>4</strong>" in page
    assert page.count('<th scope="row">') == shown


def test_owners_are_masked_behind_a_figure(district: World) -> None:
    client = leader(district)
    address = re.findall(r'href="(o/[^"]+)"', text(client.get(PAGE, QUARTER)))[0]
    assert "Nguyễn Văn An" not in text(client.get(PAGE + address))


def test_a_list_leaves_as_a_file_and_that_is_written_down(district: World) -> None:
    client = leader(district)
    address = PAGE + f"o/b-{district.agency.pk}-20240615-20240914-by_date-0/moi-0-0/c3/"
    told = client.get(address, {"tai": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told)))
    assert len(rows) == 5
    assert rows[0][0] == "Mã hồ sơ"
    assert "Nguyễn Văn An" not in told
    book = load_workbook(io.BytesIO(client.get(address, {"tai": "xlsx"}).content))
    assert book.worksheets[0].max_row == 5
    entry = JournalEntry.objects.filter(verb=Verb.EXPORT).latest("pk")
    assert (entry.account_id, entry.subject_id) == (district.leader.pk, district.agency.pk)


def test_the_official_files_are_handed_out_and_written_down(district: World) -> None:
    client = leader(district)
    sheet = client.get(PAGE + "tai/xlsx/", QUARTER)
    assert load_workbook(io.BytesIO(sheet.content)).worksheets[0]["A1"].value == (
        "Biểu số II.06b/VPCP/KSTT"
    )
    assert client.get(PAGE + "tai/pdf/", QUARTER).content.startswith(b"%PDF")
    assert JournalEntry.objects.filter(verb=Verb.EXPORT).count() == 2


def test_days_of_ones_own_choice_and_a_moment(district: World) -> None:
    asked = {"ky": "khac", "tu": "2024-06-18", "den": "2024-06-20"}
    page = text(leader(district).get(PAGE, asked))
    assert figures(page)[-1][:4] == ["4", "0", "3", "1"]
    earlier = text(leader(district).get(PAGE, {**asked, "luc": "2024-06-19T12:00"}))
    assert figures(earlier)[-1][:4] == ["2", "0", "1", "1"]
    assert "Số liệu ghi nhận đến 12 giờ 00 phút 00 giây ngày 19/06/2024." in earlier


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"ky": "khac"}, "Hãy ghi ngày"),
        ({"ky": "khac", "tu": "2024-09-01", "den": "2024-06-01"}, "trước ngày đầu kỳ"),
        ({"ky": "2024-quy-9"}, "không"),
        ({"don_vi": "999999"}, "không"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    district: World, asked: dict[str, str], sentence: str
) -> None:
    answer = leader(district).get(PAGE, asked)
    assert answer.status_code == 400
    assert sentence in text(answer)


def test_an_empty_period_is_a_designed_page(district: World) -> None:
    page = text(leader(district).get(PAGE, {"ky": "2021-quy-3"}))
    assert "không" in page
    empty = text(
        leader(district).get(PAGE, {"ky": "khac", "tu": "2024-01-01", "den": "2024-01-31"})
    )
    assert "Không có hồ sơ nào trong kỳ này" in empty


def test_a_unit_elsewhere_is_not_shown(district: World) -> None:
    other = worlds.world(*district.cases, name="Ủy ban nhân dân xã Khác")
    stranger = signed_in(factories.officer(other.agency, Role.LEADER))
    answer = stranger.get(PAGE, {**QUARTER, "don_vi": str(district.agency.pk)})
    assert answer.status_code == 400
    cell = f"o/b-{district.agency.pk}-20240615-20240914-by_date-0/moi-0-0/c3/"
    assert stranger.get(PAGE + cell).status_code == 403


def test_a_clerk_sees_no_report(district: World) -> None:
    assert signed_in(district.clerk).get(PAGE).status_code == 403


@pytest.mark.parametrize(
    "word",
    [
        "o/b-1/moi-0-0/c3/",
        "o/x-1-20240615-20240914-by_date-0/moi-0-0/c3/",
        "o/b-0-20240615-20240914-by_date-0/moi-0-0/c3/",
    ],
)
def test_an_address_that_says_nothing_is_not_found(district: World, word: str) -> None:
    assert leader(district).get(PAGE + word).status_code == 404


def test_a_column_the_form_lacks_is_not_found(district: World) -> None:
    cell = f"o/b-{district.agency.pk}-20240615-20240914-by_date-0/moi-0-0/c99/"
    assert leader(district).get(PAGE + cell).status_code == 404


def test_a_report_says_whether_its_period_is_closed(district: World) -> None:
    client = leader(district)
    assert "kỳ này chưa chốt" in text(client.get(PAGE, QUARTER))
    assert "chưa kết thúc" in text(client.get(PAGE, {"ky": "2024-quy-4"}))
    closed = Closing.objects.create(
        through_on=date(2024, 9, 14), label="quý III", closed_at=clock.now()
    )
    assert closed.label in text(client.get(PAGE, QUARTER))


def test_the_printed_page_has_the_table_without_links(district: World) -> None:
    page = text(leader(district).get(PAGE + "in/", QUARTER))
    assert figures(page)[-1][0] == "4"
    assert 'href="o/' not in page


def test_units_stand_under_their_level_when_asked_for(district: World) -> None:
    page = text(leader(district).get(PAGE, {**QUARTER, "xem": "don-vi"}))
    assert "Ủy ban nhân dân xã Bằng Mạc" in page
    assert figures(page)[-1][0] == "4"
