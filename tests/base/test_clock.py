"""The one clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.base import clock

NIGHT = datetime(2024, 6, 14, 17, 30, tzinfo=UTC)


def test_the_legal_day_is_vietnams():
    with clock.moved_to(NIGHT):
        assert clock.now() == NIGHT
        assert clock.today() == date(2024, 6, 15)


def test_a_moved_clock_stands_still_until_it_is_advanced_and_then_put_back():
    before = clock.now()
    with clock.moved_to(NIGHT):
        assert clock.advance(timedelta(hours=1)) == NIGHT + timedelta(hours=1)
        with clock.moved_to(NIGHT - timedelta(days=1)):
            assert clock.today() == date(2024, 6, 14)
        assert clock.now() == NIGHT + timedelta(hours=1)
    assert before <= clock.now() < before + timedelta(minutes=1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(clock.NaiveMoment):
        clock.set_to(datetime(2024, 6, 15, 8, 0))  # noqa: DTZ001 - the point


def test_a_day_has_a_local_morning():
    assert clock.at(date(2024, 6, 15)).isoformat() == "2024-06-15T08:00:00+07:00"
