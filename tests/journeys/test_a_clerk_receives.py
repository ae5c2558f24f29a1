"""A clerk takes a dossier in, an officer settles it, the clerk hands the result out: by keyboard."""

import pytest
from playwright.sync_api import BrowserContext, Page

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules.codes import Status
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "020090123456|081234567|Nguyễn Thị Bích|20051990|Nữ|Thôn Lũng Cút, xã Chi Lăng|01012022||"
MOST_KEYS = 25


class Keyboard:
    """Counts every key action beyond typed text; there is no mouse in this journey."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.actions += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def until(self, address: str) -> None:
        self.page.wait_for_url(address)
        self.page.wait_for_load_state("networkidle")


def province() -> World:
    """A commune that settles three procedures, found by their names."""
    here = worlds.world()
    for name in ("Đăng ký khai sinh", "Đăng ký khai tử", "Chứng thực bản sao từ bản chính"):
        factories.procedure(factories.version_record(name, amount=3), offered_by=[here.agency])
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    return here


def enter(page: Page, account: Account) -> None:
    """Sign in at the door."""
    page.goto("/can-bo/")
    page.locator("#id_ten").fill(account.username)
    page.locator("#id_mat_khau").fill(factories.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def with_password(account: Account) -> Account:
    account.set_password(factories.PASSWORD)
    account.save(update_fields=["password"])
    return account


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_a_complete_dossier_is_received_from_the_keyboard_alone(page: Page) -> None:
    here = province()
    enter(page, with_password(here.clerk))
    keys = Keyboard(page)
    keys.press("g", "t")
    keys.until("**/tiep-nhan/")
    browsing.look(page, "intake")
    keys.type("khai tu")
    keys.press("Enter")
    page.wait_for_selector("#id_chu-number")
    page.wait_for_load_state("networkidle")
    assert focused(page) == "id_chu-number"
    browsing.look(page, "intake-form")
    keys.type(CARD)
    keys.press("Enter")
    page.wait_for_selector("#id_chu-phone:focus")
    keys.type("0912345678")
    keys.press("Control+Enter")
    keys.until("**/xong/**")
    browsing.look(page, "intake-done")
    dossier = Dossier.objects.get()
    assert dossier.status == Status.RECEIVED
    assert dossier.number in page.inner_text("main")
    keys.press("n")
    keys.until("**/tiep-nhan/")

    assert keys.actions <= MOST_KEYS


def test_typing_everything_by_hand_stays_within_the_keys(page: Page) -> None:
    here = province()
    enter(page, with_password(here.clerk))
    keys = Keyboard(page)
    keys.press("g", "t")
    keys.until("**/tiep-nhan/")
    keys.type("chung thuc")
    keys.press("Enter")
    page.wait_for_selector("#id_chu-number")
    page.wait_for_load_state("networkidle")
    keys.type("020090123457")
    keys.press("Enter")
    page.wait_for_selector("#id_chu-name:focus")
    for text in ("Lý Văn Sơn", "01021988", "", "0912345678", "Thôn Đồng Mỏ", ""):
        keys.type(text)
        keys.press("Enter")
    keys.press("Control+Enter")
    keys.until("**/xong/**")

    assert Dossier.objects.get().participants.first().name == "Lý Văn Sơn"
    assert keys.actions <= MOST_KEYS


def test_a_mistake_is_shown_where_it_is_and_nothing_is_lost(page: Page) -> None:
    here = province()
    enter(page, with_password(here.clerk))
    page.goto(f"/can-bo/tiep-nhan/{here.cases[0].pk}/")
    page.locator("#id_chu-name").fill("Lý Văn Sơn")
    page.locator("#id_chu-number").evaluate("(field) => { field.value = '123'; }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#loi")

    assert focused(page) == "loi"
    assert "Ông/bà mới nhập 3 chữ số." in page.inner_text("#id_chu-number-loi")
    assert page.input_value("#id_chu-name") == "Lý Văn Sơn"
    browsing.look(page, "intake-mistake")


def test_from_the_inbox_to_the_result_in_hand(page: Page, context: BrowserContext) -> None:
    here = province()
    dossier = here.receive("2026-11-20 08:00")
    here.take_on(dossier, "2026-11-20 08:30")
    enter(page, with_password(here.officer))
    weight = browsing.Weight(page)
    page.goto("/can-bo/viec/")
    page.wait_for_load_state("networkidle")
    assert weight.bytes < browsing.HEAVIEST_BYTES
    browsing.look(page, "inbox")
    keys = Keyboard(page)
    keys.press("j")
    page.wait_for_selector("#xem-nhanh .clock")
    browsing.look(page, "inbox-preview")
    keys.press("Enter")
    keys.until("**/ho-so/**")
    browsing.look(page, "dossier")
    keys.press("q")
    keys.until("**/ket-qua/")
    browsing.look(page, "decide")
    page.locator("#id_number").fill("12/QĐ-UBND")
    keys.press("Control+Enter")
    keys.until(f"**/ho-so/{dossier.pk}/")
    browsing.look(page, "decided")
    context.clear_cookies()
    enter(page, with_password(here.clerk))
    keys.press("g", "r")
    keys.until("**/tra-ket-qua/")
    browsing.look(page, "counter")
    dossier.refresh_from_db()
    keys.type(dossier.number)
    keys.press("Enter")
    keys.until(f"**/tra-ket-qua/{dossier.pk}/")
    browsing.look(page, "hand-out")
    keys.press("Enter")
    keys.until("**/tra-ket-qua/?vua_tra=*")
    dossier.refresh_from_db()

    assert dossier.status == Status.RETURNED


def test_two_people_at_once(page: Page, context: BrowserContext) -> None:
    here = province()
    dossier = here.receive("2026-11-20 08:00")
    here.take_on(dossier, "2026-11-20 08:30")
    enter(page, with_password(here.officer))
    page.goto(f"/can-bo/ho-so/{dossier.pk}/ket-qua/")
    second = context.new_page()
    second.goto(f"/can-bo/ho-so/{dossier.pk}/tam-dung/")
    second.locator("#id_ground").select_option("court")
    second.locator("#id_text").fill("Chờ bản án.")
    second.keyboard.press("Control+Enter")
    second.wait_for_url(f"**/ho-so/{dossier.pk}/")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[role=alert]")
    browsing.look(page, "overtaken")

    assert "xử lý trước" in page.inner_text("[role=alert]")
    dossier.refresh_from_db()
    assert dossier.status == Status.PAUSED


def test_a_double_click_and_a_lost_answer_make_one_dossier(page: Page) -> None:
    here = province()
    enter(page, with_password(here.clerk))
    page.goto(f"/can-bo/tiep-nhan/{here.cases[0].pk}/")
    page.locator("#id_chu-number").fill("020090123456")
    page.locator("#id_chu-number").press("Enter")
    page.wait_for_selector("#id_chu-name:focus")
    page.locator("#id_chu-name").fill("Nguyễn Thị Bích")
    page.locator("button[value=tiep-nhan]").dblclick()
    page.wait_for_url("**/xong/**")
    first = page.url
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert page.input_value("#id_chu-name") == "Nguyễn Thị Bích"
    page.locator("button[value=tiep-nhan]").click()
    page.wait_for_url("**/xong/**")

    assert page.url == first
    assert Dossier.objects.count() == 1


def test_the_rest_of_the_house_is_clean_at_both_widths(page: Page) -> None:
    here = province()
    dossier = here.receive("2026-11-20 08:00")
    here.submit("2026-11-20 08:10")
    enter(page, with_password(here.clerk))
    for name, address in {
        "submissions": "/can-bo/cho-tiep-nhan/",
        "hand-over": f"/can-bo/ho-so/{dossier.pk}/ban-giao/",
        "correct": f"/can-bo/ho-so/{dossier.pk}/dinh-chinh/",
        "in-hand": f"/can-bo/ho-so/{dossier.pk}/tra-co-ket-qua/",
        "again": f"/can-bo/ho-so/{dossier.pk}/tiep-nhan-lai/",
        "catalogue": "/can-bo/danh-muc/",
        "blocks": "/can-bo/dai-so/",
        "handing": "/can-bo/ban-giao/",
        "handed": "/can-bo/ban-giao/da-giao/",
        "keys": "/can-bo/phim-tat/",
        "nowhere": "/can-bo/khong-co-trang-nay/",
    }.items():
        weight = browsing.Weight(page)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert weight.bytes < browsing.HEAVIEST_BYTES, name
        browsing.look(page, name)
    page.goto("/can-bo/phim-tat/")
    page.locator("#lenh").fill("nguyen")
    page.locator("#goi-y .list-group").first.wait_for()
    page.locator("#lenh").press("Enter")
    page.wait_for_url("**/can-bo/tim/?lan=*")
    browsing.look(page, "search")


def test_oversight_is_clean_at_both_widths(page: Page) -> None:
    here = province()
    here.receive("2026-11-16 08:00")
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    controller = factories.officer(here.agency, Role.CONTROLLER)
    enter(page, with_password(controller))
    for name, address in {
        "oversight": "/can-bo/theo-doi/?loai=tat-ca",
        "closings": "/can-bo/chot-so-lieu/",
    }.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        browsing.look(page, name)
