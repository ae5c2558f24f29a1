"""The SQL of the balances: how many dossiers were pending at the end of a day, by state and due date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.dossiers.grains import HALF
from motcua.dossiers.legs import CHANGED, KEY_LENGTH, WANTED, By, key
from motcua.rules import movements
from motcua.rules.codes import PENDING, Status
from motcua.rules.tallies import PLACES

#: The two ends of a window: what was pending when it began, told in one leaf, and when it ended.
End = Literal["opening", "closing"]
_ZONE = "Asia/Ho_Chi_Minh"
_PENDING = ", ".join(f"'{status.value}'" for status in sorted(PENDING))
_RUNNING_SQL = "'received', 'in_progress'"
#: The states of the stored balances, each with a status that is in it.
_STATES = {
    "running": Status.IN_PROGRESS,
    **{status.value: status for status in sorted(PENDING - {Status.RECEIVED, Status.IN_PROGRESS})},
}


def _side(events: str, side: str, sign: int, where: str) -> str:
    state = f"CASE WHEN e.{side}_status IN ({_RUNNING_SQL}) THEN 'running' ELSE e.{side}_status END"
    return f"""
SELECT e.{side}_agency_id AS agency_id, e.procedure_id, e.field_id, e.dossier_id, {state} AS state,
       (e.{side}_due_at AT TIME ZONE '{_ZONE}')::date AS due_on, {sign} AS n, e.posted_on
  FROM {events} e
 WHERE e.{side}_status IN ({_PENDING}) AND {where}
   AND ({CHANGED} OR e.from_agency_id <> e.to_agency_id
        OR e.from_due_at IS DISTINCT FROM e.to_due_at)"""  # noqa: S608 - constants only


def _moves(where: str, events: str = "dossiers_dossierevent", sign: int = 1) -> str:
    """What entered and what left each pending bucket with some events."""
    return _side(events, "from", -sign, where) + "\nUNION ALL" + _side(events, "to", sign, where)


@dataclass(frozen=True)
class Part:
    """A part of the balance at one end of a window, which is the end of ``day``."""

    end: End
    day: date
    rows: str

    @property
    def sql(self) -> str:
        """The buckets of the part, each in the leaf it is told in."""
        return f"""
SELECT b.agency_id, b.procedure_id, b.field_id, b.dossier_id, {_leaf(self.end, self.day)} AS leaf, b.n
  FROM ({self.rows}) b"""  # noqa: S608 - constants and days only


def _leaf(end: End, day: date) -> str:
    if end == "opening":
        return str(PLACES["opening"])
    cases = " ".join(
        f"WHEN '{state}' THEN CASE WHEN b.due_on < '{day}'"
        f" THEN {PLACES[movements.closing(status, due_on=date.min, through=day)]}"
        f" ELSE {PLACES[movements.closing(status, due_on=None, through=day)]} END"
        for state, status in _STATES.items()
    )
    return f"CASE b.state {cases} END"


def stored(end: End, day: date, ends_on: date) -> Part:
    """Take a stored balance."""
    rows = f"""
SELECT agency_id, procedure_id, field_id, NULL::bigint AS dossier_id, state, due_on, number AS n
  FROM dossiers_openbalance WHERE ends_on = '{ends_on}'"""  # noqa: S608 - a day
    return Part(end, day, rows)


def moved(
    end: End, day: date, where: str, *, events: str = "dossiers_dossierevent", sign: int = 1
) -> Part:
    """Take what some events moved, or take it away again."""
    return Part(end, day, _moves(where, events, sign))


def told(by: By, parts: Iterable[Part]) -> str:
    """Sum parts per key and leaf."""
    rows = "\nUNION ALL".join(part.sql for part in parts)
    group = ", ".join(str(place) for place in range(1, KEY_LENGTH[by] + 2))
    return f"""
SELECT {key(by, "b")}, b.leaf, sum(b.n)::bigint
  FROM ({rows}) b
 WHERE {WANTED.format(e="b")}
 GROUP BY {group}"""  # noqa: S608 - constants only


_INTO_BALANCE = """
INSERT INTO dossiers_openbalance
       (ends_on, agency_id, procedure_id, field_id, state, due_on, number)"""
_ON_CONFLICT = """
ON CONFLICT (ends_on, agency_id, procedure_id, field_id, state, due_on) DO UPDATE SET
       number = dossiers_openbalance.number + EXCLUDED.number"""

#: What entered and left each pending bucket by half-month posted, of everything recorded through a day.
RECOUNT = f"""
SELECT {HALF.sql.format(day="posted_on")}, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({_moves("e.recorded_on <= %(last)s")}) moves
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
 ORDER BY 1"""  # noqa: S608 - constants only

#: Keep the running balance as that of an end which is over.
COPY = f"""{_INTO_BALANCE}
SELECT %(ends_on)s::date, agency_id, procedure_id, field_id, state, due_on, number
  FROM dossiers_openbalance WHERE ends_on = %(current)s::date"""  # noqa: S608 - constants only

#: Add what was recorded and posted in a span to the balances of some ends, each by what it had seen.
FOLD = f"""{_INTO_BALANCE}
SELECT ends.ends_on, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({
    _moves(
        "e.recorded_on BETWEEN %(first)s AND %(last)s"
        " AND e.posted_on BETWEEN %(posted_first)s AND %(posted_last)s"
    )
}) moves
  JOIN unnest(%(ends)s::date[]) AS ends(ends_on) ON ends.ends_on >= moves.posted_on
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0{_ON_CONFLICT}"""  # noqa: S608 - constants only

#: Forget buckets that emptied; an index of empty buckets finds them.
DROP_EMPTY = "DELETE FROM dossiers_openbalance WHERE number = 0"
