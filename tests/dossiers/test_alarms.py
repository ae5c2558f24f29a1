"""Which dossiers each alarm is about, and that a group of it opens what it counts."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base import clock, revisions
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import alarms
from motcua.dossiers.queries.alarms import Alarm
from motcua.organizations import actions as organizations
from motcua.organizations.models import CalendarDayKind
from motcua.rules.calendar import Window
from motcua.rules.steps import Step
from tests import factories
from tests.dossiers import followed, routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return worlds.world(worlds.procedure(amount=2))


def told(here: World, question, at: str) -> list[int]:
    return list(question([here.agency.pk], moment(at)).values_list("pk", flat=True))


def test_a_submission_is_late_when_its_eight_hours_are_over(here: World) -> None:
    submitted = here.submit("2024-06-14 15:30").pk
    assert told(here, alarms.unanswered, "2024-06-17 16:00") == []
    assert told(here, alarms.to_answer_today, "2024-06-17 16:00") == [submitted]
    assert told(here, alarms.unanswered, "2024-06-17 16:01") == [submitted]
    assert told(here, alarms.to_answer_today, "2024-06-17 16:01") == []


def test_a_submission_that_was_answered_is_in_no_alarm(here: World) -> None:
    submitted = here.submit("2024-06-14 15:30")
    clock.set_to(moment("2024-06-17 08:00"))
    actions.return_to_filer(dossier_id=submitted.pk, by=here.by(here.clerk), text="Thiếu tờ khai")
    assert told(here, alarms.unanswered, "2024-06-18 09:00") == []


def test_each_agency_counts_by_its_own_calendar(here: World) -> None:
    slow = worlds.world(worlds.procedure("2.000002"))
    organizations.set_hours(
        agency=slow.agency,
        week={weekday: (Window(time(8), time(10)),) for weekday in range(5)},
        from_on=factories.FOUNDED,
    )
    mine, theirs = here.submit("2024-06-17 08:00"), slow.submit("2024-06-17 08:00")
    both = [here.agency.pk, slow.agency.pk]
    found = alarms.unanswered(both, moment("2024-06-18 12:00"))
    assert list(found) == [mine]
    assert set(alarms.unanswered(both, moment("2024-06-20 10:01"))) == {mine, theirs}


def test_what_came_after_three_on_friday_may_wait_until_monday_morning(here: World) -> None:
    early = here.receive("2024-06-14 15:00").pk
    after = here.receive("2024-06-14 15:01").pk
    assert told(here, alarms.kept, "2024-06-14 17:00") == []
    assert told(here, alarms.to_hand_over_today, "2024-06-14 17:00") == [early]
    assert told(here, alarms.kept, "2024-06-14 17:01") == [early]
    assert told(here, alarms.kept, "2024-06-17 07:30") == [early]
    assert told(here, alarms.to_hand_over_today, "2024-06-17 07:30") == [after]
    assert told(here, alarms.kept, "2024-06-17 07:31") == [early, after]


def test_what_was_received_before_a_holiday_is_due_after_it(here: World) -> None:
    organizations.add_calendar_day(
        day=date(2024, 6, 17),
        kind=CalendarDayKind.CLOSED,
        name="Nghỉ",
        source="QĐ",
        at=factories.BEGINNING,
    )
    received = here.receive("2024-06-14 16:00").pk
    assert told(here, alarms.kept, "2024-06-17 12:00") == []
    assert told(here, alarms.kept, "2024-06-18 07:31") == [received]


def test_what_is_offered_to_somebody_was_handed_over(here: World) -> None:
    dossier = here.receive("2024-06-14 09:00")
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=here.post)
    assert told(here, alarms.kept, "2024-06-17 09:00") == []
    actions.decline_hand_over(dossier_id=dossier.pk, by=here.by(here.officer), text="Nhầm")
    assert told(here, alarms.kept, "2024-06-17 09:00") == [dossier.pk]


def test_near_is_up_to_the_next_working_day_and_late_comes_after(here: World) -> None:
    dossier = here.receive("2024-06-13 09:00")
    here.take_on(dossier, "2024-06-13 10:00")
    assert told(here, alarms.near, "2024-06-13 17:00") == []
    # Due on Monday: on Friday and through the weekend that is the next working day.
    assert told(here, alarms.near, "2024-06-14 08:00") == [dossier.pk]
    assert told(here, alarms.near, "2024-06-17 23:00") == [dossier.pk]
    assert told(here, alarms.late, "2024-06-17 23:00") == []
    assert told(here, alarms.near, "2024-06-18 00:00") == []
    assert told(here, alarms.late, "2024-06-18 00:00") == [dossier.pk]


def test_who_waits_for_the_filer_is_not_pressed(here: World) -> None:
    dossier = here.receive("2024-06-13 09:00")
    here.take_on(dossier, "2024-06-13 10:00")
    actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu")
    assert told(here, alarms.late, "2024-07-13 09:00") == []


def test_a_group_names_unit_step_person_and_since_and_opens_what_it_counts() -> None:
    here = followed.a_world()
    first, second = followed.assessed(here), followed.assessed(here)
    at = moment("2024-06-20 09:00")
    (group,) = alarms.groups(Alarm.LATE, [here.agency.pk], at)
    assert (group.desk_id, group.holder_id, group.number) == (here.agency.pk, here.officer.pk, 2)
    assert group.step_name == "Bước 2"
    assert set(alarms.behind(group, at)) == {first, second}
    assert group.since == followed.now(first).urgent_at


def late_in_steps_of(*rows_of_routes: list[Step]) -> tuple[World, list[Dossier]]:
    """One late dossier of each of several procedures, each with a route of its own, all in one pair of hands."""
    followed.at("2024-06-17 07:45")
    procedures = [
        worlds.procedure(f"2.00000{number}", amount=6) for number in range(len(rows_of_routes))
    ]
    made = worlds.world(*procedures)
    dossiers = []
    for case, rows in zip(made.cases, rows_of_routes, strict=True):
        followed.at("2024-06-17 07:45")
        routes.approve(case, rows)
        dossiers.append(made.receive("2024-06-17 08:30", case=case))
        made.take_on(dossiers[-1], "2024-06-17 10:00")
    return made, dossiers


def test_steps_of_one_name_in_the_routes_of_several_procedures_are_one_group() -> None:
    other = [routes.step("1", "receive 2 giờ"), routes.step("1a", "assess 4 giờ", name="Bước 2")]
    other += [routes.step("3", "sign 4 giờ"), routes.step("4", "return 2 giờ")]
    named = [*routes.plain()[:1], routes.step("2", "assess 1 ngày", name="Thẩm định")]
    named += routes.plain()[2:]
    here, (plain, renumbered, apart) = late_in_steps_of(routes.plain(), other, named)
    at = moment("2024-06-20 09:00")
    found = {one.step_name: one for one in alarms.groups(Alarm.LATE, [here.agency.pk], at)}
    assert {name: one.number for name, one in found.items()} == {"Bước 2": 2, "Thẩm định": 1}
    assert set(alarms.behind(found["Bước 2"], at)) == {plain, renumbered}
    assert list(alarms.behind(found["Thẩm định"], at)) == [apart]
    assert found["Bước 2"].since == followed.now(renumbered).urgent_at
    assert found["Bước 2"].since < followed.now(plain).urgent_at


def test_no_step_and_a_step_without_a_name_are_one_group_with_no_step() -> None:
    here, (unknown, without) = late_in_steps_of(routes.plain(), routes.plain())
    Dossier.objects.filter(pk=unknown.pk).update(step="khong-co")
    Dossier.objects.filter(pk=without.pk).update(step="", route=None)
    at = moment("2024-07-20 09:00")
    (group,) = alarms.groups(Alarm.LATE, [here.agency.pk], at)
    assert (group.step, group.step_name, group.number) == ("", "", 2)
    assert set(alarms.behind(group, at)) == {unknown, without}


def test_every_alarm_is_one_statement_however_many_agencies(here: World) -> None:
    here.submit("2024-06-14 08:00")
    here.receive("2024-06-14 08:00")
    several = [here.agency.pk, *(factories.agency().pk for _ in range(5))]
    at = moment("2024-06-20 09:00")
    with revisions.held():
        for alarm in Alarm:
            alarms.groups(alarm, several, at)
        with CaptureQueriesContext(connection) as asked:
            found = [alarms.groups(alarm, several, at) for alarm in Alarm]
    assert len(asked) == len(Alarm)
    assert [len(each) for each in found] == [1, 1, 1, 0]


def test_no_agency_has_no_alarm() -> None:
    at = moment("2024-06-20 09:00")
    assert [alarms.groups(alarm, [], at) for alarm in Alarm] == [[], [], [], []]
