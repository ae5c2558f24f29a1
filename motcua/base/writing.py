"""Rows and statements whose answer nobody waits for, sent to the database together.

An act at the counter writes a dozen rows. Sent one by one, the way to the database and back costs
more than the writing. Inside ``together`` they are gathered and leave in their order, in one round
trip, before the next statement of any kind and at the end of the block. So whoever reads finds
everything written before, and an error of the database comes no later than the block's end. What
``refused`` names (constraints, and what to raise when one is broken) is raised in its place.

The foreign keys of our tables are checked when the transaction commits, so a row may leave before
the row it points to, once that one's id is known (``ids``).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import Field, Model
from psycopg import errors
from psycopg.adapt import Transformer

#: What to raise when a constraint is broken, by its name.
Refused = Mapping[str, Exception]
_NOTHING: Refused = {}


@dataclass
class _Gathered:
    """Statements that wait to leave."""

    statements: list[str] = field(default_factory=list)
    refused: dict[str, Exception] = field(default_factory=dict)

    def take(self) -> tuple[str, Refused]:
        """Return everything as one text and what it may be refused with, and forget both."""
        taken = ";\n".join(self.statements), self.refused
        self.statements, self.refused = [], {}
        return taken


@dataclass(frozen=True)
class _Shape:
    """How rows of a model are inserted: with their ids, or leaving these to the database."""

    head: str
    fields: "tuple[Field[Any, Any], ...]"


_gathered: ContextVar[_Gathered | None] = ContextVar("gathered_statements", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Gather what the block writes. Inside a transaction only; a block inside another joins it."""
    if _gathered.get() is not None:
        yield
        return
    gathered = _Gathered()
    token = _gathered.set(gathered)
    try:
        with connection.execute_wrapper(_first_what_waits):
            yield
            _send(gathered)
    finally:
        _gathered.reset(token)


def insert(*rows: Model, refused: Refused = _NOTHING) -> None:
    """Insert rows of one model; those without an id get one that is not read back."""
    if rows:
        shape = _shape(type(rows[0]), rows[0].pk is not None)
        written = (", ".join(_literals(_values(shape.fields, row))) for row in rows)
        _leave(f"{shape.head}({'), ('.join(written)})", refused)
    for row in rows:
        row._state.adding = False  # noqa: SLF001 - as Django's own save does
        row._state.db = connection.alias  # noqa: SLF001


def update(row: Model, names: Collection[str], refused: Refused = _NOTHING) -> None:
    """Write these columns (by ``attname``) of a row that exists."""
    fields = [one for one in _columns(type(row)) if one.attname in names]
    written = zip(fields, _literals(_values(fields, row)), strict=True)
    assigned = ", ".join(f'"{one.column}" = {literal}' for one, literal in written)
    table, key = type(row)._meta.db_table, _key(type(row)).column  # noqa: SLF001
    (mine,) = _literals([row.pk])
    _leave(f'UPDATE "{table}" SET {assigned} WHERE "{key}" = {mine}', refused)  # noqa: S608 - names of columns


def execute(statement: str, parameters: Iterable[Any] = ()) -> None:
    """Send a statement whose answer nobody reads: at once, or with the others of ``together``."""
    _leave(statement % tuple(_literals(parameters)))


def ask(*statements: str, parameters: Sequence[Any] = ()) -> list[Any]:
    """Ask several questions in one round trip; return the first value of each answer."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements), list(parameters))
        answers = [cursor.fetchone()[0]]
        while cursor.nextset():
            answers.append(cursor.fetchone()[0])
    return answers


def next_id(model: type[Model]) -> str:
    """Return the question for the next id of a model, to be asked with others."""
    return f"SELECT nextval('{model._meta.db_table}_{_key(model).column}_seq')"  # noqa: SLF001


def _leave(statement: str, refused: Refused = _NOTHING) -> None:
    """Let a finished statement wait for the others of ``together``, or go at once."""
    gathered = _gathered.get()
    if gathered is None:
        _execute(statement, refused)
        return
    gathered.statements.append(statement)
    gathered.refused.update(refused)


def _first_what_waits(
    execute: Callable[..., Any],
    sql: str,
    params: Any,  # noqa: ANN401 - the signature is Django's
    many: bool,  # noqa: FBT001 - the signature is Django's
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 - the signature is Django's
    gathered = _gathered.get()
    if gathered is not None and gathered.statements:
        _send(gathered)
    return execute(sql, params, many, context)


def _send(gathered: _Gathered) -> None:
    if gathered.statements:
        _execute(*gathered.take())


def _execute(text: str, refused: Refused) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(text)
    except IntegrityError as broken:
        why = broken.__cause__
        name = why.diag.constraint_name if isinstance(why, errors.IntegrityError) else None
        if name is not None and name in refused:
            raise refused[name] from broken
        raise


def _literals(values: Iterable[Any]) -> list[str]:
    """Write values as SQL, as psycopg itself does when it binds on our side.

    Left to ``execute``, a text of a hundred places would be taken apart again with every dossier.
    """
    connection.ensure_connection()
    transformer = Transformer(connection.connection)
    return [transformer.as_literal(value).decode() for value in values]


@cache
def _shape(model: type[Model], with_id: bool) -> _Shape:  # noqa: FBT001 - a key of the cache
    fields = tuple(one for one in _columns(model) if with_id or not one.primary_key)
    names = ", ".join(f'"{one.column}"' for one in fields)
    table = model._meta.db_table  # noqa: SLF001 - documented API
    head = f'INSERT INTO "{table}" ({names}) VALUES '  # noqa: S608 - names of columns
    return _Shape(head, fields)


@cache
def _columns(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    return tuple(model._meta.local_concrete_fields)  # noqa: SLF001 - documented API


def _key(model: type[Model]) -> "Field[Any, Any]":
    return next(one for one in _columns(model) if one.primary_key)


def _values(fields: "Iterable[Field[Any, Any]]", row: Model) -> list[Any]:
    return [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
