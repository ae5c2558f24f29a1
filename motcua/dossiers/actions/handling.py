"""Handling: hand-overs, waiting and its end, apology, a new due date by decision, transfer.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 18, 19 (certainty: high for hand-over, medium for waiting).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.base import clock
from motcua.dossiers import access, queries
from motcua.dossiers.actions import courtesy, stepping
from motcua.dossiers.actions.contents import PaperIn, add_papers
from motcua.dossiers.actions.core import By, ReasonMissing, begin, write
from motcua.dossiers.actions.intake import first_due
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries.delegations import Stand
from motcua.dossiers.state import State
from motcua.organizations import access as rights
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, Post
from motcua.people.models import Account
from motcua.rules import deadline, limits
from motcua.rules.codes import Act, TimeUnit
from motcua.rules.grounds import GroundKind


class NothingOffered(Exception):
    """No hand-over waits for this officer: somebody else accepted it, or it was never offered."""


class AlreadyPromised(Exception):
    """The apology with a new date is lawful once."""


class PromiseNotLater(Exception):
    """The promised date must lie after the due date and after today."""


class NoDueDate(Exception):
    """The dossier has no due date to apologise for or to move."""


class SameAgency(Exception):
    """A transfer goes to another agency."""


@transaction.atomic
def assign(*, dossier_id: int, by: By, to: Account, post: Post, text: str = "") -> DossierEvent:
    """Give the dossier to an officer of the unit; one person is responsible from then on."""
    dossier, before = begin(dossier_id, Act.ASSIGN, by)
    return write(
        dossier=dossier,
        act=Act.ASSIGN,
        by=by,
        before=before,
        text=text,
        holder_id=to.pk,
        post_id=post.pk,
        offered_to_id=None,
        offered_post_id=None,
        **stepping.handed_to(dossier, before, post, by.at),
    )


@transaction.atomic
def hand_over(
    *, dossier_id: int, by: By, post: Post, to: Account | None = None, text: str = ""
) -> DossierEvent:
    """Offer the dossier to a post (or one officer of it); the giver stays responsible until accepted."""
    dossier, before = begin(dossier_id, Act.HAND_OVER, by)
    return write(
        dossier=dossier,
        act=Act.HAND_OVER,
        by=by,
        before=before,
        text=text,
        offered_to_id=to.pk if to else None,
        offered_post_id=post.pk,
        **stepping.handed_to(dossier, before, post, by.at),
    )


@transaction.atomic
def accept_hand_over(*, dossier_id: int, by: By) -> DossierEvent:
    """Accept a hand-over. Where the clock waits for the competent body, it starts now (R-1.2)."""
    dossier, before = begin(dossier_id, Act.ACCEPT_HAND_OVER, by)
    _require_offer(dossier, by)
    changes: dict[str, Any] = {}
    if before.clock_started_at is None:
        due_at, index_due_at = first_due(before, by.at)
        changes = {
            "clock_started_at": by.at,
            "due_at": due_at,
            "first_due_at": due_at,
            "index_due_at": index_due_at,
            **stepping.taken(before, due_at),
        }
    return write(
        dossier=dossier,
        act=Act.ACCEPT_HAND_OVER,
        by=by,
        before=before,
        holder_id=_taker(dossier, before, by),
        post_id=before.offered_post_id,
        offered_to_id=None,
        offered_post_id=None,
        **changes,
    )


@transaction.atomic
def decline_hand_over(*, dossier_id: int, by: By, text: str) -> DossierEvent:
    """Decline a hand-over with its reason; the dossier stays with the giver."""
    if not text.strip():
        raise ReasonMissing(Act.DECLINE_HAND_OVER)
    dossier, before = begin(dossier_id, Act.DECLINE_HAND_OVER, by)
    _require_offer(dossier, by)
    return write(
        dossier=dossier,
        act=Act.DECLINE_HAND_OVER,
        by=by,
        before=before,
        text=text,
        offered_to_id=None,
        offered_post_id=None,
        **stepping.declined(dossier, before),
    )


@transaction.atomic
def request_supplement(
    *,
    dossier_id: int,
    by: By,
    text: str,
    superior_reason: str = "",
    superior: Account | None = None,
) -> DossierEvent:
    """Ask in writing, once and in full, for what is missing after reception; the clock stops.

    A second request makes the dossier late for the service-quality index: raise SupplementAgain
    without a superior's reason, NotASuperior when ``superior`` (else the officer) leads nothing there.
    """
    if not text.strip():
        raise ReasonMissing(Act.REQUEST_SUPPLEMENT)
    dossier, before = begin(dossier_id, Act.REQUEST_SUPPLEMENT, by)
    again = courtesy.superiors_word(
        dossier=dossier,
        by=by,
        asked=before.supplement_no,
        superior=superior,
        reason=superior_reason,
        agency_id=before.agency_id,
    )
    return write(
        dossier=dossier,
        act=Act.REQUEST_SUPPLEMENT,
        by=by,
        before=before,
        text=f"{text}\n\n{again}".strip(),
        waiting_since=by.at,
        came_from=before.status.value,
        supplement_no=before.supplement_no + 1,
    )


@transaction.atomic
def supplement(*, dossier_id: int, by: By, papers: tuple[PaperIn, ...] = ()) -> DossierEvent:
    """The filer brought what was asked; the clock goes on or starts again, as the procedure says."""
    dossier, before = begin(dossier_id, Act.SUPPLEMENT, by)
    add_papers(dossier, papers, seq=dossier.seq + 1)
    return end_waiting(dossier, before, Act.SUPPLEMENT, by)


@transaction.atomic
def pause(*, dossier_id: int, by: By, ground: str, text: str) -> DossierEvent:
    """Pause on a stated legal ground with its document; the clock stops."""
    if not ground or not text.strip():
        raise ReasonMissing(Act.PAUSE)
    dossier, before = begin(dossier_id, Act.PAUSE, by)
    courtesy.chosen_ground(GroundKind.PAUSE, ground, by.at)
    return write(
        dossier=dossier,
        act=Act.PAUSE,
        by=by,
        before=before,
        reason=ground,
        text=text,
        waiting_since=by.at,
        came_from=before.status.value,
    )


@transaction.atomic
def resume(*, dossier_id: int, by: By, text: str = "") -> DossierEvent:
    """End a pause; the due date moves by the waited time."""
    dossier, before = begin(dossier_id, Act.RESUME, by)
    return end_waiting(dossier, before, Act.RESUME, by, text)


@transaction.atomic
def apologise(
    *, dossier_id: int, by: By, promised_at: datetime, reason: str, text: str
) -> DossierEvent:
    """Apologise and promise a later date, once; lateness is still judged by the first date.

    ``reason`` is a code of the closed list of what makes dossiers late.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium).
    """
    if not reason or not text.strip():
        raise ReasonMissing(Act.APOLOGISE)
    dossier, before = begin(dossier_id, Act.APOLOGISE, by)
    courtesy.chosen_ground(GroundKind.LATENESS, reason, by.at)
    if before.promised_at is not None:
        raise AlreadyPromised(dossier)
    if before.due_at is None:
        raise NoDueDate(dossier)
    if promised_at <= before.due_at or promised_at <= by.at:
        raise PromiseNotLater(dossier)
    return write(
        dossier=dossier,
        act=Act.APOLOGISE,
        by=by,
        before=before,
        reason=reason,
        text=text,
        promised_at=promised_at,
    )


@transaction.atomic
def reset_due(
    *, dossier_ids: Iterable[int], by: By, due_at: datetime, decision: str
) -> list[DossierEvent]:
    """Move the due date of many dossiers by a decision (a storm, a transition rule), in one act each."""
    if not decision.strip():
        raise ReasonMissing(Act.RESET_DUE)
    events = []
    for dossier_id in sorted(dossier_ids):
        dossier, before = begin(dossier_id, Act.RESET_DUE, by)
        if before.due_at is None:
            raise NoDueDate(dossier)
        events.append(
            write(
                dossier=dossier,
                act=Act.RESET_DUE,
                by=by,
                before=before,
                text=decision,
                due_at=due_at,
                index_due_at=due_at,
            )
        )
    return events


@transaction.atomic
def transfer(
    *, dossier_id: int, by: By, to_agency: Agency, decision: str, post: Post | None = None
) -> DossierEvent:
    """Pass an open dossier to another agency, also at a merger; the clock and its dates go along."""
    if not decision.strip():
        raise ReasonMissing(Act.TRANSFER)
    dossier, before = begin(dossier_id, Act.TRANSFER, by)
    if to_agency.pk == before.agency_id:
        raise SameAgency(dossier)
    closing = {before.agency_id: to_agency.pk}
    return write(
        dossier=dossier,
        act=Act.TRANSFER,
        by=by,
        before=before,
        text=decision,
        agency_id=to_agency.pk,
        level=to_agency.level,
        taken_in_at_id=before.taken_in_at_id,
        return_at_id=closing.get(before.return_at_id, before.return_at_id),
        holder_id=None,
        post_id=None,
        offered_to_id=None,
        offered_post_id=post.pk if post else None,
    )


def end_waiting(dossier: Dossier, before: State, act: Act, by: By, text: str = "") -> DossierEvent:
    """Record the end of a waiting: the status it came from, the due dates moved by the waited time."""
    due_at, index_due_at = _moved(dossier, before, by.at)
    reset = before.due_at != before.first_due_at
    moved_to = _shifted(before, by.at) if reset else due_at
    return write(
        dossier=dossier,
        act=act,
        by=by,
        before=before,
        text=text,
        waiting_since=None,
        came_from="",
        due_at=moved_to,
        first_due_at=due_at,
        index_due_at=moved_to if reset else index_due_at,
        **stepping.waited(before, by.at, moved_to),
    )


def end_waiting_late(*, dossier_id: int, act: Act, by: By) -> DossierEvent:
    """Record on the unit's behalf that a waiting ended. Inside a transaction only."""
    dossier, before = begin(dossier_id, act, by)
    return end_waiting(dossier, before, act, by)


