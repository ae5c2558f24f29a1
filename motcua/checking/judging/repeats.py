"""Whether a quantity that is given more than once has one value."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging import repair, shares
from motcua.checking.judging.relations import Verdicts, quotes
from motcua.checking.judging.shares import Fraction
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import columns, likeness, lists, scope, wording
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.flows import Flow, intakes
from motcua.checking.understanding.grids import Row
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.shares import Share
from motcua.checking.understanding.wording import Measure, Subject

Pair = tuple[Quantity, Quantity]

_NEAR = Decimal("0.05")
#: Smaller figures are equal by chance.
_TELLING = 100
_SAME_FLOW = 3
#: More tellings or figures than these are compared with nothing: time must stay bounded.
_MOST_FLOWS = 60
_MOST_LABELS = 500
_FEW_VALUES = 3
_LIKE = 0.85
_FEWEST_WORDS = 4
_NARROWER = re.compile(
    r"phát sinh|tích hợp|đủ điều kiện|thanh toán|bưu chính|thêm|mới|bổ sung|lĩnh vực|giảm|tăng|"
    r"phê duyệt|thiết yếu|nội bộ|liên thông|rà soát|chưa|kết nối|đồng bộ|chỉ tiêu|giao|sửa đổi|"
    r"bãi bỏ|tái cấu trúc|còn lại"
)
_INTEGRATED = re.compile(r"tích hợp(?! thêm)[^,;]*")
_NATIONAL = re.compile(r"quốc gia|dvcqg|cdvcqg")
_CATALOGUE = re.compile(r"tổng số[^;]*(?:tthc|thủ tục)[^;]*(?:thẩm quyền|quản lý)")
_SHOWN = re.compile(r"cập nhật trên hệ thống|công khai|niêm yết|cung cấp")


def judge(report: Report) -> Verdicts:
    """Return which quantities agree with themselves and which do not."""
    verdicts = Verdicts.none()
    for subject in (Subject.DOSSIER, Subject.PETITION):
        _flows_against_each_other(_tellings(report, subject), verdicts)
    for flow in report.flows:
        _bases(flow, report.shares, verdicts)
    counted = [*report.quantities, *_of_indicators(report)]
    for same in _services(counted):
        _one_value(same, verdicts)
    _catalogue(counted, verdicts)
    _alike(report.quantities, verdicts)
    _rates(report.quantities, verdicts)
    return verdicts


def _of_indicators(report: Report) -> Iterator[Quantity]:
    """Give the values of indicators; what stands below a narrower name is of it, whatever its own says."""
    for each in report.indicators:
        narrow = tuple(f"{row.code}." for row in each.rows if _NARROWER.search(row.name.lower()))
        for row in each.rows:
            if row.value is not None and not row.code.startswith(narrow):
                yield row.value


# -- flows -------------------------------------------------------------------------------------


def _tellings(report: Report, subject: Subject) -> list[Flow]:
    """Return the flows told in words and those of the total rows of tables."""
    found = [flow for flow in report.flows if flow.subject is subject and not flow.local]
    for grid in report.grids:
        if columns.subject_of(grid) is subject:
            for block in columns.blocks(grid):
                told = columns.flows(grid, block)
                found += [flow for record, flow in told if record.kind is not Row.COUNTED]
    return found


def _flows_against_each_other(told: Sequence[Flow], verdicts: Verdicts) -> None:
    for at, left in enumerate(told[:_MOST_FLOWS]):
        for right in told[at + 1 : _MOST_FLOWS]:
            common = [
                (left.figures[measure], right.figures[measure])
                for measure in left.figures
                if measure in right.figures and not _is_blank(left, right, measure)
            ]
            equal = [pair for pair in common if pair[0].value == pair[1].value and pair[0].value]
            differing = [pair for pair in common if pair[0].value != pair[1].value]
            if len({pair[0].value for pair in equal}) >= _SAME_FLOW > len(differing):
                for pair in equal:
                    verdicts.identities.append(_same(pair))
                for pair in differing:
                    verdicts.findings.append(_two_values(pair, Severity.ERROR))
            elif _is_mention(left, right, len(told)) and (
                _in_other_section(left, right) or _is_told_but_for_one(left, equal, differing)
            ):
                whole = max(left, right, key=lambda flow: len(flow.figures))
                _mentioned_again(whole, equal, differing, verdicts)


def _is_blank(left: Flow, right: Flow, measure: Measure) -> bool:
    return any(flow.figures[measure].absent for flow in (left, right))


def _is_mention(left: Flow, right: Flow, count: int) -> bool:
    """Tell whether one is the report's only whole telling and the other a passing mention."""
    most = max(len(left.figures), len(right.figures))
    least = _SAME_FLOW if most > _SAME_FLOW else _SAME_FLOW - 1
    whole = [flow for flow in (left, right) if len(flow.figures) > least]
    passing = [flow for flow in (left, right) if len(flow.figures) <= least]
    return count >= len(whole) == 1 == len(passing)


def _in_other_section(left: Flow, right: Flow) -> bool:
    return left.first.section.number != right.first.section.number


