"""Through which steps a dossier went, from its history alone: when each began and ended, and how it stood.

Căn cứ: Thông tư 01/2018/TT-VPCP, Mẫu 05; Thông tư 03/2025/TT-VPCP, Mẫu 06 (certainty: medium: each passage is
judged by the time of its own step).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from motcua.base import clock
from motcua.catalog.queries import following
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries.history import effective
from motcua.people.models import Account
from motcua.rules import deadline
from motcua.rules.codes import SETTLED, WAITING, Act, Status, Verdict
from motcua.rules.steps import Route, Step, Work


class Standing(StrEnum):
    """Where a step of the route lies from where the dossier is; ``PASSED``: never stood in."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    PASSED = "passed"


@dataclass(frozen=True)
class Visit:
    """One stay in a step: when it began and was due, who had it last, and how it ended."""

    code: str
    began_at: datetime
    due_at: datetime | None
    holder: Account | None
    unforeseen: bool = False
    ended_at: datetime | None = None
    found: str = ""

    @property
    def verdict(self) -> Verdict:
        """Early, on time or late by the step's own time; nothing while it lasts."""
        if self.ended_at is None:
            return Verdict.NONE
        due_at = clock.local(self.due_at) if self.due_at else None
        return deadline.for_control(clock.local(self.ended_at), due_at)


@dataclass(frozen=True)
class Passage:
    """A step of the route with every stay in it, the earliest first."""

    step: Step
    standing: Standing
    visits: tuple[Visit, ...]

    def verdict(self, visit: Visit) -> Verdict:
        """How a stay in the step stood; the counter is not late because the citizen comes later."""
        return Verdict.NONE if self.step.work is Work.RETURN_RESULT else visit.verdict


def passages(dossier: Dossier, events: Sequence[DossierEvent]) -> tuple[Passage, ...]:
    """Return the steps of the dossier's route in the order they are printed; nothing without a route."""
    if dossier.route_id is None:
        return ()
    route = following.followed(dossier.route_id).rule
    been = list(visits(effective(dossier, events)))
    ahead = _ahead(route, dossier.step)
    return tuple(_passage(step, dossier.step, been, ahead) for step in route.steps)


def visits(events: Sequence[DossierEvent]) -> Iterator[Visit]:
    """Yield every stay in a step, in the order they began; the last may still last."""
    before: DossierEvent | None = None
    unforeseen = False
    for event in events:
        if before is not None and before.to_step and _left(before, event):
            yield _visit(before, unforeseen=unforeseen, ended_by=event)
        if before is None or _left(before, event):
            unforeseen = event.act == Act.MOVE_STEP
        before = event
    if before is not None and before.to_step:
        yield _visit(before, unforeseen=unforeseen)


def is_late(dossier: Dossier, at: datetime) -> bool:
    """Whether the step under way is over its time; never while the citizen is waited for, or once settled."""
    status = Status(dossier.status)
    if dossier.step_due_at is None or status in WAITING or status in SETTLED:
        return False
    due_at = clock.local(dossier.step_due_at)
    return deadline.for_control(clock.local(at), due_at) is Verdict.LATE


def _left(before: DossierEvent, event: DossierEvent) -> bool:
    """Whether the step of before was left by an act: for another one, or to begin anew."""
    return (before.to_step, before.step_began_at) != (event.to_step, event.step_began_at)


def _visit(last: DossierEvent, *, unforeseen: bool, ended_by: DossierEvent | None = None) -> Visit:
    """One stay, as its last act left it; the result is handed out by whoever does it."""
    told = Visit(
        code=last.to_step,
        began_at=last.step_began_at or last.occurred_at,
        due_at=last.step_due_at,
        holder=last.to_holder,
        unforeseen=unforeseen,
    )
    if ended_by is None:
        return told
    handed_out = ended_by.act == Act.RETURN_RESULT
    return replace(
        told,
        holder=ended_by.actor if handed_out else told.holder,
        ended_at=ended_by.occurred_at,
        found=ended_by.found,
    )


def _passage(step: Step, now: str, been: Sequence[Visit], ahead: frozenset[str]) -> Passage:
    mine = tuple(visit for visit in been if visit.code == step.code)
    if step.code == now:
        return Passage(step, Standing.NOW, mine)
    if step.code in ahead:
        return Passage(step, Standing.AHEAD, mine)
    return Passage(step, Standing.DONE if mine else Standing.PASSED, mine)


def _ahead(route: Route, code: str) -> frozenset[str]:
    """Return the codes of the steps that may come after the one under way."""
    return frozenset(step.code for step in route.ahead(code)) if code else frozenset()
