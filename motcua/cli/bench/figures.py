"""Form II.06b of a year from the sums, against one statement that recounts the events."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import connection

from motcua.cli.bench import harness
from motcua.cli.bench.harness import Bound, Measure
from motcua.organizations.models import Agency
from motcua.reporting import tables
from motcua.reporting.figures import COLUMNS, Report

_TURNS = 5
#: Turns in a row after each change of database: the first ones read what only a new connection asks.
_IN_A_ROW = 3

#: The best index of the recount: every event that moves a figure, with all the statement asks for.
RECOUNT_INDEX = """
CREATE INDEX bench_recount ON dossiers_dossierevent (posted_on)
INCLUDE (to_agency_id, from_agency_id, field_id, movement, channel, received_channel, from_status,
         to_status, from_due_at, to_due_at, verdict_report, received_posted_on, reverses_id)
  WHERE movement <> '' OR from_status IN ('awaiting_supplement', 'awaiting_payment', 'paused')
     OR to_status IN ('awaiting_supplement', 'awaiting_payment', 'paused')
     OR from_due_at IS DISTINCT FROM to_due_at"""

_OVER = (
    "({0}_status IN ('received', 'in_progress')"
    " AND {0}_due_at < (%(to_on)s::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'))"
)

#: Columns 3 to 13 per agency and field in one pass over the events that move a figure. What is pending
#: follows from the balance; only what is overdue needs the due dates, on both sides of each event.
RECOUNT = f"""
WITH moved AS (
SELECT to_agency_id AS agency_id, field_id, movement, posted_on >= %(from_on)s AS inside,
       CASE WHEN movement = 'received' AND received_channel = 'online' THEN 'c4'
            WHEN movement = 'received' THEN 'c5'
            WHEN movement = 'settled' THEN verdict_report ELSE '' END AS kind,
       count(*) AS n,
       count(*) FILTER (WHERE {_OVER.format("to")}) - count(*) FILTER (WHERE {_OVER.format("from")}) AS over
  FROM dossiers_dossierevent
 WHERE posted_on <= %(to_on)s AND from_agency_id = to_agency_id
   AND (movement <> '' OR from_status IN ('awaiting_supplement', 'awaiting_payment', 'paused')
        OR to_status IN ('awaiting_supplement', 'awaiting_payment', 'paused')
        OR from_due_at IS DISTINCT FROM to_due_at)
 GROUP BY 1, 2, 3, 4, 5
), apart AS (
SELECT e.to_agency_id AS agency_id, e.field_id, e.received_posted_on >= %(from_on)s AS fresh,
       e.received_channel, e.posted_on >= %(from_on)s AS inside, 1 AS n,
       CASE WHEN {_OVER.format("e.to")} THEN 1 ELSE 0 END AS over
  FROM dossiers_dossierevent e
 WHERE e.movement = 'transferred' AND e.posted_on <= %(to_on)s
UNION ALL
SELECT e.from_agency_id, e.field_id, e.received_posted_on >= %(from_on)s,
       e.received_channel, e.posted_on >= %(from_on)s, -1,
       CASE WHEN {_OVER.format("e.from")} THEN -1 ELSE 0 END
  FROM dossiers_dossierevent e
 WHERE e.movement = 'transferred' AND e.posted_on <= %(to_on)s
), again AS (
SELECT e.to_agency_id AS agency_id, e.field_id, r.posted_on >= %(from_on)s AS fresh, r.verdict_report
  FROM dossiers_dossierevent e JOIN dossiers_dossierevent r ON r.id = e.reverses_id
 WHERE e.movement = 'reopened' AND e.posted_on BETWEEN %(from_on)s AND %(to_on)s
), parts (agency_id, field_id, c4, c5, c6, c8, c9, c10, c13) AS (
SELECT agency_id, field_id,
       CASE WHEN inside AND kind = 'c4' THEN n ELSE 0 END,
       CASE WHEN inside AND kind = 'c5' THEN n ELSE 0 END,
       CASE WHEN inside AND movement = 'carried_in' THEN n
            WHEN inside THEN 0
            WHEN movement IN ('received', 'carried_in', 'reopened') THEN n
            WHEN movement IN ('settled', 'annulled') THEN -n ELSE 0 END,
       CASE WHEN inside AND kind = 'early' THEN n ELSE 0 END,
       CASE WHEN inside AND kind = 'on_time' THEN n ELSE 0 END,
       CASE WHEN inside AND kind = 'late' THEN n ELSE 0 END,
       over
  FROM moved
UNION ALL
SELECT agency_id, field_id,
       CASE WHEN inside AND fresh AND received_channel = 'online' THEN n ELSE 0 END,
       CASE WHEN inside AND fresh AND received_channel <> 'online' THEN n ELSE 0 END,
       CASE WHEN inside AND fresh THEN 0 ELSE n END, 0, 0, 0, over
  FROM apart
UNION ALL
SELECT agency_id, field_id, 0, 0, CASE WHEN fresh THEN 0 ELSE 1 END,
       CASE WHEN fresh AND verdict_report = 'early' THEN -1 ELSE 0 END,
       CASE WHEN fresh AND verdict_report = 'on_time' THEN -1 ELSE 0 END,
       CASE WHEN fresh AND verdict_report = 'late' THEN -1 ELSE 0 END, 0
  FROM again
), summed AS (
SELECT agency_id, field_id, sum(c4) AS c4, sum(c5) AS c5, sum(c6) AS c6, sum(c8) AS c8,
       sum(c9) AS c9, sum(c10) AS c10, sum(c13) AS c13
  FROM parts GROUP BY 1, 2)
