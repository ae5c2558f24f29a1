"""What runs late, or soon will: not answered, not handed over, late, near; by unit, step, person, since when.

Each alarm is a condition an index finds; a group of it opens the very dossiers it counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    Func,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import desks
from motcua.dossiers.queries.history import OPEN
from motcua.organizations import queries as agencies
from motcua.rules import alarms
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import WAITING, Status

_WAITING = tuple(sorted(status.value for status in WAITING))
_DAY = timedelta(days=1)
#: No agency at all: a condition nothing meets.
_NOTHING = Q(pk__in=())


class Alarm(StrEnum):
    """What a leader is told of each morning."""

    UNANSWERED = "unanswered"
    KEPT = "kept"
    LATE = "late"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Group:
    """Dossiers of one alarm in one unit, steps of one name and one pair of hands; ``since`` is the oldest moment.

    Submitted or received then, late since then, or late after then. ``step`` is what stands for the name in an
    address and a notice: every procedure has a process of its own, with steps of the same names. Both are empty
    where no step is, or one without a name.
    """

    alarm: Alarm
    desk_id: int
    step: str
    step_name: str
    holder_id: int | None
    number: int
    since: datetime


def unanswered(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Submissions whose 8 working hours are over, the oldest first."""
    return desks.queue(agency_ids).filter(_came_before(agency_ids, at, _UNANSWERED))


def to_answer_today(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Submissions whose 8 working hours end before this day does, the oldest first."""
    return (
        desks.queue(agency_ids)
        .filter(_came_before(agency_ids, _midnight(at), _UNANSWERED))
        .exclude(_came_before(agency_ids, at, _UNANSWERED))
    )


def kept(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Dossiers received and handed to nobody by the time the law sets, the oldest first."""
    return _not_handed_over(agency_ids).filter(_came_before(agency_ids, at, _KEPT))


def to_hand_over_today(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Dossiers received that must be handed over before this day ends, the oldest first."""
    return (
        _not_handed_over(agency_ids)
        .filter(_came_before(agency_ids, _midnight(at), _KEPT))
        .exclude(_came_before(agency_ids, at, _KEPT))
    )


def at_reception(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Everything a one-stop desk is late with: not answered, or not handed over."""
    here = list(agency_ids)
    waiting = Q(status=Status.SUBMITTED.value) & _came_before(here, at, _UNANSWERED)
    offered = Q(offered_to=None, offered_post=None)
    lying = offered & Q(status=Status.RECEIVED.value) & _came_before(here, at, _KEPT)
    return Dossier.objects.filter(waiting | lying, taken_in_at__in=here)


def late(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Dossiers worked on at these agencies whose result or step is late, the oldest first."""
    return _running(agency_ids).filter(urgent_at__lt=at).order_by("urgent_at", "pk")


def near(agency_ids: Iterable[int], at: datetime) -> QuerySet[Dossier]:
    """Dossiers worked on here that are late after today or after the next working day, the first first."""
    today = clock.local(at).date()
    ends = [
        Q(desk__in=ids, urgent_at__lt=clock.at(calendar.next_working_day(today) + _DAY, 0))
        for calendar, ids in agencies.calendars_of(agency_ids)
    ]
    soon = reduce(or_, ends, _NOTHING)
    return _running(agency_ids).filter(soon, urgent_at__gte=at).order_by("urgent_at", "pk")


#: Which dossiers each alarm is about.
DOSSIERS: dict[Alarm, Callable[[Iterable[int], datetime], QuerySet[Dossier]]] = {
    Alarm.UNANSWERED: unanswered,
    Alarm.KEPT: kept,
    Alarm.LATE: late,
    Alarm.NEAR: near,
}
#: At which unit each is counted.
_UNIT: dict[Alarm, Any] = {
    Alarm.UNANSWERED: F("taken_in_at"),
    Alarm.KEPT: F("taken_in_at"),
    Alarm.LATE: Coalesce("stay_at", "agency"),
    Alarm.NEAR: Coalesce("stay_at", "agency"),
}
#: From when each alarm counts: submitted, received, late after.
SINCE = {
    Alarm.UNANSWERED: "submitted_at",
    Alarm.KEPT: "received_at",
    Alarm.LATE: "urgent_at",
    Alarm.NEAR: "urgent_at",
}


#: What the step a dossier stands in is called, in its own process.
_NAME = Coalesce("stands_in__name", Value(""))
#: A name may be a paragraph; its mark is short and tells names apart.
_MARK = Case(
    When(named="", then=Value("")),
    default=Func(
        F("named"),
        template="left(encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex'), 20)",
    ),
    output_field=CharField(),
)


def groups(alarm: Alarm, agency_ids: Iterable[int], at: datetime) -> list[Group]:
    """Return an alarm's dossiers by unit, name of the step and person, the oldest first; one statement."""
    counted = (
        _by_step(DOSSIERS[alarm](agency_ids, at))
        .select_related(None)
        .order_by()
        .values("holder_id", desk_id=_UNIT[alarm], step_name=F("named"), mark=F("marked"))
        .annotate(number=Count("pk"), since=Min(SINCE[alarm]))
    )
    found = [Group(alarm=alarm, step=row.pop("mark"), **row) for row in counted]
    return sorted(found, key=lambda one: (one.since, -one.number, one.desk_id, one.step_name))


def behind(group: Group, at: datetime) -> QuerySet[Dossier]:
    """Return the dossiers of a group; name, ``number`` and ``since`` are not looked at."""
    found = _by_step(DOSSIERS[group.alarm]([group.desk_id], at))
    return found.filter(Q(("marked", group.step)), holder=group.holder_id)


def _by_step(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Join the step each dossier stands in; the relation is a new one, Django writes into it."""
    stands_in = FilteredRelation("route__steps", condition=Q(route__steps__code=F("step")))
    return found.alias(stands_in=stands_in).alias(named=_NAME).alias(marked=_MARK)


def _not_handed_over(agency_ids: Iterable[int]) -> QuerySet[Dossier]:
    """Dossiers nobody was handed since they were received; who was offered one has been."""
    return (
        desks.rows()
        .filter(
            taken_in_at__in=list(agency_ids),
            status=Status.RECEIVED.value,
            offered_to=None,
            offered_post=None,
        )
        .order_by("received_at", "pk")
    )


def _running(agency_ids: Iterable[int]) -> QuerySet[Dossier]:
    found = desks.rows().alias(desk=Coalesce("stay_at", "agency"))
    return found.filter(desk__in=list(agency_ids), status__in=OPEN, waiting_since=None)


@dataclass(frozen=True)
class _Coming:
    """A column, and the rule that says up to which moment of it the time is over."""

    column: str
    through: Callable[[datetime, WorkingCalendar], datetime]


_UNANSWERED = _Coming("submitted_at", alarms.unanswered_through)
_KEPT = _Coming("received_at", alarms.kept_through)


def _came_before(agency_ids: Iterable[int], at: datetime, coming: _Coming) -> Q:
    """Say for every agency up to which moment it is over; agencies of one calendar share the answer."""
    ids: dict[datetime, list[int]] = defaultdict(list)
    for calendar, sharing in agencies.calendars_of(agency_ids):
        ids[coming.through(at, calendar)] += sharing
    parts = [
        Q(taken_in_at__in=sharing) & Q((f"{coming.column}__lte", through))
        for through, sharing in ids.items()
    ]
    return reduce(or_, parts, _NOTHING)


def _midnight(at: datetime) -> datetime:
    """Return the first moment after the day."""
    return clock.at(clock.local(at).date() + _DAY, 0)
