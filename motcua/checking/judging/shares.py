"""Whether a printed percentage follows from the figures it is a share of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging import units
from motcua.checking.judging.relations import quotes
from motcua.checking.judging.repair import is_slip
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import wording
from motcua.checking.understanding.figures import percent, rounded, truncated, written
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.shares import Share
from motcua.checking.understanding.wording import Measure, Subject

_ALL = Decimal(100)
_LOOK_BACK = 6
_TELLING = 2
_MOST_ADDED = 3
_NEAREST = 16
_NOT_LATE = (
    (Measure.NOT_LATE,),
    (Measure.EARLY, Measure.ON_TIME),
    (Measure.ON_TIME,),
)
#: Words of shares that are never more than all.
_SOME = frozenset({"early", "on_time", "late", "in_time", "not_due"})
_INTAKE_BASES = ((Measure.NEW,), (Measure.RECEIVED,))
_SETTLED_BASES = ((Measure.SETTLED,), (Measure.RECEIVED,), (Measure.NEW,))


@dataclass(frozen=True, slots=True)
class Fraction:
    """Counts over counts, each side added up."""

    over: tuple[Quantity, ...]
    under: tuple[Quantity, ...]

    @property
    def exact(self) -> Decimal:
        """The share in percent; of nothing, all. A share of 0 % is one."""
        value = self.value
        return _ALL if value is None else value

    @property
    def value(self) -> Decimal | None:
        """The share in percent, ``None`` of nothing."""
        under = sum((each.value for each in self.under), Decimal(0))
        over = sum((each.value for each in self.over), Decimal(0))
        return percent(over, under) if under else None

    def text(self) -> str:
        """Return "3.120/3.606", sums in brackets."""
        return "/".join(_side(side) for side in (self.over, self.under))


def _side(figures: Sequence[Quantity]) -> str:
    joined = " + ".join(each.shown for each in figures)
    return f"({joined})" if len(figures) > 1 else joined


class Fit:
    """How a printed percentage relates to an exact one."""

    EXACT, CUT, OFF = range(3)


def fit(printed: Decimal, decimals: int, exact: Decimal) -> int:
    """Tell whether the printed share is the exact one rounded, cut, or neither."""
    if rounded(exact, decimals) == printed:
        return Fit.EXACT
    near = abs(exact - printed) < Decimal(1).scaleb(-decimals)
    return Fit.CUT if near or truncated(exact, decimals) == printed else Fit.OFF


def fits(share: Share, fraction: Fraction) -> bool:
    """Tell whether the printed share is the fraction, rounded or cut."""
    printed, exact = share.percent.number, fraction.value
    return exact is not None and fit(printed.value, printed.decimals, exact) != Fit.OFF


def judge(
    share: Share, fractions: Sequence[Fraction], severity: Severity
) -> tuple[list[Finding], list[Identity]]:
    """Judge a share by the fractions it may be; the first is the likeliest."""
    printed = share.percent.number
    usable = [each for each in fractions if each.value is not None]
    fits = [(fit(printed.value, printed.decimals, each.exact), each) for each in usable]
    for wanted in (Fit.EXACT, Fit.CUT):
        for fitting, fraction in fits:
            if fitting == wanted and not _above_all(share, fraction):
                return _fitting(share, fraction, cut=wanted == Fit.CUT)
    if not usable:
        return [], []
    fraction = usable[0]
    statement = f"{fraction.text()} ≠ {written(printed.value)}%"
    found = _finding(share, fraction, severity)
    figures = (*fraction.over, *fraction.under)
    found = units.of_share(printed.value, fraction.exact, figures, found)
    return (
        [found],
        [Identity(Code.PCT, statement, share.percent.line, holds=False)],
    )


def _above_all(share: Share, fraction: Fraction) -> bool:
    """Tell whether more was on time than there was: no share of 100 % is that, rounded or cut."""
    most = max(_ALL, share.percent.value)
    return bool(share.percent.words & _SOME) and (fraction.exact) > most


def _fitting(
    share: Share, fraction: Fraction, *, cut: bool
) -> tuple[list[Finding], list[Identity]]:
    printed = share.percent.number
    identity = Identity(
        Code.PCT, f"{fraction.text()} = {written(printed.value)}%", share.percent.line
    )
    if not cut:
        return [], [identity]
    exact = fraction.value or Decimal(0)
    right = written(rounded(exact, printed.decimals))
    message = (
        f"Tỷ lệ {fraction.text()} làm tròn là {right}%, báo cáo ghi {written(printed.value)}% "
        "(cắt bớt chữ số thay vì làm tròn)."
    )
    finding = Finding(
        Code.PCT,
        Severity.INFO,
        message,
        _quotes(share, fraction),
        share.percent.line,
        f"{written(printed.value)}%",
        f"{right}%",
    )
    return [finding], [identity]


def _quotes(share: Share, fraction: Fraction) -> tuple[str, ...]:
    return quotes((share.percent, *fraction.over, *fraction.under))


def _finding(share: Share, fraction: Fraction, severity: Severity) -> Finding:
    printed = share.percent.number
    exact = rounded(fraction.value or Decimal(0), max(printed.decimals, 2))
    right = rounded(fraction.value or Decimal(0), printed.decimals)
    message = (
        f"Tỷ lệ {fraction.text()} là {written(exact)}%, trong khi báo cáo ghi "
        f"{written(printed.value)}%."
    )
    return Finding(
        Code.PCT,
        severity,
        message,
        _quotes(share, fraction),
        share.percent.line,
        f"{written(printed.value)}%",
        f"{written(exact)}%",
        repair=f"{written(right)}%" if is_slip(printed.value, right) else None,
    )


# -- which fractions a share may be -----------------------------------------------------------


def beside_ratio(share: Share) -> Fraction | None:
    """Return the ratio printed beside the percentage: "16.655/17.859 hồ sơ, đạt 93,62%"."""
    count = share.count
    if count is None or count.number.kind is not Kind.RATIO or count.number.over is None:
        return None
    return Fraction((_as_count(count, whole=False),), (_as_count(count, whole=True),))


def _as_count(ratio: Quantity, *, whole: bool) -> Quantity:
    number = ratio.number
    assert number.over is not None
    return ratio.with_value(number.over.value if whole else number.value)


def beside_count(
    share: Share, quantities: Sequence[Quantity], flows: Sequence[Flow]
) -> Iterator[Fraction]:
    """Give the fractions of the count beside the percentage over everything it is part of."""
    count = share.count
    if count is None or not count.counts:
        return
    yield from _with_those_before(count, quantities)
    place: int | None = count.whole
    while place is not None:
        for side in quantities[place].sides:
            yield Fraction((count,), (side,))
        place = quantities[place].whole
    for flow in flows:
        for measure, figure in flow.figures.items():
            if figure.place == count.place:
                yield from _in_flow(flow, measure, count)


def _with_those_before(count: Quantity, quantities: Sequence[Quantity]) -> Iterator[Fraction]:
    """Give what the parts up to the count make together: "210 …, 60 …; đạt 84,38%"."""
    if count.whole is None:
        return
    sides = quantities[count.whole].sides
    for side in sides:
        yield Fraction((count,), (side,))
    together = tuple(
        each
        for each in quantities[count.whole + 1 : count.place + 1]
        if each.counts and each.opened_at == count.opened_at and each.whole == count.whole
    )
    if len(together) > 1:
        for side in sides:
            yield Fraction(together, (side,))


def of_anything_before(share: Share, quantities: Sequence[Quantity]) -> Iterator[Fraction]:
    """Give the fractions over the counts of the same thing before it: one may be its base."""
    count = share.count
    if count is None or not count.counts:
        return
    for each in quantities[max(0, count.place - _LOOK_BACK) : count.place]:
        near = each.source is count.source and each.counts and each.value >= count.value
        if near and each.unit == count.unit:
            yield Fraction((count,), (each,))


def of_paragraph(share: Share, quantities: Sequence[Quantity]) -> Iterator[Fraction]:
    """Give the fractions of its paragraph that are the printed share to the last digit.

    Counts of its sentence, alone or two and three side by side, over counts of its paragraph.
    """
    percent = share.percent
    yield from _of_ratio_beside(share, quantities)
    if not percent.number.decimals:
        return
    near = _block(percent, quantities)
    counted = [each for each in near if each.sentence == percent.sentence] or near
    if percent.number.decimals < _TELLING:
        counted = [each for each in counted if share.count and each.place == share.count.place]
    printed = percent.number.value / _ALL
    slack = Decimal(1).scaleb(-percent.number.decimals) / _ALL
    bases = [(under, _added(under)) for under in _runs(near)]
    for over in _runs(counted):
        added = _added(over)
        for under, base in bases:
            close = added < base and abs(added - printed * base) <= base * slack
            if close and exactly(share, Fraction(over, under)):
                yield Fraction(over, under)


def _of_ratio_beside(share: Share, quantities: Sequence[Quantity]) -> Iterator[Fraction]:
    """Give the ratio before or behind the percentage, some words away, where it fits."""
    place = share.percent.place
    for each in quantities[max(0, place - 1) : place + 2]:
        near = each.source is share.percent.source and each.sentence == share.percent.sentence
        if near and each.number.kind is Kind.RATIO and each.number.over is not None:
            ratio = Fraction((_as_count(each, whole=False),), (_as_count(each, whole=True),))
            if exactly(share, ratio):
                yield ratio


def _added(figures: Sequence[Quantity]) -> Decimal:
    return sum((each.value for each in figures), Decimal(0))


def _block(percent: Quantity, quantities: Sequence[Quantity]) -> list[Quantity]:
    near = quantities[max(0, percent.place - _NEAREST) : percent.place + _NEAREST]
    return [
        each for each in near if each.source is percent.source and each.counts and not each.absent
    ]


def _runs(figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, ...]]:
    for count in range(1, _MOST_ADDED + 1):
        for at in range(len(figures) - count + 1):
            run = tuple(figures[at : at + count])
            if len({each.unit for each in run}) == 1:
                yield run


def exactly(share: Share, fraction: Fraction) -> bool:
    """Tell whether the printed share is the fraction rounded, to the last digit."""
    printed, exact = share.percent.number, fraction.value
    return exact is not None and fit(printed.value, printed.decimals, exact) == Fit.EXACT


def _in_flow(flow: Flow, measure: Measure, count: Quantity) -> Iterator[Fraction]:
    bases = (
        _INTAKE_BASES
        if measure in {Measure.ONLINE, Measure.DIRECT, Measure.POST}
        else (
            *_SETTLED_BASES,
            (Measure.PENDING,),
            (Measure.NEW, Measure.CARRIED),
        )
    )
    for base in bases:
        figures = [flow.get(each) for each in base]
        known = tuple(each for each in figures if each is not None)
        if len(known) == len(base) and count.place not in {each.place for each in known}:
            yield Fraction((count,), known)


def by_words(share: Share, flow: Flow) -> Iterator[Fraction]:
    """Give the fractions of a flow that the words of a percentage alone may mean."""
    words = share.percent.words
    if "late" in words and "late" not in wording.words(share.percent.lead):
        return  # "100% hồ sơ quá hạn có văn bản xin lỗi" is a share of the late ones
    if flow.subject is not Subject.DOSSIER or words & {"digitised", "paid", "survey", "apart"}:
        return
    for over in _meant(words):
        bases = _INTAKE_BASES if over[0] is Measure.ONLINE else _SETTLED_BASES
        for base in bases:
            counted = tuple(each for each in map(flow.get, over) if each is not None)
            whole = tuple(each for each in map(flow.get, base) if each is not None)
            if len(counted) == len(over) and len(whole) == len(base):
                yield Fraction(counted, whole)


def _meant(words: frozenset[str]) -> tuple[tuple[Measure, ...], ...]:
    if "late" in words:
        return () if "pending" in words else ((Measure.LATE,),)
    if "on_time" in words and "online" not in words:
        return _NOT_LATE
    if "early" in words and "online" not in words:
        return ((Measure.EARLY,),)
    if "online" in words and not words & {"settled", "online_level"}:
        return ((Measure.ONLINE,),)
    return ()
