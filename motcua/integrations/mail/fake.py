"""A mail server that keeps what it is given, for tests and for trying out; and one that fails on purpose.

``python -m motcua.integrations.mail.fake [--port N] [--failing refuses|later|hangs|drops]``

``refuses``: no recipient is known. ``later``: everybody is asked to come again. ``hangs``: no answer after the
greeting. ``drops``: the line is cut in the middle of a letter. It speaks only to this machine.
"""

import argparse
import email
import email.policy
import socketserver
import sys
import threading
from email.message import EmailMessage

FAILINGS = ("", "refuses", "later", "hangs", "drops")
_END = b"."
_STUFFED = b".."


class Server(socketserver.ThreadingTCPServer):
    """Takes letters on the loopback address; ``letters`` are those it has said yes to."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, failing: str = "", port: int = 0) -> None:
        """Bind; 0 takes a free port."""
        super().__init__(("127.0.0.1", port), _Caller)
        self.failing = failing
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.calls = 0
        #: Whoever hangs is let go when this is set.
        self.over = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def server_close(self) -> None:
        """Let go of callers that hang, then close."""
        self.over.set()
        super().server_close()


class _Caller(socketserver.StreamRequestHandler):
    """One caller, in the words of RFC 5321 that a letter needs."""

    server: Server

    def handle(self) -> None:
        """Greet, then answer line by line until the caller hangs up."""
        self.server.calls += 1
        self._say("220 motcua fake mail server")
        self._to: list[str] = []
        for line in self.rfile:
            if self.server.failing == "hangs":
                self.server.over.wait()
                return
            verb = line[:4].upper()
            if verb == b"QUIT":
                self._say("221 goodbye")
                return
            if verb == b"DATA" and self.server.failing == "drops":
                self._say("354 go on")
                self.rfile.readline()
                return
            self._answer(verb, line)

    def _answer(self, verb: bytes, line: bytes) -> None:
        if verb == b"RCPT":
            self._recipient(line)
        elif verb == b"DATA":
            self._letter()
        elif verb in {b"EHLO", b"HELO", b"MAIL", b"RSET", b"NOOP"}:
            if verb == b"MAIL":
                self._to = []
            self._say("250 yes")
        else:
            self._say("502 not known here")

    def _recipient(self, line: bytes) -> None:
        if self.server.failing == "refuses":
            self._say("550 nobody of that name")
        elif self.server.failing == "later":
            self._say("451 come again later")
        else:
            self._to.append(line.decode().partition("<")[2].partition(">")[0])
            self._say("250 yes")

    def _letter(self) -> None:
        self._say("354 go on")
        lines: list[bytes] = []
        for line in self.rfile:
            bare = line.rstrip(b"\r\n")
            if bare == _END:
                break
            lines.append(bare[1:] if bare.startswith(_STUFFED) else bare)
        found = email.message_from_bytes(b"\r\n".join(lines), policy=email.policy.default)
        if isinstance(found, EmailMessage):
            self.server.letters.append(found)
            self.server.recipients.append(self._to)
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def main() -> None:
    """Serve until interrupted; say of each letter to whom and about what it was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, default=2525)
    parser.add_argument("--failing", choices=FAILINGS, default="")
    asked = parser.parse_args()
    with Server(failing=asked.failing, port=asked.port) as server:
        sys.stdout.write(f"smtp://127.0.0.1:{server.port}\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            for letter, to in zip(server.letters, server.recipients, strict=True):
                sys.stdout.write(f"{', '.join(to)}: {letter['Subject']}\n")


if __name__ == "__main__":
    main()
