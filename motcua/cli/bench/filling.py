"""Filling the throw-away database by COPY, in two processes, and what a night does afterwards."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from django.db import connection, transaction
from psycopg import sql

from motcua.base import clock
from motcua.cli.bench import harness
from motcua.cli.bench.lives import Author
from motcua.cli.bench.province import Province
from motcua.cli.bench.rows import TABLES, Lines
from motcua.dossiers import loads, seals, sums
from motcua.dossiers.models import DaySeal

_SATURDAY = 5
#: Working days written together: little memory, and events lie nearly in the order of recording.
_DAYS_TOGETHER = 8
_TABLES = tuple(table.name for table in TABLES)
_T = TypeVar("_T")


class WorkFailed(Exception):
    """A process that helped to fill the database has failed."""


@dataclass(frozen=True)
class Year:
    """How many dossiers begin in a span of days, and the id of the first of them."""

    from_on: date
    to_on: date
    number: int
    first_id: int


@dataclass(frozen=True)
class _Batch:
    """Some days: how many dossiers begin on each, and from which id."""

    days: tuple[tuple[date, int, int], ...]
    until: datetime


def fill(province: Province, years: list[Year], *, until: datetime) -> None:
    """Write the dossiers of the years; nothing happens after ``until``."""
    with _without_indexes():
        batches = [batch for year in years for batch in _batches(year, until)]
        _together([partial(_write, province, part) for part in _shared_out(batches)])
    _mend_sequences()


def seal_and_fold(through: date) -> None:
    """Seal every recorded day anew through a day and fold all sums, by the product's own functions."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_dayseal DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM dossiers_dayseal")
        prev = ""
        for day, number, content in list(seals.day_digests(first=date.min, last=through)):
            digest = seals.chained(prev, content)
            DaySeal.objects.create(
                day=day,
                events=number,
                prev_digest=prev,
                digest=digest,
                signature=seals.signature(digest),
                sealed_at=clock.now(),
            )
            prev = digest
        sums.rebuild()
        loads.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_dayseal ENABLE TRIGGER USER")
        cursor.execute("VACUUM (ANALYZE)")


def _batches(year: Year, until: datetime) -> Iterator[_Batch]:
    days = [
        day
        for place in range((year.to_on - year.from_on).days + 1)
        if (day := year.from_on + timedelta(days=place)).weekday() < _SATURDAY
    ]
    counts = [
        year.number * (place + 1) // len(days) - year.number * place // len(days)
        for place in range(len(days))
    ]
    first_id = year.first_id
    dated = []
    for day, count in zip(days, counts, strict=True):
        dated.append((day, first_id, count))
        first_id += count
    rest = iter(dated)
    while batch := tuple(islice(rest, _DAYS_TOGETHER)):
        yield _Batch(batch, until)


def _write(province: Province, batches: Sequence[_Batch]) -> None:
    lines = Lines()
    with harness.server() as server:
        for batch in batches:
            author = Author(province, until=batch.until, seed=batch.days[0][1])
            for day, first_id, number in batch.days:
                for life in author.lives(day, first_id, number):
                    lines.add(life)
            lines.copy_into(server)


def _obedient(work: Callable[[], object]) -> None:
    """Work until told to end by the process that began it; Ctrl-C is for that one alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work()


def _shared_out(things: Sequence[_T]) -> list[Sequence[_T]]:
    """Deal things out to as many processes as the machine has."""
    processes = max(1, os.cpu_count() or 1)
    return [things[place::processes] for place in range(processes)]


def _together(works: Sequence[Callable[[], object]]) -> None:
    """Do several works at once, each in a process of its own that ends with this one.

    Raise ``WorkFailed``; what failed has told why itself.
    """
    connection.close()
    context = get_context("fork")
    children = [context.Process(target=_obedient, args=(work,), daemon=True) for work in works]
    try:
        for child in children:
            child.start()
        for child in children:
            child.join()
    finally:
        for child in children:
            child.terminate()
    if any(child.exitcode for child in children):
        raise WorkFailed


class _without_indexes:  # noqa: N801 - reads as a phrase
    """Take indexes and references off the tables while they are filled, and put the indexes back.

    The references stay off: what is measured here never deletes what others refer to.
    """

    def __enter__(self) -> None:
        """Remember and drop."""
        with connection.cursor() as cursor:
            cursor.execute(_CONSTRAINTS, [list(_TABLES)])
            constraints = cursor.fetchall()
            for table, name, _kind, _text in constraints:
                cursor.execute(
                    sql.SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(
                        sql.Identifier(table), sql.Identifier(name)
                    )
                )
            cursor.execute(_INDEXES, [list(_TABLES)])
            indexes = cursor.fetchall()
            for name, _text in indexes:
                cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        self.again = [text for _name, text in indexes] + [
            f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {text}'
            for table, name, kind, text in constraints
            if kind != "f"
        ]

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Put indexes and the other constraints back, several at once."""
        if failed is None:
            _together([partial(_execute, part) for part in _shared_out(self.again)])


def _execute(statements: Sequence[str]) -> None:
    with harness.server() as server:
        server.execute("SET maintenance_work_mem = '512MB'")
        for statement in statements:
            server.execute(statement.encode())


def _mend_sequences() -> None:
    """Let the next row begin after those copied, and have every table's figures known."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608 - our own tables
            )


_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid)
  FROM pg_constraint
 WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'u', 'p')
 ORDER BY contype"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
 WHERE schemaname = current_schema() AND tablename = ANY(%s)"""
