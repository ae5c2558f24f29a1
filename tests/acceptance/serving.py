"""A province served as an operator serves it: ``motcua up`` in a process of its own."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
from http.client import HTTPException
from pathlib import Path
from typing import Self

import pytest

from tests.acceptance.visiting import Visitor
from tests.cli import running

PATIENCE_SECONDS = 90


class Service:
    """``motcua up`` as whatever supervises it runs it: started again when it ended."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.log = data.parent / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [*running.COMMAND, "up", "--port", str(self.port), "--workers", "2"],
                cwd=running.ROOT,
                env=running.environment(self.data) | {"MOTCUA_LOG_LEVEL": "WARNING"},
                stdout=out,
                stderr=out,
            )
        wait_until(lambda: Visitor(self.address).get("/healthz").status == 200)

    def kill_web_and_worker(self) -> list[int]:
        """Kill every process the service started, at once, and start the service again."""
        assert self.process is not None
        killed = descendants(self.process.pid)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(60)
        self.start()
        return killed


def descendants(parent: int) -> list[int]:
    """Web and worker with their own children; the embedded database is not among them."""
    found = []
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    for child in map(int, children):
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"granian" in command or b"procrastinate" in command or b"spawn" in command:
            found += [child, *descendants(child)]
    return found


def wait_until(true, patience: float = PATIENCE_SECONDS) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            if true():
                return
        except (urllib.error.URLError, OSError, HTTPException):
            pass
        if time.monotonic() > end:
            pytest.fail("waited in vain")
        time.sleep(0.3)
