"""What is done to the catalogue: load records, publish a version, end it, let an agency offer it."""

from motcua.catalog.actions.gathering import gather
from motcua.catalog.actions.importing import import_catalogue
from motcua.catalog.actions.indexing import index_anew, index_new
from motcua.catalog.actions.loading import AlreadyPublished, Loaded, load
from motcua.catalog.actions.offering import end_offering, end_offerings, offer, offer_all
from motcua.catalog.actions.versions import (
    Incomplete,
    NotADraft,
    NotInForce,
    Overlaps,
    abolish,
    draft,
    end,
    publish,
)

__all__ = [
    "AlreadyPublished",
    "Incomplete",
    "Loaded",
    "NotADraft",
    "NotInForce",
    "Overlaps",
    "abolish",
    "draft",
    "end",
    "end_offering",
    "end_offerings",
    "gather",
    "import_catalogue",
    "index_anew",
    "index_new",
    "load",
    "offer",
    "offer_all",
    "publish",
]
