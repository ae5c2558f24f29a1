"""Numbers of outgoing papers: from 01 each year, one register for each kind of paper, in the order of days.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15 và Phụ lục I (certainty: high for the order by time within a
year and the leading 0 below 10; medium for one register for each kind).
"""

import re
from datetime import date

#: The kind of paper and who issues it: "QĐ-UBND", "GXN-SXD", "QĐ-STNMT-VP".
_SYMBOL = re.compile(r"[A-ZĐ0-9]{1,12}(-[A-ZĐ0-9]{1,12}){0,3}")
_TWO_DIGITS = 2


class NotNext(ValueError):
    """The number leaves a gap or stands in the register already; ``expected`` is the one to take."""

    def __init__(self, expected: int) -> None:
        """Keep the number that comes next."""
        super().__init__(expected)
        self.expected = expected


class OutOfOrder(ValueError):
    """A day before that of the number before, or one that has not come yet."""


def is_symbol(text: str) -> bool:
    """Tell whether ``text`` may stand behind the stroke of a number."""
    return _SYMBOL.fullmatch(text) is not None


def text(serial: int, symbol: str) -> str:
    """Write a number as it stands on the paper: "05/QĐ-UBND"."""
    return f"{serial_text(serial)}/{symbol}"


def serial_text(serial: int) -> str:
    """Write the serial alone, with a 0 before a single digit."""
    return f"{serial:0{_TWO_DIGITS}d}"


def follow(*, first: int, dated_on: date, last: int, last_on: date | None, today: date) -> None:
    """Hold numbers that begin with ``first`` against the ``last`` of their register and its day.

    A register that has not begun here (``last_on`` None) may begin with any number: the book of paper
    it continues had some. Raise NotNext, OutOfOrder.
    """
    if first < 1 or (last_on is not None and first != last + 1):
        raise NotNext(last + 1)
    if dated_on > today or (last_on is not None and dated_on < last_on):
        raise OutOfOrder(dated_on)
