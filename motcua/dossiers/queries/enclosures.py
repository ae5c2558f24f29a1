"""Questions about the papers kept in dossiers."""

from typing import Any

from django.db.models import QuerySet

from motcua.documents import queries as documents
from motcua.documents.models import Paper, Scan
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Enclosure, ParticipantRole

_MOST_OFFERED = 20


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


def waiting_scans(dossier: Dossier) -> QuerySet[Scan]:
    """What scanners delivered at the dossier's places and is in no dossier yet, the latest first."""
    rows = Scan.objects.filter(agency__in=access.desks(dossier), taken_at=None)
    return rows.select_related("file").order_by("-arrived_at", "-pk")


def held_already(dossier: Dossier) -> list[Paper]:
    """Papers kept for the dossier's owner whose content is not in the dossier yet, the latest first."""
    owner = dossier.participants.filter(role=ParticipantRole.OWNER).first()
    if owner is None:
        return []
    there = inside(dossier).values("paper__file")
    return list(documents.held(owner.party_id).exclude(file__in=there)[:_MOST_OFFERED])
