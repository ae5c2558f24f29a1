"""Figures as sums of movements: sums by quarter, half-month and day, and balances, folded from sealed days.

A window is whole quarters, half-months and days from ``PeriodSum``, plus the tail that is not folded
yet (from the events). ``recount`` ignores the sums and counts the events alone: the two must agree,
and ``motcua verify`` proves it.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the columns).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, cast

from django.db import connection
from django.db.models import Max, Min

from motcua.base import clock
from motcua.dossiers import balances, grains, legs
from motcua.dossiers.balances import End, Part
from motcua.dossiers.legs import By, Key, Recorded
from motcua.dossiers.models import DaySeal, OpenBalance, PeriodSum
from motcua.rules.tallies import PLACES, Tally

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_FIRST_DAY = date(1900, 1, 1)
#: Under this day stands the running balance: of everything folded so far.
RUNNING = date.max
#: What flows are made of.
EVERYTHING = frozenset({"moved", "opening", "closing"})


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which movements are asked for: agencies, window (inclusive days), and as of which moment."""

    agency_ids: tuple[int, ...]
    from_on: date
    to_on: date
    as_of: datetime | None = None
    procedure_ids: tuple[int, ...] | None = None

    @property
    def before(self) -> datetime:
        """The first moment whose recordings no longer count."""
        return self.as_of + _INSTANT if self.as_of else Recorded().before


@dataclass(frozen=True)
class _Folded:
    """The recorded days already folded: from the first seal through the last."""

    first: date
    last: date

    @property
    def end(self) -> datetime:
        """The first moment that is not folded."""
        return _midnight(self.last + _DAY)


@dataclass(frozen=True)
class _Known:
    """What a question may see: recorded days from the sums (None: all), and events since a moment."""

    before_day: date | None
    tail: Recorded

    @classmethod
    def of(cls, question: Question, folded: _Folded | None) -> "_Known":
        """Use all sums; as of an earlier moment those of the days before, and the events of its day."""
        if folded is None:
            return cls(None, Recorded(before=question.before))
        if question.before >= folded.end:
            return cls(None, Recorded(since=folded.end, before=question.before))
        day = clock.local(question.before).date()
        return cls(day, Recorded(since=_midnight(day), before=question.before))


class Told(NamedTuple):
    """What the books tell of a window: the flows of every key, and what was pending before it.

    ``pending_before`` is summed from the rows of the balance as they were read, apart from the keys.
    """

    flows: Tally[Key]
    pending_before: int


def told(question: Question, *, by: By = "procedure") -> Told:
    """Tell a window from the sums and the tail."""
    return _told(question, _folded(), by)


def flows(question: Question, *, by: By = "procedure") -> Tally[Key]:
    """The leaf counts of the window per key, from the sums and the tail."""
    return told(question, by=by).flows


def recount(
    question: Question, *, by: By = "procedure", parts: frozenset[str] = EVERYTHING
) -> Tally[Key]:
    """The same counts from the events alone; only they can be told by dossier.

    ``parts``: which of "moved", "opening" and "closing" are counted; the others stay zero.
    """
    return _told(question, None, by, parts).flows


def by_procedure(question: Question, leaf: str) -> dict[int, int]:
    """One leaf of ``legs.SUMMED_LEAVES`` in the window, per procedure; what is not there is zero."""
    folded = _folded()
    wanted = PLACES[leaf]
    sums = [(*row[:3], wanted, row[3]) for row in _sums(question, folded, "procedure", (leaf,))]
    tail = _rows(f"WITH {legs.TAIL}{_tail('procedure', folded)}", question, folded)
    found: dict[int, int] = {}
    for _agency, procedure_id, _field, of, number in [*sums, *tail]:
        if of == wanted and number:
            found[procedure_id] = found.get(procedure_id, 0) + number
    return found


