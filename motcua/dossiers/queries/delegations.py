"""Who stands in for whom on a day, and what an act says of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base import revisions
from motcua.dossiers.models import Delegation, DossierEvent
from motcua.organizations import access as rights
from motcua.organizations.access import Posting


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody stands in for an absent officer at an agency."""

    delegation_id: int
    absent_id: int
    agency_id: int


@revisions.remembered(revisions.ORGANIZATIONS)
def _in_force(account_id: int, on: date) -> tuple[Stand, ...]:
    rows = Delegation.objects.filter(in_force(on), stand_in_id=account_id).order_by("pk")
    return tuple(Stand(*row) for row in rows.values_list("pk", "absent_id", "agency_id"))


def in_force(on: date) -> Q:
    """Delegations that hold on a day, seen from now: one ended by hand has ended."""
    return Q(from_on__lte=on, to_on__gte=on, ended_at=None)


@revisions.held()
def stood_for(account_id: int, on: date) -> tuple[Stand, ...]:
    """Return for whom an officer stands in on a day; nothing once he has left the agency himself."""
    found = _in_force(account_id, on)
    if not found:
        return ()
    here = {posting.agency_id for posting in rights.postings(account_id, on)}
    return tuple(stand for stand in found if stand.agency_id in here)


@revisions.held()
def postings_of(stand: Stand, on: date) -> tuple[Posting, ...]:
    """Return the posts of the absent officer at the agency: what the other may do in his place."""
    found = rights.postings(stand.absent_id, on)
    return tuple(posting for posting in found if posting.agency_id == stand.agency_id)


@revisions.held()
def held(account_id: int, on: date) -> tuple[Posting, ...]:
    """Return an officer's own posts, and those of whom he stands in for."""
    own = rights.postings(account_id, on)
    stands = stood_for(account_id, on)
    return own + tuple(posting for stand in stands for posting in postings_of(stand, on))


def absent_ids(account_id: int, on: date) -> frozenset[int]:
    """Return whom an officer stands in for on a day."""
    return frozenset(stand.absent_id for stand in stood_for(account_id, on))


def of_agency(agency_id: int) -> QuerySet[Delegation]:
    """Return all delegations at an agency, the latest first."""
    rows = Delegation.objects.filter(agency_id=agency_id)
    return rows.select_related("absent", "stand_in", "made_by", "ended_by").order_by(
        "-from_on", "-pk"
    )


def of_officer(agency_id: int, account_id: int) -> QuerySet[Delegation]:
    """Return the delegations at an agency in which an officer is one of the two."""
    return of_agency(agency_id).filter(Q(absent_id=account_id) | Q(stand_in_id=account_id))


def overlapping(from_on: date, to_on: date) -> QuerySet[Delegation]:
    """Return the delegations, not ended by hand, that share a day with a span."""
    return Delegation.objects.filter(from_on__lte=to_on, to_on__gte=from_on, ended_at=None)


#: What stands beside an event that tells in whose place it was done.
BESIDE = "standing_in__delegation__absent"


def actor_named(event: DossierEvent) -> str:
    """Name who acted as papers do, and in whose place; nothing where a program did."""
    if event.actor is None:
        return ""
    absent = instead_of(event)
    return f"{event.actor.full_name} (thay ông/bà {absent})" if absent else event.actor.full_name


def instead_of(event: DossierEvent) -> str:
    """Name the absent officer in whose place an act was done; nothing when in nobody's."""
    standing = getattr(event, "standing_in", None)
    return standing.delegation.absent.full_name if standing is not None else ""
