"""The public catalogue as data: every procedure in force with its cases, one at a time."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from django.db.models import Prefetch

from motcua.catalog.models import Case, CasePaper, ProcedureVersion
from motcua.catalog.queries.versions import in_force_on

_AT_ONCE = 200


def everything(on: date) -> Iterator[ProcedureVersion]:
    """Every version in force on a day with all its parts, by code; read a few hundred at a time."""
    cases = Case.objects.order_by("order").prefetch_related(
        "channels__fees", Prefetch("papers", CasePaper.objects.order_by("order"))
    )
    found = (
        in_force_on(on)
        .prefetch_related(Prefetch("cases", cases), "results", "legal_bases")
        .order_by("procedure__code")
    )
    yield from found.iterator(chunk_size=_AT_ONCE)


def catalogue_state(on: date) -> str:
    """A fingerprint of what ``everything`` gives: another one when a version came, went or changed.

    A published version never changes; so the versions in force say it all.
    """
    ids = in_force_on(on).order_by("pk").values_list("pk", flat=True)
    return sha256(",".join(map(str, ids)).encode()).hexdigest()[:32]
