"""What an officer searched for, kept with the sign-in: a name or an identity number is never in an address."""

import secrets

from django.http import HttpRequest

LONGEST = 120
_KEY = "sought"
#: Several tabs search at once, and "back" leads to a search before the last one.
_KEPT = 20


def keep(request: HttpRequest, words: str) -> str:
    """Remember ``words`` and return the token by which the page of results finds them again."""
    token = secrets.token_urlsafe(6)
    kept: list[list[str]] = request.session.get(_KEY, [])
    request.session[_KEY] = [*kept, [token, words]][-_KEPT:]
    return token


def words(request: HttpRequest, token: str) -> str:
    """Return what ``token`` stands for; nothing once it is forgotten or was another person's."""
    kept: list[list[str]] = request.session.get(_KEY, [])
    return dict(kept).get(token, "") if token else ""


def asked(request: HttpRequest, name: str) -> str:
    """Return what was typed into the field ``name``, cut to what a search can use."""
    return request.POST.get(name, "").strip()[:LONGEST]
