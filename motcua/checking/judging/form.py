"""The form of a report: numbering of its parts, blanks left open, terms and rules out of date.

Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: high for number, date and numbering); Nghị
định 42/2022/NĐ-CP (certainty: high: from 15/8/2022 only toàn trình and một phần); Nghị định
118/2025/NĐ-CP, Điều khoản thi hành (certainty: high: in place of 61/2018 and 107/2021 from
1/7/2025); Thông tư 03/2025/TT-VPCP (certainty: high: in place of 01/2018/TT-VPCP).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from motcua.checking.document import Kind, Paragraph
from motcua.checking.findings import Code, Finding, Severity
from motcua.checking.judging.relations import Verdicts
from motcua.checking.reading.tokens import Sign
from motcua.checking.understanding.quantities import Passage
from motcua.checking.understanding.report import Report

_HEAD = 20
_BLANK_NUMBER = re.compile(r"^Số\s*:\s*(?:\.{2,}|…|_+|\s)*/\s*[A-ZĐ]{2,}[A-ZĐ\-–]*")
_BLANK_DAY = re.compile(r",\s*ngày\s*(?:\.{2,}|…+|_+)?\s*tháng\s*(?:\.{2,}|…+|_+|\d{1,2})?\s*năm")
_LEFT_OPEN = ("..", "…", "__")
_OPEN_FIGURE = re.compile(
    r"(?:\blà|\bđạt|\bcó|tổng số[^.:;]{0,60}:|chiếm(?: tỷ lệ)?)\s*(?:\.{3,}|…+|_{2,})\s*"
    r"(?:hồ sơ|%|tthc|thủ tục|văn bản|người|phiếu)",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"(?:[^\W\d_]+\s+){0,3}mức(?: độ)? [1-4](?:(?:\s*[,/]\s*|\s+và\s+|\s+và mức độ\s+)[1-4])?"
    r"(?!\d)",
    re.IGNORECASE,
)
_OF_A_TITLE = re.compile(
    r"(?:quyết định|kế hoạch|công văn|nghị quyết|thông tư)\s+số[^.;]*$", re.IGNORECASE
)
_LEVELS_END = date(2022, 8, 15)
_ROMAN = re.compile(r"^([IVX]+)[.)]?$")
_ARABIC = re.compile(r"^(\d{1,2})[.)]?$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_MOST_QUOTES = 8
#: Rules that another took the place of: pattern of the number, the day it ended, what is in force.
_REPLACED = (
    (r"^61/2018/NĐ-CP$", date(2025, 7, 1), "Nghị định 118/2025/NĐ-CP"),
    (r"^107/2021/NĐ-CP$", date(2025, 7, 1), "Nghị định 118/2025/NĐ-CP"),
    (r"^0?1/2018/TT-VPCP$", date(2025, 9, 15), "Thông tư 03/2025/TT-VPCP"),
    (r"^42/2022/NĐ-CP$", date(2026, 7, 1), "Nghị định 224/2026/NĐ-CP"),
    (r"^43/2011/NĐ-CP$", _LEVELS_END, "Nghị định 42/2022/NĐ-CP"),
)
_IN_FORCE = re.compile(
    r"(?:theo|thực hiện|quy định tại|tuân thủ|căn cứ)[^.;]{0,80}$", re.IGNORECASE
)


def judge(report: Report) -> Verdicts:
    """Return what is wrong with the form of the report."""
    verdicts = Verdicts.none()
    paragraphs = [passage.paragraph for passage in report.passages]
    verdicts.findings.extend(_blanks(paragraphs))
    verdicts.findings.extend(_open_figures(paragraphs))
    verdicts.findings.extend(_numbering(paragraphs))
    day = _day(report)
    if day is not None:
        verdicts.findings.extend(_old_levels(report, day))
        verdicts.findings.extend(_old_rules(report.passages, day))
    return verdicts


def _day(report: Report) -> date | None:
    """Return the report's day, or the first day of its period."""
    if report.times.issued is not None:
        return report.times.issued.day
    return report.times.period.moment.first if report.times.period else None


