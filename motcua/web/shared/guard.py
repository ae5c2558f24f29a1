"""Who may enter which route. A view that declares nothing lets nobody in.

``@allow(Role.CLERK)`` for posts with a role, ``@signed_in`` for whoever has signed in, ``@public``
for everyone. What a person may do to *this* dossier is asked again by the view, of ``access``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import structlog
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from motcua.base import clock, middleware
from motcua.organizations import access
from motcua.organizations.access import Permission, Posting
from motcua.organizations.models import Role
from motcua.people.models import Account

log = structlog.get_logger("motcua.guard")

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

SIGN_IN = "workspace:sign_in"
DESK_KEY = "desk"
_ATTRIBUTE = "motcua_entry"
#: Views of the house itself that machines ask, and that carry nothing of anybody.
_OPEN_MODULES = frozenset({"motcua.base.pages"})


@dataclass(frozen=True)
class Entry:
    """Who may enter: everyone, whoever has signed in, or posts with one of ``roles``."""

    public: bool = False
    roles: frozenset[Role] = frozenset()


class Places:
    """The posts of the person behind a request, and the one chosen to work at; read once, on need."""

    def __init__(self, request: HttpRequest) -> None:
        """Remember the request; nothing is asked of the database yet."""
        self._request = request

    @cached_property
    def all(self) -> tuple[Posting, ...]:
        """Every post held today."""
        user = self._request.user
        if not user.is_authenticated:
            return ()
        return access.postings(user.pk, clock.today())

    @cached_property
    def chosen(self) -> Posting | None:
        """The post chosen, the first one while none is."""
        wanted = self._request.session.get(DESK_KEY)
        found = [post for post in self.all if post.assignment_id == wanted]
        return next(iter(found or self.all), None)


class OfficerRequest(HttpRequest):
    """A request that passed ``allow``: somebody has signed in and stands at a post."""

    user: Account
    places: Places
    desk: Posting


def allow(*roles: Role) -> Callable[[View], View]:
    """Let in whoever holds a post with one of ``roles``."""
    return lambda view: _declare(view, Entry(roles=frozenset(roles)))


def signed_in(view: View) -> View:
    """Let in every officer who has signed in and holds a post."""
    return _declare(view, Entry(roles=frozenset(Role)))


def public(view: View) -> View:
    """Let in everyone."""
    return _declare(view, Entry(public=True))


def entry_of(view: Callable[..., HttpResponseBase]) -> Entry | None:
    """Return what a view declared, None when it declared nothing."""
    if getattr(view, "__module__", "") in _OPEN_MODULES:
        return Entry(public=True)
    found = getattr(view, _ATTRIBUTE, None)
    return found if isinstance(found, Entry) else None


def may(request: OfficerRequest, permission: Permission, agency_id: int | None) -> bool:
    """Tell whether the chosen post allows something at an agency."""
    return access.may([request.desk], permission, agency_id)


class Guard:
    """Stand at every route: put the desk on the request, then let in or turn away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request its places before anybody asks for them."""
        request.places = Places(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Turn away whoever the view did not declare."""
        entry = entry_of(view)
        if entry is None:
            log.error(
                "undeclared route", route=request.resolver_match and request.resolver_match.route
            )
            return refuse(request)
        if entry.public:
            return None
        if isinstance(request.user, AnonymousUser):
            return _to_sign_in(request)
        if _unkeepable(request, kwargs):
            raise Http404
        return _at_a_desk(request, entry)


def refuse(request: HttpRequest) -> HttpResponse:
    """Show that this is not for this person, and what to do."""
    shown = {
        "status": 403,
        "title": _("Trang này không thuộc phần việc của ông/bà"),
        "advice": _(
            "Nếu công việc cần đến trang này, hãy chọn vị trí công tác khác ở góc trên bên phải, "
            "hoặc đề nghị quản trị hệ thống phân công vị trí phù hợp."
        ),
        "code": middleware.request_id(request),
    }
    page = loader.render_to_string("shared/error.html", shown, request)
    return HttpResponse(page, status=403)


def _declare(view: View, entry: Entry) -> View:
    setattr(view, _ATTRIBUTE, entry)
    return view


def _unkeepable(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether an address or a form holds the one letter that no table keeps; nobody types it."""
    lists = (values for sent in (request.GET, request.POST) for _name, values in sent.lists())
    words = [*kwargs.values(), *(word for values in lists for word in values)]
    return any(isinstance(word, str) and "\0" in word for word in words)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = redirect_to_login(request.get_full_path(), reverse(SIGN_IN), "tiep").url
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect_to_login(request.get_full_path(), reverse(SIGN_IN), "tiep")


def _at_a_desk(request: HttpRequest, entry: Entry) -> HttpResponse | None:
    places: Places = request.places  # type: ignore[attr-defined]
    chosen = places.chosen
    if chosen is None:
        return refuse(request)
    if chosen.role not in entry.roles:
        chosen = next((post for post in places.all if post.role in entry.roles), None)
    if chosen is None:
        return refuse(request)
    request.desk = chosen  # type: ignore[attr-defined]
    return None
