"""Later work, by name. A job row commits or rolls back with the transaction that deferred it.

The queue is procrastinate on our own PostgreSQL: its job table is the outbox.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONDict

Argument = str | int | bool | None


@dataclass
class _Gathering:
    """A task whose jobs are not deferred one by one, and how many there would have been."""

    task: str
    jobs: int = 0


_gathering: ContextVar[_Gathering | None] = ContextVar("gathering", default=None)


def defer(
    task: str,
    *,
    run_at: datetime | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
    **arguments: Argument,
) -> bool:
    """Defer ``task`` (its registered name, such as ``"jobs.react"``) inside the current transaction.

    ``lock``: jobs of one lock run one after the other. ``queueing_lock``: at most one waiting job
    has it; False when there already is one, and the transaction goes on unharmed. ``run_at`` is
    compared with the database's own time, not with ``base.clock``.
    """
    gathering = _gathering.get()
    if gathering is not None and gathering.task == task:
        gathering.jobs += 1
        return True
    job = app.configure_task(task, schedule_at=run_at, lock=lock, queueing_lock=queueing_lock)
    if queueing_lock is None:
        job.defer(**arguments)
        return True
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def defer_many(task: str, batch: Iterable[Mapping[str, Argument]]) -> int:
    """Defer one job per mapping of arguments, in one statement; return how many."""
    jobs: list[JSONDict] = [dict(arguments) for arguments in batch]
    if jobs:
        app.configure_task(task).batch_defer(*jobs)
    return len(jobs)


@contextmanager
def gathered(task: str, *, into: str, arguments: JSONDict) -> Iterator[None]:
    """Inside the block, jobs of ``task`` are only counted; at its end one job ``into`` stands for all.

    ``arguments`` must let ``into`` find again what the single jobs would have been told. No job is
    deferred when there were none, or when the block raises.
    """
    gathering = _Gathering(task)
    token = _gathering.set(gathering)
    try:
        yield
    finally:
        _gathering.reset(token)
    if gathering.jobs:
        app.configure_task(into).defer(**arguments)
