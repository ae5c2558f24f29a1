"""Desks, posts, and who fills them. A move takes effect at once: rights end the day before."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.organizations.actions.agencies import AgencyClosed, Refused
from motcua.organizations.models import Agency, Assignment, Desk, Post, Role
from motcua.people import actions as people
from motcua.people.models import Account

A_DAY = timedelta(days=1)


class PostExists(Refused):
    """The agency has this post already."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Vị trí này đã có ở cơ quan.")


class AlreadyThere(Refused):
    """The person fills the post already."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Người này đang giữ vị trí đó rồi.")


class OpenDossiersNeedHeir(Refused):
    """Somebody leaves open dossiers behind and nobody was named to take them; ``count`` of them."""

    def __init__(self, count: int) -> None:
        """Keep how many dossiers wait for a new holder."""
        self.count = count
        super().__init__(count)

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return ngettext(
            "Còn %(count)d hồ sơ đang giải quyết. Hãy chọn người nhận bàn giao.",
            "Còn %(count)d hồ sơ đang giải quyết. Hãy chọn người nhận bàn giao.",
            self.count,
        ) % {"count": self.count}


class HeirUnfit(Refused):
    """The person named to take the dossiers has no post at that agency, or is the one leaving."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Người nhận bàn giao phải là người khác, đang giữ một vị trí tại cùng cơ quan.")


def open_desk(
    *, agency: Agency, name: str, from_on: date, address: str = "", phone: str = ""
) -> Desk:
    """Open a one-stop desk of the agency."""
    return Desk.objects.create(
        agency=agency, name=name, from_on=from_on, address=address, phone=phone
    )


def open_post(
    *, agency: Agency, name: str, role: Role, unit: str = "", desk: Desk | None = None
) -> Post:
    """Open a post in a unit of the agency. Raise ``PostExists``."""
    post, made = Post.objects.get_or_create(
        agency=agency, unit=unit, name=name, role=role, defaults={"desk": desk}
    )
    if not made:
        raise PostExists(post.pk)
    return post


@transaction.atomic
def close_post(*, post: Post, last_day: date) -> Post:
    """Close a post after its last day; whoever fills it loses its rights then."""
    post.closed_on = last_day
    post.save(update_fields=["closed_on"])
    post.assignments.filter(to_on__isnull=True).update(to_on=last_day)
    return post


@transaction.atomic
def assign_officer(
    *, account: Account, post: Post, from_on: date, decision: str = ""
) -> Assignment:
    """Let a person fill a post from a day on. Raise ``AlreadyThere`` or ``AgencyClosed``."""
    closed = [day for day in (post.closed_on, post.agency.closed_on) if day is not None]
    if any(day < from_on for day in closed):
        raise AgencyClosed(post.agency.code)
    assignment, made = Assignment.objects.get_or_create(
        account=account,
        post=post,
        to_on=None,
        defaults={"from_on": from_on, "decision": decision},
    )
    if not made:
        raise AlreadyThere(assignment.pk)
    return assignment


@transaction.atomic
def appoint_officer(
    *,
    full_name: str,
    post: Post,
    from_on: date,
    password: str,
    at: datetime,
    username: str = "",
    phone: str = "",
    email: str = "",
) -> Account:
    """Make an account that must change its first password, and let it fill a post.

    Without a user name one is made of the full name. Raise what ``people.create_account`` and
    ``assign_officer`` raise.
    """
    taken = set(Account.objects.values_list("username", flat=True))
    account = people.create_account(
        username=username or people.propose_username(full_name, taken),
        full_name=full_name,
        password=password,
        phone=phone,
        email=email,
        must_change_password=True,
        at=at,
    )
    assign_officer(account=account, post=post, from_on=from_on)
    return account


@transaction.atomic
def end_assignment(*, assignment: Assignment, last_day: date) -> Assignment:
    """End an assignment after its last day. One that ended earlier keeps its end."""
    assignment.refresh_from_db(from_queryset=Assignment.objects.select_for_update())
    if assignment.to_on is None or assignment.to_on > last_day:
        assignment.to_on = max(last_day, assignment.from_on - A_DAY)
        assignment.save(update_fields=["to_on"])
    return assignment


@transaction.atomic
def move_officer(
    *,
    account: Account,
    from_assignment: Assignment,
    to_post: Post | None,
    on: date,
    heir: Account | None,
    at: datetime,  # noqa: ARG001 - every legal act is told its moment; days decide here
    open_dossiers: int = 0,
    decision: str = "",
) -> Assignment | None:
    """Take the person out of one post and, unless ``to_post`` is None, into another, from ``on``.

    The old rights are gone on ``on`` itself. ``open_dossiers`` is how many open dossiers the person
    holds at the old agency: with any and no ``heir`` raise ``OpenDossiersNeedHeir``; an heir
    without a post there raises ``HeirUnfit``. Return the new assignment.
    """
    agency_id = from_assignment.post.agency_id
    if open_dossiers and heir is None:
        raise OpenDossiersNeedHeir(open_dossiers)
    if heir is not None and not _fit(heir, account, agency_id, on):
        raise HeirUnfit(heir.pk)
    end_assignment(assignment=from_assignment, last_day=on - A_DAY)
    if to_post is None:
        return None
    return assign_officer(account=account, post=to_post, from_on=on, decision=decision)


def _fit(heir: Account, leaver: Account, agency_id: int, on: date) -> bool:
    if heir.pk == leaver.pk:
        return False
    return Assignment.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on),
        account=heir,
        account__is_active=True,
        post__agency_id=agency_id,
        from_on__lte=on,
    ).exists()
