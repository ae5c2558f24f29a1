"""When an agency is open: dated rows made into the calendar the rules read, remembered per process."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.organizations.models import (
    CalendarDay,
    CalendarDayKind,
    OpeningWindow,
)
from motcua.organizations.queries.agencies import alive
from motcua.rules.calendar import Window, WorkingCalendar


class CalendarMissing(LookupError):
    """Neither the agency nor the province has any opening window."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Chưa có giờ làm việc. Hãy khai báo giờ làm việc ở trang Lịch làm việc.")


@dataclass(frozen=True, slots=True)
class _Remembered:
    token: UUID | None
    calendar: WorkingCalendar


_calendars: dict[tuple[int, date | None], _Remembered] = {}
_held: ContextVar[UUID | None] = ContextVar("held_calendar_revision", default=None)
MOST_REMEMBERED = 4096
#: By hand: it is asked before every due date, and the ORM would cost more than the answer.
_REVISION = "SELECT token FROM organizations_calendarrevision ORDER BY id LIMIT 1"


@contextmanager
def held_calendars() -> Iterator[None]:
    """Do not look for changed calendars inside the block: for long batches of one process."""
    token = _held.set(_revision())
    try:
        yield
    finally:
        _held.reset(token)


def working_calendar(agency_id: int, on: date | None = None) -> WorkingCalendar:
    """Return the agency's working calendar with the hours in force on a day (None: the latest).

    Remembered per process until any calendar changes; asking costs one tiny query, inside
    ``held_calendars()`` none. Raise ``CalendarMissing`` when no hours are declared at all.
    """
    token = _held.get() or _revision()
    remembered = _calendars.get((agency_id, on))
    if remembered is not None and remembered.token == token:
        return remembered.calendar
    calendar = _read_calendar(agency_id, on)
    if len(_calendars) >= MOST_REMEMBERED:
        _calendars.clear()
    _calendars[agency_id, on] = _Remembered(token, calendar)
    return calendar


def _revision() -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(_REVISION)
        row = cursor.fetchone()
    return row[0] if row else None


def _read_calendar(agency_id: int, on: date | None) -> WorkingCalendar:
    week = _week(OpeningWindow.objects.filter(agency_id=agency_id), on) or _week(
        OpeningWindow.objects.filter(agency=None), on
    )
    if week is None:
        raise CalendarMissing(agency_id)
    rows = _dated_days(agency_id)
    closed = {row.day: row.name for row in rows if row.kind == CalendarDayKind.CLOSED}
    return WorkingCalendar(
        windows=week,
        closed=frozenset(closed),
        opened={row.day: max(week, key=len) for row in rows if row.day not in closed},
        reasons=closed,
    )


def _week(rows: QuerySet[OpeningWindow], on: date | None) -> tuple[tuple[Window, ...], ...] | None:
    in_force = rows.filter(to_on__isnull=True) if on is None else rows.filter(alive(on))
    windows = [(row.weekday, Window(row.opens, row.closes)) for row in in_force.order_by("opens")]
    if not windows:
        return None
    return tuple(tuple(w for day, w in windows if day == weekday) for weekday in range(7))


def _dated_days(agency_id: int) -> list[CalendarDay]:
    """Return the days that differ from their weekday; the agency's own row wins over the province's."""
    rows = CalendarDay.objects.filter(withdrawn_at__isnull=True)
    province = {row.day: row for row in rows.filter(agency=None)}
    own = {row.day: row for row in rows.filter(agency_id=agency_id)}
    return list((province | own).values())
