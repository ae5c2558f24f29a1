"""Which dossiers stand in which queue of one post. Nothing is decided here."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import OPEN, desks, steps
from motcua.organizations import queries as agencies
from motcua.organizations.access import Posting
from motcua.rules.codes import WAITING, Status, TimeUnit

_BY_DUE = (F("waiting_since").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "pk")
_WAITING = tuple(sorted(status.value for status in WAITING))
#: The queues of a post, as addresses name them, and what each is split into.
HELD, OFFERED, OF_AGENCY, ENDED = "cua-toi", "cho-nhan", "don-vi", "da-xong"
#: What stays here from another agency, and what another asks an opinion for.
GUESTS, ASKED = "lien-thong", "y-kien"
KINDS = ("late", "near", "waiting", "total")
_OFFERABLE = (*OPEN, Status.DECIDED.value)


def _held(account_id: int, desk: Posting) -> Q:
    here = Q(agency_id=desk.agency_id, stay_at=None) | Q(stay_at=desk.agency_id)
    return Q(holder_id=account_id, status__in=OPEN) & here


def _offered(account_id: int, desk: Posting) -> Q:
    to_post = Q(offered_to_id=None, offered_post_id=desk.post_id)
    return (Q(offered_to_id=account_id) | to_post) & Q(status__in=_OFFERABLE)


def _of_agency(desk: Posting) -> Q:
    return Q(agency_id=desk.agency_id, status__in=OPEN)


def _guests(desk: Posting) -> Q:
    return Q(stay_at_id=desk.agency_id, status__in=OPEN)


def _ended(account_id: int, desk: Posting) -> Q:
    return Q(holder_id=account_id, agency_id=desk.agency_id, status=Status.DECIDED.value)


def held(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what the officer answers for at this agency, the most urgent first."""
    return desks.rows().filter(_held(account_id, desk)).order_by(*_BY_DUE)


def offered(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what waits for this officer, or this post, to accept."""
    return desks.rows().filter(_offered(account_id, desk)).order_by(*_BY_DUE)


def of_agency(desk: Posting) -> QuerySet[Dossier]:
    """Return everything pending at the agency."""
    return desks.rows().filter(_of_agency(desk)).order_by(*_BY_DUE)


def guests(desk: Posting) -> QuerySet[Dossier]:
    """Return what stays at the agency for a step of another one's process."""
    return desks.rows().filter(_guests(desk)).order_by(*_BY_DUE)


def asked(desk: Posting) -> QuerySet[Dossier]:
    """Return the dossiers this post is asked an opinion for."""
    there = Dossier.objects.filter(pk__in=steps.to_answer([desk]).values("dossier"))
    return desks.rows().filter(pk__in=there.values("pk")).order_by(*_BY_DUE)


def ended(account_id: int, desk: Posting) -> QuerySet[Dossier]:
    """Return what this officer settled here and is not handed back yet, the newest first."""
    return desks.rows().filter(_ended(account_id, desk)).order_by("-settled_at", "pk")


def counted(account_id: int, desk: Posting, urgency: "Urgency") -> dict[str, dict[str, int]]:
    """Count all four queues by urgency, in one statement that reads what is open at this desk alone."""
    queues = {
        HELD: _held(account_id, desk),
        OFFERED: _offered(account_id, desk),
        OF_AGENCY: _of_agency(desk),
        GUESTS: _guests(desk),
        ENDED: _ended(account_id, desk),
    }
    counts = {
        f"{place}_{kind}": count
        for place, queue in enumerate(queues.values())
        for kind, count in urgency.counts(queue).items()
        # What is settled is late or in time for good: its queue is counted as a whole.
        if queue is not queues[ENDED] or kind == "total"
    }
    there = reduce(or_, queues.values())
    found = Dossier.objects.filter(there).aggregate(**counts)
    counted = {
        name: {kind: found.get(f"{place}_{kind}", 0) for kind in KINDS}
        for place, name in enumerate(queues)
    }
    return counted | {ASKED: dict.fromkeys(KINDS, 0) | {"total": asked(desk).count()}}


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

    def counts(self, queue: Q | None = None) -> dict[str, Count]:
        """Return the aggregates that count each kind, and the whole, of everything or of a queue."""
        there = queue if queue is not None else Q()
        return {
            "late": Count("pk", filter=there & self.late),
            "near": Count("pk", filter=there & self.near),
            "waiting": Count("pk", filter=there & self.waiting),
            "total": Count("pk", filter=there),
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
