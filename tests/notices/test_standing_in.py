"""Who stands in for an absent officer sees what that one is told, said as such; the absent one finds it unread."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers.actions import delegations
from motcua.dossiers.models import Delegation, Dossier
from motcua.dossiers.queries.alarms import Alarm, Group
from motcua.notices import actions, queries
from motcua.notices.models import Notice, NoticeKind
from motcua.organizations import access
from motcua.organizations.models import Role
from motcua.people.models import Account
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment, on
from tests.web import forms

pytestmark = pytest.mark.django_db
LIST, MORNING = "/can-bo/nhac-viec/", "/can-bo/buoi-sang/"
TUESDAY = "2024-06-18 08:00"


@pytest.fixture
def here() -> World:
    return worlds.world(worlds.procedure(amount=2))


@pytest.fixture
def colleague(here: World) -> Account:
    return factories.officer(here.agency, Role.OFFICER)


@pytest.fixture
def absence(here: World, colleague: Account) -> Delegation:
    """From Monday on; a dossier of the absent one is due on Wednesday."""
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    made = delegations.delegate(
        agency=here.agency,
        absent=here.officer,
        stand_in=colleague,
        from_on=on("2024-06-17"),
        to_on=on("2024-06-21"),
        document="12/TB-UBND",
        by=here.by(here.officer),
    )
    clock.set_to(moment(TUESDAY))
    actions.run(at=clock.now())
    return made


def unread(account: Account) -> int:
    return queries.unread(account.pk, clock.now()).count()


def nudged(here: World) -> Notice:
    """A leader's word on Friday, about what is late by then."""
    clock.set_to(moment("2024-06-21 08:00"))
    dossier = Dossier.objects.get()
    group = Group(
        alarm=Alarm.LATE,
        desk_id=here.agency.pk,
        step="",
        step_name="",
        holder_id=dossier.holder_id,
        number=1,
        since=moment("2024-06-19 17:00"),
    )
    posting = next(
        one for one in access.postings(here.leader.pk, on("2024-06-21")) if one.role == Role.LEADER
    )
    (said,) = actions.remind(group=group, by=here.leader, posting=posting, at=clock.now())
    return said


def test_who_stands_in_sees_the_reminder_and_for_whom_it_was(
    client: Client, here: World, colleague: Account, absence: Delegation
) -> None:
    client.force_login(colleague)
    page = forms.text(client, LIST)
    assert "Hồ sơ đến hạn trả kết quả ngày làm việc tiếp theo" in page
    assert f"Nhắc {here.officer.full_name}; ông/bà đang xử lý thay" in page
    assert '1<span class="out"> lời nhắc chưa đọc' in page
    client.force_login(here.officer)
    assert "đang xử lý thay</span>" not in forms.text(client, LIST)


def test_what_was_read_in_anothers_place_stays_unread_for_that_one(
    client: Client, here: World, colleague: Account, absence: Delegation
) -> None:
    client.force_login(colleague)
    notice = Notice.objects.get()
    opened = forms.send(client, LIST, f"{LIST}{notice.pk}/", mo="1")
    assert opened["Location"] == f"/can-bo/ho-so/{notice.dossier_id}/"
    assert (unread(colleague), unread(here.officer)) == (0, 1)
    assert "đã đọc" in forms.text(client, f"{LIST}?muc=tat-ca")
    actions.read_all(by=here.officer, at=clock.now())
    assert unread(here.officer) == 0


def test_all_are_read_at_once_in_anothers_place_too(
    here: World, colleague: Account, absence: Delegation
) -> None:
    assert actions.read_all(by=colleague, at=clock.now()) == 1
    assert actions.read_all(by=colleague, at=clock.now()) == 0
    assert (unread(colleague), unread(here.officer)) == (0, 1)


def test_it_ends_with_the_absence(here: World, colleague: Account, absence: Delegation) -> None:
    delegations.end_delegation(delegation_id=absence.pk, by=here.by(here.officer))
    assert (unread(colleague), unread(here.officer)) == (0, 1)
    with pytest.raises(Notice.DoesNotExist):
        actions.read(notice_id=Notice.objects.get().pk, by=colleague, at=clock.now())


def test_of_another_agency_nothing_is_seen(
    here: World, colleague: Account, absence: Delegation
) -> None:
    other = factories.agency("UBND xã Khác")
    Dossier.objects.update(agency=other)
    assert unread(colleague) == 0


def test_a_silence_is_told_with_the_name_of_whom_it_concerns(
    client: Client, here: World, colleague: Account, absence: Delegation
) -> None:
    clock.set_to(moment("2024-06-21 08:00"))
    actions.run(at=clock.now())
    assert Notice.objects.filter(kind=NoticeKind.MISSED).count() == 1
    client.force_login(colleague)
    assert f"1 hồ sơ của {here.officer.full_name} đã đến hạn" in forms.text(client, LIST)


def test_a_leaders_word_is_seen_by_both_and_counted_once(
    client: Client, here: World, colleague: Account, absence: Delegation
) -> None:
    said = nudged(here)
    assert said.account == here.officer
    for account in (here.officer, colleague):
        found = queries.unread(account.pk, clock.now()).filter(kind=NoticeKind.NUDGE)
        assert [one.pk for one in found] == [said.pk]
    assert len(queries.reminded_today([here.agency.pk], clock.now())) == 1
    client.force_login(here.leader)
    page = forms.text(client, MORNING)
    assert page.count("đã nhắc hôm nay") == 1
    assert page.count('name="nhom"') == 1