def _moved(
    dossier: Dossier, before: State, ended_at: datetime
) -> tuple[datetime | None, datetime | None]:
    if before.clock_started_at is None:
        return None, None
    limit = limits.Limit(before.limit_amount, TimeUnit(before.limit_unit))
    calendar = agencies.working_calendar(before.agency_id)
    waits = queries.waits(dossier, now_ended_at=ended_at)
    start = before.clock_started_at
    return (
        deadline.due(received_at=start, limit=limit, calendar=calendar, waits=waits),
        deadline.index_due(received_at=start, limit=limit, calendar=calendar, waits=waits),
    )


def _shifted(before: State, ended_at: datetime) -> datetime | None:
    """Move a due date that a decision set by the working days waited."""
    if before.due_at is None or before.waiting_since is None:
        return before.due_at
    calendar = agencies.working_calendar(before.agency_id)
    waited = calendar.working_days_between(
        clock.local(before.waiting_since).date(), clock.local(ended_at).date()
    )
    due_on = clock.local(before.due_at).date()
    return calendar.closing(calendar.add_working_days(due_on, waited)) if waited else before.due_at


def _require_offer(dossier: Dossier, by: By) -> None:
    if dossier.offered_to_id is None and dossier.offered_post_id is None:
        raise NothingOffered(dossier)
    if by.officer is None:
        return
    own = rights.postings(by.officer.pk, by.rights_on)
    mine = access.offered_to(dossier, by.officer.pk, own)
    if not mine and _stands_for(dossier, by) is None:
        raise NothingOffered(dossier)


def _stands_for(dossier: Dossier, by: By) -> Stand | None:
    if by.officer is None:
        return None
    return access.stands_for(
        dossier=dossier, act=Act.ACCEPT_HAND_OVER, officer=by.officer, on=by.rights_on
    )


def _taker(dossier: Dossier, before: State, by: By) -> int | None:
    """Return who answers from now on: the officer, or the absent one he takes it for."""
    if by.officer is None:
        return before.offered_to_id
    stand = _stands_for(dossier, by)
    return stand.absent_id if stand is not None else by.officer.pk
