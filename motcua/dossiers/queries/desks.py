"""What waits on a desk: online submissions, the inbox, results to hand out, a unit's load, search."""

import re
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from motcua.base import text
from motcua.dossiers.models import Dossier, DossierNumber, LateEntry, LateEntryState, Participant
from motcua.dossiers.models.placed_words import PlacedWords, standing
from motcua.dossiers.queries import enclosures
from motcua.dossiers.queries.history import OPEN
from motcua.organizations import access as rights
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission, Posting
from motcua.people.models import Account
from motcua.rules import numbers
from motcua.rules.codes import Status

_SHORTEST_NAME = 2
#: Of the dossiers in whose papers a word stands, the latest so many are found.
_MOST_SAID = 200
_WORD = re.compile(r"[a-z0-9]+")
#: What stands beside a dossier in a list.
SHOWN = ("version", "agency", "holder", "post", "field", "offered_post")


def rows() -> QuerySet[Dossier]:
    """Dossiers with all that a list shows, in one statement."""
    return Dossier.objects.select_related(*SHOWN)


def queue(agency_ids: Iterable[int]) -> QuerySet[Dossier]:
    """Submissions waiting to be received at these agencies, the oldest first."""
    return (
        rows()
        .filter(taken_in_at__in=list(agency_ids), status=Status.SUBMITTED.value)
        .order_by("submitted_at", "pk")
    )


def inbox(officer: Account, postings: tuple[Posting, ...]) -> QuerySet[Dossier]:
    """What an officer must act on: held by him, or offered to him or his post; the most urgent first.

    Dossiers waiting for the citizen come last; those without a due date before them.
    """
    posts = [posting.post_id for posting in postings]
    mine = Q(holder=officer, status__in=OPEN)
    offered = Q(offered_to=officer) | Q(offered_to=None, offered_post__in=posts)
    return (
        rows()
        .filter(mine | (offered & Q(status__in=(*OPEN, Status.DECIDED.value))))
        .order_by(F("waiting_since").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "pk")
    )


def counter(agency_ids: Iterable[int]) -> QuerySet[Dossier]:
    """Results ready to be handed out at these agencies, those waiting longest first.

    Results that were ready when an agency closed are handed out by who took over its work.
    """
    here = set(agency_ids)
    return (
        rows()
        .filter(return_at__in=here | agencies.ended_into(here), status=Status.DECIDED.value)
        .order_by("settled_at", "pk")
    )


def unit_board(agency_ids: Iterable[int]) -> QuerySet[Dossier]:
    """All pending dossiers of agencies a leader answers for, the most urgent first."""
    return (
        rows()
        .filter(agency__in=list(agency_ids), status__in=OPEN)
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def late_entries(agency_ids: Iterable[int]) -> QuerySet[LateEntry]:
    """Steps entered on these agencies' behalf that wait for their word, the oldest first."""
    return (
        LateEntry.objects.filter(agency__in=list(agency_ids), state=LateEntryState.OPEN)
        .select_related("dossier", "dossier__version", "event", "event__actor", "event__result")
        .order_by("event__recorded_at", "pk")
    )


def search(
    words: str, postings: tuple[Posting, ...], *, most: int = _MOST_SAID
) -> QuerySet[Dossier]:
    """Dossiers by number (whole or its end), identity number (whole), name or words in a paper, within one's rights.

    The latest ``most`` of them. Shorter than two letters finds nothing: a list of everything is no answer.
    """
    here = sorted(
        rights.reach(postings, Permission.SEARCH) | rights.reach(postings, Permission.OVERSEE)
    )
    wanted = words.strip()
    if len(wanted) < _SHORTEST_NAME or not here:
        return Dossier.objects.none()
    allowed = Q(agency__in=here) | Q(taken_in_at__in=here) | Q(return_at__in=here)
    said = _said_in_papers(wanted, allowed)
    matching = _matching(wanted, here)
    named = Dossier.objects.alias(owner_words=PlacedWords())
    found = named.filter(allowed, matching | said if said else matching)
    # Chosen bare; what a list shows is fetched for the chosen alone.
    latest = found.order_by("-opened_at", "-pk").values("pk")[:most]
    return rows().filter(pk__in=latest).order_by("-opened_at", "-pk")


def _said_in_papers(wanted: str, allowed: Q) -> Q:
    """Dossiers in whose papers all the words stand; asked apart, so that the search by name keeps its index."""
    found = Dossier.objects.filter(allowed, pk__in=enclosures.dossiers_saying(wanted))
    ids = list(found.order_by("-pk").values_list("pk", flat=True)[:_MOST_SAID])
    return Q(pk__in=ids) if ids else Q()


def _matching(wanted: str, here: Iterable[int]) -> Q:
    number = numbers.normalise(wanted)
    if any(sign.isdigit() for sign in number):
        named = DossierNumber.objects.filter(Q(value=number) | Q(value__endswith=f"-{number}"))
        identified = Participant.objects.filter(identity_value=number)
        return Q(pk__in=named.values("dossier")) | Q(pk__in=identified.values("dossier"))
    folded = text.fold(wanted)
    words = _WORD.findall(folded)
    if not words:
        return Q(pk=None)
    # The index of words finds candidates; whether they stand side by side is looked up in them.
    side_by_side = Q(owner_fold__startswith=folded) | Q(owner_fold__contains=f" {folded}")
    return Q(owner_words=standing(words, here)) & side_by_side
