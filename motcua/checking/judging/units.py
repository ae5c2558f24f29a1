"""A figure a thousand or a million times too large or small: đồng taken for thousands or millions."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from motcua.checking.findings import Code, Finding
from motcua.checking.judging.relations import Sum
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding.quantities import Quantity

_FACTORS = tuple(Decimal(10) ** power for power in (3, 6, -3, -6))
#: A misread unit of a share leaves the printed percentage off by a factor, up to its rounding.
_CLOSE = Decimal("0.01")


def of_sum(total: Sum, finding: Finding) -> Finding:
    """Return the finding as one of a unit, where a factor of one figure makes the sum hold."""
    if not any(each.number.kind is Kind.MONEY for each in total.figures):
        return finding
    explained = [figure for figure in total.figures if _explains(total, figure)]
    return _of(finding, explained[0]) if len(explained) == 1 else finding


def _explains(total: Sum, figure: Quantity) -> bool:
    for factor in _FACTORS:
        change = figure.value * factor - figure.value
        in_whole = any(each.place == figure.place for each in total.whole)
        left = total.added + (0 if in_whole else change)
        right = total.printed + (change if in_whole else 0)
        if abs(left - right) <= _printed_step(total) and right:
            return True
    return False


def _printed_step(total: Sum) -> Decimal:
    """A figure cut to thousands has lost what stood behind them."""
    return max(abs(total.printed), abs(total.added)) * _CLOSE / 100


def of_share(
    printed: Decimal, exact: Decimal, figures: Sequence[Quantity], finding: Finding
) -> Finding:
    """Return the finding as one of a unit, where a factor explains the share."""
    if not printed or not any(each.number.kind is Kind.MONEY for each in figures):
        return finding
    for factor in _FACTORS:
        if abs(exact * factor - printed) <= printed * _CLOSE:
            return _of(finding, figures[0])
    return finding


def _of(finding: Finding, figure: Quantity) -> Finding:
    message = (
        f"{finding.message} Có thể nhầm đơn vị tính (đồng, nghìn đồng, triệu đồng) ở số "
        f"{figure.number.printed}."
    )
    return replace(finding, code=Code.UNIT, message=message)
