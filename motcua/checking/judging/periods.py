"""Whether dates and periods can be: windows in order, labels with their windows, days that exist.

Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 12 (certainty: high for the windows, which local rules may
change: a merely unusual window is only noted).
"""

import re
from collections.abc import Iterator
from datetime import date

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging import between
from motcua.checking.judging.relations import Verdicts
from motcua.checking.reading.tokens import Sign
from motcua.checking.understanding import documents, times
from motcua.checking.understanding.documents import Cited
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.times import Dated, Printed, Times
from motcua.rules import periods
from motcua.rules.periods import Kind, Period, Scheme

_CALENDAR = Scheme(1, 0)
_ANSWERED = ("trả lời", "xử lý", "giải quyết", "phản ánh")
_TO_DATE = re.compile(r"[\s,]*(?:ngày\s*)?")
_MAJORITY = 2
_BESIDE = 90
_OF_THE_PERIOD = re.compile(r"tiếp nhận|phải giải quyết|kỳ báo cáo|số liệu|thụ lý")
_COMPARED = re.compile(r"cùng kỳ|năm trước|lũy kế|luỹ kế|so với|quý trước|kỳ trước")


def judge(report: Report) -> Verdicts:
    """Return which dates and periods fit and which cannot be."""
    verdicts = Verdicts.none()
    told = report.times
    for dated in told.days:
        if not dated.moment.possible and (dated.moment.year or "tháng" in dated.moment.printed):
            verdicts.findings.append(_no_such_day(dated))
    for printed in told.windows:
        verdicts.findings.extend(_window(printed, told, verdicts))
        verdicts.findings.extend(_outside(printed))
    verdicts.findings.extend(_issue(told, verdicts))
    verdicts.findings.extend(_later_documents(told))
    verdicts.findings.extend(_two_dates(report))
    return verdicts


def _two_dates(report: Report) -> Iterator[Finding]:
    """One number of the Government or a ministry is one document, with one date."""
    known: dict[object, Cited] = {}
    for each in documents.cited(report.passages):
        before = known.setdefault(each.key, each)
        if each.national and before.day != each.day:
            yield between.two_dates(each, before)


def _no_such_day(dated: Dated) -> Finding:
    return Finding(
        Code.PERIOD,
        Severity.ERROR,
        f"Ngày {dated.moment.printed.removeprefix('ngày ')} không có trong lịch.",
        (dated.moment.printed,),
        dated.line,
        dated.moment.printed,
    )


# -- windows -----------------------------------------------------------------------------------


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _span(first: date, last: date) -> str:
    return f"{_written(first)} - {_written(last)}"


def _window(printed: Printed, told: Times, verdicts: Verdicts) -> Iterator[Finding]:
    days = times.days_of(printed.window)
    if days is None:
        return
    first, last = days
    label = printed.label or (told.period.moment if told.period else None)
    period = times.period_of(label) if label else None
    if first > last:
        yield _backwards(printed, first, last, period)
        return
    verdicts.identities.append(
        Identity(Code.PERIOD, f"{_written(first)} ≤ {_written(last)}", printed.line)
    )
    if period is None:
        return
    if _fits(first, last, period):
        verdicts.identities.append(
            Identity(Code.PERIOD, f"{period.label()} = {_span(first, last)}", printed.line)
        )
    elif printed.label is not None or _of_other_year(printed, first, last, period):
        yield _other_period(printed, first, last, period)


def _of_other_year(printed: Printed, first: date, last: date, period: Period) -> bool:
    """A window beside what was received that is another period than the title's."""
    before = printed.passage.paragraph.text[: printed.window.start][-_BESIDE:].lower()
    other = _recognised(first, last, period.kind)
    spoken = _OF_THE_PERIOD.search(before) and not _COMPARED.search(before)
    return bool(spoken) and other is not None and other != period


def _fits(first: date, last: date, period: Period) -> bool:
    schemes = (periods.NATIONAL, _CALENDAR)
    return any(
        (window.from_on, window.to_on) == (first, last)
        for window in (period.window(scheme) for scheme in schemes)
    )


def _backwards(printed: Printed, first: date, last: date, period: Period | None) -> Finding:
    usual = period.window() if period else None
    computed = f"{_written(usual.from_on)} - {_written(usual.to_on)}" if usual else ""
    hint = f" ({period.label()} thường là {computed})" if period else ""
    return Finding(
        Code.PERIOD,
        Severity.ERROR,
        f"Khoảng thời gian từ {_written(first)} đến {_written(last)} kết thúc trước khi bắt "
        f"đầu{hint}.",
        (printed.quote,),
        printed.line,
        _span(first, last),
        computed,
    )


