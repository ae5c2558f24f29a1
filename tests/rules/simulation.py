"""A province in miniature: random lawful histories, and their figures counted two ways.

Nothing here is the product's code but the rules themselves: the simulation keeps the books the plain
way, event by event, and ``flows`` sums them up exactly as a report would.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from motcua.rules import deadline, lifecycle, movements
from motcua.rules.codes import PENDING, SETTLED, Act, Channel, Ending, MovementKind, Status, Verdict
from motcua.rules.movements import Flows
from motcua.rules.periods import Window

AGENCIES = ("A", "B", "C")
PROCEDURES = ("khai sinh", "chứng thực")
CHANNELS = tuple(Channel)
FIRST_DAY = date(2024, 6, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class State:
    """Where a dossier stands, as an event leaves it."""

    status: Status = Status.VOID
    came_from: Status = Status.VOID
    agency: str = ""
    due_on: date | None = None
    received_posted_on: date = date.min
    channel: Channel = Channel.COUNTER
    carried_in: bool = False
    settled_as: tuple[Ending, Verdict] | None = None
    settled_posted_on: date = date.min


@dataclass(frozen=True)
class Event:
    """One act, with the leg of the books it wrote."""

    act: Act
    kind: MovementKind
    posted_on: date
    before: State
    after: State


@dataclass
class Dossier:
    """One dossier and all that happened to it; ``undoable`` are the acts still standing."""

    procedure: str
    channel: Channel
    state: State = field(default_factory=State)
    events: list[Event] = field(default_factory=list)
    undoable: list[State] = field(default_factory=list)

    def state_at_end_of(self, day: date) -> State:
        """Return the state the books show at the end of the day."""
        known = [event.after for event in self.events if event.posted_on <= day]
        return known[-1] if known else State()


@dataclass
class Province:
    """Dossiers, the day it is, and the last closed day."""

    today: date = FIRST_DAY
    frontier: date = FIRST_DAY - DAY
    dossiers: list[Dossier] = field(default_factory=list)

    def act(self, step: tuple[int, int, int, int]) -> None:
        """Do something lawful, chosen by the four numbers of the step."""
        what, which, how, late = step
        if what == 0 or not self.dossiers:
            procedure = PROCEDURES[how % len(PROCEDURES)]
            self.dossiers.append(Dossier(procedure, CHANNELS[which % len(CHANNELS)]))
            which = len(self.dossiers) - 1
        elif what == 1:
            self.today += DAY * (1 + how)
        elif what == 2:
            self.frontier = max(self.frontier, self.today - DAY)
        dossier = self.dossiers[which % len(self.dossiers)]
        lawful = lifecycle.lawful_acts(dossier.state.status)
        self._record(dossier, lawful[how % len(lawful)], how, occurred_on=self.today - DAY * late)

    def _record(self, dossier: Dossier, act: Act, how: int, *, occurred_on: date) -> None:
        previous = dossier.events[-1].posted_on if dossier.events else date.min
        posted_on = max(occurred_on, previous, self.frontier + DAY)
        before = dossier.state
        if act is Act.REVERSE:
            if not dossier.undoable:
                return
            after = dossier.undoable.pop()
        else:
            after = _after(dossier, act, how, occurred_on, posted_on)
            dossier.undoable.append(before)
        kind = movements.kind(
            from_status=before.status,
            to_status=after.status,
            from_agency=before.agency,
            to_agency=after.agency,
            act=act,
        )
        dossier.events.append(Event(act, kind, posted_on, before, after))
        dossier.state = after


def _after(dossier: Dossier, act: Act, how: int, occurred_on: date, posted_on: date) -> State:
    before = dossier.state
    status = lifecycle.after(before.status, act, came_from=before.came_from)
    after = replace(before, status=status, came_from=before.status)
    if before.status not in PENDING | SETTLED and status in PENDING:
        after = replace(
            after,
            agency=AGENCIES[how % len(AGENCIES)],
            channel=dossier.channel,
            carried_in=act is Act.CARRY_IN,
            received_posted_on=posted_on,
            due_on=occurred_on + DAY * (how % 7) if how % 5 else None,
        )
    if act is Act.TRANSFER:
        there = (AGENCIES.index(before.agency) + 1 + how % 2) % len(AGENCIES)
        after = replace(after, agency=AGENCIES[there])
    if before.status in PENDING and status in PENDING and act is not Act.TRANSFER:
        keeps_waiting = before.status is status
        after = replace(after, came_from=before.came_from if keeps_waiting else before.status)
    if before.status in PENDING and status in PENDING and act is Act.TRANSFER:
        after = replace(after, came_from=before.came_from)
    if before.status in PENDING and status in SETTLED:
        ending = movements.ending(status, denied=how % 2 == 0)
        verdict = deadline.for_report(occurred_on, before.due_on)
        after = replace(after, settled_as=(ending, verdict), settled_posted_on=posted_on)
    return after


def play(steps: Iterable[tuple[int, int, int, int]]) -> Province:
    """Play the steps from an empty province."""
    province = Province()
    for step in steps:
        province.act(step)
    return province


Chosen = Callable[[str, str], bool]
#: One count: the leaf of ``Flows``, and its key where the leaf has several.
Leaf = tuple[str, object]


def flows(province: Province, chosen: Chosen, window: Window) -> Flows:
    """Count every leaf of the chosen agencies and procedures (a predicate of both) in the window."""
    counts: Counter[Leaf] = Counter()
    for dossier in province.dossiers:
        here = {agency for agency in AGENCIES if chosen(agency, dossier.procedure)}
        counts.update(_standing(dossier, here, window))
        for event in dossier.events:
            if event.posted_on in window:
                counts.update(_moved(event, here, window))
    leaves: dict[str, object] = {}
    for (name, key), count in counts.items():
        if key is None:
            leaves[name] = count
        else:
            leaves.setdefault(name, {})[key] = count
    return Flows(**leaves)


def _standing(dossier: Dossier, here: set[str], window: Window) -> Iterator[Leaf]:
    opening = dossier.state_at_end_of(window.from_on - DAY)
    closing = dossier.state_at_end_of(window.to_on)
    if opening.status in PENDING and opening.agency in here:
        yield "opening", None
    if closing.status in PENDING and closing.agency in here:
        yield (
            movements.closing(closing.status, due_on=closing.due_on, through=window.to_on),
            None,
        )


def _moved(event: Event, here: set[str], window: Window) -> Iterator[Leaf]:
    held = event.before if event.kind is MovementKind.ANNULLED else event.after
    of_window = movements.is_of_window(
        received_posted_on=held.received_posted_on,
        carried_in=held.carried_in,
        from_on=window.from_on,
    )
    by_receipt = ("{}", held.channel) if of_window else ("{}_before", None)
    leaving, arriving = {
        MovementKind.RECEIVED: ((), ("received", held.channel)),
        MovementKind.CARRIED_IN: ((), ("carried_in", None)),
        MovementKind.SETTLED: ((), ("settled", event.after.settled_as)),
        MovementKind.REOPENED: (
            ("reopened", event.before.settled_as)
            if event.before.settled_posted_on in window
            else ("reopened_before", None),
            (),
        ),
        MovementKind.ANNULLED: ((by_receipt[0].format("annulled"), by_receipt[1]), ()),
        MovementKind.TRANSFERRED: (
            (by_receipt[0].format("transferred_out"), by_receipt[1]),
            (by_receipt[0].format("transferred_in"), by_receipt[1]),
        ),
        MovementKind.NONE: ((), ()),
    }[event.kind]
    if leaving and event.before.agency in here:
        yield leaving
    if arriving and event.after.agency in here:
        yield arriving


def recount(province: Province, chosen: Chosen, window: Window) -> dict[str, int]:
    """Count the columns dossier by dossier, from where each stands at the end of the window."""
    counts: Counter[str] = Counter()
    for dossier in province.dossiers:
        state = dossier.state_at_end_of(window.to_on)
        if not state.agency or not chosen(state.agency, dossier.procedure):
            continue
        if state.status in PENDING:
            name = movements.closing(state.status, due_on=state.due_on, through=window.to_on)
            counts["c13" if name == "closing_running_overdue" else "c12"] += 1
        elif state.status in SETTLED and state.settled_posted_on in window:
            columns = {Verdict.EARLY: "c8", Verdict.ON_TIME: "c9", Verdict.LATE: "c10"}
            counts[columns[state.settled_as[1]]] += 1
        else:
            continue
        if not state.carried_in and state.received_posted_on in window:
            counts["c4" if state.channel is Channel.ONLINE else "c5"] += 1
        else:
            counts["c6"] += 1
    return counts


def windows(province: Province, cuts: Iterable[int]) -> list[Window]:
    """Cut the time played, and a little around it, into windows in a row at the given days."""
    first = FIRST_DAY - DAY * 6
    span = (province.today - first).days + 1
    starts = sorted({first, *(first + DAY * (cut % span) for cut in cuts)})
    ends = [*(start - DAY for start in starts[1:]), first + DAY * span]
    return [Window(from_on, to_on) for from_on, to_on in zip(starts, ends, strict=True)]
