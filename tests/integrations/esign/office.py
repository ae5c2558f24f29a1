"""An officer's machine for tests: a token of software, the signing program, and a page that may use it."""

import base64
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from motcua.documents.signing import pades
from motcua.integrations.esign.agent import Agent
from motcua.integrations.esign.tokens import FileToken
from tests.documents.signing.desk import NOW, desk, paper

PIN = "mã-123456"


@contextmanager
def served(server):
    with server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Blank(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def work_page():
    """The address of a page of the province, which the officer works on."""
    with served(ThreadingHTTPServer(("127.0.0.1", 0), _Blank)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@contextmanager
def agent(folder, *origins):
    token = folder / "can-bo.p12"
    token.write_bytes(desk().chair.as_pkcs12(PIN))
    with served(Agent(FileToken(token), origins=origins, port=0)) as server:
        yield server


def prepared(count):
    return [
        pades.prepare(paper(f"Quyết định số {number}"), certificates=desk().chair.chain, at=NOW)
        for number in range(1, count + 1)
    ]


def as_sent(documents):
    return {
        "documents": [
            {
                "name": f"Quyết định số {number}",
                "document": base64.b64encode(one.document).decode(),
                "attributes": base64.b64encode(one.attributes).decode(),
                "gap": list(one.gap),
            }
            for number, one in enumerate(documents, 1)
        ]
    }
