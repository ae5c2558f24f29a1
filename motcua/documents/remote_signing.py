"""The remote signing service of this installation: who it is, is wiring; what it does is ``ports.RemoteSigner``."""

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.documents.ports import RemoteSigner


def is_set_up() -> bool:
    """Whether there is one."""
    return bool(settings.REMOTE_SIGNER)


def here() -> RemoteSigner:
    """The service; only where it is set up."""
    made: RemoteSigner = import_string(settings.REMOTE_SIGNER_CLASS)(
        settings.REMOTE_SIGNER, key=settings.REMOTE_SIGNER_KEY
    )
    return made
