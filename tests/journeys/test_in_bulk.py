"""Two hundred dossiers change hands by one list: who stands in the way is named, both sign, all by keyboard."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.dossiers import actions, verification
from motcua.dossiers.actions import bulk
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries import OPEN
from motcua.organizations.models import Assignment
from motcua.people.models import Account
from motcua.rules.codes import Act
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing, desk
from tests.journeys.test_a_clerk_receives import Keyboard, focused

pytestmark = pytest.mark.django_db(transaction=True)
#: A row of the list on paper: its order, the dossier, the day its result is due, the time it was given.
_ROW = re.compile(r"(\d+) (H99\.\S+) .*? (\d{2}/\d{2}/\d{4}) (\d{2}:\d{2})")
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")


@dataclass(frozen=True)
class Story:
    """So many dossiers were received; a list takes no more than it may, and one of them is withdrawn."""

    page: Page
    here: World
    received: int

    @property
    def chosen(self) -> int:
        return min(self.received, bulk.MOST)

    @property
    def given(self) -> int:
        return self.received - 1

    def looked_at(self, name: str) -> None:
        """Hold the pages against the rules for pages where they are short; a row is like the next."""
        if self.received < bulk.MOST:
            browsing.look(self.page, name)


def test_two_hundred_dossiers_are_handed_over_and_taken_by_one_list(
    page: Page, context: BrowserContext
) -> None:
    is_told(page, context, received=bulk.MOST + 1)


def test_every_page_of_a_list_handed_over_is_for_everybody(
    page: Page, context: BrowserContext
) -> None:
    is_told(page, context, received=4)


def is_told(page: Page, context: BrowserContext, *, received: int) -> None:
    """From dossiers received to the taker who answers for them, but for the one withdrawn meanwhile."""
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    for place in range(received):
        here.receive(f"2026-11-19 {8 + place // 60:02d}:{place % 60:02d}")
    desk.at("2026-11-19 14:00")
    desk.opened(page, "/can-bo/vao/")
    story = Story(page, here, received)
    desk.sit_down(context, here.clerk)
    keys = Keyboard(page)
    chooses_all(keys, story)
    withdrawn = Dossier.objects.order_by("pk")[2]
    actions.withdraw(dossier_id=withdrawn.pk, by=here.by(here.clerk), text="Người nộp đề nghị rút")
    one_stands_in_the_way(story, withdrawn)
    if story.chosen < received:
        # One more has come up into the list in place of the one that was withdrawn.
        page.locator("input[name=ho_so]:not(:checked)").focus()
        keys.press("Space")
    desk.sent(page)
    page.wait_for_url("**/ban-giao/da-giao/")
    expect(page.locator("main tbody tr")).to_have_count(story.given)
    story.looked_at("bulk-handed")
    assert (held_by(here.clerk), held_by(here.officer)) == (story.given, 0)
    is_on_paper(story)

    desk.sit_down(context, here.officer)
    takes_all(keys, story)
    assert (held_by(here.clerk), held_by(here.officer)) == (0, story.given)
    assert DossierEvent.objects.filter(act=Act.ACCEPT_HAND_OVER).count() == story.given
    assert verification.verify().clean


def chooses_all(keys: Keyboard, story: Story) -> None:
    """From the list of work to all chosen and their taker named, without a mouse."""
    page, taker = keys.page, story.here.officer
    desk.opened(page, "/can-bo/viec/")
    keys.press("b")
    keys.until("**/ban-giao/")
    keys.press("a")
    keys.until("**/ban-giao/?*chon=tat-ca")
    expect(page.locator("input[name=ho_so]:checked")).to_have_count(story.chosen)
    wanted = f"{Assignment.objects.get(account=taker).post_id}:{taker.pk}"
    until(keys, "Tab", lambda: focused(page) == "id_recipient")
    until(keys, "ArrowDown", lambda: page.locator("#id_recipient").input_value() == wanted)


def until(keys: Keyboard, key: str, reached: Callable[[], bool]) -> None:
    """Press a key until something is reached; a page has no hundred stops before its form."""
    for _ in range(100):
        if reached():
            return
        keys.press(key)
    raise AssertionError(key)


def one_stands_in_the_way(story: Story, withdrawn: Dossier) -> None:
    """It is named, nothing is given, and the others stay chosen with their taker."""
    page = story.page
    desk.sent(page)
    expect(page.locator("main .panel.marked")).to_contain_text("Hồ sơ không thực hiện được")
    expect(page.locator("main .panel.marked li")).to_have_count(1)
    expect(page.locator("main .panel.marked li")).to_contain_text(withdrawn.number or "")
    expect(page.locator("input[name=ho_so]:checked")).to_have_count(story.chosen - 1)
    expect(page.locator("#id_recipient")).not_to_have_value("")
    story.looked_at("bulk-refused")
    assert not DossierEvent.objects.filter(act=Act.HAND_OVER).exists()


def is_on_paper(story: Story) -> None:
    """Every number, day and time of the list is the ledger's, and each dossier stands on it once."""
    said = desk.fetched(story.page, "/can-bo/ban-giao/da-giao/danh-sach/", "bulk-list")
    given = DossierEvent.objects.filter(act=Act.HAND_OVER).select_related("dossier")
    rows = _ROW.findall(said)
    assert [int(row[0]) for row in rows] == list(range(1, story.given + 1))
    assert sorted(row[1:] for row in rows) == sorted(
        (
            event.dossier.number,
            f"{clock.local(event.first_due_at):%d/%m/%Y}",
            f"{clock.local(event.occurred_at):%H:%M}",
        )
        for event in given
    )
    assert set(_DATE.findall(said)) == {row[2] for row in rows} | {"19/11/2026"}
    assert f"Cộng: {story.given} hồ sơ" in said
    assert all(one.full_name in said for one in (story.here.clerk, story.here.officer))


def takes_all(keys: Keyboard, story: Story) -> None:
    """The taker sees what waits, all of it chosen, and takes it with one key."""
    page = keys.page
    desk.opened(page, "/can-bo/viec/?muc=cho-nhan")
    story.looked_at("bulk-offered")
    keys.press("n")
    keys.until("**/ban-giao/nhan/")
    expect(page.locator("input[name=ho_so]:checked")).to_have_count(story.given)
    story.looked_at("bulk-taking")
    desk.sent(page)
    page.wait_for_url("**/can-bo/viec/")
    expect(page.locator("body")).to_contain_text(f"Đã nhận {story.given} hồ sơ")
    story.looked_at("bulk-taken")


def held_by(account: Account) -> int:
    return Dossier.objects.filter(holder=account, status__in=OPEN).count()
