"""How a procedure is handled on a day, and at which service level; what was before."""

from datetime import date

from django.db.models import Q

from motcua.base import revisions
from motcua.catalog.models import (
    CaseChannel,
    Handling,
    ListMembership,
    Procedure,
    ProcedureVersion,
    ServiceLevelPeriod,
)
from motcua.rules.codes import Channel, ServiceLevel


def handling(procedure: Procedure, on: date) -> Handling | None:
    """The row that holds on a day; None while nobody has stated one."""
    return procedure.handlings.filter(_covers(on)).first()


def takes_post(version: ProcedureVersion) -> bool:
    """Whether the record lets somebody file by post: all it states of how a procedure is received."""
    return CaseChannel.objects.filter(case__version=version, channel=Channel.POST).exists()


def service_level(version: ProcedureVersion, on: date) -> ServiceLevel:
    """The level by decision on a day, or else the least the version itself says."""
    return service_level_of(version.pk, on)


@revisions.remembered(revisions.CATALOG)
def service_level_of(version_id: int, on: date) -> ServiceLevel:
    """The same by the version's id, asked with every reception."""
    version = ProcedureVersion.objects.only("procedure_id", "service_level").get(pk=version_id)
    stated = ServiceLevelPeriod.objects.filter(_covers(on), procedure=version.procedure_id).first()
    return ServiceLevel(stated.level if stated else version.service_level)


def service_level_history(procedure: Procedure) -> list[ServiceLevelPeriod]:
    """Every level by decision, the first one first."""
    return list(procedure.service_levels.order_by("from_on"))


def memberships(procedure: Procedure, on: date) -> list[ListMembership]:
    """The lists the procedure is on, on a day, while the list itself holds."""
    rows = procedure.memberships.filter(
        _covers(on),
        Q(list__to_on__isnull=True) | Q(list__to_on__gte=on),
        list__from_on__lte=on,
    )
    return list(rows.select_related("list").order_by("list__code"))


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))
