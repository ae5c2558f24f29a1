"""Questions about the papers kept in dossiers."""

from typing import Any

from django.db.models import QuerySet

from motcua.documents import queries as documents
from motcua.dossiers.models import Dossier, Enclosure


def inside(dossier: Dossier) -> QuerySet[Enclosure]:
    """The papers in the dossier now, with all that a list shows, in the order they came."""
    return (
        Enclosure.objects.filter(dossier=dossier, taken_out_at=None)
        .select_related("paper__file__reading__archive", "paper__taken_by", "paper__source")
        .order_by("pk")
    )


def dossiers_saying(words: str) -> QuerySet[Enclosure, Any]:
    """The ids of dossiers in one of whose papers all the words stand."""
    readings = documents.files_with(words)
    return Enclosure.objects.filter(
        taken_out_at=None, paper__file__in=readings.values("file")
    ).values("dossier")
