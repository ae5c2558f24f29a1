"""Questions about dossiers: their history, who waits for what, where they are, what a figure counts."""

from motcua.dossiers.queries.cells import behind_cell, behind_leaves
from motcua.dossiers.queries.courtesy import (
    asked_before,
    ground_words,
    grounds_to_choose,
    late_apologies,
    leaders,
    may_sign,
    own_grounds,
    to_apologise,
)
from motcua.dossiers.queries.desks import (
    counter,
    inbox,
    late_entries,
    queue,
    search,
    unit_board,
)
from motcua.dossiers.queries.history import (
    OPEN,
    effective,
    here,
    history,
    open_of_holder,
    text_of,
    waits,
)
from motcua.dossiers.queries.offerings import offerings_in_use
from motcua.dossiers.queries.tracking import TrackedDossier, track

__all__ = [
    "OPEN",
    "TrackedDossier",
    "asked_before",
    "behind_cell",
    "behind_leaves",
    "counter",
    "effective",
    "ground_words",
    "grounds_to_choose",
    "here",
    "history",
    "inbox",
    "late_apologies",
    "late_entries",
    "leaders",
    "may_sign",
    "offerings_in_use",
    "open_of_holder",
    "own_grounds",
    "queue",
    "search",
    "text_of",
    "to_apologise",
    "track",
    "unit_board",
    "waits",
]
