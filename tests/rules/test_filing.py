"""How a report goes upward: which deeds follow which, and by when it is due."""

from datetime import date

import pytest

from motcua.rules import filing, periods
from motcua.rules.codes import Level
from motcua.rules.filing import Deed, State, Unlawful

QUARTER = periods.quarter(2024, 3)


@pytest.mark.parametrize(
    ("deeds", "state"),
    [
        ((), State.WAITING),
        ((Deed.REMIND,), State.WAITING),
        ((Deed.FILE,), State.FILED),
        ((Deed.FILE, Deed.ACCEPT), State.ACCEPTED),
        ((Deed.FILE, Deed.RETURN), State.RETURNED),
        ((Deed.FILE, Deed.RETURN, Deed.REMIND, Deed.FILE), State.FILED),
        ((Deed.FILE, Deed.ACCEPT, Deed.RETURN, Deed.FILE, Deed.ACCEPT), State.ACCEPTED),
    ],
)
def test_a_history_is_folded_into_where_the_report_stands(deeds, state):
    assert filing.state_of(deeds) is state


@pytest.mark.parametrize(
    ("deeds", "words"),
    [
        ((Deed.ACCEPT,), r"“Chưa nộp”, không thể tiếp nhận\.$"),
        ((Deed.FILE, Deed.FILE), "“Đã nộp, chờ tiếp nhận”, không thể ký duyệt và nộp"),
        ((Deed.FILE, Deed.REMIND), "không thể đôn đốc"),
        ((Deed.FILE, Deed.ACCEPT, Deed.FILE), "“Đã tiếp nhận”"),
    ],
)
def test_what_does_not_follow_is_refused_in_words(deeds, words):
    with pytest.raises(Unlawful, match=words):
        filing.state_of(deeds)


def test_everything_has_words():
    assert set(filing.WORDS) == set(State)
    assert set(filing.DEED_WORDS) == set(Deed)


@pytest.mark.parametrize(
    ("level", "whole", "day"),
    [
        (Level.COMMUNE, False, date(2024, 9, 18)),
        (Level.DISTRICT, False, date(2024, 9, 20)),
        (Level.DISTRICT, True, date(2024, 9, 20)),
        (Level.PROVINCE, False, date(2024, 9, 20)),
        (Level.PROVINCE, True, date(2024, 9, 25)),
    ],
)
def test_a_quarter_is_due_some_days_after_its_end(level, whole, day):
    assert filing.due_on(level, QUARTER, whole=whole) == day


@pytest.mark.parametrize(
    ("filed", "today", "late"),
    [
        (None, date(2024, 9, 18), False),
        (None, date(2024, 9, 19), True),
        (date(2024, 9, 18), date(2024, 12, 1), False),
        (date(2024, 9, 19), date(2024, 12, 1), True),
    ],
)
def test_the_day_itself_is_in_time(filed, today, late):
    assert filing.is_late(date(2024, 9, 18), filed, today) is late
