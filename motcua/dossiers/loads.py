"""What an act does to the load of desks: written beside the event, added up by night, recounted by verification."""

from typing import Any

from django.db import connection

from motcua.base import clock
from motcua.dossiers.models import DeskLoad
from motcua.dossiers.state import State
from motcua.rules.codes import PENDING, WAITING

_KEY = "desk_id, by_step, holder_id, post_id, route_id, step, waits, late_on"
_OPEN = ", ".join(f"'{status.value}'" for status in sorted(PENDING))
_WAITING = ", ".join(f"'{status.value}'" for status in sorted(WAITING))
_INTO = f"INSERT INTO dossiers_deskload ({_KEY}, number)"
#: Open dossiers as they stand, once by person and once by step.
_RECOUNT = f"""
SELECT coalesce(stay_at_id, agency_id) AS desk_id, by_step,
       CASE WHEN by_step THEN NULL ELSE holder_id END AS holder_id,
       CASE WHEN by_step THEN NULL ELSE post_id END AS post_id,
       CASE WHEN by_step THEN route_id END AS route_id,
       CASE WHEN by_step THEN step ELSE '' END AS step,
       status IN ({_WAITING}) AS waits,
       (urgent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS late_on, count(*) AS number
  FROM dossiers_dossier, (VALUES (false), (true)) grain (by_step)
 WHERE status IN ({_OPEN})
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"""  # noqa: S608 - constants only
_STORED = f"""
SELECT {_KEY}, sum(number) AS number FROM dossiers_deskload
 GROUP BY {_KEY} HAVING sum(number) <> 0"""  # noqa: S608 - constants only
#: Agencies at which what is stored is not what is counted.
DIFFERENT = f"""
WITH stored AS ({_STORED}), counted AS ({_RECOUNT})
SELECT DISTINCT desk_id FROM (
 (SELECT * FROM stored EXCEPT ALL SELECT * FROM counted)
 UNION ALL (SELECT * FROM counted EXCEPT ALL SELECT * FROM stored)) either
 ORDER BY desk_id"""  # noqa: S608 - constants only


def moved(before: State, after: State) -> list[DeskLoad]:
    """Return what an act takes off one desk and lays on another; nothing where both are the same."""
    left, reached = _keys(before), _keys(after)
    if left == reached:
        return []
    return [
        *(DeskLoad(**key, number=-1) for key in left),
        *(DeskLoad(**key, number=1) for key in reached),
    ]


def compact() -> None:
    """Add up what was written since: one row for each key that holds anything. In the sealing's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            WITH gone AS (DELETE FROM dossiers_deskload RETURNING {_KEY}, number)
            {_INTO} SELECT {_KEY}, sum(number) FROM gone GROUP BY {_KEY} HAVING sum(number) <> 0
        """)  # noqa: S608 - constants only


def rebuild() -> None:
    """Count everything anew from the rows of the dossiers. Inside a transaction that holds acts off."""
    DeskLoad.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f"{_INTO} {_RECOUNT}")


def different() -> list[int]:
    """Return the agencies at which what is stored is not what is counted anew."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT)
        return [row[0] for row in cursor.fetchall()]


def _keys(state: State) -> list[dict[str, Any]]:
    if not state.pending:
        return []
    urgent_at = state.urgent_at
    here = {
        "desk_id": state.stay_at_id or state.agency_id,
        "waits": state.waiting,
        "late_on": clock.local(urgent_at).date() if urgent_at is not None else None,
    }
    by_person = {"by_step": False, "holder_id": state.holder_id, "post_id": state.post_id}
    by_step = {"by_step": True, "route_id": state.route_id, "step": state.step}
    return [here | by_person, here | by_step]
