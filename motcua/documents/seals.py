"""The seals of agencies: who keeps them is wiring, what they do is ``ports.SealKeeper``."""

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.documents.ports import SealKeeper


def here() -> SealKeeper:
    """Whoever keeps the seals of this installation."""
    keeper: SealKeeper = import_string(settings.SEAL_KEEPER)(settings.SEALS_FOLDER)
    return keeper
