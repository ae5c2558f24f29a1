"""Eight clerks at eight browsers, in a process of their own that loads nothing but Python itself.

Run as a script. The first line on its input tells where to go and what to send; every further line
is an order ``{"team": …, "send": …, "seconds": …}``, answered by one line. Requests are written and
answers read on bare sockets that stay open, so what is measured is the server.
"""

import http.client
import itertools
import json
import re
import secrets
import socket
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from typing import Any

_HOST = "127.0.0.1"
_FORM = "application/x-www-form-urlencoded"
_CHUNK = 65536
_LENGTH = re.compile(rb"(?i)content-length: (\d+)")


class Wrong(Exception):
    """The server answered something else than it should; the measure would mean nothing."""


class Clerk:
    """Somebody who has signed in, with a connection of their own."""

    def __init__(self, told: dict[str, Any], username: str) -> None:
        """Sign in as a browser does: the page first, then name and password."""
        self.told = told
        self.agency = str(told["agencies"][username])
        asking = http.client.HTTPConnection(_HOST, told["port"])
        asking.request("GET", told["sign_in"])
        page = asking.getresponse()
        text = page.read().decode()
        self.cookies = _cookies(page)
        found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', text)
        said = {"ten": username, "mat_khau": told["password"]}
        body = urllib.parse.urlencode(said | {"csrfmiddlewaretoken": found[1] if found else ""})
        asking.request(
            "POST", told["sign_in"], body, {"Content-Type": _FORM, "Cookie": self._jar()}
        )
        answer = asking.getresponse()
        answer.read()
        self.cookies |= _cookies(answer)
        if "sessionid" not in self.cookies:
            raise Wrong(f"{username}: {answer.status}")
        self.socket = socket.socket()

    def connect(self) -> None:
        """Open a line of its own: the server hangs up on those that are silent for half a minute."""
        self.socket.close()
        self.socket = socket.create_connection((_HOST, self.told["port"]))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, what: str, serial: int) -> None:
        """Send one form and read the whole answer. Raise ``Wrong``."""
        form = self.told[what]
        fields = {name: value.format(serial=serial) for name, value in form["fields"].items()}
        fields |= {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        if form["receives"]:
            fields |= {"once": secrets.token_urlsafe(24), "agency": self.agency}
        body = urllib.parse.urlencode(fields).encode()
        head = (
            f"POST {form['path']} HTTP/1.1\r\nHost: {_HOST}:{self.told['port']}\r\n"
            f"Cookie: {self._jar()}\r\nContent-Type: {_FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.socket.sendall(head.encode() + body)
        status, answer = self._answer()
        if status != form["status"]:
            raise Wrong(f"{status}: {answer[-600:].decode(errors='replace')}")

    def _answer(self) -> tuple[int, bytes]:
        got = self.socket.recv(_CHUNK)
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        told = _LENGTH.search(head)
        length = int(told[1]) if told else 0
        while len(body) < length:
            body += self._more()
        return int(head[9:12]), body

    def _more(self) -> bytes:
        more = self.socket.recv(_CHUNK)
        if not more:
            raise Wrong("the server hung up")
        return more

    def _jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    lines = answer.headers.get_all("Set-Cookie") or []
    pairs = (line.split(";")[0].partition("=") for line in lines)
    return {name: value for name, _, value in pairs}


def work(team: list[Clerk], what: str, seconds: float, serials: Iterator[int]) -> dict[str, Any]:
    """Let everybody send one form after the other; return how many were answered in what time."""
    begin, lock = threading.Barrier(len(team) + 1), threading.Lock()
    waits: list[float] = []
    wrong: list[str] = []
    for clerk in team:
        clerk.connect()

    def one(clerk: Clerk) -> None:
        begin.wait()
        end = time.perf_counter() + seconds
        while (began := time.perf_counter()) < end and not wrong:
            with lock:
                serial = next(serials)
            try:
                clerk.send(what, serial)
            except (Wrong, OSError) as error:
                wrong.append(str(error))
            waits.append(time.perf_counter() - began)

    threads = [threading.Thread(target=one, args=(clerk,)) for clerk in team]
    for thread in threads:
        thread.start()
    begin.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    middle = sorted(waits)[len(waits) // 2]
    return {"answered": len(waits), "seconds": took, "middle": middle, "wrong": wrong[:1]}


def main() -> None:
    """Sign everybody in, say so, then do what is ordered until the input ends."""
    told = json.loads(sys.stdin.readline())
    teams = {name: [Clerk(told, one) for one in users] for name, users in told["teams"].items()}
    serials = itertools.count()
    sys.stdout.write('{"ready": true}\n')
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        done = work(teams[order["team"]], order["send"], order["seconds"], serials)
        sys.stdout.write(json.dumps(done) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
