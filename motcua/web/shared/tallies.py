"""The figures beside the tasks of the rail: how much waits at the post."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from motcua.base import clock
from motcua.control.queries import tasks
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import alarms
from motcua.notices import queries as notices
from motcua.organizations import access
from motcua.organizations.access import Permission, Posting
from motcua.organizations.models import Role
from motcua.rules.codes import WAITING

_WAITING = tuple(sorted(status.value for status in WAITING))


def of(account_id: int, desk: Posting, at: datetime) -> dict[str, int]:
    """Count what waits at a post, by the names ``rail`` gives its figures."""
    counted: dict[str, QuerySet[Any]] = {}
    if desk.role in (Role.CLERK, Role.OFFICER, Role.LEADER):
        counted["inbox"] = _inbox(account_id, desk)
    if desk.role == Role.CLERK:
        counted["submissions"] = queries.queue([desk.agency_id])
        counted["counter"] = queries.counter([desk.agency_id])
        counted["alarms"] = alarms.at_reception([desk.agency_id], at)
    if desk.role in (Role.LEADER, Role.CONTROLLER):
        counted["late"] = _late(desk, at)
    if desk.role != Role.ADMIN:
        counted["notices"] = notices.unread(account_id, at)
        counted["tasks"] = tasks.turn_of(account_id)
    return _counts(counted)


def _counts(counted: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """Count all in one statement; nothing waiting is zero."""
    parts = [
        found.select_related(None)
        .order_by()
        .annotate(name=Value(name))
        .values("name")
        .annotate(number=Count("pk"))
        .values_list("name", "number")
        for name, found in counted.items()
    ]
    found = parts[0].union(*parts[1:], all=True) if parts else ()
    return dict.fromkeys(counted, 0) | dict(found)


def _inbox(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    mine = Q(holder_id=account_id, agency_id=desk.agency_id)
    offered = Q(offered_to_id=account_id) | Q(offered_to_id=None, offered_post_id=desk.post_id)
    return Dossier.objects.filter(mine | offered, status__in=queries.OPEN)


def _late(desk: Posting, at: datetime) -> QuerySet[Dossier]:
    reach = access.reach([desk], Permission.OVERSEE)
    midnight = clock.at(clock.local(at).date(), 0)
    board = queries.unit_board(reach)
    return board.filter(due_at__lt=midnight).exclude(status__in=_WAITING)
