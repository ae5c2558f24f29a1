"""A remote signing service over HTTP, in words of our own that a gateway before each provider understands.

- ``POST /requests`` ``{"reference", "serial", "documents": [{"place", "name", "digest"}]}`` asks; asked again with the
  same reference it is the same request
- ``GET /requests/<reference>`` gives ``{"state": "waiting" | "signed" | "declined", "reason", "signatures": {place: …}}``

Digests are SHA-256 of the signed attributes, signatures bare (PKCS#1 v1.5 or ECDSA), both in base64. A key, where one
is set, goes along as a bearer token.
"""

import base64
import binascii
import http.client
import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from motcua.documents.ports import NotAnswered, NotSigned, ToSign

_SECONDS = 15
_MOST_BYTES = 4 * 1024**2
_MOST_REASON = 200


class HttpSigner:
    """Asks the service at ``address``."""

    def __init__(self, address: str, *, key: str = "") -> None:
        """Nothing is asked yet."""
        self._address = address.rstrip("/")
        self._key = key

    def ask(self, reference: str, *, serial: str, documents: Sequence[ToSign]) -> None:
        """Ask the holder of a certificate to sign."""
        listed = [
            {"place": one.place, "name": one.name, "digest": _text(one.digest)} for one in documents
        ]
        told = {"reference": reference, "serial": serial, "documents": listed}
        _hold(self._said("/requests", json.dumps(told).encode()))

    def answers(self, reference: str) -> Mapping[int, bytes]:
        """The bare signatures there are."""
        told = _hold(self._said(f"/requests/{quote(reference, safe='')}"))
        try:
            found = dict(told.get("signatures", {}))
            return {
                int(place): base64.b64decode(str(one), validate=True)
                for place, one in found.items()
            }
        except (TypeError, ValueError, binascii.Error) as odd:
            raise NotAnswered("signatures") from odd

    def _said(self, path: str, content: bytes | None = None) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # The address is a setting of the installation, and http or https by its pattern.
        asked = Request(self._address + path, data=content, headers=headers)  # noqa: S310
        try:
            with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310
                said = answer.read(_MOST_BYTES)
        except HTTPError as refused:
            if refused.code == HTTPStatus.UNPROCESSABLE_ENTITY:
                said = refused.read(_MOST_BYTES)
            else:
                raise NotAnswered(str(refused.code)) from refused
        except (URLError, http.client.HTTPException, OSError) as silent:
            raise NotAnswered(type(silent).__name__) from silent
        try:
            told = json.loads(said)
        except ValueError as odd:
            raise NotAnswered("answer") from odd
        if not isinstance(told, dict):
            raise NotAnswered("answer")
        return told


def _hold(told: dict[str, Any]) -> dict[str, Any]:
    if told.get("state") == "declined":
        raise NotSigned(str(told.get("reason", ""))[:_MOST_REASON])
    return told


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
