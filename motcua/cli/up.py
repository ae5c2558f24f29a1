"""Khởi động dịch vụ: cơ sở dữ liệu, trang web và hàng đợi; Ctrl-C dừng tất cả.

Không có DATABASE_URL thì dùng PostgreSQL nhúng trong thư mục dữ liệu (MOTCUA_DATA).
"""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import NoReturn

from django.utils.translation import gettext as _

from motcua.base import embedded, env, installation
from motcua.catalog import actions as catalog
from motcua.cli import Stop

#: ``run`` starts the database itself, once it holds the data folder.
DATABASE = False

#: Per web process; more would only wait for each other.
_THREADS = 4
_MAX_WEB_PROCESSES = 4
_PATIENCE_SECONDS = 15
_SET_PARENT_DEATH_SIGNAL = 1
#: The pages come first: what may come later steps back while the processor is busy, and the demo
#: province, which plays its years, a little less than that.
_WORKER_YIELDS = 10
_PLAYER_YIELDS = 5


class _Ended(Exception):
    """Somebody asked the service to stop."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="cổng (8000)")
    parser.add_argument(
        "--workers",
        type=int,
        default=min(os.cpu_count() or 1, _MAX_WEB_PROCESSES),
        help="số tiến trình phục vụ trang web",
    )


def run(args: argparse.Namespace) -> int:
    """Hold the data folder, bring the database up to date, serve until told to stop."""
    try:
        with embedded.serving(installation.data_folder()), _told_to_stop():
            _refuse_a_busy_port(args.host, args.port)
            _say(_("Đang chuẩn bị cơ sở dữ liệu …"))
            os.environ["DATABASE_URL"] = installation.connect()
            installation.migrate()
            catalog.index_new()
            return _serve(args)
    except (embedded.AlreadyServing, embedded.WillNotStart) as failure:
        raise Stop(str(failure)) from failure
    except _Ended:
        return 0


def _serve(args: argparse.Namespace) -> int:
    """Run the children until one of them ends or somebody stops us, then stop them all."""
    children = {"web": _start(*_web(args)), "worker": _start(*_worker(), yielding=_WORKER_YIELDS)}
    try:
        _wait_until_alive(children["web"], args)
        _say(_("Đang phục vụ tại http://%(host)s:%(port)s (Ctrl-C để dừng)") % vars(args))
        if env.read().demo:
            _start("demo", yielding=_PLAYER_YIELDS)
        return _watch(children)
    except _Ended:
        _say(_("Đang dừng …"))
        return 0
    finally:
        _stop(_STARTED)


_STARTED: list[subprocess.Popen[bytes]] = []


def _web(args: argparse.Namespace) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": args.host,
        "--port": args.port,
        "--workers": args.workers,
        "--blocking-threads": _THREADS,
        "--backpressure": _THREADS * 4,
        "--log-level": "warning",
    }
    words = [str(word) for pair in options.items() for word in pair]
    return [
        "-m",
        "granian",
        *words,
        "--no-ws",
        "--respawn-failed-workers",
        "config.wsgi:application",
    ]


def _worker() -> list[str]:
    return [
        *("-m", "motcua.cli", "django", "procrastinate", "worker"),
        *("--concurrency", "2", "--delete-jobs", "successful"),
    ]


def _start(*words: str, yielding: int = 0) -> subprocess.Popen[bytes]:
    """Start a child away from our terminal: Ctrl-C reaches us alone, and we stop it in order.

    ``yielding``: by how much it steps back for the others when the processor is busy.
    """
    command = words if words[0] == "-m" else ("-m", "motcua.cli", *words)
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *command],
        start_new_session=True,
        preexec_fn=partial(_settle_in, yielding),  # noqa: PLW1509 - one call into the kernel, no locks
    )
    _STARTED.append(child)
    return child


def _settle_in(yielding: int) -> None:
    """Take one's place; on Linux, be told to end when the parent dies without saying goodbye."""
    os.nice(yielding)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _watch(children: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait; when web or worker ends by itself, say which and return 1."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                _say(_("Tiến trình %(name)s đã dừng ngoài ý muốn.") % {"name": name})
                return 1
        time.sleep(0.5)


def _wait_until_alive(web: subprocess.Popen[bytes], args: argparse.Namespace) -> None:
    """Return when the first page is answered, or when the web process ended."""
    while web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{args.host}:{args.port}/healthz", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all, wait, and only then insist."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + _PATIENCE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    children.clear()


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Turn SIGINT and SIGTERM into ``_Ended``, once; what comes while stopping is ignored."""

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise _Ended

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, end)
    yield


def _refuse_a_busy_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as busy:
            sentence = _("Cổng %(port)s đang được chương trình khác dùng. Chọn cổng khác: --port.")
            raise Stop(sentence % {"port": port}) from busy


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
