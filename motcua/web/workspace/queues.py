"""Which dossiers stand in which queue of one post. Nothing is decided here."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import OPEN, desks
from motcua.organizations import queries as agencies
from motcua.organizations.access import Posting
from motcua.rules.codes import WAITING, Status, TimeUnit

_BY_DUE = (F("waiting_since").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "pk")
_WAITING = tuple(sorted(status.value for status in WAITING))
_OFFERABLE = (*OPEN, Status.DECIDED.value)


def held(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what the officer answers for at this agency, the most urgent first."""
    mine = desks.rows().filter(holder_id=account_id, agency_id=desk.agency_id, status__in=OPEN)
    return mine.order_by(*_BY_DUE)


def offered(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what waits for this officer, or this post, to accept."""
    to_me = Q(offered_to_id=account_id)
    to_post = Q(offered_to_id=None, offered_post_id=desk.post_id)
    return desks.rows().filter(to_me | to_post, status__in=_OFFERABLE).order_by(*_BY_DUE)


def of_agency(desk: Posting) -> QuerySet[Dossier]:
    """Return everything pending at the agency."""
    return desks.rows().filter(agency_id=desk.agency_id, status__in=OPEN).order_by(*_BY_DUE)


def ended(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what this officer settled here and is not handed back yet, the newest first."""
    done = desks.rows().filter(
        holder_id=account_id, agency_id=desk.agency_id, status=Status.DECIDED.value
    )
    return done.order_by("-settled_at", "pk")


def sent_back(desk: Posting) -> QuerySet[Dossier]:
    """Return what was returned to its filer before reception, the newest first."""
    returned = desks.rows().filter(
        taken_in_at_id=desk.agency_id, status=Status.RETURNED_TO_FILER.value
    )
    return returned.order_by("-opened_at", "pk")


class Urgency:
    """Splits open dossiers at a moment: late, near (up to the next working day), waiting, the rest."""

    def __init__(self, *, agency_id: int, at: datetime) -> None:
        """Read the calendar of the agency whose working days count."""
        today = clock.local(at).date()
        following = agencies.working_calendar(agency_id).next_working_day(today)
        by_hours = Q(limit_unit=TimeUnit.WORKING_HOURS.value, due_at__lt=at)
        over = Q(due_at__lt=clock.at(today, 0)) | by_hours
        soon = Q(due_at__lt=clock.at(following + timedelta(days=1), 0))
        self.waiting = Q(status__in=_WAITING)
        self.late = ~self.waiting & over
        self.near = ~self.waiting & soon & ~over

    def counts(self) -> dict[str, Count]:
        """Return the aggregates that count each kind."""
        return {
            "late": Count("pk", filter=self.late),
            "near": Count("pk", filter=self.near),
            "waiting": Count("pk", filter=self.waiting),
            "total": Count("pk"),
        }

    def of_kind(self, queue: QuerySet[Dossier], kind: str) -> QuerySet[Dossier]:
        """Return the part of a queue that an address names; the whole for any other word."""
        kinds = {
            "qua-han": self.late,
            "sap-han": self.near,
            "dang-cho": self.waiting,
            "con-han": ~self.waiting & ~self.late & ~self.near,
        }
        return queue.filter(kinds[kind]) if kind in kinds else queue
