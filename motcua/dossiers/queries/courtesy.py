"""Questions about courtesy: what may be chosen as a ground, which apologies are due, whose they are."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from motcua.base import clock
from motcua.dossiers.models import Dossier, DossierEvent, LateApology, OwnGround
from motcua.dossiers.queries.desks import unit_board
from motcua.dossiers.queries.history import effective
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission, Posting, may
from motcua.organizations.models import Post, Role
from motcua.people.models import Account
from motcua.rules import courtesy, grounds
from motcua.rules.codes import WAITING
from motcua.rules.grounds import Ground, GroundKind


def own_grounds(kind: GroundKind) -> list[Ground]:
    """Return the province's own rows of a list."""
    rows = OwnGround.objects.filter(kind=kind.value).order_by("pk")
    return [Ground(kind, row.code, row.words, row.from_on, row.to_on) for row in rows]


def grounds_to_choose(kind: GroundKind, on: date) -> tuple[Ground, ...]:
    """Return what may be chosen on the day."""
    return grounds.to_choose(kind, on, own_grounds(kind))


def ground_words(kind: GroundKind, code: str) -> str:
    """Return the words of a code, in force or not; the code itself when nobody knows it any more."""
    words = {ground.code: ground.words for ground in grounds.merged(kind, own_grounds(kind))}
    return words.get(code, code)


def to_apologise(agency_ids: Iterable[int], *, calendar_of: int, at: datetime) -> QuerySet[Dossier]:
    """Return the dossiers in "phải xin lỗi, hẹn lại ngày trả" (``courtesy.must_apologise``).

    The working days are those of the agency ``calendar_of``.
    """
    calendar = agencies.working_calendar(calendar_of)
    soon = clock.at(courtesy.due_before(clock.local(at), calendar), 0)
    today = clock.at(clock.local(at).date(), 0)
    noticeable = Q(due_at__lt=soon, clock_started_at__lt=today) & ~Q(
        limit_unit__in=[unit.value for unit in courtesy.TOO_SHORT]
    )
    board = unit_board(agency_ids).filter(promised_at=None)
    return (
        board.exclude(status__in=[status.value for status in WAITING])
        .filter(Q(due_at__lt=at) | noticeable)
        .order_by(F("due_at").asc(), "pk")
    )


def late_apologies(agency_ids: Iterable[int]) -> QuerySet[LateApology]:
    """Return the apologies owed for decisions that stand and not signed yet, the oldest first."""
    owed = LateApology.objects.filter(
        agency_id__in=list(agency_ids), signed_at=None, event__reversed_by=None
    )
    return owed.select_related(
        "dossier__version", "dossier__agency", "event", "agency", "text"
    ).order_by("drafted_at", "pk")


def answerable(dossier: Dossier, at: datetime) -> tuple[int, str]:
    """Return the agency and the unit of it that answered for the dossier at a moment."""
    history = effective(dossier)
    before = [event for event in history if event.occurred_at <= at] or history[:1]
    last = before[-1]
    post = Post.objects.filter(pk=last.to_post_id).first() if last.to_post_id else None
    return last.to_agency_id, post.unit if post else ""


def may_sign(apology: LateApology, postings: Sequence[Posting]) -> bool:
    """Whether one of the posts is the head of the unit that made it late.

    A leader of that unit; where the unit has none of its own, or nobody knows the unit, any leader of
    the agency.
    """
    leading = [one for one in postings if may([one], Permission.DECIDE, apology.agency_id)]
    if any(one.unit == apology.unit for one in leading):
        return True
    return bool(leading) and not _unit_has_leader(apology)


def leaders(agency_ids: Iterable[int], on: date) -> QuerySet[Account]:
    """Return the leaders of the agencies on a day, by name."""
    alive = Q(assignments__to_on=None) | Q(assignments__to_on__gte=on)
    found = Account.objects.filter(
        alive,
        is_active=True,
        assignments__from_on__lte=on,
        assignments__post__role=Role.LEADER.value,
        assignments__post__agency_id__in=list(agency_ids),
    )
    return found.distinct().order_by("full_name_key", "pk")


def asked_before(dossier: Dossier, act: str, events: Sequence[DossierEvent] | None = None) -> int:
    """Return how often a request of this kind stands in the dossier's history."""
    return sum(event.act == act for event in effective(dossier, events))


def _unit_has_leader(apology: LateApology) -> bool:
    posts = Post.objects.filter(
        agency_id=apology.agency_id, unit=apology.unit, role=Role.LEADER.value, closed_on=None
    )
    return posts.filter(assignments__to_on=None, assignments__isnull=False).exists()
