"""What an act makes of the step a dossier stands in: the columns of the state it changes.

A dossier keeps the route it was received with. Its acts lead it on: handed to whoever has the next step, it is
in the next step; decided, it is past the last signature; returned, its route has ended.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 17-19 (certainty: medium: a dossier goes
through the steps of the approved process, each with its time; who gives answers until it is taken).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.base import clock, revisions
from motcua.catalog.queries import following as catalog
from motcua.catalog.queries.following import Followed
from motcua.dossiers import queries
from motcua.dossiers.actions.core import ENDED
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries import steps as asked
from motcua.dossiers.state import State
from motcua.organizations import queries as agencies
from motcua.organizations.models import Post
from motcua.rules import steps
from motcua.rules.codes import Act, Outcome
from motcua.rules.steps import Step, Work

#: The columns an offer that is declined puts back.
_OF_THE_STEP = (*ENDED, "found")
#: Acts that may lead to another step and offer the dossier to whoever has it: declined, they are undone.
_UNDONE = frozenset({Act.HAND_OVER, Act.FINISH_STEP, Act.SEND_BACK})
#: Acts that offer the dossier; what a leader or another agency decided stands, whoever takes it.
_OFFERING = _UNDONE | {Act.MOVE_STEP, Act.TRANSFER}

Columns = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """The step a dossier stands in, in the route it follows."""

    route: Followed
    step: Step


@revisions.held()
def place_of(before: State) -> Place | None:
    """Return where the dossier stands; None without a route, or when it has ended."""
    if before.route_id is None or not before.step:
        return None
    route = catalog.followed(before.route_id)
    return Place(route, route.rule.by_code[before.step])


@revisions.held()
def bound(before: State, at: datetime, due_at: datetime | None) -> Columns:
    """Return the columns of a dossier received now: the route that holds, in its first step."""
    route_id = catalog.to_follow(
        case_id=before.case_id,
        agency_id=before.agency_id,
        level=before.level,
        on=clock.local(at).date(),
    )
    if route_id is None:
        return {"route_id": None, "found": "", **ENDED}
    route = catalog.followed(route_id)
    fresh = replace(before, due_at=due_at, stay_at_id=None, stay_due_at=None)
    begun = begins(fresh, route, route.rule.steps[0], at)
    return {"route_id": route_id, "found": "", **begun}


@revisions.held()
def begins(before: State, route: Followed, step: Step | None, at: datetime) -> Columns:
    """Return the columns of a dossier that reaches ``step`` now; None: the route has ended."""
    if step is None:
        return dict(ENDED)
    calendar = agencies.working_calendar(asked.seat(before, route, step))
    stay_at_id = route.agency_ids[step.agency] if step.agency else None
    stay_due_at = before.stay_due_at
    if stay_at_id != before.stay_at_id:
        stay_due_at = step.within.after(at, calendar) if step.within else None
    return {
        "step": step.code,
        "step_began_at": at,
        "step_due_at": steps.step_due(
            step=step,
            reached_at=at,
            calendar=calendar,
            due_at=None if before.settled_at else before.due_at,
            stay_due_at=stay_due_at,
        ),
        "stay_at_id": stay_at_id,
        "stay_due_at": stay_due_at,
    }


@revisions.held()
def handed_to(dossier: Dossier, before: State, post: Post, at: datetime) -> Columns:
    """Return what handing the dossier to a post does to its step: to the next one's post, it goes on.

    Only from a step that asks and owes nothing else, and that nobody else has been offered yet.
    """
    place = place_of(before)
    if place is None or between_hands(before) or not place.step.passes_on:
        return {}
    following = place.route.rule.next(place.step.code)
    if following is None or asked.fits(before, place.route, place.step, post):
        return {}
    if not asked.fits(before, place.route, following, post) or _too_soon(before, following):
        return {}
    if place.step.may_consult and asked.unanswered(dossier.pk):
        return {}
    return {"found": "", **begins(before, place.route, following, at)}


def _too_soon(before: State, following: Step) -> bool:
    """Whether the step hands back a result there is not yet."""
    return following.work is Work.RETURN_RESULT and before.settled_at is None


def taken(before: State, due_at: datetime | None) -> Columns:
    """Return what the start of the legal clock does to the step under way: it is due no later."""
    if before.step_due_at is None or due_at is None:
        return {}
    return {"step_due_at": min(before.step_due_at, due_at)}


def declined(dossier: Dossier, before: State) -> Columns:
    """Return the step as it was before the offer that is declined: no deadline is lost by it."""
    if place_of(before) is None:
        return {}
    offers = [event for event in queries.effective(dossier) if event.act in _OFFERING]
    if not offers or offers[-1].act not in _UNDONE or offers[-1].from_step == offers[-1].to_step:
        return {}
    earlier = DossierEvent.objects.get(dossier=dossier, seq=offers[-1].seq - 1)
    was = State.after(earlier)
    return {name: getattr(was, name) for name in _OF_THE_STEP}


@revisions.held()
def decided(before: State, at: datetime, outcome: Outcome) -> Columns:
    """Return what recording the decision does to the step: the one after the last signature begins."""
    place = place_of(before)
    if place is None:
        return {}
    following = place.route.rule.after_decision(place.step.code, outcome)
    if following == place.step:
        return {}
    after = replace(before, settled_at=at)
    return {"found": "", **begins(after, place.route, following, at)}


@revisions.held()
def waited(before: State, ended_at: datetime, due_at: datetime | None) -> Columns:
    """Return the step's deadlines after a waiting: moved by it, in the unit each is counted in."""
    place = place_of(before)
    if place is None or before.waiting_since is None:
        return {}
    calendar = agencies.working_calendar(asked.seat(before, place.route, place.step))
    span = (before.waiting_since, ended_at)
    stay = place.route.rule.stay_of(place.step)
    stay_due_at = steps.moved_due(
        time=stay, due_at=before.stay_due_at, waited=span, calendar=calendar
    )
    own = steps.moved_due(
        time=place.step.time, due_at=before.step_due_at, waited=span, calendar=calendar
    )
    bounds = (one for one in (own, stay_due_at, due_at) if one is not None)
    return {"step_due_at": own and min(bounds), "stay_due_at": stay_due_at}


def between_hands(before: State) -> bool:
    """Whether the dossier is offered to somebody who has not taken it yet."""
    return before.offered_to_id is not None or before.offered_post_id is not None