def _is_told_but_for_one(flow: Flow, equal: Sequence[Pair], differing: Sequence[Pair]) -> bool:
    """Tell whether all but one figure of a mention beside the telling are those of it."""
    if len(differing) != 1:
        return False
    passing = differing[0][1]
    again = [
        each
        for _, each in flow.again
        if each.source is passing.source and each.sentence == passing.sentence
    ]
    return any(each.value >= _TELLING for each in (*again, *(pair[0] for pair in equal)))


def _mentioned_again(
    whole: Flow,
    equal: Iterable[Pair],
    differing: Iterable[Pair],
    verdicts: Verdicts,
) -> None:
    for pair in equal:
        verdicts.identities.append(_same(pair))
    for pair in differing:
        if _is_plain(pair) and not _elsewhere(pair, whole):
            near = _are_near(pair)
            slip = repair.is_slip(pair[0].value, pair[1].value)
            if near or slip:
                sure = near and (slip or len(whole.figures) > _SAME_FLOW)
                severity = Severity.ERROR if sure else Severity.WARNING
                verdicts.findings.append(_two_values(pair, severity))


def _elsewhere(pair: Pair, whole: Flow) -> bool:
    """Tell whether the passing figure is another figure of the whole telling: new, not received."""
    own = {figure.place for figure in whole.figures.values()}
    passing = [each for each in pair if each.place not in own]
    values = {figure.value for figure in whole.figures.values()}
    return any(each.value in values for each in passing)


def _is_plain(pair: Pair) -> bool:
    levels = {likeness.whose(each) for each in pair} - {frozenset()}
    large = min(each.value for each in pair) >= 100  # noqa: PLR2004 - small counts coincide
    return large and len(levels) < 2 and not any(_qualified(each) for each in pair)  # noqa: PLR2004


def _qualified(quantity: Quantity) -> bool:
    return bool(re.search(r"lĩnh vực|mức độ|một phần|toàn trình|tuần|ngày", quantity.label.lower()))


def _bases(flow: Flow, told: Sequence[Share], verdicts: Verdicts) -> None:
    """What settled dossiers are printed over is what was received, where that is proven by a sum."""
    total = flow.get(Measure.RECEIVED) or flow.get(Measure.NEW)
    for base in flow.bases:
        if total is None or base.value in intakes(flow):
            continue
        plain = base.after == wording.unit_text(base.after) and not _qualified(base)
        if plain and _is_proven(flow):
            slip = repair.is_slip(base.value, total.value)
            above = base.value > (
                total.value if Measure.RECEIVED in flow.figures else max(intakes(flow))
            )
            sure = slip or above or _is_shared(flow, total, base, told)
            severity = Severity.ERROR if sure else Severity.WARNING
            verdicts.findings.append(_two_values((total, base), severity))


def _is_shared(flow: Flow, total: Quantity, base: Quantity, told: Sequence[Share]) -> bool:
    """Tell whether the percentage behind the ratio is of what was received, not of what is printed."""
    over = (flow.figures[Measure.SETTLED],)
    return any(
        shares.exactly(each, Fraction(over, (total,)))
        and not shares.exactly(each, Fraction(over, (base,)))
        for each in told
        if each.count is not None and each.count.place == base.place
    )


def _is_proven(flow: Flow) -> bool:
    """Tell whether what was received is the sum of what was new and old, or settled and pending."""
    sums = ((Measure.NEW, Measure.CARRIED), (Measure.SETTLED, Measure.PENDING))
    for measures in sums:
        parts = [flow.get(each) for each in measures]
        if sum(each.value for each in parts if each is not None) in intakes(flow):
            return all(each is not None for each in parts)
    return False


# -- procedures and services -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Same:
    """Figures of one quantity."""

    name: str
    figures: tuple[Quantity, ...]


def _services(counted: Sequence[Quantity]) -> Iterator[Same]:
    """Give the counts of services by level, and of services on the national portal."""
    found: dict[tuple[str, frozenset[str]], list[Quantity]] = {}
    for each in counted:
        if each.subject is not Subject.PROCEDURE or not each.counts or each.aside:
            continue
        label = _full_label(each)
        kind = lists.service_class(each.label)
        levels = scope.levels(each.label) - {"all"}
        if _INTEGRATED.search(label) and _NATIONAL.search(label):
            found.setdefault(("integrated", levels), []).append(each)
        elif kind in {"full", "partial"} and not _NARROWER.search(label):
            found.setdefault((kind, levels), []).append(each)
    for (kind, _), figures in found.items():
        if len(figures) > 1:
            yield Same(kind, tuple(figures))


def _full_label(quantity: Quantity) -> str:
    return (quantity.lead if quantity.context else likeness.label_of(quantity)).lower()


def _one_value(same: Same, verdicts: Verdicts) -> None:
    values = {each.value for each in same.figures}
    if len(values) == 1:
        verdicts.identities.append(_same(same.figures))
        return
    groups = {value: [each for each in same.figures if each.value == value] for value in values}
    kept = [figures[0] for figures in groups.values()]
    near = _are_near(kept)
    if near and len(kept) <= _FEW_VALUES:
        verdicts.findings.append(_two_values(same.figures, Severity.ERROR))


