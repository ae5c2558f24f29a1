"""The state of a dossier: what every event carries and what its row caches."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Self

from motcua.base import clock
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.rules.codes import PENDING, WAITING, Ending, Outcome, Status, TimeUnit

#: Columns that an event keeps on both sides of the act.
TWO_SIDED = {
    "status": "status",
    "agency_id": "agency_id",
    "holder_id": "holder_id",
    "post_id": "post_id",
    "due_at": "due_at",
    "step": "step",
}


_RUNNING = PENDING - WAITING
_DAY = timedelta(days=1)
#: What a day lacks of the next one, in the database's own measure.
_LAST = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class State:
    """Everything the books know of a dossier after an act. Ids, codes and moments only."""

    status: Status
    agency_id: int
    rule_set: str
    version_id: int
    case_id: int
    procedure_id: int
    field_id: int
    level: str
    channel: str
    service_level: str
    taken_in_at_id: int
    return_at_id: int
    limit_unit: str
    limit_amount: int | None = None
    limit_restarts: bool = False
    holder_id: int | None = None
    post_id: int | None = None
    offered_to_id: int | None = None
    offered_post_id: int | None = None
    due_at: datetime | None = None
    first_due_at: datetime | None = None
    promised_at: datetime | None = None
    index_due_at: datetime | None = None
    supplement_no: int = 0
    waiting_since: datetime | None = None
    came_from: str = ""
    outcome: str = ""
    verdict_report: str = ""
    verdict_control: str = ""
    verdict_index: str = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    clock_started_at: datetime | None = None
    received_posted_on: date | None = None
    received_channel: str = ""
    settled_at: datetime | None = None
    settled_posted_on: date | None = None
    returned_at: datetime | None = None
    counted_by: str = ""
    digitised: bool = False
    route_id: int | None = None
    step: str = ""
    step_began_at: datetime | None = None
    step_due_at: datetime | None = None
    found: str = ""
    stay_at_id: int | None = None
    stay_due_at: datetime | None = None

    @property
    def pending(self) -> bool:
        """Whether the dossier stands in column 11."""
        return self.status in PENDING

    @property
    def waiting(self) -> bool:
        """Whether the agency's clock is stopped."""
        return self.status in WAITING

    @property
    def urgent_at(self) -> datetime | None:
        """After which moment the dossier is late."""
        return urgent_at(self.status, self.limit_unit, self.due_at, self.step_due_at)

    @property
    def ending(self) -> Ending | None:
        """How the dossier was settled, or None while it is not."""
        return ending(self.status, self.outcome)

    @classmethod
    def of_row(cls, dossier: Dossier) -> Self:
        """Read the state that the row caches."""
        return cls(**{name: _typed(name, getattr(dossier, name)) for name in NAMES})

    @classmethod
    def after(cls, event: DossierEvent) -> Self:
        """Read the state that ``event`` left behind."""
        return cls(**{name: _typed(name, getattr(event, _after(name))) for name in NAMES})


def urgent_at(
    status: str, limit_unit: str, due_at: datetime | None, step_due_at: datetime | None
) -> datetime | None:
    """After which moment a dossier is late: its result or its step, whichever comes first.

    A limit in hours ends at its moment, any other with the day; a step ends at its moment. None while
    nothing runs: not received yet, waiting for the filer, settled, or without any due date.
    """
    if status not in _RUNNING:
        return None
    ends = due_at
    if due_at is not None and limit_unit != TimeUnit.WORKING_HOURS:
        ends = clock.at(clock.local(due_at).date() + _DAY, 0) - _LAST
    return min((one for one in (ends, step_due_at) if one is not None), default=None)


def ending(status: Status | str, outcome: str) -> Ending | None:
    """Name how a dossier in ``status`` was settled; None when it is not settled."""
    if status in (Status.DECIDED, Status.RETURNED):
        return Ending.DENIED if outcome == Outcome.DENIED else Ending.GRANTED
    return {Status.WITHDRAWN: Ending.WITHDRAWN, Status.STOPPED: Ending.STOPPED}.get(Status(status))


def columns(before: State, after: State) -> dict[str, Any]:
    """Spread two states over the columns of an event."""
    spread: dict[str, Any] = {_after(name): getattr(after, name) for name in NAMES}
    spread.update({f"from_{name}": getattr(before, name) for name in TWO_SIDED})
    return spread


def _after(name: str) -> str:
    return f"to_{name}" if name in TWO_SIDED else name


def _typed(name: str, value: Any) -> Any:  # noqa: ANN401 - columns of every type pass through
    return Status(value) if name == "status" else value


#: The names of the state's columns, in the order of the dataclass.
NAMES = tuple(field.name for field in fields(State))
