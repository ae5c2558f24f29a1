"""The one place that knows what time it is. Demo and tests move it; nothing below the doors reads it.

Every moment is aware and in Vietnam's zone, so that ``moment.date()`` is the legal day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class NaiveMoment(ValueError):
    """A moment without a zone cannot be compared with the law's."""


class _Hands:
    """What the clock shows: ``stopped_at`` when somebody moved it, the machine's time otherwise."""

    stopped_at: datetime | None = None


_hands = _Hands()


def now() -> datetime:
    """The present moment, aware, in ``ZONE``."""
    if _hands.stopped_at is not None:
        return _hands.stopped_at
    return datetime.now(ZONE)


def today() -> date:
    """The local legal day."""
    return now().date()


def local(moment: datetime) -> datetime:
    """The same moment read in ``ZONE``. Raise ``NaiveMoment`` when it has no zone."""
    if moment.tzinfo is None:
        raise NaiveMoment(moment.isoformat())
    return moment.astimezone(ZONE)


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """A local moment of ``day``; 08:00 when nothing else is said."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def set_to(moment: datetime) -> None:
    """Stop the clock of this process at ``moment``."""
    _hands.stopped_at = local(moment)


def advance(by: timedelta) -> datetime:
    """Move a stopped clock forward (a running one is stopped first) and return what it shows."""
    set_to(now() + by)
    return now()


def reset() -> None:
    """Let the clock run again with the machine."""
    _hands.stopped_at = None


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Stop the clock at ``moment`` for the length of the block; blocks nest."""
    before = _hands.stopped_at
    set_to(moment)
    try:
        yield
    finally:
        _hands.stopped_at = before
