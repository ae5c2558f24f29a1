"""Trả kết quả: one scan or number, one key; also for a result nobody clicked before."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.dossiers import queries
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import asked, choices, dossier, lines, sought

PAGE = 25
_SHOWN = 20


@guard.allow(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: guard.OfficerRequest) -> HttpResponse:
    """Show what waits to be handed out; a number that names one dossier opens it at once."""
    if request.method == "POST":
        return _sought(request)
    at = clock.now()
    wanted = sought.words(request, request.GET.get("lan", ""))
    if wanted:
        found = list(queries.search(wanted, request.places.all, most=_SHOWN))
        shown = {"wanted": wanted, "lines": lines.of(found, at=at), "at": at}
        return render(request, "workspace/counter.html", shown)
    ready = queries.counter([request.desk.agency_id])
    page = Paginator(ready, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "at": at,
        "take_back": _last_return(request),
    }
    return render(request, "workspace/counter.html", shown)


def _sought(request: guard.OfficerRequest) -> HttpResponse:
    """Lead to the one dossier found, to the list of several, or back to what waits."""
    wanted = sought.asked(request, "so")
    if not wanted:
        return redirect("workspace:counter")
    found = list(queries.search(wanted, request.places.all, most=2))
    if len(found) == 1:
        return redirect("workspace:hand_out", found[0].pk)
    return redirect(f"{reverse('workspace:counter')}?lan={sought.keep(request, wanted)}")


def _last_return(request: guard.OfficerRequest) -> choices.Choice | None:
    """Return how to take back the return just recorded, while that is still possible."""
    wanted = asked.number(request.GET.get("vua_tra", ""))
    if wanted is None:
        return None
    return choices.take_back(dossier.found(request, wanted), request.user)


routes = [path("tra-ket-qua/", counter, name="counter")]
