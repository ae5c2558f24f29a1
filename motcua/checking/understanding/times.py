"""The report's own date, the period it is about, and the windows it prints for it.

Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 12 (certainty: high for the windows); local windows are
common and never wrong by themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.checking.document import Kind, Paragraph
from motcua.checking.reading.tokens import Moment, Unit, Window
from motcua.checking.understanding.quantities import Passage
from motcua.rules import periods
from motcua.rules.periods import Period

#: The report's head: its date and its title stand within so many paragraphs.
_HEAD = 20
_LONGEST_DATE_LINE = 60
_LONGEST_GAP = 40
_HALF, _QUARTERS = 6, 4


@dataclass(frozen=True, slots=True)
class Printed:
    """A window with the label printed beside it ("quý II năm 2024 (từ …)"), if any."""

    passage: Passage
    window: Window
    label: Moment | None

    @property
    def line(self) -> int:
        """The line the window begins in."""
        return self.passage.paragraph.line_of(self.window.start)

    @property
    def quote(self) -> str:
        """Label and window as printed."""
        start = self.label.start if self.label else self.window.start
        text = self.passage.paragraph.text
        end = self.window.end + (1 if text[self.window.end : self.window.end + 1] == ")" else 0)
        return text[start:end]


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment and where it is printed."""

    passage: Passage
    moment: Moment

    @property
    def line(self) -> int:
        """The line it is printed in."""
        return self.passage.paragraph.line_of(self.moment.start)

    @property
    def day(self) -> date | None:
        """The day, where the calendar has it and the year is printed."""
        whole = self.moment.unit is Unit.DAY and self.moment.year_printed
        return self.moment.first if whole else None


@dataclass(frozen=True, slots=True)
class Times:
    """What a report says of its time."""

    issued: Dated | None
    period: Dated | None
    windows: tuple[Printed, ...]
    days: tuple[Dated, ...]


def read(passages: Sequence[Passage]) -> Times:
    """Find the report's date, its period, its windows and its days."""
    head = passages[:_HEAD]
    issued = next((dated for passage in head for dated in _issued(passage)), None)
    period = next((dated for passage in head for dated in _period(passage)), None)
    windows = tuple(found for passage in passages for found in _windows(passage))
    days = tuple(
        Dated(passage, moment)
        for passage in passages
        for moment in passage.found.moments
        if moment.unit is Unit.DAY
    )
    return Times(issued, period, windows, days)


def _issued(passage: Passage) -> Iterator[Dated]:
    """Give the date of a line like "Trà Cú, ngày 21 tháng 11 năm 2023"."""
    text = passage.paragraph.text
    for moment in passage.found.moments:
        closing = len(text) - moment.end <= 1 and len(text) <= _LONGEST_DATE_LINE
        if closing and moment.unit is Unit.DAY and ", ngày" in text.lower():
            yield Dated(passage, moment)


def _period(passage: Passage) -> Iterator[Dated]:
    """Give the period of the title: a quarter, month, half or year of a line without a date."""
    paragraph = passage.paragraph
    if not _may_be_title(paragraph):
        return
    for moment in passage.found.moments:
        if moment.unit is not Unit.DAY and moment.year and "ngày tháng" not in moment.printed:
            yield Dated(passage, moment)


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text.lower()
    starts = ("thực hiện", "căn cứ", "số:", "kính gửi", "nơi nhận", "theo ")
    return (
        paragraph.kind in {Kind.PLAIN, Kind.HEADING}
        and not text.startswith(starts)
        and not text.endswith(":")
    )


def _windows(passage: Passage) -> Iterator[Printed]:
    for window in passage.found.windows:
        if window.begins.unit is Unit.DAY and window.ends.unit is Unit.DAY:
            labels = [
                moment
                for moment in passage.found.moments
                if moment.unit is not Unit.DAY
                and moment.year
                and 0 <= window.start - moment.end <= _LONGEST_GAP
                and _only_opening(passage.paragraph.text[moment.end : window.start])
            ]
            yield Printed(passage, window, labels[-1] if labels else None)


def _only_opening(between: str) -> bool:
    words = between.lower().strip(" (,:-–").split()
    return set(words) <= {"từ", "ngày", "tính", "kỳ", "báo", "cáo", "thời", "gian", "số", "liệu"}


def period_of(moment: Moment) -> Period | None:
    """Return the statutory period a label names, ``None`` of nine months and the like."""
    if moment.year is None or not moment.possible:
        return None
    if moment.unit is Unit.MONTH and moment.month:
        return Period(periods.Kind.MONTH, moment.year, moment.month)
    if moment.unit is Unit.QUARTER and moment.quarter:
        return Period(periods.Kind.QUARTER, moment.year, moment.quarter)
    if moment.unit is Unit.MONTHS and moment.months in {_HALF, -_HALF}:
        return Period(periods.Kind.HALF, moment.year, 1 if moment.months == _HALF else 2)
    return Period(periods.Kind.YEAR, moment.year) if moment.unit is Unit.YEAR else None


def days_of(window: Window) -> tuple[date, date] | None:
    """Return first and last day; a first day without a printed year is the last one's or before."""
    first, last = window.begins.first, window.ends.last
    if first is None or last is None:
        return None
    if first > last and not window.begins.year_printed and first.year > 1:
        first = first.replace(year=first.year - 1)
    return first, last
