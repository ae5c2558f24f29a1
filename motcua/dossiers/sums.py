"""Figures as sums of movements: sums by quarter, half-month and day, and balances, folded from sealed days.

A window is whole quarters, half-months and days from ``PeriodSum``, plus the tail that is not folded
yet (from the events). ``recount`` ignores the sums and counts the events alone: the two must agree,
and ``motcua verify`` proves it.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the columns).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from motcua.base import clock
from motcua.dossiers import grains, legs
from motcua.dossiers.legs import By, Recorded
from motcua.dossiers.models import DaySeal, OpenBalance, PeriodSum
from motcua.rules.movements import Flows

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_FIRST_DAY = date(1900, 1, 1)
#: Under this day stands the running balance: of everything folded so far.
RUNNING = date.max
#: What flows are made of.
EVERYTHING = frozenset({"moved", "opening", "closing"})
#: agency, procedure, field; without the procedure, or with the dossier as a fourth element.
Key = tuple[int, ...]


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
    def of(cls, question: Question, folded: _Folded) -> "_Known":
        """Use all sums; as of an earlier moment those of the days before, and the events of its day."""
        if question.before >= folded.end:
            return cls(None, Recorded(since=folded.end, before=question.before))
        day = clock.local(question.before).date()
        return cls(day, Recorded(since=_midnight(day), before=question.before))


@dataclass(frozen=True)
class _Span:
    """Posted days and recorded moments to count from the events, with a sign."""

    first: date
    last: date
    recorded: Recorded
    sign: int = 1
    late_only: bool = False


def flows(question: Question, *, by: By = "procedure") -> dict[Key, Flows]:
    """The leaf counts of the window per key, from the sums and the tail."""
    return _flows(question, _folded(), by)


def recount(
    question: Question, *, by: By = "procedure", parts: frozenset[str] = EVERYTHING
) -> dict[Key, Flows]:
    """The same counts from the events alone; only they can be told by dossier.

    ``parts``: which of "moved", "opening" and "closing" are counted; the others stay zero.
    """
    return _flows(question, None, by, parts)


def pending(question: Question) -> int:
    """How many dossiers are pending at the end of the window."""
    through, folded = question.to_on, _folded()
    return sum(row[-1] for row in _balance(question, through, folded, "field"))


def by_procedure(question: Question, leaf: str) -> dict[int, int]:
    """One leaf of ``legs.COMMON_LEAVES`` in the window, per procedure; what is not there is zero."""
    found: dict[int, int] = {}
    for (_agency, procedure_id, _field), counts in _common(
        question, _folded(), "procedure", (leaf,)
    ):
        if counts[0]:
            found[procedure_id] = found.get(procedure_id, 0) + int(counts[0])
    return found


def fold_day(day: date) -> None:
    """Fold the events recorded on a day, just sealed, into the sums and the balances."""
    sealed = DaySeal.objects.filter(day__lt=day).order_by("day").values_list("day", flat=True)
    first, before = sealed.first(), sealed.last()
    newest = grains.half_end_before(day)
    with connection.cursor() as cursor:
        cursor.execute(legs.FOLD, {"first": day, "last": day})
        for end in grains.half_ends(grains.HALF.begin(before), newest) if before else ():
            cursor.execute(legs.COPY_BALANCE, {"ends_on": end, "current": RUNNING})
        ends = _stored_ends(_Folded(first or day, day))
        _fold_balances(cursor, ends, recorded=(day, day), posted=(_FIRST_DAY, day))
        cursor.execute(legs.DROP_EMPTY_BALANCES)


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
            cursor.execute(legs.COPY_BALANCE, {"ends_on": end, "current": RUNNING})
            posted = end + _DAY
        _fold_balances(cursor, (), recorded=recorded, posted=(posted, known.last))
        cursor.execute(legs.DROP_EMPTY_BALANCES)


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
    cursor.execute(legs.FOLD_BALANCES, {**spans, "ends": [*ends, RUNNING]})


def _flows(
    question: Question, folded: _Folded | None, by: By, parts: frozenset[str] = EVERYTHING
) -> dict[Key, Flows]:
    counts = legs.Counts()
    if "moved" in parts:
        _count_moved(counts, question, folded, by)
    if "opening" in parts:
        for *key, _state, _over, number in _balance(question, question.from_on - _DAY, folded, by):
            counts.add(tuple(key), "opening", number)
    if "closing" in parts:
        for *key, state, over, number in _balance(question, question.to_on, folded, by):
            leaf = legs.closing_leaf(state, over=over, through=question.to_on)
            counts.add(tuple(key), leaf, number)
    return counts.flows()


def _count_moved(counts: legs.Counts, question: Question, folded: _Folded | None, by: By) -> None:
    for known, numbers in _common(question, folded, by, legs.COMMON_LEAVES):
        counts.add_all(known, legs.COMMON_LEAVES, numbers)
    everything = _Span(question.from_on, question.to_on, Recorded(before=question.before))
    for *key, leaf, number in _rows(legs.rare(by), question, everything):
        counts.add(tuple(key), leaf, number)


def _common(
    question: Question, folded: _Folded | None, by: By, leaves: Sequence[str]
) -> Iterator[tuple[Key, Sequence[int]]]:
    """Receptions, settlings and memo acts per key: from the sums, and from the events not in them."""
    length = legs.KEY_LENGTH[by]
    tail = Recorded(before=question.before)
    if folded is not None:
        known = _Known.of(question, folded)
        tail = known.tail
        cuts = grains.cover(question.from_on, question.to_on, before=known.before_day)
        span = _Span(question.from_on, question.to_on, Recorded())
        for row in _rows(legs.folded(by, cuts, leaves), question, span):
            yield tuple(row[:length]), row[length:]
    span = _Span(question.from_on, question.to_on, tail)
    for row in _rows(legs.common(by, leaves), question, span):
        yield tuple(row[:length]), row[length:]


def _balance(
    question: Question, day: date, folded: _Folded | None, by: By
) -> Iterator[tuple[Any, ...]]:
    """The pending dossiers at the end of ``day`` per key, state and whether overdue: sums of movements."""
    spans = [_Span(_FIRST_DAY, day, Recorded(before=question.before))]
    end = _stored_end(question, day, folded)
    if folded is not None and end is not None:
        yield from _rows(legs.balance(by), question, spans[0], ends_on=end, through=day)
        spans = list(_since(question, day, folded, end))
    for span in spans:
        sql = legs.balance_moves(by, late_only=span.late_only)
        for *key, number in _rows(sql, question, span, through=day):
            yield *key, span.sign * int(number)


def _since(question: Question, day: date, folded: _Folded, end: date) -> Iterator[_Span]:
    """What a stored balance lacks on ``day``, and what it has too much as of an earlier moment."""
    known = Recorded(before=question.before)
    if end == RUNNING:
        yield _Span(_FIRST_DAY, day, Recorded(since=folded.end, before=question.before))
        return
    yield _Span(end + _DAY, day, known)
    if question.before >= folded.end:
        later = Recorded(since=folded.end, before=question.before)
        yield _Span(_FIRST_DAY, end, later, late_only=True)
    else:
        later = Recorded(since=question.before, before=folded.end)
        yield _Span(_FIRST_DAY, end, later, sign=-1, late_only=True)


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


def _rows(sql: str, question: Question, span: _Span, **more: object) -> Iterator[tuple[Any, ...]]:
    recorded = span.recorded
    if span.first > span.last or recorded.since >= recorded.before:
        return
    parameters: Mapping[str, Any] = {
        "agencies": list(question.agency_ids),
        "procedures": list(question.procedure_ids or ()),
        "any_procedure": question.procedure_ids is None,
        "from_on": question.from_on,
        "first": span.first,
        "last": span.last,
        "since": recorded.since,
        "before": recorded.before,
        "since_on": clock.local(recorded.since).date(),
        "before_on": clock.local(recorded.before).date(),
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from cursor.fetchall()


def _folded() -> _Folded | None:
    days = DaySeal.objects.order_by("day").values_list("day", flat=True)
    first, last = days.first(), days.last()
    return _Folded(first, last) if first and last else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.ZONE)
