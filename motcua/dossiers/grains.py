"""How sums are cut: a window becomes whole reporting years, quarters, half-months and single days.

A reporting year begins on 15 December, a quarter on the 15th of December, March, June or September, a
half-month on the 1st or the 15th: every statutory period is made of whole ones. Pure.

Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 12 (certainty: high for the windows, medium for the article).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_MIDDLE = 15
_QUARTER_MONTHS = 3
_MONTHS = 12
#: A reporting year begins this long before the year it is named for.
_YEAR_BEGINS_EARLY = timedelta(days=17)


@dataclass(frozen=True)
class Grain:
    """One length of block: its letter in the sums, its block of a day, and the same in SQL."""

    code: str
    begin: Callable[[date], date]
    sql: str

    def next(self, day: date) -> date:
        """Return the first day of the block after the one of ``day``."""
        begin = self.begin(day)
        later = begin
        while self.begin(later) == begin:
            later += _LEAPS[self.code]
        return self.begin(later)


def _half(day: date) -> date:
    return day.replace(day=_MIDDLE if day.day >= _MIDDLE else 1)


def _year(day: date) -> date:
    """The 15th of the last December not after ``day``."""
    return date((day + _YEAR_BEGINS_EARLY).year, 1, 1) - _YEAR_BEGINS_EARLY


def _quarter(day: date) -> date:
    """The 15th of the last December, March, June or September not after ``day``."""
    month = day.month if day.day >= _MIDDLE else day.month - 1
    month -= month % _QUARTER_MONTHS
    return date(day.year, month, _MIDDLE) if month else date(day.year - 1, _MONTHS, _MIDDLE)


#: Short enough never to jump over a block, from its beginning.
_LEAPS = {"y": timedelta(days=300), "q": timedelta(days=31), "h": timedelta(days=14), "d": _DAY}
DAY = Grain("d", lambda day: day, "{day}")
HALF = Grain(
    "h",
    _half,
    "(date_trunc('month', {day})::date + CASE WHEN extract(day FROM {day}) >= 15 THEN 14 ELSE 0 END)",
)
QUARTER = Grain(
    "q",
    _quarter,
    "((date_trunc('quarter', {day} - 14 + interval '1 month') - interval '1 month')::date + 14)",
)
YEAR = Grain("y", _year, "(date_trunc('year', {day} + 17)::date - 17)")
#: From the coarsest to the finest; every block is made of whole blocks of the next.
GRAINS = (YEAR, QUARTER, HALF, DAY)


@dataclass(frozen=True)
class Cut:
    """Blocks of one grain: posted from ``first`` through ``last``, recorded likewise; None is no limit."""

    grain: Grain
    first: date
    last: date
    recorded_first: date
    recorded_last: date | None


def cover(first: date, last: date, *, before: date | None = None) -> list[Cut]:
    """Cut the days posted from ``first`` through ``last``, recorded before a day, into the fewest blocks."""
    return list(_cover(GRAINS, first, last, date.min, before))


def half_ends(first: date, last: date) -> list[date]:
    """Every last day of a half-month from ``first`` through ``last``."""
    ends = []
    end = HALF.next(first) - _DAY
    while end <= last:
        ends.append(end)
        end = HALF.next(end + _DAY) - _DAY
    return ends


def half_end_before(day: date) -> date:
    """Return the last day of the half-month before the one of ``day``."""
    return HALF.begin(day) - _DAY


def _cover(
    grains: tuple[Grain, ...], first: date, last: date, recorded: date, before: date | None
) -> Iterator[Cut]:
    if first > last or (before is not None and recorded >= before):
        return
    grain, finer = grains[0], grains[1:]
    begin = first if grain.begin(first) == first else grain.next(first)
    end = grain.begin(last + _DAY)
    if not finer:
        yield Cut(grain, first, last, recorded, before and before - _DAY)
    elif begin >= end:
        yield from _cover(finer, first, last, recorded, before)
    else:
        yield from _cover(finer, first, begin - _DAY, recorded, before)
        yield from _cover(finer, end, last, recorded, before)
        yield from _recorded(grains, begin, end - _DAY, recorded, before)


def _recorded(
    grains: tuple[Grain, ...], first: date, last: date, recorded: date, before: date | None
) -> Iterator[Cut]:
    """Whole blocks posted; of what was recorded, whole blocks too, and the rest finer."""
    grain, finer = grains[0], grains[1:]
    if before is None:
        yield Cut(grain, first, last, recorded, None)
        return
    whole = grain.begin(before)
    if recorded < whole:
        yield Cut(grain, first, last, recorded, whole - _DAY)
    yield from _cover(finer, first, last, max(recorded, whole), before)
