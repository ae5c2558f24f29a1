"""Files in a bucket of an S3 service; where it is and how to enter it stand in the usual AWS variables."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import ObjectStore, from_url

from motcua.documents.ports import Lost

_PATIENCE = timedelta(seconds=60)


class Objects:
    """Keeps each file as one object, named by its digest under the address's prefix."""

    def __init__(self, url: str) -> None:
        """``url``: ``s3://bucket/prefix``."""
        self._store = _opened(url)

    def put(self, path: Path, digest: str) -> None:
        """Send the file, in parts when it is large."""
        if not self.has(digest):
            obstore.put(self._store, digest, path)

    def read(self, digest: str) -> Iterator[bytes]:
        """The file, piece by piece. Raise ``Lost`` at once."""
        try:
            found = obstore.get(self._store, digest)
        except (NotFoundError, FileNotFoundError) as missing:
            raise Lost(digest) from missing
        return (bytes(piece) for piece in found.stream())

    def has(self, digest: str) -> bool:
        """Whether the object is there."""
        try:
            obstore.head(self._store, digest)
        except (NotFoundError, FileNotFoundError):
            return False
        return True


#: The service does not answer, or not to us.
Unreachable = BaseError


@cache
def _opened(url: str) -> ObjectStore:
    return from_url(url, client_options={"timeout": _PATIENCE, "allow_http": True})
