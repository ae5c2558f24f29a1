"""The figures beside the tasks of the rail: how much waits at the post."""

from datetime import datetime
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from motcua.base import clock
from motcua.control.queries import tasks
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import alarms, load
from motcua.notices import queries as notices
from motcua.organizations import access
from motcua.organizations.access import Permission, Posting
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.web.shared import rail


def of(account_id: int, desk: Posting, at: datetime) -> dict[str, int]:
    """Count what waits at a post, by the names ``rail`` gives its figures; most of them only as far as it shows."""
    counted: dict[str, QuerySet[Any]] = {}
    if desk.role == Role.CLERK:
        counted["submissions"] = queries.queue([desk.agency_id])
        counted["counter"] = queries.counter([desk.agency_id])
        counted["alarms"] = alarms.at_reception([desk.agency_id], at)
    if desk.role in (Role.LEADER, Role.CONTROLLER):
        counted["late"] = _late(desk, at)
    if desk.role != Role.ADMIN:
        counted["notices"] = notices.unread(account_id, at)
        counted["tasks"] = tasks.turn_of(account_id)
    asked: dict[str, Combinable] = {name: _UpTo(found) for name, found in counted.items()}
    if desk.role in (Role.CLERK, Role.OFFICER, Role.LEADER):
        asked["inbox"] = _held(account_id, desk) + _UpTo(_offered(account_id, desk))
    return _answered(account_id, asked)


class _UpTo(Subquery):
    """Counts what a question finds; beyond what the rail shows nobody needs to count on."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS found)"
    output_field = IntegerField()

    def __init__(self, found: QuerySet[Any]) -> None:
        """Take a question in any order, with or without what it would fetch besides."""
        super().__init__(found.select_related(None).order_by().values("pk")[: rail.MOST + 1])


def _answered(account_id: int, asked: dict[str, Combinable]) -> dict[str, int]:
    """Ask for all in one statement; nothing waiting is zero."""
    if not asked:
        return {}
    found = Account.objects.filter(pk=account_id).values_list(*asked.values()).get()
    return {name: number or 0 for name, number in zip(asked, found, strict=True)}


def _held(account_id: int, desk: Posting) -> Combinable:
    """Add up what an officer holds: that is weighed with every act."""
    held = load.held(account_id, desk.agency_id).values("desk")
    return Coalesce(Subquery(held.annotate(whole=Sum("number")).values("whole")), 0)


def _offered(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what is offered to an officer or the post; what he holds himself is counted already."""
    offered = Q(offered_to_id=account_id) | Q(offered_to_id=None, offered_post_id=desk.post_id)
    rows = Dossier.objects.alias(desk=Coalesce("stay_at", "agency"))
    return rows.filter(offered, status__in=queries.OPEN).exclude(
        holder_id=account_id, desk=desk.agency_id
    )


def _late(desk: Posting, at: datetime) -> QuerySet[Dossier]:
    reach = access.reach([desk], Permission.OVERSEE)
    midnight = clock.at(clock.local(at).date(), 0)
    board = queries.unit_board(reach)
    return board.filter(due_at__lt=midnight, waiting_since=None)
