"""The SQL of the movements: how events become counted legs. Each statement is read aloud in one sentence.

A key is (agency, field), (agency, procedure, field), or that with the dossier as a fourth.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import add
from typing import Literal

from motcua.dossiers.grains import HALF, QUARTER, YEAR, Cut, Grain
from motcua.rules import tallies
from motcua.rules.codes import Channel, Ending
from motcua.rules.tallies import LEAVES, PLACES, Tally

#: agency, procedure, field; without the procedure, or with the dossier as a fourth element.
Key = tuple[int, ...]
#: How finely counts are told apart below the agency.
By = Literal["field", "procedure", "dossier"]

#: The leaves that are summed: all that is told by key, and what does not depend on a window's first day.
SUMMED_LEAVES = LEAVES[: PLACES["not_regulated"] + 1]

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


def _by_channel(name: str, column: str) -> str:
    leaves = tallies.by_channel(name)
    cases = " ".join(f"WHEN '{one.value}' THEN {PLACES[leaves[one]]}" for one in Channel)
    return f"CASE {column} {cases} END"


def _by_ending(name: str, event: str) -> str:
    leaves = tallies.by_ending(name)
    cases = " ".join(
        f"WHEN {how.format(e=event)} THEN CASE {event}.verdict_report "
        + " ".join(f"WHEN '{v.value}' THEN {PLACES[leaves[ending, v]]}" for v in tallies.VERDICTS)
        + " END"
        for ending, how in _ENDING_SQL.items()
    )
    return f"CASE {cases} END"


#: The leaf of a movement (its place in a row of counts), of the agency it leads to and of the one it leaves. What has no receipt in
#: the books (carried in) counts under no channel: it is of before every window (``_OLDER``).
_TO_LEAF = f"""CASE e.movement WHEN 'received' THEN {_by_channel("received", "e.received_channel")}
       WHEN 'carried_in' THEN {PLACES["carried_in"]} WHEN 'settled' THEN {_by_ending("settled", "e")}
       WHEN 'transferred' THEN CASE WHEN e.received_posted_on IS NOT NULL
       THEN {_by_channel("transferred_in", "e.received_channel")} END END"""
_FROM_LEAF = f"""CASE WHEN e.movement = 'annulled' AND e.reversed_posted_on IS NOT NULL
       THEN {_by_channel("annulled", "e.channel")}
       WHEN e.movement = 'transferred' AND e.received_posted_on IS NOT NULL
       THEN {_by_channel("transferred_out", "e.received_channel")} END"""
_AGAIN_LEAF = _by_ending("reopened", "r")
_ACT_LEAF = f"""CASE e.act WHEN 'refuse' THEN {PLACES["refused"]}
       WHEN 'return_to_filer' THEN {PLACES["returned_to_filer"]}
       WHEN 'return_result' THEN {PLACES["handed_back"]} END"""
_SAME = "e.procedure_id, e.field_id, e.dossier_id, e.posted_on, e.recorded_on"


def _legs(events: str, where: str) -> str:
    """Every leg of some events: where it counts, the leaf it counts in, and what is told beside it."""
    return f"""
SELECT e.to_agency_id AS agency_id, {_SAME}, {_TO_LEAF} AS leaf, {_ACT_LEAF} AS act_leaf,
       e.movement = 'settled' AND e.late_entry AS late,
       e.movement = 'settled' AND e.from_due_at IS NULL AS unregulated
  FROM {events} e
 WHERE {where} AND (e.movement IN ('received', 'carried_in', 'settled', 'transferred')
       OR e.act IN ('refuse', 'return_to_filer', 'return_result'))
UNION ALL
SELECT e.from_agency_id, {_SAME}, {_FROM_LEAF}, NULL::integer, false, false
  FROM {events} e
 WHERE {where} AND e.movement IN ('transferred', 'annulled')
