"""Questions about notices: what still holds of what a person was told, and who was reminded of what today.

Whoever stands in for an absent person sees what that person was told of the agency, while he stands in. No row is
made for it: a leader's word was said once, to one person.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.base import clock
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import delegations
from motcua.dossiers.queries.alarms import Alarm, Group
from motcua.dossiers.queries.delegations import Stand
from motcua.notices.models import (
    OF_DOSSIER,
    OF_REPORT,
    OF_STEP,
    SOON,
    Notice,
    NoticeKind,
    StandInReading,
)
from motcua.organizations import queries as organizations
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules.codes import PENDING, WAITING

#: How long what was told is shown.
SHOWN = timedelta(days=30)
#: What is older is not written about any more: it stands in the list.
MAILED = timedelta(days=1)
#: Statuses in which a dossier's time runs.
RUNNING = tuple(sorted(status.value for status in PENDING - WAITING))


class Told(NamedTuple):
    """Of what people are reminded: an alarm, at an agency, in the steps of one name."""

    alarm: str
    agency_id: int
    step: str


def holds(at: datetime) -> Q:
    """Return the condition that what was told is still so: the owner, the moment, and that time runs.

    What was told of tomorrow no longer holds when the moment itself has come.
    """
    of_dossier = Q(kind__in=OF_DOSSIER, dossier__due_at=F("moment"))
    of_step = Q(kind__in=OF_STEP, dossier__step_due_at=F("moment"))
    alive = Q(dossier__status__in=RUNNING, dossier__holder=F("account"))
    passed = Q(kind__in=SOON, moment__lte=at)
    told = Q(kind__in=[NoticeKind.MISSED, NoticeKind.NUDGE, *OF_REPORT])
    return told | ((of_dossier | of_step) & alive & ~passed)


def told_to(account_id: int, at: datetime) -> Q:
    """Return the condition that a person was told, or somebody he stands in for at the moment, at that agency."""
    found = Q(account=account_id)
    for stand in delegations.stood_for(account_id, clock.local(at).date()):
        found |= _told_at(stand)
    return found


def _told_at(stand: Stand) -> Q:
    there = Q(dossier__stay_at=stand.agency_id) | Q(
        dossier__stay_at=None, dossier__agency=stand.agency_id
    )
    of_dossier = Q(kind__in=[*OF_DOSSIER, *OF_STEP]) & there
    of_agency = Q(kind__in=[NoticeKind.NUDGE, *OF_REPORT], agency=stand.agency_id)
    return Q(account=stand.absent_id) & (of_dossier | of_agency | Q(kind=NoticeKind.MISSED))


def of_person(account_id: int, at: datetime) -> QuerySet[Notice]:
    """Return what a person was told of late, himself or for whom he stands in, and what still holds of it.

    The newest first; ``seen_at`` is when its person, or this one in his place, read it.
    """
    mine = StandInReading.objects.filter(notice=OuterRef("pk"), account=account_id)
    return (
        Notice.objects.filter(
            told_to(account_id, at), holds(at), cancelled_at=None, made_at__gt=at - SHOWN
        )
        .annotate(seen_at=Coalesce("read_at", Subquery(mine.values("at"))))
        .select_related("account", "dossier__version", "agency", "by")
        .order_by("-made_at", "-pk")
    )


def unread(account_id: int, at: datetime) -> QuerySet[Notice]:
    """Return what neither its person nor this one in his place has read yet."""
    found = of_person(account_id, at).filter(read_at=None)
    return found.exclude(stand_in_readings__account=account_id)


def to_mail(at: datetime) -> QuerySet[Notice]:
    """Return what still holds, is neither read nor written to its person yet, and is a day old at most."""
    return (
        Notice.objects.filter(
            holds(at),
            made_at__gt=at - MAILED,
            mailed_at=None,
            read_at=None,
            cancelled_at=None,
            account__is_active=True,
        )
        .exclude(account__email="")
        .select_related("account", "dossier__version", "agency", "by")
        .order_by("account", "made_at", "pk")
    )


def recipients(group: Group, *, on: datetime, without: Account) -> list[Account]:
    """Return who is to be reminded of a group: its owner; of what has none, the clerks or the leaders there."""
    if group.holder_id is not None:
        owners = Account.objects.filter(pk=group.holder_id, is_active=True)
    elif group.alarm in (Alarm.UNANSWERED, Alarm.KEPT):
        day = clock.local(on).date()
        owners = organizations.holders_of(group.desk_id, Role.CLERK, day)
    else:
        owners = dossiers.leaders([group.desk_id], clock.local(on).date())
    return list(owners.exclude(pk=without.pk).order_by("pk"))


def reminded_today(agency_ids: Iterable[int], at: datetime) -> set[tuple[Told, int]]:
    """Return the groups of these agencies of which people were reminded today, each with whom."""
    found = Notice.objects.filter(
        kind=NoticeKind.NUDGE, moment=day_of(at), agency__in=list(agency_ids)
    )
    rows = found.values_list("alarm", "agency_id", "step", "account_id")
    return {(Told(*row[:-1]), row[-1]) for row in rows}


def was_reminded(group: Group, said: Collection[tuple[Told, int]]) -> bool:
    """Tell whether the group's owner, or whoever answers for what has none, was reminded of it."""
    of = Told(group.alarm, group.desk_id, group.step)
    return any(told == of and group.holder_id in (None, who) for told, who in said)


def day_of(at: datetime) -> datetime:
    """Return the first moment of the day: what a leader says of one thing is said once a day."""
    return clock.at(clock.local(at).date(), 0)
