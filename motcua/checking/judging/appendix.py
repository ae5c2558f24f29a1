"""Whether the text and the appendix of indicators say the same.

A row of the appendix is a figure of the text when the text's clause has all words of the row that
matter, counts the same thing, and no other clause fits as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging import repair
from motcua.checking.judging.relations import Sum, Verdicts, quotes
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import likeness, scope
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.indicators import Indicator, IndicatorList
from motcua.checking.understanding.lists import Parts
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.wording import Measure, Subject

_FEWEST_WORDS = 2
_SAME_PARTS = 2
_CLOSE = Decimal("0.02")
_LIKE = 0.5
_LARGE = 100
_LAST_DIGITS = Decimal("0.1")
_LEVEL_WORDS = likeness.content(
    "tỉnh huyện xã cấp sở ngành thẩm quyền bao ngành dọc cơ quan hành chính nhà nước"
)
_SETTLED_BY_LEVEL = (3, ("3.1.1", "3.2.1", "3.3.1"))


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure of the text with the words of its clause."""

    figure: Quantity
    words: frozenset[str]
    proven: bool = False  # its own list adds up: not a slip of the pen


def judge(report: Report) -> Verdicts:
    """Return what text and appendix agree on and what not."""
    verdicts = Verdicts.none()
    if not report.indicators:
        return verdicts
    named = [
        _Named(each, _words(each, report.quantities))
        for each in report.quantities
        if not each.number.change and each.number.kind is not Kind.RATIO
    ]
    proven = _proven(report.lists)
    by_word: dict[str, list[_Named]] = {}
    for each in named:
        marked = replace(each, proven=each.figure.place in proven)
        for word in each.words:
            by_word.setdefault(word, []).append(marked)
    for found in report.indicators:
        _parallel(found, report.lists, verdicts)
        for row in found.rows:
            if row.value is not None:
                _same_figure(found, row, row.value, by_word, verdicts)
    _same_total(report.indicators, verdicts)
    _settled_by_level(report, verdicts)
    return verdicts


def _proven(listed: Sequence[Parts]) -> frozenset[int]:
    return frozenset(
        part.place
        for parts in listed
        if Sum(parts.parts, (parts.whole,), "").holds
        for part in parts.parts
    )


def _words(figure: Quantity, everything: Sequence[Quantity]) -> frozenset[str]:
    """Return the words of the figure's clause; of a share, those of the count beside it too."""
    words = likeness.content(likeness.label_of(figure)) | likeness.content(figure.unit)
    if figure.number.kind is Kind.PERCENT and figure.place:
        before = everything[figure.place - 1]
        if before.source is figure.source and before.sentence == figure.sentence:
            words |= likeness.content(before.lead) | {"tỷ_lệ"}
    return words


# -- one row, one clause -----------------------------------------------------------------------


def _same_figure(
    found: IndicatorList,
    row: Indicator,
    value: Quantity,
    by_word: Mapping[str, Sequence[_Named]],
    verdicts: Verdicts,
) -> None:
    wanted = likeness.content(row.name) - _LEVEL_WORDS
    above = found.get(row.code.rpartition(".")[0])
    context = likeness.content(above.name) - _LEVEL_WORDS if above else frozenset()
    if len(wanted) < _FEWEST_WORDS:
        return
    named = min((by_word.get(word, ()) for word in wanted), key=len)
    fitting = [each for each in named if _fits(each, wanted, value)]
    equal = [each for each in fitting if each.figure.value == value.value]
    if equal:
        verdicts.identities.append(_equal(value, equal[0].figure))
        return
    best = _best(fitting, wanted | context)
    if best is None or not _comparable(best.figure, row):
        return
    if _contradicts(best, wanted | context, value):
        verdicts.findings.append(_differing(best.figure, value))


def _fits(each: _Named, wanted: frozenset[str], value: Quantity) -> bool:
    if not wanted <= each.words:
        return False
    figure = each.figure
    percent = Kind.PERCENT in {figure.number.kind, value.number.kind}
    same_kind = figure.number.kind is value.number.kind
    return same_kind if percent else figure.counts and value.counts


def _best(fitting: Sequence[_Named], wanted: frozenset[str]) -> _Named | None:
    """Return the one clause nearest to the row and what stands above it, if there is one."""
    ranked = sorted(
        ((likeness.likeness(each.words, wanted), each.figure.place, each) for each in fitting),
        key=lambda entry: (-entry[0], entry[1]),
    )
    if not ranked:
        return None
    first = ranked[0]
    rivals = [entry for entry in ranked[1:] if entry[0] == first[0]]
    return None if rivals else first[2]


