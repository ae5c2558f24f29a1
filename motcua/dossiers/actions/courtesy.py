"""Courtesy: a superior's word for asking twice, apologies for deciding late, the closed lists.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17, 19; Nghị định 118/2025/NĐ-CP, Điều 17, 19 (certainty: high for
asking in full and once; medium for the rest).
"""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.base import clock
from motcua.dossiers.actions.core import By, ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent, EventText, LateApology, OwnGround
from motcua.dossiers.queries import courtesy as queries
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.people.models import Account
from motcua.rules import courtesy, grounds
from motcua.rules.codes import Act, Verdict
from motcua.rules.grounds import Ground, GroundKind

#: How a superior's word stands in the text of a second request; printed on the slip.
_SUPERIOR_SAID = "Lý do yêu cầu bổ sung lần {number} ({name}): {reason}"


class SupplementAgain(Exception):
    """A second request for papers needs a superior's reason."""


class NotASuperior(Exception):
    """The person named has no leader's post at the agency that asks."""


class AlreadySigned(Exception):
    """The apology has been signed."""


class NotHead(Exception):
    """Only the head of the unit that made it late signs the apology."""


class GroundTaken(Exception):
    """The list has this code already, or the day does not fit."""


def superiors_word(
    *, dossier: Dossier, by: By, asked: int, superior: Account | None, reason: str, agency_id: int
) -> str:
    """Return what is written of asking again; empty for the first request.

    Raise SupplementAgain without a reason, NotASuperior when the one who gives it leads nothing there.
    """
    if not asked:
        return ""
    if not reason.strip():
        raise SupplementAgain(dossier)
    who = superior or by.officer
    if who is None:
        return reason.strip()
    postings = rights.postings(who.pk, by.rights_on)
    if not rights.may(postings, Permission.DECIDE, agency_id):
        raise NotASuperior(who)
    return _SUPERIOR_SAID.format(number=asked + 1, name=who.full_name, reason=reason.strip())


def chosen_ground(kind: GroundKind, code: str, at: datetime) -> Ground:
    """Return the row chosen. Raise ``grounds.UnknownGround`` for a code not in the list that day."""
    return grounds.find(kind, code, clock.local(at).date(), queries.own_grounds(kind))


def draft_if_owed(event: DossierEvent, *, cause: str, text: str) -> LateApology | None:
    """Draft the apology a late decision leaves owed, in the decision's own transaction."""
    dossier = event.dossier
    late = courtesy.owed_after(Verdict(event.verdict_report), event.occurred_at, event.promised_at)
    if not late or dossier.due_at is None:
        return None
    if cause:
        chosen_ground(GroundKind.LATENESS, cause, event.recorded_at)
    agency_id, unit = queries.answerable(dossier, dossier.due_at)
    return LateApology.objects.create(
        dossier=dossier,
        event=event,
        agency_id=agency_id,
        unit=unit,
        cause=cause,
        text=_kept(text),
        drafted_at=event.recorded_at,
    )


@transaction.atomic
def sign_apology(*, apology_id: int, by: By, cause: str, text: str) -> LateApology:
    """The head of the unit signs the apology, with its cause and the explanation to his own head.

    Raise AlreadySigned, NotHead, ReasonMissing, ``grounds.UnknownGround``.
    """
    apology = LateApology.objects.select_for_update(of=("self",)).get(pk=apology_id)
    if apology.signed_at is not None:
        raise AlreadySigned(apology)
    if by.officer is None or not queries.may_sign(
        apology, rights.postings(by.officer.pk, by.rights_on)
    ):
        raise NotHead(apology)
    if not text.strip():
        raise ReasonMissing(Act.APOLOGISE)
    chosen_ground(GroundKind.LATENESS, cause, by.at)
    apology.cause = cause
    apology.text = _kept(text)
    apology.signed_by = by.officer
    apology.signed_at = by.at
    apology.save(update_fields=["cause", "text", "signed_by", "signed_at"])
    return apology


@transaction.atomic
def add_ground(*, kind: GroundKind, words: str, from_on: date, by: By) -> OwnGround:
    """Add a row of the province's own to a closed list, from a day on. Raise GroundTaken."""
    known = {ground.words.casefold() for ground in grounds.merged(kind, queries.own_grounds(kind))}
    if words.strip().casefold() in known:
        raise GroundTaken(words)
    number = OwnGround.objects.filter(kind=kind.value, code__startswith="own-").count() + 1
    return OwnGround.objects.create(
        kind=kind.value,
        code=f"own-{number}",
        words=words.strip(),
        from_on=from_on,
        recorded_by=by.officer,
        recorded_at=by.at,
    )


@transaction.atomic
def end_ground(*, kind: GroundKind, code: str, to_on: date, by: By) -> OwnGround:
    """Let a row be chosen until a day (inclusive) and no longer. Raise ``grounds.UnknownGround``.

    A row of ours is ended by a row of the province with the same code; the words stay for what has
    been printed with them.
    """
    today = clock.local(by.at).date()
    found = grounds.find(kind, code, today, queries.own_grounds(kind))
    ended = max(to_on, today - timedelta(days=1))
    row, _ = OwnGround.objects.update_or_create(
        kind=kind.value,
        code=code,
        defaults={
            "words": found.words,
            "from_on": found.from_on,
            "to_on": ended,
            "recorded_by": by.officer,
            "recorded_at": by.at,
        },
    )
    return row


def _kept(text: str) -> EventText | None:
    """Keep a text where it can be erased by law."""
    if not text.strip():
        return None
    return EventText.objects.create(text=text.strip(), salt=secrets.token_hex(16))
