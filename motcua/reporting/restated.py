"""The restatement of form II.06: the same window by the days things happened, and every event that parts the two."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from motcua.base import clock
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Agency
from motcua.reporting import tables
from motcua.reporting.figures import Form, Report
from motcua.rules import forms, movements, restatement
from motcua.rules.codes import Act, Channel, Ending, MovementKind, Outcome, Status, Verdict
from motcua.rules.periods import Window
from motcua.rules.restatement import Fact, Standing


@dataclass(frozen=True)
class Cause:
    """An event that stands elsewhere by its own day: what it adds to columns 3 to 13 of the official form."""

    dossier_id: int
    act: Act
    occurred_on: date
    posted_on: date
    changes: dict[str, int]


@dataclass(frozen=True)
class Restated:
    """The official form, the columns by the days things happened, and the causes in the order of the books."""

    official: Report
    columns: dict[str, int]
    causes: tuple[Cause, ...]

    @property
    def changes(self) -> dict[str, int]:
        """What the second view adds to each column of the official one."""
        cells = self.official.total.cells()
        return {name: number - cells[name] for name, number in self.columns.items()}


def two_six(
    *,
    agency: Agency,
    window: Window,
    as_of: datetime | None = None,
    counting_rule: str = forms.DEFAULT.code,
    by: Form = "b",
) -> Restated:
    """Tell form II.06 of a unit and a window both ways. Raise ``tables.CountingRuleUnknown``."""
    official = tables.two_six(
        agency=agency,
        from_on=window.from_on,
        to_on=window.to_on,
        as_of=as_of,
        counting_rule=counting_rule,
        by=by,
        named=window.named,
    )
    ids = tables.scope(agency.pk, window, by).ids
    rule = official.counting_rule
    columns = Counter(official.total.cells())
    causes = []
    for events in _histories(ids, window, as_of):
        history = facts(events)
        for place, event in enumerate(events):
            moved = restatement.columns(restatement.moved(history, place, window, ids), rule)
            changes = {name: number for name, number in moved.items() if number}
            if changes:
                columns.update(changes)
                causes.append(_cause(event, changes))
    causes.sort(key=lambda one: (one.posted_on, one.occurred_on, one.dossier_id))
    return Restated(official, dict(columns), tuple(causes))


def _cause(event: DossierEvent, changes: dict[str, int]) -> Cause:
    return Cause(event.dossier_id, Act(event.act), event.occurred_on, event.posted_on, changes)


def _histories(
    ids: Sequence[int], window: Window, as_of: datetime | None
) -> list[list[DossierEvent]]:
    """The histories of the dossiers with an event that one border of the window parts from its own day."""
    known = Q(recorded_at__lte=as_of) if as_of else Q()
    parted = Q(occurred_on__lt=window.from_on, posted_on__gte=window.from_on) | Q(
        occurred_on__lte=window.to_on, posted_on__gt=window.to_on
    )
    here = Q(from_agency__in=ids) | Q(to_agency__in=ids)
    counts = ~Q(movement="") | ~Q(from_status=F("to_status")) | ~Q(from_due_at=F("to_due_at"))
    dossiers = (
        DossierEvent.objects.filter(known, parted, here, counts, posted_on__gte=window.from_on)
        .values_list("dossier_id", flat=True)
        .distinct()
    )
    found: dict[int, list[DossierEvent]] = defaultdict(list)
    events = DossierEvent.objects.filter(known, dossier__in=list(dossiers))
    for event in events.order_by("dossier_id", "seq"):
        found[event.dossier_id].append(event)
    return list(found.values())


def facts(events: Sequence[DossierEvent]) -> list[Fact]:
    """Read one dossier's events, in their order, as the rules read them."""
    places = {event.pk: place for place, event in enumerate(events)}
    found: list[Fact] = []
    receipt: int | None = None
    for place, event in enumerate(events):
        movement = MovementKind(event.movement)
        if movement in {MovementKind.RECEIVED, MovementKind.CARRIED_IN}:
            receipt = place if movement is MovementKind.RECEIVED else None
        found.append(
            Fact(
                occurred_on=event.occurred_on,
                posted_on=event.posted_on,
                movement=movement,
                before=_standing(event.from_status, event.from_agency_id, event.from_due_at),
                after=_standing(event.to_status, event.to_agency_id, event.to_due_at),
                channel=_channel(event, movement),
                ended=_ended(event, movement),
                received=receipt,
                reverses=places.get(event.reverses_id) if event.reverses_id else None,
            )
        )
    return found


def _standing(status: str, agency_id: int, due_at: datetime | None) -> Standing:
    due_on = clock.local(due_at).date() if due_at else None
    return Standing(status=Status(status), agency_id=agency_id, due_on=due_on)


def _channel(event: DossierEvent, movement: MovementKind) -> Channel | None:
    """An annulled receipt counts under the dossier's channel, everything else under the receipt's."""
    word = event.channel if movement is MovementKind.ANNULLED else event.received_channel
    return Channel(word) if word else None


def _ended(event: DossierEvent, movement: MovementKind) -> tuple[Ending, Verdict] | None:
    if movement is not MovementKind.SETTLED:
        return None
    ending = movements.ending(Status(event.to_status), denied=event.outcome == Outcome.DENIED)
    return ending, Verdict(event.verdict_report)
