"""Hours of opening and the days that differ from their weekday: dated, withdrawn, never edited.

Căn cứ: Bộ luật Lao động 2019, Điều 112 (certainty: high for the holidays, low for swapped days,
which are decided year by year; hence an administrator confirms every year).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

import holidays
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.organizations.actions.agencies import Refused
from motcua.organizations.models import (
    Agency,
    CalendarDay,
    CalendarDayKind,
    CalendarYear,
    OpeningWindow,
)
from motcua.people.models import Account
from motcua.rules.calendar import STANDARD_WINDOWS, Window

A_DAY = timedelta(days=1)
WORKING_WEEK = range(5)
#: Where a proposed day comes from, until an administrator confirms the year.
LIBRARY_SOURCE = f"Đề xuất của phần mềm (bộ ngày nghỉ {holidays.__version__})"


class DayTaken(Refused):
    """The day has a meaning already; withdraw it first. ``args[0]`` is the day."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Ngày %(day)s đã có trong lịch. Hãy rút ngày cũ trước khi ghi lại.") % {
            "day": f"{self.args[0]:%d/%m/%Y}"
        }


class YearUnknown(Refused):
    """No holidays can be proposed for the year; ``args[0]`` is the year."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Không có đề xuất ngày nghỉ cho năm %(year)s. Hãy nhập tay.") % {
            "year": self.args[0]
        }


def set_default_hours(*, from_on: date) -> list[OpeningWindow]:
    """Open the whole province in the standard hours, Monday to Friday, from a day on."""
    week = dict.fromkeys(WORKING_WEEK, STANDARD_WINDOWS)
    return set_hours(agency=None, week=week, from_on=from_on)


@transaction.atomic
def set_hours(
    *, agency: Agency | None, week: Mapping[int, Sequence[Window]], from_on: date
) -> list[OpeningWindow]:
    """Open an agency (None: every agency without its own hours) in these windows from a day on.

    ``week`` maps weekdays (0 Monday … 6 Sunday) to windows. Former hours stay true for their days;
    hours set to begin on or after ``from_on`` are replaced.
    """
    former = OpeningWindow.objects.filter(agency=agency)
    former.filter(from_on__gte=from_on).delete()
    former.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on)).update(to_on=from_on - A_DAY)
    return OpeningWindow.objects.bulk_create(
        OpeningWindow(
            agency=agency,
            weekday=weekday,
            opens=window.opens,
            closes=window.closes,
            from_on=from_on,
        )
        for weekday, windows in sorted(week.items())
        for window in windows
    )


@transaction.atomic
def add_calendar_day(
    *,
    day: date,
    kind: CalendarDayKind,
    name: str,
    source: str,
    at: datetime,
    agency: Agency | None = None,
    by: Account | None = None,
) -> CalendarDay:
    """Record that a day is off or worked, for an agency or (None) everywhere. Raise ``DayTaken``."""
    row, made = CalendarDay.objects.get_or_create(
        agency=agency,
        day=day,
        withdrawn_at=None,
        defaults={
            "kind": kind,
            "name": name,
            "source": source,
            "recorded_at": at,
            "recorded_by": by,
        },
    )
    if not made:
        raise DayTaken(day)
    return row


@transaction.atomic
def withdraw_calendar_day(
    *, calendar_day: CalendarDay, at: datetime, by: Account | None = None
) -> CalendarDay:
    """Take a day out of the calendar; the row stays, as do verdicts already frozen."""
    if calendar_day.withdrawn_at is None:
        calendar_day.withdrawn_at = at
        calendar_day.withdrawn_by = by
        calendar_day.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return calendar_day


@transaction.atomic
def propose_year(*, year: int, at: datetime) -> list[CalendarDay]:
    """Fill the province's calendar of a year with the days the library knows; return the new rows.

    They count at once, so that due dates in an unconfirmed year are near the truth. Days already
    recorded or withdrawn are left alone, and a confirmed year gets nothing. Raise ``YearUnknown``.
    """
    proposed = _proposed(year)
    if not proposed:
        raise YearUnknown(year)
    row, _made = CalendarYear.objects.get_or_create(year=year)
    if row.confirmed_at is not None:
        return []
    known = CalendarDay.objects.filter(agency=None, day__year=year)
    taken = set(known.values_list("day", flat=True))
    return [
        add_calendar_day(day=day, kind=kind, name=name, source=LIBRARY_SOURCE, at=at)
        for day, (kind, name) in sorted(proposed.items())
        if day not in taken
    ]


def _proposed(year: int) -> dict[date, tuple[CalendarDayKind, str]]:
    known = holidays.country_holidays("VN", years=year, language="vi")
    days = {day: (CalendarDayKind.CLOSED, name) for day, name in known.items() if day.year == year}
    worked = {day for day in known.weekend_workdays if day.year == year}
    return days | dict.fromkeys(worked, (CalendarDayKind.OPENED, "Làm bù ngày nghỉ hoán đổi"))


@transaction.atomic
def confirm_year(
    *, year: int, by: Account | None, at: datetime, reject: Collection[int] = ()
) -> CalendarYear:
    """Confirm the province's calendar of a year, withdrawing the rows whose ids are rejected."""
    row, _made = CalendarYear.objects.select_for_update().get_or_create(year=year)
    rejected = CalendarDay.objects.filter(
        agency=None, day__year=year, pk__in=reject, withdrawn_at__isnull=True
    )
    for calendar_day in rejected:
        withdraw_calendar_day(calendar_day=calendar_day, at=at, by=by)
    row.confirmed_at = at
    row.confirmed_by = by
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    return row
