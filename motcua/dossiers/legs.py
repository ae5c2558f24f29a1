"""The SQL of the sums: how events become counted legs. Each statement is read aloud in one sentence.

A key is (agency, field), (agency, procedure, field), or that with the dossier as a fourth.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from motcua.dossiers.grains import HALF, QUARTER, Cut, Grain
from motcua.rules import movements
from motcua.rules.codes import PENDING, Channel, Ending, Status, Verdict
from motcua.rules.movements import Flows

#: How finely counts are told apart below the agency.
By = Literal["field", "procedure", "dossier"]
_ZONE = "Asia/Ho_Chi_Minh"
_PENDING = ", ".join(f"'{status.value}'" for status in sorted(PENDING))
_SETTLINGS = [(ending, verdict) for ending in Ending for verdict in Verdict if verdict]

#: How each settling shows in an event, by its ending.
_ENDING_SQL = {
    Ending.GRANTED: "{e}.to_status = 'decided' AND {e}.outcome <> 'denied'",
    Ending.DENIED: "{e}.to_status = 'decided' AND {e}.outcome = 'denied'",
    Ending.WITHDRAWN: "{e}.to_status = 'withdrawn'",
    Ending.STOPPED: "{e}.to_status = 'stopped'",
}


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """Which recordings count: from ``since`` (inclusive) to ``before`` (exclusive)."""

    since: datetime = datetime(1900, 1, 1, tzinfo=UTC)
    before: datetime = datetime(9000, 1, 1, tzinfo=UTC)


def settled_leaf(ending: Ending, verdict: Verdict) -> str:
    """Name the column of a settling."""
    return f"settled_{ending.value}_{verdict.value}"


def _common_leaves() -> dict[str, str]:
    leaves = {
        f"received_{channel.value}": f"e.movement = 'received' AND e.received_channel = '{channel.value}'"
        for channel in Channel
    }
    leaves["carried_in"] = "e.movement = 'carried_in'"
    for ending, verdict in _SETTLINGS:
        condition = _ENDING_SQL[ending].format(e="e")
        leaves[settled_leaf(ending, verdict)] = (
            f"e.movement = 'settled' AND {condition} AND e.verdict_report = '{verdict.value}'"
        )
    return leaves | {
        "late_entries": "e.movement = 'settled' AND e.late_entry",
        "refused": "e.act = 'refuse'",
        "returned_to_filer": "e.act = 'return_to_filer'",
        "handed_back": "e.act = 'return_result'",
        "not_regulated": "e.movement = 'settled' AND e.from_due_at IS NULL",
    }


#: Column of ``PeriodSum`` and condition on the event ``e`` that counts into it.
_COMMON = _common_leaves()
COMMON_LEAVES = tuple(_COMMON)


def _counts(leaves: Sequence[str]) -> str:
    return ",\n       ".join(f"count(*) FILTER (WHERE {_COMMON[leaf]})" for leaf in leaves)


#: Only these events can count into a common leaf.
_COUNTED = (
    "(e.movement IN ('received', 'carried_in', 'settled')"
    " OR e.act IN ('refuse', 'return_to_filer', 'return_result'))"
)
_POSTED = (
    "e.posted_on BETWEEN %(first)s AND %(last)s"
    " AND e.recorded_on BETWEEN %(since_on)s AND %(before_on)s"
    " AND e.recorded_at >= %(since)s AND e.recorded_at < %(before)s"
)
_WANTED = "(%(any_procedure)s OR e.procedure_id = ANY(%(procedures)s))"
#: What follows the agency in a key.
_KEYS: dict[By, str] = {
    "field": "e.field_id",
    "procedure": "e.procedure_id, e.field_id",
    "dossier": "e.procedure_id, e.field_id, e.dossier_id",
}
#: How long a key is, the agency included.
KEY_LENGTH: dict[By, int] = {"field": 2, "procedure": 3, "dossier": 4}


def _group(by: By, more: int = 0) -> str:
    return ", ".join(str(place) for place in range(1, KEY_LENGTH[by] + more + 1))


def common(by: By, leaves: Sequence[str]) -> str:
    """Count receptions, settlings and memo acts posted and recorded in a span, per key."""
    return f"""
