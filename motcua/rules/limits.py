"""A time limit and how it runs from reception through every waiting.

The first day counted is the day after reception; every unit is counted in itself, a day is a day
and never eight hours. A day limit ends when the office closes on the due day, an hour limit at its
exact moment. Only waiting moves a due date, and only waiting that began before it had passed.

Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (certainty: high for the first day not being
counted and for a last day that is a day off moving to the next working day); Nghị định
61/2018/NĐ-CP, Điều 17-19 (certainty: high for working days and 15:00; medium for waiting).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from motcua.rules.calendar import WorkingCalendar, local
from motcua.rules.codes import Status, TimeUnit

#: Received after this time, a dossier is handed over, and "trong ngày" counted, the next working
#: day.
LATE_AFTER = time(15, 0)
_MONTHS_OF_YEAR = 12
_WITHOUT_AMOUNT = frozenset({TimeUnit.SAME_DAY, TimeUnit.NOT_REGULATED})


class BadLimit(ValueError):
    """A limit whose amount and unit do not belong together."""


class BadWait(ValueError):
    """A waiting that ends before it begins."""


@dataclass(frozen=True)
class Limit:
    """A time limit as the procedure states it.

    ``amount`` is a positive whole number, and ``None`` exactly for "trong ngày" and "không quy
    định". Raises ``BadLimit``.
    """

    amount: int | None
    unit: TimeUnit

    def __post_init__(self) -> None:
        """Refuse an amount the unit cannot have."""
        if self.unit in _WITHOUT_AMOUNT:
            fits = self.amount is None
        else:
            fits = self.amount is not None and self.amount > 0
        if not fits:
            message = f"{self.amount} {self.unit}"
            raise BadLimit(message)

    @property
    def count(self) -> int:
        """The amount as a number; 0 for a limit that has none."""
        return self.amount or 0


@dataclass(frozen=True)
class Wait:
    """A finished waiting, from the request to what was waited for.

    ``restarts``: the procedure counts its limit anew from ``ended_at``. ``status`` says what was
    waited for. Raises ``BadWait``.
    """

    started_at: datetime
    ended_at: datetime
    restarts: bool = False
    status: Status = Status.AWAITING_SUPPLEMENT

    def __post_init__(self) -> None:
        """Refuse a waiting that ends before it begins."""
        if local(self.ended_at) < local(self.started_at):
            message = f"{self.started_at.isoformat()} > {self.ended_at.isoformat()}"
            raise BadWait(message)


def subtracted(waits: Sequence[Wait]) -> list[Wait]:
    """Return the waits as the service-quality index counts them: taken off, never counted anew.

    Căn cứ: Quyết định 766/QĐ-TTg năm 2022, nhóm chỉ số tiến độ giải quyết (certainty: medium).
    """
    return [replace(wait, restarts=False) for wait in waits]


@dataclass(frozen=True)
class Stop:
    """Waited time that moved the due date: from (not counted) to (counted), and why."""

    wait: Wait
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True)
class Course:
    """How a limit ran: counted from ``counted_from``, due at ``due_at``, moved by ``stops``.

    ``first_due_on`` is the due day before any waiting; ``unrolled_on`` the last day counted before
    a day off pushed it to the next working day.
    """

    counted_from: datetime
    first_due_on: date
    due_at: datetime
    unrolled_on: date
    stops: tuple[Stop, ...] = ()


def _add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * _MONTHS_OF_YEAR + day.month - 1 + months, _MONTHS_OF_YEAR)
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def same_day(at: datetime, calendar: WorkingCalendar, late_after: time) -> date:
    """Return the day on which what came in at ``at`` (local) is still "trong ngày".

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 18 (certainty: high for 15:00; exactly 15:00 is
    not after).
    """
    day = at.date()
    if calendar.is_working(day) and at.time() <= late_after:
        return day
    return calendar.next_working_day(day)


def _first_due_on(at: datetime, limit: Limit, calendar: WorkingCalendar, late_after: time) -> date:
    if limit.unit is TimeUnit.SAME_DAY:
        return same_day(at, calendar, late_after)
    if limit.unit is TimeUnit.WORKING_DAYS:
        return calendar.add_working_days(at.date(), limit.count)
    if limit.unit is TimeUnit.CALENDAR_DAYS:
        return at.date() + timedelta(days=limit.count)
    return _add_months(at.date(), limit.count)


def _start(at: datetime, limit: Limit, calendar: WorkingCalendar, late_after: time) -> Course:
    if limit.unit is TimeUnit.WORKING_HOURS:
        due_at = calendar.add_working_hours(at, limit.count)
        return Course(at, due_at.date(), due_at, due_at.date())
    unrolled_on = _first_due_on(at, limit, calendar, late_after)
    due_on = calendar.working_day_on_or_after(unrolled_on)
    return Course(at, due_on, calendar.closing(due_on), unrolled_on)


def _shift(run: Course, stop: Stop, limit: Limit, calendar: WorkingCalendar) -> Course:
    """Move the due date by the waited time, counted in the limit's own unit."""
    from_on, to_on = stop.from_at.date(), stop.to_at.date()
    stops = (*run.stops, stop)
    if limit.unit is TimeUnit.WORKING_HOURS:
        waited = calendar.working_time_between(stop.from_at, stop.to_at)
        due_at = calendar.add_working_time(run.due_at, waited)
        return replace(run, due_at=due_at, unrolled_on=due_at.date(), stops=stops)
    if limit.unit in {TimeUnit.CALENDAR_DAYS, TimeUnit.MONTHS}:
        # A last day already rolled over counts from where it was rolled to.
        base = run.unrolled_on if from_on <= run.unrolled_on else run.due_at.date()
        unrolled_on = base + (to_on - from_on)
    else:
        waited_days = calendar.working_days_between(from_on, to_on)
        unrolled_on = calendar.add_working_days(run.due_at.date(), waited_days)
    due_at = calendar.closing(calendar.working_day_on_or_after(unrolled_on))
    return replace(run, due_at=due_at, unrolled_on=unrolled_on, stops=stops)


def course(
    *,
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    waits: Sequence[Wait] = (),
    late_after: time = LATE_AFTER,
) -> Course | None:
    """Follow the limit from reception through every waiting; ``None`` when it is not regulated.

    Overlapping waits count once. A waiting begun after the due moment moves nothing: late stays
    late, also where a supplement makes the limit count anew.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 19 (certainty: medium for counting anew after a
    supplement; the procedure chooses).
    """
    if limit.unit is TimeUnit.NOT_REGULATED:
        return None
    run = _start(local(received_at), limit, calendar, late_after)
    counted_until = run.counted_from
    for wait in sorted(waits, key=lambda wait: (wait.started_at, wait.ended_at)):
        started_at, ended_at = local(wait.started_at), local(wait.ended_at)
        from_at = max(started_at, counted_until)
        if started_at > run.due_at or ended_at <= from_at:
            continue
        counted_until = ended_at
        if wait.restarts:
            run = _start(ended_at, limit, calendar, late_after)
        else:
            run = _shift(run, Stop(wait, from_at, ended_at), limit, calendar)
    return run
