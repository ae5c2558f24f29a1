"""Form II.06 told by the days things happened, beside the official one by the days of the books.

What an event counts for is a sum of leaves, whichever day it is taken to be of; so the two views differ by
what the events posted after their own day count for, and each of them can be named.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the columns; low that anybody asks for
the second view: the official figure is the one of the books).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.rules import movements, tallies
from motcua.rules.codes import PENDING, Channel, Ending, MovementKind, Status, Verdict
from motcua.rules.forms import CountingRule, Row
from motcua.rules.periods import Window


class View(StrEnum):
    """Which of its days an event is taken to be of."""

    POSTED = "posted"
    OCCURRED = "occurred"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a dossier stood: its status, its agency, its due date."""

    status: Status
    agency_id: int
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One event of a dossier. ``received`` and ``reverses`` are the places of other events in its history.

    ``received`` is the receipt that holds (none: carried in), ``reverses`` what the event takes back.
    """

    occurred_on: date
    posted_on: date
    movement: MovementKind
    before: Standing
    after: Standing
    channel: Channel | None
    ended: tuple[Ending, Verdict] | None = None
    received: int | None = None
    reverses: int | None = None

    def on(self, view: View) -> date:
        """The day the event is of."""
        return self.posted_on if view is View.POSTED else self.occurred_on


def leaves(
    history: Sequence[Fact], place: int, window: Window, agencies: Collection[int], view: View
) -> Counter[str]:
    """Count what one event of a history counts for in a window, by the leaves of ``tallies``, with signs.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the columns).
    """
    fact = history[place]
    found: Counter[str] = Counter()
    day = fact.on(view)
    for standing, sign in ((fact.after, 1), (fact.before, -1)):
        if standing.status in PENDING and standing.agency_id in agencies:
            if day < window.from_on:
                found["opening"] += sign
            if day <= window.to_on:
                found[_closing(standing, window.to_on)] += sign
    if day in window:
        _add_movement(found, history, fact, window, agencies, view)
    return Counter({leaf: number for leaf, number in found.items() if number})


def _closing(standing: Standing, through: date) -> str:
    return movements.closing(standing.status, due_on=standing.due_on, through=through)


def _add_movement(
    found: Counter[str],
    history: Sequence[Fact],
    fact: Fact,
    window: Window,
    agencies: Collection[int],
    view: View,
) -> None:
    """Add the legs of an event that happened in the window."""
    comes, goes = fact.after.agency_id in agencies, fact.before.agency_id in agencies
    if fact.movement is MovementKind.RECEIVED and comes:
        found[_by_channel("received", fact)] += 1
    elif fact.movement is MovementKind.CARRIED_IN and comes:
        found["carried_in"] += 1
    elif fact.movement is MovementKind.SETTLED and comes and fact.ended:
        found[tallies.by_ending("settled")[fact.ended]] += 1
    elif fact.movement is MovementKind.REOPENED and comes:
        found[_reopened(history, fact, window, view)] += 1
    elif fact.movement is MovementKind.ANNULLED and goes:
        found[_own_or_before("annulled", history, fact, window, view)] += 1
    elif fact.movement is MovementKind.TRANSFERRED:
        found[_own_or_before("transferred_in", history, fact, window, view)] += comes
        found[_own_or_before("transferred_out", history, fact, window, view)] += goes


def _by_channel(name: str, fact: Fact) -> str:
    return tallies.by_channel(name)[fact.channel or Channel.COUNTER]


def _own_or_before(
    name: str, history: Sequence[Fact], fact: Fact, window: Window, view: View
) -> str:
    """Name the leaf of a dossier received in the window, or of one that was there before."""
    if fact.received is not None and history[fact.received].on(view) >= window.from_on:
        return _by_channel(name, fact)
    return f"{name}_before"


def _reopened(history: Sequence[Fact], fact: Fact, window: Window, view: View) -> str:
    taken_back = history[fact.reverses] if fact.reverses is not None else None
    if taken_back is not None and taken_back.ended and taken_back.on(view) >= window.from_on:
        return tallies.by_ending("reopened")[taken_back.ended]
    return "reopened_before"


def columns(counts: Mapping[str, int], rule: CountingRule) -> dict[str, int]:
    """Fold leaves into columns 3 to 13, signs and all.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 3-13 (certainty: high for the formulas).
    """
    return {
        name: sum(sign * counts.get(leaf, 0) for leaf, sign in rule.legs[name].items())
        for name in Row._fields
    }


def moved(
    history: Sequence[Fact], place: int, window: Window, agencies: Collection[int]
) -> Counter[str]:
    """Count what an event counts for by the day it happened, less what it counts for in the books.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the columns).
    """
    found = leaves(history, place, window, agencies, View.OCCURRED)
    found.subtract(leaves(history, place, window, agencies, View.POSTED))
    return Counter({leaf: number for leaf, number in found.items() if number})
