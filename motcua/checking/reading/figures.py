"""Numbers of a workbook as its reader sees them."""

import re
from decimal import Decimal

from motcua.checking.reading.numbers import write

_DECIMALS = re.compile(r"0[.,](0+)")
_NOISE = 10


def displayed(value: float, shape: str) -> str:
    """Return the number as a sheet shows it with its number format, in Vietnamese writing."""
    exact = Decimal(repr(value))
    shape = shape.split(";", 1)[0]
    percent = "%" in shape
    if percent:
        exact *= 100
    grouped = "#,##" in shape or "# ##" in shape
    if shape in {"General", "@", ""}:
        return _plain(exact)
    found = _DECIMALS.search(shape)
    written = write(exact, len(found[1]) if found else 0)
    if not found and "#.#" in shape:
        written = _plain(exact)
    text = written if grouped else written.replace(".", "")
    return f"{text}%" if percent else text


def _plain(exact: Decimal) -> str:
    """Write all digits of a number, without the noise of binary fractions."""
    rounded = round(exact, _NOISE).normalize()
    return f"{rounded:f}".replace(".", ",")
