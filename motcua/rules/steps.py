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
