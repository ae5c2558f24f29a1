"""One table: who hears of an act later. What must be true at once is done by the act itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from motcua.base import queue
from motcua.rules.codes import Act
from motcua.slips import queries as slips

_CLAIM = """
    INSERT INTO base_reaction (event_key, listener, at) VALUES (%s, %s, %s)
    ON CONFLICT (event_key, listener) DO NOTHING
"""


@dataclass(frozen=True)
class Listener:
    """A task that is told the id of an event.

    ``outward``: it tells somebody outside, so it waits a while in which taking the act back
    cancels it; the task itself asks whether the event still stands.
    """

    task: str
    outward: bool = False


KEEP_SLIP = Listener("jobs.keep_slip")

#: An act that is absent here has no consequence but itself.
REACTIONS: Mapping[Act, tuple[Listener, ...]] = dict.fromkeys(slips.SLIP_OF_ACT, (KEEP_SLIP,))


def follow(*, event_id: int, act: Act, at: datetime) -> int:
    """Defer every listener of ``act`` together or not at all; return how many were new.

    A listener hears of an event once: who was told is written down in the same transaction.
    """
    later = at + timedelta(seconds=settings.OUTWARD_DELAY_SECONDS)
    told = 0
    with transaction.atomic():
        for listener in REACTIONS.get(act, ()):
            if claim(event_id=event_id, listener=listener, at=at):
                run_at = later if listener.outward else None
                queue.defer(listener.task, event_id=event_id, run_at=run_at)
                told += 1
    return told


def claim(*, event_id: int, listener: Listener, at: datetime) -> bool:
    """Write down that ``listener`` is told of the event; False when it was told before."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [f"dossiers.event:{event_id}", listener.task, at])
        return bool(cursor.rowcount == 1)
