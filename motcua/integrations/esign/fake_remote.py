"""A remote signing service nobody trusts, for tests and for trying out; and one that fails on purpose.

``python -m motcua.integrations.esign.fake_remote KEY.p12 PIN [--port N] [--failing lost|silent|declines]``

It signs at once what the holder of its key is asked for. ``lost``: the request is heard and signed, its first answers
are not given. ``silent``: no answer at all. ``declines``: the holder says no.
"""

import argparse
import base64
import json
import sys
from collections import Counter
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.hazmat.primitives.serialization import pkcs12

FAILINGS = ("", "lost", "silent", "declines")


class Service(ThreadingHTTPServer):
    """Signs for one key; counts how often each document was really signed."""

    daemon_threads = True

    def __init__(self, key: rsa.RSAPrivateKey, *, failing: str = "", port: int = 0) -> None:
        """Bind to the loopback address; 0 takes a free port."""
        super().__init__(("127.0.0.1", port), _Request)
        self.key = key
        self.failing = failing
        self.signed: dict[str, dict[str, str]] = {}
        self.times: Counter[str] = Counter()
        self.lost: set[str] = set()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def take(self, told: dict[str, Any]) -> None:
        """Sign a request; one heard before is left as it is."""
        reference = str(told["reference"])
        if reference in self.signed:
            return
        made = {}
        for one in told["documents"]:
            self.times[one["digest"]] += 1
            digest = base64.b64decode(one["digest"])
            signature = self.key.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))
            made[str(one["place"])] = base64.b64encode(signature).decode("ascii")
        self.signed[reference] = made


class _Request(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        """Hear a request."""
        told = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        if self.server.failing == "declines":
            self._say({"state": "declined", "reason": "Người ký từ chối"})
            return
        if self.server.failing != "silent":
            self.server.take(told)
        self._answer(str(told["reference"]), {"state": "waiting"})

    def do_GET(self) -> None:
        """Give what is signed."""
        reference = self.path.rpartition("/")[2]
        made = self.server.signed.get(reference, {})
        self._answer(reference, {"state": "signed" if made else "waiting", "signatures": made})

    def _answer(self, reference: str, told: dict[str, Any]) -> None:
        heard = f"{self.command} {reference}"
        loses = self.server.failing == "lost" and heard not in self.server.lost
        self.server.lost.add(heard)
        if loses or self.server.failing == "silent":
            self.close_connection = True
            return
        self._say(told)

    def _say(self, told: dict[str, Any]) -> None:
        content = json.dumps(told).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Write nothing."""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Dịch vụ ký số từ xa để thử, không có giá trị.")
    parser.add_argument("file", type=Path)
    parser.add_argument("pin")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--failing", choices=FAILINGS, default="")
    args = parser.parse_args()
    key, _own, _others = pkcs12.load_key_and_certificates(args.file.read_bytes(), args.pin.encode())
    if not isinstance(key, rsa.RSAPrivateKey):
        parser.error("RSA")
    with Service(key, failing=args.failing, port=args.port) as service:
        sys.stdout.write(f"{service.address}\n")
        sys.stdout.flush()
        service.serve_forever()


if __name__ == "__main__":
    main()
