"""What the public is told about how dossiers are handled: figures of closed periods, agency by agency.

Only our own books, as they were when the period was closed: what is recorded later changes nothing. No figure lets a
single person be known: agencies with fewer than ``LEAST`` dossiers stand together in one row.

Căn cứ: Nghị định 61/2018/NĐ-CP, chương IV; Nghị định 118/2025/NĐ-CP; Quyết định 766/QĐ-TTg (certainty: medium that
receipt, settlement and what is on time and late are public by agency and period; low for the choice of columns).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.dossiers.models import Closing, PeriodSum
from motcua.organizations import queries as agencies
from motcua.reporting import tables
from motcua.reporting.figures import Line
from motcua.rules import forms, periods
from motcua.rules.forms import Row
from motcua.rules.periods import Kind, Period

#: An agency with fewer dossiers in a period has no row of its own: a neighbour would know whose they are.
LEAST = 5
#: So many periods of each kind are offered.
_OFFERED = {Kind.YEAR: 3, Kind.HALF: 4, Kind.QUARTER: 8, Kind.MONTH: 12}
_PERCENT = 100


class NotPublished(LookupError):
    """The period is not closed, or is before the books begin."""


@dataclass(frozen=True)
class Handled:
    """The figures of an agency, of several with few dossiers (``agency`` is empty), or of all."""

    agency: str
    row: Row
    agencies: int = 1

    @property
    def received(self) -> int:
        """Received in the period."""
        return self.row.c4 + self.row.c5

    @property
    def in_time(self) -> int:
        """Settled before the due date or on it."""
        return self.row.c8 + self.row.c9

    @property
    def percent(self) -> float | None:
        """How much of what was settled was in time, as a percentage; nothing of nothing."""
        return self.in_time * _PERCENT / self.row.c7 if self.row.c7 else None

    def figures(self) -> dict[str, int]:
        """The figures by their public names."""
        return {
            "received": self.received,
            "received_online": self.row.c4,
            "carried_over": self.row.c6,
            "settled": self.row.c7,
            "settled_in_time": self.in_time,
            "settled_late": self.row.c10,
            "pending": self.row.c11,
            "pending_late": self.row.c13,
        }


@dataclass(frozen=True)
class Published:
    """The table of a period. Without ``total`` there are too few dossiers in all to tell of."""

    period: Period
    closing: Closing
    rows: tuple[Handled, ...]
    total: Handled | None

    def as_json(self) -> dict[str, Any]:
        """Return it as machines read it."""
        window = self.period.window()
        whole = [self.total] if self.total else []
        return {
            "period": self.period.label(),
            "from": window.from_on.isoformat(),
            "to": window.to_on.isoformat(),
            "as_of": self.closing.closed_at.isoformat(),
            "least": LEAST,
            "rows": [
                {"agency": one.agency or None, "agencies": one.agencies, **one.figures()}
                for one in self.rows
            ],
            "total": whole[0].figures() if whole else None,
        }


def offered() -> list[Period]:
    """The closed periods that the public may ask for: years first, of each kind the latest first."""
    closed_through, began_on = _frontier(), _began_on()
    if closed_through is None or began_on is None:
        return []
    found = []
    for kind, most in _OFFERED.items():
        last = periods.containing(kind, closed_through)
        if last.window().to_on > closed_through:
            last = last.shifted(-1)
        of_kind = [last.shifted(-back) for back in range(most)]
        found += [one for one in of_kind if one.window().to_on >= began_on]
    return found


def closing_of(period: Period) -> Closing | None:
    """The closing that fixed the figures of a period; None while they may still change."""
    return tables.closing_of(period.window())


def of(period: Period) -> Published:
    """The table of a closed period. Raise ``NotPublished``."""
    window, top = period.window(), agencies.top()
    closing = closing_of(period)
    if closing is None or top is None or period not in offered():
        raise NotPublished(period.label())
    report = tables.two_six(
        agency=top, from_on=window.from_on, to_on=window.to_on, as_of=closing.closed_at
    )
    found: list[Handled] = []
    for level in report.levels:
        own: dict[tuple[int, ...], list[Line]] = defaultdict(list)
        for line in report.of_level(level):
            if not line.source:
                own[line.agency_ids].append(line)
        found += [
            Handled(lines[0].agency, forms.total(line.row for line in lines))
            for lines in own.values()
        ]
    rows = together([one for one in found if one.row.c3])
    total = forms.total(one.row for one in rows)
    count = sum(one.agencies for one in rows)
    return Published(period, closing, rows, Handled("", total, count) if rows else None)


def together(found: Sequence[Handled], least: int = LEAST) -> tuple[Handled, ...]:
    """Put agencies with fewer than ``least`` dossiers into one row, at least two of them.

    One alone would be known as the difference of the rest from the total, so the smallest of the others joins it.
    Where all together have fewer, nothing is told.
    """
    small = [one for one in found if one.row.c3 < least]
    others = sorted((one for one in found if one.row.c3 >= least), key=lambda one: one.row.c3)
    while small and others and (len(small) == 1 or _dossiers(small) < least):
        small.append(others.pop(0))
    if not small:
        return tuple(found)
    if _dossiers(small) < least:
        return ()
    kept = [one for one in found if one not in small]
    return (*kept, Handled("", forms.total(one.row for one in small), len(small)))


def _dossiers(found: Sequence[Handled]) -> int:
    return sum(one.row.c3 for one in found)


def _frontier() -> date | None:
    last = Closing.objects.order_by("-through_on").first()
    return last.through_on if last else None


def _began_on() -> date | None:
    first = PeriodSum.objects.filter(grain="h").order_by("posted_on").values_list("posted_on")
    found = first.first()
    return found[0] if found else None
