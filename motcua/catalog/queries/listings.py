"""What each agency has to show the public, what it has confirmed, and the difference."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.db import connection

from motcua.catalog.models import ProcedureVersion
from motcua.organizations import queries as agencies
from motcua.rules import publicity


class Change(StrEnum):
    """What an agency has to do: put up, put up anew, take down."""

    NEW = "new"
    AMENDED = "amended"
    REMOVED = "removed"


@dataclass(frozen=True)
class Waiting:
    """One change an agency has not confirmed; ``required_id`` is None when it is to be taken down."""

    procedure_id: int
    required_id: int | None
    posted_id: int | None
    known_on: date
    central: bool
    due_on: date

    @property
    def change(self) -> Change:
        """What is to be done."""
        if self.required_id is None:
            return Change.REMOVED
        return Change.NEW if self.posted_id is None else Change.AMENDED

    @property
    def mark(self) -> str:
        """How a form names exactly this change."""
        return f"{self.procedure_id}:{self.required_id or 0}"


@dataclass(frozen=True)
class Standing:
    """How far one agency has come."""

    agency_id: int
    new: int
    amended: int
    removed: int
    overdue: int
    oldest: date | None
    last_at: datetime | None

    @property
    def waiting(self) -> int:
        """How many changes it has not confirmed."""
        return self.new + self.amended + self.removed


#: One row per agency and procedure where what hangs there is not what should. A decision of the
#: province counts from its day; what came in from the national catalogue from the day it came in.
_DIFFERENCES = """
    WITH newest AS (
        SELECT DISTINCT ON (v.procedure_id) v.procedure_id, v.id, v.effective_to,
               v.prescribed_by = 'central' AS central,
               COALESCE(v.abolishing_on, v.effective_to) AS ended_on,
               CASE WHEN v.origin = 'national'
                    THEN GREATEST(v.effective_from, v.decision_on, (v.written_at AT TIME ZONE %(zone)s)::date)
                    ELSE COALESCE(v.decision_on, v.effective_from) END AS known_on
        FROM catalog_procedureversion v WHERE v.state <> 'draft'
        ORDER BY v.procedure_id, v.effective_from DESC, v.number DESC
    ), off AS (
        SELECT procedure_id, max(from_on) AS off_on FROM catalog_absence
        WHERE to_on IS NULL AND from_on <= %(on)s GROUP BY procedure_id
    ), offered AS (
        SELECT o.agency_id, o.procedure_id,
               max(GREATEST(o.from_on, (a.at AT TIME ZONE %(zone)s)::date)) AS given_on
        FROM catalog_offering o LEFT JOIN catalog_offeringact a ON a.id = o.act_id
        WHERE o.agency_id = ANY(%(agencies)s) AND o.from_on <= %(on)s
          AND (o.to_on IS NULL OR (o.to_on >= %(on)s AND o.to_on >= o.from_on))
        GROUP BY o.agency_id, o.procedure_id
    ), ended AS (
        SELECT o.agency_id, o.procedure_id,
               max(GREATEST(o.to_on, (u.at AT TIME ZONE %(zone)s)::date)) AS let_go_on
        FROM catalog_offering o LEFT JOIN catalog_offeringundo u ON u.act_id = o.act_id
        WHERE o.agency_id = ANY(%(agencies)s) AND o.to_on < %(on)s
        GROUP BY o.agency_id, o.procedure_id
    ), posted AS (
        SELECT DISTINCT ON (l.agency_id, l.procedure_id) l.agency_id, l.procedure_id, l.version_id,
               l.posted_on
        FROM catalog_listing l WHERE l.agency_id = ANY(%(agencies)s)
        ORDER BY l.agency_id, l.procedure_id, l.id DESC
    ), standing AS (
        SELECT COALESCE(o.agency_id, p.agency_id) AS agency_id,
               COALESCE(o.procedure_id, p.procedure_id) AS procedure_id,
               CASE WHEN o.agency_id IS NULL OR off.procedure_id IS NOT NULL
                      OR n.effective_to < %(on)s THEN NULL ELSE n.id END AS required_id,
               p.version_id AS posted_id, n.central,
               GREATEST(n.known_on, o.given_on) AS put_up_known_on,
               GREATEST(p.posted_on, LEAST(off.off_on, e.let_go_on, n.ended_on)) AS take_down_known_on
        FROM offered o
        FULL JOIN posted p ON p.agency_id = o.agency_id AND p.procedure_id = o.procedure_id
        LEFT JOIN newest n ON n.procedure_id = COALESCE(o.procedure_id, p.procedure_id)
        LEFT JOIN off ON off.procedure_id = COALESCE(o.procedure_id, p.procedure_id)
        LEFT JOIN ended e ON e.agency_id = p.agency_id AND e.procedure_id = p.procedure_id
                         AND o.agency_id IS NULL
    ), differences AS (
        SELECT agency_id, procedure_id, required_id, posted_id, COALESCE(central, FALSE) AS central,
               CASE WHEN required_id IS NULL THEN COALESCE(take_down_known_on, %(on)s)
                    ELSE put_up_known_on END AS known_on
        FROM standing WHERE required_id IS DISTINCT FROM posted_id
    )
