"""What should have been done by now: the last moments whose time is over, for whole lists at once.

``deadline`` says of one dossier by when it is to be answered or handed over. A list asks the other way
round: of all that came in, what is over now? That is everything up to one moment, and an index finds it.

Căn cứ: Nghị định 45/2020/NĐ-CP, Điều 11 (certainty: high for 8 working hours); Nghị định 61/2018/NĐ-CP, Điều
18 và Nghị định 118/2025/NĐ-CP, Điều 18 khoản 2 (certainty: high for the same day and 15:00).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from motcua.rules.calendar import LOCAL, SEARCH_DAYS, NoWorkingDay, WorkingCalendar, local
from motcua.rules.deadline import LATE_AFTER, RECEPTION_HOURS

_INSTANT = timedelta.resolution
_DAY = timedelta(days=1)


def unanswered_through(
    now: datetime, calendar: WorkingCalendar, *, hours: int = RECEPTION_HOURS
) -> datetime:
    """Return the last moment of submission whose answer is overdue: ``now > reception_due(moment)``.

    Căn cứ: Nghị định 45/2020/NĐ-CP, Điều 11 (certainty: high for 8 working hours).
    """
    left = timedelta(hours=hours)
    for opens, closes in _stretches_back(local(now) - _INSTANT, calendar):
        if closes - opens >= left:
            return closes - left
        left -= closes - opens
    raise NoWorkingDay(now.isoformat())


def kept_through(
    now: datetime,
    calendar: WorkingCalendar,
    *,
    late_after: time = LATE_AFTER,
    grace: timedelta = timedelta(0),
) -> datetime:
    """Return the last moment of reception whose hand-over is overdue: ``now > hand_over_due(moment)``.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 18; Nghị định 118/2025/NĐ-CP, Điều 18 khoản 2 (certainty: high).
    """
    at = local(now)
    today = at.date()
    if not calendar.is_working(today) or at <= calendar.opening(today) + grace:
        return datetime.combine(calendar.previous_working_day(today), late_after, LOCAL)
    if at <= calendar.closing(today):
        return datetime.combine(today, time(0), LOCAL) - _INSTANT
    return datetime.combine(today, late_after, LOCAL)


def due_tomorrow(at: datetime, calendar: WorkingCalendar) -> tuple[date, date] | None:
    """Return the days, both included, of whose due dates people are reminded at a moment: "tomorrow".

    The next working day, with the days off before it. None on a day off and before the office opens.

    Căn cứ: quy ước của phần mềm: "ngày mai" là ngày làm việc tiếp theo (certainty: high, not a rule of law).
    """
    now = local(at)
    today = now.date()
    if not calendar.is_working(today) or now < calendar.opening(today):
        return None
    return today + _DAY, calendar.next_working_day(today)


def _stretches_back(at: datetime, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Yield what lies of the windows before ``at``, the latest first, as far back as a search looks."""
    for days in range(SEARCH_DAYS):
        day = at.date() - days * _DAY
        for window in reversed(calendar.windows_on(day)):
            opens = datetime.combine(day, window.opens, LOCAL)
            closes = min(at, datetime.combine(day, window.closes, LOCAL))
            if opens <= closes:
                yield opens, closes
