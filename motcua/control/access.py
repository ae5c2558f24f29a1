"""Who keeps a register, and who reads it."""

from collections.abc import Iterable
from datetime import datetime

from motcua.base import clock
from motcua.organizations import access
from motcua.organizations.access import Permission, Posting
from motcua.people.models import Account


class NotAllowed(Exception):
    """The person may not write in the registers of the agency."""


def keeps(held: Iterable[Posting], agency_id: int) -> bool:
    """Tell whether the posts held write in the registers of an agency: their own."""
    return access.may(held, Permission.KEEP_REGISTERS, agency_id)


def readable(held: Iterable[Posting]) -> frozenset[int]:
    """The agencies whose registers the posts held may read: their own, and those below."""
    return access.reach(held, Permission.REPORT)


def require(by: Account, agency_id: int, at: datetime) -> None:
    """Raise ``NotAllowed`` unless the person writes in the registers of the agency."""
    if not keeps(access.postings(by.pk, clock.local(at).date()), agency_id):
        raise NotAllowed(agency_id)


def opens(held: Iterable[Posting], agency_id: int) -> bool:
    """Tell whether the posts held open a register at an agency: their own, or one they control."""
    mine = tuple(held)
    return keeps(mine, agency_id) or access.may(mine, Permission.CLOSE_PERIOD, agency_id)


def require_opening(by: Account, agency_id: int, at: datetime) -> None:
    """Raise ``NotAllowed`` unless the person may open a register at the agency."""
    if not opens(access.postings(by.pk, clock.local(at).date()), agency_id):
        raise NotAllowed(agency_id)
