"""What the digits of a report can be: figures, days and windows, and names that merely hold digits.

Spans (``start``, ``end``) count letters of the text that was searched.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

_ONE = Decimal(1)
_MONTHS_OF_YEAR = 12
_MONTHS_OF_QUARTER = 3
_QUARTERS = 4


class Kind(StrEnum):
    """What a figure says."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"  # in đồng, whatever unit was printed
    RATIO = "ratio"  # 16/18: ``over`` is the 18
    SCORE = "score"  # 17,8/20 điểm, or 2,0 điểm without ``over``


@dataclass(frozen=True, slots=True)
class Number:
    """One figure.

    ``value`` is in single units: "4,52 ngàn" is 4520, with ``scale`` 1000. ``decimals`` are the
    digits printed after the decimal mark. ``unit`` is the words right after the figure, up to a
    punctuation mark. ``exact`` is false of "hơn 6.900", "trên 70%", "3 - 5"; ``change`` is true of
    "tăng 2,0 điểm". ``spelled`` is the value of the same figure in words, where it is given both
    ways: "ba (03)".
    """

    value: Decimal
    kind: Kind
    printed: str
    start: int
    end: int
    unit: str = ""
    decimals: int = 0
    scale: Decimal = _ONE
    over: "Number | None" = None
    exact: bool = True
    change: bool = False
    spelled: Decimal | None = None

    def shifted(self, by: int) -> "Number":
        """Return the same, found so many letters further on."""
        over = self.over.shifted(by) if self.over else None
        return replace(self, start=self.start + by, end=self.end + by, over=over)

    @property
    def step(self) -> Decimal:
        """What one in the last printed digit is worth: 0.01 of "97,98%", 10 of "4,52 ngàn"."""
        return self.scale.scaleb(-self.decimals)


class Unit(StrEnum):
    """How fine a moment is given."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    MONTHS = "months"  # the first or last months of a year
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, quarter, run of months or year, as far as printed; what is not is ``None``.

    ``year_printed`` is false where the year was taken from the other end of a window. Of the first
    (last) six months, ``months`` is 6 (-6).
    """

    unit: Unit
    printed: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    months: int | None = None
    year_printed: bool = True

    def shifted(self, by: int) -> "Moment":
        """Return the same, found so many letters further on."""
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def possible(self) -> bool:
        """Tell whether the calendar has it: 31/6 and month 13 are not."""
        if self.month is not None and not 1 <= self.month <= _MONTHS_OF_YEAR:
            return False
        if self.quarter is not None and not 1 <= self.quarter <= _QUARTERS:
            return False
        return self.day is None or 1 <= self.day <= self._longest()

    def _longest(self) -> int:
        # Without a year the month is given its leap-year length.
        return monthrange(self.year or 2000, self.month or 1)[1]

    @property
    def months_covered(self) -> tuple[int, int]:
        """The first and the last month it covers, within its year."""
        if self.month is not None:
            return self.month, self.month
        if self.quarter is not None:
            last = self.quarter * _MONTHS_OF_QUARTER
            return last - _MONTHS_OF_QUARTER + 1, last
        if self.months is not None and self.months < 0:
            return _MONTHS_OF_YEAR + 1 + self.months, _MONTHS_OF_YEAR
        return 1, self.months or _MONTHS_OF_YEAR

    @property
    def first(self) -> date | None:
        """The first calendar day, ``None`` without a year or where there is no such day."""
        if self.year is None or not self.possible:
            return None
        return date(self.year, self.months_covered[0], self.day or 1)

    @property
    def last(self) -> date | None:
        """The last calendar day, ``None`` without a year or where there is no such day."""
        if self.year is None or not self.possible:
            return None
        month = self.months_covered[1]
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Window:
    """Two moments a report joins: "từ 15/6/2024 đến 14/9/2024", "01/01–20/11/2023"."""

    begins: Moment
    ends: Moment
    printed: str
    start: int
    end: int

    def shifted(self, by: int) -> "Window":
        """Return the same, found so many letters further on."""
        begins, ends = self.begins.shifted(by), self.ends.shifted(by)
        return replace(self, begins=begins, ends=ends, start=self.start + by, end=self.end + by)


class Sign(StrEnum):
    """Why digits are no figure."""

    DOCUMENT = "document"  # 802/BC-UBND; ``name`` is the number without blanks
    LAW = "law"  # Điều 7, khoản 3, mục II.2
    FORM = "form"  # Biểu II.06b/VPCP/KSTT, Phụ lục 05a
    LABEL = "label"  # mức độ 3, Đề án 06, lần thứ 2, thứ 3
    PHONE = "phone"
    ADDRESS = "address"  # of a machine, a page, a mailbox, a house
    MEASURE = "measure"  # 225,78 m2
    DURATION = "duration"  # 05 ngày, 03 năm
    CLOCK = "clock"  # 7 giờ 30, 24/7
    YEARS = "years"  # 2021 - 2030
    ITEM = "item"  # (1) … (2) … in running text
    NAME = "name"  # “4 tại chỗ”
    CODE = "code"  # digits grown into letters, numbers of persons and vehicles
    MALFORMED = "malformed"  # a figure no rule of writing allows: 12.34.567


@dataclass(frozen=True, slots=True)
class Mark:
    """Digits that count nothing. ``name`` is how the thing is told from others of its kind."""

    sign: Sign
    printed: str
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything with digits in one text, each kind in order of place."""

    numbers: tuple[Number, ...] = ()
    moments: tuple[Moment, ...] = ()
    windows: tuple[Window, ...] = ()
    marks: tuple[Mark, ...] = ()

    def shifted(self, by: int) -> "Found":
        """Return the same, found in a longer text so many letters further on."""
        return Found(
            numbers=tuple(number.shifted(by) for number in self.numbers),
            moments=tuple(moment.shifted(by) for moment in self.moments),
            windows=tuple(window.shifted(by) for window in self.windows),
            marks=tuple(
                replace(mark, start=mark.start + by, end=mark.end + by) for mark in self.marks
            ),
        )
