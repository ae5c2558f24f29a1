"""The SQL of the sums: how events become counted legs. Each statement is read aloud in one sentence.

Keys are (agency, procedure, field), with the dossier as a fourth when asked for.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from motcua.rules import movements
from motcua.rules.codes import PENDING, Channel, Ending, Status, Verdict
from motcua.rules.movements import Flows

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


#: Column of ``MonthSum`` and condition on the event ``e`` that counts into it.
_COMMON = _common_leaves()
COMMON_LEAVES = tuple(_COMMON)
_COUNTS = ",\n       ".join(f"count(*) FILTER (WHERE {sql})" for sql in _COMMON.values())
#: Only these events can count into a common leaf.
_COUNTED = (
    "(e.movement IN ('received', 'carried_in', 'settled')"
    " OR e.act IN ('refuse', 'return_to_filer', 'return_result'))"
)
_POSTED = (
    "e.posted_on BETWEEN %(first)s AND %(last)s"
    " AND e.recorded_at >= %(since)s AND e.recorded_at < %(before)s"
)
_WANTED = "(%(any_procedure)s OR e.procedure_id = ANY(%(procedures)s))"


def _dossier(by_dossier: bool) -> str:  # noqa: FBT001 - a switch of the key
    return ", e.dossier_id" if by_dossier else ""


def common(*, by_dossier: bool = False) -> str:
    """Count receptions, settlings and memo acts posted and recorded in a span, per key."""
    extra = _dossier(by_dossier)
    group = "1, 2, 3" + (", 4" if by_dossier else "")
    return f"""
SELECT e.to_agency_id, e.procedure_id, e.field_id{extra},
       {_COUNTS}
  FROM dossiers_dossierevent e
 WHERE {_POSTED} AND {_COUNTED} AND {_WANTED} AND e.to_agency_id = ANY(%(agencies)s)
 GROUP BY {group}"""  # noqa: S608 - built of constants only


def rare(*, by_dossier: bool = False) -> str:
    """List reopenings, transfers and annulments posted in a span, told apart by the window's first day."""
    extra = _dossier(by_dossier)
    group = "1, 2, 3, 4" + (", 5" if by_dossier else "")
    received = (
        "CASE WHEN e.received_posted_on >= %(from_on)s THEN e.received_channel ELSE 'before' END"
    )
    endings = " ".join(
        f"WHEN {sql.format(e='r')} THEN '{ending.value}'" for ending, sql in _ENDING_SQL.items()
    )
    return f"""
SELECT e.from_agency_id, e.procedure_id, e.field_id{extra}, 'transferred_out_' || {received},
       count(*)
  FROM dossiers_dossierevent e
 WHERE e.movement = 'transferred' AND {_POSTED} AND {_WANTED}
   AND e.from_agency_id = ANY(%(agencies)s)
 GROUP BY {group}
UNION ALL
SELECT e.to_agency_id, e.procedure_id, e.field_id{extra}, 'transferred_in_' || {received}, count(*)
  FROM dossiers_dossierevent e
 WHERE e.movement = 'transferred' AND {_POSTED} AND {_WANTED}
   AND e.to_agency_id = ANY(%(agencies)s)
 GROUP BY {group}
UNION ALL
SELECT e.from_agency_id, e.procedure_id, e.field_id{extra},
       CASE WHEN e.reversed_posted_on >= %(from_on)s THEN 'annulled_' || e.channel
            ELSE 'annulled_before' END, count(*)
  FROM dossiers_dossierevent e
 WHERE e.movement = 'annulled' AND {_POSTED} AND {_WANTED}
   AND e.from_agency_id = ANY(%(agencies)s)
 GROUP BY {group}
UNION ALL
SELECT e.to_agency_id, e.procedure_id, e.field_id{extra},
       CASE WHEN e.reversed_posted_on >= %(from_on)s
            THEN 'reopened_' || CASE {endings} END || '_' || r.verdict_report
            ELSE 'reopened_before' END, count(*)
  FROM dossiers_dossierevent e JOIN dossiers_dossierevent r ON r.id = e.reverses_id
 WHERE e.movement = 'reopened' AND {_POSTED} AND {_WANTED} AND e.to_agency_id = ANY(%(agencies)s)
 GROUP BY {group}"""  # noqa: S608 - built of constants only


def _side(side: str, sign: int, extra: str) -> str:
    state = (
        f"CASE WHEN e.{side}_status IN ('received', 'in_progress') THEN 'running'"
        f" ELSE e.{side}_status END"
    )
    return f"""
SELECT e.{side}_agency_id AS agency_id, e.procedure_id, e.field_id{extra}, {state} AS state,
       (e.{side}_due_at AT TIME ZONE '{_ZONE}')::date AS due_on, {sign} AS n, e.posted_on
  FROM dossiers_dossierevent e
 WHERE e.{side}_status IN ({_PENDING}) AND {{where}}
   AND (e.from_status <> e.to_status OR e.from_agency_id <> e.to_agency_id
        OR e.from_due_at IS DISTINCT FROM e.to_due_at)"""  # noqa: S608 - constants only


def _moves(where: str, extra: str = "") -> str:
    return (
        _side("from", -1, extra).format(where=where)
        + "\nUNION ALL"
        + _side("to", 1, extra).format(where=where)
    )


