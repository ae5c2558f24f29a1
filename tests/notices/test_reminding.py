"""Reminders: the working day before and at the moment, once each, true as long as the date is."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier
from motcua.notices import actions, queries
from motcua.notices.models import Notice, NoticeKind
from motcua.organizations import actions as organizations
from motcua.organizations.models import CalendarDayKind
from motcua.rules.codes import TimeUnit
from tests import factories
from tests.dossiers import followed
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


@pytest.fixture
def here() -> World:
    """A procedure of two working days: what comes on Monday is due on Wednesday evening."""
    return worlds.world(worlds.procedure(amount=2))


@pytest.fixture
def held(here: World) -> Dossier:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    return followed.now(dossier)


def run(at: str) -> actions.Told:
    clock.set_to(moment(at))
    return actions.run(at=moment(at))


def kinds(here: World, at: str) -> list[str]:
    """What the officer sees, the newest first."""
    found = queries.of_person(here.officer.pk, moment(at))
    return list(found.values_list("kind", flat=True))


def hourly(first: str, last: str) -> None:
    for hour in range(int(first[11:13]), int(last[11:13]) + 1):
        run(f"{first[:11]}{hour:02}:33")


def test_the_owner_is_told_the_working_day_before_and_at_the_moment(
    here: World, held: Dossier
) -> None:
    hourly("2024-06-17 09", "2024-06-17 18")
    assert kinds(here, "2024-06-17 19:00") == []
    hourly("2024-06-18 00", "2024-06-18 07")
    assert kinds(here, "2024-06-18 07:29") == [NoticeKind.DOSSIER_SOON]
    hourly("2024-06-19 08", "2024-06-19 16")
    assert kinds(here, "2024-06-19 16:59") == [NoticeKind.DOSSIER_SOON]
    assert run("2024-06-19 17:33").by_account == {here.officer.pk: Counter(dossier_due=1)}
    assert kinds(here, "2024-06-19 17:33") == [NoticeKind.DOSSIER_DUE]
    assert queries.of_person(here.officer.pk, clock.now()).get().dossier == held


def test_nothing_is_told_before_the_office_opens(here: World, held: Dossier) -> None:
    assert run("2024-06-18 07:29").number == 0
    assert run("2024-06-18 07:30").number == 1


def test_a_repeated_run_tells_nothing_twice(here: World, held: Dossier) -> None:
    run("2024-06-18 08:00")
    assert [run("2024-06-18 08:00").number, run("2024-06-18 09:00").number] == [0, 0]
    run("2024-06-19 17:01")
    assert [run("2024-06-19 17:01").number, run("2024-06-19 18:00").number] == [0, 0]
    assert Notice.objects.count() == 2


def test_the_day_before_the_holidays_tells_of_the_first_day_after_them(here: World) -> None:
    for day in (18, 19):
        organizations.add_calendar_day(
            day=date(2024, 6, day),
            kind=CalendarDayKind.CLOSED,
            name="Nghỉ",
            source="QĐ",
            at=factories.BEGINNING,
        )
    dossier = here.receive("2024-06-14 08:00")
    here.take_on(dossier, "2024-06-14 09:00")
    run("2024-06-14 12:00")
    assert kinds(here, "2024-06-14 12:00") == []
    run("2024-06-17 08:00")
    assert kinds(here, "2024-06-17 08:00") == [NoticeKind.DOSSIER_SOON]
    assert run("2024-06-18 09:00").number == 0


def test_a_step_is_told_of_beside_its_dossier() -> None:
    here = followed.a_world()
    run("2024-06-17 08:00")
    followed.assessed(here)
    run("2024-06-17 10:33")
    run("2024-06-18 17:33")
    assert kinds(here, "2024-06-18 17:33") == [NoticeKind.STEP_DUE]
    assert set(Notice.objects.values_list("account", "kind")) == {
        (here.officer.pk, NoticeKind.STEP_SOON),
        (here.officer.pk, NoticeKind.STEP_DUE),
    }


def test_who_waits_for_the_filer_is_not_reminded(here: World, held: Dossier) -> None:
    run("2024-06-18 08:00")
    clock.set_to(moment("2024-06-18 09:00"))
    dossiers.request_supplement(dossier_id=held.pk, by=here.by(here.officer), text="Thiếu tờ khai")
    assert kinds(here, "2024-06-18 09:00") == []
    told = run("2024-06-19 17:33")
    assert (told.number, told.cancelled) == (0, 1)


def test_a_date_that_moved_takes_its_reminder_back_and_is_told_of_anew(
    here: World, held: Dossier
) -> None:
    run("2024-06-18 08:00")
    clock.set_to(moment("2024-06-18 08:30"))
    dossiers.request_supplement(dossier_id=held.pk, by=here.by(here.officer), text="Thiếu tờ khai")
    clock.set_to(moment("2024-06-20 08:30"))
    dossiers.supplement(dossier_id=held.pk, by=here.by(here.clerk), papers=())
    due = followed.now(held).due_at
    assert due is not None
    assert due > held.due_at
    run("2024-06-20 09:33")
    told = Notice.objects.order_by("pk").values_list("moment", "cancelled_at")
    assert [(at, bool(cancelled)) for at, cancelled in told] == [
        (held.due_at, True),
        (due, False),
    ]


def test_who_no_longer_holds_it_is_no_longer_told(here: World, held: Dossier) -> None:
    run("2024-06-18 08:00")
    other = factories.account()
    factories.assignment(other, here.post)
    clock.set_to(moment("2024-06-18 10:00"))
    dossiers.assign(dossier_id=held.pk, by=here.by(here.leader), to=other, post=here.post)
    assert kinds(here, "2024-06-18 10:00") == []
    run("2024-06-18 10:33")
    told = queries.unread(other.pk, clock.now())
    assert [notice.dossier_id for notice in told] == [held.pk]


def test_what_fell_due_before_is_taken_back_the_next_day_and_not_shown_meanwhile(
    here: World, held: Dossier
) -> None:
    run("2024-06-19 17:01")
    assert kinds(here, "2024-06-19 17:01") == [NoticeKind.DOSSIER_DUE]
    clock.set_to(moment("2024-06-19 17:30"))
    dossiers.request_supplement(dossier_id=held.pk, by=here.by(here.officer), text="Thiếu tờ khai")
    assert run("2024-06-19 17:40").cancelled == 0
    assert kinds(here, "2024-06-19 17:40") == []
    assert run("2024-06-20 00:03").cancelled == 1
    assert run("2024-06-20 00:13").cancelled == 0


def test_a_reminder_taken_back_too_soon_is_given_again_and_not_doubled(
    here: World, held: Dossier
) -> None:
    run("2024-06-18 08:00")
    other = factories.account()
    factories.assignment(other, here.post)
    clock.set_to(moment("2024-06-18 10:00"))
    dossiers.assign(dossier_id=held.pk, by=here.by(here.leader), to=other, post=here.post)
    run("2024-06-18 10:33")
    clock.set_to(moment("2024-06-18 11:00"))
    dossiers.assign(dossier_id=held.pk, by=here.by(here.leader), to=here.officer, post=here.post)
    assert run("2024-06-18 11:33").number == 1
    assert kinds(here, "2024-06-18 11:33") == [NoticeKind.DOSSIER_SOON]
    assert Notice.objects.filter(account=here.officer).count() == 1


def test_after_a_long_silence_each_person_is_told_once_of_all_he_missed(here: World) -> None:
    run("2024-06-17 08:00")
    for _ in range(3):
        dossier = here.receive("2024-06-17 08:30")
        here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(moment("2024-06-20 08:00"))
    later = here.receive("2024-06-20 08:00")
    here.take_on(later, "2024-06-20 08:30")
    told = run("2024-06-21 07:33")
    assert told.by_account == {here.officer.pk: Counter(missed=1, dossier_soon=1)}
    missed = Notice.objects.get(kind=NoticeKind.MISSED)
    assert (missed.number, missed.account) == (3, here.officer)
    assert clock.local(missed.since) == moment("2024-06-19 17:00")
    assert run("2024-06-21 07:33").number == 0


def test_the_first_run_of_an_installation_floods_nobody(here: World, held: Dossier) -> None:
    assert run("2024-07-15 08:00").number == 0


def test_an_hour_is_told_of_at_its_hour() -> None:
    here = worlds.world(worlds.procedure(amount=4, unit=TimeUnit.WORKING_HOURS))
    dossier = here.receive("2024-06-17 07:30")
    here.take_on(dossier, "2024-06-17 07:45")
    run("2024-06-17 11:00")
    assert kinds(here, "2024-06-17 11:00") == []
    run("2024-06-17 11:33")
    assert kinds(here, "2024-06-17 11:33") == [NoticeKind.DOSSIER_DUE]


def test_a_run_asks_a_dozen_statements_at_most(here: World, held: Dossier) -> None:
    run("2024-06-17 08:00")
    with CaptureQueriesContext(connection) as asked:
        run("2024-06-20 08:00")
    assert len(asked) <= MOST_STATEMENTS, [each["sql"][:90] for each in asked.captured_queries]


def test_what_was_read_stays_read(here: World, held: Dossier) -> None:
    run("2024-06-18 08:00")
    notice = Notice.objects.get()
    actions.read(notice_id=notice.pk, by=here.officer, at=moment("2024-06-18 08:05"))
    actions.read(notice_id=notice.pk, by=here.officer, at=moment("2024-06-18 09:05"))
    notice.refresh_from_db()
    assert clock.local(notice.read_at) == moment("2024-06-18 08:05")
    assert not queries.unread(here.officer.pk, moment("2024-06-18 10:00")).exists()
    assert kinds(here, "2024-06-18 10:00") == [NoticeKind.DOSSIER_SOON]
    with pytest.raises(Notice.DoesNotExist):
        actions.read(notice_id=notice.pk, by=here.clerk, at=clock.now())


def test_everything_is_read_at_once(here: World, held: Dossier) -> None:
    run("2024-06-18 08:00")
    run("2024-06-19 17:01")
    assert actions.read_all(by=here.officer, at=clock.now()) == 2
    assert not queries.unread(here.officer.pk, clock.now()).exists()
