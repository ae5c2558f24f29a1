"""How long one step of an internal process may take, each amount in its own unit.

A day is a day and never eight hours, half a day is a morning or an afternoon (buổi) and never four
hours: the first one counted is the one after the step was reached.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17, 18; Nghị định 118/2025/NĐ-CP, Điều 17, 18 (certainty: medium:
each step of an approved process has a time; half a day is how provincial decisions write it).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from motcua.rules.calendar import WorkingCalendar, local

_HALVES = 2
_HALF_HOUR = 30
#: More than any step of an approved process; a slip of the hand is found here.
MOST = 9999
_WRITTEN = re.compile(
    r"(\d{1,4})(?:[,.]([05])|(/2))?(phút|giờ|h|buổi|ngày)(làmviệc|(?<=ngày)lịch)?"
)


class StepUnit(StrEnum):
    """The units a step's time is written in."""

    MINUTES = "minutes"
    WORKING_HOURS = "working_hours"
    HALF_DAYS = "half_days"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class BadTime(ValueError):
    """A time that is no amount of a known unit, such as "vài ngày" or "0 giờ"."""


@dataclass(frozen=True)
class Time:
    """The time of one step: an amount of 1 to ``MOST`` of its unit. Raises ``BadTime``."""

    amount: int
    unit: StepUnit

    def __post_init__(self) -> None:
        """Refuse no time at all, and more than there is."""
        if not 1 <= self.amount <= MOST:
            message = f"{self.amount} {self.unit}"
            raise BadTime(message)

    def after(self, at: datetime, calendar: WorkingCalendar) -> datetime:
        """Return when a step reached at ``at`` must be done.

        Hours end at their exact moment, halves at the end of a morning or an afternoon, days when
        the office closes.

        Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (certainty: high for days; medium for halves).
        """
        at = local(at)
        if self.unit in _LENGTHS:
            return calendar.add_working_time(at, self.amount * _LENGTHS[self.unit])
        if self.unit is StepUnit.HALF_DAYS:
            return _half_days_after(at, self.amount, calendar)
        if self.unit is StepUnit.WORKING_DAYS:
            return calendar.closing(calendar.add_working_days(at.date(), self.amount))
        last = at.date() + timedelta(days=self.amount)
        return calendar.closing(calendar.working_day_on_or_after(last))

    def moved(
        self, due_at: datetime, since: datetime, until: datetime, calendar: WorkingCalendar
    ) -> datetime:
        """Return ``due_at`` moved by the waiting from ``since`` to ``until``, counted in this unit.

        Hours and halves have left what they had; days move by the days waited.

        Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium: waiting is not the agency's time).
        """
        due_at, since, until = local(due_at), local(since), local(until)
        if self.unit is StepUnit.WORKING_DAYS:
            waited = calendar.working_days_between(since.date(), until.date())
            return calendar.closing(calendar.add_working_days(due_at.date(), waited))
        if self.unit is StepUnit.CALENDAR_DAYS:
            last = due_at.date() + (until.date() - since.date())
            return calendar.closing(calendar.working_day_on_or_after(last))
        left = calendar.working_time_between(since, due_at)
        return calendar.add_working_time(until, left)


_LENGTHS = {StepUnit.MINUTES: timedelta(minutes=1), StepUnit.WORKING_HOURS: timedelta(hours=1)}


def _half_days_after(at: datetime, count: int, calendar: WorkingCalendar) -> datetime:
    day = at.date()
    reached_within_a_half = calendar.is_working(day) and at <= calendar.closing(day)
    to_come = (ends_at for ends_at in _ends_of_halves(day, calendar) if ends_at >= at)
    return next(islice(to_come, count if reached_within_a_half else count - 1, None))


def _ends_of_halves(day: date, calendar: WorkingCalendar) -> Iterator[datetime]:
    """Yield when each morning and each afternoon ends, for ever."""
    day = calendar.working_day_on_or_after(day)
    while True:
        yield _noon(day, calendar)
        yield calendar.closing(day)
        day = calendar.next_working_day(day)


def _noon(day: date, calendar: WorkingCalendar) -> datetime:
    """Return when the morning ends: at the break, or half-way through hours without one."""
    opens, closes = calendar.opening(day), calendar.closing(day)
    morning, *more = calendar.windows_on(day)
    if more:
        return datetime.combine(day, morning.closes, closes.tzinfo)
    return opens + (closes - opens) / _HALVES


_UNIT_WORDS = {
    StepUnit.MINUTES: "phút làm việc",
    StepUnit.WORKING_HOURS: "giờ làm việc",
    StepUnit.HALF_DAYS: "buổi làm việc",
    StepUnit.WORKING_DAYS: "ngày làm việc",
    StepUnit.CALENDAR_DAYS: "ngày lịch",
}


def words(time: Time) -> str:
    """Return the time as a decision prints it: "04 giờ làm việc" as 4, half a day as 0,5.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17 (certainty: medium for the wording).
    """
    whole, half = divmod(time.amount, _HALVES)
    if time.unit is StepUnit.HALF_DAYS and half:
        return f"{whole},5 ngày làm việc"
    return f"{time.amount} {_UNIT_WORDS[time.unit]}"


def read(written: str, *, bare_day: StepUnit = StepUnit.WORKING_DAYS) -> Time:
    """Return the time a table states, such as "0,5 ngày làm việc", "1/2 ngày", "02 giờ" or "1 buổi".

    ``bare_day`` is what "ngày" alone means: the day of the procedure's own limit. Raises ``BadTime``.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17 (certainty: medium).
    """
    plain = "".join(unicodedata.normalize("NFC", written).casefold().split())
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise BadTime(written)
    whole, tenth, halved, unit, kind = found.groups()
    halves = int(whole) if halved else int(whole) * _HALVES + (tenth == "5")
    if unit == "ngày":
        return _days(
            halves,
            {"làmviệc": StepUnit.WORKING_DAYS, "lịch": StepUnit.CALENDAR_DAYS}.get(kind, bare_day),
        )
    return _shorter(halves, unit)


def _days(halves: int, unit: StepUnit) -> Time:
    amount, half = divmod(halves, _HALVES)
    if not half:
        return Time(amount, unit)
    if unit is StepUnit.CALENDAR_DAYS:
        message = f"{amount},5 {unit}"
        raise BadTime(message)
    return Time(halves, StepUnit.HALF_DAYS)


def _shorter(halves: int, unit: str) -> Time:
    if unit in {"giờ", "h"} and halves % _HALVES:
        return Time(halves * _HALF_HOUR, StepUnit.MINUTES)
    if halves % _HALVES:
        message = f"{halves}/2 {unit}"
        raise BadTime(message)
    return Time(halves // _HALVES, _SHORTER[unit])


_SHORTER = {
    "phút": StepUnit.MINUTES,
    "giờ": StepUnit.WORKING_HOURS,
    "h": StepUnit.WORKING_HOURS,
    "buổi": StepUnit.HALF_DAYS,
}
