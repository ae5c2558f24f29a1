"""Lịch làm việc: a year at a glance, its holidays proposed and confirmed, the hours of opening."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock
from motcua.organizations import access, actions, queries
from motcua.organizations.access import Permission
from motcua.organizations.models import (
    Agency,
    CalendarDay,
    CalendarDayKind,
    CalendarYear,
    OpeningWindow,
    Role,
)
from motcua.web.shared import guard, wording
from motcua.web.workspace import admin_acts, asked, calendars_forms

MONTHS = 12
EARLIEST, LATEST = 2015, 2100


@dataclass(frozen=True)
class Square:
    """One day in a month: its number, its tone (a class of the stylesheet), what it is called."""

    number: int
    tone: str = ""
    title: str = ""


@dataclass(frozen=True)
class Hours:
    """The hours of a group of weekdays with the same windows."""

    days: str
    windows: tuple[str, ...]


@guard.allow(Role.ADMIN)
@require_GET
def calendars(request: guard.OfficerRequest) -> HttpResponse:
    """Show a year of the province's calendar, or of one agency's."""
    chosen = _agency_asked(request)
    if not guard.may(request, Permission.MANAGE_CALENDAR, chosen.pk if chosen else None):
        return _first_own(request)
    return _page(request, _year_asked(request), chosen)


def _first_own(request: guard.OfficerRequest) -> HttpResponse:
    """Lead somebody without a say over the whole province to the own agency's calendar."""
    if request.GET.get("co_quan"):
        return guard.refuse(request)
    return redirect(f"{reverse('workspace:calendars')}?co_quan={request.desk.agency_id}")


@guard.allow(Role.ADMIN)
@require_POST
def propose(request: guard.OfficerRequest, year: int) -> HttpResponse:
    """Fill the province's year with the days the library knows."""
    _hold_to_reach(year)
    if not guard.may(request, Permission.MANAGE_CALENDAR, None):
        return guard.refuse(request)
    form = calendars_forms.ConfirmForm(request.POST, days=[])
    done = admin_acts.carry_out(
        request, form, lambda: len(actions.propose_year(year=year, at=clock.now()))
    )
    if done is None:
        return _page(request, year, None, form)
    messages.success(
        request,
        _("Đã đề xuất %(count)s ngày. Đối chiếu với thông báo nghỉ lễ, rồi xác nhận.")
        % {"count": done.reference},
    )
    return _back(year, None)


@guard.allow(Role.ADMIN)
@require_POST
def confirm(request: guard.OfficerRequest, year: int) -> HttpResponse:
    """Confirm the province's year; the days left unticked are withdrawn."""
    _hold_to_reach(year)
    if not guard.may(request, Permission.MANAGE_CALENDAR, None):
        return guard.refuse(request)
    days = _days(year, None)
    form = calendars_forms.ConfirmForm(request.POST, days=days)
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            actions.confirm_year(
                year=year, by=request.user, at=clock.now(), reject=form.rejected()
            ).year
        ),
    )
    if done is None:
        return _page(request, year, None, form)
    messages.success(request, _("Đã xác nhận lịch năm %(year)s.") % {"year": year})
    return _back(year, None)


@guard.allow(Role.ADMIN)
@require_POST
def add_day(request: guard.OfficerRequest) -> HttpResponse:
    """Record a day off or worked."""
    chosen = _agency_asked(request)
    if not guard.may(request, Permission.MANAGE_CALENDAR, chosen.pk if chosen else None):
        return guard.refuse(request)
    form = calendars_forms.DayForm(request.POST, prefix="ngay")
    done = admin_acts.carry_out(
        request, form, lambda: _added(request, chosen, form.cleaned_data).pk
    )
    if done is None:
        return _page(request, _year_asked(request), chosen, form)
    messages.success(request, _("Đã ghi vào lịch. Hồ sơ tiếp nhận từ nay tính theo lịch mới."))
    return _back(form.cleaned_data["ngay"].year, chosen)


def _added(
    request: guard.OfficerRequest, chosen: Agency | None, given: Mapping[str, Any]
) -> CalendarDay:
    return actions.add_calendar_day(
        day=given["ngay"],
        kind=CalendarDayKind(given["loai"]),
        name=given["ten"],
        source=given["can_cu"],
        agency=chosen,
        by=request.user,
        at=clock.now(),
    )


@guard.allow(Role.ADMIN)
@require_POST
def withdraw_day(request: guard.OfficerRequest, day_id: int) -> HttpResponse:
    """Take a day out of the calendar."""
    found = get_object_or_404(CalendarDay, pk=day_id)
    if not guard.may(request, Permission.MANAGE_CALENDAR, found.agency_id):
        return guard.refuse(request)
    form = calendars_forms.ConfirmForm(request.POST, days=[])
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            actions.withdraw_calendar_day(calendar_day=found, at=clock.now(), by=request.user).pk
        ),
    )
    if done is None:
        return _page(request, found.day.year, found.agency, form)
    messages.success(request, _("Đã rút %(day)s khỏi lịch.") % {"day": wording.day(found.day)})
    return _back(found.day.year, found.agency)


@guard.allow(Role.ADMIN)
@require_POST
def set_hours(request: guard.OfficerRequest) -> HttpResponse:
    """Set the hours of opening from a day on."""
    chosen = _agency_asked(request)
    if not guard.may(request, Permission.MANAGE_CALENDAR, chosen.pk if chosen else None):
        return guard.refuse(request)
    form = calendars_forms.HoursForm(request.POST, prefix="gio")
    done = admin_acts.carry_out(
        request,
        form,
        lambda: len(
            actions.set_hours(agency=chosen, week=form.week(), from_on=form.cleaned_data["tu_ngay"])
        ),
    )
    if done is None:
        return _page(request, _year_asked(request), chosen, form)
    messages.success(request, _("Đã ghi giờ làm việc."))
    return _back(_year_asked(request), chosen)


