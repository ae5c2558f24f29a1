"""The public page of how dossiers are handled: read, taken away, in three languages, light, without an axe violation."""

import csv
import io
import json
import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from motcua.dossiers.models import Closing
from motcua.reporting import published
from motcua.reporting.published import Handled, Published
from motcua.rules.forms import Row
from motcua.rules.periods import Kind, Period
from motcua.web.shared import display
from tests.dossiers.world import moment
from tests.web import test_tongues

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/tinh-hinh-giai-quyet/"
HEAVIEST = 150_000
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: A folder to leave pictures in, for eyes.
PICTURES = os.environ.get("MOTCUA_PICTURES", "")
QUARTER, MONTH = Period(Kind.QUARTER, 2024, 3), Period(Kind.MONTH, 2024, 9)


@pytest.fixture(autouse=True)
def closed(monkeypatch) -> None:
    """A closed quarter of a province with as many agencies as a large one has."""
    closing = Closing.objects.create(
        through_on=QUARTER.window().to_on, label="Quý III", closed_at=moment("2024-09-16 17:00")
    )
    row = Row(1250, 951, 163, 136, 1100, 480, 560, 60, 150, 140, 10)
    rows = [Handled(f"Ủy ban nhân dân xã Thử nghiệm số {place}", row) for place in range(134)]
    rows.append(Handled("", Row(7, 0, 7, 0, 7, 3, 4, 0, 0, 0, 0), 3))
    total = Handled(
        "", Row(*(sum(cells) for cells in zip(*(one.row for one in rows), strict=True)))
    )

    def of(period: Period) -> Published:
        if period not in (QUARTER, MONTH):
            raise published.NotPublished(period.label())
        return Published(period, closing, tuple(rows), total)

    monkeypatch.setattr(published, "offered", lambda: [QUARTER, MONTH])
    monkeypatch.setattr(published, "of", of)


def test_the_latest_closed_quarter_is_shown_and_says_when_it_was_closed(client):
    page = client.get(PAGE)
    told = page.content.decode()
    assert "Quý III năm 2024" in told
    assert "Số liệu đã chốt lúc 17 giờ, thứ Hai, 16/09/2024 và không thay đổi nữa." in told
    assert "1.114" in told
    assert "94,55%" in told
    assert "3 cơ quan có ít hồ sơ" in told
    assert len(page.content) < HEAVIEST
    assert reverse("portal:handling") in client.get("/").content.decode()


def test_another_period_is_asked_for_by_its_address(client):
    assert "Tháng 9 năm 2024" in client.get(f"{PAGE}?ky=2024-thang-9").content.decode()
    for wrong in ("2024-quy-9", "2031-quy-1", "xx", "2024-nam-1"):
        assert client.get(PAGE, {"ky": wrong}).status_code == 404
        assert client.get(f"{PAGE}{wrong}.csv").status_code == 404


def test_the_files_say_what_the_page_says(client):
    sheet = client.get(f"{PAGE}2024-quy-3.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(sheet)))
    told = json.loads(client.get(f"{PAGE}2024-quy-3.json").content)
    assert told["as_of"].startswith("2024-09-16T")
    assert len(lines) == len(told["rows"]) + 2
    assert lines[1][2:] == [str(number) for number in list(told["rows"][0].values())[2:]]
    assert lines[-1][0] == "Tổng cộng"
    assert [int(one) for one in lines[-1][2:]] == list(told["total"].values())


def test_a_file_that_did_not_change_is_not_sent_again(client):
    first = client.get(f"{PAGE}2024-quy-3.json")
    again = client.get(f"{PAGE}2024-quy-3.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_where_nothing_is_closed_the_page_says_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(published, "offered", list)
    assert "Chưa có số liệu được công khai" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_page_is_whole_in_another_language(client, language):
    client.cookies[display.LANGUAGE] = language
    page = client.get(PAGE).content.decode()
    assert test_tongues.Page(page).strays() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_axe_violation_and_does_not_scroll_sideways(chromium, live_server, width):
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, service_workers="block"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}{PAGE}")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/handling-{width}.png")
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(sideways)
    context.close()
