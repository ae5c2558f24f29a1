"""What anybody who holds the number and a second factor may know: state and dates, never who."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier, DossierNumber, ParticipantRole
from motcua.dossiers.queries.concluding import Word, outside
from motcua.dossiers.queries.history import effective, text_of
from motcua.rules import numbers
from motcua.rules.codes import Act

_DIGITS = 5
#: Steps a citizen is told of; inner hand-overs of the office are not among them.
_TOLD = frozenset(
    {
        Act.SUBMIT,
        Act.RETURN_TO_FILER,
        Act.RESUBMIT,
        Act.REFUSE,
        Act.RECEIVE,
        Act.CARRY_IN,
        Act.ACCEPT_HAND_OVER,
        Act.REQUEST_SUPPLEMENT,
        Act.SUPPLEMENT,
        Act.PAUSE,
        Act.RESUME,
        Act.APOLOGISE,
        Act.RESET_DUE,
        Act.DECIDE,
        Act.WITHDRAW,
        Act.STOP,
        Act.RETURN_RESULT,
        Act.TRANSFER,
    }
)
#: Notices addressed to the filer: their text is his to read.
_ADDRESSED = frozenset({Act.RETURN_TO_FILER, Act.REFUSE, Act.REQUEST_SUPPLEMENT, Act.STOP})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step as the citizen is told: what, when, and the notice's text where it is addressed to him."""

    act: Act
    at: datetime
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class TrackedDossier:
    """State and dates of a dossier; no name, no identity number, no address."""

    number: str
    procedure: str
    agency: str
    return_at: str
    status: str
    outcome: str
    received_at: datetime | None
    due_at: datetime | None
    promised_at: datetime | None
    waiting_since: datetime | None
    settled_at: datetime | None
    returned_at: datetime | None
    limit_unit: str
    agency_id: int
    steps: tuple[Step, ...]
    outside: tuple[Word, ...]


def track(number: str, factor: str) -> TrackedDossier | None:
    """The dossier of ``number`` if ``factor`` fits: last 5 digits of the owner's identity, or the receipt's code.

    None in every other case, without saying which half was wrong.
    """
    named = (
        DossierNumber.objects.filter(value=numbers.normalise(number))
        .select_related("dossier__version", "dossier__agency", "dossier__return_at")
        .first()
    )
    if named is None or not _fits(named.dossier, factor):
        return None
    return _told(named.dossier, named.value)


def _fits(dossier: Dossier, factor: str) -> bool:
    given = "".join(factor.upper().split())
    if hmac.compare_digest(given.encode(), dossier.track_code.encode()):
        return True
    if len(given) != _DIGITS or not given.isdigit():
        return False
    roles = (ParticipantRole.OWNER, ParticipantRole.SUBMITTER)
    values = dossier.participants.filter(role__in=roles).values_list("identity_value", flat=True)
    return any(
        len(value) > _DIGITS and hmac.compare_digest(value[-_DIGITS:].encode(), given.encode())
        for value in values
    )


def _told(dossier: Dossier, number: str) -> TrackedDossier:
    steps = tuple(
        Step(
            act=Act(event.act),
            at=event.occurred_at,
            notice=text_of(event) if event.act in _ADDRESSED else "",
        )
        for event in effective(dossier)
        if event.act in _TOLD
    )
    return TrackedDossier(
        number=number,
        procedure=dossier.version.name,
        agency=dossier.agency.name,
        return_at=dossier.return_at.name,
        status=dossier.status,
        outcome=dossier.outcome,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        promised_at=dossier.promised_at,
        waiting_since=dossier.waiting_since,
        settled_at=dossier.settled_at,
        returned_at=dossier.returned_at,
        limit_unit=dossier.limit_unit,
        agency_id=dossier.agency_id,
        steps=steps,
        outside=outside(dossier),
    )
