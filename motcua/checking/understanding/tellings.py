"""Puts the figures of a report into flows, in the order they are told.

A figure goes where its words, its whole, the figures beside it and its section say; a new flow begins
where the telling begins again.
"""

from collections.abc import Sequence
from decimal import Decimal

from motcua.checking.understanding import lists, scope, wording
from motcua.checking.understanding.flows import (
    BESIDE,
    CHANNELS,
    HEAD_OF,
    HEADS,
    Flow,
    dossier_measure,
    intakes,
    petition_measure,
)
from motcua.checking.understanding.mentions import UNDER, Opening
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.wording import Measure, Subject

#: Words of the parts of what was settled, and of nothing else.
_TIMED = frozenset({"early", "on_time"})
_OLD_AND_NEW = frozenset({"carried", "new"})
_WHOLE = frozenset({"total"})
_DEEPEST = 12
_NEAR = Decimal("0.05")
#: Words of headings under which a telling begins.
_INCOMING = frozenset({"received", "new", "carried"})
_MEASURES = {Subject.DOSSIER: dossier_measure, Subject.PETITION: petition_measure}


def flows(quantities: Sequence[Quantity]) -> tuple[Flow, ...]:
    """Return the flows the report tells, of dossiers and of petitions, in order."""
    found: list[Flow] = []
    for subject in _MEASURES:
        teller = _Teller(subject, quantities)
        for quantity in sorted(quantities, key=lambda each: _order(each, quantities)):
            counts = quantity.part.counts and not quantity.aside
            mine = quantity.subject is subject and counts
            if mine and not lists.is_trailing_total(quantities, quantity.place):
                teller.take(quantity)
        teller.fill_in()
        found.extend(teller.flows)
    return tuple(flow for flow in found if flow.figures)


def _order(quantity: Quantity, quantities: Sequence[Quantity]) -> tuple[int, ...]:
    """Return where the figure is told: a total below its rows goes before them."""
    above = [quantity]
    while above[-1].whole is not None and len(above) < _DEEPEST:
        above.append(quantities[above[-1].whole])
    order: tuple[int, ...] = (above[-1].place,)
    for each in reversed(above[:-1]):
        order = (*order, each.place) if order[0] > each.place else (each.place,)
    return order


def _one_sentence(left: Quantity, right: Quantity) -> bool:
    return left.source is right.source and left.sentence == right.sentence


def _is_of(flow: Flow, base: Quantity) -> bool:
    """Tell whether a ratio of settled dossiers is over what the telling received, or nearly."""
    return any(abs(each - base.value) <= each * _NEAR for each in intakes(flow))


def _goes_on(flow: Flow, last: Quantity, quantity: Quantity, measure: Measure) -> bool:
    """Tell whether the next section tells the next stage: "2. Giải quyết hồ sơ" behind "1. Tiếp nhận"."""
    if measure not in {Measure.SETTLED, Measure.PENDING} or measure in flow.figures:
        return False
    before, now = (each.section.headings for each in (last, quantity))
    if len(before) != len(now) or before[:-1] != now[:-1] or not now:
        return False
    told, stage = (wording.words(each[-1]) for each in (before, now))
    alike = scope.levels(before[-1]) == scope.levels(now[-1])
    return measure.value in stage - told and not stage & _INCOMING and alike


