"""Small services on this machine that speak as the real ones do: an S3 store, a clamd."""

import hashlib
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_SIGN = b"EICAR"


class Bucket(BaseHTTPRequestHandler):
    """Puts, parts, gets and heads of one bucket, held in memory."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    parts: dict[str, dict[int, bytes]]
    silent = False

    def log_message(self, *_said: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._give(body=False)

    def do_GET(self) -> None:
        self._give(body=True)

    def do_PUT(self) -> None:
        place, asked = self._asked()
        content = self._content()
        if self.silent:
            self._answer(403)
        elif "partNumber" in asked:
            self.parts[asked["uploadId"][0]][int(asked["partNumber"][0])] = content
            self._answer(200, tag=content)
        else:
            self.objects[place] = content
            self._answer(200, tag=content)

    def do_POST(self) -> None:
        place, asked = self._asked()
        self._content()
        if "uploads" in asked:
            self.parts[place] = {}
            told = f"<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>{place}</Key><UploadId>{place}</UploadId></InitiateMultipartUploadResult>"
        else:
            parts = self.parts.pop(asked["uploadId"][0])
            self.objects[place] = b"".join(parts[number] for number in sorted(parts))
            told = f'<CompleteMultipartUploadResult><Key>{place}</Key><ETag>"x"</ETag></CompleteMultipartUploadResult>'
        self._answer(200, told.encode())

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return parts.path, parse_qs(parts.query, keep_blank_values=True)

    def _content(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _give(self, *, body: bool) -> None:
        place, _ = self._asked()
        if place not in self.objects:
            self._answer(404)
            return
        found = self.objects[place]
        wanted = re.match(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if wanted:
            begin, end = int(wanted[1]), min(int(wanted[2]), len(found) - 1)
            self._answer(206, found[begin : end + 1], whole=(begin, end, len(found)))
        else:
            self._answer(200, found if body else b"", tag=found, length=len(found))

    def _answer(
        self,
        status: int,
        content: bytes = b"",
        *,
        tag: bytes | None = None,
        length: int | None = None,
        whole: tuple[int, int, int] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.send_header("Last-Modified", "Mon, 17 Jun 2024 01:00:00 GMT")
        self.send_header("ETag", f'"{hashlib.md5(content if tag is None else tag).hexdigest()}"')
        if whole:
            self.send_header("Content-Range", "bytes {}-{}/{}".format(*whole))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def s3() -> Iterator[tuple[str, type[Bucket]]]:
    """Serve a bucket; its address, and what it holds."""
    bucket = type("OneBucket", (Bucket,), {"objects": {}, "parts": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), bucket) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", bucket
        server.shutdown()
        thread.join()


def _exactly(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = line.recv(count - len(got))
        if not more:
            return got
        got += more
    return got


def _clam(entrance: socket.socket, answer: bytes | None) -> None:
    """Answer one caller after the other until the entrance closes."""
    while True:
        try:
            line, _ = entrance.accept()
        except OSError:
            return
        with line:
            assert _exactly(line, 10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack(">I", _exactly(line, 4))[0]:
                content += _exactly(line, length)
            found = b"stream: Eicar-Test-Signature FOUND\0" if _SIGN in content else b"stream: OK\0"
            line.sendall(found if answer is None else answer)


@contextmanager
def clamd(answer: bytes | None = None) -> Iterator[str]:
    """Serve INSTREAM as clamd does; its address. ``answer``: say this, whatever came."""
    with socket.create_server(("127.0.0.1", 0)) as entrance:
        threading.Thread(target=_clam, args=(entrance, answer), daemon=True).start()
        yield f"127.0.0.1:{entrance.getsockname()[1]}"
        entrance.shutdown(socket.SHUT_RDWR)
