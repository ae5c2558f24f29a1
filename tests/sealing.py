"""Lifting the database's seal, which only tests can do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

#: What ``migrate`` itself fills, the same for every test.
_KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


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


def empty() -> None:
    """Delete the rows of every table that has any, sealed or not, the queue's as well."""
    names = set(connection.introspection.table_names()) - _KEPT
    holds = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    delete = sql.SQL("DELETE FROM {}")
    asked = sql.SQL(" UNION ALL ").join(
        holds.format(sql.Literal(name), sql.Identifier(name)) for name in sorted(names)
    )
    with unsealed(), connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [name for (name,) in cursor.fetchall()]
        for name in filled:
            cursor.execute(delete.format(sql.Identifier(name)))
