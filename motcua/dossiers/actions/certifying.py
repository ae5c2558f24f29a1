"""Originals compared with their scans: certified as electronic copies, or refused on a ground of the law.

What is to be certified is made in the background, one copy after the other; then it goes the way of every
result: signed by the person, numbered in the register of certified copies, sealed by the agency.

Căn cứ: Nghị định 23/2015/NĐ-CP (sửa đổi bởi Nghị định 280/2025/NĐ-CP), Điều 20, 22 (certainty: high);
Nghị định 45/2020/NĐ-CP, Điều 10 (certainty: medium).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from motcua.base import clock, once, queue
from motcua.documents import actions as documents
from motcua.documents.actions import Stored
from motcua.dossiers import access
from motcua.dossiers.actions import ending, results, returning
from motcua.dossiers.actions.core import By, ReasonMissing, locked
from motcua.dossiers.actions.ending import Result
from motcua.dossiers.models import (
    CertifiedCopy,
    Dossier,
    DossierEvent,
    ResultState,
    ResultStepKind,
    ResultVersion,
)
from motcua.dossiers.queries import certified_copies as queries
from motcua.dossiers.queries import lane
from motcua.dossiers.queries import results as found
from motcua.dossiers.state import State
from motcua.people.models import Account
from motcua.rules import certification
from motcua.rules.codes import Act, Outcome, Status

_TASK = "jobs.make_certified_copies"
#: A dossier of more originals is a second dossier.
MOST = 100
#: More pages than this of one original are certified as several volumes.
MOST_PAGES = 100


class NotForCopies(Exception):
    """The dossier's procedure is not one this installation certifies copies by."""


class NoSuchOriginal(Exception):
    """The original is not in the dossier, or was certified or refused already."""


class TooManyOriginals(Exception):
    """More originals, or more pages of one, than are certified together."""


class StillUnderWay(Exception):
    """Not every copy of the dossier is issued yet."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What an officer says of one original: certified under this title, or refused on a ground."""

    enclosure_id: int
    title: str
    ground: str = ""
    remark: str = ""


@once.joined
def take_up(
    *, dossier_id: int, compared: Sequence[Compared], signer: Account | None, by: By
) -> list[CertifiedCopy]:
    """Write down what was compared; the copies of it are made later, for ``signer`` to sign.

    Raise NotForCopies, ``results.DossierNotOpen``, ``results.NotASigner``, NoSuchOriginal, TooManyOriginals,
    ReasonMissing, ``certification.NotARefusal``, ``access.NotAllowed``: then nothing is written down.
    """
    dossier = _open(dossier_id, by)
    certified = any(not one.ground for one in compared)
    if certified and (signer is None or not results.may_decide(signer, dossier, by)):
        raise results.NotASigner
    before = CertifiedCopy.objects.filter(dossier=dossier).aggregate(last=Max("place"))["last"] or 0
    if before + len(compared) > MOST:
        raise TooManyOriginals(MOST)
    originals = {one.pk: one.paper for one in queries.open_originals(dossier)}
    made = []
    for place, one in enumerate(compared, start=before + 1):
        paper = originals.pop(one.enclosure_id, None)
        if paper is None:
            raise NoSuchOriginal
        if (paper.file.pages or 1) > MOST_PAGES:
            raise TooManyOriginals(MOST_PAGES)
        made.append(_written(dossier, place, paper.pk, one, None if one.ground else signer, by))
    if certified:
        queue.defer(_TASK, lock=f"copies-{dossier.pk}", dossier_id=dossier.pk)
    return made


@once.joined
def finish(*, copy_id: int, stored: Stored, places: dict[str, Any], by: By) -> None:
    """Put a copy that was made before its signer; done twice it stands there once."""
    copy = _held(copy_id)
    if copy is None:
        return
    version = ResultVersion.objects.create(
        dossier_id=copy.dossier_id,
        piece=copy.place,
        number=1,
        state=ResultState.SENT,
        title=copy.title,
        symbol=certification.SYMBOL,
        pdf=documents.keep_file(stored, at=by.at),
        signer=copy.signer,
        places=places,
        code=results.new_code(),
        made_by=copy.compared_by,
        made_at=by.at,
    )
    results.step(version, ResultStepKind.DRAFTED, by)
    results.step(version, ResultStepKind.SENT, by)
    copy.version = version
    copy.save(update_fields=["version"])