def _other_period(printed: Printed, first: date, last: date, period: Period) -> Finding:
    usual = period.window()
    expected = _span(usual.from_on, usual.to_on)
    other = _recognised(first, last, period.kind)
    apart = last < usual.from_on or first > usual.to_on
    wrong = (other is not None and other != period) or apart
    said = f" (đó là {other.label()})" if other is not None and other != period else ""
    message = (
        f"Báo cáo ghi {period.label()} nhưng khoảng thời gian là {_span(first, last)}{said}; "
        f"theo quy định là {expected}."
    )
    return Finding(
        Code.PERIOD,
        Severity.ERROR if wrong else Severity.INFO,
        message,
        (printed.quote,),
        printed.line,
        _span(first, last),
        expected,
    )


def _recognised(first: date, last: date, kind: Kind) -> Period | None:
    window = periods.Window(first, last)
    for scheme in (periods.NATIONAL, _CALENDAR):
        found = periods.containing(kind, first, scheme)
        if found.window(scheme) == window:
            return found
    return None


def _outside(printed: Printed) -> Iterator[Finding]:
    """Note an answer dated outside of the window its own sentence is about."""
    days = times.days_of(printed.window)
    passage = printed.passage
    if days is None or days[0] > days[1] or printed.label is None:
        return
    behind = passage.paragraph.text[printed.window.end :].split(". ")[:_MAJORITY]
    until = printed.window.end + len(". ".join(behind))
    if not any(word in " ".join(behind).lower() for word in _ANSWERED):
        return
    for moment in passage.found.moments:
        dated = Dated(passage, moment)
        inside = printed.window.end < moment.start < until
        if inside and dated.day and not days[0] <= dated.day <= days[1]:
            yield Finding(
                Code.PERIOD,
                Severity.WARNING,
                f"Ngày {_written(dated.day)} nằm ngoài khoảng thời gian {_span(*days)} mà câu này "
                "báo cáo.",
                (moment.printed, printed.quote),
                dated.line,
                _written(dated.day),
                _span(*days),
            )


# -- the report's own date ---------------------------------------------------------------------


def _issue(told: Times, verdicts: Verdicts) -> Iterator[Finding]:
    issued = told.issued
    if issued is None or issued.day is None:
        return
    ends = list(_ends(told))
    if not ends:
        return
    end, quote = max(ends)
    statement = f"{_written(issued.day)} {'≥' if issued.day >= end else '<'} {_written(end)}"
    verdicts.identities.append(Identity(Code.PERIOD, statement, issued.line, issued.day >= end))
    if issued.day < end and quote:
        yield Finding(
            Code.PERIOD,
            Severity.WARNING,
            f"Báo cáo ghi ngày {_written(issued.day)}, trước khi kỳ báo cáo kết thúc "
            f"({_written(end)}).",
            (issued.moment.printed, quote),
            issued.line,
            _written(issued.day),
            f"≥ {_written(end)}",
        )


def _ends(told: Times) -> Iterator[tuple[date, str]]:
    """Give the last days of the period: of the windows that are of it, else the statutory one."""
    period = times.period_of(told.period.moment) if told.period else None
    found = False
    for printed in told.windows:
        days = times.days_of(printed.window)
        if days is None or days[0] > days[1]:
            continue
        if period is None or _is_of(days[0], days[1], period):
            found = True
            yield days[1], printed.quote
    if period is not None and not found:
        yield period.window().to_on, ""


def _is_of(first: date, last: date, period: Period) -> bool:
    usual = period.window()
    covered = (min(last, usual.to_on) - max(first, usual.from_on)).days + 1
    return covered * 2 > usual.days


def _later_documents(told: Times) -> Iterator[Finding]:
    """Note documents cited with a date after the report's own."""
    issued = told.issued.day if told.issued else None
    if issued is None:
        return
    for dated in told.days:
        if dated.day and dated.day > issued and _is_of_document(dated):
            yield Finding(
                Code.PERIOD,
                Severity.WARNING,
                f"Văn bản được viện dẫn ghi ngày {_written(dated.day)}, sau ngày của báo cáo "
                f"({_written(issued)}).",
                (dated.moment.printed,),
                dated.line,
                _written(dated.day),
                f"≤ {_written(issued)}",
            )


def _is_of_document(dated: Dated) -> bool:
    text = dated.passage.paragraph.text
    return any(
        mark.sign is Sign.DOCUMENT
        and mark.end <= dated.moment.start
        and _TO_DATE.fullmatch(text[mark.end : dated.moment.start])
        for mark in dated.passage.found.marks
    )
