"""Kết quả của hồ sơ: drafted, sent for approval, judged; every version with what was done with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once
from motcua.base.models import Verb
from motcua.dossiers import access
from motcua.dossiers.actions import By, results
from motcua.dossiers.actions.results import Draft
from motcua.dossiers.models import Dossier, ResultState, ResultStep, ResultVersion
from motcua.dossiers.models.results import SIGNED_STATES, TO_SIGN
from motcua.dossiers.queries import results as queries
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules.codes import Act
from motcua.slips import drafting
from motcua.web.shared import guard
from motcua.web.workspace import papers, results_refusals
from motcua.web.workspace.results_forms import DraftForm, JudgeForm, SendForm

_SUBJECT = "dossiers.result"
_ROLES = (Role.CLERK, Role.OFFICER, Role.LEADER)


@guard.allow(*_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the versions of the result; draft one more."""
    held = papers.opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = _draft_form(held, *sent)
    if request.method == "POST" and form.is_valid() and _drafted(request, held, form):
        return redirect("workspace:result", held.pk)
    return _page(request, held, draft=form)


@guard.allow(*_ROLES)
@require_POST
def send(request: guard.OfficerRequest, dossier_id: int, version_id: int) -> HttpResponse:
    """Send a version for approval and signature."""
    held, version = _of(request, dossier_id, version_id)
    if held is None:
        return guard.refuse(request)
    form = SendForm(request.POST, dossier=held, on=clock.today())
    if not form.is_valid():
        return _page(request, held, send_form=form)
    signer, remark = form.cleaned_data["nguoi_ky"], form.cleaned_data["ghi_chu"]

    def act(by: By) -> ResultVersion:
        return results.send(
            version_id=version.pk, by=by, signer=signer, places=places, remark=remark
        )

    try:
        places = results.find_places(version, signer=signer)
    except results_refusals.EXPECTED as refused:
        form.add_error(None, results_refusals.sentence(refused))
        return _page(request, held, send_form=form)
    said = _("Đã trình %(name)s ký.") % {"name": signer.full_name}
    return _done(request, held, act, said=said)


@guard.allow(Role.LEADER)
@require_POST
def judge(request: guard.OfficerRequest, dossier_id: int, version_id: int) -> HttpResponse:
    """Approve a version, or return it with a remark."""
    held, version = _of(request, dossier_id, version_id)
    if held is None:
        return guard.refuse(request)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, held, judge_form=form)
    remark, back = form.cleaned_data["y_kien"], "tra_lai" in request.POST
    if back and not remark.strip():
        form.add_error("y_kien", _("Hãy ghi điều cần hoàn thiện trước khi trả lại."))
        return _page(request, held, judge_form=form)

    def act(by: By) -> ResultVersion:
        verb = results.give_back if back else results.approve
        return verb(version_id=version.pk, by=by, remark=remark)

    said = _("Đã trả lại để hoàn thiện.") if back else _("Đã phê duyệt; kết quả chờ ký.")
    return _done(request, held, act, said=said)