SELECT e.to_agency_id, {_KEYS[by]},
       {_counts(leaves)}
  FROM dossiers_dossierevent e
 WHERE {_POSTED} AND {_COUNTED} AND {_WANTED} AND e.to_agency_id = ANY(%(agencies)s)
 GROUP BY {_group(by)}"""  # noqa: S608 - built of constants only


def rare(by: By) -> str:
    """List reopenings, transfers and annulments posted in a span, told apart by the window's first day."""
    key, group = _KEYS[by], _group(by, 1)
    received = (
        "CASE WHEN e.received_posted_on >= %(from_on)s THEN e.received_channel ELSE 'before' END"
    )
    endings = " ".join(
        f"WHEN {sql.format(e='r')} THEN '{ending.value}'" for ending, sql in _ENDING_SQL.items()
    )
    return f"""
SELECT e.from_agency_id, {key}, 'transferred_out_' || {received}, count(*)
  FROM dossiers_dossierevent e
 WHERE e.movement = 'transferred' AND {_POSTED} AND {_WANTED}
   AND e.from_agency_id = ANY(%(agencies)s)
 GROUP BY {group}
UNION ALL
SELECT e.to_agency_id, {key}, 'transferred_in_' || {received}, count(*)
  FROM dossiers_dossierevent e
 WHERE e.movement = 'transferred' AND {_POSTED} AND {_WANTED}
   AND e.to_agency_id = ANY(%(agencies)s)
 GROUP BY {group}
UNION ALL
SELECT e.from_agency_id, {key},
       CASE WHEN e.reversed_posted_on >= %(from_on)s THEN 'annulled_' || e.channel
            ELSE 'annulled_before' END, count(*)
  FROM dossiers_dossierevent e
 WHERE e.movement = 'annulled' AND {_POSTED} AND {_WANTED}
   AND e.from_agency_id = ANY(%(agencies)s)
 GROUP BY {group}
UNION ALL
SELECT e.to_agency_id, {key},
       CASE WHEN e.reversed_posted_on >= %(from_on)s
            THEN 'reopened_' || CASE {endings} END || '_' || r.verdict_report
            ELSE 'reopened_before' END, count(*)
  FROM dossiers_dossierevent e JOIN dossiers_dossierevent r ON r.id = e.reverses_id
 WHERE e.movement = 'reopened' AND {_POSTED} AND {_WANTED} AND e.to_agency_id = ANY(%(agencies)s)
 GROUP BY {group}"""  # noqa: S608 - built of constants only


def _side(side: str, sign: int) -> str:
    state = (
        f"CASE WHEN e.{side}_status IN ('received', 'in_progress') THEN 'running'"
        f" ELSE e.{side}_status END"
    )
    return f"""
SELECT e.{side}_agency_id AS agency_id, e.procedure_id, e.field_id, e.dossier_id, {state} AS state,
       (e.{side}_due_at AT TIME ZONE '{_ZONE}')::date AS due_on, {sign} AS n, e.posted_on
  FROM dossiers_dossierevent e
 WHERE e.{side}_status IN ({_PENDING}) AND {{where}}
   AND (e.from_status <> e.to_status OR e.from_agency_id <> e.to_agency_id
        OR e.from_due_at IS DISTINCT FROM e.to_due_at)"""  # noqa: S608 - constants only


def _moves(where: str) -> str:
    return (
        _side("from", -1).format(where=where) + "\nUNION ALL" + _side("to", 1).format(where=where)
    )


#: Whether a due date is over at the end of the day asked for.
_OVER = "coalesce(e.due_on < %(through)s, false)"


def balance(by: By) -> str:
    """Sum a stored balance per key, state and whether the due date is over."""
    return f"""
SELECT e.agency_id, {_KEYS[by]}, e.state, {_OVER}, sum(e.number)
  FROM dossiers_openbalance e
 WHERE e.ends_on = %(ends_on)s AND e.agency_id = ANY(%(agencies)s) AND {_WANTED}
 GROUP BY {_group(by, 2)}"""  # noqa: S608 - constants only


