"""What lies on whose desk: how much is late, near, waiting, and since when; by unit, person and step.

A dossier lies at the agency where it is worked on now: at the competent one, or where it stays for a step. It is late
after ``Dossier.urgent_at``: when its result or its step is, whichever comes first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db import connection
from django.db.models import Aggregate, Count, F, Min, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from motcua.base import clock
from motcua.dossiers.models import DeskLoad, Dossier
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
        first = TruncDate("urgent_at", tzinfo=clock.ZONE)
        return counts | {"since": Min(first, filter=self.late)}


def at_desks(desk_ids: Iterable[int]) -> QuerySet[Dossier]:
    """Open dossiers worked on at these agencies now."""
    found = Dossier.objects.alias(desk=Coalesce("stay_at", "agency"))
    return found.filter(desk__in=list(desk_ids), status__in=OPEN)


def of_unit(desk_id: int, at: datetime, *, holder: int, post: int) -> tuple[Load, Load, Load]:
    """Return the load of a person at an agency, of a post there, and of the whole, in one statement."""
    mine, posted, whole = Load(), Load(), Load()
    for row in _weighed([desk_id], at, ("holder_id", "post_id")):
        some = read(row)
        mine += some if row["holder_id"] == holder else Load()
        posted += some if row["post_id"] == post else Load()
        whole += some
    return mine, posted, whole


def by_unit(desk_ids: Iterable[int], at: datetime) -> Mapping[int, Load]:
    """Return the load of each agency that has any."""
    return {row["desk_id"]: read(row) for row in _weighed(desk_ids, at, ())}


def by_person(desk_ids: Iterable[int], at: datetime) -> Mapping[Hands, Load]:
    """Return the load in each pair of hands at these agencies."""
    rows = _weighed(desk_ids, at, ("holder_id", "post_id"))
    return {Hands(row["desk_id"], row["holder_id"], row["post_id"]): read(row) for row in rows}


def by_step(desk_ids: Iterable[int], at: datetime) -> Mapping[Standing, Load]:
    """Return the load in each step at these agencies."""
    rows = _weighed(desk_ids, at, ("route_id", "step"))
    return {Standing(row["desk_id"], row["route_id"], row["step"]): read(row) for row in rows}


def held(account_id: int, desk_id: int) -> QuerySet[DeskLoad]:
    """Return the rows whose numbers add up to what a person holds at an agency."""
    return DeskLoad.objects.filter(desk=desk_id, by_step=False, holder=account_id)


#: The sums by day of what is late, and of today what is late by now: few, and found by an index.
_WEIGHED = """
WITH days AS (
SELECT {keys}, late_on, waits, false AS over, sum(number) AS number
  FROM dossiers_deskload
 WHERE desk_id = ANY(%(desks)s) AND by_step = %(by_step)s
 GROUP BY {keys}, late_on, waits HAVING sum(number) <> 0
), parts AS (
SELECT * FROM days
UNION ALL
SELECT {now}, %(today)s::date, false, true, count(*)
  FROM dossiers_dossier
 WHERE coalesce(stay_at_id, agency_id) = ANY(%(desks)s) AND status IN ({open})
   AND waiting_since IS NULL AND urgent_at >= %(midnight)s AND urgent_at < %(at)s
 GROUP BY {now}
)
SELECT {keys},
       coalesce(sum(number) FILTER (WHERE over OR late_on < %(today)s), 0) AS late,
       coalesce(sum(CASE WHEN over THEN -number ELSE number END)
                FILTER (WHERE late_on = %(today)s), 0) AS today,
       coalesce(sum(number) FILTER (WHERE late_on > %(today)s AND late_on <= %(next)s), 0) AS following,
       coalesce(sum(number) FILTER (WHERE NOT waits AND (late_on IS NULL OR late_on > %(next)s)), 0) AS later,
       coalesce(sum(number) FILTER (WHERE waits), 0) AS waiting,
       min(late_on) FILTER (WHERE over OR late_on < %(today)s) AS since
  FROM parts GROUP BY {keys}"""


def _weighed(
    desk_ids: Iterable[int], at: datetime, by: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """Weigh by desk and keys: one statement for all agencies with the same next working day."""
    today = clock.local(at).date()
    sql = _WEIGHED.format(
        keys=", ".join(("desk_id", *by)),
        now=", ".join(("coalesce(stay_at_id, agency_id)", *by)),
        open=", ".join(f"'{status}'" for status in OPEN),
    )
    for calendar, ids in agencies.calendars_of(desk_ids):
        wanted: dict[str, Any] = {
            "today": today,
            "next": calendar.next_working_day(today),
            "at": at,
        }
        wanted |= {"desks": ids, "by_step": "holder_id" not in by, "midnight": clock.at(today, 0)}
        with connection.cursor() as cursor:
            cursor.execute(sql, wanted)
            names = [column.name for column in cursor.description]
            yield from (dict(zip(names, row, strict=True)) for row in cursor.fetchall())


def _next_day(desk_id: int, at: datetime) -> date:
    return agencies.working_calendar(desk_id).next_working_day(clock.local(at).date())


def read(row: Mapping[str, Any]) -> Load:
    """Read what ``Horizon.counts`` has counted, or the sums have."""
    return Load(
        late=int(row["late"]),
        today=int(row["today"]),
        following=int(row["following"]),
        later=int(row["later"]),
        waiting=int(row["waiting"]),
        since=row["since"],
    )
