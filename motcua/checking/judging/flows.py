"""Whether what came in equals what was settled and what is pending, by channel and timing.

The relations are those of form II.06 (3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 11 = 12 + 13, 3 = 7 + 11) and,
for petitions, of II.05. Reports print the total with or without what was carried over; both
readings are tried before anything is called wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from motcua.checking.findings import Code, Severity
from motcua.checking.judging import repair
from motcua.checking.judging.relations import Bound, Claim, Sum
from motcua.checking.understanding import scope
from motcua.checking.understanding.flows import CHANNELS, TIMING, WAITING, Flow
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.wording import Measure, Subject

_MOST_APART = 4
_SMALL = Decimal("0.1")
#: Smaller figures are equal by chance.
_TELLING = 100
_TOTALS = frozenset({"total", "received", "new"})
_FEW = 20
_DOUBT = Severity.WARNING
_TOPICS = {
    Subject.DOSSIER: "hồ sơ",
    Subject.PETITION: "phản ánh, kiến nghị",
}


def all_claims(told: Sequence[Flow]) -> Iterator[Claim]:
    """Give everything the flows of a report claim; what one leaves unsaid another may show.

    Where one body's received dossiers are exactly those settled and pending, the figure holds what
    was carried over; another body's then holds it as well.
    """
    made = [(flow, claim) for flow in told for claim in claims(flow)]
    balances = [(flow, claim) for flow, claim in made if _is_plain_balance(flow, claim)]
    exact = [flow for flow, claim in balances if claim.holds and _tells(claim.readings[0])]
    left = frozenset(flow.figures[Measure.PENDING].value for flow, _ in balances)
    failed = [flow for flow, claim in balances if not claim.holds]
    apart = any(_adds_carried(claim) for _, claim in made)
    for flow, claim in made:
        shown = not apart and failed == [flow] and any(_alike(flow, one) for one in exact)
        known = left | {each.value for _, each in flow.again}
        balance = claim.readings[0].code is Code.BALANCE
        sure = shown and balance and _is_near(claim.readings[0], known)
        yield replace(claim, severity=Severity.ERROR) if sure else claim


def _is_plain_balance(flow: Flow, claim: Claim) -> bool:
    first = claim.readings[0]
    plain = isinstance(first, Sum) and first.code is Code.BALANCE and len(first.whole) == 1
    return plain and flow.get(Measure.CARRIED) is None and flow.get(Measure.PENDING) is not None


def _adds_carried(claim: Claim) -> bool:
    """Tell whether a balance holds only with what was carried over added to what was received."""
    holding = [each for each in claim.readings if isinstance(each, Sum) and each.holds]
    balance = claim.readings[0].code is Code.BALANCE and bool(holding)
    return balance and all(len(each.whole) > 1 for each in holding)


def _tells(total: Sum | Bound) -> bool:
    told = isinstance(total, Sum) and total.printed >= _TELLING
    return (
        told and isinstance(total, Sum) and total.holds and all(each.value for each in total.parts)
    )


def _alike(flow: Flow, other: Flow) -> bool:
    apart = flow.first.section.number != other.first.section.number
    same = flow.subject is other.subject and _head_words(flow) == _head_words(other)
    return same and (apart or flow.local)


def _head_words(flow: Flow) -> frozenset[str]:
    total = flow.get(Measure.RECEIVED) or flow.get(Measure.NEW)
    return total.words & _TOTALS if total is not None else frozenset()


def _is_near(total: Sum | Bound, left: frozenset[Decimal]) -> bool:
    """Tell whether it is nearly right, and not by what another telling leaves: the year before's."""
    if not isinstance(total, Sum):
        return False
    difference = abs(total.added - total.printed)
    return difference not in left and difference <= max(total.printed, total.added) * _SMALL


def claims(flow: Flow) -> Iterator[Claim]:
    """Give everything the flow claims."""
    for family in (_intake, _channels, _about, _timing, _waiting, _balance):
        for claim in family(flow):
            sure = claim.holds or _is_sure(claim) or _is_overfull(flow, claim.readings[0])
            yield claim if sure else replace(claim, severity=_DOUBT)