def balance_moves(by: By, *, late_only: bool = False) -> str:
    """Sum what entered and left each pending bucket in a span, per key, state and whether it is over.

    ``late_only``: of what was posted on an earlier day than it was recorded, which has its own index.
    """
    late = " AND e.posted_on < e.recorded_on" if late_only else ""
    return f"""
SELECT e.agency_id, {_KEYS[by]}, e.state, {_OVER}, sum(e.n)
  FROM ({_moves(f"{_POSTED} AND {_WANTED}{late}")}) e
 WHERE e.agency_id = ANY(%(agencies)s)
 GROUP BY {_group(by, 2)} HAVING sum(e.n) <> 0"""  # noqa: S608 - constants only


#: Which rows of the sums one cut of a window takes.
_CUT = (
    "(e.grain = '{code}' AND e.posted_on BETWEEN '{first}' AND '{last}'"
    " AND e.recorded_on BETWEEN '{recorded_first}' AND '{recorded_last}')"
)


def folded(by: By, cuts: Sequence[Cut], leaves: Sequence[str]) -> str:
    """Sum the folded rows of some cuts per key."""
    taken = "\n    OR ".join(
        _CUT.format(
            code=cut.grain.code,
            first=cut.first,
            last=cut.last,
            recorded_first=cut.recorded_first,
            recorded_last=cut.recorded_last or date.max,
        )
        for cut in cuts
    )
    return f"""
SELECT e.agency_id, {_KEYS[by]}, {", ".join(f"sum(e.{leaf})" for leaf in leaves)}
  FROM dossiers_periodsum e
 WHERE ({taken})
   AND e.agency_id = ANY(%(agencies)s) AND {_WANTED}
 GROUP BY {_group(by)}"""  # noqa: S608 - constants and days only


_LEAVES = ", ".join(COMMON_LEAVES)
_SUMS = ", ".join(f"sum({leaf})" for leaf in COMMON_LEAVES)
_INTO_SUMS = f"""
INSERT INTO dossiers_periodsum
       (grain, posted_on, recorded_on, agency_id, procedure_id, field_id, {_LEAVES})"""

#: The events recorded in a span of days, counted by day: the finest grain.
_DAYS = f"""
SELECT 'd', e.posted_on, e.recorded_on, e.to_agency_id, e.procedure_id, e.field_id,
       {_counts(COMMON_LEAVES)}
  FROM dossiers_dossierevent e
 WHERE e.recorded_on BETWEEN %(first)s AND %(last)s AND {_COUNTED}
 GROUP BY 2, 3, 4, 5, 6"""  # noqa: S608 - constants only


def _coarser(grain: Grain, days: str) -> str:
    posted, recorded = (grain.sql.format(day=name) for name in ("posted_on", "recorded_on"))
    return f"""
SELECT '{grain.code}', {posted}, {recorded}, agency_id, procedure_id, field_id, {_SUMS}
  FROM {days}
 GROUP BY 2, 3, 4, 5, 6"""  # noqa: S608 - constants only


def _add(grain: Grain) -> str:
    return f"""{_INTO_SUMS}{_coarser(grain, "days")}
ON CONFLICT (grain, posted_on, recorded_on, agency_id, procedure_id, field_id) DO UPDATE SET
       {", ".join(f"{n} = dossiers_periodsum.{n} + EXCLUDED.{n}" for n in COMMON_LEAVES)}"""


#: Add the events recorded in a span of days to the sums of every grain.
FOLD = f"""
WITH days AS ({_INTO_SUMS}{_DAYS}
RETURNING posted_on, recorded_on, agency_id, procedure_id, field_id, {_LEAVES}
), halves AS ({_add(HALF)}
){_add(QUARTER)}"""

_SUM_KEY = "grain, posted_on, recorded_on, agency_id, procedure_id, field_id"
_KEPT_LEAVES, _COUNTED_LEAVES = (
    ", ".join(f"coalesce({t}.{n}, 0)" for n in COMMON_LEAVES) for t in "kc"
)

