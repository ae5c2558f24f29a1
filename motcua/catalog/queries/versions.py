"""Which version of a procedure holds on a day, and what it consists of."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from motcua.base import revisions
from motcua.catalog.models import (
    LIMIT_MISSING,
    Absence,
    Case,
    CaseChannel,
    CasePaper,
    Procedure,
    ProcedureState,
    ProcedureVersion,
)
from motcua.rules.codes import Channel


class NotThroughThisChannel(LookupError):
    """The case cannot be filed through this channel."""


class LimitMissing(LookupError):
    """Nobody has stated the time limit of the case through this channel yet: it cannot be received."""


def in_force_on(on: date) -> QuerySet[ProcedureVersion]:
    """Every version that holds on a day, with its field and procedure.

    A procedure its source no longer lists on that day is not among them.
    """
    gone = Absence.objects.filter(procedure=OuterRef("procedure")).filter(_covers(on))
    return (
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on)
        .exclude(Exists(gone))
        .select_related("field", "procedure")
    )


def in_force(procedure: Procedure, on: date) -> ProcedureVersion | None:
    """The version that holds on a day, or None."""
    return in_force_on(on).filter(procedure=procedure).first()


def by_code(code: str, on: date) -> ProcedureVersion | None:
    """The version of the procedure with this national code that holds on a day, or None."""
    return in_force_on(on).filter(procedure__code=code).first()


def latest(code: str) -> ProcedureVersion | None:
    """The last version ever published under a code, in force or not."""
    return (
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT)
        .filter(procedure__code=code)
        .select_related("field", "procedure")
        .order_by("-effective_from", "-number")
        .first()
    )


def with_parts(version: ProcedureVersion) -> ProcedureVersion:
    """The same version with cases, channels, fees, papers, results and bases read in a few queries."""
    cases = Case.objects.order_by("order").prefetch_related(
        "channels__fees", Prefetch("papers", CasePaper.objects.order_by("order"))
    )
    return (
        ProcedureVersion.objects.select_related("field", "procedure")
        .prefetch_related(Prefetch("cases", cases), "results", "legal_bases")
        .get(pk=version.pk)
    )


def in_order(ids: Sequence[int]) -> list[ProcedureVersion]:
    """The versions with these ids, in the order of the ids, with field and procedure."""
    found = ProcedureVersion.objects.select_related("field", "procedure").in_bulk(ids)
    return [found[pk] for pk in ids]


def case_channel(case: Case, channel: Channel) -> CaseChannel:
    """Limit and fees of a case through a channel.

    Raise ``NotThroughThisChannel``, or ``LimitMissing`` when its time limit is not stated yet.
    """
    found = next((one for one in case.channels.all() if one.channel == channel), None)
    if found is None:
        raise NotThroughThisChannel(case.pk, channel)
    if found.limit_unit == LIMIT_MISSING:
        raise LimitMissing(case.pk, channel)
    return found


def switched_off(procedure: Procedure, on: date) -> bool:
    """Whether the source the procedure came from no longer lists it on a day."""
    return _switched_off(procedure.pk, on)


@revisions.remembered(revisions.CATALOG)
def _switched_off(procedure_id: int, on: date) -> bool:
    return Absence.objects.filter(_covers(on), procedure=procedure_id).exists()


def _covers(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))
