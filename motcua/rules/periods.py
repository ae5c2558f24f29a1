"""Reporting windows: which days a month, quarter, half or year of the reports covers.

Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 12 (certainty: high for the windows, medium for the article);
local deviations are common and are data.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)
_MONTHS_OF_YEAR = 12
_LAST_SAFE_DAY = 28


class Kind(StrEnum):
    """Length of a reporting period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


#: Months in a period of the kind.
MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}
ROMAN = ("I", "II", "III", "IV")


class BadWindow(ValueError):
    """The window or period cannot be; the message is a Vietnamese sentence to show."""


@dataclass(frozen=True)
class Window:
    """Days from ``from_on`` to ``to_on``, both inclusive. Raises ``BadWindow``.

    ``named`` is what a document of the province calls these days; equal days are equal windows.
    """

    from_on: date
    to_on: date
    named: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse a window that ends before it begins."""
        if self.to_on < self.from_on:
            message = (
                f"Ngày cuối kỳ ({self.to_on:%d/%m/%Y}) trước ngày đầu kỳ "
                f"({self.from_on:%d/%m/%Y}). Hãy chọn lại khoảng thời gian."
            )
            raise BadWindow(message)

    @property
    def days(self) -> int:
        """Number of days covered."""
        return (self.to_on - self.from_on).days + 1

    def __contains__(self, day: object) -> bool:
        """Tell whether the day is covered."""
        return isinstance(day, date) and self.from_on <= day <= self.to_on


@dataclass(frozen=True)
class Scheme:
    """Where a reporting month begins: on ``first_day`` of the month ``months_before`` its own.

    The national one is the 15th of the month before; a local deviation is another scheme. A month
    of days 1 to last is ``Scheme(1, 0)``. Raises ``BadWindow``.
    """

    first_day: int = 15
    months_before: int = 1

    def __post_init__(self) -> None:
        """Refuse a day some month does not have."""
        if not 1 <= self.first_day <= _LAST_SAFE_DAY or self.months_before not in {0, 1}:
            message = f"Ngày đầu kỳ báo cáo phải từ 1 đến {_LAST_SAFE_DAY}."
            raise BadWindow(message)

    def begins(self, year: int, month: int) -> date:
        """Return the first day of the reporting month; ``month`` may run past 12."""
        years, month0 = divmod(month - 1 - self.months_before, _MONTHS_OF_YEAR)
        return date(year + years, month0 + 1, self.first_day)

    def month_of(self, day: date) -> tuple[int, int]:
        """Return the year and month of the reporting month the day belongs to."""
        later = self.months_before if day.day >= self.first_day else self.months_before - 1
        years, month0 = divmod(day.month - 1 + later, _MONTHS_OF_YEAR)
        return day.year + years, month0 + 1


NATIONAL = Scheme()


@dataclass(frozen=True)
class Period:
    """The ``ordinal``-th period of its kind in a reporting year, from 1. Raises ``BadWindow``."""

    kind: Kind
    year: int
    ordinal: int = 1

    def __post_init__(self) -> None:
        """Refuse a thirteenth month or a fifth quarter."""
        if not 1 <= self.ordinal <= self._per_year:
            message = (
                f"Không có kỳ báo cáo thứ {self.ordinal} trong năm; loại kỳ này chỉ có "
                f"{self._per_year} kỳ."
            )
            raise BadWindow(message)

    @property
    def _per_year(self) -> int:
        return _MONTHS_OF_YEAR // MONTHS[self.kind]

    def window(self, scheme: Scheme = NATIONAL) -> Window:
        """Return the days the period covers.

        Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 12 (certainty: high).
        """
        months = MONTHS[self.kind]
        first = (self.ordinal - 1) * months + 1
        return Window(
            scheme.begins(self.year, first), scheme.begins(self.year, first + months) - _DAY
        )

    def shifted(self, count: int) -> "Period":
        """Return the period ``count`` places later (earlier when negative)."""
        years, ordinal0 = divmod(self.ordinal - 1 + count, self._per_year)
        return Period(self.kind, self.year + years, ordinal0 + 1)

    def label(self) -> str:
        """Return the Vietnamese name: "quý III năm 2024"."""
        if self.kind is Kind.MONTH:
            return f"tháng {self.ordinal} năm {self.year}"
        if self.kind is Kind.QUARTER:
            return f"quý {ROMAN[self.ordinal - 1]} năm {self.year}"
        if self.kind is Kind.HALF:
            return f"6 tháng {'đầu' if self.ordinal == 1 else 'cuối'} năm {self.year}"
        return f"năm {self.year}"


def month(year: int, ordinal: int, scheme: Scheme = NATIONAL) -> Window:
    """Return the window of the reporting month."""
    return Period(Kind.MONTH, year, ordinal).window(scheme)


def quarter(year: int, ordinal: int, scheme: Scheme = NATIONAL) -> Window:
    """Return the window of the quarter: ``quarter(2024, 3)`` is 15/6/2024 to 14/9/2024."""
    return Period(Kind.QUARTER, year, ordinal).window(scheme)


def half(year: int, ordinal: int, scheme: Scheme = NATIONAL) -> Window:
    """Return the window of the first or second half of the reporting year."""
    return Period(Kind.HALF, year, ordinal).window(scheme)


def year(number: int, scheme: Scheme = NATIONAL) -> Window:
    """Return the window of the reporting year."""
    return Period(Kind.YEAR, number).window(scheme)


def containing(kind: Kind, day: date, scheme: Scheme = NATIONAL) -> Period:
    """Return the period of the kind the day belongs to."""
    in_year, in_month = scheme.month_of(day)
    return Period(kind, in_year, (in_month - 1) // MONTHS[kind] + 1)


def recognise(window: Window, scheme: Scheme = NATIONAL) -> Period | None:
    """Return the statutory period with exactly these days, ``None`` for a free window."""
    for kind in Kind:
        period = containing(kind, window.from_on, scheme)
        if period.window(scheme) == window:
            return period
    return None


def label(window: Window, scheme: Scheme = NATIONAL) -> str:
    """Return the name its document gives the window, the period's name, or the days of a free one."""
    if window.named:
        return window.named
    period = recognise(window, scheme)
    if period is not None:
        return period.label()
    return f"từ ngày {window.from_on:%d/%m/%Y} đến ngày {window.to_on:%d/%m/%Y}"


