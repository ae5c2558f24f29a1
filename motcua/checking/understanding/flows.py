"""The flow of dossiers, or of petitions, as one part of a report tells it.

A flow is what one sentence, bullet list or table row says of one body and one time: received (new,
carried over, by channel), settled (early, on time, late), pending (in time, late). A new flow
begins where the telling begins again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.wording import Measure, Subject

CHANNELS = (Measure.ONLINE, Measure.DIRECT, Measure.POST)
INTAKE = (Measure.NEW, Measure.CARRIED, *CHANNELS)
TIMING = (Measure.EARLY, Measure.ON_TIME, Measure.NOT_LATE, Measure.LATE)
WAITING = (Measure.PENDING_IN_TIME, Measure.PENDING_LATE)
HEADS = (Measure.RECEIVED, Measure.NEW, Measure.SETTLED, Measure.PENDING)
#: Which head a part belongs under.
HEAD_OF = {
    **dict.fromkeys((*CHANNELS, Measure.CARRIED), Measure.RECEIVED),
    **dict.fromkeys(TIMING, Measure.SETTLED),
    **dict.fromkeys(WAITING, Measure.PENDING),
    **dict.fromkeys((Measure.RULE, Measure.CONDUCT, Measure.BOTH), Measure.RECEIVED),
}
#: Words that make a count something beside the flow: scanned, paid, rated.
BESIDE = frozenset({"digitised", "electronic_result", "paid", "apology", "survey", "copied"})


@dataclass(slots=True)
class Flow:
    """One telling: the figure of each measure, and what was said again or stands apart."""

    subject: Subject
    figures: dict[Measure, Quantity] = field(default_factory=dict)
    again: list[tuple[Measure, Quantity]] = field(default_factory=list)
    apart: list[Quantity] = field(default_factory=list)
    last: Quantity | None = None
    head: Measure | None = None
    local: bool = False  # one whole and its parts, outside of the telling
    bases: list[Quantity] = field(default_factory=list)  # what settled figures are printed over

    def get(self, measure: Measure) -> Quantity | None:
        """Return the figure of the measure, if the flow has one."""
        return self.figures.get(measure)

    @property
    def first(self) -> Quantity:
        """The first figure in the report's order."""
        return min(self.figures.values(), key=lambda each: each.place)

    @property
    def begins(self) -> int:
        """The place of the figure that was put into it first."""
        return next(iter(self.figures.values())).place


def _channel(words: frozenset[str]) -> Measure | None:
    online = "online" in words and "direct" not in words
    if online and "post" not in words:
        return Measure.ONLINE
    if "direct" in words and "online" not in words:
        return Measure.DIRECT
    if "post" in words and "online" not in words:
        return Measure.POST
    return None


def _timing(words: frozenset[str], head: Measure | None) -> Measure | None:
    waiting = "pending" in words or (head is Measure.PENDING and "settled" not in words)
    if "not_due" in words:
        return Measure.PENDING_IN_TIME
    if "early" in words:
        both = "on_time" in words
        return Measure.NOT_LATE if both else Measure.EARLY
    if "on_time" in words:
        return Measure.ON_TIME
    if "late" in words:
        return Measure.PENDING_LATE if waiting else Measure.LATE
    if "in_time" in words:
        in_work = waiting or head is not Measure.SETTLED
        return Measure.PENDING_IN_TIME if in_work else Measure.NOT_LATE
    return None


_STAGES = (
    ("next", Measure.PENDING),
    ("carried", Measure.CARRIED),
    ("pending", Measure.PENDING),
    ("new", Measure.NEW),
    ("received", Measure.RECEIVED),
    ("settled", Measure.SETTLED),
    ("total", Measure.RECEIVED),
)


def _stage(words: frozenset[str]) -> Measure | None:
    return next((measure for word, measure in _STAGES if word in words), None)


def dossier_measure(words: frozenset[str], head: Measure | None) -> Measure | None:
    """Return which figure of the flow of dossiers these words name, ``None`` for none of them."""
    if words & BESIDE:
        return None
    timing = _timing(words, head)
    channel = _channel(words)
    if timing is not None:
        return timing if not words & {"online", "direct", "post"} else None
    if "apart" in words:
        return Measure.APART
    if channel is not None:
        return channel if not words & {"settled", "pending", "carried"} else None
    return None if words & {"online", "direct", "post"} else _stage(words)


def petition_measure(words: frozenset[str], head: Measure | None) -> Measure | None:
    """Return which figure of the flow of petitions these words name, ``None`` for none."""
    del head
    about = words & {"rule", "conduct"}
    if "total" not in words and about:
        if len(about) > 1:
            return Measure.BOTH if "received" not in words else Measure.RECEIVED
        return Measure.RULE if "rule" in about else Measure.CONDUCT
    if "apart" in words:
        return Measure.APART
    return _stage(words)


def places(told: Sequence[Flow]) -> frozenset[int]:
    """Return the places of all figures that stand in a flow."""
    return frozenset(
        figure.place
        for flow in told
        for figure in (*flow.figures.values(), *flow.apart, *(each for _, each in flow.again))
    )


def intakes(flow: Flow) -> tuple[Decimal, ...]:
    """Return what may stand for everything there was to settle in a telling."""
    total, new, carried = (
        flow.get(each) for each in (Measure.RECEIVED, Measure.NEW, Measure.CARRIED)
    )
    told = [each.value for each in (total, new) if each is not None]
    return (*told, *(each + carried.value for each in told if carried is not None))
