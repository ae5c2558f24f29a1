"""How figures are written, rounded and related."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_GROUP = 3


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
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def truncated(value: Decimal, decimals: int) -> Decimal:
    """Cut the digits off, as spreadsheets in a hurry do."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return the share in percent; the whole is not zero."""
    return part * 100 / whole