SELECT agency_id, field_id, c4 + c5 + c6, c4, c5, c6, c8 + c9 + c10, c8, c9, c10,
       c4 + c5 + c6 - c8 - c9 - c10, c4 + c5 + c6 - c8 - c9 - c10 - c13, c13
  FROM summed
 WHERE (c4, c5, c6, c8, c9, c10, c13) <> (0, 0, 0, 0, 0, 0, 0)"""  # noqa: S608 - constants only


class Differs(AssertionError):
    """The recount and the report do not say the same: neither may be measured."""


def prepare() -> None:
    """Give the recount its best index."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT_INDEX)
        cursor.execute("VACUUM (ANALYZE) dossiers_dossierevent")


def report(top_id: int, from_on: date, to_on: date) -> Report:
    """Build the form of the whole province, with its subtotals and checks, as a page needs it."""
    agency = Agency.objects.get(pk=top_id)
    return tables.two_six(agency=agency, from_on=from_on, to_on=to_on, by="b")


def measure(top_id: int, from_on: date, to_on: date, name: str) -> Measure:
    """Compare the form with the recount of the same window. Raise ``Differs``."""
    ours = harness.best(lambda: report(top_id, from_on, to_on), _TURNS)
    with recounting(from_on, to_on) as recount:
        _compare(report(top_id, from_on, to_on), recount())
        floor = harness.best(recount, _TURNS)
    return Measure(name, floor, ours, "biểu từ các tổng", Bound("≥", 20, aim=50))


@contextmanager
def recounting(from_on: date, to_on: date) -> Iterator[Callable[[], Sequence[tuple[int, ...]]]]:
    """Give a recount of a window that runs alone, with memory enough."""
    window = {"from_on": from_on, "to_on": to_on}
    with harness.server() as server, server.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SET work_mem = '256MB'")
        yield lambda: cursor.execute(RECOUNT, window).fetchall()


def here_and_in(other: str, top_id: int, from_on: date, to_on: date) -> tuple[float, float]:
    """Return the seconds of the form in this database and in another, taken turn and turn about."""

    def seconds() -> list[float]:
        return harness.times(lambda: report(top_id, from_on, to_on), _IN_A_ROW)

    here, there = [], []
    for _ in range(_TURNS):
        here += seconds()
        with harness.pointed_at(other):
            there += seconds()
    return min(here), min(there)


def _compare(made: Report, counted: Sequence[tuple[int, ...]]) -> None:
    told: dict[tuple[int, int | None], tuple[int, ...]] = {
        (line.agency_ids[0], line.field_id): tuple(line.row.cells()[name] for name in COLUMNS)
        for line in made.leaves
        if any(line.row.cells().values())
    }
    found: dict[tuple[int, int | None], tuple[int, ...]] = {
        (row[0], row[1]): tuple(int(number) for number in row[2:]) for row in counted
    }
    if told != found or not made.leaves or not all(check.holds for check in made.checks):
        different = [key for key in told.keys() | found.keys() if told.get(key) != found.get(key)]
        sample = [(key, told.get(key), found.get(key)) for key in different[:3]]
        raise Differs(f"{len(different)}: {sample}")
