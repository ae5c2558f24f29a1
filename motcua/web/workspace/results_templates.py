"""Mẫu kết quả: the templates an agency drafts its results from."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, once
from motcua.catalog.models import Procedure
from motcua.documents.kinds import Kind
from motcua.dossiers.actions import By, results
from motcua.dossiers.models import ResultTemplate
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.slips import drafting
from motcua.web.shared import guard
from motcua.web.workspace import papers, results_refusals
from motcua.web.workspace.results_forms import TemplateForm


@guard.allow(Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: guard.OfficerRequest) -> HttpResponse:
    """Show the agency's templates; its leader adds one."""
    may_add = guard.may(request, Permission.DECIDE, request.desk.agency_id)
    form = TemplateForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        if not may_add:
            return guard.refuse(request)
        if form.is_valid() and _added(request, form):
            return redirect("workspace:result_templates")
    rows = ResultTemplate.objects.filter(agency=request.desk.agency_id, ended_at=None)
    shown = {
        "rows": rows.select_related("procedure", "made_by", "file").order_by("name", "pk"),
        "form": form,
        "may_add": may_add,
        "names": drafting.NAMES.items(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/result_templates.html", shown, status=status)


@guard.allow(Role.OFFICER, Role.LEADER)
@require_GET
def template_file(request: guard.OfficerRequest, template_id: int) -> HttpResponseBase:
    """Hand out a template."""
    row = _own(request, template_id)
    return papers.handed_out(row.file, name=f"mau-{row.pk}")


@guard.allow(Role.LEADER)
@require_POST
def end(request: guard.OfficerRequest, template_id: int) -> HttpResponse:
    """Offer a template no more."""
    row, by = _own(request, template_id), By(officer=request.user, at=clock.now())
    try:
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=by.at,
            action=lambda: str(results.end_template(template=row, by=by).pk),
        )
        messages.success(request, _("Đã thôi dùng mẫu; kết quả đã soạn từ mẫu vẫn giữ nguyên."))
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
    return redirect("workspace:result_templates")


def _own(request: guard.OfficerRequest, template_id: int) -> ResultTemplate:
    rows = ResultTemplate.objects.select_related("file")
    return get_object_or_404(rows, pk=template_id, agency=request.desk.agency_id, ended_at=None)


def _added(request: guard.OfficerRequest, form: forms.Form) -> bool:
    """Try the template with empty facts, keep it, and say what stood in the way."""
    said, by = form.cleaned_data, By(officer=request.user, at=clock.now())
    procedure = Procedure.objects.filter(code=said["thu_tuc"].strip()).first()
    if said["thu_tuc"].strip() and procedure is None:
        form.add_error("thu_tuc", _("Không có thủ tục mang mã này. Hãy xem mã ở Danh mục TTHC."))
        return False
    try:
        docx = papers.stored(said["tep"])
        if docx.kind is not Kind.DOCX:
            raise drafting.NotADraft
        drafting.try_out(docx)
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=by.at,
            action=lambda: str(
                results.add_template(
                    agency=Agency.objects.get(pk=request.desk.agency_id),
                    by=by,
                    name=said["ten"],
                    symbol=said["ky_hieu"],
                    procedure_id=procedure.pk if procedure else None,
                    docx=docx,
                ).pk
            ),
        )
    except results_refusals.EXPECTED as refused:
        form.add_error("tep", results_refusals.sentence(refused))
        return False
    messages.success(request, _("Đã thêm mẫu; người giải quyết chọn được ngay khi soạn kết quả."))
    return True


routes = [
    path("mau-ket-qua/", templates, name="result_templates"),
    path("mau-ket-qua/<int:template_id>/", template_file, name="result_template"),
    path("mau-ket-qua/<int:template_id>/thoi/", end, name="result_template_end"),
]
