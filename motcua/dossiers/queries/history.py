"""Questions about one dossier and its history; who has read the history already hands it in."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.rules import limits
from motcua.rules.codes import PENDING, WAITING, Act, Status

#: What stands beside an event: people, places, its text, its result, and the word asked of the unit.
_TOLD = (
    "actor",
    "text",
    "to_holder",
    "to_agency",
    "offered_to",
    "offered_post",
    "result",
    "late_entry_of",
    "late_apology",
    "step_record",
    "reversed_by",
    "standing_in__delegation__absent",
)
#: Statuses of dossiers that somebody still has to work on.
OPEN = tuple(sorted(status.value for status in PENDING))


def history(dossier: Dossier) -> list[DossierEvent]:
    """All events of the dossier in their order, reversed ones included, with all that is told of them."""
    return list(DossierEvent.objects.filter(dossier=dossier).select_related(*_TOLD).order_by("seq"))


def effective(dossier: Dossier, events: Sequence[DossierEvent] | None = None) -> list[DossierEvent]:
    """The acts that stand and may be reversed: reversed ones, reversals and corrections left out."""
    events = history(dossier) if events is None else events
    gone = {event.reverses_id for event in events if event.reverses_id}
    return [
        event
        for event in events
        if event.pk not in gone and event.act not in (Act.REVERSE, Act.CORRECT)
    ]


def waits(
    dossier: Dossier,
    *,
    now_ended_at: datetime | None = None,
    events: Sequence[DossierEvent] | None = None,
) -> list[limits.Wait]:
    """The finished waitings that stand; one still open ends at ``now_ended_at`` when that is given."""
    found: list[limits.Wait] = []
    begun: DossierEvent | None = None
    for event in effective(dossier, events):
        if event.to_status in WAITING and event.from_status not in WAITING:
            begun = event
        elif begun is not None and event.from_status in WAITING and event.to_status not in WAITING:
            found.append(_wait(dossier, begun, event.occurred_at))
            begun = None
    if begun is not None and now_ended_at is not None:
        found.append(_wait(dossier, begun, now_ended_at))
    return found


def text_of(event: DossierEvent) -> str:
    """The free text of an act; empty when there is none or it was erased by law."""
    if event.text is None or event.text.erased_at is not None:
        return ""
    return event.text.text


def open_of_holder(account_id: int, agency_id: int) -> QuerySet[Dossier]:
    """The pending dossiers an officer answers for at an agency, also those that stay there for a step."""
    return Dossier.objects.filter(here(agency_id), holder_id=account_id, status__in=OPEN)


def here(agency_id: int) -> Q:
    """Dossiers that are worked on at an agency: it is competent, or they stay there for a step."""
    return Q(agency_id=agency_id) | Q(stay_at_id=agency_id)


def _wait(dossier: Dossier, begun: DossierEvent, ended_at: datetime) -> limits.Wait:
    status = Status(begun.to_status)
    return limits.Wait(
        started_at=begun.occurred_at,
        ended_at=max(ended_at, begun.occurred_at),
        restarts=dossier.limit_restarts and status is Status.AWAITING_SUPPLEMENT,
        status=status,
    )
