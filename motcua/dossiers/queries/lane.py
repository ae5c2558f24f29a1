"""Questions about the fast lane: what an officer may settle in one sitting, and what a sitting holds."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.dossiers.models import LaneApproval, LaneEntry, LaneSitting
from motcua.people.models import Account


def approvals(agency_id: int) -> QuerySet[LaneApproval]:
    """Return the whole list of an agency, what has ended last."""
    rows = LaneApproval.objects.filter(agency=agency_id).select_related("procedure", "noted_by")
    return rows.prefetch_related("officers").order_by("-to_on", "procedure__code", "pk")


def open_to(officer: Account, agency_id: int, on: date) -> QuerySet[LaneApproval]:
    """Return what an officer may settle in one sitting at an agency on a day."""
    return (
        LaneApproval.objects.filter(
            Q(to_on=None) | Q(to_on__gte=on),
            Q(weekday=None) | Q(weekday=on.weekday()),
            agency=agency_id,
            officers=officer,
            from_on__lte=on,
        )
        .select_related("procedure")
        .order_by("procedure__code", "pk")
    )


def sitting(pk: int, officer: Account) -> LaneSitting | None:
    """Return a sitting of this officer."""
    rows = LaneSitting.objects.filter(pk=pk, officer=officer)
    return rows.select_related("approval__agency", "approval__procedure", "party").first()


def entries(of: LaneSitting) -> QuerySet[LaneEntry]:
    """Return what a sitting holds, in its order, without what was taken back since."""
    rows = LaneEntry.objects.filter(sitting=of, dossier__returned_at__isnull=False)
    return rows.select_related("dossier__version", "dossier__case").order_by("pk")


def last_of(approval: LaneApproval, officer: Account) -> LaneEntry | None:
    """Return what an officer settled last by a row of the list."""
    rows = LaneEntry.objects.filter(sitting__approval=approval, sitting__officer=officer)
    return rows.order_by("-pk").first()