def _are_near(figures: Sequence[Quantity]) -> bool:
    low, high = min(each.value for each in figures), max(each.value for each in figures)
    slip = len(figures) == 2 and repair.is_slip(low, high)  # noqa: PLR2004
    close = high - low <= high * _NEAR
    return close or (slip and high - low <= high / 2)


def _catalogue(counted: Sequence[Quantity], verdicts: Verdicts) -> None:
    """No more procedures can be shown than there are."""
    procedures = [
        each
        for each in counted
        if each.subject is Subject.PROCEDURE and each.counts and _is_of_now(each)
    ]
    whole = [each for each in procedures if _is_catalogue(each)]
    if not whole:
        return
    most = max(whole, key=lambda each: each.value)
    if len(whole) > 1 and len({each.value for each in whole}) == 1:
        verdicts.identities.append(_same(whole))
    shown = [each for each in procedures if _is_shown(each) and each.value != most.value]
    above = [each for each in shown if most.value < each.value <= most.value * (1 + _NEAR)]
    below = [each for each in shown if most.value * (1 - _NEAR / 2) <= each.value < most.value]
    if above:
        verdicts.findings.append(_two_values((most, *above, *below), Severity.ERROR))
    elif below:
        verdicts.findings.append(_two_values((most, *below), Severity.WARNING))


def _is_of_now(quantity: Quantity) -> bool:
    """Procedures are always counted up to now: "đến nay" makes them no other figure."""
    return quantity.number.exact and "compared" not in quantity.words


def _is_catalogue(quantity: Quantity) -> bool:
    label = _full_label(quantity)
    plain = not lists.service_class(label) and not _NARROWER.search(label)
    return bool(_CATALOGUE.search(label)) and plain and quantity.whole is None


def _is_shown(quantity: Quantity) -> bool:
    label = _full_label(quantity)
    plain = not lists.service_class(label) and not re.search(r"mới|bãi bỏ|nội bộ|thêm", label)
    return bool(_SHOWN.search(label)) and plain and quantity.whole is None


# -- any label said twice ----------------------------------------------------------------------


def _alike(counted: Sequence[Quantity], verdicts: Verdicts) -> None:
    labelled = [
        (each, likeness.content(likeness.label_of(each)))
        for each in counted
        if each.counts and not each.aside and not each.absent and each.whole is None
    ][:_MOST_LABELS]
    for at, (left, words) in enumerate(labelled):
        if len(words) < _FEWEST_WORDS:
            continue
        same = [
            right
            for right, others in labelled[at + 1 :]
            if left.unit == right.unit and likeness.likeness(words, others) >= _LIKE
        ]
        # One label with many values names many quantities.
        if len({each.value for each in (left, *same)}) <= _FEW_VALUES:
            for right in same[:_FEW_VALUES]:
                _judge_alike(left, right, verdicts)


def _judge_alike(left: Quantity, right: Quantity, verdicts: Verdicts) -> None:
    if left.value == right.value:
        verdicts.identities.append(_same((left, right)))
        return
    apart = likeness.whose(left) != likeness.whose(right) or left.source is right.source
    if not apart and _are_near((left, right)) and left.subject is Subject.PROCEDURE:
        verdicts.findings.append(_two_values((left, right), Severity.ERROR))


def _rates(quantities: Sequence[Quantity], verdicts: Verdicts) -> None:
    """One rate in the same words, one slip of the pen apart."""
    labelled = [
        (each, likeness.content(likeness.label_of(each)))
        for each in quantities
        if each.number.kind is Kind.PERCENT and not each.aside and each.number.decimals > 1
    ][:_MOST_LABELS]
    for at, (left, words) in enumerate(labelled):
        same = [
            right
            for right, others in labelled[at + 1 :]
            if len(words) >= _FEWEST_WORDS and likeness.likeness(words, others) >= _LIKE
        ]
        if len(same) != 1 or likeness.whose(left) != likeness.whose(same[0]):
            continue
        if left.value == same[0].value:
            verdicts.identities.append(_same((left, same[0])))
        elif left.source is not same[0].source and repair.is_slip(left.value, same[0].value):
            verdicts.findings.append(_two_values((left, same[0]), Severity.ERROR))


def _same(figures: Sequence[Quantity]) -> Identity:
    statement = " = ".join(written(each.value) for each in figures)
    return Identity(Code.REPEAT, statement, figures[0].line)


def _two_values(figures: Sequence[Quantity], severity: Severity) -> Finding:
    values = list(dict.fromkeys(written(each.value) for each in figures))
    spoken = ", ".join(values[:-1]) + " và " + values[-1]
    named = quotes(figures)
    return Finding(
        Code.REPEAT,
        severity,
        f"Cùng một số liệu nhưng báo cáo ghi các giá trị khác nhau: {spoken}.",
        named,
        figures[-1].line,
        " / ".join(values),
        "một giá trị",
    )
