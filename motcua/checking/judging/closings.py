"""What the order of the figures shows by itself: a count, and the counts behind it that close on it.

Structure goes before vocabulary. Where the counts printed right behind a whole add up to it exactly,
that is the list of its parts, whatever words they bear; and a relation put together from words
that reads the same figures otherwise is not held against the report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from motcua.checking.document import Kind as BlockKind
from motcua.checking.document import Paragraph
from motcua.checking.findings import Code, Finding
from motcua.checking.judging import repair, shapes
from motcua.checking.judging.relations import Bound, Claim, Sum, Verdicts
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.wording import Measure, Subject

_MOST_PARTS = 9
_FURTHEST = 3
#: Smaller figures close on each other by chance.
_TELLING = 20
_FEWEST = 2
_LOOK_BACK = 12
_BACK = 4
_TOPIC = "Cộng các số thành phần"
_BY_TIME = frozenset({"early", "on_time", "late"})


@dataclass(frozen=True, slots=True)
class _Known:
    """The lists that close, by their whole and by each of their parts."""

    by_whole: dict[int, list[Sum]]
    by_part: dict[int, list[Sum]]

    @classmethod
    def of(cls, found: Sequence[Sum]) -> "_Known":
        by_whole: dict[int, list[Sum]] = {}
        by_part: dict[int, list[Sum]] = {}
        for each in found:
            by_whole.setdefault(each.whole[0].place, []).append(each)
            for part in each.parts:
                by_part.setdefault(part.place, []).append(each)
        return cls(by_whole, by_part)


def settled(report: Report, verdicts: Sequence[Verdicts]) -> list[Verdicts]:
    """Return the verdicts without what the order of the figures explains, and what it shows."""
    found = [*closings(report.quantities)]
    known = _Known.of(found)
    kept = [_without(each, known) for each in verdicts]
    shown = Verdicts.none()
    shown.identities.extend(each.identity() for each in bulleted(report.quantities))
    shown.judge_all(_told_on(report))
    for each in found:
        shown.identities.append(each.identity())
        shown.held.append(each)
    shown.judge_all(changes(report.quantities))
    held = [relation for each in kept for relation in each.held]
    failed = [relation for each in kept for _, relation in each.failed]
    shaped = shapes.judge(report, held, failed)
    return [*(_overruled(each, shaped) for each in kept), shown, shaped]


def _overruled(verdicts: Verdicts, surer: Verdicts) -> Verdicts:
    """Leave out the findings on figures of which a surer one speaks."""
    said = {frozenset(each.place for each in relation.figures) for _, relation in surer.failed}
    left = [
        (finding, relation)
        for finding, relation in verdicts.failed
        if frozenset(each.place for each in relation.figures) not in said
    ]
    dropped = {finding for finding, _ in verdicts.failed} - {finding for finding, _ in left}
    findings = [each for each in verdicts.findings if each not in dropped]
    return Verdicts(findings, verdicts.identities, left, verdicts.held)


def _without(verdicts: Verdicts, known: _Known) -> Verdicts:
    dropped: set[Finding] = set()
    failed: list[tuple[Finding, Sum | Bound]] = []
    held = list(verdicts.held)
    identities = list(verdicts.identities)
    for finding, relation in verdicts.failed:
        right = _read_rightly(relation, known) if isinstance(relation, Sum) else None
        if right is None:
            failed.append((finding, relation))
            continue
        dropped.add(finding)
        held.append(right)
        identities = [each for each in identities if each != relation.identity()]
        identities.append(right.identity())
    findings = [each for each in verdicts.findings if each not in dropped]
    return Verdicts(findings, identities, failed, held)


def _read_rightly(failed: Sum, known: _Known) -> Sum | None:
    """Return the relation the figures of a failed one stand in by their order, if they do."""
    if len(failed.whole) != 1 or failed.whole[0].context:
        return None
    return _closed(failed, known) or _of_another(failed, known) or _of_larger(failed, known)


def _closed(failed: Sum, known: _Known) -> Sum | None:
    """The whole closes with more, or other, parts; or one of the parts is the whole of others."""
    parts = {each.place for each in failed.parts}
    for place in (failed.whole[0].place, *sorted(parts)):
        for each in known.by_whole.get(place, ()):
            closing = {part.place for part in each.parts}
            if parts & closing and not (closing < parts and _is_by_time(failed)):
                return each
    return None


def _is_by_time(total: Sum) -> bool:
    """Tell whether early, on time and late stand in one list under their whole: none is left out."""
    listed = {(each.whole, each.opened_at) for each in total.parts}
    hung = len(listed) == 1 and total.parts[0].whole == total.whole[0].place
    return hung and all(each.near & _BY_TIME for each in total.parts)


def _of_another(failed: Sum, known: _Known) -> Sum | None:
    """The parts are those of another whole, of their own kind."""
    parts = {each.place for each in failed.parts}
    for each in known.by_part.get(min(parts), ()):
        same = {part.place for part in each.parts} == parts
        if same and each.whole[0].unit != failed.whole[0].unit:
            return each
    return None


def _of_larger(failed: Sum, known: _Known) -> Sum | None:
    """The whole is itself only a part of the one that fits."""
    for each in known.by_part.get(failed.whole[0].place, ()):
        if each.whole[0].value == failed.added:
            return replace(failed, whole=each.whole)
    return None


def closings(quantities: Sequence[Quantity]) -> Iterator[Sum]:
    """Give every count with the counts right behind, or right before, that add up to it."""
    for _, group in groupby(quantities, key=lambda each: each.block):
        figures = [each for each in group if _counted(each)]
        for at, whole in enumerate(figures):
            runs = [*_all_behind(figures, at)]
            run = _before(figures, at) if not runs else ()
            for each in (*runs, *((run,) if run else ())):
                yield Sum(each, (whole,), _TOPIC)


def _counted(figure: Quantity) -> bool:
    return figure.counts and not figure.absent and not figure.context


def _all_behind(figures: Sequence[Quantity], at: int) -> Iterator[tuple[Quantity, ...]]:
    """Give the list behind a whole, and the lists behind that: by level, then by service."""
    end = at + 1
    while True:
        run = _behind(figures, at, end)
        if not run:
            return
        yield run
        end = next(place for place, each in enumerate(figures) if each is run[-1]) + 1


def _behind(figures: Sequence[Quantity], at: int, begin: int) -> tuple[Quantity, ...]:
    whole = figures[at]
    for start in range(begin, min(begin + _FURTHEST, len(figures))):
        between = figures[start - 1]
        alike = between.unit in {whole.unit, ""} and between.number.kind is whole.number.kind
        if start > begin and begin == at + 1 and alike:
            break  # only figures of another kind may stand between
        run = _run(whole, figures[start : start + _MOST_PARTS])
        if run:
            return run
    return ()


def _before(figures: Sequence[Quantity], at: int) -> tuple[Quantity, ...]:
    if figures[at].value < _TELLING:
        return ()
    run = _run(figures[at], figures[max(0, at - _MOST_PARTS) : at][::-1])
    return run[::-1]


def _run(whole: Quantity, behind: Sequence[Quantity]) -> tuple[Quantity, ...]:
    added = whole.value * 0
    for count, each in enumerate(behind, 1):
        added += each.value
        if added > whole.value or each.number.kind is not whole.number.kind:
            return ()
        telling = sum(bool(part.value) for part in behind[:count]) >= _FEWEST
        if added == whole.value and telling and _related(whole, behind[:count]):
            return tuple(_with_zeros(behind, count))
    return ()


def _with_zeros(behind: Sequence[Quantity], count: int) -> Sequence[Quantity]:
    """A zero right behind the last part belongs to the list: "quá hạn 0 hồ sơ"."""
    after = behind[count : count + 1]
    zero = after and not after[0].value and after[0].whole == behind[count - 1].whole
    return behind[: count + 1] if zero else behind[:count]


def _related(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Small figures need the words of a list, or one noun, besides."""
    if whole.value >= _TELLING:
        return True
    opened = all(each.whole == whole.place for each in parts)
    return opened or all(each.unit == whole.unit for each in parts)


