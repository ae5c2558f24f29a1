"""Mending what was recorded: reverse the last act, correct names and papers. Nothing is erased.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 17 (certainty: medium).
"""

from dataclasses import replace

from django.db import transaction

from motcua.base import text as folding
from motcua.catalog.models import Case
from motcua.dossiers import ledger, queries
from motcua.dossiers.actions import contents, intake
from motcua.dossiers.actions.contents import PaperIn, Someone, add_papers, participant
from motcua.dossiers.actions.core import By, ReasonMissing, Stale, begin, locked, write
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierPaper,
    Participant,
    ParticipantRole,
)
from motcua.dossiers.state import State
from motcua.rules.codes import PENDING, Act, Status


class NothingToReverse(Exception):
    """The dossier has no act left that could be taken back."""


class NotYours(Exception):
    """Only the author takes back an act, and only while nobody has acted after it."""


class AlreadySettled(Exception):
    """The dossier is settled (or never was received): its procedure can no longer be exchanged."""


class NothingToCorrect(Exception):
    """The correction changes nothing."""


@transaction.atomic
def take_back(*, dossier_id: int, by: By, text: str = "") -> DossierEvent:
    """The author takes back the last act while nobody has acted on it. Raise NotYours otherwise."""
    dossier = locked(dossier_id)
    history = queries.effective(dossier)
    if not history:
        raise NothingToReverse(dossier)
    last = history[-1]
    if by.officer is None or last.actor_id != by.officer.pk or last.seq != dossier.seq:
        raise NotYours(dossier)
    return reverse(dossier_id=dossier_id, by=by, text=text)


@transaction.atomic
def reverse(*, dossier_id: int, by: By, text: str = "") -> DossierEvent:
    """Reverse the last act that stands: the dossier is again what it was before that act."""
    dossier, _ = begin(dossier_id, Act.REVERSE, by)
    history = queries.effective(dossier)
    if not history:
        raise NothingToReverse(dossier)
    target = history[-1]
    restored = _state_before(dossier, target)
    return ledger.record(
        dossier=dossier,
        act=Act.REVERSE,
        at=by.at,
        after=restored,
        entry=ledger.Entry(
            actor=by.officer,
            on_behalf_of_id=by.on_behalf_of_id,
            late_entry=by.late_entry,
            text=text,
            reverses=target,
        ),
    )


@transaction.atomic
def correct(
    *,
    dossier_id: int,
    by: By,
    text: str,
    people: dict[ParticipantRole, Someone] | None = None,
    add: tuple[PaperIn, ...] = (),
    remove_paper_ids: tuple[int, ...] = (),
) -> DossierEvent:
    """Correct names or papers (đính chính): what was written stays in the act's text, erasable by law."""
    if not text.strip():
        raise ReasonMissing(Act.CORRECT)
    if not (people or add or remove_paper_ids):
        raise NothingToCorrect(dossier_id)
    dossier, before = begin(dossier_id, Act.CORRECT, by)
    said = [text]
    for role, someone in (people or {}).items():
        said.append(_correct_person(dossier, role, someone))
    removed = DossierPaper.objects.filter(
        dossier=dossier, pk__in=remove_paper_ids, removed_seq=None
    )
    said.extend(f"Bỏ giấy tờ: {paper.name}" for paper in removed)
    said.extend(f"Thêm giấy tờ: {paper.name}" for paper in add)
    removed.update(removed_seq=dossier.seq + 1)
    add_papers(dossier, add, seq=dossier.seq + 1)
    return write(dossier=dossier, act=Act.CORRECT, by=by, before=before, text="\n".join(said))


@transaction.atomic
def receive_again(
    *, dossier_id: int, by: By, case: Case, papers: tuple[PaperIn, ...], text: str
) -> DossierEvent:
    """A wrong procedure: all is reversed back to before the reception, then received at the first moment.

    The number stays. Raise AlreadySettled once the dossier is settled.
    """
    if not text.strip():
        raise ReasonMissing(Act.REVERSE)
    dossier = locked(dossier_id)
    if by.seen is not None and by.seen != dossier.seq:
        raise Stale(dossier)
    if dossier.settled_at is not None or dossier.received_at is None:
        raise AlreadySettled(dossier)
    first_at = dossier.received_at
    again = replace(by, seen=None)
    while Status(dossier.status) in PENDING:
        reverse(dossier_id=dossier_id, by=again, text=text)
        dossier.refresh_from_db()
    DossierPaper.objects.filter(dossier=dossier, removed_seq=None).update(
        removed_seq=dossier.seq + 1
    )
    add_papers(dossier, papers, seq=dossier.seq + 1)
    contents.check_papers(case, contents.papers_there(dossier))
    return intake.enter_books(
        dossier, intake.with_case(State.of_row(dossier), case), replace(again, at=first_at)
    )


def _correct_person(dossier: Dossier, role: ParticipantRole, someone: Someone) -> str:
    fresh = participant(dossier, role, someone)
    old = Participant.objects.filter(dossier=dossier, role=role).first()
    if old is not None:
        fresh.pk = old.pk
    fresh.save(force_insert=old is None, force_update=old is not None)
    if role is ParticipantRole.OWNER:
        ledger.describe(dossier, owner_fold=folding.fold(someone.name)[:300])
    was = f"{old.name}, {old.identity_value}, {old.address}" if old else "chưa ghi"
    now = f"{fresh.name}, {fresh.identity_value}, {fresh.address}"
    return f"{role.label}: {was} → {now}"


def _state_before(dossier: Dossier, target: DossierEvent) -> State:
    """The state the event before ``target`` left; for a first act, its own from-side."""
    previous = DossierEvent.objects.filter(dossier=dossier, seq=target.seq - 1).first()
    if previous is not None:
        return State.after(previous)
    return State(
        status=Status(target.from_status),
        agency_id=target.from_agency_id,
        rule_set=target.rule_set,
        version_id=target.version_id,
        case_id=target.case_id,
        procedure_id=target.procedure_id,
        field_id=target.field_id,
        level=target.level,
        channel=target.channel,
        service_level=target.service_level,
        taken_in_at_id=target.taken_in_at_id,
        return_at_id=target.return_at_id,
        limit_unit=target.limit_unit,
        limit_amount=target.limit_amount,
        limit_restarts=target.limit_restarts,
        digitised=target.digitised,
    )
