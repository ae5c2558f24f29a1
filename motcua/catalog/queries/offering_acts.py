"""What a bulk act on offerings would do, did, and could take back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from motcua.base import text
from motcua.catalog.models import Offering, OfferingAct, ProcedureVersion
from motcua.catalog.queries.versions import in_force_on
from motcua.organizations.models import Agency
from motcua.rules.codes import Level

#: An offering that was taken back ends before it begins: it gave competence on no day.
STANDS = Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
#: Pairs of the chosen procedures and agencies that hold on some day from the first day on.
_HELD = """
    SELECT count(DISTINCT (procedure_id, agency_id)) FROM catalog_offering
    WHERE procedure_id = ANY(%s) AND agency_id = ANY(%s)
      AND (to_on IS NULL OR (to_on >= from_on AND to_on >= %s))
      AND (%s::date IS NULL OR from_on <= %s)
"""


@dataclass(frozen=True)
class BulkPreview:
    """How many pairs were chosen, how many of them hold already, how many would be new."""

    procedures: int
    agencies: int
    held: int

    @property
    def pairs(self) -> int:
        """Every procedure at every agency."""
        return self.procedures * self.agencies

    @property
    def new(self) -> int:
        """What the act would make."""
        return self.pairs - self.held


@dataclass(frozen=True)
class UndoPreview:
    """What taking an act back would do to its offerings."""

    withdrawn: int
    used: int
    changed: int


def preview(
    *,
    procedure_ids: Collection[int],
    agency_ids: Collection[int],
    from_on: date,
    to_on: date | None,
) -> BulkPreview:
    """Count what offering these procedures at these agencies would make."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(procedure_ids), list(agency_ids), from_on, to_on, to_on])
        held: int = cursor.fetchone()[0]
    return BulkPreview(len(procedure_ids), len(agency_ids), held)


def to_offer(
    *, on: date, words: str = "", level: Level | None = None, field_id: int | None = None
) -> QuerySet[ProcedureVersion]:
    """The versions in force that a bulk act may choose from; every word is in the name or the code."""
    found = in_force_on(on)
    if level is not None:
        found = found.filter(Q(level=level) | Q(levels__contains=[level.value]))
    if field_id is not None:
        found = found.filter(field_id=field_id)
    for word in text.fold(words).split():
        found = found.filter(Q(fold__contains=word) | Q(procedure__code__contains=word))
    return found


def other_levels(
    *, procedure_ids: Collection[int], agencies: Sequence[Agency], on: date
) -> dict[tuple[str, str], int]:
    """Procedures of one level chosen for agencies of another: (theirs, the agencies') to how many."""
    rows = in_force_on(on).filter(procedure__in=procedure_ids).order_by()
    found: dict[tuple[str, str], int] = {}
    for tier in sorted({agency.level for agency in agencies}):
        others = rows.exclude(Q(level=tier) | Q(levels__contains=[tier]))
        counted = others.values_list("level").annotate(number=Count("pk"))
        found |= {(level, tier): number for level, number in counted}
    return found


def acts() -> QuerySet[OfferingAct]:
    """Every bulk act, the latest first, with who did it and whether it was taken back."""
    return OfferingAct.objects.select_related("by", "undo__by").order_by("-at", "-pk")


def changed_since(act: OfferingAct) -> QuerySet[Offering]:
    """The offerings of an act that somebody has changed since."""
    same = Q(to_on=act.to_on) if act.to_on else Q(to_on__isnull=True)
    return act.offerings.exclude(same & Q(desk__isnull=True, unit=""))


def undo_preview(act: OfferingAct, used: Collection[tuple[int, int]]) -> UndoPreview:
    """Count what taking the act back would do; ``used`` are (procedure, agency) with dossiers."""
    pairs = set(act.offerings.values_list("procedure_id", "agency_id"))
    changed = set(changed_since(act).values_list("procedure_id", "agency_id"))
    kept = (pairs & set(used)) - changed
    return UndoPreview(len(pairs - changed - kept), len(kept), len(changed))