class _Teller:
    """Puts the figures of one subject into flows, in the order they are told."""

    def __init__(self, subject: Subject, quantities: Sequence[Quantity]) -> None:
        self.subject = subject
        self.flows: list[Flow] = []
        self._all = quantities
        self._measures: dict[int, Measure | None] = {}
        self._home: dict[int, Flow] = {}
        self._parts: dict[int, frozenset[str]] = {}
        for each in quantities:
            if each.whole is not None:
                told = self._parts.get(each.whole, frozenset())
                self._parts[each.whole] = told | each.near
        self._totals = {
            each.whole
            for each in quantities
            if each.whole is not None and each.opening is Opening.BRACKETS and each.near & _INCOMING
        }

    def take(self, quantity: Quantity) -> None:
        """Put the figure where it belongs."""
        whole = self._all[quantity.whole] if quantity.whole is not None else None
        if quantity.opening is Opening.BULLETS and quantity.place in self._totals:
            whole = None  # a bullet per body, each with a total of its own
        home = self._home.get(whole.place) if whole is not None else None
        flow = home or self._telling()
        measure = self._measure(quantity, whole, flow)
        if measure is Measure.RECEIVED and whole is None and flow is not None:
            self._promote(flow, quantity)
        if flow is not None and self._is_under(flow, quantity):
            flow.bases.append(quantity)
            return
        self._measures[quantity.place] = measure
        if measure is None or self._is_beside(quantity, measure, whole, flow):
            return
        if quantity.base is not None:
            self._take_ratio(quantity, quantity.base, measure)
            return
        if whole is not None and home is None and self._unnamed(whole):
            flow = self._local(whole, measure)
        elif flow is None or self._begins(flow, quantity, measure):
            flow = Flow(self.subject)
            self.flows.append(flow)
        self._put(flow, quantity, measure)

    def _is_under(self, flow: Flow, quantity: Quantity) -> bool:
        """Tell whether it stands under what was settled: "đã hoàn thành 98 trên 100 hồ sơ"."""
        settled = self._measures.get(quantity.place - 1) is Measure.SETTLED
        if not settled or quantity.words - _WHOLE or not _is_of(flow, quantity):
            return False
        before = self._all[quantity.place - 1]
        gap = quantity.text[before.number.end : quantity.number.start]
        return before.source is quantity.source and UNDER.fullmatch(gap) is not None

    def fill_in(self) -> None:
        """Name the one figure beside the new, or the old, that makes the whole with it."""
        for flow in self.flows:
            total, new, carried = (
                flow.get(each) for each in (Measure.RECEIVED, Measure.NEW, Measure.CARRIED)
            )
            known = new if carried is None else carried if new is None else None
            if total is None or known is None:
                continue
            beside = self._beside_in_list(known, total)
            if beside is None:
                continue
            channels = sum(flow.figures[each].value for each in CHANNELS if each in flow.figures)
            made = beside.value + known.value == total.value
            if made and known is new:
                flow.figures[Measure.CARRIED] = beside
            elif made or (known is carried and channels + carried.value == total.value):
                flow.figures[Measure.NEW] = beside

    def _beside_in_list(self, known: Quantity, total: Quantity) -> Quantity | None:
        """Return the only other figure of a list of two under the total, where nothing names it."""
        if known.whole != total.place:
            return None
        beside = [
            each
            for each in self._all[total.place + 1 :]
            if each.counts
            and (each.whole, each.opened_at) == (known.whole, known.opened_at)
            and each.place != known.place
        ]
        if len(beside) != 1 or self._measures.get(beside[0].place) is not None:
            return None
        return beside[0]

    def _telling(self) -> Flow | None:
        return next((each for each in reversed(self.flows) if not each.local), None)

    def _measure(
        self, quantity: Quantity, whole: Quantity | None, flow: Flow | None
    ) -> Measure | None:
        """Return which figure of the flow it is, by its nearest words, by all, by its parts."""
        head = self._head(whole, flow)
        naming = _MEASURES[self.subject]
        beside = quantity.words & BESIDE and self.subject is Subject.DOSSIER
        near = None if beside else naming(quantity.near, head)
        measure = near or naming(quantity.words, head)
        if measure is None and not beside and self._is_settled_over(flow, quantity):
            return Measure.SETTLED
        if measure is None and self._parts.get(quantity.place, frozenset()) >= _OLD_AND_NEW:
            return Measure.RECEIVED
        if measure is Measure.RECEIVED and self._is_new(whole, flow, quantity):
            return Measure.NEW  # "tiếp nhận: 56 (kỳ trước 3, tiếp nhận trong kỳ 53)"
        return measure

    def _is_beside(
        self, quantity: Quantity, measure: Measure, whole: Quantity | None, flow: Flow | None
    ) -> bool:
        """Tell whether the figure is no part of the flow for all its words."""
        if self._unknown_part(flow, quantity, measure):
            return True
        return measure in CHANNELS and self._of_results(whole, flow, quantity)

    def _is_settled_over(self, flow: Flow | None, ratio: Quantity) -> bool:
        """Tell whether "98/100 hồ sơ: trước hạn …" in words unknown is of what was received."""
        timed = self._parts.get(ratio.place, frozenset()) & _TIMED
        base = ratio.base
        return flow is not None and base is not None and bool(timed) and _is_of(flow, base)

    def _take_ratio(self, ratio: Quantity, base: Quantity, measure: Measure) -> None:
        """Put "đã giải quyết 98/100 hồ sơ" where what was received is 100, or into a telling of its own."""
        if measure is not Measure.SETTLED:
            return
        flow = self._telling()
        begins = flow is None or self._begins(flow, ratio, Measure.SETTLED)
        if flow is None or begins or not _is_of(flow, base):
            flow = Flow(self.subject)
            self.flows.append(flow)
            flow.figures[Measure.RECEIVED] = base
        else:
            flow.bases.append(base)
        self._put(flow, ratio.part, Measure.SETTLED)

    def _head(self, whole: Quantity | None, flow: Flow | None) -> Measure | None:
        if whole is not None and self._measures.get(whole.place) is not None:
            return self._measures[whole.place]
        return flow.head if flow is not None else None

    def _is_new(self, whole: Quantity | None, flow: Flow | None, quantity: Quantity) -> bool:
        """Received inside of what was received, or right behind it in one sentence."""
        if whole is not None and self._measures.get(whole.place) is Measure.RECEIVED:
            return True
        total = flow.get(Measure.RECEIVED) if flow is not None else None
        behind = total is not None and _one_sentence(total, quantity)
        smaller = total is not None and quantity.value < total.value
        if flow is not None and smaller and Measure.CARRIED in flow.figures:
            behind |= not flow.figures.keys() & {Measure.NEW, Measure.SETTLED, Measure.PENDING}
        return behind and smaller and Measure.NEW not in (flow.figures if flow else {})

    def _promote(self, flow: Flow, total: Quantity) -> None:
        """Make what was received new, where a total with what was carried over stands behind it."""
        told = flow.get(Measure.RECEIVED)
        if told is None or flow.figures.keys() - {Measure.RECEIVED, Measure.CARRIED, *CHANNELS}:
            return
        behind = flow.last is not None and flow.last.section.number == total.section.number
        named = "total" in total.words and "total" not in told.words and told.whole is None
        if named and behind and Measure.CARRIED in flow.figures and total.value > told.value:
            flow.figures[Measure.NEW] = flow.figures.pop(Measure.RECEIVED)
            self._measures[told.place] = Measure.NEW

    def _of_results(self, whole: Quantity | None, flow: Flow | None, quantity: Quantity) -> bool:
        """By which channel results went out, told behind what was settled."""
        above = self._measures.get(whole.place) if whole is not None else None
        told = flow is not None and flow.head in {Measure.SETTLED, Measure.PENDING}
        incoming = above in {Measure.RECEIVED, Measure.NEW} or quantity.words & {"new", "received"}
        return told and not incoming

    @staticmethod
    def _unknown_part(flow: Flow | None, quantity: Quantity, measure: Measure) -> bool:
        """A smaller settled or pending count behind the whole one: a part in unknown words."""
        whole = flow.get(measure) if flow is not None else None
        if whole is None or measure not in {Measure.SETTLED, Measure.PENDING}:
            return False
        return _one_sentence(whole, quantity) and quantity.value < whole.value

    def _unnamed(self, whole: Quantity) -> bool:
        return whole.subject is self.subject and whole.part.counts

    def _local(self, whole: Quantity, measure: Measure) -> Flow:
        """Return a flow of a whole the telling does not know and its parts."""
        flow = Flow(self.subject, local=True)
        flow.figures[HEAD_OF.get(measure, Measure.RECEIVED)] = whole.part
        self._home[whole.place] = flow
        self.flows.append(flow)
        return flow

    def _begins(self, flow: Flow, quantity: Quantity, measure: Measure) -> bool:
        """Tell whether the telling begins again with this figure."""
        last = flow.last
        before = flow.get(measure)
        apart = last is not None and last.section.number != quantity.section.number
        hung = quantity.whole is not None and self._home.get(quantity.whole) is flow
        if last is not None and apart and not hung:
            return not _goes_on(flow, last, quantity, measure)
        if before is not None and before.value == quantity.value:
            return False  # said again
        if measure in {Measure.RECEIVED, Measure.NEW}:
            return before is not None or Measure.SETTLED in flow.figures
        if measure is Measure.SETTLED:
            return before is not None
        return False

    def _put(self, flow: Flow, quantity: Quantity, measure: Measure) -> None:
        self._home[quantity.place] = flow
        flow.last = quantity
        if measure in HEADS:
            flow.head = measure
        if measure is Measure.APART:
            flow.apart.append(quantity)
        elif measure in flow.figures:
            flow.again.append((measure, quantity))
        else:
            flow.figures[measure] = quantity
