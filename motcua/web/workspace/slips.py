"""The papers of a dossier: what was issued, whether a reprint says the same, and each as PDF."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, journal, middleware
from motcua.base.models import JournalEntry, Verb
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations import queries as agencies
from motcua.organizations.models import Role
from motcua.rules import courtesy, rule_sets
from motcua.rules.codes import RuleSet
from motcua.rules.rule_sets import Slip
from motcua.slips import actions, printing, queries, sheets
from motcua.slips.models import IssuedSlip
from motcua.slips.printing import PAPERS, PaperSize
from motcua.web.shared import guard, rail
from motcua.web.workspace import dossier

_HANDLING = (Role.CLERK, Role.OFFICER, Role.LEADER)


@guard.allow(*_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: guard.OfficerRequest, event_id: int) -> HttpResponse:
    """Show a slip of an act as PDF; one that has no number yet is offered to be issued."""
    event, held = _of_act(request, event_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    kind = _asked(request, event)
    if request.method == "POST":
        if not queries.unsigned(event, kind):
            actions.keep(event_id=event.pk, at=clock.now(), slip=kind)
        return redirect(request.get_full_path())
    try:
        printed = queries.printed(
            event, paper=size(request), slip=kind, track_url=track_url(request)
        )
    except queries.NotYetIssued:
        return render(request, "workspace/slip_to_issue.html", {"dossier": held})
    remember(request, event, kind)
    return pdf(printed.pdf, printed.file_name)


@guard.allow(*_HANDLING)
@require_GET
def about(request: guard.OfficerRequest, event_id: int) -> HttpResponse:
    """Tell of a slip: its number, how often it was printed, and whether a reprint says the same."""
    event, held = _of_act(request, event_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    kind = _asked(request, event)
    try:
        _said, same = queries.ready(event, slip=kind)
    except queries.NotYetIssued:
        same = None
    shown = {
        "dossier": held,
        "event": event,
        "slip": kind,
        "title": rule_sets.slip(RuleSet(event.rule_set), kind).title,
        "issued": IssuedSlip.objects.filter(event=event, form=kind.value).first(),
        "draft": queries.unsigned(event, kind),
        "same": same,
        "printed": _times_printed(event, kind),
        "papers": printing.papers_of(kind),
        "explained": kind is Slip.APOLOGY,
    }
    return render(request, "workspace/slip_about.html", shown)


@guard.allow(*_HANDLING)
@require_GET
def explanation(request: guard.OfficerRequest, event_id: int) -> HttpResponse:
    """Print the explanation a late unit owes its head."""
    event, held = _of_act(request, event_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    if Slip.APOLOGY not in queries.slips_on(event):
        raise Http404
    said, written = queries.explained(event)
    ended_at = said.ended_at or clock.local(clock.now())
    late = said.due_at and courtesy.working_days_late(
        ended_at, said.due_at, agencies.working_calendar(held.agency_id)
    )
    sheet = sheets.explanation(
        said, days_late=late or 0, to_whom=f"Thủ trưởng {said.office}", written=written
    )
    remember(request, event, Slip.APOLOGY)
    return pdf(printing.render_sheet(sheet, at=said.issued_at), f"giai-trinh-{held.pk}.pdf")


@guard.allow(*_HANDLING)
@require_GET
def control(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Print the control slip: every hand-over so far."""
    held = dossier.found(request, dossier_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    try:
        said = queries.control(held)
    except queries.NoSlip as none:
        raise Http404 from none
    _journal(request, "dossiers.dossier", held.pk, clock.now())
    return pdf(printing.render(said, paper="A4"), f"phieu-kiem-soat-{held.pk}.pdf")


def size(request: guard.OfficerRequest) -> PaperSize:
    """Return the paper asked for; the first when none or none such."""
    wanted = request.GET.get("kho", "")
    return next((one for one in PAPERS if one == wanted), PAPERS[0])


def track_url(request: guard.OfficerRequest) -> str:
    """Return the address of the public look-up as this installation is reached."""
    address = rail.address_of("portal:track")
    return request.build_absolute_uri(address) if address else ""


def remember(request: guard.OfficerRequest, event: DossierEvent, kind: Slip) -> None:
    """Write down who printed which slip, beside the dossier's own line."""
    at = clock.now()
    _journal(request, "dossiers.dossier", event.dossier_id, at)
    _journal(request, f"slips.{kind.value}", event.pk, at)


def pdf(made: bytes, file_name: str) -> HttpResponse:
    """Answer with a file that the browser shows."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def _journal(request: guard.OfficerRequest, subject: str, subject_id: int, at: datetime) -> None:
    journal.write(
        account_id=request.user.pk,
        verb=Verb.PRINT,
        subject_type=subject,
        subject_id=subject_id,
        at=at,
        request_id=middleware.request_id(request),
    )


def _times_printed(event: DossierEvent, kind: Slip) -> int:
    lines = JournalEntry.objects.filter(
        subject_type=f"slips.{kind.value}", subject_id=event.pk, verb=Verb.PRINT
    )
    return lines.count()


def _of_act(request: guard.OfficerRequest, event_id: int) -> tuple[DossierEvent, Dossier]:
    """Return an act and its dossier; there is no such page for whoever may not see the dossier."""
    event = DossierEvent.objects.select_related(*queries.AROUND).filter(pk=event_id).first()
    if event is None:
        raise Http404
    return event, dossier.found(request, event.dossier_id)


def _asked(request: guard.OfficerRequest, event: DossierEvent) -> Slip:
    """Return the slip asked for among those of the act; the first when none is named."""
    there = queries.slips_on(event)
    wanted = request.GET.get("mau", "")
    found = next((one for one in there if wanted in ("", one.value)), None)
    if found is None:
        raise Http404
    return found


routes = [
    path("phieu/<int:event_id>/", slip, name="slip"),
    path("phieu/<int:event_id>/xem/", about, name="slip_about"),
    path("phieu/<int:event_id>/giai-trinh/", explanation, name="explanation"),
    path("ho-so/<int:dossier_id>/phieu-kiem-soat/", control, name="control"),
]