"""
_OF_ONE = "SELECT procedure_id, required_id, posted_id, known_on, central FROM differences"
_BY_AGENCY = """
    SELECT m.agency_id,
           count(d.*) FILTER (WHERE required_id IS NOT NULL AND posted_id IS NULL),
           count(d.*) FILTER (WHERE required_id IS NOT NULL AND posted_id IS NOT NULL),
           count(d.*) FILTER (WHERE d.agency_id IS NOT NULL AND required_id IS NULL),
           count(d.*) FILTER (WHERE d.known_on
               <= CASE WHEN d.central THEN m.late_central ELSE m.late_province END),
           min(d.known_on),
           (SELECT max(l.at) FROM catalog_listing l WHERE l.agency_id = m.agency_id)
    FROM unnest(%(agencies)s::bigint[], %(late_central)s::date[], %(late_province)s::date[])
         AS m(agency_id, late_central, late_province)
    LEFT JOIN differences d ON d.agency_id = m.agency_id
    GROUP BY m.agency_id
"""
_ZONE = "Asia/Ho_Chi_Minh"


def waiting(agency_id: int, on: date) -> list[Waiting]:
    """Every change an agency has not confirmed on a day, the most urgent first."""
    calendar = agencies.working_calendar(agency_id)
    told: dict[str, Any] = {"agencies": [agency_id], "on": on, "zone": _ZONE}
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES + _OF_ONE, told)
        rows = cursor.fetchall()
    found = [
        Waiting(
            procedure_id=procedure_id,
            required_id=required_id,
            posted_id=posted_id,
            known_on=known_on,
            central=central,
            due_on=publicity.due_on(known_on, central=central, calendar=calendar),
        )
        for procedure_id, required_id, posted_id, known_on, central in rows
    ]
    return sorted(found, key=lambda one: (one.due_on, one.procedure_id))


def standings(agency_ids: Collection[int], on: date) -> dict[int, Standing]:
    """How far each of these agencies has come on a day, in one query."""
    ids = sorted(agency_ids)
    calendars = [agencies.working_calendar(one) for one in ids]
    late = {
        name: [publicity.overdue_through(on, central=central, calendar=one) for one in calendars]
        for name, central in (("late_central", True), ("late_province", False))
    }
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"agencies": ids, "on": on, "zone": _ZONE} | late
        cursor.execute(_DIFFERENCES + _BY_AGENCY, told)
        return {row[0]: Standing(*row) for row in cursor.fetchall()}


def versions_of(changes: Collection[Waiting]) -> Mapping[int, ProcedureVersion]:
    """The versions the changes speak of: the one to put up, or the one to take down; by procedure."""
    ids = {one.procedure_id: one.required_id or one.posted_id for one in changes}
    found = ProcedureVersion.objects.select_related("procedure", "field").in_bulk(
        [pk for pk in ids.values() if pk is not None]
    )
    return {procedure: found[pk] for procedure, pk in ids.items() if pk is not None}


def seen(changes: Collection[Waiting]) -> str:
    """A short word that changes with the changes that wait."""
    told = ",".join(sorted(one.mark for one in changes))
    return sha256(told.encode()).hexdigest()[:16]
