"""``motcua up`` on a throw-away database, and the clerks that work on it: processes of their own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from motcua.cli import Stop

_PATIENCE_SECONDS = 90
_TAIL = 2000


class Clerks:
    """The process of the clerks: takes orders, answers with what was measured."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Keep the process; it has signed everybody in."""
        self._process = process

    def rate(self, team: str, send: str, seconds: float) -> float:
        """Return how many forms a second were answered. Raise ``Stop`` when one was answered wrongly."""
        done = self._ask({"team": team, "send": send, "seconds": seconds})
        if done["wrong"]:
            raise Stop(f"{send}: {done['wrong'][0]}")
        return float(done["answered"] / done["seconds"])

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        tell, hear = self._process.stdin, self._process.stdout
        if tell is None or hear is None:
            raise Stop("clerks")
        tell.write(json.dumps(order) + "\n")
        tell.flush()
        line = hear.readline()
        if not line:
            raise Stop("Tiến trình gửi biểu mẫu đã dừng ngoài ý muốn.")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def clerks(told: dict[str, Any]) -> Iterator[Clerks]:
    """Start the clerks, have them sign in, let them go home."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(Path(__file__).with_name("clerks.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        team = Clerks(process)
        team._ask(told)  # noqa: SLF001 - the first line is no order
        yield team
    finally:
        process.terminate()
        process.wait()


@contextmanager
def serving(address: str) -> Iterator[int]:
    """Serve a database as an operator does, on a free port; yield the port."""
    with TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        log = Path(folder) / "up.log"
        with log.open("wb") as out:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "motcua.cli", "up", "--port", str(port)],
                env=os.environ | _settings(address, folder),
                stdout=out,
                stderr=out,
            )
        try:
            _wait(process, port, log)
            yield port
        finally:
            process.terminate()
            process.wait()


def _settings(address: str, folder: str) -> dict[str, str]:
    return {
        "DATABASE_URL": address,
        "MOTCUA_DATA": folder,
        "MOTCUA_DEMO": "0",
        "MOTCUA_HTTPS": "0",
        "MOTCUA_HOSTS": "127.0.0.1",
    }


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the service answers. Raise ``Stop`` with the end of its log when it does not."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Stop(log.read_text(encoding="utf-8", errors="replace")[-_TAIL:])
