"""Working time of one agency: opening windows, closures and swapped working days, all as rows.

The rules never know a holiday by themselves; they are given dated rows with their source.

Căn cứ: Bộ luật Lao động 45/2019/QH14, Điều 105, 111, 112 (certainty: high for weekly rest and
public holidays; the swapped days are announced each year and are data).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

#: How far a search for a working day looks before the calendar is called broken.
SEARCH_DAYS = 370
DAYS_OF_WEEK = 7
_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


class NaiveMoment(ValueError):
    """A moment came without its time zone."""


class BadWindow(ValueError):
    """An opening window ends before it begins, or windows of a day overlap or are out of order."""


class NoWorkingDay(ValueError):
    """The calendar has no working day within reach: it is not filled in, or wrongly."""


class ClosedDay(ValueError):
    """The office does not open on the day whose opening or closing was asked for."""


def local(at: datetime) -> datetime:
    """Return the same moment on the office's wall clock. Raises ``NaiveMoment``."""
    if at.tzinfo is None:
        raise NaiveMoment(at.isoformat())
    return at.astimezone(LOCAL)


def local_day(at: datetime) -> date:
    """Return the office's date of the moment. Raises ``NaiveMoment``."""
    return local(at).date()


@dataclass(frozen=True)
class Window:
    """Opening hours within one day, ``opens`` before ``closes``."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Refuse a window that ends before it begins."""
        if self.opens >= self.closes:
            message = f"{self.opens:%H:%M}-{self.closes:%H:%M}"
            raise BadWindow(message)


def _check_order(windows: tuple[Window, ...]) -> None:
    for earlier, later in pairwise(windows):
        if later.opens < earlier.closes:
            message = f"{earlier.closes:%H:%M} > {later.opens:%H:%M}"
            raise BadWindow(message)


@dataclass(frozen=True)
class WorkingCalendar:
    """The working time of one agency.

    ``windows`` has seven entries, Monday first, each the day's windows in order (empty: closed).
    ``closed`` are days off; ``opened`` are days with their own windows (swapped Saturdays, local
    hours) and win over ``closed``. ``reasons`` name days off in explanations. Raises ``BadWindow``.
    """

    windows: tuple[tuple[Window, ...], ...]
    closed: frozenset[date] = frozenset()
    opened: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    reasons: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a week that is not seven days and windows that overlap."""
        if len(self.windows) != DAYS_OF_WEEK:
            message = f"{len(self.windows)} days"
            raise BadWindow(message)
        for windows in (*self.windows, *self.opened.values()):
            _check_order(windows)

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """Return the opening windows of the day, in order; empty on a day off."""
        if day in self.opened:
            return self.opened[day]
        if day in self.closed:
            return ()
        return self.windows[day.weekday()]

    def is_working(self, day: date) -> bool:
        """Tell whether the office opens at all on the day."""
        return bool(self.windows_on(day))

    def working_day_on_or_after(self, day: date) -> date:
        """Return the day itself or the first working day after it. Raises ``NoWorkingDay``."""
        return self._search(day, _DAY)

    def next_working_day(self, day: date) -> date:
        """Return the first working day strictly after the day. Raises ``NoWorkingDay``."""
        return self._search(day + _DAY, _DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day strictly before the day. Raises ``NoWorkingDay``."""
        return self._search(day - _DAY, -_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after the day; the day itself for zero."""
        if count < 0:
            message = f"{count} working days"
            raise ValueError(message)
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, after: date, through: date) -> int:
        """Count the working days d with ``after`` < d ≤ ``through``; 0 when there are none."""
        days = (through - after).days
        return sum(self.is_working(after + timedelta(days=n)) for n in range(1, days + 1))

    def opening(self, day: date) -> datetime:
        """Return the moment the office opens on the day. Raises ``ClosedDay``."""
        return datetime.combine(day, self._open_windows(day)[0].opens, LOCAL)

    def closing(self, day: date) -> datetime:
        """Return the moment the last window of the day ends. Raises ``ClosedDay``."""
        return datetime.combine(day, self._open_windows(day)[-1].closes, LOCAL)

    def add_working_hours(self, at: datetime, hours: int) -> datetime:
        """Return the moment ``hours`` of opening time have passed since ``at``."""
        return self.add_working_time(at, timedelta(hours=hours))

    def add_working_time(self, at: datetime, length: timedelta) -> datetime:
        """Return the moment ``length`` of opening time has passed since ``at``.

        A moment outside opening hours counts from the next opening; a length that ends exactly at
        a closing ends there, not at the next opening. Raises ``NoWorkingDay``.
        """
        if length < _NOTHING:
            raise ValueError(length)
        stretches = self._stretches(at)
        opens, closes = next(stretches)
        while closes - opens < length:
            length -= closes - opens
            opens, closes = next(stretches)
        return opens + length

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return the opening time from ``start`` to ``end``; nothing when ``end`` is not later."""
        start, end = local(start), local(end)
        total = _NOTHING
        for days in range((end.date() - start.date()).days + 1):
            day = start.date() + timedelta(days=days)
            for window in self.windows_on(day):
                opens = max(start, datetime.combine(day, window.opens, LOCAL))
                closes = min(end, datetime.combine(day, window.closes, LOCAL))
                total += max(_NOTHING, closes - opens)
        return total

    def _open_windows(self, day: date) -> tuple[Window, ...]:
        windows = self.windows_on(day)
        if not windows:
            raise ClosedDay(day.isoformat())
        return windows

    def _search(self, day: date, step: timedelta) -> date:
        for days in range(SEARCH_DAYS):
            if self.is_working(day + days * step):
                return day + days * step
        raise NoWorkingDay(day.isoformat())

    def _stretches(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield what is left of the windows from ``at`` on, for ever."""
        at = local(at)
        day = self.working_day_on_or_after(at.date())
        while True:
            for window in self.windows_on(day):
                opens = max(at, datetime.combine(day, window.opens, LOCAL))
                closes = datetime.combine(day, window.closes, LOCAL)
                if opens < closes:
                    yield opens, closes
            day = self.next_working_day(day)


#: A default to begin with; every agency keeps its own hours as rows.
STANDARD_WINDOWS = (Window(time(7, 30), time(11, 30)), Window(time(13, 30), time(17, 0)))
#: Monday to Friday in the standard hours, no closures: for tests and for a first installation.
STANDARD = WorkingCalendar(windows=(STANDARD_WINDOWS,) * 5 + ((),) * 2)
