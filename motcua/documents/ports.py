"""What this room needs from outside: a place for files, who looks through them, who keeps seals, who signs from afar."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asn1crypto import x509


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


class NoSeal(Exception):
    """An agency has no seal here, or its device does not open; ``args[0]`` says which."""


class OpenedSeal(Protocol):
    """An agency's seal while it can be used; ``certificates`` begin with the agency's."""

    certificates: tuple[x509.Certificate, ...]
    sign: Callable[[bytes], bytes]


class SealKeeper(Protocol):
    """Keeps the digital seals of agencies, each by the agency's code."""

    def has(self, code: str) -> bool:
        """Whether an agency's seal is set up here."""

    def picture(self, code: str) -> bytes | None:
        """A PNG of the seal as it is on paper, where there is one."""

    def opened(self, code: str) -> AbstractContextManager[OpenedSeal]:
        """Open an agency's seal until the block ends. Raise ``NoSeal``."""


@dataclass(frozen=True)
class ToSign:
    """One document as a remote service is asked for it: its number in the batch, what is shown, what is signed."""

    place: int
    name: str
    digest: bytes


class NotAnswered(Exception):
    """The remote service did not answer; whether it heard is unknown, so it is asked again in the same words."""


class NotSigned(Exception):
    """The person or the service declined; ``args[0]`` is the reason it gave, or nothing."""


class RemoteSigner(Protocol):
    """Signs where a person's key is kept by a service: a SIM card, a key in its own safe."""

    def ask(self, reference: str, *, serial: str, documents: Sequence[ToSign]) -> None:
        """Ask the holder of certificate ``serial`` to sign; ``reference`` asked again is the same request.

        Raise ``NotAnswered``, ``NotSigned``.
        """

    def answers(self, reference: str) -> Mapping[int, bytes]:
        """The bare signatures there are, by place; the same ones however often asked. Raise the same."""
