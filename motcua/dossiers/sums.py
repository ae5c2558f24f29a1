"""Figures as sums of movements: month sums and month-end balances, folded from sealed days.

A window is the full months in it (from ``MonthSum``) plus its edge days and what is not yet folded
(from the events). ``recount`` ignores the sums and counts the events alone: the two must agree, and
``motcua verify`` proves it.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the columns).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from motcua.base import clock
from motcua.dossiers import legs
from motcua.dossiers.legs import Recorded
from motcua.dossiers.models import DaySeal
from motcua.rules.movements import Flows

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_FIRST_DAY = date(1900, 1, 1)
#: agency, procedure, field; with a fourth element, the dossier.
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
        return datetime.combine(self.last + _DAY, time.min, tzinfo=clock.ZONE)


@dataclass(frozen=True)
class _Span:
    """Posted days and recorded moments to count from the events, with a sign."""

    first: date
    last: date
    recorded: Recorded
    sign: int = 1


def flows(question: Question) -> dict[Key, Flows]:
    """The leaf counts of the window per (agency, procedure, field), from the sums and the tail."""
    return _flows(question, _folded(), by_dossier=False)


def recount(question: Question, *, by_dossier: bool = False) -> dict[Key, Flows]:
    """The same counts from the events alone; ``by_dossier`` adds the dossier to the key."""
    return _flows(question, None, by_dossier=by_dossier)


def fold_day(day: date) -> None:
    """Fold the events recorded on a day, just sealed, into month sums and month-end balances."""
    before = DaySeal.objects.filter(day__lt=day).order_by("-day").first()
    first = DaySeal.objects.order_by("day").first()
    newest = _month_end_before(day)
    with connection.cursor() as cursor:
        cursor.execute(legs.FOLD_MONTHS, {"day": day})
        for month_end in _new_month_ends(before.day if before else None, newest):
            ends = {"from_end": _month_end_before(month_end), "to_end": month_end}
            cursor.execute(legs.COPY_BALANCE, ends)
            cursor.execute(
                legs.FILL_BALANCE,
                {"after": ends["from_end"], "month_end": month_end, "day": day},
            )
        stored = _month_ends(_month_end_before(first.day if first else day), newest)
        cursor.execute(legs.FOLD_BALANCES, {"day": day, "newest": newest, "ends": stored})
        cursor.execute(legs.DROP_EMPTY_BALANCES)


def stored_month_ends() -> list[date]:
    """Every month end whose balance is stored: from before the first sealed day to the last."""
    folded = _folded()
    if folded is None:
        return []
    return _month_ends(_month_end_before(folded.first), _month_end_before(folded.last))


def _flows(question: Question, folded: _Folded | None, *, by_dossier: bool) -> dict[Key, Flows]:
    counts = legs.Counts()
    for span in _common_spans(question, folded):
        _add_common(counts, question, span, by_dossier=by_dossier)
    if folded is not None:
        _add_months(counts, question, folded)
    everything = _Span(question.from_on, question.to_on, Recorded(before=question.before))
    for *key, leaf, number in _rows(legs.rare(by_dossier=by_dossier), question, everything):
        counts.add(tuple(key), leaf, number)
    opening = _balance(question, question.from_on - _DAY, folded, by_dossier=by_dossier)
    for (*key, _state, _due_on), number in opening.items():
        counts.add(tuple(key), "opening", number)
    closing = _balance(question, question.to_on, folded, by_dossier=by_dossier)
    for (*key, state, due_on), number in closing.items():
        counts.add(tuple(key), legs.closing_leaf(state, due_on, question.to_on), number)
    return counts.flows()


def _common_spans(question: Question, folded: _Folded | None) -> list[_Span]:
    """What receptions and settlings must be counted from the events: edge days, and the tail."""
    known = Recorded(before=question.before)
    months = _full_months(question.from_on, question.to_on)
    if folded is None or months is None:
        return [_Span(question.from_on, question.to_on, known)]
    first, last = months
    tail = Recorded(since=_tail_begins(question, folded), before=question.before)
    return [
        _Span(question.from_on, first - _DAY, known),
        _Span(last + _DAY, question.to_on, known),
        _Span(first, last, tail),
    ]


def _tail_begins(question: Question, folded: _Folded) -> datetime:
    """From when recordings are not in the folded rows that the question may use."""
    if question.before >= folded.end:
        return folded.end
    month = clock.local(question.before).date().replace(day=1)
    return datetime.combine(month, time.min, tzinfo=clock.ZONE)


def _add_common(counts: legs.Counts, question: Question, span: _Span, *, by_dossier: bool) -> None:
    key_length = 4 if by_dossier else 3
    for row in _rows(legs.common(by_dossier=by_dossier), question, span):
        for leaf, number in zip(legs.COMMON_LEAVES, row[key_length:], strict=True):
            counts.add(tuple(row[:key_length]), leaf, number)


def _add_months(counts: legs.Counts, question: Question, folded: _Folded) -> None:
    """Add the folded rows of the window's full months."""
    months = _full_months(question.from_on, question.to_on)
    if months is None:
        return
    everything = question.before >= folded.end
    recorded = (
        _month_after(folded.last)
        if everything
        else clock.local(question.before).date().replace(day=1)
    )
    span = _Span(*months, Recorded())
    for row in _rows(legs.MONTHS, question, span, recorded=recorded):
        for leaf, number in zip(legs.COMMON_LEAVES, row[3:], strict=True):
            counts.add(tuple(row[:3]), leaf, number)


