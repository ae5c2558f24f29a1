"""What this room needs from outside: a place for files, and somebody who looks through them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol


class Lost(Exception):
    """The store does not have a file that was put into it."""


class Store(Protocol):
    """Keeps files by the SHA-256 of their content; what is there is never written again."""

    def put(self, path: Path, digest: str) -> None:
        """Keep the file at ``path``, whose digest is ``digest``; harmless when it is there already."""

    def read(self, digest: str) -> Iterator[bytes]:
        """The file, piece by piece. Raise ``Lost`` at once."""

    def has(self, digest: str) -> bool:
        """Whether the file is there."""


class Infected(Exception):
    """A file carries something harmful; ``args[0]`` is its name."""


class LooksAtNothing(Exception):
    """Whoever should look through files does not answer."""


class Guard(Protocol):
    """Looks through a file before it is taken."""

    def look_through(self, path: Path) -> None:
        """Raise ``Infected`` or ``LooksAtNothing``."""
