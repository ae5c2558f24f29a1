"""Questions about steps: where one is done, who may do it, what it still waits for.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 17-19 (certainty: medium: the approved
process names the unit and the post; which officer that is follows from the posts of the agency).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.catalog.models import RouteStep
from motcua.catalog.queries.following import Followed
from motcua.dossiers.models import Consultation, Dossier, Enclosure, Opinion
from motcua.dossiers.queries import results
from motcua.dossiers.queries.history import OPEN
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission, Posting, may
from motcua.organizations.models import Post, Role
from motcua.rules.steps import PostRole, Step, UnitKind, Work

_ROLES = {
    PostRole.CLERK: frozenset({Role.CLERK}),
    PostRole.OFFICER: frozenset({Role.OFFICER}),
    PostRole.LEADER: frozenset({Role.LEADER}),
    PostRole.NONE: frozenset({Role.CLERK, Role.OFFICER, Role.LEADER}),
}
#: Whoever keeps the register may be either: agencies fill that post differently.
_AT_THE_REGISTRY = frozenset({Role.CLERK, Role.OFFICER})


class Placed(Protocol):
    """A dossier's row or state: where it stands."""

    @property
    def agency_id(self) -> int:
        """The competent agency."""

    @property
    def taken_in_at_id(self) -> int:
        """Where it was taken in."""

    @property
    def return_at_id(self) -> int:
        """Where its result is handed back."""


def seat(where: Placed, route: Followed, step: Step) -> int:
    """Return the agency that does a step: the one it names, the counter, or the competent one."""
    if step.agency:
        return route.agency_ids[step.agency]
    if step.unit is not UnitKind.ONE_STOP:
        return where.agency_id
    return where.return_at_id if step.work is Work.RETURN_RESULT else where.taken_in_at_id


def seats(where: Placed, route: Followed, step: Step) -> set[int]:
    """Return every agency at which a step may be done: a counter's step also at the competent agency's own."""
    here = {seat(where, route, step)}
    if step.unit is UnitKind.ONE_STOP and not step.agency:
        here.add(where.agency_id)
    return here | agencies.heirs(here)


def fits(where: Placed, route: Followed, step: Step, post: Post) -> bool:
    """Whether a post does such a step of this dossier."""
    return post.role in roles_of(step) and post.agency_id in seats(where, route, step)


def fits_one(where: Placed, route: Followed, step: Step, postings: Iterable[Posting]) -> bool:
    """Whether one of the posts somebody fills does such a step of this dossier."""
    here, roles = seats(where, route, step), roles_of(step)
    return any(one.agency_id in here and one.role in roles for one in postings)


def roles_of(step: Step) -> frozenset[Role]:
    """Return the roles of the posts that do a step."""
    if step.unit is UnitKind.REGISTRY and step.post is not PostRole.LEADER:
        return _AT_THE_REGISTRY
    return _ROLES[step.post]


def candidates(where: Placed, route: Followed, step: Step) -> list[Post]:
    """Return the posts that do a step, by unit and name; the heads of units apart from the agency's own."""
    posts = Post.objects.filter(
        agency_id__in=seats(where, route, step),
        role__in=[role.value for role in roles_of(step)],
        closed_on=None,
    )
    found = list(posts.order_by("agency_id", "unit", "name"))
    if step.post is not PostRole.LEADER:
        return found
    of_a_unit = step.unit is not UnitKind.LEADERS
    nearest = [post for post in found if bool(post.unit) is of_a_unit]
    return nearest or found


def unanswered(dossier_id: int) -> bool:
    """Whether an opinion was asked and nobody has given one."""
    return consultations(dossier_id).filter(~_given()).exists()


def consultations(dossier_id: int) -> QuerySet[Consultation]:
    """The opinions asked about a dossier and not taken back, the earliest first."""
    return _asked().filter(dossier=dossier_id).order_by("pk")


def to_answer(postings: Iterable[Posting]) -> QuerySet[Consultation]:
    """The opinions somebody is asked for at his posts and nobody has given, the most urgent first."""
    held = list(postings)
    here = [one.agency_id for one in held if may([one], Permission.HANDLE, one.agency_id)]
    mine = Q(post=None, agency__in=here) | Q(post__in=[one.post_id for one in held])
    return (
        _asked()
        .filter(~_given(), mine, dossier__status__in=OPEN)
        .select_related("dossier__version", "dossier__agency")
        .order_by("due_at", "pk")
    )


def waited_for() -> QuerySet[Consultation]:
    """Opinions asked, not taken back, and not given yet."""
    return Consultation.objects.filter(~_given(), event__reversed_by=None)


def may_answer(consultation: Consultation, postings: Iterable[Posting]) -> bool:
    """Whether somebody with these posts is asked: at the post, or who handles dossiers at the agency."""
    return any(
        one.post_id == consultation.post_id
        if consultation.post_id
        else may([one], Permission.HANDLE, consultation.agency_id)
        for one in postings
    )


def _asked() -> QuerySet[Consultation]:
    rows = Consultation.objects.filter(event__reversed_by=None)
    return rows.select_related("agency", "post", "event__text", "event__actor")


def _given() -> Exists:
    """Whether somebody has answered, and not taken it back."""
    return Exists(Opinion.objects.filter(consultation=OuterRef("pk"), event__reversed_by=None))


def has_paper(dossier: Dossier, since: datetime) -> bool:
    """Whether a paper came into the dossier since a moment, or its result was drafted."""
    papers = Enclosure.objects.filter(
        dossier=dossier, taken_out_at=None, paper__taken_at__gte=since
    )
    return papers.exists() or results.drafted(dossier)


def has_signature(dossier: Dossier) -> bool:
    """Whether the dossier's result bears its signature: recorded as decided, or signed electronically."""
    return dossier.settled_at is not None or results.signed(dossier)


def names(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """Return the name of the step each dossier of a list stands in, in one statement."""
    standing = {row.pk: (row.route_id, row.step) for row in dossiers if row.step and row.route_id}
    if not standing:
        return {}
    wanted = set(standing.values())
    rows = RouteStep.objects.filter(
        route_id__in={route_id for route_id, _code in wanted},
        code__in={code for _route_id, code in wanted},
    ).values_list("route_id", "code", "name")
    named: dict[tuple[int | None, str], str] = {(at, code): name for at, code, name in rows}
    return {pk: named.get(at, "") for pk, at in standing.items()}
