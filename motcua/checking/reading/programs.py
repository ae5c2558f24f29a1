"""Runs the programs that may be installed beside us: LibreOffice, Tesseract."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence


def find(*names: str) -> str | None:
    """Return the path of the first of the programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run(command: Sequence[str], *, seconds: float, extra: Mapping[str, str]) -> bytes | None:
    """Return what a program printed, ``None`` where it failed or took too long.

    The program gets its own session, so that whatever it started ends with it.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 found on the path, and given files we wrote
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **extra},
            start_new_session=True,
        )
    except OSError:
        return None
    with process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
    return printed if process.returncode == 0 else None