UNION ALL
SELECT e.to_agency_id, {_SAME}, {_AGAIN_LEAF}, NULL::integer, false, false
  FROM {events} e JOIN {EVENTS} r ON r.id = e.reverses_id
 WHERE {where} AND e.movement = 'reopened'"""  # noqa: S608 - constants only


EVENTS = "dossiers_dossierevent"
#: The events of a question that no sum has (``TAIL``).
TAIL_EVENTS = "tail"
#: What a question may see, and what the sums have seen.
ASKED = "e.recorded_at < %(before)s"
FOLDED = "e.recorded_on <= %(folded_on)s"
#: Recorded in the tail's span of moments, and posted in the window.
RECORDED = (
    "e.recorded_on BETWEEN %(since_on)s AND %(before_on)s"
    " AND e.recorded_at >= %(since)s AND e.recorded_at < %(before)s"
)
POSTED = "e.posted_on BETWEEN %(from_on)s AND %(to_on)s"
_WANTED = "(%(any_procedure)s OR {e}.procedure_id = ANY(%(procedures)s))"
WANTED = f"{{e}}.agency_id = ANY(%(agencies)s) AND {_WANTED}"
#: What follows the agency in a key.
_KEYS: dict[By, str] = {
    "field": "{e}.field_id",
    "procedure": "{e}.procedure_id, {e}.field_id",
    "dossier": "{e}.procedure_id, {e}.field_id, {e}.dossier_id",
}
#: How long a key is, the agency included.
KEY_LENGTH: dict[By, int] = {"field": 2, "procedure": 3, "dossier": 4}


def key(by: By, e: str) -> str:
    """Return the columns of a key."""
    return f"{e}.agency_id, {_KEYS[by].format(e=e)}"


#: Another state of the balances; who takes a dossier on moves it within one.
CHANGED = (
    "(e.from_status <> e.to_status"
    " AND NOT (e.from_status = 'received' AND e.to_status = 'in_progress'))"
)
#: What the tail's legs and balances ask of an event; read once, counted several times.
TAIL = f"""{TAIL_EVENTS} AS MATERIALIZED (
SELECT e.id, e.dossier_id, e.procedure_id, e.field_id, e.from_agency_id, e.to_agency_id, e.act,
       e.movement, e.posted_on, e.recorded_on, e.from_status, e.to_status, e.from_due_at, e.to_due_at,
       e.received_channel, e.received_posted_on, e.channel, e.outcome, e.verdict_report, e.late_entry,
       e.reverses_id, e.reversed_posted_on
  FROM {EVENTS} e
 WHERE {RECORDED} AND (e.from_agency_id = ANY(%(agencies)s) OR e.to_agency_id = ANY(%(agencies)s))
   AND (e.movement <> '' OR {CHANGED}
       OR e.from_due_at IS DISTINCT FROM e.to_due_at
       OR e.act IN ('refuse', 'return_to_filer', 'return_result')))"""  # noqa: S608 - constants only


def counted(by: By, events: str, where: str) -> str:
    """Count the legs of some events per key and leaf (its place in a row of counts)."""
    length = KEY_LENGTH[by]
    columns = ", ".join(f"k{place}" for place in range(length))
    group = ", ".join(str(place) for place in range(1, length + 5))
    return f"""
SELECT {columns}, leaves.leaf, n
  FROM (SELECT {key(by, "l")}, l.leaf, l.act_leaf, l.late, l.unregulated, count(*)
          FROM ({_legs(events, where)}) l
         WHERE {WANTED.format(e="l")}
         GROUP BY {group}) AS told ({columns}, leaf, act_leaf, late, unregulated, n)
 CROSS JOIN LATERAL (VALUES (told.leaf), (act_leaf), (CASE WHEN late THEN {PLACES["late_entries"]} END),
                            (CASE WHEN unregulated THEN {PLACES["not_regulated"]} END)) AS leaves (leaf)
 WHERE leaves.leaf IS NOT NULL"""  # noqa: S608 - constants only


_RARE = "e.movement IN ('annulled', 'reopened', 'transferred')"
#: Rare movements of the window that concern what was posted before it; an index of spans finds them.
_OLDER = (
    f"{_RARE} AND daterange(coalesce(e.reversed_posted_on, e.received_posted_on), e.posted_on, '(]')"
    " @> %(from_on)s::date"
    f" AND e.posted_on <= %(to_on)s AND {ASKED}"
)


def older(by: By) -> str:
    """Name the leaf of each rare movement that concerns what was posted before the window, and where to.

    Rows of a key, the leaf it is summed in (none: carried in), and the leaf it belongs to.
    """
    rare = f"""
SELECT e.from_agency_id AS agency_id, {_SAME}, {_FROM_LEAF} AS leaf,
       CASE e.movement WHEN 'annulled' THEN {PLACES["annulled_before"]}
       ELSE {PLACES["transferred_out_before"]} END AS instead
  FROM {EVENTS} e WHERE {_OLDER} AND e.movement IN ('transferred', 'annulled')
UNION ALL
SELECT e.to_agency_id, {_SAME}, {_TO_LEAF}, {PLACES["transferred_in_before"]}
  FROM {EVENTS} e WHERE {_OLDER} AND e.movement = 'transferred'
UNION ALL
SELECT e.to_agency_id, {_SAME}, {_AGAIN_LEAF}, {PLACES["reopened_before"]}
  FROM {EVENTS} e JOIN {EVENTS} r ON r.id = e.reverses_id
 WHERE {_OLDER} AND e.movement = 'reopened'"""  # noqa: S608 - constants only
    told = "(VALUES (o.leaf, -1), (o.instead, 1)) AS leaves (leaf, n)"
    return f"""
SELECT {key(by, "o")}, leaves.leaf, leaves.n FROM ({rare}) o CROSS JOIN LATERAL {told}
 WHERE leaves.leaf IS NOT NULL AND {WANTED.format(e="o")}"""  # noqa: S608 - constants only


def signed(told: str, signs: Mapping[int, int]) -> str:
    """Sum signed leaves of rows by dossier, and page through the dossiers they do not cancel out for."""
    values = ", ".join(f"({place}, {sign})" for place, sign in signs.items())
    return f"""
