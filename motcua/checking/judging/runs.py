"""Counts told one after another, each with its share: "402 phiếu (67,22%), 187 phiếu (31,27%) …".

What most of them are a share of, all are; where their shares make a hundred, the counts make the
whole. One share alone is called wrong where a slip of the pen explains it by the count beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from motcua.checking.findings import Severity
from motcua.checking.judging import repair, shares, units
from motcua.checking.judging.relations import Sum, Verdicts
from motcua.checking.judging.shares import Fit, Fraction
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding.figures import rounded
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.shares import Share

_ALL = Decimal(100)
_CENT = Decimal("0.01")
_LOOK_BACK = 14
_FEWEST, _TWO = 2, 2
#: A share of fewer decimals lies a slip away from too many others.
_TELLING = 2
_THREE = 3
_BARE_RATE = re.compile(
    r"(?:đạt |chiếm )?(?:tỷ lệ|tỉ lệ)(?: (?:đạt|chiếm|là|này|hài lòng))?|đạt|chiếm", re.IGNORECASE
)
_TOPIC = "Cộng các số thành phần"

Beside = tuple[Quantity, Share]


def judge(report: Report) -> Verdicts:
    """Return which runs of counts and shares agree with their base."""
    verdicts = Verdicts.none()
    for run in _runs(report.shares):
        before = report.quantities[max(0, run[0][0].place - _LOOK_BACK) : run[0][0].place]
        judge_run(run, [each for each in before if _may_hold(each, run)], verdicts)
    for ladder in report.ladders:
        for run, bases in ladder.runs():
            judge_run(run, bases, verdicts)
    _rated(report.quantities, verdicts)
    return verdicts


def _rated(quantities: Sequence[Quantity], verdicts: Verdicts) -> None:
    """Judge rows that say only "Tỷ lệ: 90,37%" by the two rows above: the base and the count."""
    found = [(Share(each), _two_above(quantities, each)) for each in quantities if _is_bare(each)]
    known = [(share, fractions) for share, fractions in found if fractions]
    fitting = sum(_first_fits(share, fractions) for share, fractions in known)
    for share, fractions in known:
        sure = fitting > 0 or is_slipped(share, fractions[0])
        severity = Severity.ERROR if sure else Severity.WARNING
        findings, identities = shares.judge(share, fractions, severity)
        verdicts.findings.extend(findings)
        verdicts.identities.extend(identities)


def _is_bare(rate: Quantity) -> bool:
    percent = rate.number.kind is Kind.PERCENT and not rate.number.change and not rate.aside
    return percent and _BARE_RATE.fullmatch(rate.lead.strip(" :–-")) is not None


def _two_above(quantities: Sequence[Quantity], rate: Quantity) -> list[Fraction]:
    """Return the count right above over the one above that, and the other pairs of the list."""
    above = quantities[max(0, rate.place - _THREE) : rate.place]
    alike = [each for each in above if each.titles == rate.titles and each.counts]
    own = {each.block for each in alike} | {rate.block}
    if len(alike) < _TWO or len(own) != len(alike) + 1 or alike[-1] is not above[-1]:
        return []
    pairs = [Fraction((part,), (base,)) for base, part in combinations(alike, _TWO)][::-1]
    return pairs if alike[-2] is above[-2] else []


def _first_fits(share: Share, fractions: Sequence[Fraction]) -> bool:
    return any(shares.fits(share, each) for each in fractions)


def judge_run(run: Sequence[Beside], bases: Iterable[Quantity], verdicts: Verdicts) -> None:
    """Judge a run by the base most of its shares are of; where there is none it says nothing."""
    best: Quantity | None = None
    most = 0
    for base in bases:
        fitting = sum(_fits(each, base) for each in run)
        if fitting >= max(most, 1):
            best, most = base, fitting
    if best is None:
        return
    total = Sum(tuple(count for count, _ in run), (best,), _TOPIC)
    off = [each for each in run if not _fits(each, best)]
    if total.holds:
        verdicts.identities.append(total.identity())
        verdicts.held.append(total)
    if not off:
        _tell(run, best, verdicts)
    elif len(off) == 1:
        _judge_odd(run, off[0], total, verdicts)


def _judge_odd(run: Sequence[Beside], odd: Beside, total: Sum, verdicts: Verdicts) -> None:
    """All but one fit: the share is wrong where the counts close, else the count."""
    base = total.whole[0]
    whole = abs(sum(share.percent.value for _, share in run) - _ALL) <= _CENT * len(run)
    surely = len(run) > _TWO or bool(repair.candidates(total))
    if total.holds or (not whole and is_slipped(odd[1], _of(odd, base))):
        _tell(run, base, verdicts)
        found, identities = shares.judge(odd[1], [_of(odd, base)], Severity.ERROR)
        verdicts.findings.extend(found)
        verdicts.identities.extend(identities)
    elif whole and surely:
        verdicts.identities.append(total.identity())
        verdicts.fail(total, Severity.ERROR)


def _tell(run: Sequence[Beside], base: Quantity, verdicts: Verdicts) -> None:
    for each in run:
        if _fits(each, base):
            _, identities = shares.judge(each[1], [_of(each, base)], Severity.ERROR)
            verdicts.identities.extend(identities)


def _of(beside: Beside, base: Quantity) -> Fraction:
    return Fraction((beside[0],), (base,))


def _fits(beside: Beside, base: Quantity) -> bool:
    return shares.fits(beside[1], _of(beside, base))


def _runs(found: Sequence[Share]) -> Iterator[list[Beside]]:
    run: list[Beside] = []
    for share in found:
        count = share.count
        plain = count is not None and count.counts and not count.aside and share.base is None
        if count is None or not plain or share.elsewhere:
            continue
        if run and not _continues(run[-1], count):
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append((count, share))
    if len(run) >= _FEWEST:
        yield run


def _continues(last: Beside, count: Quantity) -> bool:
    before, share = last
    together = count.place - share.percent.place == 1 and before.unit == count.unit
    if before.source is count.source:
        return together and before.sentence == count.sentence
    return together and before.whole == count.whole is not None


def _may_hold(base: Quantity, run: Sequence[Beside]) -> bool:
    alike = base.unit in {run[0][0].unit, ""} and base.counts and not base.aside
    near = base.section.number == run[0][0].section.number
    return alike and near and base.value >= max(count.value for count, _ in run)


# -- one share alone ----------------------------------------------------------------------------


def slipped(share: Share, quantities: Sequence[Quantity]) -> Fraction | None:
    """Return the fraction of the counts beside it a share would be but for one slip of the pen."""
    count = share.count
    if count is None or not count.counts or share.elsewhere:
        return None
    for base in _beside(count, quantities):
        fraction = Fraction((count,), (base,))
        if is_slipped(share, fraction):
            return fraction
    return None


def is_slipped(share: Share, fraction: Fraction) -> bool:
    """Tell whether one slip of the pen turns the fraction into the printed share."""
    number, exact = share.percent.number, fraction.value
    if exact is None or number.decimals < _TELLING or exact > _ALL:
        return False
    return repair.is_slip(number.value, rounded(exact, number.decimals))


def _beside(count: Quantity, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Give the whole of the count's list, or the nearest larger count of the same thing."""
    if count.whole is not None:
        yield from quantities[count.whole].sides
        return
    for each in reversed(quantities[max(0, count.place - _LOOK_BACK) : count.place]):
        same = each.source is count.source and each.sentence == count.sentence
        if same and each.counts and each.unit == count.unit and each.value >= count.value:
            yield each
            return


