"""How the procedures of a day fall into fields, levels and moments of life."""

from collections import Counter
from datetime import date

from motcua.catalog.models import Field, LifeEvent
from motcua.catalog.queries.versions import in_force_on
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
