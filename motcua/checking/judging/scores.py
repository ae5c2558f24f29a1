"""Whether scores of the service-quality index stay below their maxima, add up and rank rightly.

Căn cứ: Quyết định 766/QĐ-TTg năm 2022 (certainty: high for maxima and bands; medium for the
formulas of single groups, which therefore only raise questions).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging.relations import Bound, Claim, Sum, Verdicts
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import scores
from motcua.checking.understanding.figures import percent, written
from motcua.checking.understanding.grids import Grid
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.scores import GROUPS, Score

_SIX, _FULL = Decimal(6), Decimal(100)
_ENOUGH = Decimal(90)
_ROUNDING = Decimal("0.06")
_SATISFACTION, _PROGRESS, _PAYMENT = (
    "mức độ hài lòng",
    "tiến độ giải quyết",
    "thanh toán trực tuyến",
)


def judge(report: Report) -> Verdicts:
    """Return which scores can be and which cannot."""
    verdicts = Verdicts.none()
    found = scores.scores(report.quantities)
    for score in found:
        verdicts.judge(_below_maximum(score))
    verdicts.judge_all(_totals(found))
    if _is_of_index(report, found):
        for band in scores.bands(found):
            _judge_band(band, verdicts)
        verdicts.findings.extend(_wrong_maxima(found))
        verdicts.findings.extend(_against_rates(report, found, verdicts))
    return verdicts


def _is_of_index(report: Report, found: Sequence[Score]) -> bool:
    named = any("766" in mark.printed for each in report.passages for mark in each.found.marks)
    told = len({each.group for each in found if each.group}) == len(GROUPS)
    return bool(found) and (named or told or any(_tabled(grid) for grid in report.grids))


def _tabled(grid: Grid) -> bool:
    """Tell whether a table gives the points of every group, column by column or row by row."""
    columns = (column.label for column in grid.columns)
    return scores.are_groups(columns) or scores.are_groups(record.label for record in grid.rows)


def _below_maximum(score: Score) -> Claim:
    maximum = score.figure.with_value(score.maximum)
    topic = f"Điểm {score.group or 'số'} vượt điểm tối đa"
    return Claim((Bound(score.figure, maximum, topic, Code.SCORE),))


def _totals(found: Sequence[Score]) -> Iterator[Claim]:
    """Judge a total by the groups before it, or behind it, whose maxima make up its own."""
    totals = [at for at, score in enumerate(found) if score.is_total]
    for at in totals:
        before = max((other for other in totals if other < at), default=-1)
        behind = min((other for other in totals if other > at), default=len(found))
        for groups in (found[before + 1 : at], found[at + 1 : behind]):
            parts = _groups(groups)
            if parts and sum(each.maximum for each in parts) == found[at].maximum:
                figures = tuple(each.figure for each in parts)
                topic = "Tổng điểm các nhóm chỉ số"
                yield Claim((Sum(figures, (found[at].figure,), topic, Code.SCORE),))
                break


def _groups(found: Sequence[Score]) -> list[Score]:
    by_name = {each.group: each for each in found if each.group}
    return list(by_name.values()) if len(by_name) == len(GROUPS) else list(found)


def _judge_band(band: scores.Band, verdicts: Verdicts) -> None:
    value = band.score.figure.value
    right = scores.band_of(value)
    line = band.score.figure.line
    holds = right == band.name
    sign = "là" if holds else "không phải"
    statement = f"{written(value)} điểm {sign} loại {band.name}"
    verdicts.identities.append(Identity(Code.SCORE, statement, line, holds))
    if not holds:
        verdicts.findings.append(
            Finding(
                Code.SCORE,
                Severity.ERROR,
                f"{written(value)}/100 điểm thuộc loại {right}, báo cáo xếp loại {band.name}.",
                (band.quote,),
                line,
                band.name,
                right,
            )
        )


def _wrong_maxima(found: Sequence[Score]) -> Iterator[Finding]:
    for score in found:
        if score.group and score.maximum != GROUPS[score.group][1]:
            maximum = written(GROUPS[score.group][1])
            yield Finding(
                Code.SCORE,
                Severity.WARNING,
                f"Nhóm “{score.group}” của Bộ chỉ số 766 có tối đa {maximum} điểm, báo cáo ghi "
                f"tối đa {written(score.maximum)}.",
                (score.quote,),
                score.figure.line,
                written(score.maximum),
                maximum,
            )


# -- groups beside the rates they come from ----------------------------------------------------


def _against_rates(report: Report, found: Sequence[Score], verdicts: Verdicts) -> Iterator[Finding]:
    by_name = {each.group: each for each in found if each.group}
    rate = _rate(report, "hài lòng", "tiếp nhận")
    answered = _rate(report, "hài lòng", "kiến nghị")
    satisfaction, progress = by_name.get(_SATISFACTION), by_name.get(_PROGRESS)
    if satisfaction and rate and answered and answered.value == _FULL:
        yield from _satisfaction(satisfaction, rate, answered, verdicts)
    if progress and rate and progress.maximum == GROUPS[_PROGRESS][1]:
        yield from _satisfied_in_time(progress, rate)
    payment, paid = by_name.get(_PAYMENT), _rate(report, "thanh toán", "hồ sơ")
    if payment and paid and payment.maximum == GROUPS[_PAYMENT][1]:
        yield from _paid(payment, paid)


def _rate(report: Report, *words: str) -> Quantity | None:
    """Return the one percentage whose own words name all of these."""
    found = [
        each
        for each in report.quantities
        if each.number.kind is Kind.PERCENT
        and not each.number.change
        and all(word in each.lead.lower() for word in words)
    ]
    return found[0] if len(found) == 1 else None


def _satisfaction(
    score: Score, rate: Quantity, answered: Quantity, verdicts: Verdicts
) -> Iterator[Finding]:
    """Two thirds for petitions, one third for dossiers, full from 90 % on."""
    computed = _SIX + _SIX + min(_SIX, _SIX * rate.value / _ENOUGH)
    printed = score.figure.value
    shown = written(computed.quantize(Decimal("0.01")))
    if abs(computed - printed) <= _ROUNDING:
        statement = f"6 + 6 + 6 × {written(rate.value)}/90 = {written(printed)}"
        verdicts.identities.append(Identity(Code.SCORE, statement, score.figure.line))
        return
    both = "đều" in answered.lead.lower() or "đúng hạn" in answered.lead.lower()
    if printed > computed or both:
        yield Finding(
            Code.SCORE,
            Severity.WARNING,
            f"Điểm mức độ hài lòng {written(printed)} không khớp các tỷ lệ trong báo cáo "
            f"({written(rate.value)}% và {written(answered.value)}%), theo đó là {shown}.",
            (score.quote, rate.number.printed, answered.quote()),
            score.figure.line,
            written(printed),
            shown,
        )


def _satisfied_in_time(progress: Score, rate: Quantity) -> Iterator[Finding]:
    in_time = percent(progress.figure.value, progress.maximum)
    slack = percent(_ROUNDING, progress.maximum)
    if rate.value > in_time + slack:
        yield Finding(
            Code.SCORE,
            Severity.WARNING,
            f"Tỷ lệ hài lòng {written(rate.value)}% không thể cao hơn tỷ lệ đúng hạn "
            f"{written(in_time.normalize())}% suy ra từ điểm tiến độ.",
            (progress.quote, rate.number.printed),
            progress.figure.line,
            f"{written(rate.value)}%",
            f"≤ {written(in_time.normalize())}%",
        )


def _paid(payment: Score, paid: Quantity) -> Iterator[Finding]:
    least = _SIX * paid.value / _FULL
    most = least + 4
    if not least - _ROUNDING <= payment.figure.value <= most + _ROUNDING:
        span = f"{written(least.quantize(Decimal('0.01')))} - "
        span += written(most.quantize(Decimal("0.01")))
        yield Finding(
            Code.SCORE,
            Severity.WARNING,
            f"Điểm thanh toán trực tuyến {written(payment.figure.value)} không khớp tỷ lệ "
            f"{written(paid.value)}% (điểm phải trong khoảng {span}).",
            (payment.quote, paid.number.printed),
            payment.figure.line,
            written(payment.figure.value),
            span,
        )
