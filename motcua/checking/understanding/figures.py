"""How figures are written, rounded and related."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_GROUP = 3
#: Figures of more digits than this are no figures of a report.
LONGEST = 25


def written(value: Decimal) -> str:
    """Write a number as an official does: 12.345,6."""
    sign = "-" if value < 0 else ""
    whole, _, rest = f"{abs(value):f}".partition(".")
    groups: list[str] = []
    while len(whole) > _GROUP:
        groups.insert(0, whole[-_GROUP:])
        whole = whole[:-_GROUP]
    grouped = ".".join([whole, *groups])
    rest = rest.rstrip("0")
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up, as reports do."""
    return _cut(value, decimals, ROUND_HALF_UP)


def truncated(value: Decimal, decimals: int) -> Decimal:
    """Cut the digits off, as spreadsheets in a hurry do."""
    return _cut(value, decimals, ROUND_DOWN)


def _cut(value: Decimal, decimals: int, way: str) -> Decimal:
    if value.adjusted() + decimals >= LONGEST:
        return value  # no figure of a report: nothing to round
    return value.quantize(Decimal(1).scaleb(-decimals), way)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return the share in percent; the whole is not zero."""
    return part * 100 / whole
