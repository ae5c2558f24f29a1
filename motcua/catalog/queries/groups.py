"""How the procedures of a day fall into fields, levels and moments of life."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from motcua.base import text
from motcua.catalog.models import Field, LifeEvent, ProcedureVersion
from motcua.catalog.queries.offerings import open_on
from motcua.catalog.queries.versions import in_force_on
from motcua.organizations.models import Agency
from motcua.rules.codes import Tier


def fields_in_force(on: date) -> list[tuple[Field, int]]:
    """The fields that have procedures on a day, by name, with how many."""
    counts = Counter(in_force_on(on).values_list("field_id", flat=True))
    fields = sorted(Field.objects.filter(pk__in=counts), key=lambda field: field.name_key)
    return [(field, counts[field.pk]) for field in fields]


def levels_in_force(on: date) -> list[tuple[Tier, int]]:
    """The tiers that carry out procedures on a day, from the ministry down, with how many.

    A procedure of several tiers counts at each of them.
    """
    listed = in_force_on(on).values_list("levels", flat=True)
    counts = Counter(level for levels in listed for level in levels)
    return [(level, counts[level]) for level in Tier if counts[level]]


def life_events_in_force(on: date) -> list[tuple[LifeEvent, int]]:
    """The moments of life that have procedures on a day, in their own order, with how many."""
    counts = Counter(
        in_force_on(on)
        .filter(procedure__life_events__isnull=False)
        .values_list("procedure__life_events", flat=True)
    )
    return [
        (moment, counts[moment.pk])
        for moment in LifeEvent.objects.order_by("order", "pk")
        if counts[moment.pk]
    ]


def groups_of(ids: Sequence[int]) -> tuple[list[tuple[Field, int]], list[tuple[Tier, int]]]:
    """The fields (by name) and the tiers of these versions, each with how many of them."""
    rows = list(ProcedureVersion.objects.filter(pk__in=ids).values_list("field_id", "levels"))
    by_field = Counter(field for field, _ in rows)
    by_tier = Counter(tier for _, tiers in rows for tier in tiers)
    fields = sorted(Field.objects.filter(pk__in=by_field), key=lambda field: field.name_key)
    return (
        [(field, by_field[field.pk]) for field in fields],
        [(tier, by_tier[tier.value]) for tier in Tier if by_tier[tier.value]],
    )


def agencies_with_procedures(on: date) -> list[Agency]:
    """The agencies that settle anything on a day, by name."""
    found = Agency.objects.filter(pk__in=open_on(on).values("agency"))
    return sorted(found, key=lambda agency: text.sort_key(agency.name))
