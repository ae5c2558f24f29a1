"""Every figure of a statutory form opens, and stands beside other periods and units."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from motcua.base import clock
from motcua.reporting import compared, definitions
from motcua.reporting.filled import Typed
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.definitions import Source
from motcua.rules.periods import Window
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.reporting import campaigning, test_sources

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/bieu/"
QUARTER = "?ky=2024-quy-3"


@pytest.fixture
def here() -> World:
    """A commune with three dossiers received, one of them settled."""
    found = worlds.world(name="Ủy ban nhân dân xã Bằng Mạc")
    for day, settled in ((17, True), (18, False), (19, False)):
        campaigning.work(found, f"2024-06-{day} 08:00", settled=settled)
    clock.set_to(worlds.moment(campaigning.AFTER))
    return found


@pytest.fixture
def client(here: World) -> Client:
    browser = Client()
    browser.force_login(here.leader)
    return browser


def said(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def opened(client: Client, code: str, cell: str, more: str = "") -> str:
    answer = client.get(f"{PAGE}{code}/o/{cell}/{QUARTER}{more}")
    assert answer.status_code == 200
    return said(answer)


def test_a_figure_of_the_books_opens_to_its_dossiers(client):
    assert "Con số trong biểu: 3 ." in opened(client, "II.08a", "2.1")
    page = opened(client, "II.08a", "4.3")
    assert "Con số trong biểu: 1 ." in page
    assert "Đã xử lý xong" in page
    assert page.count("Thủ tục 2.000001") == 1
    assert opened(client, "II.08a", "2.1", "&trang=9").count("Thủ tục 2.000001") == 3
    assert "Không có hồ sơ nào" in opened(client, "II.08a", "2.2.1")


@pytest.mark.parametrize("code", ["THANG", "CCHC.3", "II.06a", "II.07a"])
def test_every_figure_of_a_form_opens(client, code):
    form = definitions.in_force(code, periods.quarter(2024, 3).to_on)
    for cell in form.cells:
        if cell.source is not Source.HEADING and cell.level is not Level.DISTRICT:
            page = opened(client, code, cell.code)
            assert "Con số trong biểu" in page or "Ô này chưa có số" in page


def test_a_figure_of_the_catalogue_opens_to_its_procedures(client):
    page = opened(client, "II.08a", "1.1.1")
    assert "Con số trong biểu: 1 ." in page
    assert "Thủ tục 2.000001 1" in page


def test_a_sum_opens_to_its_parts_and_a_rate_to_part_and_whole(client):
    page = opened(client, "II.08a", "1.1")
    assert "Tổng của các ô" in page
    assert "1.1.1 Toàn trình" in page
    assert "Tỷ lệ phần trăm của ô thứ nhất trên ô thứ hai" in opened(client, "II.08a", "1.3")


def test_a_typed_figure_opens_to_who_typed_it(client, here):
    assert "Chưa có ai nhập ô này" in opened(client, "II.08a", "1.4")
    campaigning.type_eight(here, **{"1_4": 1})
    campaigning.type_eight(here, seen=1, **{"1_4": 12})
    page = opened(client, "II.08a", "1.4")
    assert page.index(f"{here.leader.full_name}: 12") < page.index(f"{here.leader.full_name}: 1 ")
    form = client.get(f"{PAGE}II.08a/{QUARTER}").content.decode()
    assert f'href="{PAGE}II.08a/o/1.4/?' in form
    assert f'href="{PAGE}II.08a/o/2.1/?' in form


@pytest.mark.parametrize("there", ["II.08a/o/9.9", "II.08a/o/1", "II.99/o/3", "II.99/so-sanh"])
def test_what_is_not_there_is_not_found(client, there):
    assert client.get(f"{PAGE}{there}/{QUARTER}").status_code == 404


@pytest.mark.parametrize("there", ["II.08a/o/2.1", "II.08a/so-sanh"])
def test_a_wrong_period_is_told(client, there):
    assert client.get(f"{PAGE}{there}/?ky=2024-quy-9").status_code == 400


def test_periods_stand_side_by_side(client, here):
    page = said(client.get(f"{PAGE}II.08a/so-sanh/{QUARTER}&o=2.1"))
    for label in ("quý III năm 2024", "quý II năm 2024", "quý III năm 2023"):
        assert label in page
    assert "2.1. Tổng số hồ sơ tiếp nhận trong kỳ 3 0 nay +3 0 nay +3" in page
    assert "Chưa đơn vị trực thuộc nào nộp" in page
    assert client.get(f"{PAGE}II.08a/so-sanh/{QUARTER}&o=2").status_code == 404
    assert "tính lúc này" in page


def test_units_stand_side_by_side_with_what_they_filed():
    found = campaigning.opened(campaigning.places(("Bằng Mạc", "Vân Thủy"), days=2), ("II.06",))
    campaigning.file(found, found.communes[0])
    browser = Client()
    browser.force_login(found.district.leader)
    page = said(browser.get(f"{PAGE}II.06b/so-sanh/{QUARTER}&o=3"))
    assert "Ủy ban nhân dân xã Bằng Mạc 2" in page
    assert "Ủy ban nhân dân xã Vân Thủy" not in page.split("Theo đơn vị")[1]
    assert said(browser.get(f"{PAGE}II.06b/o/4/{QUARTER}"))


def test_what_a_ministrys_system_counts_stands_beside_our_dossiers(here, client):
    strange = test_sources.FIGURES | {"8": 62, "9": 55}
    test_sources.state(
        here,
        Typed("Hộ tịch", test_sources.FIGURES | test_sources.STATED),
        Typed("Việc lạ", strange),
    )
    page = opened(client, "II.06a", "8")
    assert "Con số trong biểu: 123 ." in page
    assert "Trong đó 1 hồ sơ của hệ thống này" in page
    assert "xã Bằng Mạc, Hộ tịch: 60 (Phần mềm hộ tịch, trích ngày 15/09/2024)" in page
    assert "xã Bằng Mạc, Việc lạ: 62" in page
    assert "Thủ tục 2.000001" in page
    late = opened(client, "II.06a", "10")
    assert "xã Bằng Mạc, Hộ tịch: 1" in late
    assert "Không có hồ sơ nào của hệ thống này; con số do phần mềm của bộ, ngành tính" in late
    assert "được tính vào con số này" not in late
    # What only the books tell, by service level, has nothing beside it.
    assert "phần mềm của bộ" not in opened(client, "II.08a", "2.2.1")


@pytest.mark.parametrize(
    ("window", "before"),
    [
        (periods.quarter(2024, 3), periods.quarter(2023, 3)),
        (periods.month(2024, 1), periods.month(2023, 1)),
        (periods.year(2024), periods.year(2023)),
        (
            Window(date(2024, 2, 29), date(2024, 3, 20)),
            Window(date(2023, 2, 28), date(2023, 3, 20)),
        ),
    ],
)
def test_the_same_period_a_year_ago(window, before):
    assert compared.year_before(window) == before


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (3, 1, "+2"),
        (1, 3, "-2"),
        (3, 3, "0"),
        (None, 3, ""),
        (3, None, ""),
        ("a", 3, ""),
        (3, "a", ""),
    ],
)
def test_a_difference_is_told_with_its_sign(now, then, said):
    assert compared.difference(now, then) == said