#: Where the sums differ from what would be folded today from everything recorded through a day.
SUM_DIFFERENCES = f"""
WITH days ({_SUM_KEY}, {_LEAVES}) AS MATERIALIZED ({_DAYS}
), counted AS (
SELECT * FROM days
UNION ALL{_coarser(HALF, "days")}
UNION ALL{_coarser(QUARTER, "days")})
SELECT {_SUM_KEY}, {_KEPT_LEAVES}, {_COUNTED_LEAVES}
  FROM dossiers_periodsum k FULL JOIN counted c USING ({_SUM_KEY})
 WHERE ({_KEPT_LEAVES}) IS DISTINCT FROM ({_COUNTED_LEAVES})"""  # noqa: S608 - constants only

_INTO_BALANCE = """
INSERT INTO dossiers_openbalance
       (ends_on, agency_id, procedure_id, field_id, state, due_on, number)"""
_ON_CONFLICT = """
ON CONFLICT (ends_on, agency_id, procedure_id, field_id, state, due_on) DO UPDATE SET
       number = dossiers_openbalance.number + EXCLUDED.number"""

#: What entered and left each pending bucket by half-month posted, of everything recorded through a day.
RECOUNT_BALANCES = f"""
SELECT {HALF.sql.format(day="posted_on")}, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({_moves("e.recorded_on <= %(last)s")}) moves
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
 ORDER BY 1"""  # noqa: S608 - constants only

#: Keep the running balance as that of an end which is over.
COPY_BALANCE = f"""{_INTO_BALANCE}
SELECT %(ends_on)s::date, agency_id, procedure_id, field_id, state, due_on, number
  FROM dossiers_openbalance WHERE ends_on = %(current)s::date"""  # noqa: S608 - constants only

#: Add what was recorded and posted in a span to the balances of some ends, each by what it had seen.
FOLD_BALANCES = f"""{_INTO_BALANCE}
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
DROP_EMPTY_BALANCES = "DELETE FROM dossiers_openbalance WHERE number = 0"


def closing_leaf(state: str, *, over: bool, through: date) -> str:
    """Name the leaf of a pending bucket at the end of a window; ``over``: its due date is before that."""
    status = Status.IN_PROGRESS if state == "running" else Status(state)
    return movements.closing(status, due_on=date.min if over else None, through=through)


def _leaf_paths() -> dict[str, tuple[str, Any]]:
    paths: dict[str, tuple[str, Any]] = {}
    for name in ("received", "transferred_in", "transferred_out", "annulled"):
        for channel in Channel:
            paths[f"{name}_{channel.value}"] = (name, channel)
    for name in ("settled", "reopened"):
        for ending, verdict in _SETTLINGS:
            paths[f"{name}_{ending.value}_{verdict.value}"] = (name, (ending, verdict))
    return paths


#: Leaves that are entries of a mapping in ``Flows``; every other leaf is a number of its own.
_PATHS = _leaf_paths()


class Counts:
    """Leaf counts gathered per key until they become ``Flows``."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._by_key: dict[tuple[int, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, key: tuple[int, ...], leaf: str, number: int) -> None:
        """Add ``number`` to the leaf of ``key``."""
        if number:
            self._by_key[key][leaf] += int(number)

    def add_all(self, key: tuple[int, ...], leaves: Sequence[str], numbers: Sequence[int]) -> None:
        """Add one number to each leaf of ``key``."""
        found = None
        for leaf, number in zip(leaves, numbers, strict=True):
            if number:
                found = self._by_key[key] if found is None else found
                found[leaf] += int(number)

    def flows(self) -> dict[tuple[int, ...], Flows]:
        """Build the flows of every key that counts anything; impossible counts refuse to be built."""
        return {
            key: Flows(**_arguments(leaves))
            for key, leaves in self._by_key.items()
            if any(leaves.values())
        }


def _arguments(leaves: dict[str, int]) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for leaf, number in leaves.items():
        path = _PATHS.get(leaf)
        if path is None:
            arguments[leaf] = number
        else:
            arguments.setdefault(path[0], {})[path[1]] = number
    return arguments
