"""The signing program of an officer's machine: the server's page hands it documents, the officer hands it the PIN.

It listens on this machine alone. Pages of the origins it was started for may hand in documents and fetch
signatures; the PIN is typed into a page of its own, which no other page can read or send. The key stays in
the token, and the PIN in this process for the length of one signing.

- ``POST /batches`` ``{"documents": [{"name", "document", "gap", "attributes"}]}`` gives ``{"batch", "page"}``
- ``GET /batches/<number>`` is the page with the documents and the PIN, ``GET /batches/<number>/<n>.pdf`` one of them
- ``GET /batches/<number>/signatures`` gives ``{"signatures": […]}``, empty until the officer has signed
"""

import base64
import json
import secrets
from collections.abc import Callable, Collection
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from motcua.integrations.esign import agent_pages as pages
from motcua.integrations.esign.batches import (
    MOST_TRIES,
    Batch,
    Desk,
    NoSuchBatch,
    TriedTooOften,
)
from motcua.integrations.esign.tokens import NoToken, Token, WrongPin

PORT = 8765
#: Two hundred results of a few pages each, with room to spare.
MOST_BYTES = 200 * 1024**2
_SECONDS = 30
_NOT_CACHED = ("Cache-Control", "no-store")
_GUARDS = (
    ("X-Content-Type-Options", "nosniff"),
    # With none at all a browser would hide the origin of our own form as well.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_PAGE_ONLY = (
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
)


class Agent(ThreadingHTTPServer):
    """Listens on loopback for the pages of ``origins`` and signs with ``token``."""

    daemon_threads = True

    def __init__(self, token: Token, *, origins: Collection[str], port: int = PORT) -> None:
        """Bind to the loopback address; 0 takes a free port."""
        super().__init__(("127.0.0.1", port), _Request)
        self.desk = Desk(token)
        self.origins = frozenset(origins)

    @property
    def address(self) -> str:
        """Where it listens, and the only origin that may send a PIN."""
        return f"http://127.0.0.1:{self.server_port}"


class _Request(BaseHTTPRequestHandler):
    server: Agent
    timeout = _SECONDS

    def do_OPTIONS(self) -> None:
        """Tell a browser that a page of an allowed origin may come here, also from the public network."""
        if not self._is_ours():
            return
        if not self._is_allowed():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        self.send_response(HTTPStatus.NO_CONTENT)
        self._allow()
        self.send_header("Access-Control-Allow-Methods", "GET, POST")
        self.send_header("Access-Control-Allow-Headers", "Content-Type")
        self.send_header("Access-Control-Allow-Private-Network", "true")
        self.end_headers()

    def do_GET(self) -> None:
        """A page, a document, or the signatures of a batch."""
        if not self._is_ours():
            return
        match self.path.strip("/").split("/"):
            case ["style.css"]:
                self._say("text/css; charset=utf-8", pages.STYLE.encode())
            case ["batches", number]:
                self._with(number, lambda batch: self._show(pages.waiting(batch)))
            case ["batches", number, "signatures"] if self._is_allowed():
                self._give(number)
            case ["batches", _number, "signatures"]:
                self._refuse(HTTPStatus.FORBIDDEN)
            case ["batches", number, name] if name.endswith(".pdf"):
                self._with(number, lambda batch: self._open(batch, name.removesuffix(".pdf")))
            case _:
                self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Documents from an allowed page, or the PIN from our own."""
        content = self._sent() if self._is_ours() else None
        if content is None:
            return
        match self.path.strip("/").split("/"):
            case ["batches"] if self._is_allowed():
                self._take(content)
            case ["batches", number] if self.headers.get("Origin") == self.server.address:
                self._with(number, lambda batch: self._sign(batch, content))
            case _:
                self._refuse(HTTPStatus.FORBIDDEN)

    # -- who asks --------------------------------------------------------------------------

    def _is_ours(self) -> bool:
        """Asked for by the name of this machine: a foreign name that leads here is a trick."""
        ours = self.headers.get("Host") == f"127.0.0.1:{self.server.server_port}"
        if not ours:
            self._refuse(HTTPStatus.FORBIDDEN)
        return ours

    def _is_allowed(self) -> bool:
        return self.headers.get("Origin") in self.server.origins

    def _sent(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        return self.rfile.read(int(length))

    # -- what is done ----------------------------------------------------------------------

    def _with(self, number: str, then: Callable[[Batch], None]) -> None:
        try:
            batch = self.server.desk.find(number)
        except NoSuchBatch:
            self._show(pages.gone(), HTTPStatus.NOT_FOUND)
            return
        then(batch)

    def _take(self, content: bytes) -> None:
        try:
            batch = self.server.desk.take(json.loads(content))
        except ValueError as fault:
            self._tell({"refused": str(fault)}, HTTPStatus.UNPROCESSABLE_ENTITY)
            return
        page = f"{self.server.address}/batches/{batch.number}"
        self._tell({"batch": batch.number, "page": page}, HTTPStatus.CREATED)

    def _give(self, number: str) -> None:
        try:
            batch = self.server.desk.find(number)
        except NoSuchBatch:
            self._tell({"gone": True}, HTTPStatus.NOT_FOUND)
            return
        done = [base64.b64encode(one).decode("ascii") for one in batch.signatures]
        self._tell({"signatures": done})

    def _open(self, batch: Batch, number: str) -> None:
        if not number.isdecimal() or not 0 < int(number) <= len(batch.documents):
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self._say("application/pdf", batch.documents[int(number) - 1].document)

    def _sign(self, batch: Batch, content: bytes) -> None:
        form = parse_qs(content.decode("utf-8", errors="replace"), keep_blank_values=True)
        pin, key = form.get("pin", [""])[0], form.get("key", [""])[0]
        if not secrets.compare_digest(key.encode(), batch.key.encode()):
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        try:
            self.server.desk.sign(batch, pin)
        except WrongPin:
            left = MOST_TRIES - batch.tries
            self._show(pages.waiting(batch, wrong=pages.wrong_pin(left)), HTTPStatus.FORBIDDEN)
        except TriedTooOften:
            self._show(pages.waiting(batch, wrong=pages.wrong_pin(0)), HTTPStatus.FORBIDDEN)
        except NoToken:
            self._show(pages.waiting(batch, wrong=pages.NO_DEVICE), HTTPStatus.CONFLICT)
        else:
            self._show(pages.waiting(batch))

    # -- how it is said --------------------------------------------------------------------

    def _show(self, page: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._say("text/html; charset=utf-8", page.encode(), status)

    def _tell(self, told: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._say("application/json", json.dumps(told).encode(), status, shared=True)

    def _refuse(self, status: HTTPStatus) -> None:
        # What was sent may be unread: the line is of no use any more.
        self.close_connection = True
        self._say("text/plain; charset=utf-8", status.phrase.encode(), status)

    def _say(
        self,
        kind: str,
        content: bytes,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        shared: bool = False,
    ) -> None:
        self.send_response(status)
        for name, value in (_NOT_CACHED, _PAGE_ONLY, *_GUARDS):
            self.send_header(name, value)
        if shared:
            self._allow()
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _allow(self) -> None:
        self.send_header("Access-Control-Allow-Origin", self.headers["Origin"])
        self.send_header("Vary", "Origin")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Write nothing: addresses of batches are secrets."""
