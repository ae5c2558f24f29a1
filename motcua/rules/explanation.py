"""Why a due date is what it is, as facts and as one Vietnamese sentence.

Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (certainty: high for what is and is not counted).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.rules.calendar import WorkingCalendar, local
from motcua.rules.codes import Status, TimeUnit
from motcua.rules.limits import LATE_AFTER, Course, Limit, Stop, Wait, course, subtracted

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
UNIT_NAMES = {
    TimeUnit.WORKING_HOURS: "giờ làm việc",
    TimeUnit.WORKING_DAYS: "ngày làm việc",
    TimeUnit.CALENDAR_DAYS: "ngày",
    TimeUnit.MONTHS: "tháng",
}
WAIT_REASONS = {
    Status.AWAITING_SUPPLEMENT: "chờ bổ sung hồ sơ",
    Status.AWAITING_PAYMENT: "chờ thực hiện nghĩa vụ tài chính",
    Status.PAUSED: "theo văn bản tạm dừng",
}
DAY_OFF = "ngày nghỉ"
NOT_REGULATED = "Pháp luật không quy định thời hạn giải quyết; hồ sơ không có hạn trả kết quả."
INDEX_NAME = "Hạn tính vào Bộ chỉ số"
#: One request is normal; from the second on the index counts the dossier late, whenever it ends.
TWICE_ASKED = "Đã yêu cầu bổ sung {:d} lần: Bộ chỉ số tính hồ sơ quá hạn dù trả trước hạn này."
_ON_WORKING_DAYS = frozenset({TimeUnit.WORKING_DAYS, TimeUnit.SAME_DAY})
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from ``from_on`` to ``to_on`` inclusive; ``reason`` is Vietnamese."""

    from_on: date
    to_on: date
    reason: str


@dataclass(frozen=True)
class Explanation:
    """Why a due date is what it is; ``due_at`` and ``first_day`` are ``None`` when not regulated.

    ``first_day`` is the first day counted; ``restarted_on`` the day a supplement made the limit
    count anew; ``rolled_from`` the last day counted when it was a day off. ``skipped`` are days off
    in between, ``waits`` the waited days that moved the due date.
    """

    received_at: datetime
    limit: Limit
    first_day: date | None = None
    due_at: datetime | None = None
    skipped: tuple[Span, ...] = ()
    waits: tuple[Span, ...] = ()
    restarted_on: date | None = None
    rolled_from: Span | None = None


def _reason_off(day: date, calendar: WorkingCalendar) -> str:
    if day in calendar.reasons:
        return calendar.reasons[day]
    return DAY_OFF if calendar.windows[day.weekday()] else WEEKDAYS[day.weekday()]


