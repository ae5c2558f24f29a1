"""Sits an officer down at the workspace, does acts by their forms, and reads the slips they print."""

import os
import re
from pathlib import Path

import pypdfium2
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.people.models import Account
from motcua.rules.codes import Act
from motcua.rules.rule_sets import Slip
from motcua.slips import actions, queries
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing

#: Milliseconds a page or a word on it may take where many tests share two processors.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")
_LONG_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_MOMENTS = (
    *("occurred_at", "to_due_at", "first_due_at", "promised_at"),
    *("received_at", "from_due_at"),
)


def commune(page: Page) -> World:
    """Open a commune's office on a Monday morning, with the browser at its door."""
    made = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    at("2026-11-16 08:00")
    opened(page, "/can-bo/vao/")
    return made


def taken_on(here: World) -> Dossier:
    """A dossier of three working days, received on that Monday and in the officer's hands."""
    dossier = here.receive("2026-11-16 08:05")
    here.take_on(dossier, "2026-11-16 08:30")
    dossier.refresh_from_db()
    return dossier


def sit_down(context: BrowserContext, account: Account) -> None:
    """Sign in somebody else; the door and its second factor have journeys of their own."""
    client = Client()
    client.force_login(account)
    context.clear_cookies()
    address = context.pages[0].evaluate("location.origin") if context.pages else ""
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])


def opened(page: Page, address: str) -> None:
    """Go to a page and wait until it stands still; a slow machine is given its time."""
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_load_state("networkidle")


def sent(page: Page) -> None:
    """Send the page's form by the keyboard and wait for what it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_load_state("networkidle")


def done(page: Page, dossier: Dossier, deed: str, name: str, /, **fields: str) -> None:
    """Do an act by its form, as a person would; its page is looked at on the way."""
    opened(page, f"/can-bo/ho-so/{dossier.pk}/{deed}/")
    for field, value in fields.items():
        control = page.locator(f"#id_{field}")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    browsing.look(page, name)
    sent(page)
    expect(page.locator("main")).to_contain_text("Đã ghi nhận")
    dossier.refresh_from_db()


def at(text: str) -> None:
    """Stop the clock at a local moment."""
    clock.set_to(worlds.moment(text))


def last(dossier: Dossier, act: Act) -> DossierEvent:
    """The latest event of an act, with all that its slips are read from."""
    events = DossierEvent.objects.filter(dossier=dossier, act=act)
    found = events.select_related(*queries.AROUND).order_by("-seq").first()
    assert found is not None
    return found


def slip(
    page: Page, event: DossierEvent, kind: Slip, name: str, *, more: frozenset[str] = frozenset()
) -> str:
    """Fetch a slip as the officer at the page would, and hold its dates and numbers to the ledger.

    ``more``: days that are no legal moment, such as that of a paper shown.
    """
    issued = actions.keep(event_id=event.pk, at=clock.now(), slip=kind)
    assert issued is not None
    said = fetched(page, f"/can-bo/phieu/{event.pk}/?mau={kind.value}&kho=A4", name)
    assert event.dossier.number in said
    assert issued.number in said
    assert set(_DATE.findall(said)) <= days(event.dossier) | more, kind
    return said


def control_slip(page: Page, dossier: Dossier, name: str) -> str:
    """Fetch the control slip, and hold its dates to the ledger."""
    said = fetched(page, f"/can-bo/ho-so/{dossier.pk}/phieu-kiem-soat/", name)
    assert dossier.number in said
    assert set(_DATE.findall(said)) <= days(dossier)
    return said


def fetched(page: Page, address: str, name: str) -> str:
    """Fetch a PDF with the cookies of the page and return its text; keep a picture when asked to."""
    answer = page.request.get(address)
    assert answer.ok, address
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(answer.body())
    for order, sheet in enumerate(pdf, start=1):
        _picture(sheet, f"{name}-{order}")
    whole = " ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    return re.sub(r"\s+", " ", whole)


def days(dossier: Dossier) -> set[str]:
    """Every day the ledger knows of a dossier, as a slip writes days."""
    events = DossierEvent.objects.filter(dossier=dossier)
    return {
        f"{clock.local(moment):%d/%m/%Y}"
        for event in events
        for moment in (getattr(event, name) for name in _MOMENTS)
        if moment is not None
    }


def dated(said: str) -> set[str]:
    """The days a letter bears in words: under the national motto, and in its sentences."""
    return {
        f"{int(day):02d}/{int(month):02d}/{year}" for day, month, year in _LONG_DATE.findall(said)
    }


def _picture(sheet: pypdfium2.PdfPage, name: str) -> None:
    folder = os.environ.get("MOTCUA_PICTURES", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        sheet.render(scale=1.6).to_pil().save(Path(folder) / f"slip-{name}.png")