def _shifted(window: Window, count: int, scheme: Scheme) -> Window:
    period = recognise(window, scheme)
    if period is not None:
        return period.shifted(count).window(scheme)
    step = timedelta(days=window.days * count)
    return Window(window.from_on + step, window.to_on + step)


def previous(window: Window, scheme: Scheme = NATIONAL) -> Window:
    """Return the period before, or as many days before a free window."""
    return _shifted(window, -1, scheme)


def following(window: Window, scheme: Scheme = NATIONAL) -> Window:
    """Return the period after, or as many days after a free window."""
    return _shifted(window, 1, scheme)


_DATE = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})"
_YEAR = r"\s*(?:năm|/|-|,|\s)\s*(\d{4})"
_PATTERNS = (
    (re.compile(rf"tháng\s*(\d{{1,2}}){_YEAR}"), Kind.MONTH),
    (re.compile(rf"(?:quý\s*|q)(iv|i{{1,3}}|[1-4]){_YEAR}"), Kind.QUARTER),
    (re.compile(rf"6\s*tháng\s*(đầu|cuối){_YEAR}"), Kind.HALF),
    (re.compile(r"(?:năm\s*)?()(\d{4})"), Kind.YEAR),
)
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "đầu": 1, "cuối": 2, "": 1}


def _date(parts: tuple[str, ...]) -> date:
    day, month_, year_, iso_year, iso_month, iso_day = parts
    try:
        if iso_year:
            return date(int(iso_year), int(iso_month), int(iso_day))
        return date(int(year_), int(month_), int(day))
    except ValueError as error:
        message = f"Ngày {'/'.join(part for part in parts if part)} không có trong lịch."
        raise BadWindow(message) from error


def parse(text: str, scheme: Scheme = NATIONAL) -> Window:
    """Read "quý III/2024", "tháng 6 năm 2024", "6 tháng đầu năm 2024", "2024" or two dates.

    Dates are dd/mm/yyyy or yyyy-mm-dd, anything between them. Raises ``BadWindow``.
    """
    cleaned = text.strip().lower()
    for pattern, kind in _PATTERNS:
        found = pattern.fullmatch(cleaned)
        if found is not None:
            ordinal = _ORDINALS.get(found[1]) or int(found[1])
            return Period(kind, int(found[2]), ordinal).window(scheme)
    dates = re.findall(_DATE, cleaned)
    if len(dates) == 2:  # noqa: PLR2004 - the first and the last day
        return Window(_date(dates[0]), _date(dates[1]))
    message = (
        f"Không hiểu kỳ báo cáo “{text}”. Hãy ghi như “quý III/2024”, “tháng 6/2024”, “năm 2024” "
        "hoặc từ ngày đến ngày."
    )
    raise BadWindow(message)