def _comparable(figure: Quantity, row: Indicator) -> bool:
    mine, theirs = scope.levels(row.name), scope.levels(figure.label)
    share = figure.number.kind is Kind.PERCENT
    return (share or not figure.aside) and (not mine or not theirs or bool(mine & theirs))


def _contradicts(best: _Named, wanted: frozenset[str], value: Quantity) -> bool:
    """Nothing against something, a share to another last digit, or a figure mistyped."""
    figure = best.figure
    if figure.number.kind is Kind.PERCENT:
        return abs(figure.value - value.value) <= _LAST_DIGITS
    if figure.unit != value.unit or not value.unit:
        return False
    if value.value == 0:
        return figure.value > 0
    alike = likeness.likeness(best.words, wanted) >= _LIKE and not best.proven
    large = min(figure.value, value.value) >= _LARGE
    return alike and large and repair.is_slip(figure.value, value.value)


# -- parallel lists ----------------------------------------------------------------------------


def _parallel(found: IndicatorList, listed: Sequence[Parts], verdicts: Verdicts) -> None:
    """Judge a list of the text by the rows below the row with its whole, one by one."""
    by_value: dict[Decimal, list[Parts]] = {}
    for parts in listed:
        by_value.setdefault(parts.whole.value, []).append(parts)
    for row in found.rows:
        alike = by_value.get(row.value.value, []) if row.value is not None else []
        if not alike:
            continue
        below = [each.value for each in found.below(row) if each.counts and each.value is not None]
        for parts in alike:
            shared = likeness.content(row.name) & likeness.content(parts.whole.label)
            if shared and len(below) >= len(parts.parts) > _SAME_PARTS:
                _one_by_one(parts.parts, below, verdicts)


def _one_by_one(parts: Sequence[Quantity], below: Sequence[Quantity], verdicts: Verdicts) -> None:
    pairs = list(zip(parts, below, strict=False))
    equal = [pair for pair in pairs if pair[0].value == pair[1].value]
    differing = [pair for pair in pairs if pair[0].value != pair[1].value]
    if len(equal) >= _SAME_PARTS and len(differing) == 1:
        verdicts.findings.append(_differing(*differing[0]))
        verdicts.identities.extend(_equal(*pair) for pair in equal)


# -- totals across forms -----------------------------------------------------------------------


def _same_total(found: Sequence[IndicatorList], verdicts: Verdicts) -> None:
    """Units of public service are counted in Biểu mẫu 4 (1.5) and in Biểu mẫu 6 (2.1)."""
    wanted = {(4, "1.5"), (6, "2.1")}
    rows = [row for each in found for row in each.rows if (row.form, row.code) in wanted]
    figures = [
        row.value
        for row in rows
        if row.value is not None and ("sự nghiệp" in row.name.lower() or "đvsn" in row.name.lower())
    ]
    if len(figures) != len(wanted):
        return
    first, second = figures
    if first.value == second.value:
        verdicts.identities.append(_equal(first, second))
    else:
        verdicts.findings.append(_differing(first, second))


def _settled_by_level(report: Report, verdicts: Verdicts) -> None:
    """What the three levels settled is what the report's portal settled."""
    form, codes = _SETTLED_BY_LEVEL
    for found in report.indicators:
        rows = [found.get(code) for code in codes]
        parts = tuple(row.value for row in rows if row is not None and row.value is not None)
        if found.form != form or len(parts) != len(codes):
            continue
        for total in _near(_settled(report.flows), parts):
            claim = Sum(parts, (total,), "Đã giải quyết của sở, huyện, xã so với toàn tỉnh")
            verdicts.identities.append(claim.identity())
            if not claim.holds:
                verdicts.fail(claim, Severity.ERROR)


def _settled(told: Sequence[Flow]) -> Iterator[Quantity]:
    for flow in told:
        figure = flow.get(Measure.SETTLED)
        if flow.subject is Subject.DOSSIER and figure is not None:
            yield figure


def _near(totals: Iterator[Quantity], parts: Sequence[Quantity]) -> Iterator[Quantity]:
    added = sum((each.value for each in parts), Decimal(0))
    for total in totals:
        if abs(total.value - added) <= total.value * _CLOSE:
            yield total


def _equal(left: Quantity, right: Quantity) -> Identity:
    statement = f"{written(left.value)} = {written(right.value)}"
    return Identity(Code.REPEAT, statement, left.line)


def _differing(text: Quantity, row: Quantity) -> Finding:
    return Finding(
        Code.REPEAT,
        Severity.ERROR,
        f"Cùng một số liệu nhưng lời văn ghi {text.number.printed}, biểu ghi {row.number.printed}.",
        quotes((text, row)),
        row.line,
        f"{text.number.printed} / {row.number.printed}",
        "một giá trị",
    )