def by_dossier(
    question: Question,
    signs: Mapping[str, int],
    *,
    parts: frozenset[str],
    field_ids: Collection[int] | None = None,
    first: int = 0,
    most: int | None = None,
) -> list[tuple[int, int, int, int, bool]]:
    """Count signed leaves per dossier, from the events alone, and return one page of those that count.

    Rows in the order of their ids: dossier, how often it counts; and in each row the same of all pages:
    how many dossiers, their sum, whether any counts other than once.
    """
    told = _unfolded_sql(question, None, "dossier", parts)
    sql = f"WITH {legs.TAIL}{legs.signed(told, {PLACES[leaf]: n for leaf, n in signs.items()})}"
    fields = {"any_field": field_ids is None, "fields": list(field_ids or ())}
    return _rows(sql, question, None, **fields, offset=first, limit=most)


def fold_day(day: date) -> None:
    """Fold the events recorded on a day, just sealed, into the sums and the balances."""
    sealed = DaySeal.objects.filter(day__lt=day).order_by("day").values_list("day", flat=True)
    first, before = sealed.first(), sealed.last()
    newest = grains.half_end_before(day)
    with connection.cursor() as cursor:
        cursor.execute(legs.FOLD, {"first": day, "last": day})
        for end in grains.half_ends(grains.HALF.begin(before), newest) if before else ():
            cursor.execute(balances.COPY, {"ends_on": end, "current": RUNNING})
        ends = _stored_ends(_Folded(first or day, day))
        _fold_balances(cursor, ends, recorded=(day, day), posted=(_FIRST_DAY, day))
        cursor.execute(balances.DROP_EMPTY)


def rebuild() -> None:
    """Forget all sums and fold them again from the events. Inside a transaction only.

    The result is the same as day by day, in a fraction of the time.
    """
    PeriodSum.objects.all().delete()
    OpenBalance.objects.all().delete()
    known = _folded()
    if known is None:
        return
    recorded = (_FIRST_DAY, known.last)
    with connection.cursor() as cursor:
        first = known.first
        while first <= known.last:
            last = min(grains.QUARTER.next(first) - _DAY, known.last)
            cursor.execute(legs.FOLD, {"first": first, "last": last})
            first = last + _DAY
        posted = _FIRST_DAY
        for end in _stored_ends(known):
            _fold_balances(cursor, (), recorded=recorded, posted=(posted, end))
            cursor.execute(balances.COPY, {"ends_on": end, "current": RUNNING})
            posted = end + _DAY
        _fold_balances(cursor, (), recorded=recorded, posted=(posted, known.last))
        cursor.execute(balances.DROP_EMPTY)


def stored_ends() -> list[date]:
    """Every half-month end whose balance is stored, and last the running balance."""
    folded = _folded()
    return [*_stored_ends(folded), RUNNING] if folded else []


def _fold_balances(
    cursor: Any,  # noqa: ANN401 - Django's cursor
    ends: Sequence[date],
    *,
    recorded: tuple[date, date],
    posted: tuple[date, date],
) -> None:
    """Add what was recorded and posted in two spans to the given ends and the running balance."""
    spans = {"first": recorded[0], "last": recorded[1]}
    spans |= {"posted_first": posted[0], "posted_last": posted[1]}
    cursor.execute(balances.FOLD, {**spans, "ends": [*ends, RUNNING]})


def _told(
    question: Question, folded: _Folded | None, by: By, parts: frozenset[str] = EVERYTHING
) -> Told:
    counts, length = legs.Counts(), legs.KEY_LENGTH[by]
    if "moved" in parts:
        counts.add_sums(_sums(question, folded, by, legs.SUMMED_LEAVES), length)
    rows = _unfolded(question, folded, by, parts)
    counts.add_all(rows, length)
    opening = PLACES["opening"]
    return Told(counts.tally(), sum(row[-1] for row in rows if row[length] == opening))


