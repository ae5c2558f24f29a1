"""Lifting the database's seal, which only tests can do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unsealed() -> Iterator[None]:
    """Let the statements inside the block change sealed tables, as somebody with the keys could."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
