"""Questions about old results: how far each unit has come, counted apart from everything else."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from motcua.dossiers.models import OldResult, OldResultBatch, OldResultState


@dataclass(frozen=True)
class Progress:
    """Of one agency: how many are listed, have their file, were checked, are stored, were found wrong."""

    agency: str
    listed: int
    with_file: int
    checked: int
    stored: int
    wrong: int


def batches(agency_ids: Collection[int]) -> QuerySet[OldResultBatch]:
    """Batches of some agencies, the latest first, each with how many rows it has and how many lack a file."""
    rows = OldResultBatch.objects.filter(agency__in=agency_ids).select_related(
        "agency", "made_by", "checked_by"
    )
    counted = rows.annotate(
        listed=Count("results"),
        missing=Count("results", filter=Q(results__file=None)),
        waiting=Count("results", filter=Q(results__state=OldResultState.WAITING)),
    )
    return counted.order_by("-pk")


def progress(agency_ids: Collection[int]) -> list[Progress]:
    """How far each agency with old results has come, by name."""
    waiting = Q(state=OldResultState.WAITING)
    rows = (
        OldResult.objects.filter(batch__agency__in=agency_ids)
        .values("batch__agency__name")
        .annotate(
            listed=Count("pk"),
            with_file=Count("pk", filter=Q(file__isnull=False)),
            checked=Count("pk", filter=~waiting),
            stored=Count("pk", filter=Q(paper__isnull=False)),
            wrong=Count("pk", filter=Q(state=OldResultState.WRONG)),
        )
        .order_by("batch__agency__name")
    )
    return [Progress(row.pop("batch__agency__name"), **row) for row in rows]
