"""Files looked through by a running clamd (ClamAV), over its socket, before they are taken."""

import socket
import struct
from pathlib import Path

from django.conf import settings

from motcua.documents.ports import Guard, Infected, LooksAtNothing

_CHUNK_BYTES = 1 << 16
_SECONDS = 120
_MOST_ANSWERED = 4096


class Clamd:
    """Speaks INSTREAM: pieces with their length before them, and a piece of no length at the end."""

    def __init__(self, address: str) -> None:
        """``address``: the path of a socket, or ``host:port``."""
        self._address = address

    def look_through(self, path: Path) -> None:
        """Raise ``Infected`` or ``LooksAtNothing``."""
        try:
            answer = self._asked(path)
        except OSError as silent:
            raise LooksAtNothing(self._address) from silent
        said = answer.rstrip("\0\n").removeprefix("stream: ")
        if said.endswith(" FOUND"):
            raise Infected(said.removesuffix(" FOUND"))
        if said != "OK":
            raise LooksAtNothing(said)

    def _asked(self, path: Path) -> str:
        with self._line() as line, path.open("rb") as file:
            line.settimeout(_SECONDS)
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(_CHUNK_BYTES):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while len(answer) < _MOST_ANSWERED and (more := line.recv(_MOST_ANSWERED)):
                answer += more
        return answer.decode(errors="replace")

    def _line(self) -> socket.socket:
        host, _colon, port = self._address.rpartition(":")
        if host and port.isdigit():
            return socket.create_connection((host, int(port)), timeout=_SECONDS)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        try:
            line.connect(self._address)
        except OSError:
            line.close()
            raise
        return line


class Nobody:
    """No clamd is configured: files are taken unseen, and their rows say so."""

    def look_through(self, path: Path) -> None:
        """Look at nothing."""


def here() -> Guard:
    """Whoever looks through files in this installation."""
    return Clamd(settings.CLAMD) if settings.CLAMD else Nobody()