def _blanks(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    quotes = []
    line = 0
    for paragraph in paragraphs[:_HEAD]:
        number = _BLANK_NUMBER.match(paragraph.text)
        day = _BLANK_DAY.search(paragraph.text)
        if number or (day and len(paragraph.text) < _HEAD * 4):
            quotes.append(" ".join(number[0].split()) if number else paragraph.text)
            line = line or paragraph.line
    if quotes:
        yield Finding(
            Code.STRUCT,
            Severity.INFO,
            "Số hoặc ngày ban hành của báo cáo còn để trống.",
            tuple(quotes),
            line,
        )


def _open_figures(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    for paragraph in paragraphs:
        if not any(blank in paragraph.text for blank in _LEFT_OPEN):
            continue
        for found in _OPEN_FIGURE.finditer(paragraph.text):
            yield Finding(
                Code.MISSING,
                Severity.WARNING,
                f"Số liệu còn để trống: “{found[0]}”.",
                (found[0],),
                paragraph.line_of(found.start()),
            )


# -- numbering ---------------------------------------------------------------------------------


def _numbering(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    headings = [each for each in paragraphs if each.kind is Kind.HEADING and each.marker]
    romans = [each for each in headings if _ROMAN.match(each.marker)]
    yield from _same_titles(romans)
    yield from _sequence(romans)
    group: list[Paragraph] = []
    for heading in headings:
        if _ROMAN.match(heading.marker):
            yield from _sequence(group)
            group = []
        elif _ARABIC.match(heading.marker):
            group.append(heading)
    yield from _sequence(group)


def _value(heading: Paragraph) -> int:
    roman, arabic = _ROMAN.match(heading.marker), _ARABIC.match(heading.marker)
    if roman:
        values = [_ROMAN_VALUES[letter] for letter in roman[1]]
        after = [*values[1:], 0]
        return sum(
            -each if each < later else each for each, later in zip(values, after, strict=True)
        )
    return int(arabic[1]) if arabic else 0


def _title(heading: Paragraph) -> str:
    return f"{heading.marker} {heading.text}"


def _same_titles(headings: Sequence[Paragraph]) -> Iterator[Finding]:
    first: dict[str, Paragraph] = {}
    for heading in headings:
        before = first.setdefault(heading.text.lower().strip(" .:"), heading)
        if before is not heading:
            yield Finding(
                Code.STRUCT,
                Severity.WARNING,
                f"Hai mục cùng tên: “{_title(before)}” và “{_title(heading)}”.",
                (_title(heading), _title(before)),
                heading.line,
            )


def _sequence(headings: Sequence[Paragraph]) -> Iterator[Finding]:
    """Note a number used twice in a row of headings, or one left out among Roman numbers."""
    expected = 1
    for heading in headings:
        value = _value(heading)
        again = value == expected - 1 and expected > 1
        left_out = value > expected and _ROMAN.match(heading.marker) is not None
        if again or left_out:
            what = "lặp lại số của mục trước" if again else "bỏ cách số thứ tự"
            yield Finding(
                Code.STRUCT,
                Severity.WARNING,
                f"Mục “{_title(heading)}” {what}.",
                (_title(heading),),
                heading.line,
            )
        expected = value + 1


# -- terms and rules ---------------------------------------------------------------------------


def _old_levels(report: Report, day: date) -> Iterator[Finding]:
    if day < _LEVELS_END:
        return
    quotes: dict[str, int] = {}
    for passage in report.passages:
        if passage.paragraph.kind is not Kind.NOTE:
            _collect_levels(passage.paragraph, quotes)
    for table in report.document.tables:
        for cell in table.cells():
            for found in _LEVELS.finditer(cell.text if "mức" in cell.text.lower() else ""):
                quotes.setdefault(found[0].strip(), cell.line)
    if quotes:
        yield Finding(
            Code.LAW,
            Severity.INFO,
            "Từ ngày 15/8/2022 dịch vụ công trực tuyến chỉ còn hai mức toàn trình và một phần; "
            "báo cáo còn dùng mức độ 1, 2, 3, 4.",
            tuple(quotes)[:_MOST_QUOTES],
            min(quotes.values()),
        )


def _collect_levels(paragraph: Paragraph, quotes: dict[str, int]) -> None:
    if "mức" not in paragraph.text.lower():
        return
    for found in _LEVELS.finditer(paragraph.text):
        if not _OF_A_TITLE.search(paragraph.text[: found.start()]):
            quotes.setdefault(found[0].strip(), paragraph.line_of(found.start()))


def _old_rules(passages: Sequence[Passage], day: date) -> Iterator[Finding]:
    told: set[str] = set()
    for passage in passages:
        if passage.paragraph.kind is Kind.NOTE:
            continue
        for mark in passage.found.marks:
            for pattern, ended, now in _REPLACED:
                named = mark.sign is Sign.DOCUMENT and re.match(pattern, mark.name)
                before = passage.paragraph.text[: mark.start]
                if named and day > ended and mark.name not in told and _IN_FORCE.search(before):
                    told.add(mark.name)
                    yield _replaced(passage, mark.name, mark.start, ended, now)


def _replaced(passage: Passage, name: str, at: int, ended: date, now: str) -> Finding:
    return Finding(
        Code.LAW,
        Severity.INFO,
        f"{name} đã được thay thế bằng {now} từ ngày {ended.day}/{ended.month}/{ended.year}.",
        (name,),
        passage.paragraph.line_of(at),
        name,
        now,
    )
