"""A leader's morning by keyboard alone: what runs late is seen, reminded of, and asked about with an answer date."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.control.models import Task, TaskState
from motcua.dossiers.models import Dossier
from motcua.notices import actions as notices
from motcua.notices.models import Notice
from tests import factories
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = "/can-bo/buoi-sang/"


@pytest.fixture
def here(page: Page) -> World:
    desk.at("2026-11-09 07:40")
    made = worlds.world(worlds.procedure(amount=3), name="Ủy ban nhân dân xã Chi Lăng")
    routes.approve(made.cases[0], routes.plain())
    desk.opened(page, "/can-bo/vao/")
    return made


def a_late_week(here: World) -> Dossier:
    """Two late with the officer, one near, one submission and one reception nobody has touched."""
    late = [here.receive("2026-11-09 08:00") for _ in range(2)]
    for dossier in late:
        here.take_on(dossier, "2026-11-09 09:00")
    here.submit("2026-11-12 08:00")
    here.receive("2026-11-12 09:00")
    near = here.receive("2026-11-12 10:00")
    here.take_on(near, "2026-11-12 11:00")
    return late[0]


def focused(page: Page, key: str, name: str) -> None:
    """Press Tab until what bears the name has the focus, then the key."""
    for _ in range(80):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ')")
        if name in words:
            break
    else:
        raise AssertionError(name)
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")


def test_a_quiet_morning(page: Page, context: BrowserContext, here: World) -> None:
    desk.sit_down(context, here.leader)
    desk.opened(page, "/can-bo/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Trang buổi sáng")
    expect(page.locator("main")).to_contain_text("Không có việc nào chậm")
    browsing.look(page, "morning-quiet")


def test_what_runs_late_is_reminded_of_and_asked_about_by_keyboard(
    page: Page, context: BrowserContext, here: World
) -> None:
    a_late_week(here)
    desk.at("2026-11-16 07:45")
    desk.sit_down(context, here.leader)
    desk.opened(page, MORNING)
    browsing.look(page, "morning")
    focused(page, "Enter", "Nhắc Ủy ban nhân dân xã Chi Lăng")
    expect(page.locator("main")).to_contain_text("Đã nhắc")
    browsing.look(page, "morning-reminded")
    desk.opened(page, f"{MORNING}?muc=qua-han")
    browsing.look(page, "morning-section")
    focused(page, "Enter", "Giao nhiệm vụ")
    browsing.look(page, "task-give")
    page.locator("#id_what").focus()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("Đã giao nhiệm vụ.")
    task = Task.objects.get()
    browsing.look(page, "task-given")

    desk.sit_down(context, here.officer)
    desk.opened(page, "/can-bo/nhiem-vu/")
    browsing.look(page, "tasks-owed")
    desk.opened(page, f"/can-bo/nhiem-vu/{task.pk}/")
    page.locator("#id_text").fill("Do thiếu người; xong trong hôm nay.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_load_state("networkidle")
    task.refresh_from_db()
    assert task.state == TaskState.ANSWERED

    desk.sit_down(context, here.leader)
    desk.opened(page, f"/can-bo/nhiem-vu/{task.pk}/")
    browsing.look(page, "task-answered")
    focused(page, "Enter", "Chấp nhận, hoàn thành")
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    desk.opened(page, "/can-bo/nhiem-vu/?xong=1")
    browsing.look(page, "tasks-given")


def test_reminders_and_alarms_of_a_desk(page: Page, context: BrowserContext, here: World) -> None:
    late = a_late_week(here)
    desk.at("2026-11-12 07:30")
    notices.run(at=moment("2026-11-12 07:30"))
    desk.at("2026-11-16 07:45")
    notices.run(at=moment("2026-11-16 07:45"))
    desk.sit_down(context, here.officer)
    desk.opened(page, "/can-bo/nhac-viec/")
    expect(page.locator("tbody")).to_contain_text("Trong lúc hệ thống ngừng nhắc")
    expect(page.locator("tbody")).to_contain_text("đến hạn trả kết quả ngày làm việc tiếp theo")
    browsing.look(page, "notices")
    focused(page, "Enter", "Đánh dấu đã đọc tất cả")
    expect(page.locator("main")).to_contain_text("Không có lời nhắc nào chưa đọc")
    browsing.look(page, "notices-none")
    desk.opened(page, "/can-bo/nhac-viec/?muc=tat-ca")
    browsing.look(page, "notices-all")
    assert not Notice.objects.filter(account=here.officer, read_at=None).exists()
    assert late.pk

    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/canh-bao/")
    browsing.look(page, "alarms")
    desk.opened(page, "/can-bo/canh-bao/?muc=chua-chuyen")
    browsing.look(page, "alarms-kept")
    desk.sit_down(context, factories.officer(here.agency, factories.Role.CONTROLLER))
    desk.opened(page, MORNING)
    expect(page.locator("main")).not_to_contain_text("Giao nhiệm vụ")
