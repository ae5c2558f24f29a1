"""A waiting room: numbers drawn and called from the keyboard, the screen renews itself, a booked time is kept."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.dossiers.models import Appointment, Ticket
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(page: Page) -> World:
    made = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    desk.at("2026-11-16 08:10")
    desk.opened(page, "/can-bo/vao/")
    return made


def pressed(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")


def test_numbers_are_called_and_the_screen_follows(
    page: Page, context: BrowserContext, here: World
) -> None:
    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/so-thu-tu/")
    browsing.look(page, "tickets-empty")
    for number in (1, 2):
        pressed(page, "s")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Số thứ tự {number}")
        browsing.look(page, f"ticket-{number}")
        desk.opened(page, "/can-bo/so-thu-tu/")
    screen = context.new_page()
    desk.opened(screen, "/can-bo/so-thu-tu/man-hinh/")
    browsing.look(screen, "screen-empty")
    page.locator("#id_place").fill("Quầy 3")
    pressed(page, "Control+Enter")
    browsing.look(page, "tickets-called")
    expect(screen.locator("#so-dang-goi")).to_contain_text("Quầy 3")
    browsing.look(screen, "screen-called")
    pressed(page, "x")
    pressed(page, "Enter")
    expect(screen.locator("#so-dang-goi th[scope=row]")).to_have_text("2")

    assert [one.state for one in Ticket.objects.order_by("number")] == ["absent", "called"]


def test_a_booked_time_becomes_a_number(page: Page, context: BrowserContext, here: World) -> None:
    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/lich-hen/")
    browsing.look(page, "appointments-empty")
    page.locator("#id_at").select_option(index=0)
    page.locator("#id_name").fill("Nguyễn Thị Bích")
    page.locator("#id_phone").fill("0912345678")
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("Đã đặt lịch hẹn.")
    browsing.look(page, "appointments")
    with page.expect_navigation():
        page.locator("button[value=den]").click()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Số thứ tự 1")
    desk.opened(page, "/can-bo/lich-hen/?ngay=01/01/2020")
    expect(page.locator("main")).to_contain_text("Chọn một ngày từ hôm nay")

    assert Appointment.objects.get().ticket is not None
