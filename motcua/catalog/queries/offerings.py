"""Who is competent for a procedure on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.base import revisions, text
from motcua.catalog.models import Offering, Procedure, ProcedureVersion
from motcua.catalog.queries.versions import in_force_on
from motcua.organizations.models import Agency


def offered_by(agency: Agency, on: date) -> list[ProcedureVersion]:
    """What an agency settles on a day, by name."""
    found = in_force_on(on).filter(procedure__in=offered_ids(agency, on))
    return sorted(found, key=lambda version: version.name_key)


def offering(procedure: Procedure, agency: Agency, on: date) -> Offering | None:
    """The row that makes an agency competent for a procedure on a day, or None."""
    found = _offerings(procedure.pk, on)
    return next((row for row in found if row.agency_id == agency.pk), None)


def agencies_offering(procedure: Procedure, on: date) -> list[Offering]:
    """Who settles a procedure on a day, by the agency's name."""
    return list(_offerings(procedure.pk, on))


@revisions.remembered(revisions.CATALOG, revisions.ORGANIZATIONS)
def _offerings(procedure_id: int, on: date) -> tuple[Offering, ...]:
    """Remembered until an offering or an agency changes; everybody who asks gets the same rows."""
    found = open_on(on).filter(procedure=procedure_id).select_related("agency", "desk")
    return tuple(sorted(found, key=lambda row: text.sort_key(row.agency.name)))


def offered_ids(agency: Agency, on: date) -> QuerySet[Offering, int]:
    """The ids of the procedures an agency settles on a day."""
    return open_on(on).filter(agency=agency).values_list("procedure_id", flat=True)


def open_on(on: date) -> QuerySet[Offering]:
    """Every offering that holds on a day."""
    return Offering.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)
