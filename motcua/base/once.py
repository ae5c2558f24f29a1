"""A POST done once: a repeat of the same one-time key shows the first result.

The key is unique in the database, so two simultaneous sendings of one form cannot both act: the
second waits for the first to commit and reads its reference, or acts itself if the first failed.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar

from django.db import connection, transaction

from motcua.base import writing
from motcua.base.models import OnceKey

_CLAIM = """
    INSERT INTO base_oncekey (account_id, key, reference, created_at) VALUES (%s, %s, '', %s)
    ON CONFLICT (account_id, key) DO NOTHING
"""

_TELL = "UPDATE base_oncekey SET reference = %s WHERE account_id = %s AND key = %s"

_LONGEST = 64

P = ParamSpec("P")
T = TypeVar("T")

_running: ContextVar[bool] = ContextVar("a_form_is_being_done", default=False)


class BadKey(ValueError):
    """The form carries no one-time key, or one that no form of ours made."""


class Done(NamedTuple):
    """``reference`` of what was made; ``fresh`` is False when an earlier sending made it."""

    reference: str
    fresh: bool


def new_key() -> str:
    """A key for one rendering of one form."""
    return secrets.token_urlsafe(24)


def run(*, key: str, account_id: int, at: datetime, action: Callable[[], str]) -> Done:
    """Run ``action`` in one transaction with the key, unless the key was used: then show its result.

    ``action`` returns the reference of what it made (a number, an address; at most 200 letters).
    Raise ``BadKey`` on an empty or overlong key. When ``action`` raises, the key stays unused.
    """
    if not key or len(key) > _LONGEST:
        raise BadKey(key[:8])
    with transaction.atomic(), writing.together(), _underway():
        if not _claimed(key=key, account_id=account_id, at=at):
            first = OnceKey.objects.get(account_id=account_id, key=key)
            return Done(first.reference, fresh=False)
        reference = action()
        writing.execute(_TELL, [reference, account_id, key])
    return Done(reference, fresh=True)


def joined(act: Callable[P, T]) -> Callable[P, T]:
    """Run an act in a transaction of its own, or as a part of the one that ``run`` has opened.

    A part that fails there fails the whole: it sets no savepoint to go back to.
    """

    @wraps(act)
    def acted(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(savepoint=not _running.get()), writing.together():
            return act(*args, **kwargs)

    return acted


@contextmanager
def _underway() -> Iterator[None]:
    token = _running.set(True)
    try:
        yield
    finally:
        _running.reset(token)


def _claimed(*, key: str, account_id: int, at: datetime) -> bool:
    """Take the key; wait for whoever holds it; False when it was used before."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [account_id, key, at])
        return bool(cursor.rowcount == 1)
