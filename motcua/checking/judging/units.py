"""A figure a thousand or a million times too large or small: đồng taken for thousands or millions."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from motcua.checking.findings import Code, Finding
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding.quantities import Quantity

#: What a unit read wrongly makes of a figure.
FACTORS = tuple(Decimal(10) ** power for power in (3, 6, -3, -6))
#: A misread unit of a share leaves the printed percentage off by a factor, up to its rounding.
_CLOSE = Decimal("0.01")


def of_sum(parts: Sequence[Quantity], whole: Sequence[Quantity], finding: Finding) -> Finding:
    """Return the finding as one of a unit, where a factor of one figure makes the sum hold."""
    figures = (*whole, *parts)
    if not any(each.number.kind is Kind.MONEY for each in figures):
        return finding
    explained = [figure for figure in figures if _explains(parts, whole, figure)]
    return _of(finding, explained[0]) if len(explained) == 1 else finding


def _explains(parts: Sequence[Quantity], whole: Sequence[Quantity], figure: Quantity) -> bool:
    added = sum((each.value for each in parts), Decimal(0))
    printed = sum((each.value for each in whole), Decimal(0))
    in_whole = any(each.place == figure.place for each in whole)
    for factor in FACTORS:
        change = figure.value * factor - figure.value
        left = added + (0 if in_whole else change)
        right = printed + (change if in_whole else 0)
        # A figure cut to thousands has lost what stood behind them.
        if right and abs(left - right) < max(figure.number.step * factor, Decimal(1)):
            return True
    return False


def of_share(
    printed: Decimal, exact: Decimal, figures: Sequence[Quantity], finding: Finding
) -> Finding:
    """Return the finding as one of a unit, where a factor explains the share."""
    if not printed or not any(each.number.kind is Kind.MONEY for each in figures):
        return finding
    for factor in FACTORS:
        if abs(exact * factor - printed) <= printed * _CLOSE:
            return _of(finding, figures[0])
    return finding


def _of(finding: Finding, figure: Quantity) -> Finding:
    message = (
        f"{finding.message} Có thể nhầm đơn vị tính (đồng, nghìn đồng, triệu đồng) ở số "
        f"{figure.number.printed}."
    )
    return replace(finding, code=Code.UNIT, message=message)