def balance_moves(*, by_dossier: bool = False) -> str:
    """Sum what entered and left each pending bucket (state, due date) in a span, per key."""
    extra = _dossier(by_dossier)
    name = ", dossier_id" if by_dossier else ""
    group = "1, 2, 3, 4, 5" + (", 6" if by_dossier else "")
    return f"""
SELECT agency_id, procedure_id, field_id{name}, state, due_on, sum(n)
  FROM ({_moves(f"{_POSTED} AND {_WANTED}", extra)}) moves
 WHERE agency_id = ANY(%(agencies)s)
 GROUP BY {group} HAVING sum(n) <> 0"""  # noqa: S608 - constants only


#: The stored balance of a month end, per key and bucket.
BALANCE = """
SELECT e.agency_id, e.procedure_id, e.field_id, e.state, e.due_on, e.number
  FROM dossiers_openbalance e
 WHERE e.month_end = %(month_end)s AND e.agency_id = ANY(%(agencies)s)
   AND (%(any_procedure)s OR e.procedure_id = ANY(%(procedures)s))"""

#: The folded rows of full months, recorded before a month, per key.
MONTHS = f"""
SELECT e.agency_id, e.procedure_id, e.field_id, {", ".join(f"sum(e.{n})" for n in COMMON_LEAVES)}
  FROM dossiers_monthsum e
 WHERE e.posted_month BETWEEN %(first)s AND %(last)s AND e.recorded_month < %(recorded)s
   AND e.agency_id = ANY(%(agencies)s) AND {_WANTED}
 GROUP BY 1, 2, 3"""  # noqa: S608 - constants only

#: Add the events recorded on a day to the month sums.
FOLD_MONTHS = f"""
INSERT INTO dossiers_monthsum
       (posted_month, recorded_month, agency_id, procedure_id, field_id, {", ".join(COMMON_LEAVES)})
SELECT date_trunc('month', e.posted_on)::date, date_trunc('month', e.recorded_on)::date,
       e.to_agency_id, e.procedure_id, e.field_id,
       {_COUNTS}
  FROM dossiers_dossierevent e
 WHERE e.recorded_on = %(day)s AND {_COUNTED}
 GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (posted_month, recorded_month, agency_id, procedure_id, field_id) DO UPDATE SET
       {", ".join(f"{n} = dossiers_monthsum.{n} + EXCLUDED.{n}" for n in COMMON_LEAVES)}
"""  # noqa: S608 - constants only

_INTO_BALANCE = """
INSERT INTO dossiers_openbalance
       (month_end, agency_id, procedure_id, field_id, state, due_on, number)"""
_ON_CONFLICT = """
ON CONFLICT (month_end, agency_id, procedure_id, field_id, state, due_on) DO UPDATE SET
       number = dossiers_openbalance.number + EXCLUDED.number"""

#: Count the common legs of everything recorded through a day, per key of the month sums.
RECOUNT_MONTHS = f"""
SELECT date_trunc('month', e.posted_on)::date, date_trunc('month', e.recorded_on)::date,
       e.to_agency_id, e.procedure_id, e.field_id,
       {_COUNTS}
  FROM dossiers_dossierevent e
 WHERE e.recorded_on <= %(last)s AND {_COUNTED}
 GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608 - constants only

#: What entered and left each pending bucket by month posted, of everything recorded through a day.
RECOUNT_BALANCES = f"""
SELECT date_trunc('month', posted_on)::date, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({_moves("e.recorded_on <= %(last)s AND e.posted_on <= %(newest)s")}) moves
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
 ORDER BY 1"""  # noqa: S608 - constants only

#: Begin a month end with the balance of the month end before it.
COPY_BALANCE = f"""{_INTO_BALANCE}
SELECT %(to_end)s, agency_id, procedure_id, field_id, state, due_on, number
  FROM dossiers_openbalance WHERE month_end = %(from_end)s"""  # noqa: S608 - constants only

#: Add to a month end what was posted in its month and recorded before a day.
FILL_BALANCE = f"""{_INTO_BALANCE}
SELECT %(month_end)s::date, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({
    _moves("e.posted_on > %(after)s AND e.posted_on <= %(month_end)s AND e.recorded_on < %(day)s")
}) moves
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0{_ON_CONFLICT}"""  # noqa: S608 - constants only

#: Add the events recorded on a day to every stored month end they were posted before.
FOLD_BALANCES = f"""{_INTO_BALANCE}
SELECT ends.month_end, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({_moves("e.recorded_on = %(day)s AND e.posted_on <= %(newest)s")}) moves
  JOIN unnest(%(ends)s::date[]) AS ends(month_end) ON ends.month_end >= moves.posted_on
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0{_ON_CONFLICT}"""  # noqa: S608 - constants only

#: Forget buckets that emptied.
DROP_EMPTY_BALANCES = "DELETE FROM dossiers_openbalance WHERE number = 0"


def closing_leaf(state: str, due_on: date | None, through: date) -> str:
    """Name the leaf of a pending bucket at the end of a window."""
    status = Status.IN_PROGRESS if state == "running" else Status(state)
    return movements.closing(status, due_on=due_on, through=through)


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

    def flows(self, build: Callable[..., Flows] = Flows) -> dict[tuple[int, ...], Flows]:
        """Build the flows of every key; impossible counts refuse to be built."""
        return {key: build(**_arguments(leaves)) for key, leaves in self._by_key.items()}


def _arguments(leaves: dict[str, int]) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for leaf, number in leaves.items():
        path = _PATHS.get(leaf)
        if path is None:
            arguments[leaf] = number
        else:
            arguments.setdefault(path[0], {})[path[1]] = number
    return arguments
