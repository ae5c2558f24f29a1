"""The floor of a reception: the same rows, written bare by ``pgbench``, eight clients, prepared.

One real reception is read back and becomes one transaction of plain INSERTs, one statement per table,
into the same tables with the same constraints, indexes and triggers, on the same server.
"""

import itertools
import os
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import sql

CLIENTS = 8
_RATE = re.compile(r"tps = ([0-9.]+)")
#: Where Debian keeps it, away from everybody's path.
_DEBIAN = Path("/usr/lib/postgresql")

#: The rows of a reception: table, which rows (of dossier, party), columns that differ every time, and
#: the name under which the new id is used further on. ``{n}`` is a number nobody has used.
_TABLES: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("base_oncekey", "reference = %(dossier)s::text", {"key": "'p' || {n}::text"}, ""),
    ("people_party", "id = %(party)s", {}, "party"),
    (
        "people_identity",
        "party_id = %(party)s",
        {"party_id": "{party}", "value": "lpad({n}::text, 20, '0')"},
        "",
    ),
    ("dossiers_dossier", "id = %(dossier)s", {"number": "'p' || {n}::text"}, "dossier"),
    (
        "dossiers_participant",
        "dossier_id = %(dossier)s",
        {"dossier_id": "{dossier}", "party_id": "{party}"},
        "",
    ),
    ("dossiers_dossierpaper", "dossier_id = %(dossier)s", {"dossier_id": "{dossier}"}, ""),
    (
        "dossiers_dossiernumber",
        "dossier_id = %(dossier)s",
        {"dossier_id": "{dossier}", "value": "'p' || {n}::text"},
        "",
    ),
    ("dossiers_dossierevent", "dossier_id = %(dossier)s", {"dossier_id": "{dossier}"}, "event"),
)
_COUNTER = (
    "INSERT INTO dossiers_numbercounter (stem, last) VALUES ('bench' || {agency}::text, 1) "
    "ON CONFLICT (stem) DO UPDATE SET last = dossiers_numbercounter.last + 1"
)
#: The triggers of the queue write its own line and notify, as they do for us.
_JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
    "VALUES ('default', 'jobs.react', jsonb_build_object('event_id', {event}::bigint))"
)


@dataclass(frozen=True)
class Statement:
    """One statement with ``{names}`` in it; ``gives`` names the id it returns."""

    text: str
    gives: str = ""


def statements(connection: psycopg.Connection[tuple[object, ...]]) -> list[Statement]:
    """Read the last reception back as bare statements."""
    found = connection.execute(
        "SELECT d.id, p.party_id FROM dossiers_dossier d JOIN dossiers_participant p"
        " ON p.dossier_id = d.id WHERE d.seq = 1 ORDER BY d.id DESC LIMIT 1"
    ).fetchone()
    if found is None:
        raise LookupError
    keys = dict(zip(("dossier", "party"), found, strict=True))
    written = [
        _insert(connection, table, where, keys, fresh, gives)
        for table, where, fresh, gives in _TABLES
    ]
    return [*written, Statement(_JOB), Statement(_COUNTER)]


def _insert(
    connection: psycopg.Connection[tuple[object, ...]],
    table: str,
    where: str,
    keys: dict[str, object],
    fresh: dict[str, str],
    gives: str,
) -> Statement:
    names = [
        str(row[0])
        for row in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = current_schema() AND column_name <> 'id' ORDER BY ordinal_position",
            [table],
        )
    ]
    asked = sql.SQL("SELECT {} FROM {} WHERE " + where + " ORDER BY id").format(  # noqa: S608 - constants
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in names),
        sql.Identifier(table),
    )
    rows = connection.execute(asked, keys).fetchall()
    lines = [
        ", ".join(fresh.get(n) or literal(v) for n, v in zip(names, row, strict=True))
        for row in rows
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    text = f'INSERT INTO "{table}" ({columns}) VALUES ({"), (".join(lines)})'  # noqa: S608 - of our own tables
    return Statement(f"{text} RETURNING id" if gives else text, gives)


def literal(value: object) -> str:
    """Write a value so that neither ``pgbench`` nor ``format`` finds a name in it."""
    if value is None:
        return "NULL"
    text = str(value).replace("\\", "\\\\").replace("'", "''")
    hidden = {":": "\\x3a", "{": "\\x7b", "}": "\\x7d", "%": "\\x25"}
    return "E'" + "".join(hidden.get(letter, letter) for letter in text) + "'"


def pgbench() -> str | None:
    """Find the program, None on a machine without it."""
    newest = sorted(_DEBIAN.glob("*/bin/pgbench"), key=lambda path: int(path.parts[-3]))
    return shutil.which("pgbench") or (str(newest[-1]) if newest else None)


def rate(written: list[Statement], address: str, *, seconds: int, agencies: int) -> float:
    """Return how many such transactions a second eight clients commit."""
    program = pgbench()
    if program is None:
        return _own_rate(written, address, seconds=seconds, agencies=agencies)
    names = {name: f":{name}" for name in ("n", "party", "dossier", "event")}
    names["agency"] = f"(:client_id % {agencies})"
    lines = ["\\set n random(1, 1000000000000000000)", "BEGIN;"]
    for one in written:
        text = one.text.format(**names)
        lines.append(f"{text} AS {one.gives} \\gset" if one.gives else f"{text};")
    with TemporaryDirectory() as folder:
        script = Path(folder) / "reception.sql"
        script.write_text("\n".join([*lines, "COMMIT;", ""]), encoding="utf-8")
        options = f"-n -M prepared -c {CLIENTS} -j 2 -T {seconds} -f {script}".split()
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
            [program, *options],
            env=os.environ | environment(address),
            capture_output=True,
            text=True,
            check=True,
        )
    return float(_RATE.findall(done.stdout)[-1])


def environment(address: str) -> dict[str, str]:
    """Tell an address as libpq's variables: a password has no place in a list of processes."""
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    told = {
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGHOST": asked.get("host") or parts.hostname or "",
        "PGPORT": asked.get("port") or str(parts.port or ""),
    }
    return {name: value for name, value in told.items() if value}


def _own_rate(written: list[Statement], address: str, *, seconds: int, agencies: int) -> float:
    """The same with eight threads of our own, where ``pgbench`` is not installed."""
    numbers = itertools.count(time.time_ns())
    ended: list[int] = []
    began = time.perf_counter()

    def client(place: int) -> None:
        with psycopg.connect(address, autocommit=True, prepare_threshold=0) as own:
            while time.perf_counter() < began + seconds:
                names: dict[str, object] = {"n": next(numbers), "agency": place % agencies}
                with own.transaction():
                    for one in written:
                        cursor = own.execute(one.text.format_map(Placed()), names)
                        if one.gives:
                            names[one.gives] = (cursor.fetchone() or [0])[0]
                ended.append(place)

    threads = [threading.Thread(target=client, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(ended) / (time.perf_counter() - began)


class Placed(dict[str, str]):
    """Every name as psycopg's placeholder."""

    def __missing__(self, name: str) -> str:
        return f"%({name})s"
