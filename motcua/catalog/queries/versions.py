"""Which version of a procedure holds on a day, and what it consists of."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from motcua.catalog.models import (
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


def in_force_on(on: date) -> QuerySet[ProcedureVersion]:
    """Every version that holds on a day, with its field and procedure."""
    return (
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on)
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
        .order_by("-effective_from")
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
    """Limit and fees of a case through a channel. Raise ``NotThroughThisChannel``."""
    found = case.channels.filter(channel=channel).prefetch_related("fees").first()
    if found is None:
        raise NotThroughThisChannel(case.pk, channel)
    return found
