"""What lies on whose desk: how much is late, near, waiting, and since when; by unit, person and step.

A dossier lies at the agency where it is worked on now: at the competent one, or where it stays for a step. It is late
after ``Dossier.urgent_at``: when its result or its step is, whichever comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db.models import (
    Aggregate,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
)
from django.db.models.functions import Coalesce

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.history import OPEN
from motcua.organizations import queries as agencies

_DAY = timedelta(days=1)
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
    """What is late, near and waiting at a moment, for agencies that have the same next working day."""

    def __init__(self, next_day: date, at: datetime) -> None:
        """Cut time at the ends of today and of the next working day."""
        over, soon = clock.at(clock.local(at).date() + _DAY, 0), clock.at(next_day + _DAY, 0)
        runs = Q(waiting_since=None)
        self.waiting = Q(waiting_since__isnull=False)
        self.late = runs & Q(urgent_at__lt=at)
        self.today = runs & Q(urgent_at__gte=at, urgent_at__lt=over)
        self.following = runs & Q(urgent_at__gte=over, urgent_at__lt=soon)
        self.later = runs & (Q(urgent_at=None) | Q(urgent_at__gte=soon))
        self.near = self.today | self.following

    @classmethod
    def of(cls, desk_id: int, at: datetime) -> Self:
        """Read the calendar of one agency: tomorrow is its next working day."""
        return cls(_next_day(desk_id, at), at)

    def counts(self) -> dict[str, Aggregate]:
        """Return the aggregates that make a load."""
        kinds = ("late", "today", "following", "later", "waiting")
        counts: dict[str, Aggregate] = {
            kind: Count("pk", filter=getattr(self, kind)) for kind in kinds
        }
        return counts | {"first": Min("urgent_at", filter=self.late)}


def at_desks(desk_ids: Iterable[int]) -> QuerySet[Dossier]:
    """Open dossiers worked on at these agencies now."""
    found = Dossier.objects.alias(desk=Coalesce("stay_at", "agency"))
    return found.filter(desk__in=list(desk_ids), status__in=OPEN)


def of_unit(desk_id: int, at: datetime, *, holder: int, post: int) -> tuple[Load, Load, Load]:
    """Return the load of a person at an agency, of a post there, and of the whole, in one statement."""
    is_mine = ExpressionWrapper(Q(holder_id=holder), output_field=BooleanField())
    is_posts = ExpressionWrapper(Q(post_id=post), output_field=BooleanField())
    rows = at_desks([desk_id]).values(is_mine=is_mine, is_posts=is_posts).order_by()
    mine, posted, whole = Load(), Load(), Load()
    for row in rows.annotate(**Horizon.of(desk_id, at).counts()):
        some = read(row)
        mine += some if row["is_mine"] else Load()
        posted += some if row["is_posts"] else Load()
        whole += some
    return mine, posted, whole


def by_unit(desk_ids: Iterable[int], at: datetime) -> Mapping[int, Load]:
    """Return the load of each agency that has any."""
    return {row["at_desk"]: read(row) for row in _counted(desk_ids, at)}


def by_person(desk_ids: Iterable[int], at: datetime) -> Mapping[Hands, Load]:
    """Return the load in each pair of hands at these agencies."""
    rows = _counted(desk_ids, at, "holder_id", "post_id")
    return {Hands(row["at_desk"], row["holder_id"], row["post_id"]): read(row) for row in rows}


def by_step(desk_ids: Iterable[int], at: datetime) -> Mapping[Standing, Load]:
    """Return the load in each step at these agencies."""
    rows = _counted(desk_ids, at, "route_id", "step")
    return {Standing(row["at_desk"], row["route_id"], row["step"]): read(row) for row in rows}


def _counted(desk_ids: Iterable[int], at: datetime, *keys: str) -> Iterator[dict[str, Any]]:
    """Count by desk and keys: one statement for all agencies with the same next working day."""
    with agencies.held_calendars():
        by_day: dict[date, list[int]] = defaultdict(list)
        for desk_id in desk_ids:
            by_day[_next_day(desk_id, at)].append(desk_id)
    for next_day, ids in by_day.items():
        grouped = at_desks(ids).values(*keys, at_desk=Coalesce("stay_at", "agency")).order_by()
        yield from grouped.annotate(**Horizon(next_day, at).counts())


def _next_day(desk_id: int, at: datetime) -> date:
    return agencies.working_calendar(desk_id).next_working_day(clock.local(at).date())


def read(row: Mapping[str, Any]) -> Load:
    """Read what ``Horizon.counts`` has counted."""
    return Load(
        late=row["late"],
        today=row["today"],
        following=row["following"],
        later=row["later"],
        waiting=row["waiting"],
        since=clock.local(row["first"]).date() if row["first"] else None,
    )