def _is_sure(claim: Claim) -> bool:
    """Tell whether a failed relation is likelier a slip of the pen than figures read together wrongly.

    Figures of one table row or one list belong together. Of others, a slip must explain the
    difference, or it must be small.
    """
    first = claim.readings[0]
    if isinstance(first, Bound):
        return True
    if _is_of_other_levels(first):
        return False
    wholes = {each.place for each in first.whole}
    told = [part for part in first.parts if not part.absent]
    together = all(part.whole in wholes for part in told) or bool(first.parts[0].context)
    difference = abs(first.added - first.printed)
    small = difference <= max(first.printed, first.added) * _SMALL
    return together or small or bool(repair.candidates(first))


def _is_overfull(flow: Flow, balance: Sum | Bound) -> bool:
    """Tell whether one sentence settles and keeps more than what it says was new and old together."""
    if not isinstance(balance, Sum) or balance.code is not Code.BALANCE:
        return False
    total, new, carried = (
        flow.get(each) for each in (Measure.RECEIVED, Measure.NEW, Measure.CARRIED)
    )
    if total is None or new is None or carried is None or _is_of_other_levels(balance):
        return False
    told = {(each.block, each.sentence) for each in balance.figures}
    closed = new.value + carried.value == total.value
    return closed and len(told) == 1 and balance.added > balance.printed


def _is_of_other_levels(total: Sum) -> bool:
    """Tell whether a later figure names a body the first does not: "cấp xã" behind "toàn tỉnh"."""
    told = sorted((each for each in total.figures if not each.context), key=lambda each: each.place)
    named = [scope.levels(each.label) for each in told]
    return any(each - named[0] for each in named[1:])


def _some(flow: Flow, *measures: Measure) -> tuple[Quantity, ...]:
    found = (flow.get(measure) for measure in measures)
    return tuple(each for each in found if each is not None)


def _intake(flow: Flow) -> Iterator[Claim]:
    total, new, carried = (
        flow.get(each) for each in (Measure.RECEIVED, Measure.NEW, Measure.CARRIED)
    )
    if total is None or new is None:
        return
    if carried is None:
        yield Claim((Bound(new, total, "Số mới tiếp nhận so với tổng số tiếp nhận"),))
        return
    readings: list[Sum | Bound] = [
        Sum((new, carried), (total,), "Mới tiếp nhận + kỳ trước chuyển qua")
    ]
    if new.value == total.value:
        readings.append(Bound(new, total, "Số mới tiếp nhận so với tổng số tiếp nhận"))
    yield Claim(tuple(readings))


def _channels(flow: Flow) -> Iterator[Claim]:
    total, new, carried = (
        flow.get(each) for each in (Measure.RECEIVED, Measure.NEW, Measure.CARRIED)
    )
    channels = _some(flow, *CHANNELS)
    if len(channels) < 2:  # noqa: PLR2004 - one part alone proves nothing
        yield from _one_channel(channels, new or total)
        return
    topic = "Trực tuyến + trực tiếp, bưu chính"
    of_new = [Sum(channels, (new,), topic)] if new else []
    of_total = [Sum(channels, (total,), topic)] if total else []
    with_carried = (
        [Sum((*channels, carried), (total,), f"{topic} + kỳ trước chuyển qua")]
        if total and carried
        else []
    )
    home = channels[0].whole
    closed = total and new and carried and new.value + carried.value == total.value
    if new and home == new.place:
        order = of_new  # in the brackets of the new themselves
    elif new and (closed or home != (total.place if total else None)):
        order = [*of_new, *with_carried, *of_total]
    elif carried and (carried.opened_at == channels[0].opened_at or not of_total):
        order = [*with_carried, *of_total, *of_new]
    elif with_carried and with_carried[0].holds:
        order = with_carried
    else:
        order = [*of_total, *with_carried, *of_new]
    # "trực tuyến 60 hồ sơ, … qua bưu chính 30 hồ sơ": those handed in at the desk are unsaid.
    complete = any("direct" in each.words for each in channels) or any(
        each.holds or each.added > each.printed for each in order
    )
    if order and complete:
        yield Claim(tuple(order))
        yield from _above_all(channels, of_new if closed else order)
    if with_carried and new and with_carried[0].holds:
        yield Claim(tuple(with_carried))


