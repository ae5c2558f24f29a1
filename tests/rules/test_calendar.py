"""Working time of one agency."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import calendar
from motcua.rules.calendar import STANDARD, STANDARD_WINDOWS, Window, WorkingCalendar
from tests.rules.moments import FRI, MON, NEXT_MON, NEXT_TUE, SAT, SUN, TET, THU, TUE, WED, at

NEVER = WorkingCalendar(windows=((),) * 7)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_a_window_must_close_after_it_opens():
    with pytest.raises(calendar.BadWindow, match=r"^11:30-07:30$"):
        Window(time(11, 30), time(7, 30))
    with pytest.raises(calendar.BadWindow):
        Window(time(8), time(8))


def test_a_week_has_seven_days():
    with pytest.raises(calendar.BadWindow, match="6 days"):
        WorkingCalendar(windows=((),) * 6)


def test_windows_of_a_day_may_touch_but_not_overlap():
    morning, noon = Window(time(7), time(11)), Window(time(11), time(12))
    assert WorkingCalendar(windows=((morning, noon), *((),) * 6)).is_working(MON)
    with pytest.raises(calendar.BadWindow, match=r"^12:00 > 07:00$"):
        WorkingCalendar(windows=((noon, morning), *((),) * 6))


def test_windows_of_an_opened_day_are_checked_too():
    morning = Window(time(7), time(11))
    with pytest.raises(calendar.BadWindow):
        WorkingCalendar(windows=((),) * 7, opened={SAT: (morning, morning)})


def test_the_standard_week_works_monday_to_friday():
    assert [STANDARD.is_working(day) for day in (MON, TUE, WED, THU, FRI, SAT, SUN)] == [
        *(True,) * 5,
        *(False,) * 2,
    ]
    assert STANDARD.opening(MON) == at(MON, 7, 30)
    assert STANDARD.closing(MON) == at(MON, 17)


def test_a_holiday_is_closed_and_a_swapped_saturday_is_open():
    assert not TET.is_working(date(2026, 2, 16))
    assert TET.is_working(date(2026, 2, 28))
    assert TET.next_working_day(date(2026, 2, 27)) == date(2026, 2, 28)
    assert TET.next_working_day(date(2026, 2, 13)) == date(2026, 2, 23)


def test_an_opened_day_wins_over_a_closure_and_keeps_its_own_hours():
    half = (Window(time(8), time(10)),)
    mended = WorkingCalendar(STANDARD.windows, closed=frozenset({MON}), opened={MON: half})
    assert mended.closing(MON) == at(MON, 10)


def test_a_day_opened_with_no_window_is_closed():
    assert not WorkingCalendar(STANDARD.windows, opened={MON: ()}).is_working(MON)


def test_the_nearest_working_days_around_a_weekend():
    assert STANDARD.working_day_on_or_after(FRI) == FRI
    assert STANDARD.working_day_on_or_after(SAT) == NEXT_MON
    assert STANDARD.next_working_day(FRI) == NEXT_MON
    assert STANDARD.previous_working_day(NEXT_MON) == FRI
    assert STANDARD.previous_working_day(FRI) == THU


def test_adding_working_days_does_not_count_the_first_day():
    assert STANDARD.add_working_days(FRI, 0) == FRI
    assert STANDARD.add_working_days(SAT, 0) == SAT
    assert STANDARD.add_working_days(FRI, 1) == NEXT_MON
    assert STANDARD.add_working_days(FRI, 2) == NEXT_TUE
    with pytest.raises(ValueError, match="-1 working days"):
        STANDARD.add_working_days(FRI, -1)


def test_working_days_are_counted_after_the_first_day_through_the_last():
    assert STANDARD.working_days_between(THU, FRI) == 1
    assert STANDARD.working_days_between(FRI, NEXT_MON) == 1
    assert STANDARD.working_days_between(FRI, SUN) == 0
    assert STANDARD.working_days_between(MON, MON) == 0
    assert STANDARD.working_days_between(FRI, MON) == 0


@given(DAYS, st.integers(0, 60))
def test_counting_finds_what_adding_added(day, count):
    assert TET.working_days_between(day, TET.add_working_days(day, count)) == count


def test_a_calendar_without_working_days_says_so_instead_of_searching_for_ever():
    with pytest.raises(calendar.NoWorkingDay, match="2026-09-07"):
        NEVER.working_day_on_or_after(MON)
    only_far = WorkingCalendar(
        windows=((),) * 7, opened={MON + timedelta(days=369): STANDARD_WINDOWS}
    )
    assert only_far.working_day_on_or_after(MON) == MON + timedelta(days=369)
    with pytest.raises(calendar.NoWorkingDay):
        only_far.working_day_on_or_after(MON - timedelta(days=1))


def test_a_day_off_has_neither_opening_nor_closing():
    with pytest.raises(calendar.ClosedDay, match="2026-09-12"):
        STANDARD.opening(SAT)
    with pytest.raises(calendar.ClosedDay):
        STANDARD.closing(SAT)


def test_working_hours_run_through_lunch_nights_and_weekends():
    assert STANDARD.add_working_hours(at(MON, 8), 2) == at(MON, 10)
    assert STANDARD.add_working_hours(at(MON, 10), 2) == at(MON, 14)
    assert STANDARD.add_working_hours(at(FRI, 16), 2) == at(NEXT_MON, 8, 30)


def test_working_hours_that_end_at_a_closing_end_there():
    assert STANDARD.add_working_hours(at(MON, 10, 30), 1) == at(MON, 11, 30)
    assert STANDARD.add_working_hours(at(MON, 16), 1) == at(MON, 17)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (at(MON, 5), at(MON, 7, 30)),
        (at(MON, 11, 30), at(MON, 13, 30)),
        (at(MON, 12), at(MON, 13, 30)),
        (at(MON, 17), at(TUE, 7, 30)),
        (at(FRI, 23, 59), at(NEXT_MON, 7, 30)),
        (at(SAT, 9), at(NEXT_MON, 7, 30)),
        (at(MON, 9), at(MON, 9)),
    ],
)
def test_no_working_time_from_a_moment_is_the_first_open_moment(moment, first):
    assert STANDARD.add_working_hours(moment, 0) == first


def test_working_time_cannot_be_taken_back():
    with pytest.raises(ValueError, match="-1 day"):
        STANDARD.add_working_hours(at(MON, 9), -1)


def test_working_time_between_counts_only_open_hours():
    assert STANDARD.working_time_between(at(MON, 9), at(MON, 10)) == timedelta(hours=1)
    assert STANDARD.working_time_between(at(MON, 11), at(MON, 14)) == timedelta(hours=1)
    assert STANDARD.working_time_between(at(FRI, 16), at(NEXT_MON, 8)) == timedelta(
        hours=1, minutes=30
    )
    assert STANDARD.working_time_between(at(SAT, 8), at(SUN, 20)) == timedelta(0)
    assert STANDARD.working_time_between(at(TUE, 9), at(MON, 9)) == timedelta(0)
    assert STANDARD.working_time_between(at(MON, 10), at(MON, 9)) == timedelta(0)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30)),  # noqa: DTZ001 - made local below
    st.timedeltas(timedelta(0), timedelta(days=10)),
)
def test_added_working_time_is_the_working_time_between(naive, length):
    start = naive.replace(tzinfo=calendar.LOCAL)
    assert TET.working_time_between(start, TET.add_working_time(start, length)) == length


def test_a_moment_is_read_on_the_local_clock():
    utc = datetime(2026, 9, 7, 17, 30, tzinfo=UTC)
    assert calendar.local_day(utc) == TUE
    assert calendar.local(utc) == utc
    assert calendar.local(utc).hour == 0


def test_a_naive_moment_is_refused():
    with pytest.raises(calendar.NaiveMoment, match="2026-09-07T09:00:00"):
        calendar.local(datetime(2026, 9, 7, 9))  # noqa: DTZ001 - on purpose
