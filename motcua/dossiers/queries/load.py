"""What lies on whose desk: how much is late, near, waiting, and since when; by unit, person and step.

A dossier lies at the agency where it is worked on now: at the competent one, or where it stays for a step. It is late
after ``Dossier.urgent_at``: when its result or its step is, whichever comes first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.history import OPEN
from motcua.organizations import queries as agencies
from motcua.rules.codes import WAITING

K = TypeVar("K")
_DAY = timedelta(days=1)
_WAITING = tuple(sorted(status.value for status in WAITING))
#: The order of every list of a desk: what is late first; what waits for the filer comes last.
BY_PRESSURE = (F("waiting_since").asc(nulls_first=True), F("urgent_at").asc(nulls_last=True), "pk")


@dataclass(frozen=True, slots=True)
class Load:
    """How many open dossiers, by when they are late; ``since``: the day the oldest late one was due."""

    late: int = 0
    today: int = 0
    following: int = 0
    later: int = 0
    waiting: int = 0
    since: date | None = None

    @property
    def near(self) -> int:
        """Return what is due today or on the next working day."""
        return self.today + self.following

    @property
    def running(self) -> int:
        """Return everything whose clock runs."""
        return self.late + self.near + self.later

    @property
    def total(self) -> int:
        """Return everything open."""
        return self.running + self.waiting

    def __add__(self, other: "Load") -> "Load":
        """Add two loads; the older of what is late counts."""
        days = [day for day in (self.since, other.since) if day is not None]
        return Load(
            late=self.late + other.late,
            today=self.today + other.today,
            following=self.following + other.following,
            later=self.later + other.later,
            waiting=self.waiting + other.waiting,
            since=min(days, default=None),
        )


class Hands(NamedTuple):
    """In whose hands dossiers are at an agency; nobody's before somebody is given them."""

    desk_id: int
    holder_id: int | None
    post_id: int | None


class Standing(NamedTuple):
    """The step of an internal process in which dossiers stand at an agency; none without a process."""

    desk_id: int
    route_id: int | None
    step: str


class Horizon:
    """What is late, near and waiting at one agency at a moment, as conditions and as days."""

    def __init__(self, desk_id: int, at: datetime) -> None:
        """Read the agency's calendar: tomorrow is its next working day."""
        self.at = at
        self.today = clock.local(at).date()
        self.next_day = agencies.working_calendar(desk_id).next_working_day(self.today)
        ends = Q(urgent_at__lt=clock.at(self.today + _DAY, 0))
        soon = Q(urgent_at__lt=clock.at(self.next_day + _DAY, 0))
        self.waiting = Q(status__in=_WAITING)
        self.late = Q(urgent_at__lt=at)
        self.due_today = Q(urgent_at__gte=at) & ends
        self.due_next = Q(urgent_at__gte=clock.at(self.today + _DAY, 0)) & soon
        self.later = ~self.waiting & (
            Q(urgent_at=None) | Q(urgent_at__gte=clock.at(self.next_day + _DAY, 0))
        )

    def load(self, day: date | None, number: int, *, over: bool, waits: bool) -> Load:
        """Say what some dossiers that are late after one day weigh."""
        if waits:
            return Load(waiting=number)
        if over:
            return Load(late=number, since=day)
        if day == self.today:
            return Load(today=number)
        if day is not None and day <= self.next_day:
            return Load(following=number)
        return Load(later=number)


def at_desks(desk_ids: Iterable[int]) -> QuerySet[Dossier]:
    """Open dossiers worked on at these agencies now."""
    found = Dossier.objects.alias(desk=Coalesce("stay_at", "agency"))
    return found.filter(desk__in=list(desk_ids), status__in=OPEN)


def by_unit(desk_ids: Iterable[int], at: datetime) -> Mapping[int, Load]:
    """Return the load of each agency that has any."""
    return _folded(_counted(desk_ids, at), at, lambda row: int(row["at_desk"]))


def by_person(desk_ids: Iterable[int], at: datetime) -> Mapping[Hands, Load]:
    """Return the load in each pair of hands at these agencies."""
    rows = _counted(desk_ids, at, "holder_id", "post_id")
    return _folded(rows, at, lambda row: Hands(row["at_desk"], row["holder_id"], row["post_id"]))


def by_step(desk_ids: Iterable[int], at: datetime) -> Mapping[Standing, Load]:
    """Return the load in each step at these agencies."""
    rows = _counted(desk_ids, at, "route_id", "step")
    return _folded(rows, at, lambda row: Standing(row["at_desk"], row["route_id"], row["step"]))


def _counted(desk_ids: Iterable[int], at: datetime, *keys: str) -> Iterable[dict[str, Any]]:
    """Count by desk and keys, by the day of which a dossier is late, in one statement."""
    ended = ExpressionWrapper(Q(urgent_at__lt=at), output_field=BooleanField())
    waits = ExpressionWrapper(Q(status__in=_WAITING), output_field=BooleanField())
    return (
        at_desks(desk_ids)
        .values(
            *keys,
            at_desk=Coalesce("stay_at", "agency"),
            day=TruncDate("urgent_at", tzinfo=clock.ZONE),
            over=ended,
            waits=waits,
        )
        .annotate(number=Count("pk"))
        .order_by()
    )


def _folded(
    rows: Iterable[dict[str, Any]], at: datetime, key: Callable[[dict[str, Any]], K]
) -> dict[K, Load]:
    horizons: dict[int, Horizon] = {}
    found: dict[K, Load] = defaultdict(Load)
    with agencies.held_calendars():
        for row in rows:
            desk_id = row["at_desk"]
            if desk_id not in horizons:
                horizons[desk_id] = Horizon(desk_id, at)
            found[key(row)] += horizons[desk_id].load(
                row["day"], row["number"], over=bool(row["over"]), waits=row["waits"]
            )
    return dict(found)
