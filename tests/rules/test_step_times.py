"""How long a step may take, as a decision writes it and as a calendar counts it."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import step_times
from motcua.rules.calendar import STANDARD, Window, WorkingCalendar
from motcua.rules.step_times import MOST, BadTime, StepUnit, Time
from tests.rules.moments import FRI, MON, NEXT_MON, NEXT_TUE, SAT, SUN, THU, TUE, at

HALVES = StepUnit.HALF_DAYS
#: One window without a break: half of it is half-way.
UNBROKEN = WorkingCalendar(windows=((Window(time(7, 0), time(14, 0)),),) * 5 + ((),) * 2)
#: Two windows and a third in the evening: the morning ends at the first break.
EVENING = WorkingCalendar(
    windows=(
        (
            Window(time(7, 0), time(11, 0)),
            Window(time(13, 0), time(16, 30)),
            Window(time(18, 0), time(20, 0)),
        ),
    )
    * 7
)


@pytest.mark.parametrize(
    ("unit", "amount", "reached", "due"),
    [
        (StepUnit.MINUTES, 30, at(MON, 8), at(MON, 8, 30)),
        (StepUnit.MINUTES, 30, at(FRI, 16, 45), at(NEXT_MON, 7, 45)),
        (StepUnit.WORKING_HOURS, 4, at(MON, 9), at(MON, 15)),
        (StepUnit.WORKING_HOURS, 1, at(SUN, 9), at(NEXT_MON, 8, 30)),
        (StepUnit.WORKING_DAYS, 1, at(MON, 7, 30), at(TUE, 17)),
        (StepUnit.WORKING_DAYS, 2, at(FRI, 16), at(NEXT_TUE, 17)),
        (StepUnit.CALENDAR_DAYS, 3, at(MON, 9), at(THU, 17)),
        (StepUnit.CALENDAR_DAYS, 2, at(THU, 9), at(NEXT_MON, 17)),
        (HALVES, 1, at(MON, 7, 30), at(MON, 17)),
        (HALVES, 1, at(MON, 11, 30), at(MON, 17)),
        (HALVES, 1, at(MON, 11, 31), at(TUE, 11, 30)),
        (HALVES, 1, at(MON, 17), at(TUE, 11, 30)),
        (HALVES, 1, at(MON, 17, 1), at(TUE, 11, 30)),
        (HALVES, 2, at(MON, 17), at(TUE, 17)),
        (HALVES, 3, at(FRI, 15), at(NEXT_TUE, 11, 30)),
        (HALVES, 1, at(SAT, 9), at(NEXT_MON, 11, 30)),
        (HALVES, 2, at(SUN, 23), at(NEXT_MON, 17)),
    ],
)
def test_each_unit_is_counted_in_itself(unit, amount, reached, due):
    assert Time(amount, unit).after(reached, STANDARD) == due


def test_a_morning_without_a_break_ends_half_way():
    assert Time(1, HALVES).after(at(MON, 14), UNBROKEN) == at(TUE, 10, 30)


def test_a_morning_ends_at_the_first_break():
    assert Time(1, HALVES).after(at(MON, 20), EVENING) == at(TUE, 11)
    assert Time(2, HALVES).after(at(MON, 20), EVENING) == at(TUE, 20)


@given(
    unit=st.sampled_from(StepUnit),
    amount=st.integers(1, 30),
    earlier=st.integers(0, 14 * 24 * 60),
    later=st.integers(0, 14 * 24 * 60),
)
def test_who_reaches_a_step_later_is_never_due_earlier(unit, amount, earlier, later):
    first, second = sorted((earlier, later))
    start = at(MON, 0)
    due = [
        Time(amount, unit).after(start + timedelta(minutes=minutes), STANDARD)
        for minutes in (first, second)
    ]
    assert due[0] <= due[1]
    assert due[0] > start + timedelta(minutes=first)


@pytest.mark.parametrize("amount", [0, -1, MOST + 1])
def test_no_time_and_too_much_time_are_refused(amount):
    with pytest.raises(BadTime, match=str(amount)):
        Time(amount, StepUnit.WORKING_DAYS)


@pytest.mark.parametrize("amount", [1, MOST])
def test_the_least_and_the_most_are_times(amount):
    assert Time(amount, StepUnit.WORKING_DAYS).amount == amount


WRITTEN = [
    ("02 giờ", Time(2, StepUnit.WORKING_HOURS), "2 giờ làm việc"),
    ("4h", Time(4, StepUnit.WORKING_HOURS), "4 giờ làm việc"),
    ("1,5 giờ làm việc", Time(90, StepUnit.MINUTES), "90 phút làm việc"),
    ("30 phút", Time(30, StepUnit.MINUTES), "30 phút làm việc"),
    ("1 buổi", Time(1, HALVES), "0,5 ngày làm việc"),
    ("2 buổi làm việc", Time(2, HALVES), "2 buổi làm việc"),
    ("1/2 ngày", Time(1, HALVES), "0,5 ngày làm việc"),
    ("3/2 ngày làm việc", Time(3, HALVES), "1,5 ngày làm việc"),
    ("2/2 ngày", Time(1, StepUnit.WORKING_DAYS), "1 ngày làm việc"),
    ("0,5 Ngày  Làm Việc", Time(1, HALVES), "0,5 ngày làm việc"),
    ("2.5 ngày", Time(5, HALVES), "2,5 ngày làm việc"),
    ("2,0 ngày", Time(2, StepUnit.WORKING_DAYS), "2 ngày làm việc"),
    ("03 ngày làm việc", Time(3, StepUnit.WORKING_DAYS), "3 ngày làm việc"),
    ("10 ngày lịch", Time(10, StepUnit.CALENDAR_DAYS), "10 ngày lịch"),
]


@pytest.mark.parametrize(("written", "time", "said"), WRITTEN)
def test_a_time_is_read_as_decisions_write_it_and_said_so_that_it_reads_the_same(
    written, time, said
):
    assert step_times.read(written) == time
    assert step_times.words(time) == said
    assert step_times.read(said) == time


def test_a_bare_day_is_the_day_of_the_limit():
    assert step_times.read("3 ngày", bare_day=StepUnit.CALENDAR_DAYS) == Time(
        3, StepUnit.CALENDAR_DAYS
    )
    assert step_times.read("3 ngày làm việc", bare_day=StepUnit.CALENDAR_DAYS) == Time(
        3, StepUnit.WORKING_DAYS
    )


@pytest.mark.parametrize(
    "written",
    [
        *("", "vài ngày", "3", "0 giờ", "0 ngày", "1,3 ngày", "1/3 ngày", "1,5 phút", "0,5 buổi"),
        *("1,5 ngày lịch", "3 giờ lịch", "2 tuần", "12345 ngày", "1-2 ngày", "-1 ngày"),
    ],
)
def test_what_is_no_time_is_refused_with_what_was_written(written):
    with pytest.raises(BadTime):
        step_times.read(written)


def test_half_a_calendar_day_is_refused_also_where_a_bare_day_is_one():
    with pytest.raises(BadTime, match="1,5 calendar_days"):
        step_times.read("1,5 ngày", bare_day=StepUnit.CALENDAR_DAYS)
