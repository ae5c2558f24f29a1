"""Endings: decided, withdrawn, stopped, and the result handed back, also when nobody clicked before.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19-21 (certainty: medium); Thông tư 03/2025/TT-VPCP, Điều 7
(certainty: high for stopping at the applicant's request).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.base import clock
from motcua.dossiers import access, queries
from motcua.dossiers.actions import amending, concluding, courtesy, handling, intake, stepping
from motcua.dossiers.actions.core import By, ReasonMissing, Stale, begin, locked, write
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierResult,
    LateEntry,
    LateEntryState,
)
from motcua.dossiers.state import State
from motcua.rules import deadline, lifecycle
from motcua.rules.codes import Act, Outcome, Status
from motcua.rules.grounds import GroundKind

#: The columns of a dossier that is offered to nobody.
_NOBODYS: dict[str, Any] = {"offered_to_id": None, "offered_post_id": None}


class ResultIncomplete(Exception):
    """A result needs its day of signing, and a denial its reasons."""


class ResultTooEarly(Exception):
    """The result's date lies before the reception or after the scan that proves it."""


class AlreadyAnswered(Exception):
    """The unit has already confirmed or contested this late entry."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """The signed result: ``signed_at`` is the legal moment of the decision."""

    outcome: Outcome
    signed_at: datetime
    number: str = ""
    signatory: str = ""
    scan_name: str = ""
    scanned_at: datetime | None = None


@transaction.atomic
def decide(
    *,
    dossier_id: int,
    by: By,
    result: Result,
    text: str = "",
    late_cause: str = "",
    late_text: str = "",
) -> DossierEvent:
    """Record the signed decision; it settles the dossier and freezes the three verdicts.

    Deciding late drafts the apology in the same step, with its cause (a code of the closed list)
    and the explanation where they are known; nothing waits for its signature.
    """
    if result.outcome is Outcome.NONE or (result.outcome is Outcome.DENIED and not text.strip()):
        raise ResultIncomplete(result.outcome)
    dossier, before = begin(dossier_id, Act.DECIDE, by)
    event = write_decision(dossier, before, by, result, text=text)
    courtesy.draft_if_owed(event, cause=late_cause, text=late_text)
    return event


def write_decision(
    dossier: Dossier, before: State, by: By, result: Result, *, text: str = ""
) -> DossierEvent:
    """Record a decision on a locked dossier, the right to which was asked before. Inside a transaction only."""
    event = write(
        dossier=dossier,
        act=Act.DECIDE,
        by=by,
        before=before,
        text=text,
        **settled(before, by.at, outcome=result.outcome.value),
        **stepping.decided(before, by.at, result.outcome),
    )
    DossierResult.objects.create(
        dossier=dossier,
        event=event,
        number=result.number,
        signed_on=clock.local(result.signed_at).date(),
        signatory=result.signatory,
        scan_name=result.scan_name,
        scanned_at=result.scanned_at,
    )
    return event


@transaction.atomic
def withdraw(*, dossier_id: int, by: By, text: str = "") -> DossierEvent:
    """The applicant takes the dossier back while no result exists (Mẫu 05)."""
    dossier, before = begin(dossier_id, Act.WITHDRAW, by)
    event = write(
        dossier=dossier,
        act=Act.WITHDRAW,
        by=by,
        before=before,
        text=text,
        **settled(before, by.at),
        **_NOBODYS,
    )
    concluding.conclude(dossier=dossier, before=before, event=event, by=by)
    return event


@transaction.atomic
def stop(*, dossier_id: int, by: By, ground: str, text: str) -> DossierEvent:
    """The office stops the dossier on a stated ground."""
    if not ground or not text.strip():
        raise ReasonMissing(Act.STOP)
    dossier, before = begin(dossier_id, Act.STOP, by)
    courtesy.chosen_ground(GroundKind.STOP, ground, by.at)
    event = write(
        dossier=dossier,
        act=Act.STOP,
        by=by,
        before=before,
        reason=ground,
        text=text,
        **settled(before, by.at),
        **_NOBODYS,
    )
    concluding.conclude(dossier=dossier, before=before, event=event, by=by)
    return event


@transaction.atomic
def return_result(*, dossier_id: int, by: By, recipient: str = "") -> DossierEvent:
    """Hand the result over to the person, or to the one who comes in his place."""
    dossier, before = begin(dossier_id, Act.RETURN_RESULT, by)
    return write(
        dossier=dossier,
        act=Act.RETURN_RESULT,
        by=by,
        before=before,
        text=recipient,
        returned_at=by.at,
        **_NOBODYS,
    )


@transaction.atomic
def return_with_result(
    *, dossier_id: int, by: By, result: Result, text: str = "", recipient: str = ""
) -> DossierEvent:
    """Record in one act a result that is in the clerk's hand and its return, from any status.

    The missing steps are entered late on the unit's behalf and wait for its word. A claim that
    would turn late into on time is judged late until the unit confirms it. From RETURNED the
    return that stands is given back. Raise ResultTooEarly, ResultIncomplete, access.NotAllowed.
    """
    dossier = _locked_for_return(dossier_id, by)
    if dossier.status == Status.RETURNED:
        return queries.effective(dossier)[-1]
    if dossier.status == Status.DECIDED and dossier.outcome == result.outcome:
        return return_result(dossier_id=dossier_id, by=by, recipient=recipient)
    late = replace(by, seen=None, late_entry=True, on_behalf_of_id=dossier.agency_id)
    _open_again(dossier, late, result.signed_at)
    _check_moment(dossier, result, by)
    decided_at = _judged_at(dossier, result.signed_at, by.at)
    event = decide(dossier_id=dossier_id, by=replace(late, at=decided_at), result=result, text=text)
    LateEntry.objects.create(
        dossier=dossier, event=event, agency_id=dossier.agency_id, claimed_at=result.signed_at
    )
    return return_result(dossier_id=dossier_id, by=replace(by, seen=None), recipient=recipient)


@transaction.atomic
def confirm_late_entry(*, late_entry_id: int, by: By) -> LateEntry:
    """The unit says the claimed date is true: the ending is reversed and recorded at that date.

    A step that was taken back meanwhile is answered and stays taken back.
    """
    entry = _unanswered(late_entry_id, by)
    if entry.claimed_at < entry.event.occurred_at and _stands(entry):
        _record_at_claimed(entry, by)
    return _answered(entry, LateEntryState.CONFIRMED, by, "")


@transaction.atomic
def contest_late_entry(*, late_entry_id: int, by: By, note: str) -> LateEntry:
    """The unit does not agree with what was entered for it, and says why; the judgement stays late."""
    if not note.strip():
        raise ReasonMissing(Act.CORRECT)
    return _answered(_unanswered(late_entry_id, by), LateEntryState.CONTESTED, by, note)


def settled(before: State, at: datetime, **changes: str) -> dict[str, Any]:
    """The columns a settling act freezes: the moment and the three verdicts."""
    ended_at = clock.local(at)
    due_at = clock.local(before.due_at) if before.due_at else None
    return {
        "settled_at": at,
        "waiting_since": None,
        "verdict_report": deadline.for_report(
            ended_at.date(), due_at.date() if due_at else None
        ).value,
        "verdict_control": deadline.for_control(ended_at, due_at).value,
        "verdict_index": deadline.for_index(
            ended_at, before.index_due_at, before.supplement_no
        ).value,
        **changes,
    }


def _locked_for_return(dossier_id: int, by: By) -> Dossier:
    dossier = locked(dossier_id)
    if by.seen is not None and by.seen != dossier.seq:
        raise Stale(dossier)
    if by.officer is not None:
        access.require(
            officer=by.officer,
            act=Act.RETURN_RESULT,
            agency_ids=access.places(dossier, Act.RETURN_RESULT),
            on=by.rights_on,
        )
    return dossier


def _open_again(dossier: Dossier, late: By, signed_at: datetime) -> None:
    """Walk the dossier to a status in which it can be decided, one lawful act at a time.

    Reception is dated when the filer submitted and waiting ends when the result was signed: both
    are the readings that favour the agency least.
    """
    while (status := Status(dossier.status)) not in (Status.RECEIVED, Status.IN_PROGRESS):
        act = lifecycle.NEXT_TOWARDS_RETURNED[status]
        if status is Status.DECIDED or act is Act.REVERSE:
            amending.reverse(dossier_id=dossier.pk, by=late)
        elif act is Act.RECEIVE:
            moment = min(dossier.submitted_at or signed_at, late.at)
            intake.accept_late(dossier_id=dossier.pk, by=replace(late, at=moment))
        else:
            moment = max(dossier.waiting_since or signed_at, min(signed_at, late.at))
            handling.end_waiting_late(dossier_id=dossier.pk, act=act, by=replace(late, at=moment))
        dossier.refresh_from_db()


def _check_moment(dossier: Dossier, result: Result, by: By) -> None:
    earliest = dossier.received_at
    if earliest and clock.local(result.signed_at).date() < clock.local(earliest).date():
        raise ResultTooEarly(dossier)
    if result.signed_at > by.at or (result.scanned_at and result.signed_at > result.scanned_at):
        raise ResultTooEarly(dossier)


def _judged_at(dossier: Dossier, claimed_at: datetime, at: datetime) -> datetime:
    """Nobody turns late into on time alone: a claim that would is judged at the moment of entry."""
    due_at = dossier.due_at
    if due_at is None or clock.local(at).date() <= clock.local(due_at).date():
        return claimed_at
    late_anyway = clock.local(claimed_at).date() > clock.local(due_at).date()
    return claimed_at if late_anyway else at


def _unanswered(late_entry_id: int, by: By) -> LateEntry:
    entry = LateEntry.objects.select_for_update(of=("self",)).get(pk=late_entry_id)
    if entry.state != LateEntryState.OPEN:
        raise AlreadyAnswered(entry)
    if by.officer is not None:
        access.require(
            officer=by.officer,
            act=Act.DECIDE,
            agency_ids={entry.agency_id},
            on=by.rights_on,
        )
    return entry


def _stands(entry: LateEntry) -> bool:
    """Whether the step entered late is still true: it may have been taken back since."""
    return any(event.pk == entry.event_id for event in queries.effective(entry.dossier))


def _record_at_claimed(entry: LateEntry, by: By) -> None:
    """Reverse the return and the decision, then record both again, the decision at its true date."""
    late = replace(by, seen=None, late_entry=True, on_behalf_of_id=entry.agency_id)
    history = queries.effective(entry.dossier)
    old = entry.event.result
    returned = next((e for e in history if e.act == Act.RETURN_RESULT), None)
    if returned is not None:
        amending.reverse(dossier_id=entry.dossier_id, by=late, text="")
    amending.reverse(dossier_id=entry.dossier_id, by=late, text="")
    decide(
        dossier_id=entry.dossier_id,
        by=replace(late, at=entry.claimed_at),
        result=Result(
            outcome=Outcome(entry.event.outcome),
            signed_at=entry.claimed_at,
            number=old.number,
            signatory=old.signatory,
            scan_name=old.scan_name,
            scanned_at=old.scanned_at,
        ),
        text=queries.text_of(entry.event),
    )
    if returned is not None:
        return_result(dossier_id=entry.dossier_id, by=replace(late, at=returned.occurred_at))


def _answered(entry: LateEntry, state: LateEntryState, by: By, note: str) -> LateEntry:
    entry.state = state
    entry.answered_by = by.officer
    entry.answered_at = by.at
    entry.note = note[:500]
    entry.save(update_fields=["state", "answered_by", "answered_at", "note"])
    return entry
