"""Questions about old results: how far each unit has come, counted apart from everything else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from motcua.documents.models import Origin, Paper
from motcua.dossiers.models import OldResult, OldResultBatch, OldResultState


@dataclass(frozen=True)
class Counted:
    """Of one agency: how many papers of each origin, in the order of ``Origin``."""

    agency: str
    numbers: tuple[int, ...]

    @property
    def named(self) -> list[tuple[str, int]]:
        """Each number with the origin it is of."""
        return list(zip(map(str, Origin.labels), self.numbers, strict=True))


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


def by_origin(agency_ids: Collection[int], *, from_on: date, to_on: date) -> list[Counted]:
    """The papers each agency took in between two days, by where they came from."""
    rows = (
        Paper.objects.filter(agency__in=agency_ids, taken_on__range=(from_on, to_on))
        .values_list("agency__name", "origin")
        .annotate(number=Count("pk"))
        .order_by("agency__name")
    )
    found: dict[str, dict[str, int]] = {}
    for agency, origin, number in rows:
        found.setdefault(agency, {})[origin] = number
    return [
        Counted(agency, tuple(numbers.get(origin, 0) for origin in Origin.values))
        for agency, numbers in found.items()
    ]


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
