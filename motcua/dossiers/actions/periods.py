"""Days are sealed and periods closed: what comes later is booked in the open period."""

from datetime import date

from django.db import transaction

from motcua.base import clock
from motcua.dossiers import access, ledger, loads, sums
from motcua.dossiers.actions.core import By
from motcua.dossiers.models import Closing, DaySeal
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.rules.codes import Act


class AlreadyClosed(Exception):
    """The books are already closed through this day or a later one."""


@transaction.atomic
def close_period(*, through: date, label: str, by: By) -> Closing:
    """Close the books of the province through a day; nothing is posted on or before it afterwards."""
    if by.officer is not None:
        held = rights.postings(by.officer.pk, clock.local(by.at).date())
        if not rights.may(held, Permission.CLOSE_PERIOD, None):
            raise access.NotAllowed(Act.CORRECT)
    closed = ledger.frontier()
    if closed is not None and through <= closed:
        raise AlreadyClosed(closed)
    return ledger.close_through(day=through, label=label, officer=by.officer)


def closed_through() -> date | None:
    """Return through which day the books are closed, and hold closings off until the transaction ends.

    For rooms that keep counted facts of their own: what they record is of the open period.
    """
    ledger.share_lock()
    return ledger.frontier()


def seal_past_days() -> list[DaySeal]:
    """Seal every recorded day that is over and fold it into the sums, one transaction per day.

    A day that somebody else seals meanwhile is left to him.
    """
    sealed = []
    for day in ledger.days_to_seal():
        with transaction.atomic():
            ledger.own_lock()
            if DaySeal.objects.filter(day__gte=day).exists():
                continue
            seal = ledger.seal_day(day)
            if seal is not None:
                sums.fold_day(day)
                loads.compact()
                sealed.append(seal)
    return sealed
