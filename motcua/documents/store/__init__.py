"""Where files are kept: a folder of our own, or any S3 service, by one setting."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from motcua.base import uploads
from motcua.documents.ports import Store
from motcua.documents.store.disk import Disk
from motcua.documents.store.objects import Objects


def here() -> Store:
    """The store of this installation."""
    if settings.FILES_URL:
        return Objects(settings.FILES_URL)
    return Disk(Path(settings.MEDIA_ROOT), beside=uploads.folder())


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_pieces(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of what comes in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def content_of(digest: str) -> bytes:
    """The whole of a kept file, for papers of a few pages. Raise ``Lost``."""
    return b"".join(here().read(digest))
