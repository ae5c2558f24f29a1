"""A legal paper of a dossier as PDF, in the size asked for."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.dossiers import access
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Role
from motcua.slips import actions, queries
from motcua.slips.printing import PAPERS, PaperSize
from motcua.web.shared import guard, rail
from motcua.web.workspace import dossier


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: guard.OfficerRequest, event_id: int) -> HttpResponse:
    """Show the slip; one that has no number yet is offered to be issued."""
    event = DossierEvent.objects.filter(pk=event_id).first()
    if event is None:
        raise Http404
    held = dossier.found(request, event.dossier_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    if request.method == "POST":
        actions.keep(event_id=event.pk, at=clock.now())
        return redirect(request.get_full_path())
    try:
        printed = queries.printed(event, paper=_size(request), track_url=_track_url(request))
    except queries.NoSlip as none:
        raise Http404 from none
    except queries.NotYetIssued:
        return render(request, "workspace/slip_to_issue.html", {"dossier": held})
    journal.write(
        account_id=request.user.pk,
        verb=Verb.PRINT,
        subject_type="dossiers.dossier",
        subject_id=held.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{printed.file_name}"'
    return response


def _size(request: guard.OfficerRequest) -> PaperSize:
    wanted = request.GET.get("kho", "")
    return next((size for size in PAPERS if size == wanted), PAPERS[0])


def _track_url(request: guard.OfficerRequest) -> str:
    address = rail.address_of("portal:track")
    return request.build_absolute_uri(address) if address else ""


routes = [path("phieu/<int:event_id>/", slip, name="slip")]
