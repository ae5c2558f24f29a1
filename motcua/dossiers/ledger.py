"""The only door to a dossier's history: lock, append one event, update the row, tell the queue.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 18 (every hand-over is dated and signed) (certainty: medium).
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max

from motcua.base import clock, queue, writing
from motcua.dossiers import loads, seals, state
from motcua.dossiers.models import Closing, DaySeal, Dossier, DossierEvent, EventText
from motcua.dossiers.state import State
from motcua.people.models import Account
from motcua.rules import movements
from motcua.rules.codes import Act, MovementKind

#: The advisory lock that every recording shares and that sealing and closing hold alone.
LEDGER_LOCK = 7_366_001
#: Taken together with other recordings, until the transaction ends.
_SHARE_LOCK = "SELECT pg_advisory_xact_lock_shared(%s)"
_FRONTIER = "SELECT max(through_on) FROM dossiers_closing"
_SEALED = "SELECT max(day) FROM dossiers_dayseal"
#: As PostgreSQL names the constraint of the row's unique number.
_NUMBER_IS_UNIQUE = "dossiers_dossier_number_key"


class FutureMoment(Exception):
    """The legal moment of an act lies after the moment it is recorded."""


class ClockSetBack(Exception):
    """The clock shows a day that is sealed: what is recorded on it would be in no seal and no sum."""


class ProcedureChangedWhilePending(Exception):
    """A pending dossier cannot change its procedure: reverse the reception and receive again."""


class NumberTaken(Exception):
    """The number already names another dossier."""


class NotSealable(Exception):
    """Only days that are over, in their order, can be sealed."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an event says beyond the state: who, for whom, why; and the number it gives the dossier.

    ``number`` takes the number: asked last, because others wait for the next one until we commit.
    """

    actor: Account | None
    on_behalf_of_id: int | None = None
    late_entry: bool = False
    reason: str = ""
    text: str = ""
    reverses: DossierEvent | None = None
    number: Callable[[], str] | None = None


def lock(dossier_id: int) -> Dossier:
    """Lock the dossier's row and return it as it is now. Inside a transaction only."""
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)


def open_row(*, beginning: State, **columns: Any) -> Dossier:  # noqa: ANN401 - columns of many types
    """Make the row of a dossier that has no history yet; its first act follows at once and writes it."""
    values = {name: getattr(beginning, name) for name in state.NAMES}
    (dossier_id,) = writing.ask(writing.next_id(Dossier))
    return Dossier(
        pk=dossier_id, **values, **columns, track_code=track_code(), opened_at=clock.now()
    )


def describe(dossier: Dossier, **columns: Any) -> None:  # noqa: ANN401 - columns of many types
    """Write columns that help people find the dossier and are no part of its state."""
    Dossier.objects.filter(pk=dossier.pk).update(**columns)
    for name, value in columns.items():
        setattr(dossier, name, value)


def record(*, dossier: Dossier, act: Act, at: datetime, after: State, entry: Entry) -> DossierEvent:
    """Append ``act`` to the history of a locked ``dossier`` and make its row say so.

    Raise ClockSetBack when today is sealed already, FutureMoment when ``at`` lies after now,
    ProcedureChangedWhilePending when a dossier in the books would change its procedure. NumberTaken
    comes when the row is written, at the latest with the transaction's last statement.
    """
    # In this order: what is asked after the lock sees everything that was closed before it.
    _lock, closed, sealed, event_id = writing.ask(
        _SHARE_LOCK, _FRONTIER, _SEALED, writing.next_id(DossierEvent), parameters=[LEDGER_LOCK]
    )
    recorded_at = clock.now()
    if sealed is not None and recorded_at.date() <= sealed:
        raise ClockSetBack(sealed)
    occurred_at = clock.local(at)
    if occurred_at > recorded_at:
        raise FutureMoment(occurred_at)
    before = State.of_row(dossier)
    if before.pending and after.pending and before.procedure_id != after.procedure_id:
        raise ProcedureChangedWhilePending(dossier.pk)
    kind = movements.kind(
        from_status=before.status,
        to_status=after.status,
        from_agency=before.agency_id,
        to_agency=after.agency_id,
        act=act,
    )
    posted_on = _posted_on(occurred_at.date(), dossier.last_posted_on, closed)
    after = _posted(before, after, kind, posted_on)
    event = DossierEvent(
        pk=event_id,
        dossier_id=dossier.pk,
        seq=dossier.seq + 1,
        act=act.value,
        movement=kind.value,
        occurred_at=occurred_at,
        occurred_on=occurred_at.date(),
        recorded_at=recorded_at,
        recorded_on=recorded_at.date(),
        posted_on=posted_on,
        actor=entry.actor,
        on_behalf_of_id=entry.on_behalf_of_id,
        late_entry=entry.late_entry,
        reason=entry.reason,
        reverses=entry.reverses,
        reversed_posted_on=_reversed_posted_on(before, kind),
        prev_hash=dossier.last_hash,
        hash_version=seals.HASH_VERSION,
        **state.columns(before, after),
    )
    if entry.text:
        event.text, event.text_digest = _keep_text(entry.text)
    event.hash = seals.digest(event)
    queue.defer("jobs.react", event_id=event.pk)
    _write_row(dossier, after, event, entry.number)
    writing.insert(event)
    writing.insert(*loads.moved(before, after))
    return event


