"""Lives of dossiers, invented in memory and written by the same rules as the acts: what a year brings.

Nothing here writes to the database. Each act goes through ``lifecycle``, ``deadline``, ``movements``
and ``seals``, so that verification finds the books whole.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from motcua.base import clock
from motcua.cli.bench.lines import EventWriter
from motcua.cli.bench.province import PATTERN, Desk, Person, Province, Service
from motcua.dossiers import seals, state
from motcua.dossiers.state import State
from motcua.rules import deadline, lifecycle, movements, numbers, rule_sets
from motcua.rules.codes import Act, Channel, MovementKind, Outcome, Status, TimeUnit
from motcua.rules.limits import Limit, Wait

_DAY = timedelta(days=1)
_SATURDAY = 5
_CHANNELS = (Channel.COUNTER,) * 9 + (Channel.ONLINE,) * 10 + (Channel.POST,)
_SALT = "00"
_AFTER = {name: f"to_{name}" if name in state.TWO_SIDED else name for name in state.NAMES}


class NotYet(Exception):
    """The act lies after the moment the books end: the dossier stays where it is."""


@dataclass(frozen=True, order=True)
class Event:
    """One act as it is copied: sorted by when it was recorded."""

    recorded_at: datetime
    event_id: int
    occurred_at: datetime
    line: str


@dataclass
class Life:
    """One dossier: its state by column, its events, and what stands beside them."""

    dossier_id: int
    person: Person
    service: Service
    state: dict[str, Any]
    until: datetime
    number: str = ""
    opened_at: datetime | None = None
    events: list[Event] = field(default_factory=list)
    results: list[int] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    writer: EventWriter = field(default_factory=EventWriter)
    last_hash: str = ""
    posted_on: date | None = None

    def act(self, act: Act, at: datetime, *, actor: int | None, **changes: Any) -> None:  # noqa: ANN401 - columns of the state
        """Append one act, as ``ledger.record`` would have. Raise NotYet when it lies after the end."""
        recorded_at = changes.pop("recorded_at", at)
        if recorded_at > self.until:
            raise NotYet
        text, reverses_id = changes.pop("text", ""), changes.pop("reverses_id", None)
        before = self.state
        status = changes.get("status") or _after(before, act)
        agency_id = changes.get("agency_id", before["agency_id"])
        kind = _movement(before["status"], status, agency_id != before["agency_id"], act)
        occurred_on = at.date()
        self.posted_on = max(occurred_on, self.posted_on or occurred_on)
        seq = len(self.events) + 1
        event_id = self.dossier_id * 16 + seq
        if text:
            self.texts.append((event_id, text))
        own = {
            "id": event_id,
            "seq": seq,
            "act": act.value,
            "movement": kind.value,
            "occurred_at": at,
            "occurred_on": occurred_on,
            "recorded_at": recorded_at,
            "recorded_on": recorded_at.date(),
            "posted_on": self.posted_on,
            "actor_id": actor,
            "text_id": event_id if text else None,
            "text_digest": seals.text_digest(_SALT, text) if text else "",
            "reverses_id": reverses_id,
            "reversed_posted_on": (
                before["settled_posted_on"] if kind is MovementKind.REOPENED else None
            ),
            "prev_hash": self.last_hash,
        }
        own |= {f"from_{name}": before[name] for name in state.TWO_SIDED}
        after = before | changes | {"status": status} | _posted(before, kind, self.posted_on)
        own |= {_AFTER[name]: value for name, value in after.items() if value is not before[name]}
        if seq == 1:
            own |= {_AFTER[name]: value for name, value in after.items()}
            own["dossier_id"] = self.dossier_id
        self.last_hash, line = self.writer.write(own)
        self.events.append(Event(recorded_at, event_id, at, line))
        self.state = after


def _posted(before: dict[str, Any], kind: MovementKind, posted_on: date) -> dict[str, Any]:
    if kind is MovementKind.RECEIVED:
        return {"received_posted_on": posted_on, "received_channel": before["channel"]}
    return {"settled_posted_on": posted_on} if kind is MovementKind.SETTLED else {}


@cache
def _reached(status: Status, act: Act, came_from: str) -> Status:
    return lifecycle.after(status, act, came_from=Status(came_from) if came_from else None)


def _after(before: dict[str, Any], act: Act) -> Status:
    return _reached(before["status"], act, before["came_from"])


@cache
def _movement(from_status: Status, to_status: Status, moved: bool, act: Act) -> MovementKind:  # noqa: FBT001 - a key of the cache
    return movements.kind(
        from_status=from_status, to_status=to_status, from_agency=0, to_agency=int(moved), act=act
    )


class Author:
    """Invents the dossiers of some days; the same seed invents the same."""

    def __init__(self, province: Province, *, until: datetime, seed: int) -> None:
        """Nothing happens after ``until``."""
        self.province = province
        self.until = until
        self.dice = random.Random(seed)  # noqa: S311 - invented lives, not secrets
        self._serials: dict[tuple[int, date], int] = {}
        self._due: dict[tuple[Limit, datetime], datetime | None] = {}
        self._stories: list[tuple[float, Callable[[Life, Desk], None]]] = [
            (0.60, self._handled),
            (0.20, self._at_once),
            (0.10, self._supplemented),
            (0.03, self._apologised),
            (0.02, self._paused),
            (0.01, self._transferred),
            (0.01, self._withdrawn),
            (0.01, self._reopened),
            (0.02, self._refused),
        ]

    def lives(self, day: date, first_id: int, number: int) -> Iterator[Life]:
        """Write the lives that begin on a day."""
        stories = [story for _weight, story in self._stories]
        weights = [weight for weight, _story in self._stories]
        for dossier_id in range(first_id, first_id + number):
            desk = self.dice.choice(self.province.desks)
            life = self._begun(dossier_id, desk, day)
            story = self.dice.choices(stories, weights)[0]
            try:
                self._open(life, desk, day, refused=story == self._refused)
                story(life, desk)
            except NotYet:
                pass
            if life.events:
                yield life

    def _begun(self, dossier_id: int, desk: Desk, day: date) -> Life:
        service = self.dice.choice(self.province.services[desk.level])
        channel = self.dice.choice(_CHANNELS).value
        limit, restarts = service.limits[channel]
        beginning = State(
            status=Status.VOID,
            agency_id=desk.agency_id,
            rule_set=rule_sets.in_force(day).value,
            version_id=service.version_id,
            case_id=service.case_id,
            procedure_id=service.procedure_id,
            field_id=service.field_id,
            level=desk.level,
            channel=channel,
            service_level=service.service_level,
            taken_in_at_id=desk.agency_id,
            return_at_id=desk.agency_id,
            limit_unit=limit.unit.value,
            limit_amount=limit.amount,
            limit_restarts=restarts,
        )
        person = self.dice.choice(self.province.persons)
        columns = {name: getattr(beginning, name) for name in state.NAMES}
        return Life(dossier_id, person, service, columns, self.until)

    # -- beginnings -------------------------------------------------------------------------

    def _open(self, life: Life, desk: Desk, day: date, *, refused: bool) -> None:
        at = datetime.combine(day, time(7, 30), tzinfo=clock.ZONE) + timedelta(
            minutes=10 * self.dice.randrange(53)
        )
        life.opened_at = at
        if refused or (life.state["channel"] == Channel.ONLINE and self.dice.random() < 0.5):  # noqa: PLR2004 - invented
            life.act(Act.SUBMIT, at, actor=None, submitted_at=at)
            at += timedelta(minutes=20)
        if refused:
            return
        due_at = self._due_at(life.state, at)
        life.act(
            Act.RECEIVE,
            at,
            actor=desk.clerk_id,
            received_at=at,
            clock_started_at=at,
            due_at=due_at,
            first_due_at=due_at,
            index_due_at=due_at,
            holder_id=desk.clerk_id,
        )
        serial = self._serials[desk.agency_id, day] = (
            self._serials.get((desk.agency_id, day), 0) + 1
        )
        life.number = numbers.compose(PATTERN, desk.code, day, serial)

    def _due_at(self, before: dict[str, Any], at: datetime) -> datetime | None:
        limit = Limit(before["limit_amount"], TimeUnit(before["limit_unit"]))
        key = (limit, at)
        if key not in self._due:
            self._due[key] = deadline.due(
                received_at=at, limit=limit, calendar=self.province.calendar
            )
        return self._due[key]

    # -- stories ----------------------------------------------------------------------------

    def _handled(self, life: Life, desk: Desk) -> None:
        self._taken_on(life, desk)
        self._decided(life, desk)

    def _at_once(self, life: Life, desk: Desk) -> None:
        self._decided(life, desk)

    def _supplemented(self, life: Life, desk: Desk) -> None:
        self._taken_on(life, desk)
        self._waited(life, desk, Act.REQUEST_SUPPLEMENT, Act.SUPPLEMENT)
        self._decided(life, desk)

    def _paused(self, life: Life, desk: Desk) -> None:
        self._taken_on(life, desk)
        self._waited(life, desk, Act.PAUSE, Act.RESUME)
        self._decided(life, desk)

    def _apologised(self, life: Life, desk: Desk) -> None:
        self._taken_on(life, desk)
        if life.state["due_at"]:
            at = self._later(life, 1)
            promised_at = life.state["due_at"] + timedelta(days=7)
            text = "Cần xác minh thêm"
            life.act(Act.APOLOGISE, at, actor=desk.officer_id, promised_at=promised_at, text=text)
        self._decided(life, desk, late=True)

    def _transferred(self, life: Life, desk: Desk) -> None:
        there = self.dice.choice([one for one in self.province.desks if one.level == desk.level])
        if there.agency_id != desk.agency_id:
            life.act(
                Act.TRANSFER,
                self._later(life, 1),
                actor=desk.officer_id,
                text="Quyết định chuyển",
                agency_id=there.agency_id,
                return_at_id=there.agency_id,
                holder_id=None,
                post_id=None,
                offered_post_id=there.post_id,
            )
        self._taken_on(life, there)
        self._decided(life, there)

    def _withdrawn(self, life: Life, desk: Desk) -> None:
        self._taken_on(life, desk)
        at = self._later(life, 2)
        life.act(Act.WITHDRAW, at, actor=desk.clerk_id, **_settled(life.state, at))

    def _reopened(self, life: Life, desk: Desk) -> None:
        self._taken_on(life, desk)
        before = life.state
        self._decide(life, desk, self._later(life, 2))
        target = life.events[-1].event_id
        at = self._later(life, 1)
        life.act(Act.REVERSE, at, actor=desk.officer_id, reverses_id=target, **before)
        self._decided(life, desk)

    def _refused(self, life: Life, desk: Desk) -> None:
        at = self._later(life, 0)
        life.act(Act.REFUSE, at, actor=desk.clerk_id, text="Không thuộc thẩm quyền")

    # -- steps ------------------------------------------------------------------------------

    def _taken_on(self, life: Life, desk: Desk) -> None:
        life.act(
            Act.ACCEPT_HAND_OVER,
            self._later(life, 0),
            actor=desk.officer_id,
            holder_id=desk.officer_id,
            post_id=desk.post_id,
            offered_to_id=None,
            offered_post_id=None,
        )

    def _waited(self, life: Life, desk: Desk, begin: Act, end: Act) -> None:
        asked_at = self._later(life, 1)
        asked = life.state["supplement_no"] + (begin is Act.REQUEST_SUPPLEMENT)
        life.act(
            begin,
            asked_at,
            actor=desk.officer_id,
            text="Đề nghị bổ sung giấy tờ",
            waiting_since=asked_at,
            came_from=life.state["status"].value,
            supplement_no=asked,
        )
        at = self._later(life, self.dice.randint(2, 9))
        waits = [Wait(asked_at, at, restarts=life.state["limit_restarts"] and asked > 0)]
        limit = Limit(life.state["limit_amount"], TimeUnit(life.state["limit_unit"]))
        started_at = life.state["clock_started_at"] or asked_at
        how: dict[str, Any] = {
            "received_at": started_at,
            "limit": limit,
            "calendar": self.province.calendar,
        }
        due_at = deadline.due(waits=waits, **how)
        life.act(
            end,
            at,
            actor=desk.clerk_id,
            waiting_since=None,
            came_from="",
            due_at=due_at,
            first_due_at=due_at,
            index_due_at=deadline.index_due(waits=waits, **how),
        )

    def _decided(self, life: Life, desk: Desk, *, late: bool = False) -> None:
        """Decide some days before the due date, seldom after it; then hand the result over."""
        left = (
            (life.state["due_at"] - life.events[-1].occurred_at).days if life.state["due_at"] else 5
        )
        days = self.dice.randint(0, max(left, 0))
        if late or self.dice.random() < 0.04:  # noqa: PLR2004 - invented
            days = max(left, 0) + self.dice.randint(1, 6)
        self._decide(life, desk, self._later(life, days))
        if self.dice.random() < 0.98:  # noqa: PLR2004 - invented
            at = self._later(life, self.dice.choice((0, 0, 1, 1, 2, 4)))
            life.act(Act.RETURN_RESULT, at, actor=desk.clerk_id, returned_at=at)

    def _decide(self, life: Life, desk: Desk, at: datetime) -> None:
        """One in a hundred is entered some days after it was signed."""
        entered_at = self._workday(at + 3 * _DAY) if self.dice.random() < 0.01 else at  # noqa: PLR2004 - invented
        denied = self.dice.random() < 0.02  # noqa: PLR2004 - invented
        outcome = Outcome.DENIED if denied else Outcome.GRANTED
        life.act(
            Act.DECIDE,
            at,
            actor=desk.officer_id,
            recorded_at=entered_at,
            text="Không đủ điều kiện" if denied else "",
            **_settled(life.state, at, outcome=outcome.value),
        )
        life.results.append(life.events[-1].event_id)

    def _later(self, life: Life, days: int) -> datetime:
        """A moment after everything recorded so far, so many days on, within opening hours."""
        last = life.events[-1].recorded_at
        at = self._workday(last + days * _DAY) if days else last
        return at + timedelta(minutes=self.dice.randint(1, 7), seconds=self.dice.randrange(60))

    def _workday(self, at: datetime) -> datetime:
        while at.weekday() >= _SATURDAY:
            at += _DAY
        return at


def _settled(before: dict[str, Any], at: datetime, **changes: str) -> dict[str, Any]:
    due_at, index_due_at = before["due_at"], before["index_due_at"]
    on_index = deadline.for_index(at, index_due_at, before["supplement_no"])
    return {
        "settled_at": at,
        "waiting_since": None,
        "verdict_report": deadline.for_report(at.date(), due_at.date() if due_at else None).value,
        "verdict_control": deadline.for_control(at, due_at).value,
        "verdict_index": on_index.value,
        **changes,
    }
