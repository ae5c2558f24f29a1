"""Which versions wait for a time limit, and which for a choice between the source and the province."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.base import text
from motcua.catalog.models import (
    LIMIT_MISSING,
    CaseChannel,
    Conflict,
    ProcedureState,
    ProcedureVersion,
)
from motcua.rules.codes import Tier


def without_limit(
    on: date, *, words: str = "", level: Tier | None = None, field_id: int | None = None
) -> QuerySet[ProcedureVersion]:
    """The published versions not yet over that have a way to file without a time limit, by name.

    Nothing is received that way until somebody states the limit.
    """
    lacking = CaseChannel.objects.filter(case__version=OuterRef("pk"), limit_unit=LIMIT_MISSING)
    found = (
        ProcedureVersion.objects.filter(
            Exists(lacking), Q(effective_to__isnull=True), state=ProcedureState.PUBLISHED
        )
        .exclude(procedure__absences__from_on__lte=on, procedure__absences__to_on__isnull=True)
        .select_related("field", "procedure")
        .order_by("field__name_key", "name_key", "pk")
    )
    if level is not None:
        found = found.filter(Q(level=level) | Q(levels__contains=[level.value]))
    if field_id is not None:
        found = found.filter(field_id=field_id)
    for word in text.fold(words).split():
        found = found.filter(Q(fold__contains=word) | Q(procedure__code__contains=word))
    return found


def conflicts() -> QuerySet[Conflict]:
    """Where the source changed what the province had completed: the open ones first, then the latest."""
    return Conflict.objects.select_related(
        "procedure", "local__field", "national", "run", "settled_by"
    ).order_by("-settled_at", "-pk")


def open_conflicts() -> QuerySet[Conflict]:
    """The conflicts that wait."""
    return conflicts().filter(outcome=Conflict.Outcome.OPEN)
