"""To whom a dossier can be handed: the posts of some agencies, and the people who fill them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from motcua.organizations.models import Assignment, Post, Role
from motcua.people.models import Account

_HANDLING = (Role.OFFICER, Role.LEADER, Role.CLERK)
Choices = list[tuple[str, str | list[tuple[str, str]]]]


def choices(agency_ids: Iterable[int], on: date, *, posts_too: bool = True) -> Choices:
    """Return the choices of a select, grouped by post; ``posts_too`` offers a post without a name."""
    posts = Post.objects.filter(
        agency_id__in=set(agency_ids), role__in=_HANDLING, closed_on=None
    ).order_by("agency_id", "unit", "name")
    return of_posts(posts, on, posts_too=posts_too)


def of_posts(posts: Iterable[Post], on: date, *, posts_too: bool = True) -> Choices:
    """Return the choices of a select: the people of these posts, grouped by post."""
    posts = list(posts)
    named = Assignment.objects.filter(post__in=posts, from_on__lte=on).exclude(to_on__lt=on)
    people: dict[int, list[tuple[str, str]]] = {}
    for row in named.select_related("account").order_by("account__full_name_key"):
        choice = (f"{row.post_id}:{row.account_id}", row.account.full_name)
        people.setdefault(row.post_id, []).append(choice)
    groups = [(_named(post), _of_post(post, people, posts_too=posts_too)) for post in posts]
    return [("", "–"), *[group for group in groups if group[1]]]


def chosen(value: str) -> tuple[Post, Account | None]:
    """Return the post and the officer of a choice, None for whoever is there."""
    post_id, _colon, account_id = value.partition(":")
    account = Account.objects.get(pk=account_id) if account_id else None
    return Post.objects.get(pk=post_id), account


def _of_post(
    post: Post, people: dict[int, list[tuple[str, str]]], *, posts_too: bool
) -> list[tuple[str, str]]:
    whole = [(f"{post.pk}:", _("Bất kỳ ai ở vị trí này"))] if posts_too else []
    return [*people.get(post.pk, []), *whole]


def _named(post: Post) -> str:
    return f"{post.unit}: {post.name}" if post.unit else post.name
