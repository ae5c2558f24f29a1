"""Trả kết quả: one scan or number, one key; also for a result nobody clicked before."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, once
from motcua.dossiers import access, actions, queries
from motcua.dossiers.actions import By
from motcua.dossiers.actions.core import Stale
from motcua.dossiers.models import Dossier, Participant, ParticipantRole
from motcua.organizations.models import Role
from motcua.rules.codes import Status
from motcua.web.shared import guard
from motcua.web.workspace import asked, choices, dossier, lines, refusals, sought

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


@guard.allow(Role.CLERK)
@require_GET
def hand_out(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show who may receive and what, with one button; when nothing is recorded, lead to recording it."""
    held = dossier.seen(request, dossier_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    if held.status not in (Status.DECIDED, Status.RETURNED):
        return redirect(choices.address(held, choices.RETURN_WITH_RESULT))
    shown = {
        "dossier": held,
        "returned": held.status == Status.RETURNED,
        "results": held.results.order_by("-pk"),
        "people": _people(held),
        "left": lines.left(held, at=clock.now()),
        "take_back": choices.take_back(held, request.user),
    }
    return render(request, "workspace/hand_out.html", shown)


@guard.allow(Role.CLERK)
@require_POST
def handed_out(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Record that the result is in the person's hand, and be ready for the next one."""
    held = dossier.found(request, dossier_id)
    at = clock.now()
    seen = asked.number(request.POST.get("seen", ""))
    by = By(officer=request.user, at=at, seen=seen)
    recipient = request.POST.get("recipient", "").strip()[:200]

    def hand() -> str:
        actions.return_result(dossier_id=held.pk, by=by, recipient=recipient)
        return str(held.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=hand)
    except Stale:
        return dossier.overtaken(request, held.pk)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return redirect("workspace:hand_out", held.pk)
    messages.success(request, _("Đã trả kết quả hồ sơ %(number)s.") % {"number": held.number})
    return redirect(f"{reverse('workspace:counter')}?vua_tra={held.pk}")


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


def _people(held: Dossier) -> list[Participant]:
    rows = {row.role: row for row in held.participants.all()}
    return [rows[role] for role in ParticipantRole.values if role in rows]


routes = [
    path("tra-ket-qua/", counter, name="counter"),
    path("tra-ket-qua/<int:dossier_id>/", hand_out, name="hand_out"),
    path("tra-ket-qua/<int:dossier_id>/xong/", handed_out, name="handed_out"),
]
