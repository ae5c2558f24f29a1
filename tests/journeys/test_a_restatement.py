"""A decision entered after its quarter was closed: the official figure stays, the restatement says what moved."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.dossiers import actions
from motcua.dossiers.actions import By
from motcua.rules import periods
from tests.dossiers import world as worlds
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_both_views_of_a_closed_quarter_stand_side_by_side(
    page: Page, context: BrowserContext
) -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    desk.at("2024-09-10 07:30")
    desk.opened(page, "/can-bo/vao/")
    dossier = here.receive("2024-09-10 08:00")
    here.take_on(dossier, "2024-09-10 09:00")
    desk.at("2024-09-16 08:00")
    closed = periods.quarter(2024, 3)
    actions.close_period(through=closed.to_on, label="Quý III", by=By(officer=None, at=clock.now()))
    actions.decide(
        dossier_id=dossier.pk,
        by=here.by(here.officer, "2024-09-12 08:00"),
        result=worlds.result("2024-09-12 08:00"),
    )
    desk.sit_down(context, here.leader)
    desk.opened(page, "/can-bo/bao-cao/theo-ngay-that/?ky=2024-quy-3")
    expect(page.locator("main")).to_contain_text("1 việc làm nên chênh lệch")
    browsing.look(page, "theo-ngay-that")
    desk.opened(page, "/can-bo/bao-cao/theo-ngay-that/?ky=2023-quy-3")
    expect(page.locator("main")).to_contain_text("Hai cách tính như nhau")
    browsing.look(page, "theo-ngay-that-nhu-nhau")
