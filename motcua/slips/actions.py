"""Issuing slips: a number of its own and the digest that proves a reprint the same."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction

from motcua.base import clock
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules.codes import Act
from motcua.rules.rule_sets import Slip
from motcua.slips import queries
from motcua.slips.facts import TEMPLATE_VERSION, digest
from motcua.slips.models import IssuedSlip, Letterhead

_NEXT = """
    INSERT INTO slips_slipseries (agency_id, form, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, form, year) DO UPDATE SET last = slips_slipseries.last + 1
    RETURNING last
"""
#: What a number ends in, so that no two forms of an office share one.
_SYMBOLS = {
    Slip.SUPPLEMENT_REQUEST: "YCBS",
    Slip.REFUSAL: "TC",
    Slip.APOLOGY: "XL",
    Slip.STOP_NOTICE: "TBD",
}


class LetterheadOfThePast(ValueError):
    """Papers of the day may have been printed already."""


class NotSigned(Exception):
    """An apology takes its number when it is signed."""


@transaction.atomic
def keep(*, event_id: int, at: datetime, slip: Slip | None = None) -> IssuedSlip | None:
    """Issue a slip of an act, once; None for an act that prints none. Safe to repeat.

    ``slip`` chooses where an act prints more than one. Raise ``queries.NoSlip`` for one it does not
    print, NotSigned for the apology of a late decision before its signature.
    """
    events = DossierEvent.objects.select_for_update(of=("self",))
    event = events.select_related(*queries.AROUND).get(pk=event_id)
    kind = slip or queries.slip_of(event)
    if kind is None:
        return None
    issued = IssuedSlip.objects.filter(event=event, form=kind.value).first()
    if issued is not None:
        return issued
    if kind in queries.slips_on(event) and queries.unsigned(event, kind):
        raise NotSigned(event)
    number = queries.own_number(event) or _next_number(event, kind)
    said = queries.facts(event, slip=kind, number=number)
    return IssuedSlip.objects.create(
        event=event,
        form=kind.value,
        number=number,
        facts_digest=digest(said),
        template_version=TEMPLATE_VERSION,
        issued_at=at,
    )


@transaction.atomic
def set_letterhead(
    *, agency: Agency, lines: Mapping[str, str], from_on: date, officer: Account, at: datetime
) -> Letterhead:
    """Set what an agency's papers say at their head from a day on; papers of earlier days keep theirs.

    Raise LetterheadOfThePast for a day that has begun: what was printed then stays as it was.
    """
    if from_on <= clock.local(at).date():
        raise LetterheadOfThePast(from_on)
    row, _ = Letterhead.objects.update_or_create(
        agency=agency,
        from_on=from_on,
        defaults={**lines, "recorded_by": officer, "recorded_at": at},
    )
    return row


def _next_number(event: DossierEvent, slip: Slip) -> str:
    """Take the next number of the form at the issuing agency in the year; a receipt needs none."""
    if slip not in _SYMBOLS:
        return ""
    agency = queries.office(event, slip)
    year = _year(event, slip)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency.pk, slip.value, year])
        row = cursor.fetchone()
    return f"{int(row[0]):02d}/{year}/{_SYMBOLS[slip]}-{agency.code}"


def _year(event: DossierEvent, slip: Slip) -> int:
    """The year of the number: of the signature where a late apology was signed in another one."""
    if slip is Slip.APOLOGY and event.act == Act.DECIDE and event.late_apology.signed_at:
        return clock.local(event.late_apology.signed_at).year
    return event.occurred_on.year
