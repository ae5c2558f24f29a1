"""What every measurement stands on: throw-away databases, repeated turns, one comparison as a value."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode

import psycopg
from django.db import connection
from psycopg import sql

from motcua.base import installation

#: How a bound is read: the ratio must be at least, or at most, the number.
Sense = Literal["≥", "≤"]
_TURNS = 5


@dataclass(frozen=True)
class Bound:
    """What a ratio must keep; ``aim`` is what we want beyond it."""

    sense: Sense
    number: float
    aim: float | None = None

    def holds(self, ratio: float) -> bool:
        """Tell whether a ratio keeps the bound."""
        return ratio >= self.number if self.sense == "≥" else ratio <= self.number

    def __str__(self) -> str:
        """Write the bound as it stands in the table."""
        return f"{self.sense} {_written(self.number)}"


@dataclass(frozen=True)
class Measure:
    """One comparison: ours beside a floor of the same run, in the same unit (seconds, or a rate)."""

    name: str
    ours: float
    floor: float
    floor_name: str
    bound: Bound | None = None

    @property
    def ratio(self) -> float:
        """How often the floor fits into ours."""
        return self.ours / self.floor

    @property
    def holds(self) -> bool:
        """Whether the bound is kept; a measure without a bound tells, and judges nothing."""
        return self.bound is None or self.bound.holds(self.ratio)

    def as_json(self) -> dict[str, Any]:
        """Return the measure as machines read it."""
        return {
            "name": self.name,
            "ours": self.ours,
            "floor": self.floor,
            "floor_name": self.floor_name,
            "ratio": round(self.ratio, 4),
            "bound": str(self.bound) if self.bound else None,
            "aim": self.bound.aim if self.bound else None,
            "holds": self.holds,
        }

    def as_line(self) -> str:
        """Write the measure as a line of the table."""
        verdict = ""
        if self.bound:
            verdict = f"{self.bound!s:>8}  {'đạt' if self.holds else 'KHÔNG ĐẠT'}"
        return (
            f"{self.name:<72} {_written(self.ratio):>8} × {self.floor_name:<48} {verdict}".rstrip()
        )


def _written(number: float) -> str:
    """Write three figures that say something: 0,083; 1,24; 57."""
    digits = 3 if number < 1 else 2 if number < 10 else 0  # noqa: PLR2004 - how many figures speak
    return f"{number:.{digits}f}".replace(".", ",")


@contextmanager
def throw_away_database(purpose: str) -> Iterator[str]:
    """Point this process at a new, migrated database of the same server; drop it afterwards.

    Yields the address, for processes that are started meanwhile. Ctrl-C drops the database too.
    """
    with database(purpose) as name, pointed_at(name):
        installation.migrate()
        yield address()


@contextmanager
def put_aside(purpose: str) -> Iterator[str]:
    """Copy the database this process is pointed at, as it is now; yield the copy's name, then drop it."""
    connection.close()
    with database(purpose, template=connection.settings_dict["NAME"]) as name:
        yield name


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Point this process at another database of the same server for a while."""
    settings = connection.settings_dict
    own = settings["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = own


@contextmanager
def database(purpose: str, template: str = "template0") -> Iterator[str]:
    """Make a database on the same server, empty or as another; yield its name, then drop it."""
    name = f"motcua_bench_{purpose}_{time.time_ns() // 1_000_000}"
    named = sql.Identifier(name)
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    with server(dbname="postgres") as cursor:
        cursor.execute(make.format(named, sql.Identifier(template)))
    try:
        yield name
    finally:
        with server(dbname="postgres") as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))


def server(**parameters: Any) -> psycopg.Connection[tuple[Any, ...]]:  # noqa: ANN401 - psycopg's own
    """Open a bare connection to the database this process is pointed at, committing by itself."""
    own = {k: v for k, v in connection.get_connection_params().items() if k not in _DJANGOS}
    return psycopg.connect(**(own | parameters), autocommit=True)


#: Connection parameters that only Django's own connections need.
_DJANGOS = frozenset({"cursor_factory", "context", "prepare_threshold"})


def address() -> str:
    """Return the address of the database this process is pointed at."""
    params = connection.get_connection_params()
    words = {name: str(params[name]) for name in ("host", "port") if params.get(name)}
    user = quote(str(params.get("user") or ""), safe="")
    if password := params.get("password"):
        user = f"{user}:{quote(str(password), safe='')}"
    return f"postgresql://{user}@/{quote(str(params['dbname']), safe='')}?{urlencode(words)}"


def times(work: Callable[[], object], turns: int = _TURNS) -> list[float]:
    """Do the work several times; the seconds of each turn."""
    found = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def best(work: Callable[[], object], turns: int = _TURNS) -> float:
    """Return the quickest of several turns, in seconds: what the machine can do when left alone."""
    return min(times(work, turns))


def median(work: Callable[[], object], turns: int = _TURNS) -> float:
    """Return the middle of several turns, in seconds: what people see."""
    return statistics.median(times(work, turns))
