"""An officer moves: the rights end, and the open dossiers change hands, in one transaction."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.base import clock
from motcua.dossiers import queries
from motcua.dossiers.actions.core import By, locked, write
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.state import State
from motcua.organizations import actions as organizations
from motcua.organizations import queries as places
from motcua.organizations.models import Assignment, Post
from motcua.people.models import Account
from motcua.rules.codes import Act


def left_behind(account_id: int, agency_id: int) -> QuerySet[Dossier]:
    """The open dossiers an officer answers for at an agency, or was offered and has not answered."""
    offered = Q(offered_to_id=account_id, status__in=queries.OPEN) & queries.here(agency_id)
    held = queries.open_of_holder(account_id, agency_id).values("pk")
    return Dossier.objects.filter(Q(pk__in=held) | offered).order_by("pk")


@transaction.atomic
def move_officer(
    *,
    assignment: Assignment,
    to_post: Post | None,
    on: date,
    heir: Account | None,
    by: By,
    decision: str = "",
) -> Assignment | None:
    """Move an officer to another post from ``on`` (None: out of this one), dossiers to the heir.

    Whoever stays at the agency may keep the dossiers: no heir is then needed. Who may move people
    is the door's question (MANAGE_OFFICERS), not a right to each dossier. Raise
    ``organizations.OpenDossiersNeedHeir``, ``HeirUnfit`` and what ``assign_officer`` raises.
    """
    leaver, agency_id = assignment.account, assignment.post.agency_id
    waiting = list(left_behind(leaver.pk, agency_id).values_list("pk", flat=True))
    stays = to_post is not None and to_post.agency_id == agency_id
    made = organizations.move_officer(
        account=leaver,
        from_assignment=assignment,
        to_post=to_post,
        on=on,
        heir=heir,
        open_dossiers=0 if stays else len(waiting),
        at=by.at,
        decision=decision,
    )
    if heir is not None and waiting:
        post = _post_of(heir, agency_id, clock.local(by.at).date())
        for dossier_id in waiting:
            _rehomed(dossier_id, leaver, heir, post, by)
    return made


def _rehomed(dossier_id: int, leaver: Account, heir: Account, post: Post, by: By) -> DossierEvent:
    """Give one dossier, or the offer of it, to the heir."""
    dossier = locked(dossier_id)
    before = State.of_row(dossier)
    if before.holder_id == leaver.pk:
        return write(
            dossier=dossier,
            act=Act.ASSIGN,
            by=by,
            before=before,
            holder_id=heir.pk,
            post_id=post.pk,
            offered_to_id=None,
            offered_post_id=None,
        )
    return write(
        dossier=dossier,
        act=Act.HAND_OVER,
        by=by,
        before=before,
        offered_to_id=heir.pk,
        offered_post_id=post.pk,
    )


def _post_of(heir: Account, agency_id: int, on: date) -> Post:
    """Return the post at the agency at which the heir will answer for the dossiers."""
    held = heir.assignments.filter(places.alive(on), post__agency_id=agency_id)
    return held.select_related("post").order_by("pk")[0].post
