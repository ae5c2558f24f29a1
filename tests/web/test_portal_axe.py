"""The portal in a real browser: no axe violation and no sideways scrolling at two widths."""

import os
from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from motcua.base import clock
from motcua.catalog import actions, records
from motcua.catalog.models import Procedure
from motcua.organizations.models import AgencyKind
from motcua.rules.codes import Level
from motcua.web.portal import tries
from motcua.web.shared import display
from tests import factories
from tests.dossiers import world as worlds
from tests.web.line import Line

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = [1280, 390]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: Waits for the kept page to be English. A promise is true to ``wait_for_function`` before it is kept.
KEPT_IN_ENGLISH = """async () => {
  for (let turn = 0; turn < 600; turn += 1) {
    const kept = await caches.match("/mat-mang/");
    if (kept && kept.headers.get("Content-Language") === "en") { return; }
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error("the kept page has not become English");
}"""
#: A folder to leave pictures in, for eyes.
PICTURES = os.environ.get("MOTCUA_PICTURES", "")


@pytest.fixture(params=WIDTHS)
def page(request, chromium) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, service_workers="block"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def site(live_server):
    clock.set_to(clock.at(date(2026, 11, 20), 9))
    actions.load(catalogue=records.read())
    top = factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )
    top.phone = "0205 1022"
    top.address = "Số 2 đường Hùng Vương"
    top.save(update_fields=["phone", "address"])
    commune = factories.agency("UBND xã Chi Lăng")
    communes = Procedure.objects.filter(versions__level=Level.COMMUNE).distinct()
    actions.offer_all(procedures=communes, agency=commune, from_on=date(2025, 7, 1))
    return live_server.url


def looked_at(page: Page, name: str) -> None:
    """Hold the page as it is now against the rules, and leave a picture where one is wanted."""
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=f"{PICTURES}/portal-{name}-{width}.png", full_page=True)
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, f"{name}: {results.generate_report()}"
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} scrolls sideways by {wide} px"


#: Name and address of every kind of page.
_PAGES = (
    ("home", "/"),
    ("browse", "/thu-tuc/?q=khai+sinh"),
    ("moment", "/thu-tuc/?su-kien=nha-dat"),
    ("nothing", "/thu-tuc/?q=xyzt"),
    ("near", "/thu-tuc/?q=khai+h%C3%B4n"),
    ("open data", "/du-lieu-mo/"),
    ("procedure", "/thu-tuc/1.001193/"),
    ("ended", "/thu-tuc/9.000101/"),
    ("print", "/thu-tuc/1.001193/ban-in/"),
    ("track", "/tra-cuu/"),
    ("accessibility", "/kha-nang-tiep-can/"),
    ("offline", "/mat-mang/"),
    ("missing", "/thu-tuc/1.999999/"),
)


def test_no_page_has_a_violation(page, site):
    for name, address in _PAGES:
        page.goto(site + address)
        looked_at(page, name)


def test_looking_a_dossier_up_works_with_the_keyboard_alone(page, site):
    world = worlds.world(name="UBND xã Quan Sơn")
    dossier = world.receive("2026-11-18 09:00")
    clock.set_to(worlds.moment("2026-11-20 09:00"))
    page.goto(site + reverse("portal:track"))
    page.get_by_label("Mã hồ sơ").focus()
    page.keyboard.type(dossier.number)
    page.keyboard.press("Tab")
    page.keyboard.type("00000")
    page.keyboard.press("Enter")
    page.get_by_text("Không có hồ sơ nào khớp").wait_for()
    looked_at(page, "track-wrong")
    page.get_by_label("5 chữ số cuối").fill(dossier.track_code)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Các bước đã qua").wait_for()
    looked_at(page, "tracked")


WALK = [
    ("home", "/"),
    ("browse", "/thu-tuc/?linh-vuc=HT"),
    ("procedure", "/thu-tuc/1.001193/"),
    ("track", "/tra-cuu/"),
    ("missing", "/khong-co-trang-nay"),
]


@pytest.mark.parametrize(
    "shown",
    [
        {display.LANGUAGE: "en"},
        {display.LANGUAGE: "km", display.TYPE: "large"},
        {display.THEME: "dark"},
    ],
    ids=lambda shown: "-".join(shown.values()),
)
def test_the_portal_holds_in_every_language_and_appearance(page, site, shown):
    world = worlds.world(name="UBND xã Quan Sơn")
    late = world.receive("2026-11-10 09:00")
    clock.set_to(worlds.moment("2026-11-20 09:00"))
    page.context.add_cookies(
        [{"name": name, "value": value, "url": site} for name, value in shown.items()]
    )
    look = "-".join(shown.values())
    for name, address in WALK:
        page.goto(site + address)
        looked_at(page, f"{look}-{name}")
    _look_up(page, site, late.number, late.track_code)
    page.get_by_text(late.number).first.wait_for()
    looked_at(page, f"{look}-tracked")
    for _guess in range(tries.FAILED_PER_NUMBER + 1):
        _look_up(page, site, "H99.1-261118-9999", "00000")
    looked_at(page, f"{look}-too-often")


def _look_up(page: Page, site: str, number: str, factor: str) -> None:
    page.goto(site + reverse("portal:track"))
    page.locator("#id_so").fill(number)
    page.locator("#id_ma").fill(factor)
    page.locator("main .button.main").click()
    page.wait_for_load_state()


def test_a_language_is_chosen_without_a_script_and_the_page_stays(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/thu-tuc/?q=khai+sinh")
    page.get_by_role("button", name="English").click()
    assert page.url == f"{site}/thu-tuc/?q=khai+sinh"
    assert page.get_by_role("link", name="Track an application").first.is_visible()
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.get_by_role("link", name="Tra cứu hồ sơ").first.is_visible()
    context.close()


def test_the_language_changes_where_the_typing_has_led(page, site):
    page.goto(site + reverse("portal:browse"))
    page.get_by_label("Tìm thủ tục").fill("ket hon")
    page.get_by_role("heading", name="cho “ket hon”").wait_for()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="for “ket hon”").wait_for()


def test_results_follow_what_is_typed(page, site):
    page.goto(site + reverse("portal:browse"))
    page.get_by_label("Tìm thủ tục").fill("ket hon")
    page.get_by_role("heading", name="cho “ket hon”").wait_for()
    assert page.get_by_role("link", name="Đăng ký kết hôn", exact=True).is_visible()
    looked_at(page, "typed")


def test_without_a_line_the_kept_page_is_shown_in_the_language_chosen(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    with Line(site) as line:
        page.goto(line.url + reverse("portal:home"))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.get_by_role("button", name="English").click()
        page.locator("html[lang=en]").wait_for(state="attached")
        page.evaluate(KEPT_IN_ENGLISH)
        line.cut()
        page.goto(line.url + reverse("portal:browse"))
        page.get_by_role("heading", name="No network connection").wait_for()
    background = page.evaluate("getComputedStyle(document.querySelector('.foot')).backgroundColor")
    context.close()
    assert background == "rgb(107, 17, 14)"
