"""By when a procedure is made public, and which day is too late today."""

from datetime import date, timedelta

import pytest

from motcua.rules import publicity
from motcua.rules.calendar import STANDARD

FRIDAY = date(2026, 11, 13)


def test_a_province_has_five_working_days_the_centre_ten() -> None:
    assert publicity.due_on(FRIDAY, central=False, calendar=STANDARD) == date(2026, 11, 20)
    assert publicity.due_on(FRIDAY, central=True, calendar=STANDARD) == date(2026, 11, 27)


@pytest.mark.parametrize("central", [True, False])
def test_too_late_today_is_exactly_what_was_due_before_today(central: bool) -> None:
    for offset in range(40):
        today = FRIDAY + timedelta(days=offset)
        last = publicity.overdue_through(today, central=central, calendar=STANDARD)
        assert publicity.due_on(last, central=central, calendar=STANDARD) < today
        following = last + timedelta(days=1)
        assert publicity.due_on(following, central=central, calendar=STANDARD) >= today
