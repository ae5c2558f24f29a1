"""Ký số báo cáo: what was filed, signed together with one PIN at the leader's own machine or by telephone."""

import base64
import binascii
from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import quote

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.base import backlog, clock, journal, middleware, once
from motcua.base.models import Verb
from motcua.documents import remote_signing, store
from motcua.dossiers.actions import By
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.reporting.models import PaperState, ReportPaper, ReportSigning
from motcua.reporting.signing import actions, queries, remote
from motcua.web.shared import guard
from motcua.web.workspace import asked as numbers
from motcua.web.workspace import results_refusals

_UNPROCESSABLE, _CONFLICT = 422, 409
_READERS = (Role.LEADER, Role.CONTROLLER, Role.CLERK, Role.OFFICER)


def panel(
    request: guard.OfficerRequest,
    papers: Iterable[ReportPaper],
    *,
    agency_id: int,
    forms: Collection[int] = (),
    narratives: Collection[int] = (),
) -> dict[str, Any]:
    """What a page of something filed shows of its signed papers, and what its leader can sign there."""
    rows = list(papers)
    gone = queries.superseded(rows)
    leads = request.desk.role == Role.LEADER and guard.may(request, Permission.REPORT, agency_id)
    told: dict[str, Any] = {"papers": [(one, one.pk in gone) for one in rows]}
    if leads:
        told["sign_forms"] = [one.pk for one in queries.signable_forms(forms)]
        told["sign_narratives"] = [one.pk for one in queries.signable_narratives(narratives)]
        told["signs"] = bool(told["sign_forms"] or told["sign_narratives"])
    return told


@guard.allow(Role.LEADER)
@require_POST
def begin(request: guard.OfficerRequest) -> HttpResponse:
    """Begin to sign the filed forms and reports that were chosen."""
    forms, narratives = _numbers(request, "bieu"), _numbers(request, "bao_cao")
    by = _by(request)

    def act() -> str:
        return str(actions.begin(form_ids=forms, narrative_ids=narratives, by=by).pk)

    made = _once(request, act)
    if made is None:
        return redirect("workspace:campaigns")
    return redirect("workspace:report_signing", int(made))


@guard.allow(Role.LEADER)
@never_cache
@require_GET
def signing(request: guard.OfficerRequest, signing_id: int) -> HttpResponseBase:
    """Show how far it has come; the page's script does the rest, and goes on where it was."""
    held = _own(request, signing_id)
    rows = list(held.papers.order_by("place"))
    making = sum(one.state == PaperState.MAKING for one in rows)
    if request.headers.get("HX-Request") and not making:
        # All is prepared: the whole page begins anew, with its script.
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = {
        "making": making,
        "made": len(rows) - making,
        "idle": making > 0 and not backlog.works(),
        "batch": held,
        "rows": rows,
        "done": sum(one.state in queries.SIGNED for one in rows),
        "waits": any(one.state == PaperState.WAITING for one in rows),
        "agent": settings.SIGN_AGENT,
        "remote": remote_signing.is_set_up(),
        "urls": _urls(held),
    }
    answer = render(request, "workspace/report_signing.html", shown)
    allowed = csp_update({"connect-src": [settings.SIGN_AGENT]})
    return allowed(lambda _request: answer)(request)


def _urls(held: ReportSigning) -> dict[str, str]:
    """Where the page gets its documents and sends what is said; ``memory`` names it in the browser."""
    names = ("documents", "drop", "remote", "collect")
    found = {name: reverse(f"workspace:report_{name}", args=[held.pk]) for name in names}
    return found | {"back": reverse("workspace:campaigns"), "memory": f"bao-cao-{held.pk}"}


@guard.allow(Role.LEADER)
@never_cache
@require_GET
def documents(request: guard.OfficerRequest, signing_id: int) -> HttpResponse:
    """The papers that wait, as the signing program takes them, and which signature each is for."""
    waiting = _own(request, signing_id).papers.filter(state=PaperState.WAITING)
    told = list(waiting.order_by("place"))
    found = [
        {
            "name": one.title,
            "document": base64.b64encode(one.document).decode("ascii"),
            "attributes": base64.b64encode(one.attributes).decode("ascii"),
            "gap": [one.gap_start, one.gap_end],
        }
        for one in told
    ]
    return JsonResponse({"asked": [one.pk for one in told], "documents": found})


@guard.allow(Role.LEADER)
@require_POST
def signature(request: guard.OfficerRequest, paper_id: int) -> HttpResponse:
    """Take one bare signature, put it into its paper, and say how the paper stands."""
    by = _by(request)
    try:
        bare = base64.b64decode(request.POST.get("chu_ky", ""), validate=True)
    except (binascii.Error, ValueError):
        bare = b""
    try:
        stored = actions.put_together(paper_id, bare, account=request.user)
        if stored is not None:
            once.run(
                key=request.POST.get("once", ""),
                account_id=request.user.pk,
                at=by.at,
                action=lambda: str(actions.record(paper_id=paper_id, stored=stored, by=by).pk),
            )
    except results_refusals.EXPECTED as refused:
        said = results_refusals.sentence(refused)
        return JsonResponse({"said": said}, status=_UNPROCESSABLE)
    state = PaperState(ReportPaper.objects.values_list("state", flat=True).get(pk=paper_id))
    signed = state in queries.SIGNED
    told = {"said": str(state.label), "signed": signed}
    return JsonResponse(told, status=200 if signed else _CONFLICT)


