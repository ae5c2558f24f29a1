"""Letting an agency be competent for procedures, and no longer."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from motcua.catalog.actions import locks
from motcua.catalog.actions.versions import Overlaps
from motcua.catalog.models import Offering, Procedure
from motcua.catalog.queries.offering_acts import STANDS
from motcua.organizations.models import Agency, Desk


@transaction.atomic
def offer(
    *,
    procedure: Procedure,
    agency: Agency,
    from_on: date,
    to_on: date | None = None,
    desk: Desk | None = None,
    unit: str = "",
) -> Offering:
    """Make an agency competent for a procedure. The same offering again returns the first.

    Raise ``Overlaps`` when the agency already offers it on some of these days.
    """
    locks.procedure(procedure.pk)
    own = procedure.offerings.filter(STANDS, agency=agency)
    same = own.filter(from_on=from_on).first()
    if same is not None:
        return same
    later = Q(from_on__lte=to_on) if to_on else Q()
    if own.filter(later, Q(to_on__isnull=True) | Q(to_on__gte=from_on)).exists():
        raise Overlaps(procedure, agency)
    return Offering.objects.create(
        procedure=procedure, agency=agency, from_on=from_on, to_on=to_on, desk=desk, unit=unit
    )


@transaction.atomic
def offer_all(
    *,
    procedures: Iterable[Procedure],
    agency: Agency,
    from_on: date,
    to_on: date | None = None,
    desk: Desk | None = None,
    unit: str = "",
) -> int:
    """Make an agency competent for many procedures at once and return how many were new.

    Procedures the agency offers on any day from ``from_on`` are left as they are.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    held = set(
        agency.offerings.filter(STANDS, Q(to_on__isnull=True) | Q(to_on__gte=from_on)).values_list(
            "procedure_id", flat=True
        )
    )
    made = Offering.objects.bulk_create(
        Offering(
            procedure=procedure, agency=agency, from_on=from_on, to_on=to_on, desk=desk, unit=unit
        )
        for procedure in procedures
        if procedure.pk not in held
    )
    return len(made)


def end_offerings(*, agency: Agency, last_day: date) -> int:
    """Let every open offering of an agency end on ``last_day``, as when the agency closes."""
    return agency.offerings.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=last_day), from_on__lte=last_day
    ).update(to_on=last_day)


def end_offering(*, offering: Offering, last_day: date) -> None:
    """Let one offering end on ``last_day`` (inclusive)."""
    offering.to_on = last_day
    offering.save(update_fields=["to_on"])
