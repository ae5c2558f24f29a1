"""A leader reads the quarter's report, opens a figure and finds the dossiers behind it."""

from datetime import timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import BrowserContext, Page

from motcua.base import clock
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)

FIELDS = (
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Bảo trợ xã hội",
    "Thành lập và hoạt động hộ kinh doanh",
)


def quarter() -> World:
    """A district with three communes and a quarter's work in five fields."""
    top = factories.agency("Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE)
    cases = [worlds.procedure(f"2.00000{n}", field_name=name) for n, name in enumerate(FIELDS)]
    upper = worlds.world(
        *cases, name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT, parent=top
    )
    units = [upper] + [
        worlds.world(*cases, name=f"Ủy ban nhân dân xã {name}", parent=upper.agency)
        for name in ("Bằng Mạc", "Chi Lăng", "Vân Thủy")
    ]
    start = worlds.moment("2024-06-17 08:00")
    for n, unit in enumerate(units):
        for day in range(9):
            received = start + timedelta(days=day * 7, minutes=n)
            dossier = unit.receive(f"{received:%Y-%m-%d %H:%M}", cases[(day + n) % len(cases)])
            if day < 7:
                unit.take_on(dossier, f"{received + timedelta(hours=1):%Y-%m-%d %H:%M}")
                decided = received + timedelta(days=1 + (day + n) % 4)
                unit.decide(dossier, f"{decided:%Y-%m-%d %H:%M}")
    clock.set_to(worlds.moment("2024-09-20 08:00"))
    return upper


def sign_in(context: BrowserContext, account: Account, url: str) -> None:
    """Put the account's session into the browser, as signing in would."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": url}])


def test_a_figure_opens_its_dossiers(context: BrowserContext, page: Page, live_server) -> None:
    here = quarter()
    sign_in(context, here.leader, live_server.url)
    page.goto("/can-bo/bao-cao/")
    browsing.look(page, "report")
    page.get_by_role("link", name="Theo đơn vị").click()
    browsing.look(page, "report-units")
    figure = page.locator("tr.sum a.figure").last
    number = figure.inner_text()
    figure.click()
    assert page.locator("p.lead strong").inner_text() == number
    browsing.look(page, "report-cell")
    page.goto("/can-bo/bao-cao/?ky=khac")
    assert "Hãy ghi ngày" in page.inner_text("main")
    browsing.look(page, "report-mistake")
    page.goto("/can-bo/bao-cao/in/")
    browsing.look(page, "report-print")
