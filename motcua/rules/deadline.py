"""When a dossier is due, how much time is left, whether it was in time, and why.

A day limit ends when the office closes on the due day, an hour limit at its exact moment. The three
judgements answer different questions and give different figures; none is printed for another.

Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (certainty: high); Nghị định 61/2018/NĐ-CP, Điều
17-19 và Nghị định 118/2025/NĐ-CP, Điều 17-19 (certainty: high for working days and 15:00; medium
for waiting).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.rules.calendar import WorkingCalendar, local, local_day
from motcua.rules.codes import TimeUnit, Verdict
from motcua.rules.explanation import (
    Explanation,
    Span,
    explain,
    explain_index,
    index_sentence,
    sentence,
)
from motcua.rules.limits import (
    LATE_AFTER,
    BadLimit,
    BadWait,
    Limit,
    Wait,
    course,
    same_day,
    subtracted,
)

__all__ = [
    "APOLOGY_DAYS",
    "LATE_AFTER",
    "RECEPTION_HOURS",
    "BadLimit",
    "BadWait",
    "Explanation",
    "Limit",
    "Remaining",
    "Span",
    "Wait",
    "apology_by",
    "due",
    "explain",
    "explain_index",
    "for_control",
    "for_index",
    "for_report",
    "hand_over_due",
    "index_due",
    "index_sentence",
    "reception_due",
    "remaining",
    "sentence",
    "words",
]

RECEPTION_HOURS = 8
APOLOGY_DAYS = 1
_HOUR = timedelta(hours=1)


def due(
    *,
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    waits: Sequence[Wait] = (),
    late_after: time = LATE_AFTER,
) -> datetime | None:
    """Return the moment the result is due, ``None`` when the law sets no limit.

    A day limit is due when the office closes on the due day. Waited days of a working-day limit
    are the working days d with request < d ≤ supplement; of calendar days and months, the
    calendar days; of an hour limit, the waited opening hours.

    Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (certainty: high); Nghị định 61/2018/NĐ-CP,
    Điều 17, 19 (certainty: high for working days, medium for waited calendar days).
    """
    found = course(
        received_at=received_at,
        limit=limit,
        calendar=calendar,
        waits=waits,
        late_after=late_after,
    )
    return None if found is None else found.due_at


def index_due(
    *,
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    waits: Sequence[Wait] = (),
    late_after: time = LATE_AFTER,
) -> datetime | None:
    """Return the due moment of the service-quality index: waiting is subtracted, never restarts.

    Căn cứ: Quyết định 766/QĐ-TTg năm 2022, nhóm chỉ số tiến độ giải quyết (certainty: medium).
    """
    return due(
        received_at=received_at,
        limit=limit,
        calendar=calendar,
        waits=subtracted(waits),
        late_after=late_after,
    )


def reception_due(
    submitted_at: datetime, calendar: WorkingCalendar, *, hours: int = RECEPTION_HOURS
) -> datetime:
    """Return when an online submission must be accepted, returned or refused: 8 working hours.

    Filed outside opening hours, the hours start at the next opening.

    Căn cứ: Nghị định 45/2020/NĐ-CP, Điều 11 (certainty: high for 8 working hours, medium for the
    start at the next opening).
    """
    return calendar.add_working_hours(submitted_at, hours)


def hand_over_due(
    received_at: datetime,
    calendar: WorkingCalendar,
    *,
    late_after: time = LATE_AFTER,
    grace: timedelta = timedelta(0),
) -> datetime:
    """Return when a received dossier must be with the competent unit.

    The same day's closing; received after 15:00 or on a day off, the opening of the next working
    day plus ``grace``, a setting: the law says "đầu giờ" without a number.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 18; Nghị định 118/2025/NĐ-CP, Điều 18 khoản 2 (certainty:
    high).
    """
    at = local(received_at)
    day = same_day(at, calendar, late_after)
    return calendar.closing(day) if day == at.date() else calendar.opening(day) + grace


def apology_by(due_at: datetime, calendar: WorkingCalendar, *, days: int = APOLOGY_DAYS) -> date:
    """Return the last day on which an apology with a new date may still be sent.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 19; Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium:
    "trước 01 ngày" is read as one working day).
    """
    day = local_day(due_at)
    for _ in range(days):
        day = calendar.previous_working_day(day)
    return day


def _verdict(*, early: bool, late: bool) -> Verdict:
    if late:
        return Verdict.LATE
    return Verdict.EARLY if early else Verdict.ON_TIME


def _minute(at: datetime) -> datetime:
    return local(at).replace(second=0, microsecond=0)


def for_report(ended_on: date, due_on: date | None) -> Verdict:
    """Judge for form II.06, by date: before, on or after the due date; on time without one.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high).
    """
    if due_on is None:
        return Verdict.ON_TIME
    return _verdict(early=ended_on < due_on, late=ended_on > due_on)


def for_control(ended_at: datetime, due_at: datetime | None) -> Verdict:
    """Judge for the control slip, by moment to the minute; on time without a due moment.

    Căn cứ: Thông tư 01/2018/TT-VPCP, Mẫu 05; Thông tư 03/2025/TT-VPCP, Mẫu 06 (certainty: high).
    """
    if due_at is None:
        return Verdict.ON_TIME
    ended, due_minute = _minute(ended_at), _minute(due_at)
    return _verdict(early=ended < due_minute, late=ended > due_minute)


def for_index(ended_at: datetime, index_due_at: datetime | None, supplement_no: int) -> Verdict:
    """Judge for the service-quality index: more than one supplement request is late by itself.

    Căn cứ: Quyết định 766/QĐ-TTg năm 2022, nhóm chỉ số tiến độ giải quyết (certainty: medium).
    """
    if supplement_no > 1:
        return Verdict.LATE
    return for_control(ended_at, index_due_at)


@dataclass(frozen=True)
class Remaining:
    """The time left, or the time over when ``overdue``, in ``unit``.

    ``days`` counts working days (calendar days when ``unit`` says so) and is 0 for "đến hạn hôm
    nay"; ``hours`` counts whole opening hours and is meant only for ``WORKING_HOURS``.
    """

    overdue: bool
    days: int
    hours: int
    unit: TimeUnit


_SHOWN_UNIT = {
    TimeUnit.WORKING_HOURS: TimeUnit.WORKING_HOURS,
    TimeUnit.CALENDAR_DAYS: TimeUnit.CALENDAR_DAYS,
    TimeUnit.MONTHS: TimeUnit.CALENDAR_DAYS,
}


def remaining(
    *, now: datetime, due_at: datetime, calendar: WorkingCalendar, limit_unit: TimeUnit
) -> Remaining:
    """Return the time between now and the due moment in the limit's own unit.

    An hour limit is overdue from its moment, a day limit from the day after the due day; a day over
    counts at least 1, also on a day off.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for judging a day limit by date).
    """
    unit = _SHOWN_UNIT.get(limit_unit, TimeUnit.WORKING_DAYS)
    today, due_on = local_day(now), local_day(due_at)
    early_at, late_at = min(now, due_at), max(now, due_at)
    overdue = now > due_at if unit is TimeUnit.WORKING_HOURS else today > due_on
    hours = calendar.working_time_between(early_at, late_at) // _HOUR
    first, last = min(today, due_on), max(today, due_on)
    if unit is TimeUnit.CALENDAR_DAYS:
        days = (last - first).days
    else:
        days = calendar.working_days_between(first, last)
    if today > due_on:
        days = max(1, days)
    return Remaining(overdue=overdue, days=days, hours=hours, unit=unit)


def words(left: Remaining) -> str:
    """Say the time left the one way it is said everywhere: "còn 2 ngày làm việc".

    Căn cứ: quy ước trình bày của phần mềm (certainty: high, not a rule of law).
    """
    if left.unit is TimeUnit.WORKING_HOURS:
        amount = f"{left.hours} giờ làm việc" if left.hours else "dưới 1 giờ làm việc"
    elif left.days == 0:
        return "đến hạn hôm nay"
    else:
        unit = "ngày" if left.unit is TimeUnit.CALENDAR_DAYS else "ngày làm việc"
        amount = f"{left.days} {unit}"
    return f"quá hạn {amount}" if left.overdue else f"còn {amount}"
