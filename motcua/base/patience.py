"""Whoever sends a form waits a few seconds for another who writes, and is then told so.

A long act (an import, an upgrade) holds what it writes until it ends. A form that waited as long
would hang in the browser and keep a worker busy; nobody would know why.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from psycopg import errors

#: How long a form may wait for a lock.
LONGEST_MS = 5_000


class Busy(Exception):
    """Another act still holds what this one needs. Nothing was written."""


def end_soon() -> None:
    """Let no statement from here to the end of the transaction wait longer. Inside a transaction only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [str(LONGEST_MS)])


@contextmanager
def told() -> Iterator[None]:
    """Raise ``Busy`` when the transaction inside gave up waiting."""
    try:
        yield
    except OperationalError as gave_up:
        if isinstance(gave_up.__cause__, errors.LockNotAvailable):
            raise Busy from gave_up
        raise
