"""When a dossier is due, how much time is left, whether it was in time."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import calendar, deadline
from motcua.rules.calendar import STANDARD, Window, WorkingCalendar
from motcua.rules.codes import TimeUnit, Verdict
from motcua.rules.deadline import Limit, Remaining, Wait
from tests.rules.moments import (
    FRI,
    MON,
    NEXT_FRI,
    NEXT_MON,
    NEXT_THU,
    NEXT_TUE,
    NEXT_WED,
    SAT,
    SUN,
    TET,
    THU,
    TUE,
    WED,
    at,
)

SAME_DAY = Limit(None, TimeUnit.SAME_DAY)
COUNTED = (TimeUnit.WORKING_HOURS, TimeUnit.WORKING_DAYS, TimeUnit.CALENDAR_DAYS, TimeUnit.MONTHS)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30)).map(  # noqa: DTZ001 - made local
    lambda naive: naive.replace(tzinfo=calendar.LOCAL)
)


def days(count):
    return Limit(count, TimeUnit.WORKING_DAYS)


def hours(count):
    return Limit(count, TimeUnit.WORKING_HOURS)


def calendar_days(count):
    return Limit(count, TimeUnit.CALENDAR_DAYS)


def months(count):
    return Limit(count, TimeUnit.MONTHS)


def due(received_at, limit, *waits, working=STANDARD):
    return deadline.due(received_at=received_at, limit=limit, calendar=working, waits=waits)


@pytest.mark.parametrize("unit", COUNTED)
def test_a_counted_limit_needs_a_positive_amount(unit):
    for amount in (None, 0, -1):
        with pytest.raises(deadline.BadLimit, match=f"{amount} {unit}"):
            Limit(amount, unit)
    assert Limit(1, unit).count == 1


@pytest.mark.parametrize("unit", [TimeUnit.SAME_DAY, TimeUnit.NOT_REGULATED])
def test_an_uncounted_limit_has_no_amount(unit):
    with pytest.raises(deadline.BadLimit):
        Limit(1, unit)
    assert Limit(None, unit).count == 0


def test_a_wait_cannot_end_before_it_begins():
    with pytest.raises(deadline.BadWait, match=r"2026-09-08.* > 2026-09-07"):
        Wait(at(TUE, 9), at(MON, 9))
    with pytest.raises(calendar.NaiveMoment):
        Wait(datetime(2026, 9, 7), at(TUE, 9))  # noqa: DTZ001 - on purpose
    assert Wait(at(MON, 9), at(MON, 9)).restarts is False


def test_the_day_of_reception_is_not_counted():
    assert due(at(MON, 0), days(1)) == at(TUE, 17)
    assert due(at(MON, 23, 59, 59), days(1)) == at(TUE, 17)
    assert due(at(TUE, 0), days(1)) == at(WED, 17)


def test_fifteen_hundred_does_not_move_a_counted_limit():
    assert due(at(THU, 14, 59), days(3)) == due(at(THU, 15, 20), days(3)) == at(NEXT_TUE, 17)


def test_a_day_is_a_day_whatever_the_opening_hours():
    short = WorkingCalendar(windows=((Window(time(8), time(10)),),) * 7)
    assert due(at(MON, 9), days(5), working=short) == at(SAT, 10)


def test_tet_is_not_counted_and_the_swapped_saturday_is():
    assert due(at(date(2026, 2, 13), 9), days(1), working=TET) == at(date(2026, 2, 23), 17)
    assert due(at(date(2026, 2, 23), 9), days(5), working=TET) == at(date(2026, 2, 28), 17)
    assert due(at(date(2026, 2, 23), 9), days(6), working=TET) == at(date(2026, 3, 2), 17)


def test_calendar_days_that_end_on_a_day_off_end_on_the_next_working_day():
    assert due(at(MON, 9), calendar_days(4)) == at(FRI, 17)
    assert due(at(MON, 9), calendar_days(5)) == at(NEXT_MON, 17)
    assert due(at(MON, 9), calendar_days(6)) == at(NEXT_MON, 17)
    assert due(at(MON, 9), calendar_days(7)) == at(NEXT_MON, 17)


@pytest.mark.parametrize(
    ("received", "count", "wanted"),
    [
        (date(2026, 3, 3), 1, date(2026, 4, 3)),
        (date(2025, 12, 31), 2, date(2026, 3, 2)),  # 28/2 is a Saturday
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 10, 30), 2, date(2026, 12, 30)),
        (date(2026, 6, 9), 13, date(2027, 7, 9)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_a_shorter_month(received, count, wanted):
    assert due(at(received, 9), months(count)) == at(wanted, 17)


def test_within_the_day_ends_today_until_fifteen_hundred():
    assert due(at(MON, 6), SAME_DAY) == at(MON, 17)
    assert due(at(MON, 15), SAME_DAY) == at(MON, 17)
    assert due(at(MON, 15, 0, 1), SAME_DAY) == at(TUE, 17)
    assert due(at(FRI, 15, 1), SAME_DAY) == at(NEXT_MON, 17)
    assert due(at(SAT, 9), SAME_DAY) == at(NEXT_MON, 17)


def test_the_hour_that_makes_a_reception_late_is_a_parameter():
    moment = deadline.due(
        received_at=at(MON, 14), limit=SAME_DAY, calendar=STANDARD, late_after=time(13)
    )
    assert moment == at(TUE, 17)
    moment = deadline.index_due(
        received_at=at(MON, 14), limit=SAME_DAY, calendar=STANDARD, late_after=time(13)
    )
    assert moment == at(TUE, 17)


def test_hours_end_at_their_exact_moment():
    assert due(at(MON, 9), hours(2)) == at(MON, 11)
    assert due(at(MON, 16), hours(8)) == at(TUE, 16, 30)


def test_without_a_limit_nothing_is_due():
    limit = Limit(None, TimeUnit.NOT_REGULATED)
    assert due(at(MON, 9), limit) is None
    assert deadline.index_due(received_at=at(MON, 9), limit=limit, calendar=STANDARD) is None


def test_waiting_for_the_citizen_does_not_cost_the_agency_time():
    wait = Wait(at(FRI, 10), at(NEXT_TUE, 9))
    assert due(at(THU, 15, 20), days(3), wait) == at(NEXT_THU, 17)


def test_a_wait_within_one_day_costs_the_agency_that_day():
    assert due(at(MON, 9), days(3), Wait(at(TUE, 8), at(TUE, 16))) == at(THU, 17)


def test_waited_days_are_counted_after_the_request_through_the_supplement():
    assert due(at(MON, 9), days(3), Wait(at(TUE, 8), at(WED, 8))) == at(FRI, 17)
    assert due(at(MON, 9), days(3), Wait(at(TUE, 8), at(SUN, 8))) == at(NEXT_TUE, 17)


def test_waited_hours_are_opening_hours():
    assert due(at(MON, 9), hours(2), Wait(at(MON, 10), at(MON, 14))) == at(MON, 15)
    assert due(at(MON, 8), hours(2), Wait(at(MON, 9), at(TUE, 9))) == at(TUE, 10)


def test_waited_calendar_days_move_calendar_limits():
    wait = Wait(at(TUE, 9), at(THU, 9))
    assert due(at(MON, 9), calendar_days(2), wait) == at(FRI, 17)
    assert due(at(MON, 9), months(1), wait) == at(date(2026, 10, 9), 17)
    # From Friday 11/9, waiting over the weekend is three days in itself.
    assert due(at(THU, 9), calendar_days(5), Wait(at(FRI, 9), at(NEXT_MON, 9))) == at(NEXT_FRI, 17)


def test_a_wait_after_the_last_day_fell_on_a_weekend_counts_from_the_monday():
    # Monday + 5 days is Saturday, so due on the next Monday; asked that Monday, answered Wednesday.
    assert due(at(MON, 9), calendar_days(5), Wait(at(NEXT_MON, 9), at(NEXT_WED, 9))) == at(
        NEXT_WED, 17
    )
    # Asked on the very last day counted, before the weekend moved it.
    assert due(at(MON, 9), calendar_days(5), Wait(at(SAT, 9), at(NEXT_MON, 9))) == at(NEXT_MON, 17)


def test_within_the_day_is_moved_by_waited_working_days():
    assert due(at(MON, 9), SAME_DAY, Wait(at(MON, 10), at(WED, 9))) == at(WED, 17)


def test_a_supplement_counts_the_limit_anew_where_the_procedure_says_so():
    wait = Wait(at(TUE, 9), at(THU, 9), restarts=True)
    assert due(at(MON, 9), days(3), wait) == at(NEXT_TUE, 17)
    assert due(at(MON, 9), hours(8), wait) == at(FRI, 9, 30)
    later = Wait(at(FRI, 9), at(NEXT_MON, 9))
    assert due(at(MON, 9), days(3), wait, later) == at(NEXT_WED, 17)


def test_a_supplement_handed_over_at_once_is_no_waiting():
    for restarts in (False, True):
        at_once = Wait(at(TUE, 9), at(TUE, 9), restarts=restarts)
        assert due(at(MON, 9), days(3), at_once) == at(THU, 17)


def test_the_index_clock_never_restarts():
    wait = Wait(at(TUE, 9), at(THU, 9), restarts=True)
    moment = deadline.index_due(
        received_at=at(MON, 9), limit=days(3), calendar=STANDARD, waits=[wait]
    )
    assert moment == at(NEXT_MON, 17)


def test_late_stays_late_whatever_is_asked_for_afterwards():
    for restarts in (False, True):
        wait = Wait(at(TUE, 17, 0, 1), at(NEXT_FRI, 9), restarts=restarts)
        assert due(at(MON, 9), days(1), wait) == at(TUE, 17)
    on_the_border = Wait(at(TUE, 17), at(WED, 9))
    assert due(at(MON, 9), days(1), on_the_border) == at(WED, 17)


def test_overlapping_waits_count_once():
    first, second = Wait(at(TUE, 9), at(THU, 9)), Wait(at(WED, 9), at(FRI, 9))
    inner = Wait(at(TUE, 10), at(WED, 9))
    assert due(at(MON, 9), days(5), second, first, inner) == at(NEXT_THU, 17)


def test_a_wait_from_before_reception_counts_from_reception_only():
    assert due(at(WED, 9), days(1), Wait(at(MON, 9), at(THU, 9))) == at(FRI, 17)
    assert due(at(WED, 9), days(1), Wait(at(MON, 9), at(TUE, 9))) == at(THU, 17)


@given(MOMENTS, st.sampled_from(COUNTED), st.integers(1, 40), st.integers(1, 40))
def test_more_time_is_never_due_earlier(received_at, unit, amount, more):
    shorter = due(received_at, Limit(amount, unit), working=TET)
    longer = due(received_at, Limit(amount + more, unit), working=TET)
    assert shorter <= longer
    assert shorter > received_at
    assert TET.is_working(shorter.date())


@given(
    MOMENTS,
    st.sampled_from([*(Limit(7, unit) for unit in COUNTED), SAME_DAY]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.booleans()), max_size=4),
)
def test_waiting_never_makes_a_dossier_due_earlier(received_at, limit, steps):
    waits, moment = [], received_at
    latest = due(received_at, limit, working=TET)
    for running, waiting, restarts in steps:
        started_at = moment + timedelta(hours=running)
        moment = started_at + timedelta(hours=waiting)
        waits.append(Wait(started_at, moment, restarts=restarts))
        following = due(received_at, limit, *waits, working=TET)
        assert following >= latest
        if started_at > latest:
            assert following == latest
        latest = following


def test_an_online_submission_is_answered_within_eight_working_hours():
    assert deadline.reception_due(at(MON, 8), STANDARD) == at(TUE, 8, 30)
    assert deadline.reception_due(at(FRI, 20), STANDARD) == at(NEXT_TUE, 8)
    assert deadline.reception_due(at(SAT, 9), STANDARD) == at(NEXT_TUE, 8)
    assert deadline.reception_due(at(MON, 8), STANDARD, hours=1) == at(MON, 9)


def test_a_dossier_is_handed_over_the_same_day_until_fifteen_hundred():
    assert deadline.hand_over_due(at(MON, 15), STANDARD) == at(MON, 17)
    assert deadline.hand_over_due(at(MON, 15, 1), STANDARD) == at(TUE, 7, 30)
    assert deadline.hand_over_due(at(FRI, 16), STANDARD) == at(NEXT_MON, 7, 30)
    assert deadline.hand_over_due(at(SUN, 9), STANDARD) == at(NEXT_MON, 7, 30)
    assert deadline.hand_over_due(
        at(MON, 14), STANDARD, late_after=time(13), grace=timedelta(hours=2)
    ) == at(TUE, 9, 30)


def test_an_apology_is_sent_at_the_latest_one_working_day_before():
    assert deadline.apology_by(at(NEXT_MON, 17), STANDARD) == FRI
    assert deadline.apology_by(at(FRI, 17), STANDARD) == THU
    assert deadline.apology_by(at(NEXT_MON, 17), STANDARD, days=2) == THU
    assert deadline.apology_by(at(NEXT_MON, 17), STANDARD, days=0) == NEXT_MON


def test_the_report_judges_by_date():
    assert deadline.for_report(MON, TUE) is Verdict.EARLY
    assert deadline.for_report(TUE, TUE) is Verdict.ON_TIME
    assert deadline.for_report(WED, TUE) is Verdict.LATE
    assert deadline.for_report(WED, None) is Verdict.ON_TIME


def test_the_control_slip_judges_by_moment_to_the_minute():
    assert deadline.for_control(at(TUE, 16, 59, 59), at(TUE, 17)) is Verdict.EARLY
    assert deadline.for_control(at(TUE, 17, 0, 59), at(TUE, 17)) is Verdict.ON_TIME
    assert deadline.for_control(at(TUE, 17, 1), at(TUE, 17, 0, 59)) is Verdict.LATE
    assert deadline.for_control(at(TUE, 17), None) is Verdict.ON_TIME
    with_microseconds = at(TUE, 17).replace(microsecond=5)
    assert deadline.for_control(with_microseconds, at(TUE, 17)) is Verdict.ON_TIME


def test_the_index_calls_more_than_one_supplement_request_late():
    assert deadline.for_index(at(MON, 9), at(TUE, 17), 1) is Verdict.EARLY
    assert deadline.for_index(at(WED, 9), at(TUE, 17), 0) is Verdict.LATE
    assert deadline.for_index(at(MON, 9), at(TUE, 17), 2) is Verdict.LATE
    assert deadline.for_index(at(MON, 9), None, 1) is Verdict.ON_TIME


def left(now, due_at, unit):
    return deadline.remaining(now=now, due_at=due_at, calendar=STANDARD, limit_unit=unit)


@pytest.mark.parametrize(
    ("now", "unit", "said"),
    [
        (at(WED, 9), TimeUnit.WORKING_DAYS, "còn 2 ngày làm việc"),
        (at(WED, 9), TimeUnit.SAME_DAY, "còn 2 ngày làm việc"),
        (at(FRI, 0), TimeUnit.WORKING_DAYS, "đến hạn hôm nay"),
        (at(FRI, 23, 59), TimeUnit.WORKING_DAYS, "đến hạn hôm nay"),
        (at(SAT, 0), TimeUnit.WORKING_DAYS, "quá hạn 1 ngày làm việc"),
        (at(NEXT_MON, 9), TimeUnit.WORKING_DAYS, "quá hạn 1 ngày làm việc"),
        (at(NEXT_TUE, 9), TimeUnit.WORKING_DAYS, "quá hạn 2 ngày làm việc"),
        (at(SUN, 9), TimeUnit.CALENDAR_DAYS, "quá hạn 2 ngày"),
        (at(MON, 9), TimeUnit.MONTHS, "còn 4 ngày"),
        (at(FRI, 18), TimeUnit.MONTHS, "đến hạn hôm nay"),
        (at(FRI, 14), TimeUnit.WORKING_HOURS, "còn 3 giờ làm việc"),
        (at(FRI, 16, 1), TimeUnit.WORKING_HOURS, "còn dưới 1 giờ làm việc"),
        (at(FRI, 17), TimeUnit.WORKING_HOURS, "còn dưới 1 giờ làm việc"),
        (at(FRI, 17, 1), TimeUnit.WORKING_HOURS, "quá hạn dưới 1 giờ làm việc"),
        (at(NEXT_MON, 8, 30), TimeUnit.WORKING_HOURS, "quá hạn 1 giờ làm việc"),
    ],
)
def test_the_time_left_is_said_in_the_unit_of_the_limit(now, unit, said):
    assert deadline.words(left(now, at(FRI, 17), unit)) == said


def test_the_time_left_carries_its_numbers():
    assert left(at(WED, 9), at(FRI, 17), TimeUnit.WORKING_DAYS) == Remaining(
        overdue=False, days=2, hours=21, unit=TimeUnit.WORKING_DAYS
    )
    assert left(at(SAT, 9), at(FRI, 17), TimeUnit.WORKING_HOURS) == Remaining(
        overdue=True, days=1, hours=0, unit=TimeUnit.WORKING_HOURS
    )


def test_a_deadline_before_a_holiday_counts_working_days_only():
    assert left(at(FRI, 18), at(NEXT_THU, 17), TimeUnit.WORKING_DAYS).days == 4


def test_on_the_due_day_a_day_limit_is_not_over_even_after_closing():
    for now in (at(FRI, 0), at(FRI, 18), at(FRI, 23, 59)):
        assert left(now, at(FRI, 17), TimeUnit.WORKING_DAYS).overdue is False
    assert left(at(SAT, 0), at(FRI, 17), TimeUnit.WORKING_DAYS).overdue is True
