"""Questions about dossiers: their history, who waits for what, where they are, what a figure counts."""

from motcua.dossiers.queries.cells import behind_cell
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
    "behind_cell",
    "counter",
    "effective",
    "history",
    "inbox",
    "late_entries",
    "offerings_in_use",
    "open_of_holder",
    "queue",
    "search",
    "text_of",
    "track",
    "unit_board",
    "waits",
]