def behind(share: Share, quantities: Sequence[Quantity]) -> Iterator[Fraction]:
    """Give the count in brackets right behind a percentage as its base: "đạt 78% dự toán (654)"."""
    count, place = share.count, share.percent.place + 1
    if count is None or not count.counts or place >= len(quantities):
        return
    base = quantities[place]
    between = base.text[share.percent.number.end : base.number.start]
    near = base.source is count.source and base.sentence == count.sentence
    if near and between.count("(") == 1 and base.number.kind is count.number.kind and base.counts:
        yield Fraction((count,), (base,))


def in_other_units(share: Share, quantities: Sequence[Quantity]) -> Fraction | None:
    """Return the fraction of two sums of money a share is of, but for the unit of one of them."""
    count = share.count
    if count is None or count.number.kind is not Kind.MONEY or share.elsewhere:
        return None
    for base in reversed(quantities[max(0, count.place - _LOOK_BACK) : count.place]):
        if base.source is count.source and base.number.kind is Kind.MONEY:
            fraction = Fraction((count,), (base,))
            return fraction if _is_off_by_unit(share, fraction) else None
    return None


def _is_off_by_unit(share: Share, fraction: Fraction) -> bool:
    number, exact = share.percent.number, fraction.value
    scaled = [exact * factor for factor in units.FACTORS] if exact is not None else []
    if not number.decimals:
        return number.value in scaled
    return any(shares.fit(number.value, number.decimals, each) == Fit.EXACT for each in scaled)
