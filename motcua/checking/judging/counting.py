"""Judges all figures that are counted: flows, lists of parts, percentages."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from motcua.checking.findings import Severity
from motcua.checking.judging import flows, lists, runs, shares
from motcua.checking.judging.relations import Verdicts
from motcua.checking.judging.shares import Fraction
from motcua.checking.understanding import shares as understanding_shares
from motcua.checking.understanding import wording
from motcua.checking.understanding.flows import Flow, dossier_measure
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.shares import Share
from motcua.checking.understanding.wording import Subject

_ALL = Decimal(100)
_FEWEST = 2
#: Smaller figures are equal by chance.
_TELLING = 100
#: Reports of more tellings tell of many bodies: which is a summary of which is not asked, and a
#: share is of one of those told right before it.
_MOST_TOLD = 12
#: Words that make a share one of some of the dossiers only.
_QUALIFIED = re.compile(
    r"lĩnh vực|cổng|quốc gia|mức độ|toàn trình|một phần|cấp (?:tỉnh|huyện|xã)|sở|phòng|huyện|\bxã\b|"
    r"tuần|tháng|năm|lũy kế|dịch vụ|thành phần|thanh toán|bưu chính"
)


def judge(report: Report) -> Verdicts:
    """Return what adds up in the running text and what does not."""
    verdicts = Verdicts.none()
    verdicts.judge_all(flows.all_claims(report.flows))
    for found in report.lists:
        verdicts.judge_all(lists.claims(found))
    verdicts.judge_all(lists.among(report.quantities))
    verdicts.judge_all(lists.side_by_side(report.quantities))
    for share in report.shares:
        _judge_share(report, share, verdicts)
    return verdicts


def _judge_share(report: Report, share: Share, verdicts: Verdicts) -> None:
    fractions, severity = _fractions(report, share)
    if severity is not None and not _fit(share, fractions) and _doubtful(report, share, fractions):
        severity = None
    if severity is None:
        fractions = [each for each in fractions if shares.fits(share, each)]
    if not _fit(share, fractions):
        more = [
            *runs.behind(share, report.quantities),
            *_named_base(report, share),
            *shares.of_anything_before(share, report.quantities),
        ]
        more = [each for each in more if shares.fits(share, each)]
        fractions = [*fractions, *more, *shares.of_paragraph(share, report.quantities)]
    if not fractions:
        fractions = _slipped(report, share)
        severity = Severity.ERROR
    findings, identities = shares.judge(share, fractions, severity or Severity.WARNING)
    verdicts.findings.extend(findings)
    verdicts.identities.extend(identities)


def _fit(share: Share, fractions: Sequence[Fraction]) -> bool:
    return any(shares.fits(share, each) for each in fractions)


def _doubtful(report: Report, share: Share, fractions: Sequence[Fraction]) -> bool:
    """Tell whether what the share seems to be of is likelier another thing."""
    first = fractions[0].value if fractions else None
    above = first is not None and first > _ALL >= share.percent.value
    hung = share.count is not None and share.count.whole is not None
    stands = share.base is not None or (share.count is not None and not share.count.counts)
    return (above and not hung and not stands) or _all_misfit(report, share)


def _all_misfit(report: Report, share: Share) -> bool:
    """Tell whether the shares of a whole list misfit: they are of something else."""
    count = share.count
    if count is None or count.whole is None or not count.counts:
        return False
    beside = [
        each
        for each in report.shares
        if each.count is not None
        and each.count.place != count.place
        and (each.count.whole, each.count.opened_at) == (count.whole, count.opened_at)
    ]
    return bool(beside) and not any(_fit(each, _fractions(report, each)[0]) for each in beside)


def _slipped(report: Report, share: Share) -> list[Fraction]:
    """Return what the share would be but for one slip of the pen."""
    beside = runs.slipped(share, report.quantities) or runs.in_other_units(share, report.quantities)
    if beside is not None:
        return [beside]
    more = [*runs.behind(share, report.quantities), *_named_base(report, share)]
    home = [flow for flow in _told(report, share) if flow.first.block == share.percent.block]
    if share.count is None and len(home) == 1 and not _is_of_some(share):
        more += shares.by_words(share, home[0])
    return [each for each in more if runs.is_slipped(share, each)][:1]


def _is_of_some(share: Share) -> bool:
    quantity = share.percent
    return quantity.aside or share.elsewhere or bool(_QUALIFIED.search(quantity.label.lower()))


def _told(report: Report, share: Share) -> list[Flow]:
    """Return the tellings of dossiers, one for each body: a summary tells the same once more."""
    told = [flow for flow in report.flows if not flow.local and flow.subject is Subject.DOSSIER]
    if len(told) > _MOST_TOLD:
        before = [flow for flow in told if flow.begins <= share.percent.place]
        return (before if len(before) >= _MOST_TOLD else told)[-_MOST_TOLD:]
    return [flow for at, flow in enumerate(told) if not _is_told_fuller(flow, at, told)]


def _is_told_fuller(flow: Flow, at: int, told: Sequence[Flow]) -> bool:
    return any(
        (len(other.figures), -place) > (len(flow.figures), -at) and _is_same(flow, other)
        for place, other in enumerate(told)
        if place != at
    )


def _is_same(flow: Flow, other: Flow) -> bool:
    """Tell whether every figure of a telling stands in the other: several, none of them small."""
    same = [
        figure.value == other.figures[measure].value
        for measure, figure in flow.figures.items()
        if measure in other.figures
    ]
    large = all(figure.value >= _TELLING for figure in flow.figures.values())
    return len(same) == len(flow.figures) and all(same) and (len(same) >= _FEWEST or large)


def _named_base(report: Report, share: Share) -> Iterator[Fraction]:
    """Give the figure of the only telling that the words behind the percentage name."""
    told = _told(report, share)
    named = understanding_shares.base_behind(share.percent)
    if share.count is None or not share.count.counts or not named or len(told) != 1:
        return
    measure = dossier_measure(wording.words(named), None)
    base = told[0].get(measure) if measure is not None else None
    if base is not None and share.count.subject is Subject.DOSSIER:
        yield Fraction((share.count,), (base,))


def _fractions(report: Report, share: Share) -> tuple[list[Fraction], Severity | None]:
    """Return what the share may be of, and how sure a misfit is; ``None`` where it proves nothing."""
    ratio = shares.beside_ratio(share)
    if ratio is not None:
        return [ratio], Severity.ERROR
    if share.base is not None and share.count is not None:
        return [Fraction((share.count,), (share.base,))], Severity.ERROR
    beside = list(shares.beside_count(share, report.quantities, report.flows))
    if share.count is not None:
        if beside and not share.elsewhere:
            return beside, Severity.ERROR
        return [*beside, *shares.of_anything_before(share, report.quantities)], None
    told = _told(report, share)
    by_words = [each for flow in told for each in shares.by_words(share, flow)]
    return by_words, _sure_by_words(share, told)


def _sure_by_words(share: Share, told: list[Flow]) -> Severity | None:
    """A share named only by its words is sure of its base where the report tells of one body."""
    quantity = share.percent
    if quantity.aside or share.elsewhere or len(told) != 1:
        return None
    near = told[0].first.section.number == quantity.section.number
    return Severity.ERROR if near or not _QUALIFIED.search(quantity.label.lower()) else None
