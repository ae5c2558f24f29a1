"""Questions about narrative reports: what was written last, what was filed, how a report stands now."""

from datetime import datetime

from django.db.models import QuerySet

from motcua.organizations.models import Agency
from motcua.reporting.models import FiledNarrative, NarrativeText
from motcua.reporting.narrative import composing
from motcua.reporting.narrative.composed import Written, written_again
from motcua.rules.periods import Window

FORM = "BC"


def texts(agency_id: int, window: Window) -> QuerySet[NarrativeText]:
    """Everything written in a report of an agency and a window, the last first."""
    return (
        NarrativeText.objects.filter(
            agency=agency_id, form=FORM, from_on=window.from_on, to_on=window.to_on
        )
        .order_by("-number")
        .select_related("by")
    )


def filings(agency_id: int, window: Window) -> QuerySet[FiledNarrative]:
    """Every time a report of an agency and a window was filed, the last first."""
    return (
        FiledNarrative.objects.filter(
            agency=agency_id, form=FORM, from_on=window.from_on, to_on=window.to_on
        )
        .order_by("-number")
        .select_related("by", "agency")
    )


def before(agency_id: int, window: Window) -> NarrativeText | None:
    """What the agency wrote last for a period that ended before this one began."""
    rows = NarrativeText.objects.filter(agency=agency_id, form=FORM, to_on__lt=window.from_on)
    return rows.order_by("to_on", "from_on", "number").last()


def written(agency: Agency, window: Window) -> Written:
    """What is written in the report: for this window, carried from the last one, or what a first one begins with."""
    last = texts(agency.pk, window).first()
    if last is not None:
        return written_again(last.content)
    carried = before(agency.pk, window)
    if carried is not None:
        return written_again(carried.content).carried()
    return composing.first(agency, window)


def current(*, agency: Agency, window: Window, as_of: datetime) -> composing.Draft:
    """The report as it stands: counted now, with what was written last. Raise ``definitions.NotInForce``."""
    return composing.draft(
        agency=agency, window=window, written=written(agency, window), as_of=as_of
    )