def seal_day(day: date) -> DaySeal | None:
    """Seal all events recorded on ``day``; None when there were none. Inside a transaction only.

    Raise NotSealable when the day is not over or when an earlier day still waits for its seal.
    """
    own_lock()
    if day >= clock.today():
        raise NotSealable(day)
    last = DaySeal.objects.order_by("-day").first()
    after = {"recorded_on__gt": last.day} if last else {}
    first = DossierEvent.objects.filter(**after).order_by("recorded_on").first()
    if (last and day <= last.day) or (first and first.recorded_on < day):
        raise NotSealable(day)
    number, content = seals.day_digest(day)
    if not number:
        return None
    prev = last.digest if last else ""
    digest = seals.chained(prev, content)
    return DaySeal.objects.create(
        day=day,
        events=number,
        prev_digest=prev,
        digest=digest,
        signature=seals.signature(digest),
        sealed_at=clock.now(),
    )


def days_to_seal() -> list[date]:
    """The recorded days that are over and not sealed yet, in their order."""
    last = DaySeal.objects.order_by("-day").first()
    events = DossierEvent.objects.filter(recorded_on__lt=clock.today())
    if last is not None:
        events = events.filter(recorded_on__gt=last.day)
    days = events.order_by("recorded_on").values_list("recorded_on", flat=True).distinct()
    return list(days)


def close_through(*, day: date, label: str, officer: Account | None) -> Closing:
    """Move the frontier: nothing is posted on or before ``day`` from now on."""
    own_lock()
    if day >= clock.today():
        raise NotSealable(day)
    return Closing.objects.create(
        through_on=day, label=label, closed_at=clock.now(), closed_by=officer
    )


def frontier() -> date | None:
    """The last day of the last closed period; None while nothing is closed."""
    latest: date | None = Closing.objects.aggregate(latest=Max("through_on"))["latest"]
    return latest


def share_lock() -> None:
    """Share the ledger's lock: nothing is sealed or closed until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARE_LOCK, [LEDGER_LOCK])


def own_lock() -> None:
    """Take the ledger's lock alone: waits for every recording under way to commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])


def track_code() -> str:
    """Make the random look-up code of a receipt: 8 signs that cannot be mistaken for each other."""
    return "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _ in range(8))


def _posted_on(occurred_on: date, last_posted_on: date | None, closed: date | None) -> date:
    floor = closed + timedelta(days=1) if closed else occurred_on
    return max(occurred_on, floor, last_posted_on or occurred_on)


def _posted(before: State, after: State, kind: MovementKind, posted_on: date) -> State:
    """Complete the state with what only the books know: days of posting, and on whose line to annul."""
    if kind is MovementKind.ANNULLED:
        return replace(
            after,
            version_id=before.version_id,
            case_id=before.case_id,
            procedure_id=before.procedure_id,
            field_id=before.field_id,
        )
    if kind is MovementKind.RECEIVED:
        return replace(after, received_posted_on=posted_on, received_channel=after.channel)
    if kind is MovementKind.SETTLED:
        return replace(after, settled_posted_on=posted_on)
    return after


def _reversed_posted_on(before: State, kind: MovementKind) -> date | None:
    if kind is MovementKind.REOPENED:
        return before.settled_posted_on
    return before.received_posted_on if kind is MovementKind.ANNULLED else None


def _keep_text(text: str) -> tuple[EventText, str]:
    salt = secrets.token_hex(16)
    return EventText.objects.create(text=text, salt=salt), seals.text_digest(salt, text)


def _write_row(
    dossier: Dossier, after: State, event: DossierEvent, take_number: Callable[[], str] | None
) -> None:
    values: dict[str, Any] = {name: getattr(after, name) for name in state.NAMES}
    values |= {"seq": event.seq, "last_hash": event.hash, "last_posted_on": event.posted_on}
    values["urgent_at"] = after.urgent_at
    if take_number is not None:
        values["number"] = take_number()
    refused = {_NUMBER_IS_UNIQUE: NumberTaken(values.get("number"))}
    for name, value in values.items():
        setattr(dossier, name, value)
    if event.seq == 1:
        writing.insert(dossier, refused=refused)
    else:
        writing.update(dossier, values, refused=refused)
