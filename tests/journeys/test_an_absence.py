"""An officer is away for a week: a colleague handles in his place, every record says so, it ends by itself."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.dossiers import verification
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations.models import Assignment, Role
from motcua.people.models import Account
from motcua.rules.codes import Act
from tests import factories
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.followed import now
from tests.dossiers.world import World
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)
INBOX = "/can-bo/viec/"


@pytest.fixture
def here(page: Page) -> World:
    made = worlds.world(worlds.procedure(amount=10), name="Ủy ban nhân dân xã Chi Lăng")
    routes.approve(made.cases[0], routes.plain())
    desk.at("2026-11-16 08:00")
    desk.opened(page, "/can-bo/vao/")
    return made


def test_a_colleague_handles_in_his_place_until_he_is_back(
    page: Page, context: BrowserContext, here: World
) -> None:
    colleague = factories.officer(here.agency, Role.OFFICER)
    done, left = here.receive("2026-11-16 08:30"), here.receive("2026-11-16 08:40")
    for dossier in (done, left):
        here.take_on(dossier, "2026-11-16 09:00")
    says_who_stands_in(page, context, here, colleague)
    handles_in_his_place(page, context, here, colleague, done)
    assert now(done).holder_id == now(left).holder_id == here.officer.pk

    desk.at("2026-11-23 08:30")
    desk.opened(page, INBOX)
    expect(page.locator("nav.tabs a", has_text="Của tôi")).to_have_count(1)
    expect(page.locator("nav.tabs a", has_text="Xử lý thay")).to_have_count(0)
    is_given_by_the_leader(page, context, here, colleague, left)
    assert verification.verify().clean


def says_who_stands_in(
    page: Page, context: BrowserContext, here: World, colleague: Account
) -> None:
    """The officer says it himself beforehand, and sees it on his list of work when it has begun."""
    desk.sit_down(context, here.officer)
    desk.opened(page, "/can-bo/vang-mat/")
    browsing.look(page, "absence-none")
    page.locator("#id_stand_in").select_option(str(colleague.pk))
    for field, value in {
        "from_on": "17/11/2026",
        "to_on": "20/11/2026",
        "document": "Thông báo số 12/TB-UBND ngày 13/11/2026",
    }.items():
        page.locator(f"#id_{field}").fill(value)
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("chưa đến ngày")
    browsing.look(page, "absence-said")
    desk.at("2026-11-17 08:00")
    desk.opened(page, INBOX)
    expect(page.locator("main")).to_contain_text("đang xử lý thay ông/bà")
    browsing.look(page, "absence-absent")


def handles_in_his_place(
    page: Page, context: BrowserContext, here: World, colleague: Account, dossier: Dossier
) -> None:
    """The colleague finds the work under a tab of its own; the record names both."""
    desk.at("2026-11-17 08:30")
    desk.sit_down(context, colleague)
    desk.opened(page, INBOX)
    expect(page.locator("main")).to_contain_text(f"đang xử lý thay {here.officer.full_name}")
    page.locator("nav.tabs a", has_text="Xử lý thay").click()
    page.wait_for_url("**muc=xu-ly-thay*")
    expect(page.locator("main")).to_contain_text(dossier.number or "")
    browsing.look(page, "absence-work")
    desk.opened(page, f"/can-bo/ho-so/{dossier.pk}/xong-buoc/")
    page.locator("#id_recipient").select_option(by_name(here.leader))
    browsing.look(page, "absence-step")
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("Đã ghi nhận")
    desk.opened(page, f"/can-bo/ho-so/{dossier.pk}/")
    said = f"{colleague.full_name} (thay ông/bà {here.officer.full_name})"
    expect(page.locator("main")).to_contain_text(said)
    browsing.look(page, "absence-dossier")


def is_given_by_the_leader(
    page: Page, context: BrowserContext, here: World, colleague: Account, dossier: Dossier
) -> None:
    """What nobody did meanwhile is late: the leader sees whose it is and gives it away at once."""
    desk.sit_down(context, here.leader)
    desk.opened(page, f"/can-bo/khoi-luong/?nguoi={here.officer.pk}&loai=qua-han")
    expect(page.locator("#danh-sach")).to_contain_text(dossier.number or "")
    page.locator(f'input[name=ho_so][value^="{dossier.pk}:"]').check()
    page.locator("#id_recipient").select_option(by_name(colleague))
    page.locator("#id_text").fill("Cán bộ vắng mặt, bước đã quá hạn")
    browsing.look(page, "absence-load")
    desk.sent(page)
    expect(page.locator("#danh-sach")).not_to_contain_text(dossier.number or "")
    browsing.look(page, "absence-given")
    assert now(dossier).holder_id == colleague.pk
    given = DossierEvent.objects.get(dossier=dossier, act=Act.ASSIGN)
    assert given.actor_id == here.leader.pk


def by_name(account: Account) -> str:
    """The choice that names a person at his post."""
    return f"{Assignment.objects.get(account=account).post_id}:{account.pk}"
