"""What waits on the officer's own machine to be signed: held against what it claims to be, shown, signed at once.

A document comes with the bytes to be signed. They are taken only if the digest in them is that of the very
document the officer can open here: nobody signs what was never shown.
"""

import base64
import binascii
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.documents.signing import attributes
from motcua.integrations.esign.tokens import Token

MOST_DOCUMENTS, MOST_BATCHES = 200, 20
#: A wrong PIN too often locks a token for good, so a batch asks no more than this.
MOST_TRIES = 3
_LONGEST_NAME = 200


class NotTaken(ValueError):
    """A batch that is not what it claims to be; the message says which document and why."""


class NoSuchBatch(LookupError):
    """Nothing waits under this number: never did, was signed and fetched, or gave way to later ones."""


class TriedTooOften(Exception):
    """The PIN was wrong too often for one batch."""


@dataclass(frozen=True)
class Waiting:
    """One document: its name, its bytes with a gap, and what the key is to sign."""

    name: str
    document: bytes
    attributes: bytes


@dataclass
class Batch:
    """Documents signed together, by one PIN."""

    number: str
    key: str
    documents: tuple[Waiting, ...]
    tries: int = 0
    signatures: tuple[bytes, ...] = ()


class Desk:
    """The batches that wait, the newest few of them, in memory alone."""

    def __init__(self, token: Token) -> None:
        """Sign with ``token``."""
        self._token = token
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, told: object) -> Batch:
        """Take documents as the server's page sends them. Raise NotTaken and keep nothing."""
        batch = Batch(secrets.token_urlsafe(24), secrets.token_urlsafe(24), _documents(told))
        with self._lock:
            self._batches[batch.number] = batch
            while len(self._batches) > MOST_BATCHES:
                self._batches.popitem(last=False)
        return batch

    def find(self, number: str) -> Batch:
        """The batch of this number. Raise NoSuchBatch."""
        with self._lock:
            if number not in self._batches:
                raise NoSuchBatch(number)
            return self._batches[number]

    def sign(self, batch: Batch, pin: str) -> None:
        """Open the token once and sign everything; or nothing, where one cannot be signed.

        Raise what the token raises, and TriedTooOften. A batch signed already stays as it is.
        """
        with self._lock:
            if batch.signatures:
                return
            if batch.tries >= MOST_TRIES:
                raise TriedTooOften
            batch.tries += 1
            with self._token.opened(pin) as token:
                batch.signatures = tuple(token.sign(one.attributes) for one in batch.documents)


def _documents(told: object) -> tuple[Waiting, ...]:
    listed = told.get("documents") if isinstance(told, Mapping) else None
    if not isinstance(listed, Sequence) or not 0 < len(listed) <= MOST_DOCUMENTS:
        raise NotTaken("documents")
    return tuple(_document(one, number) for number, one in enumerate(listed, 1))


def _document(told: Any, number: int) -> Waiting:  # noqa: ANN401 - whatever was sent
    try:
        document, signed = _bytes(told["document"]), _bytes(told["attributes"])
        start, end = (int(place) for place in told["gap"])
        name = str(told["name"])[:_LONGEST_NAME]
        same = attributes.digest_in(signed) == attributes.digest_around(document, (start, end))
    except (TypeError, LookupError, ValueError) as fault:
        raise NotTaken(f"document {number}") from fault
    gap = document[start:end]
    # The gap is shown to nobody: nothing but the place for the signature may stand in it.
    if not same or not 0 < start < end < len(document) or set(gap[1:-1]) != {ord("0")}:
        raise NotTaken(f"document {number}")
    return Waiting(name, document, signed)


def _bytes(told: object) -> bytes:
    try:
        return base64.b64decode(str(told), validate=True)
    except binascii.Error as fault:
        raise NotTaken("base64") from fault
