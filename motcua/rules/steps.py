"""The steps of an internal process (quy trình nội bộ): who does what, how long, and what comes next.

Steps are data that officials write; the vocabularies are closed and there are no expressions. A step
leads to one step, or by what was found to one of two, or ends the route.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 17, 18 (certainty: medium: steps, who
does them, their times, and that these add up to no more than the legal limit).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Outcome
from motcua.rules.step_times import Time

#: Where a way leads that leads to no further step.
END = ""


class Work(StrEnum):
    """The kinds of work a step may be."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    ASSESS = "assess"
    INSPECT = "inspect"
    DRAFT = "draft"
    REVIEW = "review"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN_RESULT = "return_result"


class UnitKind(StrEnum):
    """Which part of an agency does a step; ``NONE``: nobody was named."""

    NONE = ""
    ONE_STOP = "one_stop"
    PROFESSIONAL = "professional"
    REGISTRY = "registry"
    LEADERS = "leaders"


class PostRole(StrEnum):
    """Which kind of post does a step; ``NONE``: nobody was named."""

    NONE = ""
    CLERK = "clerk"
    OFFICER = "officer"
    LEADER = "leader"


class Found(StrEnum):
    """What a step may find, when the way on depends on it; ``NONE``: it does not."""

    NONE = ""
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"


#: What a branching step must answer wholly: each finding of one of these has its way.
ANSWERS = (
    frozenset({Found.ELIGIBLE, Found.NOT_ELIGIBLE}),
    frozenset({Found.AGREED, Found.NOT_AGREED}),
)


#: What each outcome of a dossier answers to a step that asks; who signs agreed with what he signed.
_SAID = {
    Outcome.GRANTED: frozenset({Found.NONE, Found.ELIGIBLE, Found.AGREED}),
    Outcome.DENIED: frozenset({Found.NONE, Found.NOT_ELIGIBLE, Found.AGREED}),
}
#: What comes when the result is signed already.
_AFTERWARDS = frozenset({Work.ISSUE, Work.RETURN_RESULT})


@dataclass(frozen=True)
class Way:
    """A way on: to the step of that code, or out of the route with ``END``."""

    to: str
    found: Found = Found.NONE


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step, as the table of a decision has it.

    ``agency`` is the code of another agency that does it, empty at the competent one. ``within`` is
    the time that agency has for its whole stay, stated on the step by which the dossier gets there.
    """

    code: str
    name: str
    work: Work
    unit: UnitKind = UnitKind.NONE
    post: PostRole = PostRole.NONE
    agency: str = ""
    time: Time | None = None
    within: Time | None = None
    result: str = ""
    may_consult: bool = False
    may_return: bool = False
    must_attach: bool = False
    must_sign: bool = False
    on_ministry_system: bool = False
    ways: tuple[Way, ...] = ()

    @property
    def signs(self) -> bool:
        """Whether somebody signs in this step."""
        return self.must_sign or self.work is Work.SIGN

    @property
    def asks(self) -> tuple[Found, ...]:
        """What may be found, where the way on depends on it."""
        return tuple(way.found for way in self.ways if way.found is not Found.NONE)

    @property
    def passes_on(self) -> bool:
        """Whether handing the dossier on is all that finishes it: nothing is asked, owed or signed."""
        owes = self.must_attach or self.must_sign or self.on_ministry_system
        return not (self.asks or owes)


class NoWay(LookupError):
    """A step was left with a finding it has no way for."""


@dataclass(frozen=True)
class Route:
    """The steps of one route, in the order they are printed; the first is the one begun with."""

    steps: tuple[Step, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Step]:
        """The steps by their codes."""
        return {step.code: step for step in self.steps}

    def before(self, code: str) -> Iterator[Step]:
        """Yield the steps from which a way leads to ``code``."""
        return (step for step in self.steps if any(way.to == code for way in step.ways))

    def next(self, code: str, found: Found = Found.NONE) -> Step | None:
        """Return the step after ``code``; ``None`` at the end. Raise ``NoWay``."""
        for way in self.by_code[code].ways:
            if way.found is found:
                return self.by_code[way.to] if way.to != END else None
        raise NoWay(code, found)

    def decides(self, code: str) -> bool:
        """Whether what is signed in this step is the decision: nobody signs after it.

        Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 18, 19 (certainty: medium).
        """
        return self.by_code[code].signs and not any(one.signs for one in self.ahead(code))

    def after_decision(self, code: str, outcome: Outcome) -> Step | None:
        """Return the step that begins when the decision is recorded during the step ``code``.

        The one after the last signature ahead; where nobody signs, the first in which a result is
        issued or handed back. ``None``: the route ends.

        Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 18-20 (certainty: medium).
        """
        path = list(self._path(code, outcome))
        signing = [place for place, step in enumerate(path) if step.signs]
        if signing:
            return next(iter(path[signing[-1] + 1 :]), None)
        return next((step for step in path if step.work in _AFTERWARDS), None)

    def _path(self, code: str, outcome: Outcome) -> Iterator[Step]:
        """Yield the steps from ``code`` on, by the ways that answer to the outcome."""
        step: Step | None = self.by_code[code]
        while step is not None:
            yield step
            found = next(way.found for way in step.ways if way.found in _SAID[outcome])
            step = self.next(step.code, found)

    def ahead(self, code: str) -> Iterator[Step]:
        """Yield the steps that may come after ``code``, some perhaps twice."""
        for way in self.by_code[code].ways:
            if way.to != END:
                yield self.by_code[way.to]
                yield from self.ahead(way.to)

    def stay_of(self, step: Step) -> Time | None:
        """Return how long the agency of the step has for the whole stay; ``None``: not stated."""
        inside = (one.within for one in self.steps if one.agency == step.agency)
        return next((within for within in inside if within is not None), None)

    def enters(self, step: Step) -> bool:
        """Whether the dossier comes to another agency by this step, and from nowhere within it."""
        inside = any(one.agency == step.agency for one in self.before(step.code))
        return bool(step.agency) and not inside


def in_a_row(steps: Iterable[Step]) -> Route:
    """Return a route in which a step without a way of its own leads to the next one printed."""
    rows = tuple(steps)
    following = (*(step.code for step in rows[1:]), END)
    pairs = zip(rows, following, strict=False)
    return Route(tuple(one if one.ways else replace(one, ways=(Way(to),)) for one, to in pairs))


def step_due(
    *,
    step: Step,
    reached_at: datetime,
    calendar: WorkingCalendar,
    due_at: datetime | None,
    stay_due_at: datetime | None = None,
) -> datetime | None:
    """Return when a step must be done: its own time, never after the stay or the dossier it is part of.

    ``calendar`` is that of the agency that does the step. ``None`` when nothing bounds it.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17-19 (certainty: medium: a step's time is counted as the
    whole limit is, from the moment the step was reached).
    """
    own = None if step.time is None else step.time.after(reached_at, calendar)
    return min((at for at in (own, stay_due_at, due_at) if at is not None), default=None)


def moved_due(
    *,
    time: Time | None,
    due_at: datetime | None,
    waited: tuple[datetime, datetime],
    calendar: WorkingCalendar,
) -> datetime | None:
    """Return when a step, or a stay, must be done after the dossier waited for the citizen.

    ``time`` tells in which unit it is counted. What was late before the waiting stays as late.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium: waiting is not the agency's time).
    """
    since, until = waited
    if time is None or due_at is None or due_at <= since:
        return due_at
    return time.moved(due_at, since, until, calendar)
