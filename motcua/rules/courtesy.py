"""When an office must say sorry: before the due date with one new date, or after deciding late.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 19; Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium: "trước
01 ngày" is read as one working day; that an apology is owed after a broken promise is inferred).
"""

from datetime import date, datetime, timedelta

from motcua.rules.calendar import WorkingCalendar, local, local_day
from motcua.rules.codes import TimeUnit, Verdict
from motcua.rules.deadline import APOLOGY_DAYS

#: Limits too short for a day's notice: the duty begins when the due moment has passed.
TOO_SHORT = frozenset({TimeUnit.SAME_DAY, TimeUnit.WORKING_HOURS})


def due_before(now: datetime, calendar: WorkingCalendar, *, days: int = APOLOGY_DAYS) -> date:
    """Return the first due day whose dossiers need no apology yet at ``now``.

    Of a dossier due before it, today is the last day for an apology in time, or that day is over.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium).
    """
    day = local_day(now)
    for _ in range(days):
        day = calendar.next_working_day(day)
    return day + timedelta(days=1)


def must_apologise(
    *,
    now: datetime,
    started_at: datetime,
    due_at: datetime | None,
    promised_at: datetime | None,
    unit: TimeUnit,
    calendar: WorkingCalendar,
) -> bool:
    """Tell whether a pending dossier whose clock runs is in "phải xin lỗi, hẹn lại ngày trả".

    From the last day on which an apology is still in time, but not on the day its clock started;
    not again once a new date was promised. A limit of hours or "trong ngày" allows no day's notice:
    the duty begins when it is over.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium).
    """
    if due_at is None or promised_at is not None:
        return False
    if local(now) > local(due_at):
        return True
    if unit in TOO_SHORT or local_day(started_at) == local_day(now):
        return False
    return local_day(due_at) < due_before(now, calendar)


def owed_after(verdict: Verdict, ended_at: datetime, promised_at: datetime | None) -> bool:
    """Tell whether an ending leaves an apology owed: late and unannounced, or later than promised.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium).
    """
    if verdict is not Verdict.LATE:
        return False
    return promised_at is None or local_day(ended_at) > local_day(promised_at)


def working_days_late(ended_at: datetime, due_at: datetime, calendar: WorkingCalendar) -> int:
    """Return by how many working days something ended after its due day; at least 1 when it did.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for judging by date).
    """
    ended_on, due_on = local_day(ended_at), local_day(due_at)
    if ended_on <= due_on:
        return 0
    return max(1, calendar.working_days_between(due_on, ended_on))
