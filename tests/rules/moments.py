"""Days and moments the tests speak of by name."""

from datetime import date, datetime, time

from motcua.rules.calendar import LOCAL, STANDARD, WorkingCalendar

#: A whole week without holidays, and the Monday after it.
MON, TUE, WED, THU, FRI = (date(2026, 9, day) for day in range(7, 12))
SAT, SUN = date(2026, 9, 12), date(2026, 9, 13)
NEXT_MON, NEXT_TUE, NEXT_WED, NEXT_THU, NEXT_FRI = (date(2026, 9, day) for day in range(14, 19))

#: Tết 2026: Monday 16/2 to Friday 20/2 off; the Saturday after is worked for one of them.
TET = WorkingCalendar(
    windows=STANDARD.windows,
    closed=frozenset(date(2026, 2, day) for day in range(16, 21)),
    opened={date(2026, 2, 28): STANDARD.windows[0]},
    reasons={date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)},
)


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return the local moment."""
    return datetime.combine(day, time(hour, minute, second), LOCAL)
