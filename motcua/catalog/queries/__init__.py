"""Questions to the catalogue. A day is always asked about: yesterday's procedures were others."""

from motcua.catalog.queries.groups import (
    agencies_with_procedures,
    fields_in_force,
    groups_of,
    levels_in_force,
    life_events_in_force,
)
from motcua.catalog.queries.handling import service_level_of
from motcua.catalog.queries.offerings import agencies_offering, offered_by, offering
from motcua.catalog.queries.open_data import catalogue_state, everything
from motcua.catalog.queries.search import Found, find, matching, search
from motcua.catalog.queries.versions import (
    LimitMissing,
    NotThroughThisChannel,
    by_code,
    case_channel,
    in_force,
    in_force_on,
    in_order,
    latest,
    switched_off,
    with_parts,
)

__all__ = [
    "Found",
    "LimitMissing",
    "NotThroughThisChannel",
    "agencies_offering",
    "agencies_with_procedures",
    "by_code",
    "case_channel",
    "catalogue_state",
    "everything",
    "fields_in_force",
    "find",
    "groups_of",
    "in_force",
    "in_force_on",
    "in_order",
    "latest",
    "levels_in_force",
    "life_events_in_force",
    "matching",
    "offered_by",
    "offering",
    "search",
    "service_level_of",
    "switched_off",
    "with_parts",
]