def _balance(
    question: Question, day: date, folded: _Folded | None, *, by_dossier: bool
) -> dict[tuple[Any, ...], int]:
    """The pending dossiers at the end of ``day`` by key, state and due date: a sum of movements."""
    found: dict[tuple[Any, ...], int] = defaultdict(int)
    month_end = _stored_month_end(day, folded)
    known = Recorded(before=question.before)
    spans = [_Span(_FIRST_DAY, day, known)]
    if month_end is not None and folded is not None:
        for *key, number in _rows(legs.BALANCE, question, spans[0], month_end=month_end):
            found[tuple(key)] += number
        spans = [_Span(month_end + _DAY, day, known), _correction(question, month_end, folded)]
    for span in spans:
        for *key, number in _rows(legs.balance_moves(by_dossier=by_dossier), question, span):
            found[tuple(key)] += span.sign * int(number)
    return {key: number for key, number in found.items() if number}


def _correction(question: Question, month_end: date, folded: _Folded) -> _Span:
    """What a stored balance lacks (recorded after the fold) or has too much (after the as-of)."""
    if question.before >= folded.end:
        later = Recorded(since=folded.end, before=question.before)
        return _Span(_FIRST_DAY, month_end, later)
    later = Recorded(since=question.before, before=folded.end)
    return _Span(_FIRST_DAY, month_end, later, sign=-1)


def _rows(sql: str, question: Question, span: _Span, **more: object) -> Iterator[tuple[Any, ...]]:
    if span.first > span.last or span.recorded.since >= span.recorded.before:
        return
    parameters: Mapping[str, Any] = {
        "agencies": list(question.agency_ids),
        "procedures": list(question.procedure_ids or ()),
        "any_procedure": question.procedure_ids is None,
        "from_on": question.from_on,
        "first": span.first,
        "last": span.last,
        "since": span.recorded.since,
        "before": span.recorded.before,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from cursor.fetchall()


def _folded() -> _Folded | None:
    days = DaySeal.objects.order_by("day").values_list("day", flat=True)
    first, last = days.first(), days.last()
    return _Folded(first, last) if first and last else None


def _full_months(from_on: date, to_on: date) -> tuple[date, date] | None:
    """First and last day of the full months inside a window; None when there is none."""
    first = from_on if from_on.day == 1 else _month_after(from_on)
    last = to_on if (to_on + _DAY).day == 1 else _month_end_before(to_on)
    return (first, last) if first < last else None


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_end_before(day: date) -> date:
    """The last day of the month before the month of ``day``."""
    return day.replace(day=1) - _DAY


def _stored_month_end(day: date, folded: _Folded | None) -> date | None:
    """The newest stored month end not after ``day``; None when none reaches back so far."""
    if folded is None:
        return None
    newest = min(_month_end_before(day + _DAY), _month_end_before(folded.last))
    return newest if newest >= _month_end_before(folded.first) else None


def _month_ends(first: date, last: date) -> list[date]:
    """Every month end from ``first`` to ``last``, both month ends themselves."""
    ends = []
    while first <= last:
        ends.append(first)
        first = _month_after(first + _DAY) - _DAY
    return ends


def _new_month_ends(folded_last: date | None, newest: date) -> list[date]:
    """The month ends that the fold of a new day brings: those since the last folded day."""
    if folded_last is None:
        return [newest]
    known = _month_end_before(folded_last)
    return [end for end in _month_ends(known, newest) if end > known]