def _back(year: int, chosen: Agency | None) -> HttpResponse:
    more = f"&co_quan={chosen.pk}" if chosen else ""
    return redirect(f"{reverse('workspace:calendars')}?nam={year}{more}")


def _hold_to_reach(year: int) -> None:
    """Answer that there is no such page for a year no calendar is made for."""
    if not 0 < year <= LATEST:
        raise Http404


def _year_asked(request: guard.OfficerRequest) -> int:
    year = asked.number(request.GET.get("nam", ""))
    return year if year and EARLIEST <= year <= LATEST else clock.today().year


def _agency_asked(request: guard.OfficerRequest) -> Agency | None:
    wanted = asked.number(request.GET.get("co_quan", ""))
    return None if wanted is None else get_object_or_404(Agency, pk=wanted)


def _days(year: int, chosen: Agency | None) -> list[CalendarDay]:
    rows = CalendarDay.objects.filter(agency=chosen, day__year=year, withdrawn_at__isnull=True)
    return list(rows.order_by("day"))


def _page(
    request: guard.OfficerRequest,
    year: int,
    chosen: Agency | None,
    tried: Any = None,  # noqa: ANN401
) -> HttpResponse:
    """Render a year, with the form that was tried as it stands."""
    mine = access.reach([request.desk], Permission.MANAGE_CALENDAR)
    own = _days(year, chosen)
    everywhere = _days(year, None) if chosen else own
    meanings = {row.day: row for row in [*everywhere, *own]}
    confirming = isinstance(tried, calendars_forms.ConfirmForm)
    shown = {
        "year": year,
        "chosen": chosen,
        "choices": [one for one in queries.agencies_open(clock.today()) if one.pk in mine],
        "province_too": guard.may(request, Permission.MANAGE_CALENDAR, None),
        "confirmed": CalendarYear.objects.filter(year=year, confirmed_at__isnull=False).first(),
        "days": own,
        "everywhere": everywhere if chosen else [],
        "months": [_month(year, month, meanings) for month in range(1, MONTHS + 1)],
        "weekdays": _weekdays(),
        "hours": _hours(chosen),
        "hours_own": chosen is None or bool(_windows(chosen)),
        "confirm_form": tried if confirming else None,
        "day_form": tried
        if isinstance(tried, calendars_forms.DayForm)
        else calendars_forms.DayForm(prefix="ngay"),
        "hours_form": tried
        if isinstance(tried, calendars_forms.HoursForm)
        else calendars_forms.HoursForm(prefix="gio", initial={"tu_ngay": clock.today()}),
        "hours_tried": isinstance(tried, calendars_forms.HoursForm),
    }
    return render(request, "workspace/calendars.html", shown)


def _weekdays() -> list[tuple[str, str]]:
    """Return the heads of a month's columns: short, and in full."""
    short = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
    monday = date(2024, 1, 1)
    full = [wording.weekday(monday.replace(day=n)) for n in range(1, 8)]
    return list(zip(short, full, strict=True))


def _month(year: int, month: int, meanings: Mapping[date, CalendarDay]) -> dict[str, Any]:
    """Return a month as weeks of squares, None outside it."""
    today = clock.today()
    weeks = [
        [_square(day, meanings.get(day), today) if day.month == month else None for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    return {"number": month, "weeks": weeks}


def _square(day: date, meaning: CalendarDay | None, today: date) -> Square:
    tone = "rest" if day.weekday() >= 5 else ""  # noqa: PLR2004 - Saturday and Sunday
    title = ""
    if meaning is not None:
        tone = "off" if meaning.kind == CalendarDayKind.CLOSED else "worked"
        title = f"{wording.long_day(day)}: {meaning.name}"
    return Square(day.day, f"{tone} today".strip() if day == today else tone, title)


def _windows(chosen: Agency | None) -> list[OpeningWindow]:
    rows = OpeningWindow.objects.filter(agency=chosen, to_on__isnull=True)
    return list(rows.order_by("weekday", "opens"))


def _hours(chosen: Agency | None) -> list[Hours]:
    """Return the present hours, neighbouring weekdays with the same windows together."""
    rows = _windows(chosen) or _windows(None)
    by_day: dict[int, list[str]] = {}
    for row in rows:
        by_day.setdefault(row.weekday, []).append(f"{_clock(row.opens)} – {_clock(row.closes)}")
    told = [(weekday, tuple(windows)) for weekday, windows in sorted(by_day.items())]
    names = [full for _short, full in _weekdays()]
    hours = []
    for windows, group in groupby(told, key=lambda pair: pair[1]):
        days = [weekday for weekday, _windows in group]
        span = names[days[0]] if len(days) == 1 else f"{names[days[0]]} – {names[days[-1]]}"
        hours.append(Hours(span[0].upper() + span[1:], windows))
    return hours


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


routes = [
    path("lich/", calendars, name="calendars"),
    path("lich/ngay/", add_day, name="add_calendar_day"),
    path("lich/ngay/<int:day_id>/rut/", withdraw_day, name="withdraw_calendar_day"),
    path("lich/gio/", set_hours, name="set_hours"),
    path("lich/<int:year>/de-xuat/", propose, name="propose_year"),
    path("lich/<int:year>/xac-nhan/", confirm, name="confirm_year"),
]