@guard.allow(*_ROLES)
@require_GET
def file(
    request: guard.OfficerRequest, dossier_id: int, version_id: int, kind: str
) -> HttpResponseBase:
    """Hand out a version: as it stands with its signatures, as it was drafted, or the DOCX of it."""
    held, version = _of(request, dossier_id, version_id)
    if held is None:
        return guard.refuse(request)
    wanted = {"pdf": version.signed or version.pdf, "goc": version.pdf, "docx": version.docx}
    found = wanted.get(kind)
    if found is None:
        raise Http404
    journal.write(
        account_id=request.user.pk,
        verb=Verb.LOOK,
        subject_type=_SUBJECT,
        subject_id=version.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    return papers.handed_out(found, name=f"ket-qua-{held.pk}-ban-{version.number}")


def _of(
    request: guard.OfficerRequest, dossier_id: int, version_id: int
) -> tuple[Dossier | None, ResultVersion]:
    """The dossier, where its papers may be shown, and a version of it; otherwise there is no such page."""
    held = papers.opened(request, dossier_id)
    rows = ResultVersion.objects.select_related("pdf", "docx", "signed")
    version = rows.filter(pk=version_id, dossier=dossier_id).first()
    if version is None:
        raise Http404
    return held, version


def _draft_form(held: Dossier, *sent: Any) -> DraftForm:  # noqa: ANN401 - what a form takes
    before = queries.current(held)
    first = {
        "trich_yeu": before.title if before else held.version.name,
        "ky_hieu": before.symbol if before else "",
        "nguoi_ky": before.signer_id if before else None,
    }
    return DraftForm(
        *sent,
        initial={name: value for name, value in first.items() if value},
        dossier=held,
        on=clock.today(),
        signed=before is not None and before.state in SIGNED_STATES,
    )


def _drafted(request: guard.OfficerRequest, held: Dossier, form: DraftForm) -> bool:
    """Make the draft and write it down; say what stood in the way."""
    by = By(officer=request.user, at=clock.now())
    try:
        told = replace(_made(held, form), signer=form.cleaned_data["nguoi_ky"])
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=by.at,
            action=lambda: str(
                results.draft(
                    dossier_id=held.pk, by=by, told=told, why=form.cleaned_data.get("ly_do", "")
                ).pk
            ),
        )
    except results_refusals.EXPECTED as refused:
        form.add_error(None, results_refusals.sentence(refused))
        return False
    if told.pdf is None:
        messages.warning(
            request,
            _(
                "Đã lưu dự thảo DOCX. Máy chủ chưa cài LibreOffice nên chưa có PDF: hãy tải DOCX về, "
                "lưu thành PDF rồi tải lên làm bản mới để trình ký."
            ),
        )
        return True
    messages.success(request, _("Đã lưu dự thảo. Hãy mở xem lại rồi trình ký."))
    return True


def _made(held: Dossier, form: DraftForm) -> Draft:
    said = form.cleaned_data
    template, symbol, title = said["mau"], said["ky_hieu"], said["trich_yeu"]
    if template is None:
        return drafting.from_file(papers.stored(said["tep"]), title=title, symbol=symbol)
    facts = drafting.facts_of(held, symbol=symbol, signer=said["nguoi_ky"], on=clock.today())
    return drafting.from_template(template, facts, title=title)


def _done(
    request: guard.OfficerRequest, held: Dossier, act: Callable[[By], ResultVersion], *, said: str
) -> HttpResponse:
    """Do it once, say how it ended, and show the result."""
    by = By(officer=request.user, at=clock.now())
    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=by.at, action=lambda: str(act(by).pk))
        messages.success(request, said)
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
    return redirect("workspace:result", held.pk)


def _page(request: guard.OfficerRequest, held: Dossier, **forms: BaseForm) -> HttpResponse:
    steps = ResultStep.objects.select_related("by", "remark").order_by("pk")
    versions = list(queries.versions(held).prefetch_related(Prefetch("steps", queryset=steps)))
    now = next((one for one in versions if one.state != ResultState.REPLACED), None)
    on = clock.today()
    draft = forms.get("draft") or _draft_form(held)
    chosen = {"nguoi_ky": now.signer_id} if now and now.signer_id else {}
    shown: dict[str, Any] = {
        "dossier": held,
        "now": now,
        "versions": versions,
        "draft": draft,
        "send_form": forms.get("send_form") or SendForm(dossier=held, on=on, initial=chosen),
        "judge_form": forms.get("judge_form") or JudgeForm(),
        "may_draft": _may_draft(request, held) and held.status in results.OPEN,
        "may_send": _may_draft(request, held)
        and now is not None
        and now.state in results.TO_SEND
        and now.pdf is not None,
        "may_judge": guard.may(request, Permission.DECIDE, held.agency_id)
        and now is not None
        and now.state in TO_SIGN,
        "to_sign": now is not None and now.state in TO_SIGN and now.signer_id == request.user.pk,
        "names": drafting.NAMES.items(),
    }
    wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "workspace/result.html", shown, status=422 if wrong else 200)


def _may_draft(request: guard.OfficerRequest, held: Dossier) -> bool:
    return access.permits((request.desk,), Act.DECIDE, {held.agency_id})


routes = [
    path("ho-so/<int:dossier_id>/van-ban-ket-qua/", result, name="result"),
    path(
        "ho-so/<int:dossier_id>/van-ban-ket-qua/<int:version_id>/trinh/", send, name="result_send"
    ),
    path(
        "ho-so/<int:dossier_id>/van-ban-ket-qua/<int:version_id>/duyet/", judge, name="result_judge"
    ),
    path(
        "ho-so/<int:dossier_id>/van-ban-ket-qua/<int:version_id>/<slug:kind>/",
        file,
        name="result_file",
    ),
]
