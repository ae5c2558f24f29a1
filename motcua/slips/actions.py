"""Issuing slips: a number of its own and the digest that proves a reprint the same."""

from datetime import datetime

from django.db import connection, transaction

from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Agency
from motcua.rules.rule_sets import Slip
from motcua.slips import queries
from motcua.slips.facts import TEMPLATE_VERSION, digest
from motcua.slips.models import IssuedSlip

_NEXT = """
    INSERT INTO slips_slipseries (agency_id, form, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, form, year) DO UPDATE SET last = slips_slipseries.last + 1
    RETURNING last
"""
#: What a number ends in, so that no two forms of an office share one.
_SYMBOLS = {Slip.SUPPLEMENT_REQUEST: "YCBS", Slip.APOLOGY: "XL", Slip.STOP_NOTICE: "TBD"}


@transaction.atomic
def keep(*, event_id: int, at: datetime) -> IssuedSlip | None:
    """Issue the slip of an act, once; None for an act that prints none. Safe to repeat."""
    events = DossierEvent.objects.select_for_update(of=("self",))
    event = events.select_related(*queries.AROUND).get(pk=event_id)
    slip = queries.slip_of(event)
    if slip is None:
        return None
    issued = IssuedSlip.objects.filter(event=event, form=slip.value).first()
    if issued is not None:
        return issued
    number = queries.own_number(event) or _next_number(event, slip)
    said = queries.facts(event, number=number)
    return IssuedSlip.objects.create(
        event=event,
        form=slip.value,
        number=number,
        facts_digest=digest(said),
        template_version=TEMPLATE_VERSION,
        issued_at=at,
    )


def _next_number(event: DossierEvent, slip: Slip) -> str:
    """Take the next number of the form at the issuing agency in the year; a receipt needs none."""
    if slip not in _SYMBOLS:
        return ""
    at_desk = slip is Slip.SUPPLEMENT_REQUEST
    agency = Agency.objects.get(pk=event.taken_in_at_id if at_desk else event.to_agency_id)
    year = event.occurred_on.year
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, slip.value, year])
        row = cursor.fetchone()
    return f"{int(row[0]):02d}/{year}/{_SYMBOLS[slip]}-{agency.code}"
