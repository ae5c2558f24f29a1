"""Which dossiers stand in which queue of one post. Nothing is decided here."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import OPEN, delegations, desks, load, steps
from motcua.dossiers.queries.delegations import Stand
from motcua.dossiers.queries.load import Horizon, Load
from motcua.organizations import queries as agencies
from motcua.organizations.access import Posting
from motcua.rules.codes import WAITING, Status, TimeUnit

_WAITING = tuple(sorted(status.value for status in WAITING))
#: The queues of a post, as addresses name them: the person's, the post's, the unit's.
HELD, AT_POST, OF_AGENCY = "cua-toi", "vi-tri", "don-vi"
#: What waits for a word: offered here, waited for elsewhere, asked an opinion for.
OFFERED, OF_OTHERS, ASKED = "cho-nhan", "cho-nguoi-khac", "y-kien"
#: What stays here from another agency, what of ours stays at another, what is settled and not handed back.
GUESTS, AWAY, ENDED = "lien-thong", "noi-khac", "da-xong"
#: What absent colleagues hold or are offered, while this officer stands in for them.
STOOD_FOR = "xu-ly-thay"
_OFFERABLE = (*OPEN, Status.DECIDED.value)
_ASKED_FOR = Q(offered_to__isnull=False) | Q(offered_post__isnull=False)

Queues = Mapping[str, QuerySet[Dossier]]


def of_post(account_id: int, desk: Posting, at: datetime) -> Queues:
    """Return every queue of an officer at a post; that of absent colleagues only while there are any."""
    here = load.at_desks([desk.agency_id])
    mine = here.filter(holder_id=account_id)
    every = Dossier.objects.all()
    to_post = Q(offered_to_id=None, offered_post_id=desk.post_id)
    unanswered = steps.waited_for().values("dossier")
    queues = {
        HELD: mine,
        OFFERED: every.filter(Q(offered_to_id=account_id) | to_post, status__in=_OFFERABLE),
        AT_POST: here.filter(post_id=desk.post_id),
        OF_AGENCY: here,
        OF_OTHERS: mine.filter(_ASKED_FOR | Q(waiting_since__isnull=False) | Q(pk__in=unanswered)),
        GUESTS: every.filter(stay_at_id=desk.agency_id, status__in=OPEN),
        AWAY: every.filter(agency_id=desk.agency_id, stay_at__isnull=False, status__in=OPEN),
        ASKED: every.filter(pk__in=steps.to_answer([desk]).values("dossier")),
        ENDED: every.filter(
            holder_id=account_id, agency_id=desk.agency_id, status=Status.DECIDED.value
        ),
    }
    stands = delegations.stood_for(account_id, clock.local(at).date())
    here_too = [stand for stand in stands if stand.agency_id == desk.agency_id]
    return queues | ({STOOD_FOR: _stood_for(here_too, desk, at)} if here_too else {})


def _stood_for(stands: Iterable[Stand], desk: Posting, at: datetime) -> QuerySet[Dossier]:
    """Return what absent officers hold here, and what they or their posts were offered."""
    absent = [stand.absent_id for stand in stands]
    today = clock.local(at).date()
    posts = {post.post_id for stand in stands for post in delegations.postings_of(stand, today)}
    held = load.at_desks([desk.agency_id]).filter(holder_id__in=absent).values("pk")
    to_posts = Q(offered_to_id=None, offered_post_id__in=posts - {desk.post_id})
    offered = (Q(offered_to_id__in=absent) | to_posts) & Q(status__in=_OFFERABLE)
    return Dossier.objects.filter(Q(pk__in=held) | offered)


def listed(queue: QuerySet[Dossier], name: str) -> QuerySet[Dossier]:
    """Return a queue with all that a list shows, the most urgent first; of what is settled, the newest."""
    order = ("-settled_at", "pk") if name == ENDED else load.BY_PRESSURE
    return queue.select_related(*desks.SHOWN).order_by(*order)


def counted(queues: Queues, account_id: int, desk: Posting, at: datetime) -> dict[str, Load]:
    """Weigh all queues of a post in two statements: the unit's own, and the few that stand beside it."""
    mine, posted, whole = load.of_unit(desk.agency_id, at, holder=account_id, post=desk.post_id)
    found = {HELD: mine, AT_POST: posted, OF_AGENCY: whole}
    beside = {name: queue for name, queue in queues.items() if name not in found}
    # What waits for the filer is weighed already; what else waits is few, and found from its own side.
    beside[OF_OTHERS] = queues[HELD].filter(waiting_since=None, pk__in=_asked_for(account_id))
    counts = Horizon.of(desk.agency_id, at).counts()
    parts = [
        queue.order_by().annotate(name=Value(name)).values("name").annotate(**counts)
        for name, queue in beside.items()
    ]
    rows = parts[0].union(*parts[1:], all=True).values("name", *counts)
    found |= {row["name"]: load.read(row) for row in rows}
    found[OF_OTHERS] = found.get(OF_OTHERS, Load()) + Load(waiting=mine.waiting)
    return dict.fromkeys(queues, Load()) | found


def _asked_for(account_id: int) -> QuerySet[Any, Any]:
    """Return the ids of dossiers for which somebody else's word is waited for: offered, or asked about."""
    held = Dossier.objects.filter(holder_id=account_id)
    to_somebody = held.filter(offered_to__isnull=False).values("pk")
    to_post = held.filter(offered_to=None, offered_post__isnull=False).values("pk")
    return to_somebody.union(to_post, steps.waited_for().values("dossier"), all=True)


def of_kind(queue: QuerySet[Dossier], kind: str, horizon: Horizon) -> QuerySet[Dossier]:
    """Return the part of a queue that an address names; the whole for any other word."""
    kinds = {
        "qua-han": horizon.late,
        "hom-nay": horizon.today,
        "ngay-mai": horizon.following,
        "sap-han": horizon.near,
        "con-han": horizon.later,
        "dang-cho": horizon.waiting,
    }
    return queue.filter(kinds[kind]) if kind in kinds else queue


def sent_back(desk: Posting) -> QuerySet[Dossier]:
    """Return what was returned to its filer before reception, the newest first."""
    returned = desks.rows().filter(
        taken_in_at_id=desk.agency_id, status=Status.RETURNED_TO_FILER.value
    )
    return returned.order_by("-opened_at", "pk")


class Urgency:
    """Splits open dossiers by when their result is due: late, near (up to the next working day), waiting, the rest."""

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
        """Return the aggregates that count each kind, and the whole."""
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
