"""The officers' first page: whatever the chosen post does most; the change of post; the key legend."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from motcua.organizations.models import Role
from motcua.web.shared import guard, rail

#: Where a post begins its day; the first page that exists.
_FIRST = {
    Role.CLERK: ("workspace:inbox", "workspace:intake"),
    Role.OFFICER: ("workspace:inbox",),
    Role.LEADER: ("workspace:morning", "workspace:inbox"),
    Role.CONTROLLER: ("workspace:reports",),
    Role.ADMIN: ("workspace:system", "workspace:agencies"),
}


@guard.signed_in
@require_GET
def home(request: guard.OfficerRequest) -> HttpResponse:
    """Lead to the first page of the post."""
    addresses = [rail.address_of(route) for route in _FIRST[request.desk.role]]
    found = next((address for address in addresses if address), "")
    return redirect(found or "workspace:keys")


@guard.signed_in
@require_POST
def choose_desk(request: guard.OfficerRequest) -> HttpResponse:
    """Work at another post of one's own from now on."""
    wanted = request.POST.get("vi_tri", "")
    if wanted not in {str(post.assignment_id) for post in request.places.all}:
        raise Http404
    request.session[guard.DESK_KEY] = int(wanted)
    return HttpResponseRedirect(rail.address_of("workspace:home"))


@guard.signed_in
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keyboard legend as a page of its own."""
    return render(request, "workspace/keys.html")


routes = [
    path("", home, name="home"),
    path("vi-tri/", choose_desk, name="choose_desk"),
    path("phim-tat/", keys, name="keys"),
]
