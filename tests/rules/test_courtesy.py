"""When an apology must go out, and when deciding late leaves one owed."""

from datetime import date, timedelta

import pytest

from motcua.rules import courtesy, deadline
from motcua.rules.calendar import STANDARD
from motcua.rules.codes import TimeUnit, Verdict
from tests.rules.moments import (
    FRI,
    MON,
    NEXT_MON,
    NEXT_TUE,
    SAT,
    TET,
    THU,
    TUE,
    WED,
    at,
)


def must(now, due_at, *, started_at=None, promised_at=None, unit=TimeUnit.WORKING_DAYS):
    return courtesy.must_apologise(
        now=now,
        started_at=started_at or at(MON, 8),
        due_at=due_at,
        promised_at=promised_at,
        unit=unit,
        calendar=STANDARD,
    )


def test_the_duty_begins_one_working_day_before_the_due_date():
    assert not must(at(TUE, 16), at(THU, 17))
    assert must(at(WED, 8), at(THU, 17))
    assert must(at(THU, 18), at(THU, 17))


def test_for_a_monday_it_begins_on_the_friday_before():
    assert not must(at(THU, 16), at(NEXT_MON, 17))
    assert must(at(FRI, 8), at(NEXT_MON, 17))
    assert must(at(SAT, 8), at(NEXT_MON, 17))
    assert not must(at(SAT, 8), at(NEXT_TUE, 17))


@pytest.mark.parametrize("ahead", range(40))
@pytest.mark.parametrize("calendar", [STANDARD, TET])
def test_it_begins_exactly_on_the_last_day_for_an_apology(ahead, calendar):
    today = date(2026, 2, 2) + timedelta(days=ahead)
    for due_on in (today + timedelta(days=n) for n in range(12)):
        if not calendar.is_working(due_on):
            continue
        due_at = calendar.closing(due_on)
        in_duty = courtesy.must_apologise(
            now=at(today, 9),
            started_at=at(date(2026, 1, 5), 8),
            due_at=due_at,
            promised_at=None,
            unit=TimeUnit.WORKING_DAYS,
            calendar=calendar,
        )
        assert in_duty is (deadline.apology_by(due_at, calendar) <= today)


def test_nobody_apologises_on_the_day_a_dossier_comes_in():
    assert not must(at(WED, 10), at(THU, 17), started_at=at(WED, 9))
    assert must(at(THU, 10), at(THU, 17), started_at=at(WED, 9))


@pytest.mark.parametrize("unit", [TimeUnit.SAME_DAY, TimeUnit.WORKING_HOURS])
def test_a_limit_too_short_for_notice_is_apologised_for_when_it_is_over(unit):
    assert not must(at(WED, 16), at(WED, 17), unit=unit)
    assert must(at(WED, 17, 1), at(WED, 17), unit=unit)


def test_once_promised_or_without_a_due_date_there_is_no_duty():
    assert not must(at(FRI, 8), at(THU, 17), promised_at=at(NEXT_MON, 17))
    assert not must(at(FRI, 8), None)


def test_deciding_late_owes_an_apology_unless_the_promise_was_kept():
    late = Verdict.LATE
    assert courtesy.owed_after(late, at(FRI, 10), None)
    assert courtesy.owed_after(late, at(NEXT_TUE, 8), at(NEXT_MON, 17))
    assert not courtesy.owed_after(late, at(NEXT_MON, 18), at(NEXT_MON, 17))
    assert not courtesy.owed_after(Verdict.ON_TIME, at(FRI, 10), None)


def test_lateness_is_counted_in_working_days():
    assert courtesy.working_days_late(at(THU, 20), at(THU, 17), STANDARD) == 0
    assert courtesy.working_days_late(at(NEXT_MON, 8), at(THU, 17), STANDARD) == 2
    assert courtesy.working_days_late(at(SAT, 8), at(FRI, 17), STANDARD) == 1