def _above_all(channels: tuple[Quantity, ...], order: Sequence[Sum]) -> Iterator[Claim]:
    """Give a channel of a list that fits nothing where it alone is more than all there was."""
    if any(each.holds for each in order):
        return
    whole = max((each.whole[0] for each in order), key=lambda each: each.value)
    for channel in channels:
        if channel.value > whole.value and channel.source is whole.source:
            topic = "Một kênh tiếp nhận so với tổng số tiếp nhận"
            yield Claim((Bound(channel, whole, topic),))


def _one_channel(channels: tuple[Quantity, ...], whole: Quantity | None) -> Iterator[Claim]:
    for channel in channels:
        if whole is not None and channel.place != whole.place:
            yield Claim(
                (Bound(channel, whole, "Một kênh tiếp nhận so với tổng số tiếp nhận"),),
                Severity.WARNING,
            )


def _about(flow: Flow) -> Iterator[Claim]:
    parts = _some(flow, Measure.RULE, Measure.CONDUCT, Measure.BOTH)
    wholes = _some(flow, Measure.RECEIVED, Measure.NEW)
    if len(parts) > 1 and wholes:
        topic = "Về quy định hành chính + về hành vi hành chính"
        yield Claim(tuple(Sum(parts, (whole,), topic) for whole in wholes))


def _timing(flow: Flow) -> Iterator[Claim]:
    settled = flow.get(Measure.SETTLED)
    early, on_time, both, late = (
        flow.get(each) for each in (Measure.EARLY, Measure.ON_TIME, Measure.NOT_LATE, Measure.LATE)
    )
    if both and early and on_time:
        yield Claim((Sum((early, on_time), (both,), "Trước hạn + đúng hạn"),))
    if settled is None:
        return
    parts = (
        _some(flow, Measure.NOT_LATE, Measure.LATE)
        if both
        else _some(flow, Measure.EARLY, Measure.ON_TIME, Measure.LATE)
    )
    if len(parts) > 1:
        yield _settled_by(flow, settled, parts, complete=late is not None and not _half(flow))
    elif parts:
        yield Claim((Bound(parts[0], settled, "Một phần so với tổng số đã giải quyết"),))


def _half(flow: Flow) -> bool:
    """Late and early without on time, or late and on time without early: a part is unsaid."""
    return flow.get(Measure.NOT_LATE) is None and (
        flow.get(Measure.EARLY) is None or flow.get(Measure.ON_TIME) is None
    )


def _settled_by(
    flow: Flow, settled: Quantity, parts: tuple[Quantity, ...], *, complete: bool
) -> Claim:
    topic = "Trước hạn + đúng hạn + quá hạn so với tổng số đã giải quyết"
    whole = Sum(parts, (settled,), topic)
    readings = [whole, *(Sum((*parts, *more), (settled,), topic) for more in _apart(flow))]
    if flow.get(Measure.EARLY) and flow.get(Measure.ON_TIME) and flow.get(Measure.LATE):
        without_early = _some(flow, Measure.ON_TIME, Measure.LATE)
        inclusive = Sum(without_early, (settled,), "Đúng hạn (gồm cả trước hạn) + quá hạn")
        readings += [inclusive] if inclusive.holds else []
    again = _split(flow)
    readings += [Sum((*parts, *again), (settled,), topic)] if again else []
    certain = not again and (complete or whole.added > whole.printed)
    return Claim(tuple(readings), Severity.ERROR if certain else Severity.WARNING)


def _split(flow: Flow) -> tuple[Quantity, ...]:
    """Return what was told in two figures: late by some days, and late by more."""
    return tuple(
        figure
        for measure, figure in flow.again
        if measure in TIMING
        and figure.value != flow.figures[measure].value
        and (figure.block, figure.sentence)
        == (flow.figures[measure].block, flow.figures[measure].sentence)
    )


