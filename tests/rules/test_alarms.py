"""What is over now, asked of whole lists, says the same as the due moment of each."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import alarms, deadline
from motcua.rules.calendar import (
    LOCAL,
    STANDARD,
    STANDARD_WINDOWS,
    NoWorkingDay,
    Window,
    WorkingCalendar,
)

#: Tết 2026: off from Saturday 14/2 to Sunday 22/2; Saturday 28/2 is worked instead.
TET = WorkingCalendar(
    windows=STANDARD.windows,
    closed=frozenset(date(2026, 2, day) for day in range(14, 23)),
    opened={date(2026, 2, 28): STANDARD_WINDOWS},
)
#: Open in the morning alone on Fridays, and the whole of Saturday.
ODD = WorkingCalendar(
    windows=(
        *(STANDARD_WINDOWS,) * 4,
        (Window(time(7, 30), time(11, 30)),),
        (Window(time(8), time(16)),),
        (),
    )
)
CALENDARS = (STANDARD, TET, ODD)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


MOMENTS = st.datetimes(
    min_value=datetime(2026, 2, 1),  # noqa: DTZ001 - the zone is put on below
    max_value=datetime(2026, 3, 10),  # noqa: DTZ001 - as above
).map(lambda at: at.replace(tzinfo=LOCAL))
#: Moments people and machines really meet: whole quarters of an hour.
QUARTERS = st.builds(
    lambda day, quarter: moment("2026-02-01") + timedelta(days=day, minutes=15 * quarter),
    st.integers(0, 37),
    st.integers(0, 95),
)


@given(calendar=st.sampled_from(CALENDARS), came=QUARTERS | MOMENTS, now=QUARTERS | MOMENTS)
def test_a_list_and_a_dossier_agree_on_what_was_not_answered_in_time(calendar, came, now):
    over = now > deadline.reception_due(came, calendar)
    assert (came <= alarms.unanswered_through(now, calendar)) is over


@given(calendar=st.sampled_from(CALENDARS), came=QUARTERS | MOMENTS, now=QUARTERS | MOMENTS)
def test_a_list_and_a_dossier_agree_on_what_was_kept_overnight(calendar, came, now):
    over = now > deadline.hand_over_due(came, calendar)
    assert (came <= alarms.kept_through(now, calendar)) is over


@pytest.mark.parametrize(
    ("now", "through"),
    [
        # Seven and a half hours a day: eight of them reach into the day before.
        ("2026-02-04 09:00", "2026-02-03 08:29:59.999999"),
        # At the due moment itself it is not late yet; an instant later it is.
        ("2026-02-04 08:00:00.000001", "2026-02-03 07:30"),
        ("2026-02-04 08:00", "2026-02-02 16:59:59.999999"),
        # Closed at noon: what was due when the office closed is late from then on.
        ("2026-02-04 12:00", "2026-02-03 11:00"),
        # On Sunday the office has stood still since Friday evening.
        ("2026-02-08 10:00", "2026-02-05 16:30"),
        # The first morning after Tết counts on from the evening before it.
        ("2026-02-23 08:00:00.000001", "2026-02-13 07:30"),
        ("2026-02-20 12:00", "2026-02-12 16:30"),
    ],
)
def test_submissions_up_to_here_were_to_be_answered(now, through):
    assert alarms.unanswered_through(moment(now), TET) == moment(through)


@pytest.mark.parametrize(
    ("now", "through"),
    [
        # While the office is open, only what came yesterday or earlier is overdue.
        ("2026-02-06 15:01", "2026-02-05 23:59:59.999999"),
        # Friday, closed: what came until 15:00 is; what came at 15:01 has until Monday morning.
        ("2026-02-06 17:00", "2026-02-05 23:59:59.999999"),
        ("2026-02-06 17:01", "2026-02-06 15:00"),
        ("2026-02-08 10:00", "2026-02-06 15:00"),
        ("2026-02-09 07:30", "2026-02-06 15:00"),
        ("2026-02-09 07:31", "2026-02-08 23:59:59.999999"),
        # The day before Tết, the days of Tết, and the first morning after it.
        ("2026-02-13 17:01", "2026-02-13 15:00"),
        ("2026-02-19 09:00", "2026-02-13 15:00"),
        ("2026-02-23 07:30", "2026-02-13 15:00"),
        ("2026-02-23 07:31", "2026-02-22 23:59:59.999999"),
        # A Saturday worked instead of a day off is a day like others.
        ("2026-02-28 17:01", "2026-02-28 15:00"),
    ],
)
def test_receptions_up_to_here_were_to_be_handed_over(now, through):
    assert alarms.kept_through(moment(now), TET) == moment(through)


def test_the_law_says_early_in_the_morning_and_an_office_says_how_early():
    grace = timedelta(hours=1)
    before = alarms.kept_through(moment("2026-02-09 08:30"), STANDARD, grace=grace)
    after = alarms.kept_through(moment("2026-02-09 08:31"), STANDARD, grace=grace)
    assert before == moment("2026-02-06 15:00")
    assert after == moment("2026-02-08 23:59:59.999999")


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2026-02-05 07:29", None),
        ("2026-02-05 07:30", ("2026-02-06", "2026-02-06")),
        ("2026-02-06 16:00", ("2026-02-07", "2026-02-09")),
        ("2026-02-07 09:00", None),
        ("2026-02-13 09:00", ("2026-02-14", "2026-02-23")),
        ("2026-02-27 09:00", ("2026-02-28", "2026-02-28")),
    ],
)
def test_tomorrow_is_the_next_working_day(at, days):
    expected = days and tuple(date.fromisoformat(day) for day in days)
    assert alarms.due_tomorrow(moment(at), TET) == expected


def test_an_office_that_never_opens_has_no_alarm_but_an_error():
    never = WorkingCalendar(windows=((),) * 7)
    with pytest.raises(NoWorkingDay):
        alarms.unanswered_through(moment("2026-02-05 09:00"), never)
