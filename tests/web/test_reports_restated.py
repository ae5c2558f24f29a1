"""The page of the restatement."""

import html
import re

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers import actions
from motcua.dossiers.actions import By
from motcua.rules import periods
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/theo-ngay-that/"
QUARTER = periods.quarter(2024, 3)


@pytest.fixture
def client() -> Client:
    """A leader's browser; a decision of the closed quarter was entered after it was closed."""
    here = worlds.world()
    dossier = here.receive("2024-09-10 08:00")
    here.take_on(dossier, "2024-09-10 09:00")
    clock.set_to(worlds.moment("2024-09-16 08:00"))
    actions.close_period(
        through=QUARTER.to_on, label="Quý III", by=By(officer=None, at=clock.now())
    )
    actions.decide(
        dossier_id=dossier.pk,
        by=here.by(here.officer, "2024-09-12 08:00"),
        result=worlds.result("2024-09-12 08:00"),
        text="",
    )
    browser = Client()
    browser.force_login(here.leader)
    return browser


def said(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_both_views_stand_side_by_side_with_what_parts_them(client):
    page = said(client.get(PAGE, {"ky": "2024-quy-3"}))
    assert "Theo sổ (số chính thức) 1 0 1 0 0 0 0 0 1 0 1" in page
    assert "Theo ngày thật 1 0 1 0 1 1 0 0 0 0 0" in page
    assert "Chênh lệch – – – – +1 +1 – – -1 – -1" in page
    assert "1 việc làm nên chênh lệch" in page
    assert "12/09/2024 15/09/2024 cột 7: +1; cột 8: +1; cột 11: -1; cột 13: -1" in page


def test_where_nothing_parts_them_the_page_says_so(client):
    assert "Hai cách tính như nhau" in said(client.get(PAGE, {"ky": "2023-quy-3"}))


def test_the_report_leads_to_it(client):
    assert PAGE in client.get("/can-bo/bao-cao/", {"ky": "2024-quy-3"}).content.decode()


def test_days_that_cannot_be_are_said_at_the_choices(client):
    answer = client.get(PAGE, {"ky": "khac", "tu": "14/09/2024", "den": "15/06/2024"})
    assert answer.status_code == 400
