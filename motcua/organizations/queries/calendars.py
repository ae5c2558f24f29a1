"""When an agency is open: dated rows made into the calendar the rules read, remembered per process."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.base import revisions
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


#: Do not look for changed calendars inside the block: for long batches of one process.
held_calendars = revisions.held


@revisions.remembered(revisions.ORGANIZATIONS)
def working_calendar(agency_id: int, on: date | None = None) -> WorkingCalendar:
    """Return the agency's working calendar with the hours in force on a day (None: the latest).

    Remembered per process until any calendar changes; asking costs one tiny query, and
    so does a whole block inside ``held_calendars()``. Raise ``CalendarMissing`` when no hours are declared at all.
    """
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


def calendars_of(agency_ids: Iterable[int]) -> list[tuple[WorkingCalendar, list[int]]]:
    """Return the latest calendars of agencies, each with those of them that keep it.

    Agencies without hours and days of their own share the province's: few calendars, however many agencies.
    """
    ids = sorted(set(agency_ids))
    own = _with_own_rows()
    sharing = [agency_id for agency_id in ids if agency_id not in own]
    kept = [sharing] if sharing else []
    kept += [[agency_id] for agency_id in ids if agency_id in own]
    with held_calendars():
        return [(working_calendar(group[0]), group) for group in kept]


@revisions.remembered(revisions.ORGANIZATIONS)
def _with_own_rows() -> frozenset[int]:
    hours = OpeningWindow.objects.exclude(agency=None).values_list("agency_id")
    days = CalendarDay.objects.exclude(agency=None).values_list("agency_id")
    return frozenset(agency_id for (agency_id,) in hours.union(days))


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
