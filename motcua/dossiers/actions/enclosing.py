"""Papers put into a dossier and taken out again, and the pass by which a telephone sends some.

None of this is a legal act: what was handed in, and when, stands in the dossier's list of papers.
Căn cứ: Thông tư 01/2023/TT-VPCP, Điều 5, 8 (certainty: medium).
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from motcua.base import clock, once
from motcua.documents import actions as documents
from motcua.documents.actions import Stored
from motcua.documents.models import Origin, Paper
from motcua.documents.queries import held
from motcua.dossiers import access
from motcua.dossiers.models import (
    Dossier,
    DossierPaper,
    Enclosure,
    ParticipantRole,
    PhonePass,
)
from motcua.dossiers.queries import enclosures
from motcua.organizations.models import Agency
from motcua.people.models import Account, Party

#: Long enough to take pictures of a thick contract, too short to be found later.
PASS_LASTS = timedelta(minutes=20)
_SECRET_BYTES = 18


class MayNotEnclose(Exception):
    """The officer works at none of the dossier's places."""


class NotItsPaper(Exception):
    """The paper is of another dossier, of another person, or taken out already."""


class PassEnded(Exception):
    """The pass of a telephone was used, is too old, or never was."""


def owner(dossier: Dossier) -> Party | None:
    """Whose papers they are: the owner of the dossier."""
    row = dossier.participants.filter(role=ParticipantRole.OWNER).select_related("party").first()
    return row.party if row else None


@once.joined
def enclose(
    *,
    dossier: Dossier,
    stored: Sequence[Stored],
    listed: DossierPaper | None,
    name: str,
    officer: Account,
    at: datetime,
    origin: Origin = Origin.SCANNED,
    pages_told: int | None = None,
    verified: bool = False,
) -> list[Enclosure]:
    """Put stored files into the dossier, each as a paper of its owner.

    Raise ``MayNotEnclose``, ``NotItsPaper``, ``documents.refusals.Refused``: then none is put in.
    """
    _require(dossier, officer, at)
    _hold_together(dossier, listed)
    whose, agency = owner(dossier), Agency.objects.get(pk=dossier.taken_in_at_id)
    return [
        Enclosure.objects.create(
            dossier=dossier,
            listed=listed,
            paper=documents.take_paper(
                stored=one,
                name=listed.name if listed else name or one.name,
                origin=origin,
                holder=whose,
                agency=agency,
                officer=officer,
                at=at,
                pages_told=pages_told,
                verified=verified,
            ),
        )
        for one in stored
    ]


@once.joined
def use_again(
    *, dossier: Dossier, paper: Paper, listed: DossierPaper | None, officer: Account, at: datetime
) -> Enclosure:
    """Put a paper already held for the dossier's owner into it. Raise ``MayNotEnclose``, ``NotItsPaper``.

    A paper is in a dossier once: asked for again, the first enclosure is returned.
    """
    _require(dossier, officer, at)
    _hold_together(dossier, listed)
    whose = owner(dossier)
    if whose is None or not held(whose.pk).filter(pk=paper.pk).exists():
        raise NotItsPaper
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    there = enclosures.inside(dossier).filter(paper__file=paper.file_id, listed=listed).first()
    if there is not None:
        return there
    again = documents.use_again(
        source=paper,
        name=listed.name if listed else paper.name,
        agency=Agency.objects.get(pk=dossier.taken_in_at_id),
        officer=officer,
        at=at,
    )
    return Enclosure.objects.create(dossier=dossier, listed=listed, paper=again)


@once.joined
def take_out(*, enclosure_id: int, why: str, officer: Account, at: datetime) -> Enclosure:
    """Take a paper out of its dossier and say why; what was kept stays kept.

    Raise ``MayNotEnclose``, ``NotItsPaper``.
    """
    rows = Enclosure.objects.select_for_update(of=("self",)).select_related("dossier")
    enclosure = rows.filter(pk=enclosure_id, taken_out_at=None).first()
    if enclosure is None:
        raise NotItsPaper
    _require(enclosure.dossier, officer, at)
    enclosure.taken_out_by, enclosure.taken_out_at, enclosure.taken_out_why = officer, at, why
    enclosure.save(update_fields=["taken_out_by", "taken_out_at", "taken_out_why"])
    return enclosure


@once.joined
def open_pass(
    *, dossier: Dossier, listed: DossierPaper | None, officer: Account, at: datetime
) -> tuple[PhonePass, str]:
    """Let a telephone send pictures to the dossier for a while; return the secret of its address.

    Raise ``MayNotEnclose``, ``NotItsPaper``.
    """
    _require(dossier, officer, at)
    _hold_together(dossier, listed)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    made = PhonePass.objects.create(
        digest=_digest(secret),
        dossier=dossier,
        listed=listed,
        officer=officer,
        made_at=at,
        ends_at=at + PASS_LASTS,
    )
    return made, secret


def passed(secret: str, *, at: datetime) -> PhonePass:
    """The pass that ``secret`` opens. Raise ``PassEnded``."""
    rows = PhonePass.objects.select_related("dossier", "listed", "officer")
    found = rows.filter(digest=_digest(secret), used_at=None, ends_at__gt=at).first()
    if found is None:
        raise PassEnded
    return found


@once.joined
def send_by_phone(*, secret: str, book: Stored, at: datetime) -> Enclosure:
    """Put what a telephone sent into the dossier of its pass, which ends with it.

    Raise ``PassEnded``, ``MayNotEnclose``.
    """
    opened = passed(secret, at=at)
    if not PhonePass.objects.filter(pk=opened.pk, used_at=None).update(used_at=at):
        raise PassEnded
    return enclose(
        dossier=opened.dossier,
        stored=[book],
        listed=opened.listed,
        name=book.name,
        officer=opened.officer,
        at=at,
    )[0]


def _require(dossier: Dossier, officer: Account, at: datetime) -> None:
    if not access.may_enclose(dossier=dossier, officer=officer, on=clock.local(at).date()):
        raise MayNotEnclose


def _hold_together(dossier: Dossier, listed: DossierPaper | None) -> None:
    if listed is not None and (listed.dossier_id != dossier.pk or listed.removed_seq is not None):
        raise NotItsPaper


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
