"""Who works where: assignments in force, posts to move to, colleagues who may take over."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base import text
from motcua.organizations.models import Assignment, Post, Role
from motcua.organizations.queries.agencies import alive
from motcua.people.models import Account, AccountKind


@dataclass(frozen=True, slots=True)
class Officer:
    """An account with the assignments in force on a day; none when the person fills no post."""

    account: Account
    assignments: tuple[Assignment, ...]


def officers(
    *, on: date, agency_ids: Collection[int], wanted: str = "", with_unassigned: bool = False
) -> list[Officer]:
    """Return the officers who fill a post of these agencies on a day, by given name.

    ``wanted``: words that the name or user name contains. ``with_unassigned`` adds the accounts
    that fill no post anywhere.
    """
    held: dict[int, list[Assignment]] = defaultdict(list)
    in_force = Assignment.objects.filter(alive(on)).select_related("post__agency")
    for row in in_force.order_by("pk"):
        held[row.account_id].append(row)
    here = {
        account_id
        for account_id, rows in held.items()
        if any(row.post.agency_id in agency_ids for row in rows)
    }
    accounts = Account.objects.filter(kind=AccountKind.OFFICER)
    accounts = (
        accounts.filter(Q(pk__in=here) | ~Q(pk__in=held))
        if with_unassigned
        else (accounts.filter(pk__in=here))
    )
    for word in text.fold(wanted).split():
        accounts = accounts.filter(Q(full_name_fold__contains=word) | Q(username__contains=word))
    found = sorted(accounts, key=lambda account: (account.full_name_key, account.pk))
    return [Officer(account, tuple(held.get(account.pk, ()))) for account in found]


def assignments_of(account_id: int) -> list[Assignment]:
    """Return every assignment a person ever had, those in force first, then the latest."""
    rows = Assignment.objects.filter(account_id=account_id).select_related("post__agency")
    return sorted(rows, key=lambda row: (row.to_on is not None, -row.from_on.toordinal(), row.pk))


def colleagues(*, agency_id: int, on: date, without: Account) -> list[Account]:
    """Return who else fills a post of the agency on a day, by given name."""
    rows = (
        Assignment.objects.filter(alive(on), post__agency_id=agency_id, account__is_active=True)
        .exclude(account=without)
        .select_related("account")
    )
    found = {row.account_id: row.account for row in rows}
    return sorted(found.values(), key=lambda account: (account.full_name_key, account.pk))


def holders_of(agency_id: int, role: Role, on: date) -> QuerySet[Account]:
    """Return who fills a post of a role at an agency on a day, by given name."""
    in_force = Assignment.objects.filter(
        alive(on), post__agency_id=agency_id, post__role=role.value, account__is_active=True
    )
    found = Account.objects.filter(pk__in=in_force.values("account"))
    return found.order_by("full_name_key", "pk")


def with_mail(role: Role, on: date) -> QuerySet[Account]:
    """Return who fills a post of a role anywhere on a day and has an e-mail address."""
    in_force = Assignment.objects.filter(alive(on), post__role=role.value)
    found = Account.objects.filter(pk__in=in_force.values("account"), is_active=True)
    return found.exclude(email="").order_by("pk")


def posts_open(*, agency_ids: Collection[int], on: date) -> list[Post]:
    """Return the posts of these agencies that can be filled on a day, agency by agency."""
    rows = Post.objects.select_related("agency").filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=on), agency_id__in=agency_ids
    )
    return sorted(
        rows, key=lambda post: (post.agency.name_key, text.sort_key(post.unit), post.name, post.pk)
    )