def _apart(flow: Flow) -> Iterator[tuple[Quantity, ...]]:
    """Give every choice of the figures without a column of their own."""
    apart = flow.apart[:_MOST_APART]
    for count in range(1, len(apart) + 1):
        yield from combinations(apart, count)


def _waiting(flow: Flow) -> Iterator[Claim]:
    pending = flow.get(Measure.PENDING)
    parts = _some(flow, Measure.PENDING_IN_TIME, Measure.PENDING_LATE)
    if pending is None or not parts:
        return
    topic = "Trong hạn + quá hạn so với tổng số đang giải quyết"
    if len(parts) > 1:
        more = [Sum((*parts, *each), (pending,), topic) for each in _apart(flow)]
        yield Claim((Sum(parts, (pending,), topic), *more))
    elif parts[0].value == pending.value and flow.get(Measure.PENDING_IN_TIME):
        yield Claim((Sum(parts, (pending,), topic, Code.REPEAT),))
    else:
        yield Claim((Bound(parts[0], pending, "Một phần so với tổng số đang giải quyết"),))


def _totals(flow: Flow) -> list[tuple[Quantity, ...]]:
    """Return what may stand for everything there was to settle, likeliest first."""
    total, new, carried = (
        flow.get(each) for each in (Measure.RECEIVED, Measure.NEW, Measure.CARRIED)
    )
    if total is None:
        return [_some(flow, Measure.NEW, Measure.CARRIED)] if new else []
    if carried is None:
        return [(total,)]
    channels = _some(flow, *CHANNELS)
    by_channel = sum((each.value for each in channels), carried.value * 0)
    alone = (channels and by_channel == total.value) or (new and new.value == total.value)
    if alone and carried.value:
        return [(total, carried), (total,)]
    known = new is not None or len(channels) > 1
    return [(total,)] if known else [(total,), (total, carried)]


def _balance(flow: Flow) -> Iterator[Claim]:
    settled = flow.get(Measure.SETTLED)
    pending = _some(flow, Measure.PENDING) or _some(flow, *WAITING)
    totals = _totals(flow)
    if settled is None or not totals:
        return
    name = _TOPICS[flow.subject]
    if not pending:
        yield from _no_more_than(flow, settled, totals)
        return
    topic = f"Số {name} đã giải quyết + đang giải quyết so với tổng số phải giải quyết"
    readings = [
        Sum((settled, *pending, *more), total, topic, Code.BALANCE)
        for total in totals
        for more in ((), *_apart(flow))
    ]
    first = readings[0]
    unsaid = flow.get(Measure.CARRIED) is None and first.added > first.printed
    unsaid |= not _all_pending(flow) and first.added < first.printed
    total = totals[0][0]
    certain = not unsaid or "total" in total.words or _is_out_of_bounds(first)
    yield Claim(tuple(readings), Severity.ERROR if certain else Severity.WARNING)


def _is_out_of_bounds(balance: Sum) -> bool:
    """Tell whether more would be carried over than was received, and a digit too many explains it."""
    if balance.added <= balance.printed * 2 or balance.printed < _FEW:
        return False
    meant = repair.candidates(balance)
    return any(value.adjusted() < figure.value.adjusted() for figure, value in meant)


def _all_pending(flow: Flow) -> bool:
    """Tell whether the pending dossiers are told whole, the late ones included."""
    return any(flow.get(each) for each in (Measure.PENDING, Measure.PENDING_LATE))


def _no_more_than(
    flow: Flow, settled: Quantity, totals: list[tuple[Quantity, ...]]
) -> Iterator[Claim]:
    topic = f"Số {_TOPICS[flow.subject]} đã giải quyết so với tổng số tiếp nhận"
    total = totals[0][0]
    if len(totals[0]) == 1 and settled.value == total.value:
        yield Claim((Sum((settled,), (total,), topic, Code.REPEAT),))
        return
    most = [each[0].with_value(sum((one.value for one in each), Decimal(0))) for each in totals]
    known = flow.get(Measure.CARRIED) is not None and flow.get(Measure.NEW) is not None
    bounds = tuple(Bound(settled, whole, topic) for whole in most)
    yield Claim(bounds, Severity.ERROR if known else Severity.WARNING)
