"""What changes seldom is remembered per process, until a table it was read from changes.

Triggers give a *room* of tables a new random token with every statement that writes to one of them,
in the writer's own transaction. Whoever remembers asks for the tokens first, one tiny statement: so
a right that was taken away is gone with the commit that took it away, whichever process asks.

A migration has a table watched as its last operation::

    operations = [migrations.CreateModel(…), revisions.Watch("catalog_offering", "catalog")]

What is remembered is shared by the threads of a process: it is read, never changed.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, migrations

P = ParamSpec("P")
T = TypeVar("T")

#: Agencies, posts, who fills them, and the working calendars.
ORGANIZATIONS = "organizations"
#: Procedures with all their parts, and who settles them.
CATALOG = "catalog"

FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO base_revision (room, token) VALUES (TG_ARGV[0], gen_random_uuid())
        ON CONFLICT (room) DO UPDATE SET token = EXCLUDED.token;
    RETURN NULL;
END $$;
"""
#: By hand: it is asked with every request, and the ORM would cost more than the answer.
_TOKENS = "SELECT room, token FROM base_revision"
_MOST_REMEMBERED = 4096

Tokens = Mapping[str, UUID]


@dataclass
class _Held:
    """The tokens of a block, once something in it has asked for them."""

    tokens: Tokens | None = None


_held: ContextVar[_Held | None] = ContextVar("held_revisions", default=None)


def tokens() -> Tokens:
    """Return the token of every room that was ever written to; inside ``held`` those first asked for."""
    held = _held.get()
    if held is None:
        return _asked()
    if held.tokens is None:
        held.tokens = _asked()
    return held.tokens


def _asked() -> Tokens:
    with connection.cursor() as cursor:
        cursor.execute(_TOKENS)
        return dict(cursor.fetchall())


@contextmanager
def held() -> Iterator[None]:
    """Ask for the tokens once, when first needed: for a short block that changes none of these tables.

    Every page that is only read is one. Long batches in which nobody else works may hold them too. Blocks
    nest; the outer one counts.
    """
    if _held.get() is not None:
        yield
        return
    token = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(token)


def remembered(*rooms: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remember what a question answers until a table of ``rooms`` is written to.

    The arguments must be hashable, and the question must read no table outside of its rooms
    (``tests/base/test_revisions.py`` looks). An exception is not remembered.
    """

    def decorate(question: Callable[P, T]) -> Callable[P, T]:
        kept: dict[Hashable, tuple[tuple[UUID | None, ...], T]] = {}

        @wraps(question)
        def asked(*args: P.args, **kwargs: P.kwargs) -> T:
            now = tokens()
            stamp = tuple(now.get(room) for room in rooms)
            key = (args, tuple(kwargs.items()))
            found = kept.get(key)
            if found is not None and found[0] == stamp and None not in stamp:
                return found[1]
            answer = question(*args, **kwargs)
            if len(kept) >= _MOST_REMEMBERED:
                kept.clear()
            kept[key] = (stamp, answer)
            return answer

        return asked

    return decorate


def trigger(table: str) -> str:
    """Name the trigger that watches a table."""
    return f"{table}_revised"


class Watch(migrations.RunSQL):
    """The migration operation that has one table watched.

    The trigger fires before the rows are touched, so two writers of a room queue up for its token
    before they lock anything else, and cannot lock each other out. Rows locked by hand are locked
    before the first write (``catalog.actions.locks``). ``columns``: an UPDATE counts
    only when it names one of them.
    """

    def __init__(self, table: str, room: str, columns: tuple[str, ...] = ()) -> None:
        """Watch ``table`` (its name in the database) for ``room``."""
        self.table, self.room, self.columns = table, room, tuple(columns)
        named = ", ".join(f'"{name}"' for name in self.columns)
        update = f"UPDATE OF {named}" if named else "UPDATE"
        super().__init__(
            sql=f"""{FUNCTION}
                CREATE OR REPLACE TRIGGER "{trigger(table)}"
                    BEFORE INSERT OR DELETE OR {update} ON "{table}"
                    FOR EACH STATEMENT EXECUTE FUNCTION motcua_revise('{room}');
                INSERT INTO base_revision (room, token) VALUES ('{room}', gen_random_uuid())
                    ON CONFLICT DO NOTHING;
            """,  # noqa: S608 - names of rooms
            reverse_sql=f'DROP TRIGGER IF EXISTS "{trigger(table)}" ON "{table}";',
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, object]]:
        """Write the operation in a migration file as ``Watch(table=…, room=…)``."""
        said: dict[str, object] = {
            "table": self.table,
            "room": self.room,
            "columns": self.columns,
        }
        return self.__class__.__qualname__, [], said

    def describe(self) -> str:
        """Name the operation in the output of ``migrate``."""
        return f"Watch {self.table} for {self.room}"
