"""The run that reminds, over a large unit: its statements, and its time beside one statement for what is due."""

import statistics
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.cli.bench import harness
from motcua.cli.bench.harness import Bound, Measure
from motcua.notices import actions
from motcua.notices.queries import RUNNING

_TURNS = 7
_MOST_STATEMENTS = 12
_OFTEN = timedelta(minutes=10)
_DAY = timedelta(days=1)
_HALF_DAY = _DAY / 2
#: So many days were reminded of before, and nobody has read it yet.
_DAYS_BEFORE = 5

#: What is due since the last run or on the next working day, and whose it is: no run can tell more.
_DUE = """
  FROM dossiers_dossier
 CROSS JOIN LATERAL (VALUES
       ('dossier_due', due_at, due_at > %(after)s AND due_at <= %(at)s),
       ('dossier_soon', due_at, due_at >= %(from)s AND due_at < %(until)s),
       ('step_due', step_due_at, step_due_at <> due_at AND step_due_at > %(after)s AND step_due_at <= %(at)s),
       ('step_soon', step_due_at, step_due_at <> due_at AND step_due_at >= %(from)s AND step_due_at < %(until)s)
       ) AS told (kind, moment, is_so)
 WHERE status = ANY(%(running)s) AND holder_id IS NOT NULL AND is_so
   AND (due_at > %(after)s AND due_at < %(until)s OR step_due_at > %(after)s AND step_due_at < %(until)s)"""
_FOUND = f"SELECT holder_id, kind, id, moment {_DUE}"
_WRITTEN = f"""
INSERT INTO notices_notice (account_id, kind, dossier_id, moment, alarm, step, number, made_at)
SELECT holder_id, kind, id, moment, '', '', 1, %(at)s {_DUE}"""


class Differs(AssertionError):
    """The run and the bare statement do not tell the same: neither may be measured."""


def measure() -> Iterator[Measure]:
    """Remind in the books this process is pointed at: the first run of a day, and the one after it."""
    at = clock.now()
    _remind_before(at)
    told: list[int] = []
    bare: list[int] = []
    first, written = _in_turns(
        lambda: told.append(actions.run(at=at).number), lambda: bare.append(_write(at))
    )
    if not told[0] or set(told) != set(bare):
        raise Differs(f"{told} {bare}")
    with CaptureQueriesContext(connection) as captured:
        actions.run(at=at)
    yield Measure(
        "Nhắc việc: số câu lệnh", len(captured), 1, "câu lệnh", Bound("≤", _MOST_STATEMENTS)
    )
    name = f"Nhắc việc, lần chạy đầu ngày ({told[0]} lời nhắc)"
    yield Measure(name, first, written, "một câu ghi các lời nhắc ấy", Bound("≤", 3))
    later = at + _OFTEN
    again, found = _in_turns(lambda: actions.run(at=later), lambda: _find(later, since=at))
    yield Measure("Nhắc việc, mười phút sau", again, found, "câu truy vấn trần", Bound("≤", 3))


def _remind_before(at: datetime) -> None:
    """Run as on the days before; the last run was in the evening, so the next is the first of its day."""
    for halves in range(_DAYS_BEFORE * 2, 0, -1):
        actions.run(at=at - halves * _HALF_DAY)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) notices_notice")


def _in_turns(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Return the middle seconds of both, done turn and turn about; what they write is taken back."""
    mine, floors = [], []
    for _turn in range(_TURNS):
        mine.append(_taken_back(ours))
        floors.append(_taken_back(bare))
    return statistics.median(mine), statistics.median(floors)


def _taken_back(work: Callable[[], object]) -> float:
    with transaction.atomic():
        seconds = harness.times(work, 1)[0]
        transaction.set_rollback(True)
    return seconds


def _find(at: datetime, *, since: datetime) -> None:
    """Fetch what is due; one process reads, as in a statement that writes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        cursor.execute(_FOUND, _asked(at, since))
        cursor.fetchall()


def _write(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, _asked(at, at - _HALF_DAY))
        return int(cursor.rowcount)


def _asked(at: datetime, since: datetime) -> dict[str, Any]:
    """Say what is due to the bare statement; the day after the measured one is a working day."""
    tomorrow = clock.at(clock.local(at).date(), 0) + _DAY
    return {
        "running": list(RUNNING),
        "after": since,
        "at": at,
        "from": tomorrow,
        "until": tomorrow + _DAY,
    }