def _spans(days: Iterable[date], calendar: WorkingCalendar) -> tuple[Span, ...]:
    """Join days in a row into spans, each reason named once."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == _DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(
        Span(run[0], run[-1], ", ".join(dict.fromkeys(_reason_off(day, calendar) for day in run)))
        for run in runs
    )


def _wait_span(stop: Stop, unit: TimeUnit, calendar: WorkingCalendar) -> Span | None:
    from_on, to_on = stop.from_at.date(), stop.to_at.date()
    if unit in _ON_WORKING_DAYS:
        from_on = calendar.next_working_day(from_on)
        to_on = calendar.previous_working_day(to_on + _DAY)
    elif unit is not TimeUnit.WORKING_HOURS:
        from_on += _DAY
    if from_on > to_on:
        return None
    return Span(from_on, to_on, WAIT_REASONS[stop.wait.status])


def _first_day(run: Course, unit: TimeUnit, calendar: WorkingCalendar) -> date:
    counted_from = run.counted_from.date()
    if unit is TimeUnit.WORKING_DAYS:
        return calendar.next_working_day(counted_from)
    if unit is TimeUnit.WORKING_HOURS:
        return calendar.add_working_hours(run.counted_from, 0).date()
    if unit is TimeUnit.SAME_DAY:
        return run.first_due_on
    return counted_from + _DAY


def _days_off(
    first: date, last: date, waits: Sequence[Span], calendar: WorkingCalendar
) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [
        day
        for day in days
        if not calendar.is_working(day)
        and not any(wait.from_on <= day <= wait.to_on for wait in waits)
    ]


def explain(
    *,
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    waits: Sequence[Wait] = (),
    late_after: time = LATE_AFTER,
) -> Explanation:
    """Explain the moment ``deadline.due`` gives for the same facts.

    Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147, 148 (certainty: high).
    """
    received_at = local(received_at)
    run = course(
        received_at=received_at,
        limit=limit,
        calendar=calendar,
        waits=waits,
        late_after=late_after,
    )
    if run is None:
        return Explanation(received_at, limit)
    due_on = run.due_at.date()
    found = (_wait_span(stop, limit.unit, calendar) for stop in run.stops)
    waited = tuple(span for span in found if span is not None)
    first_day = _first_day(run, limit.unit, calendar)
    rolled = run.unrolled_on != due_on
    counts_working = limit.unit in _ON_WORKING_DAYS | {TimeUnit.WORKING_HOURS}
    off = _days_off(first_day, due_on, waited, calendar) if counts_working else []
    return Explanation(
        received_at=received_at,
        limit=limit,
        first_day=first_day,
        due_at=run.due_at,
        skipped=_spans(off, calendar),
        waits=waited,
        restarted_on=None if run.counted_from == received_at else run.counted_from.date(),
        rolled_from=_spans([run.unrolled_on], calendar)[0] if rolled else None,
    )


def _clock(at: datetime) -> str:
    return f"{at:%H} giờ {at:%M}"


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def _short(day: date, year: int) -> str:
    return f"{day:%d/%m}" if day.year == year else f"{day:%d/%m/%Y}"


def _range(span: Span, year: int) -> str:
    last = _short(span.to_on, year)
    if span.from_on == span.to_on:
        return last
    if (span.from_on.year, span.from_on.month) == (span.to_on.year, span.to_on.month):
        return f"{span.from_on:%d}–{last}"
    return f"{_short(span.from_on, year)}–{last}"


def _limit_words(limit: Limit) -> str:
    if limit.unit is TimeUnit.SAME_DAY:
        return "thời hạn trong ngày"
    return f"thời hạn {limit.count:02d} {UNIT_NAMES[limit.unit]}"


def _named(spans: Sequence[Span], year: int, pattern: str) -> list[str]:
    if not spans:
        return []
    return [pattern.format(", ".join(f"{_range(span, year)} ({span.reason})" for span in spans))]


def _counted_words(explanation: Explanation, first_day: date, year: int) -> str:
    restarted_on = explanation.restarted_on
    if restarted_on is None:
        return f"tính từ {_short(first_day, year)}"
    return (
        f"tính lại từ {_short(first_day, year)} sau khi nhận đủ bổ sung ngày "
        f"{_short(restarted_on, year)}"
    )


def explain_index(
    *,
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    waits: Sequence[Wait] = (),
    late_after: time = LATE_AFTER,
) -> Explanation:
    """Explain the moment ``deadline.index_due`` gives for the same facts.

    Căn cứ: Quyết định 766/QĐ-TTg năm 2022, nhóm chỉ số tiến độ giải quyết (certainty: medium).
    """
    return explain(
        received_at=received_at,
        limit=limit,
        calendar=calendar,
        waits=subtracted(waits),
        late_after=late_after,
    )


def index_sentence(explanation: Explanation, *, supplement_no: int = 0) -> str:
    """Tell the clock of the service-quality index, and what asking more than once did to it.

    Căn cứ: Quyết định 766/QĐ-TTg năm 2022, nhóm chỉ số tiến độ giải quyết (certainty: medium).
    """
    told = sentence(explanation, name=INDEX_NAME)
    if supplement_no > 1:
        return f"{told} {TWICE_ASKED.format(supplement_no)}"
    return told


def sentence(explanation: Explanation, *, name: str = "Hạn trả kết quả") -> str:
    """Tell the explanation in Vietnamese, for the person waiting and for the officer alike.

    Căn cứ: quy ước trình bày của phần mềm (certainty: high, not a rule of law).
    """
    due_at, first_day = explanation.due_at, explanation.first_day
    if due_at is None or first_day is None:
        return NOT_REGULATED
    year = due_at.year
    received_at = explanation.received_at
    moment = f"{_clock(due_at)}, " if explanation.limit.unit is TimeUnit.WORKING_HOURS else ""
    rolled = explanation.rolled_from
    parts = [
        f"Tiếp nhận {_clock(received_at)}, {_weekday(received_at)}, {_short(received_at, year)}",
        f"{_limit_words(explanation.limit)}, {_counted_words(explanation, first_day, year)}",
        *_named(explanation.skipped, year, "không tính {}"),
        *(f"tạm dừng {_range(span, year)} {span.reason}" for span in explanation.waits),
        *_named(
            [rolled] if rolled else [], year, "ngày cuối {} chuyển sang ngày làm việc tiếp theo"
        ),
    ]
    return f"{name}: {moment}{_weekday(due_at)}, {due_at:%d/%m/%Y}. {'; '.join(parts)}."