def _sums(
    question: Question, folded: _Folded | None, by: By, leaves: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Rows of a key and the numbers of some leaves, from the sums alone."""
    if folded is None:
        return []
    before = _Known.of(question, folded).before_day
    cuts = grains.cover(question.from_on, question.to_on, before=before)
    return _rows(legs.summed(by, cuts, leaves), question, folded) if cuts else []


def _unfolded(
    question: Question, folded: _Folded | None, by: By, parts: frozenset[str]
) -> list[tuple[Any, ...]]:
    """Rows of a key, a leaf's place and a number: the tail, what is of before the window, the balances.

    One statement, so all of it is of one moment.
    """
    sql = _unfolded_sql(question, folded, by, parts)
    return _rows(f"WITH {legs.TAIL}{sql}", question, folded)


def _unfolded_sql(question: Question, folded: _Folded | None, by: By, parts: frozenset[str]) -> str:
    told = []
    if "moved" in parts:
        told += [_tail(by, folded), legs.older(by)]
    pending = [
        part
        for end, day in (("opening", question.from_on - _DAY), ("closing", question.to_on))
        if end in parts
        for part in _balance(question, cast("End", end), day, folded)
    ]
    if pending:
        told.append(balances.told(by, pending))
    return "\nUNION ALL".join(told)


def _tail(by: By, folded: _Folded | None) -> str:
    """Count the legs of the events no sum has; of all events when there are no sums."""
    if folded is None:
        return legs.counted(by, legs.EVENTS, f"{legs.POSTED} AND {legs.RECORDED}")
    return legs.counted(by, legs.TAIL_EVENTS, legs.POSTED)


def _balance(question: Question, end: End, day: date, folded: _Folded | None) -> Iterator[Part]:
    """What the balance at the end of ``day`` is made of: a stored one, and what it lacks or has too much."""
    ends_on = _stored_end(question, day, folded)
    if folded is None or ends_on is None:
        yield balances.moved(end, day, f"e.posted_on <= '{day}' AND {legs.ASKED}")
        return
    yield balances.stored(end, day, ends_on)
    if question.before >= folded.end:
        yield balances.moved(end, day, f"e.posted_on <= '{day}'", events=legs.TAIL_EVENTS)
        seen = legs.FOLDED
    else:
        unseen = f"e.posted_on < e.recorded_on AND {legs.FOLDED} AND NOT ({legs.ASKED})"
        yield balances.moved(end, day, f"e.posted_on <= '{ends_on}' AND {unseen}", sign=-1)
        seen = legs.ASKED
    if ends_on < day:
        span = f"e.posted_on > '{ends_on}' AND e.posted_on <= '{day}'"
        yield balances.moved(end, day, f"{span} AND {seen}")


def _stored_end(question: Question, day: date, folded: _Folded | None) -> date | None:
    """The stored balance nearest before the end of ``day`` and the as-of; None when none is so old."""
    if folded is None:
        return None
    limits = [day + _DAY, folded.last]
    if question.before < folded.end:
        limits.append(clock.local(question.before).date())
    elif day >= folded.last:
        return RUNNING
    end = grains.half_end_before(min(limits))
    return end if end >= grains.half_end_before(folded.first) else None


def _stored_ends(folded: _Folded) -> list[date]:
    first, last = (grains.half_end_before(day) for day in (folded.first, folded.last))
    return grains.half_ends(first, last)


def _rows(
    sql: str, question: Question, folded: _Folded | None, **more: object
) -> list[tuple[Any, ...]]:
    tail = _Known.of(question, folded).tail
    parameters: Mapping[str, Any] = {
        "agencies": list(question.agency_ids),
        "procedures": list(question.procedure_ids or ()),
        "any_procedure": question.procedure_ids is None,
        "from_on": question.from_on,
        "to_on": question.to_on,
        "since": tail.since,
        "before": tail.before,
        "since_on": clock.local(tail.since).date(),
        "before_on": clock.local(tail.before).date(),
        "folded_on": folded.last if folded else date.min,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _folded() -> _Folded | None:
    days = DaySeal.objects.aggregate(first=Min("day"), last=Max("day"))
    return _Folded(**days) if days["first"] else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.ZONE)