def bulleted(quantities: Sequence[Quantity]) -> Iterator[Sum]:
    """Give the first counts of bullets side by side with the count before that they add up to."""
    heads = list(_heads(quantities))
    for at, head in enumerate(heads):
        if _beside(heads, at - 1, at) or not _beside(heads, at, at + 1):
            continue
        last = at
        while _beside(heads, last, last + 1):
            last += 1
        run = tuple(heads[at : last + 1])
        before = quantities[max(0, head.place - _LOOK_BACK) : head.place]
        for whole in reversed([each for each in before if _counted(each)]):
            total = Sum(run, (whole,), _TOPIC)
            if len(run) >= _FEWEST and total.holds and whole.value >= _TELLING:
                yield total
                break


def _heads(quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    for _, group in groupby(quantities, key=lambda each: each.block):
        first = next(group)
        if _counted(first) and isinstance(first.source, Paragraph):
            yield first


def _beside(heads: Sequence[Quantity], left: int, right: int) -> bool:
    """Tell whether two figures begin bullets of one list."""
    if not 0 <= left < right < len(heads):
        return False
    one, other = heads[left].source, heads[right].source
    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    alike = one.kind is other.kind is BlockKind.BULLET and one.marker == other.marker
    return alike and heads[right].block - heads[left].block == 1


def _told_on(report: Report) -> Iterator[Claim]:
    """Give the balance of a telling that another list cuts in two.

    What came in stands in one part, what was settled and is pending in the next.
    """
    told = [each for each in report.flows if each.subject is Subject.DOSSIER and not each.local]
    for one, other in pairwise(told):
        total, pending = one.get(Measure.RECEIVED), other.get(Measure.PENDING)
        settled = one.get(Measure.SETTLED) or other.get(Measure.SETTLED)
        begun = other.get(Measure.RECEIVED) or other.get(Measure.NEW)
        if total is None or settled is None or pending is None or begun is not None:
            continue
        topic = "Số hồ sơ đã giải quyết + đang giải quyết so với tổng số phải giải quyết"
        balance = Sum((settled, pending), (total,), topic, Code.BALANCE)
        cut = one.get(Measure.SETTLED) is None and settled.source is total.source
        if balance.holds or (cut and repair.candidates(balance)):
            yield Claim((balance,))


def changes(quantities: Sequence[Quantity]) -> Iterator[Claim]:
    """Give "451 hồ sơ, tăng 78 hồ sơ so với năm 2024 (373 hồ sơ)": 373 + 78 = 451."""
    for at, change in enumerate(quantities[:-1]):
        if not change.number.change or not at:
            continue
        before = [each for each in quantities[max(0, at - _BACK) : at] if _told(each, change)]
        behind = [each for each in quantities[at + 1 : at + 4] if _told(each, change)]
        sums = [_changed(now, change, then) for now in before for then in behind]
        holding = [each for each in sums if each.holds and change.value]
        for each in holding:
            yield Claim((each,))
        main = [each for each in before if each.whole is None and each.unit == change.unit]
        if not holding and main and behind and _compares(change, behind[0]):
            total = _changed(main[-1], change, behind[0])
            if repair.candidates(total):
                yield Claim((total,))


def _told(figure: Quantity, change: Quantity) -> bool:
    beside = figure.source is change.source and not figure.number.change
    return beside and figure.number.kind is change.number.kind


def _changed(now: Quantity, change: Quantity, then: Quantity) -> Sum:
    smaller, larger = sorted((now, then), key=lambda each: each.value)
    by = replace(change, number=replace(change.number, value=abs(change.value)))
    return Sum((smaller, by), (larger,), "Kỳ trước và số tăng, giảm")


def _compares(change: Quantity, then: Quantity) -> bool:
    """Tell whether "so với … (373 hồ sơ)" stands right behind the change."""
    between = change.text[change.number.end : then.number.start]
    alike = change.unit == then.unit and change.sentence == then.sentence
    plain = change.number.kind is Kind.COUNT and change.number.exact
    return alike and plain and "so với" in between and between.rstrip().endswith("(")
