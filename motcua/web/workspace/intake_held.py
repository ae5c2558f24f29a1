"""Giấy tờ đã có: what is kept of the person at the counter, offered before anything is asked for again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from motcua.documents import queries as kept
from motcua.documents.models import Paper
from motcua.dossiers.actions import enclosing
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.people import queries as people
from motcua.people.models import Account
from motcua.web.workspace import asked
from motcua.web.workspace.intake_forms import PersonForm

FIELD = "dung_lai"
_MOST = 12


@dataclass(frozen=True)
class Offer:
    """A paper that is kept already, and whether it was ticked to be used."""

    paper: Paper
    chosen: bool


def offers(request: HttpRequest, owner: PersonForm) -> list[Offer]:
    """What is kept of the owner, once he was looked up; after a refusal, with what was ticked."""
    chosen = _chosen(request)
    party_id = owner.initial.get("party_id")
    if party_id is None and chosen and owner.is_bound:
        party = people.find_by_identity(str(owner["number"].value() or "").strip())
        party_id = party.pk if party else None
    if party_id is None:
        return []
    return [Offer(paper, paper.pk in chosen) for paper in kept.held(party_id)[:_MOST]]


def use(request: HttpRequest, dossier: Dossier, *, officer: Account, at: datetime) -> None:
    """Put what was ticked into the dossier just received; what is not its owner's is left alone.

    A paper serves as the one of the list that has its name.
    """
    chosen = _chosen(request)
    owner = enclosing.owner(dossier) if chosen else None
    if owner is None:
        return
    listed = DossierPaper.objects.filter(dossier=dossier, removed_seq=None)
    named = {paper.name: paper for paper in listed}
    for paper in kept.held(owner.pk).filter(pk__in=chosen):
        enclosing.use_again(
            dossier=dossier, paper=paper, listed=named.get(paper.name), officer=officer, at=at
        )


def _chosen(request: HttpRequest) -> Sequence[int]:
    sent = (asked.number(one) for one in request.POST.getlist(FIELD))
    return [number for number in sent if number is not None]
