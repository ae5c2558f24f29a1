"""Files in a folder, two levels deep, readable by their owner only."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from motcua.documents.ports import Lost

_CHUNK_BYTES = 1 << 20


class Disk:
    """Keeps files under ``root``; a file appears under its name only when all of it is on the disk.

    ``beside`` is a folder on the same disk for what is not finished.
    """

    def __init__(self, root: Path, *, beside: Path) -> None:
        """Keep files under ``root``; made on need."""
        self._root = root
        self._beside = beside

    def put(self, path: Path, digest: str) -> None:
        """Copy it whole, have the disk confirm, then give it its name."""
        place = self._place(digest)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self._beside / f"{digest}.{secrets.token_hex(4)}"
        try:
            with path.open("rb") as source, unfinished.open("xb") as target:
                os.fchmod(target.fileno(), 0o400)
                shutil.copyfileobj(source, target, _CHUNK_BYTES)
                target.flush()
                os.fsync(target.fileno())
            unfinished.rename(place)
        finally:
            unfinished.unlink(missing_ok=True)
        _confirm(place.parent)

    def read(self, digest: str) -> Iterator[bytes]:
        """The file, piece by piece. Raise ``Lost`` at once."""
        if not self.has(digest):
            raise Lost(digest)
        return _pieces(self._place(digest))

    def has(self, digest: str) -> bool:
        """Whether the file is there."""
        return self._place(digest).is_file()

    def _place(self, digest: str) -> Path:
        return self._root / digest[:2] / digest[2:4] / digest


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


def _confirm(folder: Path) -> None:
    """Have the disk confirm that the folder knows its new file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