@once.joined
def fail(*, copy_id: int, fault: str) -> None:
    """Write down why no copy could be made of an original; it can be taken up again."""
    copy = _held(copy_id)
    if copy is not None:
        copy.fault = fault
        copy.save(update_fields=["fault"])


@once.joined
def take_back(*, copy_id: int, by: By, why: str) -> CertifiedCopy:
    """Take a copy back, issued or not; its original can be certified anew.

    Raise ReasonMissing, NoSuchOriginal, ``access.NotAllowed``.
    """
    copy = CertifiedCopy.objects.select_related("version").filter(pk=copy_id).first()
    if copy is None or copy.version is None:
        raise NoSuchOriginal
    _require(locked(copy.dossier_id), by)
    if not why.strip():
        raise ReasonMissing(Act.DECIDE)
    results.replace(copy.version, by, why)
    return copy


@once.joined
def conclude(*, dossier_id: int, by: By) -> DossierEvent:
    """Record the decision and the return of a dossier whose copies are all issued, in one act.

    The decision rests on a post that handles it, or on the approved list of the fast lane. Raise StillUnderWay,
    ``access.NotAllowed``, and what the two acts raise.
    """
    dossier = locked(dossier_id)
    if not queries.progress(dossier).over:
        raise StillUnderWay
    if dossier.status in results.OPEN:
        if not may_conclude(dossier, by):
            raise access.NotAllowed(Act.DECIDE)
        told = found.to_record(dossier)
        result = Result(
            outcome=Outcome.GRANTED,
            signed_at=by.at,
            number=str(told["number"]),
            signatory=str(told["signatory"]),
        )
        ending.write_decision(dossier, State.of_row(dossier), by, result)
    return returning.return_online(dossier_id=dossier_id, by=By(officer=by.officer, at=by.at))


def may_conclude(dossier: Dossier, by: By) -> bool:
    """Whether the officer may record the decision: as its handler, or by the approved list."""
    officer = results.who(by)
    listed = lane.open_to(officer, dossier.agency_id, clock.local(by.at).date())
    if listed.filter(procedure=dossier.procedure_id).exists():
        return True
    try:
        access.require(
            officer=officer, act=Act.DECIDE, agency_ids={dossier.agency_id}, on=by.rights_on
        )
    except access.NotAllowed:
        return False
    return True


def _open(dossier_id: int, by: By) -> Dossier:
    dossier = locked(dossier_id)
    _require(dossier, by)
    if not queries.serves(dossier):
        raise NotForCopies
    if Status(dossier.status) not in results.OPEN:
        raise results.DossierNotOpen
    return dossier


def _require(dossier: Dossier, by: By) -> None:
    if not access.may_enclose(dossier=dossier, officer=results.who(by), on=by.rights_on):
        raise access.NotAllowed(Act.DECIDE)


def _written(
    dossier: Dossier, place: int, original: int, told: Compared, signer: Account | None, by: By
) -> CertifiedCopy:
    if told.ground:
        certification.refusal(told.ground)
    elif not told.title.strip():
        raise ReasonMissing(Act.DECIDE)
    return CertifiedCopy.objects.create(
        dossier=dossier,
        place=place,
        original_id=original,
        title=" ".join(told.title.split()),
        compared_by=results.who(by),
        compared_at=by.at,
        signer=signer,
        ground=told.ground,
        remark=results.text(told.remark),
    )


def _held(copy_id: int) -> CertifiedCopy | None:
    """Lock a copy that still has to be made."""
    rows = CertifiedCopy.objects.select_for_update(of=("self",))
    rows = rows.select_related("signer", "compared_by")
    return rows.filter(pk=copy_id, version=None, fault="", ground="").first()