@guard.allow(Role.LEADER)
@require_POST
def drop(request: guard.OfficerRequest, signing_id: int) -> HttpResponse:
    """Sign no more of it."""
    held, by = _own(request, signing_id), _by(request)
    done = _once(request, lambda: str(actions.drop(signing=held, by=by)))
    if done is None:
        return redirect("workspace:report_signing", held.pk)
    said = ngettext("Đã thôi ký %(count)s báo cáo.", "Đã thôi ký %(count)s báo cáo.", int(done))
    messages.success(request, said % {"count": done})
    return redirect("workspace:campaigns")


@guard.allow(Role.LEADER)
@require_POST
def ask(request: guard.OfficerRequest, signing_id: int) -> HttpResponse:
    """Send it to the remote service; sent again it is the same request."""
    held, by = _remotely(request, signing_id), _by(request)
    if _once(request, lambda: str(remote.intend(signing_id=held.pk, by=by).pk)) is not None:
        try:
            remote.ask(_remotely(request, signing_id), by=by)
            messages.success(
                request,
                _("Đã gửi yêu cầu ký. Hãy xác nhận trên điện thoại, rồi bấm “Lấy chữ ký”."),
            )
        except results_refusals.EXPECTED as refused:
            messages.error(request, results_refusals.sentence(refused))
    return redirect("workspace:report_signing", held.pk)


@guard.allow(Role.LEADER)
@require_POST
def collect(request: guard.OfficerRequest, signing_id: int) -> HttpResponse:
    """Fetch what is signed by now. Asked for twice it is put in once, so it needs no key of the form."""
    held = _remotely(request, signing_id)
    if held.reference is None:
        raise Http404
    try:
        count = remote.collect(held, by=_by(request))
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
        return redirect("workspace:report_signing", held.pk)
    if count:
        said = ngettext("Đã ký %(count)s báo cáo.", "Đã ký %(count)s báo cáo.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Chưa có chữ ký nào. Hãy xác nhận trên điện thoại rồi lấy lại."))
    return redirect("workspace:report_signing", held.pk)


@guard.allow(*_READERS)
@never_cache
@require_GET
def paper(request: guard.OfficerRequest, paper_id: int) -> HttpResponse:
    """Hand out a paper as far as it is signed; who took it is written down."""
    rows = ReportPaper.objects.select_related("pdf", "signed")
    found = get_object_or_404(rows, pk=paper_id, pdf__isnull=False)
    here = [request.desk]
    reached = access.reach(here, Permission.REPORT) | access.reach(here, Permission.ISSUE)
    if found.agency_id not in reached:
        raise Http404(paper_id)
    file = found.signed or found.pdf
    assert file is not None
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="organizations.agency",
        subject_id=found.agency_id,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    response = HttpResponse(store.content_of(file.digest), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.title)}.pdf"
    return response


def _once(request: guard.OfficerRequest, act: Callable[[], str]) -> str | None:
    """Do it once; None, and the reason above the next page, where something stood in the way."""
    try:
        return once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=clock.now(),
            action=act,
        ).reference
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
        return None


def _by(request: guard.OfficerRequest) -> By:
    return By(officer=request.user, at=clock.now())


def _numbers(request: guard.OfficerRequest, name: str) -> list[int]:
    found = (numbers.number(word) for word in request.POST.getlist(name))
    return [one for one in found if one]


def _own(request: guard.OfficerRequest, signing_id: int) -> ReportSigning:
    rows = ReportSigning.objects.select_related("certificate")
    return get_object_or_404(rows, pk=signing_id, account=request.user)


def _remotely(request: guard.OfficerRequest, signing_id: int) -> ReportSigning:
    if not remote_signing.is_set_up():
        raise Http404
    return _own(request, signing_id)


_HERE = "bao-cao/ky-so/"
routes = [
    path(_HERE, begin, name="report_begin"),
    path(f"{_HERE}<int:signing_id>/", signing, name="report_signing"),
    path(f"{_HERE}<int:signing_id>/van-ban/", documents, name="report_documents"),
    path(f"{_HERE}<int:signing_id>/thoi/", drop, name="report_drop"),
    path(f"{_HERE}<int:signing_id>/tu-xa/", ask, name="report_remote"),
    path(f"{_HERE}<int:signing_id>/tu-xa/lay/", collect, name="report_collect"),
    path(f"{_HERE}chu-ky/<int:paper_id>/", signature, name="report_signature"),
    path(f"{_HERE}tep/<int:paper_id>/", paper, name="report_paper"),
]
