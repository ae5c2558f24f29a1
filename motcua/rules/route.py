"""What in an internal process (quy trình nội bộ) cannot work: found before anybody publishes it.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 17, 18 (certainty: medium: steps, who
does them, their times, and that these add up to no more than the legal limit); Bộ luật Lao động
45/2019/QH14, Điều 105 (certainty: high: a normal working day has at most 8 hours).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Generic, TypeVar

from motcua.rules import deadline, step_times
from motcua.rules.calendar import DAYS_OF_WEEK, LOCAL, STANDARD, WorkingCalendar
from motcua.rules.codes import TimeUnit
from motcua.rules.explanation import UNIT_NAMES
from motcua.rules.limits import Limit
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import ANSWERS, END, Found, PostRole, Route, Step, UnitKind, Way

#: Monday to Sunday of a week that begins the shortest month, so that no month is longer than it says.
_WEEK = tuple(date(2027, 2, 1) + timedelta(days=days) for days in range(DAYS_OF_WEEK))
#: What a unit takes of a day at the least. No clock uses this: it only shows what can never fit.
_LEAST_DAYS = {
    StepUnit.MINUTES: Fraction(1, 8 * 60),
    StepUnit.WORKING_HOURS: Fraction(1, 8),
    StepUnit.HALF_DAYS: Fraction(1, 2),
    StepUnit.WORKING_DAYS: Fraction(1),
    StepUnit.CALENDAR_DAYS: Fraction(1),
}
#: How many moments of a day a route is tried from, the opening first.
_MOMENTS_OF_A_DAY = 3
_COUNTED_IN_DAYS = frozenset({TimeUnit.WORKING_DAYS, TimeUnit.CALENDAR_DAYS})


class Fault(StrEnum):
    """What can be wrong with a route. All but ``TIGHT`` keep it from being published."""

    NO_STEPS = "no_steps"
    SAME_CODE = "same_code"
    NO_OWNER = "no_owner"
    NO_TIME = "no_time"
    NO_WAY_ON = "no_way_on"
    UNKNOWN_STEP = "unknown_step"
    BAD_BRANCH = "bad_branch"
    SECOND_START = "second_start"
    CYCLE = "cycle"
    ENDS_ELSEWHERE = "ends_elsewhere"
    WITHIN_MISPLACED = "within_misplaced"
    WITHIN_TOO_LONG = "within_too_long"
    STAY_TOO_LONG = "stay_too_long"
    LIMIT_MISSING = "limit_missing"
    TOO_LONG = "too_long"
    TIGHT = "tight"


@dataclass(frozen=True)
class Problem:
    """A fault, at the step of that code (empty: the route as a whole), in words that say what to do."""

    fault: Fault
    step: str
    words: str

    @property
    def stops(self) -> bool:
        """Whether the route cannot be published with it."""
        return self.fault is not Fault.TIGHT


def problems(
    route: Route, limit: Limit | None, calendar: WorkingCalendar = STANDARD
) -> tuple[Problem, ...]:
    """Name everything that cannot work, in the order of the steps; ``None`` is a limit nobody stated.

    Times are held against the limit by following the longest way in the weekly hours of
    ``calendar``, each unit counted in itself. Only a route whose steps hang together is timed.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17, 18 (certainty: medium: the times of the steps add up to no
    more than the legal limit).
    """
    if not route.steps:
        return (_problem(Fault.NO_STEPS),)
    found = [*_single(route), *_shape(route)]
    if limit is None:
        found.append(_problem(Fault.LIMIT_MISSING))
    if limit is None or found:
        return tuple(found)
    return tuple(_timing(route, limit, WorkingCalendar(windows=calendar.windows)))


def _problem(fault: Fault, step: str = "", **told: str) -> Problem:
    return Problem(fault, step, _WORDS[fault].format(step=step, **told))


def _single(route: Route) -> Iterator[Problem]:
    """What is wrong with one step by itself."""
    codes = Counter(step.code for step in route.steps)
    yield from (_problem(Fault.SAME_CODE, code) for code, times in codes.items() if times > 1)
    for step in route.steps:
        if step.unit is UnitKind.NONE or step.post is PostRole.NONE:
            yield _problem(Fault.NO_OWNER, step.code)
        if step.time is None:
            yield _problem(Fault.NO_TIME, step.code)
        yield from _ways(route, step)


def _ways(route: Route, step: Step) -> Iterator[Problem]:
    """What is wrong with where one step leads."""
    if not step.ways:
        yield _problem(Fault.NO_WAY_ON, step.code)
    for way in step.ways:
        if way.to != END and way.to not in route.by_code:
            yield _problem(Fault.UNKNOWN_STEP, step.code, to=way.to)
        if way.to == END and step.agency:
            yield _problem(Fault.ENDS_ELSEWHERE, step.code)
    answers = [way.found for way in step.ways]
    if answers and answers != [Found.NONE] and not _answers_all(answers):
        yield _problem(Fault.BAD_BRANCH, step.code)
    if step.within is not None and not route.enters(step):
        yield _problem(Fault.WITHIN_MISPLACED, step.code)


def _answers_all(answers: list[Found]) -> bool:
    return len(set(answers)) == len(answers) and frozenset(answers) in ANSWERS


def _shape(route: Route) -> Iterator[Problem]:
    """What is wrong with how the steps hang together."""
    first, *others = route.steps
    for step in others:
        if not any(route.before(step.code)):
            yield _problem(Fault.SECOND_START, step.code, first=first.code)
    try:
        _in_order(route)
    except CycleError as cycle:
        around = list(dict.fromkeys(cycle.args[1]))
        yield _problem(Fault.CYCLE, around[0], around=", ".join(around))


def _in_order(route: Route) -> tuple[Step, ...]:
    """Return the steps so that each comes after all that lead to it. Raise ``CycleError``."""
    known = {step.code: [one.code for one in route.before(step.code)] for step in route.steps}
    return tuple(route.by_code[code] for code in TopologicalSorter(known).static_order())


@dataclass(frozen=True, order=True)
class _Sum:
    """Times added up; ``days`` counts what they take at the least, an hour an eighth of a day."""

    days: Fraction = Fraction(0)
    times: tuple[Time, ...] = field(default=(), compare=False)

    def plus(self, time: Time) -> "_Sum":
        return _Sum(self.days + time.amount * _LEAST_DAYS[time.unit], (*self.times, time))


Spent = TypeVar("Spent", _Sum, datetime)


@dataclass(frozen=True)
class _Run(Generic[Spent]):
    """A route followed along its longest way: what it took, and at which steps a stay was outlasted."""

    taken: Spent
    outlasted: frozenset[str]


def _follow(route: Route, begun: Spent, spend: Callable[[Time, Spent], Spent]) -> _Run[Spent]:
    reached = {route.steps[0].code: begun}
    stays: dict[str, Spent] = {}
    outlasted = set()
    for step in _in_order(route):
        done = spend(step.time, reached[step.code]) if step.time else reached[step.code]
        if step.within is not None:
            stays[step.code] = spend(step.within, reached[step.code])
        ends = stays.get(step.code, done)
        if done > ends:
            outlasted.add(step.code)
        for way in step.ways:
            stays_on = way.to != END and route.by_code[way.to].agency == step.agency
            if stays_on and step.code in stays:
                stays[way.to] = max(ends, stays.get(way.to, ends))
            left = done if stays_on else max(done, ends)
            reached[way.to] = max(left, reached.get(way.to, left))
    return _Run(reached[END], frozenset(outlasted))


@dataclass(frozen=True)
class _Fit:
    """How a route fits its limit: the run and whether it ends late, for each moment of a week."""

    added: _Run[_Sum]
    runs: tuple[_Run[datetime], ...]
    late: tuple[bool, ...]
    most_days: int | None

    @property
    def never(self) -> bool:
        """Whether it is too long by its sum, or also when begun as the office opens."""
        overfull = self.most_days is not None and self.added.taken.days > self.most_days
        return overfull or all(self.late[::_MOMENTS_OF_A_DAY])

    def outlasts(self, step: str) -> bool:
        """Whether a stay is over before the step is, whenever the route began."""
        return step in self.added.outlasted or all(step in run.outlasted for run in self.runs)


def _moments(day: date, calendar: WorkingCalendar) -> tuple[datetime, ...]:
    """Return the opening, the last moment of a "trong ngày", and the closing."""
    last = datetime.combine(day, deadline.LATE_AFTER, LOCAL)
    return calendar.opening(day), last, calendar.closing(day)


def _fit(route: Route, limit: Limit, calendar: WorkingCalendar) -> _Fit:
    """Add the times up, and follow them from the moments of a week at which it matters to begin."""
    begun = [at for day in _WEEK if calendar.is_working(day) for at in _moments(day, calendar)]
    runs = [_follow(route, at, lambda time, spent: time.after(spent, calendar)) for at in begun]
    due = [deadline.due(received_at=at, limit=limit, calendar=calendar) for at in begun]
    return _Fit(
        added=_follow(route, _Sum(), lambda time, spent: spent.plus(time)),
        runs=tuple(runs),
        late=tuple(end is not None and run.taken > end for run, end in zip(runs, due, strict=True)),
        most_days=limit.amount if limit.unit in _COUNTED_IN_DAYS else None,
    )


def _timing(route: Route, limit: Limit, calendar: WorkingCalendar) -> Iterator[Problem]:
    """What does not fit in time."""
    fit = _fit(route, limit, calendar)
    for step in route.steps:
        if fit.outlasts(step.code):
            yield _problem(Fault.STAY_TOO_LONG, step.code)
        if step.within is not None and _fit(_alone(step), limit, calendar).never:
            within = step_times.words(step.within)
            yield _problem(Fault.WITHIN_TOO_LONG, step.code, within=within, limit=_limit(limit))
    if fit.never:
        total = _total(fit.added.taken.times)
        yield _problem(Fault.TOO_LONG, total=total, limit=_limit(limit))
    elif any(fit.late):
        yield _problem(Fault.TIGHT)


def _alone(step: Step) -> Route:
    """Return a route of nothing but the stay that begins with the step."""
    return Route((replace(step, time=step.within, within=None, ways=(Way(END),)),))


def _total(times: tuple[Time, ...]) -> str:
    """Name the times added up unit by unit: "2 ngày làm việc, 0,5 ngày làm việc và 4 giờ làm việc"."""
    amounts: Counter[StepUnit] = Counter()
    for time in times:
        amounts[time.unit] += time.amount
    units = (unit for unit in reversed(StepUnit) if amounts[unit])
    *most, last = (step_times.words(Time(amounts[unit], unit)) for unit in units)
    return f"{', '.join(most)} và {last}" if most else last


def _limit(limit: Limit) -> str:
    if limit.amount is None:
        return "trong ngày"
    return f"{limit.amount} {UNIT_NAMES[limit.unit]}"


#: What each fault says, and what to do about it.
_WORDS = {
    Fault.NO_STEPS: "Quy trình chưa có bước nào. Hãy thêm các bước.",
    Fault.SAME_CODE: "Mã bước {step} dùng cho nhiều bước. Mỗi bước cần một mã riêng.",
    Fault.NO_OWNER: "Bước {step} chưa có người thực hiện. Hãy chọn bộ phận và vị trí.",
    Fault.NO_TIME: "Bước {step} chưa có thời gian. Hãy ghi thời gian thực hiện.",
    Fault.NO_WAY_ON: "Bước {step} không dẫn đến đâu. Hãy ghi bước tiếp theo hoặc kết thúc.",
    Fault.UNKNOWN_STEP: "Bước {step} dẫn đến bước {to}, nhưng quy trình không có bước này.",
    Fault.BAD_BRANCH: (
        "Bước {step} rẽ nhánh chưa đủ. Hãy ghi mỗi kết quả một hướng: đủ điều kiện và không đủ "
        "điều kiện, hoặc đồng ý và không đồng ý."
    ),
    Fault.SECOND_START: (
        "Không bước nào dẫn đến bước {step}. Quy trình chỉ bắt đầu từ bước {first}; hãy nối bước này "
        "vào quy trình hoặc bỏ đi."
    ),
    Fault.CYCLE: (
        "Các bước {around} quay vòng, không có lối ra. Việc trả lại bước trước đã có sẵn ở ô "
        "“được trả lại”; hãy để bước tiếp theo luôn đi tới."
    ),
    Fault.ENDS_ELSEWHERE: (
        "Bước {step} kết thúc tại cơ quan khác. Hồ sơ phải trở về cơ quan giải quyết trước khi kết thúc."
    ),
    Fault.WITHIN_MISPLACED: (
        "Bước {step} có thời hạn ở cơ quan khác, nhưng hồ sơ không được chuyển đến cơ quan khác tại "
        "bước này. Hãy ghi thời hạn đó ở bước đầu tiên tại cơ quan khác."
    ),
    Fault.WITHIN_TOO_LONG: (
        "Thời hạn ở cơ quan khác ghi tại bước {step} là {within}, dài hơn thời hạn giải quyết ({limit})."
    ),
    Fault.STAY_TOO_LONG: (
        "Đến bước {step}, các bước tại cơ quan khác đã dài hơn thời hạn dành cho cơ quan đó."
    ),
    Fault.LIMIT_MISSING: (
        "Thủ tục chưa có thời hạn giải quyết, nên chưa đối chiếu được thời gian các bước. Hãy bổ sung "
        "thời hạn của thủ tục trước."
    ),
    Fault.TOO_LONG: (
        "Các bước cộng lại {total}, dài hơn thời hạn giải quyết ({limit}). Hãy rút ngắn các bước."
    ),
    Fault.TIGHT: (
        "Hồ sơ nhận cuối ngày có thể đến hạn trả kết quả trước hạn của bước cuối. Khi đó hạn của bước "
        "là hạn trả kết quả."
    ),
}