SELECT told.dossier_id, told.times, count(*) OVER (), (sum(told.times) OVER ())::bigint,
       bool_or(told.times <> 1) OVER ()
  FROM (SELECT t.dossier_id, sum(t.n * signs.sign)::bigint AS times
          FROM ({told}) AS t (agency_id, procedure_id, field_id, dossier_id, leaf, n)
          JOIN (VALUES {values}) AS signs (leaf, sign) USING (leaf)
         WHERE %(any_field)s OR t.field_id = ANY(%(fields)s)
         GROUP BY t.dossier_id HAVING sum(t.n * signs.sign) <> 0) told
 ORDER BY told.dossier_id OFFSET %(offset)s LIMIT %(limit)s"""  # noqa: S608 - constants only


#: Which rows of the sums one cut of a window takes.
_CUT = (
    "(e.grain = '{code}' AND e.posted_on BETWEEN '{first}' AND '{last}'"
    " AND e.recorded_on BETWEEN '{recorded_first}' AND '{recorded_last}')"
)


def summed(by: By, cuts: Sequence[Cut], leaves: Sequence[str]) -> str:
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
    group = ", ".join(str(place) for place in range(1, KEY_LENGTH[by] + 1))
    return f"""
SELECT {key(by, "e")}, {", ".join(f"sum(e.{leaf})" for leaf in leaves)}
  FROM dossiers_periodsum e
 WHERE ({taken}) AND {WANTED.format(e="e")}
 GROUP BY {group}"""  # noqa: S608 - constants and days only


_LEAF_COLUMNS = ", ".join(SUMMED_LEAVES)
_SUMS = ", ".join(f"sum({leaf})" for leaf in SUMMED_LEAVES)
_INTO_SUMS = f"""
INSERT INTO dossiers_periodsum
       (grain, posted_on, recorded_on, agency_id, procedure_id, field_id, {_LEAF_COLUMNS})"""
_BESIDE = {"late_entries": "l.late", "not_regulated": "l.unregulated"} | {
    leaf: f"l.act_leaf = {PLACES[leaf]}" for leaf in ("refused", "returned_to_filer", "handed_back")
}
_PIVOT = ", ".join(
    f"count(*) FILTER (WHERE {_BESIDE.get(leaf, f'l.leaf = {PLACES[leaf]}')})"
    for leaf in SUMMED_LEAVES
)

#: The events recorded in a span of days, counted by day: the finest grain.
_DAYS = f"""
SELECT 'd', l.posted_on, l.recorded_on, l.agency_id, l.procedure_id, l.field_id, {_PIVOT}
  FROM ({_legs(EVENTS, "e.recorded_on BETWEEN %(first)s AND %(last)s")}) l
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
       {", ".join(f"{n} = dossiers_periodsum.{n} + EXCLUDED.{n}" for n in SUMMED_LEAVES)}"""


#: Add the events recorded in a span of days to the sums of every grain.
FOLD = f"""
WITH days AS ({_INTO_SUMS}{_DAYS}
RETURNING posted_on, recorded_on, agency_id, procedure_id, field_id, {_LEAF_COLUMNS}
), halves AS ({_add(HALF)}
), quarters AS ({_add(QUARTER)}
){_add(YEAR)}"""

_SUM_KEY = "grain, posted_on, recorded_on, agency_id, procedure_id, field_id"
_KEPT_LEAVES, _COUNTED_LEAVES = (
    ", ".join(f"coalesce({t}.{n}, 0)" for n in SUMMED_LEAVES) for t in "kc"
)

#: Where the sums differ from what would be folded today from everything recorded through a day.
SUM_DIFFERENCES = f"""
WITH days ({_SUM_KEY}, {_LEAF_COLUMNS}) AS MATERIALIZED ({_DAYS}
), counted AS (
SELECT * FROM days
UNION ALL{_coarser(HALF, "days")}
UNION ALL{_coarser(QUARTER, "days")}
UNION ALL{_coarser(YEAR, "days")})
SELECT {_SUM_KEY}, {_KEPT_LEAVES}, {_COUNTED_LEAVES}
  FROM dossiers_periodsum k FULL JOIN counted c USING ({_SUM_KEY})
 WHERE ({_KEPT_LEAVES}) IS DISTINCT FROM ({_COUNTED_LEAVES})"""  # noqa: S608 - constants only


class Counts:
    """Leaf counts gathered per key until they become a ``Tally``."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._by_key: dict[Key, list[int]] = {}

    def add_all(self, rows: Iterable[tuple[int, ...]], length: int) -> None:
        """Add rows of a key of that length, the place of a leaf, and a number."""
        for row in rows:
            self._row(row[:length])[row[length]] += row[-1]

    def add_sums(self, rows: Iterable[tuple[int, ...]], length: int) -> None:
        """Add rows of a key of that length and one number for each of ``SUMMED_LEAVES``."""
        last = len(SUMMED_LEAVES)
        for row in rows:
            known = self._row(row[:length])
            known[:last] = map(add, known, row[length:])

    def tally(self) -> Tally[Key]:
        """Return the flows of every key that counts anything. Raise ``movements.NegativeCount``."""
        return Tally(self._by_key)

    def _row(self, key: Key) -> list[int]:
        return self._by_key.get(key) or self._by_key.setdefault(key, [0] * len(LEAVES))
