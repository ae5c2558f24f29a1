"""Runs the programs that may be installed beside us: LibreOffice, Tesseract."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from motcua.checking.reading.refusals import Unreadable

_TOO_LONG = (
    "Tệp này phải chuyển đổi hoặc nhận dạng chữ lâu hơn một trang có thể chờ. Hãy lưu báo cáo thành "
    "DOCX, XLSX hoặc PDF có chữ rồi gửi lại, hoặc dùng lệnh motcua check-report."
)
#: What a program needs of ours; our passwords and addresses are none of its business.
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
_until: ContextVar[float | None] = ContextVar("_until", default=None)


def find(*names: str) -> str | None:
    """Return the path of the first of the programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Give all programs run inside that long together; past it, reading ends with ``Unreadable``."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def run(command: Sequence[str], *, seconds: float, extra: Mapping[str, str]) -> bytes | None:
    """Return what a program printed, ``None`` where it failed or took too long.

    The program gets its own session, so that whatever it started ends with it. Raises
    ``Unreadable`` where ``no_longer_than`` set an end and it has come.
    """
    until = _until.get()
    left = seconds if until is None else min(seconds, max(until - time.monotonic(), 0))
    try:
        process = subprocess.Popen(  # noqa: S603 found on the path, and given files we wrote
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_inherited(), **extra},
            start_new_session=True,
        )
    except OSError:
        return None
    with process:
        try:
            printed, _ = process.communicate(timeout=left)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if left < seconds:
                raise Unreadable(_TOO_LONG) from None
            return None
    return printed if process.returncode == 0 else None


def _inherited() -> dict[str, str]:
    return {name: os.environ[name] for name in _INHERITED if name in os.environ}
