"""Larger letters, a dark page, another language: remembered in cookies of the browser, nowhere else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from motcua.web.shared import guard, rail

TYPE = "co_chu"
THEME = "nen"
LANGUAGE = "ngon_ngu"
VIETNAMESE = "vi"
#: Each language by its own name, as its readers look for it.
LANGUAGES = {VIETNAMESE: "Tiếng Việt", "en": "English", "km": "ភាសាខ្មែរ"}
_ALLOWED = {
    TYPE: frozenset({"", "large"}),
    THEME: frozenset({"", "dark"}),
    LANGUAGE: frozenset(LANGUAGES),
}
_YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest, what: str) -> str:
    """Return the value chosen for ``TYPE``, ``THEME`` or ``LANGUAGE``; empty for the usual one."""
    value = request.COOKIES.get(what, "")
    return value if value in _ALLOWED[what] else ""


def speak(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language chosen on the portal; the workspace speaks Vietnamese.

    What the browser says it prefers is not asked: a page is Vietnamese until somebody chooses.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = VIETNAMESE if in_workspace(request) else chosen(request, LANGUAGE) or VIETNAMESE
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def in_workspace(request: HttpRequest) -> bool:
    """Tell whether a page belongs to the officers' side."""
    home = rail.address_of("workspace:home")
    return bool(home) and request.path.startswith(home)


@guard.public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back."""
    back = request.POST.get("tro_ve", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if safe else "/")
    for what, values in _ALLOWED.items():
        value = request.POST.get(what)
        if value in values:
            response.set_cookie(what, value, max_age=_YEAR, samesite="Lax", httponly=True)
    return response
