"""Working calendars come from dated rows, remembered until any of them changes."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.organizations import actions, queries
from motcua.organizations.models import CalendarDay, CalendarDayKind, CalendarYear
from motcua.rules.calendar import Window
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
MORNING = Window(time(7, 30), time(11, 30))


def test_a_province_begins_with_the_standard_hours() -> None:
    calendar = queries.working_calendar(factories.agency().pk)

    assert calendar.is_working(MONDAY)
    assert not calendar.is_working(SATURDAY)
    assert calendar.opening(MONDAY).time() == time(7, 30)
    assert calendar.closing(MONDAY).time() == time(17, 0)


def test_without_any_hours_nothing_is_guessed() -> None:
    with pytest.raises(queries.CalendarMissing):
        queries.working_calendar(1)


def test_an_agency_with_its_own_hours_keeps_those_alone() -> None:
    commune, sister = factories.agency(), factories.agency()
    actions.set_hours(agency=commune, week={5: [MORNING]}, from_on=date(2026, 1, 1))

    own = queries.working_calendar(commune.pk)

    assert own.is_working(SATURDAY)
    assert not own.is_working(MONDAY)
    assert queries.working_calendar(sister.pk).is_working(MONDAY)


def test_former_hours_stay_true_for_their_days() -> None:
    commune = factories.agency()
    actions.set_hours(agency=commune, week={0: [MORNING]}, from_on=date(2024, 1, 1))
    actions.set_hours(agency=commune, week={1: [MORNING]}, from_on=date(2026, 1, 1))
    actions.set_hours(agency=commune, week={2: [MORNING]}, from_on=date(2026, 1, 1))

    before = queries.working_calendar(commune.pk, date(2025, 12, 31))

    assert before.is_working(MONDAY)
    assert not queries.working_calendar(commune.pk).is_working(MONDAY)
    assert queries.working_calendar(commune.pk).is_working(date(2026, 11, 25))


def test_a_change_is_seen_at_once_by_who_remembered() -> None:
    commune = factories.agency()
    assert queries.working_calendar(commune.pk).is_working(MONDAY)

    holiday = actions.add_calendar_day(
        day=MONDAY, kind=CalendarDayKind.CLOSED, name="Bão", source="CĐ 12/CĐ-UBND", at=NOW
    )

    calendar = queries.working_calendar(commune.pk)
    assert not calendar.is_working(MONDAY)
    assert calendar.reasons[MONDAY] == "Bão"
    actions.withdraw_calendar_day(calendar_day=holiday, at=NOW)
    assert queries.working_calendar(commune.pk).is_working(MONDAY)


def test_a_swapped_saturday_is_worked_in_the_hours_of_a_full_day() -> None:
    commune = factories.agency()
    actions.add_calendar_day(
        day=SATURDAY, kind=CalendarDayKind.OPENED, name="Làm bù", source="QĐ 1", at=NOW
    )

    calendar = queries.working_calendar(commune.pk)

    assert calendar.closing(SATURDAY).time() == time(17, 0)


def test_the_agencys_own_day_wins_over_the_provinces() -> None:
    commune, sister = factories.agency(), factories.agency()
    for agency, kind in ((None, CalendarDayKind.CLOSED), (commune, CalendarDayKind.OPENED)):
        actions.add_calendar_day(
            day=MONDAY, kind=kind, name="Lễ hội", source="QĐ 2", agency=agency, at=NOW
        )

    assert queries.working_calendar(commune.pk).is_working(MONDAY)
    assert not queries.working_calendar(sister.pk).is_working(MONDAY)


def test_a_day_has_one_meaning_until_it_is_withdrawn() -> None:
    first = actions.add_calendar_day(
        day=MONDAY, kind=CalendarDayKind.CLOSED, name="Bão", source="CĐ 12", at=NOW
    )
    with pytest.raises(actions.DayTaken, match="23/11/2026"):
        actions.add_calendar_day(
            day=MONDAY, kind=CalendarDayKind.OPENED, name="Làm bù", source="QĐ 3", at=NOW
        )

    actions.withdraw_calendar_day(calendar_day=first, at=NOW)
    actions.withdraw_calendar_day(calendar_day=first, at=NOW)
    second = actions.add_calendar_day(
        day=MONDAY, kind=CalendarDayKind.OPENED, name="Làm bù", source="QĐ 3", at=NOW
    )

    assert set(CalendarDay.objects.values_list("pk", "withdrawn_at")) == {
        (first.pk, NOW),
        (second.pk, None),
    }


def test_asking_again_costs_one_query_and_so_does_a_whole_batch() -> None:
    commune = factories.agency()
    queries.working_calendar(commune.pk)

    with CaptureQueriesContext(connection) as asked:
        queries.working_calendar(commune.pk)
    with queries.held_calendars(), CaptureQueriesContext(connection) as held:
        for _ in range(1000):
            queries.working_calendar(commune.pk)

    assert len(asked) == 1
    assert len(held) == 1


def test_a_year_is_proposed_with_its_source_and_counts_before_it_is_confirmed() -> None:
    commune = factories.agency()

    rows = actions.propose_year(year=2026, at=NOW)

    by_day = {row.day: row for row in rows}
    assert by_day[date(2026, 9, 2)].name == "Quốc khánh"
    assert by_day[date(2026, 8, 22)].kind == CalendarDayKind.OPENED
    assert all("Đề xuất" in row.source for row in rows)
    calendar = queries.working_calendar(commune.pk)
    assert not calendar.is_working(date(2026, 9, 2))
    assert calendar.is_working(date(2026, 8, 22))
    assert CalendarYear.objects.get(year=2026).confirmed_at is None


def test_a_year_is_proposed_again_without_bringing_back_what_was_withdrawn() -> None:
    rows = actions.propose_year(year=2026, at=NOW)
    actions.withdraw_calendar_day(calendar_day=rows[0], at=NOW)

    assert actions.propose_year(year=2026, at=NOW) == []


def test_confirming_a_year_withdraws_the_rejected_days_and_closes_the_proposal() -> None:
    rows = actions.propose_year(year=2026, at=NOW)
    admin = factories.account()

    year = actions.confirm_year(year=2026, by=admin, at=NOW, reject=[rows[-1].pk])

    assert (year.confirmed_at, year.confirmed_by) == (NOW, admin)
    rows[-1].refresh_from_db()
    assert (rows[-1].withdrawn_at, rows[-1].withdrawn_by) == (NOW, admin)
    assert actions.propose_year(year=2026, at=NOW) == []


def test_a_year_the_library_does_not_know_is_not_guessed() -> None:
    with pytest.raises(actions.YearUnknown, match="1800"):
        actions.propose_year(year=1800, at=NOW)
