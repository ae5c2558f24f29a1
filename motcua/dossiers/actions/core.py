"""What every legal act shares: lock, look again, check the right, then record."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from motcua.base import clock, writing
from motcua.dossiers import access, ledger
from motcua.dossiers.ledger import Entry
from motcua.dossiers.models import Dossier, DossierEvent, StandingIn
from motcua.dossiers.queries.delegations import Stand
from motcua.dossiers.state import State
from motcua.people.models import Account
from motcua.rules import lifecycle
from motcua.rules.codes import Act, Status

#: The columns of a dossier that stands in no step of its internal process.
ENDED: dict[str, Any] = {
    "step": "",
    "step_began_at": None,
    "step_due_at": None,
    "stay_at_id": None,
    "stay_due_at": None,
}
#: However far it came: nothing is left to do.
ROUTE_ENDS = frozenset({Status.RETURNED, Status.WITHDRAWN, Status.STOPPED})


class Stale(Exception):
    """Somebody else acted on the dossier since the page was shown."""

    def __init__(self, dossier: Dossier) -> None:
        """Keep the dossier as it is now for the page that shows it."""
        super().__init__(str(dossier))
        self.dossier = dossier


class ReasonMissing(Exception):
    """The act must say why."""


class DossierUnknown(LookupError):
    """No dossier has this id."""


@dataclass(frozen=True, kw_only=True)
class By:
    """Who acts and when: ``at`` is the legal moment, ``seen`` the dossier's ``seq`` on the page.

    ``entered_at`` is when it is entered, where that is later than ``at``: rights are those of then.
    """

    officer: Account | None
    at: datetime
    seen: int | None = None
    late_entry: bool = False
    on_behalf_of_id: int | None = None
    entered_at: datetime | None = None

    @property
    def rights_on(self) -> date:
        """The day whose rights count: nobody gains one by dating an act back, and nobody loses one."""
        return clock.local(self.entered_at or self.at).date()


def locked(dossier_id: int) -> Dossier:
    """Lock and return the dossier. Inside a transaction only. Raise DossierUnknown."""
    try:
        return ledger.lock(dossier_id)
    except Dossier.DoesNotExist as missing:
        raise DossierUnknown(dossier_id) from missing


def begin(dossier_id: int, act: Act, by: By) -> tuple[Dossier, State]:
    """Lock the dossier and return it with its state.

    Raise Stale when it changed since ``by.seen``, lifecycle.Unlawful when ``act`` is not lawful in
    its status, access.NotAllowed when the officer has no right to it.
    """
    dossier = locked(dossier_id)
    if by.seen is not None and by.seen != dossier.seq:
        raise Stale(dossier)
    if (Status(dossier.status), act) not in lifecycle.TRANSITIONS:
        raise lifecycle.Unlawful(Status(dossier.status), act)
    if by.officer is not None and not by.late_entry:
        access.require(
            officer=by.officer,
            act=act,
            agency_ids=access.places(dossier, act),
            on=by.rights_on,
        )
    return dossier, State.of_row(dossier)


def write(
    *,
    dossier: Dossier,
    act: Act,
    by: By,
    before: State,
    reason: str = "",
    text: str = "",
    reverses: DossierEvent | None = None,
    number: Callable[[], str] | None = None,
    **changes: Any,  # noqa: ANN401 - columns of the state
) -> DossierEvent:
    """Record ``act``: its status from the lifecycle unless given, plus the ``changes`` of state.

    ``number`` takes the number the act gives the dossier; it is called last.
    """
    if "status" not in changes:
        changes["status"] = lifecycle.after(
            before.status, act, came_from=Status(before.came_from) if before.came_from else None
        )
    if changes["status"] in ROUTE_ENDS:
        changes |= ENDED
    stand = _stands_for(dossier, act, by)
    event = ledger.record(
        dossier=dossier,
        act=act,
        at=by.at,
        after=replace(before, **changes),
        entry=Entry(
            actor=by.officer,
            on_behalf_of_id=by.on_behalf_of_id,
            late_entry=by.late_entry,
            reason=reason,
            text=text,
            reverses=reverses,
            number=number,
        ),
    )
    if stand is not None:
        writing.insert(StandingIn(event_id=event.pk, delegation_id=stand.delegation_id))
    return event


def _stands_for(dossier: Dossier, act: Act, by: By) -> Stand | None:
    """In whose place the officer acts; what is entered late for a unit is nobody's absence."""
    if by.officer is None or by.late_entry:
        return None
    return access.stands_for(dossier=dossier, act=act, officer=by.officer, on=by.rights_on)
