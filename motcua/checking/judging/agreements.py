"""Sums a report shows without announcing them: over its bodies, over sentences, of listed things.

What fits is told as checked; what does not is mostly something else and is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby, permutations

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging import repair
from motcua.checking.judging.relations import Bound, Sum, Verdicts
from motcua.checking.reading.tokens import Kind, Sign
from motcua.checking.understanding.figures import percent, rounded, written
from motcua.checking.understanding.flows import CHANNELS, HEADS, Flow
from motcua.checking.understanding.quantities import Passage, Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.wording import Measure, Subject

_MOST_FLOWS = 6
_MOST_TOGETHER = 3
_LEAST = 100
_TOPIC = "Cộng các đơn vị trong báo cáo"
_LONGEST_RUN = 6
_LONGEST_LIST = 12
_LOOK_BACK = 40
_SENTENCES = 3
_FEWEST_ITEMS = 3
_PLANNED = re.compile(r"kế hoạch|được giao|kiến nghị|dự toán|chỉ tiêu")
_DONE = re.compile(r"(?:số|đã) (?:được )?(?:thực hiện|giải ngân|thu hồi|hoàn thành)")


def judge(report: Report) -> Verdicts:
    """Return the sums that fit, and lists whose items are not as many as announced."""
    verdicts = Verdicts.none()
    _over_flows(report, verdicts)
    _runs([each for each in report.quantities if each.counts and not each.aside], verdicts)
    _planned(report.quantities, verdicts)
    _far(report.quantities, verdicts)
    _of_ratios(report.quantities, verdicts)
    _growth(report.quantities, verdicts)
    _named_alike(report, verdicts)
    for passage in report.passages:
        _items(passage, verdicts)
    return verdicts


# -- over the bodies a report tells of ---------------------------------------------------------


def _over_flows(report: Report, verdicts: Verdicts) -> None:
    told = [
        flow
        for flow in report.flows
        if flow.subject is Subject.DOSSIER and (flow.get(Measure.RECEIVED) or flow.get(Measure.NEW))
    ][:_MOST_FLOWS]
    targets = list(_targets(report))
    for count in range(2, _MOST_TOGETHER + 1):
        for chosen in combinations(told, count):
            for parts in _alike(chosen):
                added = sum((each.value for each in parts), Decimal(0))
                whole = next((each for each in targets if each.value == added), None)
                if whole is not None and added >= _LEAST:
                    verdicts.identities.append(Sum(parts, (whole,), "").identity())
            for total in (each for each in told if each not in chosen):
                _over_bodies(chosen, total, verdicts)


def _over_bodies(chosen: Sequence[Flow], total: Flow, verdicts: Verdicts) -> None:
    """Bodies that make up one figure of a telling to the last dossier make up all of it."""
    sums = [
        Sum(tuple(flow.figures[measure] for flow in chosen), (total.figures[measure],), _TOPIC)
        for measure in HEADS
        if all(measure in flow.figures for flow in (*chosen, total))
    ]
    holding = [each for each in sums if each.holds and each.printed >= _LEAST]
    failing = [each for each in sums if not each.holds]
    if holding and len(failing) == 1:
        slip = bool(repair.candidates(failing[0]))
        verdicts.identities.append(failing[0].identity())
        verdicts.fail(failing[0], Severity.ERROR if slip else Severity.WARNING)


def _alike(chosen: Sequence[Flow]) -> Iterator[tuple[Quantity, ...]]:
    """Give the same figures of every flow: received, new, online, settled, or all channels."""
    choices: list[tuple[Measure, ...]] = [
        (Measure.RECEIVED,),
        (Measure.NEW,),
        (Measure.ONLINE,),
        (Measure.SETTLED,),
        (Measure.PENDING,),
    ]
    if not any(flow.get(Measure.NEW) for flow in chosen):
        choices.append(CHANNELS[:2])
    for measures in choices:
        found = [flow.get(measure) for flow in chosen for measure in measures]
        known = tuple(each for each in found if each is not None)
        if len(known) == len(found):
            yield known


def _targets(report: Report) -> Iterator[Quantity]:
    """Give the figures that may be totals over bodies."""
    for each in report.quantities:
        if each.number.kind is Kind.RATIO and each.number.over is not None:
            yield each.with_value(each.value)
            yield each.with_value(each.number.over.value)
        elif each.counts and each.subject is Subject.DOSSIER:
            yield each
    for found in report.indicators:
        for row in found.rows:
            if row.value is not None and row.value.subject is Subject.DOSSIER:
                yield row.value


# -- over sentences ----------------------------------------------------------------------------


def _runs(counted: Sequence[Quantity], verdicts: Verdicts) -> None:
    """A count and the counts of the same thing right behind it that add up to it."""
    for place, whole in enumerate(counted):
        if not whole.counts or not whole.unit or whole.value < 2:  # noqa: PLR2004 - 1 has no parts
            continue
        run: list[Quantity] = []
        for each in counted[place + 1 : place + 1 + _LONGEST_RUN]:
            near = each.source is whole.source and each.sentence - whole.sentence < _SENTENCES
            if not near or each.unit != whole.unit or not each.counts:
                break
            run.append(each)
            added = sum((part.value for part in run), Decimal(0))
            if added >= whole.value:
                if added == whole.value and len(run) > 1:
                    verdicts.identities.append(Sum(tuple(run), (whole,), "").identity())
                break


def _far(quantities: Sequence[Quantity], verdicts: Verdicts) -> None:
    """A paragraph of counts that add up to a figure told before it: "các lĩnh vực: …"."""
    for _, group in groupby(quantities, key=lambda each: each.block):
        run = [each for each in group if each.counts and not each.aside]
        if not _FEWEST_ITEMS <= len(run) <= _LONGEST_LIST:
            continue
        added = sum((each.value for each in run), Decimal(0))
        first = run[0]
        for whole in quantities[max(0, first.place - _LOOK_BACK) : first.place]:
            near = whole.section.number == first.section.number and whole.block != first.block
            if near and whole.counts and whole.value == added >= _LEAST:
                verdicts.identities.append(Sum(tuple(run), (whole,), "").identity())
                break


def _of_ratios(quantities: Sequence[Quantity], verdicts: Verdicts) -> None:
    """The counts right behind a ratio that are its part, or what is left of its whole."""
    for place, each in enumerate(quantities):
        over = each.number.over
        if each.number.kind is not Kind.RATIO or over is None:
            continue
        part, whole = each.with_value(each.value), each.with_value(over.value)
        behind = [
            other
            for other in quantities[place + 1 : place + 1 + _LONGEST_RUN]
            if other.counts and other.source is each.source
        ]
        for count in range(1, len(behind) + 1):
            run = tuple(behind[:count])
            for total in (Sum(run, (part,), ""), Sum((part, *run), (whole,), "")):
                if total.holds and len(total.parts) > 1:
                    verdicts.identities.append(total.identity())


def _growth(quantities: Sequence[Quantity], verdicts: Verdicts) -> None:
    """A growth in percent that two counts around it show: "tăng 5,03% so với năm 2023 (8.412)"."""
    for place, each in enumerate(quantities):
        if each.number.kind is not Kind.PERCENT or not each.number.change:
            continue
        beside = [
            other
            for other in quantities[max(0, place - _LONGEST_RUN) : place + _SENTENCES]
            if other.counts and not other.number.change and other.block == each.block
        ]
        for now, then in permutations(beside, 2):
            if then.place > place > now.place and then.value:
                rate = percent(abs(now.value - then.value), then.value)
                if rounded(rate, each.number.decimals) == each.value and rate:
                    statement = (
                        f"({written(now.value)} - {written(then.value)})/{written(then.value)} "
                        f"= {written(each.value)}%"
                    )
                    verdicts.identities.append(Identity(Code.PCT, statement, each.line))


def _named_alike(report: Report, verdicts: Verdicts) -> None:
    """Indicators of one name, level by level, that another indicator is the sum of."""
    rows = [row for each in report.indicators for row in each.rows if row.value is not None]
    by_name: dict[str, list[Quantity]] = {}
    for row in rows:
        if row.counts and row.value is not None:
            by_name.setdefault(row.name.lower(), []).append(row.value)
    for same in by_name.values():
        added = sum((each.value for each in same), Decimal(0))
        if len(same) > 1 and added >= _LEAST:
            wholes = [row.value for row in rows if row.value is not None and row.value not in same]
            for whole in wholes:
                if whole.counts and whole.value == added:
                    verdicts.identities.append(Sum(tuple(same), (whole,), "").identity())


def _planned(counted: Sequence[Quantity], verdicts: Verdicts) -> None:
    """What was done of a plan or a demand, in money: seldom more than was asked."""
    for place, whole in enumerate(counted[:-1]):
        part = counted[place + 1]
        money = whole.number.kind is Kind.MONEY and part.number.kind is Kind.MONEY
        together = part.source is whole.source and part.sentence == whole.sentence
        named = _PLANNED.search(whole.lead.lower()) and _DONE.search(part.lead.lower())
        if money and together and named:
            bound = Bound(part, whole, "Số đã thực hiện so với số phải thực hiện")
            verdicts.identities.append(bound.identity())
            if not bound.holds:
                verdicts.findings.append(bound.finding(Severity.WARNING))


# -- listed things -----------------------------------------------------------------------------


def _items(passage: Passage, verdicts: Verdicts) -> None:
    """Compare "14 hệ thống, gồm: (1) …; (2) …" with how many are listed."""
    items = [mark for mark in passage.found.marks if mark.sign is Sign.ITEM]
    values = [int(digits) for mark in items if (digits := re.sub(r"\D", "", mark.printed))]
    if len(values) < _FEWEST_ITEMS or values != list(range(1, len(values) + 1)):
        return
    before = [each for each in passage.found.numbers if each.end <= items[0].start]
    if not before or before[-1].kind is not Kind.COUNT:
        return
    number = before[-1]
    between = passage.paragraph.text[number.end : items[0].start].lower()
    if not re.search(r"gồm|sau|:", between) or "." in between:
        return
    line = passage.paragraph.line_of(number.start)
    holds = number.value == len(values)
    sign = "=" if holds else "≠"
    statement = f"{written(number.value)} {sign} {len(values)} mục liệt kê"
    verdicts.identities.append(Identity(Code.SUM, statement, line, holds))
    if not holds:
        verdicts.findings.append(
            Finding(
                Code.SUM,
                Severity.WARNING,
                f"Báo cáo ghi {number.printed} nhưng liệt kê {len(values)} mục.",
                (passage.paragraph.text[number.start : items[0].end],),
                line,
                number.printed,
                str(len(values)),
            )
        )
