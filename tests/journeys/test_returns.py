"""Results on their last stretch: by hand, to another, by post and back, and the people we called about them."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.dossiers import verification
from motcua.dossiers.models import Dossier, ReturnProof, Shipment
from motcua.rules.codes import Status
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing, desk
from tests.journeys.test_a_clerk_receives import Keyboard

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Ủy ban nhân dân xã Chi Lăng"


@pytest.fixture
def here(page: Page) -> World:
    made = worlds.world(name=NAME)
    desk.at("2026-11-16 08:00")
    desk.opened(page, "/can-bo/vao/")
    return made


def ready(here: World, minute: int) -> Dossier:
    """A dossier decided on Tuesday and waiting at the counter."""
    dossier = here.receive(f"2026-11-16 08:{minute:02d}")
    here.take_on(dossier, f"2026-11-16 09:{minute:02d}")
    here.decide(dossier, f"2026-11-17 09:{minute:02d}")
    desk.at("2026-11-17 14:00")
    dossier.refresh_from_db()
    return dossier


def test_somebody_else_comes_and_is_written_down_by_keyboard_alone(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = ready(here, 0)
    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/tra-ket-qua/")
    browsing.look(page, "return-counter")
    keys = Keyboard(page)
    keys.type(dossier.number)
    keys.press("Enter")
    keys.until(f"**/tra-ket-qua/{dossier.pk}/")
    keys.press("n")
    page.wait_for_selector("#id_nhan-name:focus")
    keys.type("Lý Văn Sơn")
    keys.press("Tab", "Tab")
    keys.type("02009012345")
    keys.press("Control+Enter")
    page.wait_for_selector("#loi")
    browsing.look(page, "return-proxy-wrong")
    expect(page.locator("main")).to_contain_text("Ông/bà mới nhập 11 chữ số.")
    assert page.input_value("#id_nhan-name") == "Lý Văn Sơn"
    page.locator("#id_nhan-identity_value").fill("020090123457")
    page.locator("#id_nhan-ground").fill("Giấy ủy quyền ngày 16/11/2026")
    keys.press("Control+Enter")
    keys.until("**/tra-ket-qua/?vua_tra=*")
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    assert ReturnProof.objects.get().identity_value == "020090123457"
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    expect(page.locator("main")).to_contain_text("Người nhận thay: Lý Văn Sơn")
    browsing.look(page, "returned-to-proxy")

    desk.opened(page, "/can-bo/so-tra-ket-qua/")
    browsing.look(page, "return-book")
    said = desk.fetched(
        page, "/can-bo/so-tra-ket-qua/?tu=17/11/2026&den=17/11/2026&tep=1", "return-book"
    )
    assert dossier.number in said
    assert "nhận thay: Lý Văn Sơn" in said


def test_who_is_called_asks_for_the_post_and_the_parcel_comes_back_once(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = ready(here, 0)
    other = ready(here, 1)
    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/lien-he/")
    browsing.look(page, "contacts")
    called(page, dossier, "asks_post", "")
    called(page, other, "will_come", "19/11/2026")
    desk.opened(page, "/can-bo/lien-he/?muc=se-den")
    expect(page.locator("main")).to_contain_text("Hẹn ngày đến nhận 19/11/2026")
    browsing.look(page, "contacts-coming")
    desk.opened(page, "/can-bo/lien-he/?muc=can-gui")
    expect(page.locator("main")).to_contain_text(dossier.number)

    posted(page, dossier, "EV123456789VN")
    dossier.refresh_from_db()
    assert dossier.status == Status.DECIDED, "what was posted has not been received"
    browsing.look(page, "parcel-under-way")
    desk.at("2026-11-19 10:00")
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    page.locator("#id_phat-note").fill("Người nhận vắng mặt")
    with page.expect_navigation():
        page.locator("button[value=came_back]").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("kết quả vẫn chờ trả")
    browsing.look(page, "parcel-came-back")

    posted(page, dossier, "EV987654321VN")
    desk.at("2026-11-20 10:00")
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    with page.expect_navigation():
        page.keyboard.press("p")
    page.wait_for_load_state("networkidle")
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    assert [one.state for one in Shipment.objects.order_by("pk")] == ["came_back", "delivered"]
    browsing.look(page, "parcel-delivered")
    said = desk.fetched(
        page, "/can-bo/so-tra-ket-qua/?tu=20/11/2026&den=20/11/2026&tep=1", "return-book-post"
    )
    assert "bưu gửi EV987654321VN" in said.replace("EV98765 4321", "EV987654321")
    assert verification.verify().clean


def test_results_handed_to_the_counter_have_a_list_for_both_signatures(
    page: Page, context: BrowserContext, here: World
) -> None:
    made = [ready(here, minute) for minute in range(3)]
    desk.sit_down(context, here.officer)
    desk.opened(page, "/can-bo/ban-giao/?chon=tat-ca")
    clerk = here.clerk.assignments.get()
    page.locator("#id_recipient").select_option(f"{clerk.post_id}:{here.clerk.pk}")
    browsing.look(page, "handing-results")
    desk.sent(page)
    browsing.look(page, "handed-results")
    said = desk.fetched(page, "/can-bo/ban-giao/da-giao/danh-sach/", "handing-list")
    assert all(dossier.number in said for dossier in made)
    assert "Cộng: 3 hồ sơ, trong đó 3 kết quả giải quyết." in said
    assert here.clerk.full_name in said


def called(page: Page, dossier: Dossier, outcome: str, coming_on: str) -> None:
    """Write down what came of a call, from the result's own page."""
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    page.keyboard.press("l")
    page.wait_for_selector("#id_goi-outcome:focus")
    page.locator("#id_goi-outcome").select_option(outcome)
    page.locator("#id_goi-coming_on").fill(coming_on)
    browsing.look(page, f"call-{outcome}")
    page.locator("#id_goi-coming_on").focus()
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("Đã ghi cuộc gọi.")


def posted(page: Page, dossier: Dossier, waybill: str) -> None:
    """Give the result to the post, by the keyboard."""
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    page.keyboard.press("b")
    page.wait_for_selector("#id_gui-waybill:focus")
    page.keyboard.type(waybill)
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("Đã ghi bưu gửi")
