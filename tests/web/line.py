"""A telephone line between a browser and the test server that a test can cut."""

import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class Line:
    """Carries bytes to ``site`` from an address of its own until it is cut; then nobody answers there."""

    def __init__(self, site: str) -> None:
        self._server = (urlsplit(site).hostname, urlsplit(site).port)
        self._entrance = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._entrance]
        self.url = f"http://localhost:{self._entrance.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._answer, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.cut()

    def cut(self) -> None:
        """Hang up: the entrance and everything under way."""
        while self._open:
            one = self._open.pop()
            # Closing alone does not wake a thread that waits to accept or to read.
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _answer(self) -> None:
        while True:
            try:
                caller, _address = self._entrance.accept()
                called = socket.create_connection(self._server)
            except OSError:
                return
            self._open += [caller, called]
            for ends in ((caller, called), (called, caller)):
                threading.Thread(target=_carry, args=ends, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    try:
        while some := source.recv(65536):
            target.sendall(some)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return
