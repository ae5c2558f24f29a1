"""Calling people whose result is ready: who was called, when, and what came of it."""

from datetime import date

from django.db import transaction

from motcua.base import clock
from motcua.dossiers import access
from motcua.dossiers.actions.core import By, locked
from motcua.dossiers.models import CallOutcome, ContactCall
from motcua.rules import lifecycle
from motcua.rules.codes import Act, Status


class ComingWhen(Exception):
    """Who will come comes on a day that has not passed."""


@transaction.atomic
def record_call(
    *, dossier_id: int, by: By, outcome: CallOutcome, coming_on: date | None = None
) -> ContactCall:
    """Write down a call about a result that waits. Raise ComingWhen, Unlawful, access.NotAllowed."""
    dossier = locked(dossier_id)
    if by.officer is None:
        raise access.NotAllowed(Act.RETURN_RESULT)
    places = access.places(dossier, Act.RETURN_RESULT)
    access.require(officer=by.officer, act=Act.RETURN_RESULT, agency_ids=places, on=by.rights_on)
    if dossier.status != Status.DECIDED:
        raise lifecycle.Unlawful(Status(dossier.status), Act.RETURN_RESULT)
    will_come = outcome is CallOutcome.WILL_COME
    if will_come and (coming_on is None or coming_on < clock.local(by.at).date()):
        raise ComingWhen(coming_on)
    return ContactCall.objects.create(
        dossier=dossier,
        outcome=outcome,
        coming_on=coming_on if will_come else None,
        called_by=by.officer,
        called_at=by.at,
    )
