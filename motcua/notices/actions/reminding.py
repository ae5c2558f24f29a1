"""The reminders of what is due: the working day before and at the moment, to the owner, once each.

Set by set in the database, in a handful of statements however many dossiers are open. What a silence of a
day or more has missed is told in one sentence to each person.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.base import clock, revisions, upkeep
from motcua.base.models import Upkeep
from motcua.notices import queries
from motcua.notices.models import OF_DOSSIER, OF_STEP, SOON
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency
from motcua.rules import alarms

#: As the status page knows the run.
UPKEEP = "reminders"
#: A silence as long as this is told in one sentence.
SILENCE = timedelta(hours=24)
_DAY = timedelta(days=1)
_INSTANT = timedelta.resolution
#: Two runs at once do one after the other what each alone would do.
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('motcua.reminders'))"

#: What was told of a moment that is no longer the dossier's, its owner's or a running one's is taken back: with the
#: first run of a day everything that may still be shown, later what is due since the last run. Whoever reads is
#: shown what holds either way.
_CANCEL = """
UPDATE notices_notice told SET cancelled_at = %(at)s
  FROM dossiers_dossier here
 WHERE here.id = told.dossier_id AND told.read_at IS NULL AND told.cancelled_at IS NULL
   AND told.kind = ANY(%(kinds)s) AND told.made_at > %(shown)s
   -- What was told of the day before is over with its moment.
   AND told.moment > CASE WHEN told.kind = ANY(%(soon)s) THEN %(since)s ELSE %(taken_back)s END
   AND NOT (here.status = ANY(%(running)s) AND here.holder_id = told.account_id
            AND told.moment IS NOT DISTINCT FROM
                CASE WHEN told.kind = ANY(%(of_step)s) THEN here.step_due_at ELSE here.due_at END)
"""
#: A moment that came back (a decision taken back, a waiting that cost nothing) is told of as before.
_TELL = """
INSERT INTO notices_notice (account_id, kind, dossier_id, moment, alarm, step, number, made_at)
SELECT here.holder_id, told.kind, here.id, told.moment, '', '', 1, %(at)s
  FROM dossiers_dossier here
  LEFT JOIN unnest(%(agencies)s::bigint[], %(from)s::timestamptz[], %(until)s::timestamptz[])
       AS soon (agency_id, begins, ends) ON soon.agency_id = coalesce(here.stay_at_id, here.agency_id)
 CROSS JOIN LATERAL (VALUES
       ('dossier_due', here.due_at, here.due_at > %(after)s AND here.due_at <= %(at)s),
       ('dossier_soon', here.due_at, here.due_at >= soon.begins AND here.due_at < soon.ends),
       ('step_due', here.step_due_at, here.step_due_at IS DISTINCT FROM here.due_at
           AND here.step_due_at > %(after)s AND here.step_due_at <= %(at)s),
       ('step_soon', here.step_due_at, here.step_due_at IS DISTINCT FROM here.due_at
           AND here.step_due_at >= soon.begins AND here.step_due_at < soon.ends)
       ) AS told (kind, moment, is_so)
 WHERE here.status = ANY(%(running)s) AND here.holder_id IS NOT NULL AND told.is_so
   -- Most dossiers are not due in any of these spans: that is cheaper asked first.
   AND (here.due_at > %(after)s AND here.due_at < %(latest)s
        OR here.step_due_at > %(after)s AND here.step_due_at < %(latest)s)
   -- Looked up one by one, and only for what is due: what was told is much more than that. With the first run of a
   -- day most was not told yet, and the constraint finds what was.
   AND (%(is_first)s OR NOT EXISTS (SELECT FROM notices_notice before
                    WHERE before.account_id = here.holder_id AND before.kind = told.kind
                      AND before.dossier_id = here.id AND before.moment = told.moment
                      AND before.cancelled_at IS NULL OFFSET 0))
ON CONFLICT ON CONSTRAINT told_once
   DO UPDATE SET cancelled_at = NULL WHERE notices_notice.cancelled_at IS NOT NULL
RETURNING account_id, kind
"""
#: One sentence for everything that fell due between the last run and this day.
_MISSED = """
INSERT INTO notices_notice (account_id, kind, moment, alarm, step, number, since, made_at)
SELECT holder_id, 'missed', %(last)s, '', '', count(*), min(fell), %(at)s
  FROM (SELECT holder_id, least(
               CASE WHEN due_at > %(last)s AND due_at <= %(after)s THEN due_at END,
               CASE WHEN step_due_at > %(last)s AND step_due_at <= %(after)s THEN step_due_at END) AS fell
          FROM dossiers_dossier
         WHERE status = ANY(%(running)s) AND holder_id IS NOT NULL) here
 WHERE fell IS NOT NULL GROUP BY holder_id
ON CONFLICT ON CONSTRAINT told_once DO NOTHING
RETURNING account_id, kind
"""


@dataclass(frozen=True)
class Told:
    """What a run told: how much of each kind to each account, and how much was taken back."""

    by_account: dict[int, Counter[str]]
    cancelled: int

    @property
    def number(self) -> int:
        """Return how many notices were made."""
        return sum(counter.total() for counter in self.by_account.values())


@transaction.atomic
def run(*, at: datetime) -> Told:
    """Tell every owner what is due now or on the next working day and was not told before."""
    now = clock.local(at)
    with revisions.held(), connection.cursor() as cursor:
        cursor.execute(_ALONE)
        last = upkeep.latest(UPKEEP)
        today = clock.at(now.date(), 0)
        since = today if last is None else min(last.at, now)
        told: list[tuple[int, str]] = []
        parameters = _parameters(now)
        is_first = last is None or clock.local(last.at).date() < now.date()
        taken_back = now - queries.SHOWN if is_first else since
        cursor.execute(_CANCEL, parameters | {"since": since, "taken_back": taken_back})
        cancelled = cursor.rowcount
        if now - since >= SILENCE:
            cursor.execute(_MISSED, parameters | {"last": since, "after": today})
            told += cursor.fetchall()
            since = today
        cursor.execute(_TELL, parameters | {"after": since, "is_first": is_first})
        told += cursor.fetchall()
    found = Told(_by_account(told), cancelled)
    _note(last, now, str(found.number))
    return found


def _note(last: Upkeep | None, at: datetime, detail: str) -> None:
    """Remember when the run was, in one row for ever."""
    if last is None:
        upkeep.note(name=UPKEEP, at=at, ok=True, detail=detail)
        return
    last.at, last.ok, last.detail = at, True, detail
    last.save(update_fields=["at", "ok", "detail"])


def _parameters(at: datetime) -> dict[str, Any]:
    begins: dict[int, tuple[datetime, datetime]] = {}
    everywhere = Agency.objects.values_list("pk", flat=True)
    for calendar, agency_ids in organizations.calendars_of(everywhere):
        days = alarms.due_tomorrow(at, calendar)
        if days is not None:
            first, last = days
            window = clock.at(first, 0), clock.at(last + _DAY, 0)
            begins |= dict.fromkeys(agency_ids, window)
    ends = [end for _first, end in begins.values()]
    return {
        "at": at,
        "shown": at - queries.SHOWN,
        "latest": max(ends, default=at + _INSTANT),
        "kinds": [*OF_DOSSIER, *OF_STEP],
        "of_step": list(OF_STEP),
        "soon": list(SOON),
        "running": list(queries.RUNNING),
        "agencies": list(begins),
        "from": [first for first, _end in begins.values()],
        "until": ends,
    }


def _by_account(told: Iterable[tuple[int, str]]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for account_id, kind in told:
        found.setdefault(account_id, Counter())[kind] += 1
    return found
