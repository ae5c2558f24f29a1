"""Tệp máy quét đã gửi: what waits at the counter put into a dossier, and the separator sheet of a dossier."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.documents.actions import MARK
from motcua.dossiers.actions import scanning
from motcua.dossiers.queries import enclosures
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import papers, signin

_SUBJECT = "documents.scan"


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def separator(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the sheet that is laid before the papers of a dossier in the scanner."""
    held = papers.opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    shown = {"dossier": held, "qr": signin.qr(f"{MARK}{held.number}") if held.number else ""}
    return render(request, "workspace/papers_separator.html", shown)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def scan(request: guard.OfficerRequest, dossier_id: int, scan_id: int) -> HttpResponseBase:
    """Hand out a scan that waits at one of the dossier's places."""
    held = papers.opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    waiting = enclosures.waiting_scans(held).filter(pk=scan_id).first()
    if waiting is None:
        raise Http404
    journal.write(
        account_id=request.user.pk,
        verb=Verb.LOOK,
        subject_type=_SUBJECT,
        subject_id=waiting.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    return papers.handed_out(waiting.file, name=f"tep-quet-{waiting.pk}")


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_POST
def take(request: guard.OfficerRequest, dossier_id: int, scan_id: int) -> HttpResponse:
    """Put a waiting scan into the dossier."""
    held = papers.opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    form = papers.for_paper(request, held)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["cho"])))
        return redirect("workspace:papers", held.pk)
    at = clock.now()
    return papers.done(
        request,
        held,
        lambda: scanning.enclose_scan(
            scan_id=scan_id, dossier=held, listed=form.listed, officer=request.user, at=at
        ),
        said=_("Đã đưa tệp quét vào hồ sơ."),
    )


routes = [
    path("ho-so/<int:dossier_id>/giay-to/to-phan-cach/", separator, name="papers_separator"),
    path("ho-so/<int:dossier_id>/giay-to/quet/<int:scan_id>/", scan, name="papers_scan"),
    path("ho-so/<int:dossier_id>/giay-to/quet/<int:scan_id>/lay/", take, name="papers_scan_take"),
]
