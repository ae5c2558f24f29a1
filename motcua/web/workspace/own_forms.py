"""Mẫu đơn, tờ khai: the forms a procedure prescribes, as the counter prints them filled."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, once
from motcua.catalog import queries as catalog
from motcua.catalog.models import Case, ProcedureVersion
from motcua.documents.kinds import Kind
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.slips import own_forms
from motcua.slips.models import OwnForm
from motcua.slips.own_forms import Printed
from motcua.web.shared import guard
from motcua.web.workspace import papers, results_refusals, slips

_ROLES = (Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
_KEEPING = (Permission.DECIDE, Permission.MANAGE_CATALOG)


class OwnFormForm(forms.Form):
    """A form of the procedure, for one of its cases or all."""

    ten = forms.CharField(
        label=gettext_lazy("Tên mẫu"),
        help_text=gettext_lazy("Ghi cả số hiệu mẫu và văn bản ban hành mẫu."),
        max_length=300,
    )
    truong_hop = forms.ModelChoiceField(
        label=gettext_lazy("Trường hợp"),
        queryset=Case.objects.none(),
        empty_label=gettext_lazy("Mọi trường hợp"),
        required=False,
    )
    tep = forms.FileField(
        label=gettext_lazy("Tệp mẫu"),
        help_text=gettext_lazy("DOCX, với các chỗ điền như {{ chu_ho_so }}."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


@guard.allow(*_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def of_procedure(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show the forms of a procedure that serve one's agency; who keeps them there adds one."""
    version = catalog.by_code(code, clock.today()) or catalog.latest(code)
    if version is None:
        raise Http404
    form = OwnFormForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    form.fields["truong_hop"].queryset = version.cases.all()  # type: ignore[attr-defined]
    if request.method == "POST":
        if not _keeps(request):
            return guard.refuse(request)
        if form.is_valid() and _added(request, version, form):
            return redirect("workspace:own_forms", code)
    agency = Agency.objects.get(pk=request.desk.agency_id)
    shown = {
        "version": version,
        "rows": own_forms.of_version(version, agency, clock.today()),
        "form": form,
        "keeps": _keeps(request),
        "names": own_forms.NAMES.items(),
        "asked": _asked(version),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/own_forms.html", shown, status=status)


@guard.allow(*_ROLES)
@require_GET
def file(request: guard.OfficerRequest, form_id: int) -> HttpResponseBase:
    """Hand out a form as it was uploaded."""
    row = _seen(request, form_id)
    return papers.handed_out(row.file, name=f"mau-don-{row.pk}")


@guard.allow(*_ROLES)
@require_GET
def sample(request: guard.OfficerRequest, form_id: int) -> HttpResponse:
    """Show a form filled with a person nobody is."""
    row = _seen(request, form_id)
    return answered(own_forms.sample(row, at=clock.now()), f"dien-thu-{row.pk}")


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def publish(request: guard.OfficerRequest, form_id: int) -> HttpResponse:
    """Print a form from now on."""
    said = _("Từ bây giờ quầy in mẫu này, thay mẫu đang dùng trước đó (nếu có).")
    return _moved(
        request,
        form_id,
        lambda row: own_forms.publish(form_id=row.pk, by=request.user, at=clock.now()),
        said,
    )


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def end(request: guard.OfficerRequest, form_id: int) -> HttpResponse:
    """Print a form no more."""
    said = _("Đã thôi dùng mẫu.")
    return _moved(request, form_id, lambda row: own_forms.end(form_id=row.pk, at=clock.now()), said)


def answered(printed: Printed, name: str) -> HttpResponse:
    """Answer with a filled form: shown as PDF, handed over as DOCX."""
    if printed.kind is Kind.PDF:
        return slips.pdf(printed.content, f"{name}.pdf")
    answer = HttpResponse(printed.content, content_type=printed.kind.value)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


def _keeps(request: guard.OfficerRequest) -> bool:
    return any(guard.may(request, one, request.desk.agency_id) for one in _KEEPING)


def _seen(request: guard.OfficerRequest, form_id: int) -> OwnForm:
    """Return a form that serves one's agency."""
    rows = OwnForm.objects.select_related("version__procedure", "case", "agency", "file")
    row = rows.filter(pk=form_id, ended_at=None).first()
    agency = Agency.objects.get(pk=request.desk.agency_id)
    if row is None or row not in own_forms.of_version(row.version, agency, clock.today()):
        raise Http404
    return row


def _asked(version: ProcedureVersion) -> list[tuple[str, str]]:
    """Return the papers for which the catalogue names a form, each with its name."""
    cases = catalog.with_parts(version).cases.all()
    found = [(one.name, one.form_code) for case in cases for one in case.papers.all()]
    return list(dict.fromkeys(pair for pair in found if pair[1]))


def _added(request: guard.OfficerRequest, version: ProcedureVersion, form: forms.Form) -> bool:
    """Try the form, keep it, and say what stood in the way."""
    said, at = form.cleaned_data, clock.now()
    try:
        docx = papers.stored(said["tep"])
        own_forms.try_out(docx)
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=at,
            action=lambda: str(
                own_forms.add(
                    agency=Agency.objects.get(pk=request.desk.agency_id),
                    version=version,
                    case=said["truong_hop"],
                    name=said["ten"],
                    docx=docx,
                    by=request.user,
                    at=at,
                ).pk
            ),
        )
    except own_forms.NotAForm:
        form.add_error(
            "tep", _("Mẫu đơn, tờ khai là tệp DOCX. Hãy mở mẫu bằng Word và lưu thành DOCX.")
        )
        return False
    except results_refusals.EXPECTED as refused:
        form.add_error("tep", results_refusals.sentence(refused))
        return False
    messages.success(request, _("Đã thêm mẫu. Hãy xem bản điền thử rồi bấm Dùng để in."))
    return True


def _moved(
    request: guard.OfficerRequest, form_id: int, act: Callable[[OwnForm], OwnForm], words: str
) -> HttpResponse:
    """Do something with a form of one's own agency, once, and say what came of it."""
    row = _seen(request, form_id)
    if row.agency_id != request.desk.agency_id or not _keeps(request):
        return guard.refuse(request)
    key, at = request.POST.get("once", ""), clock.now()
    try:
        once.run(key=key, account_id=request.user.pk, at=at, action=lambda: str(act(row).pk))
        messages.success(request, words)
    except own_forms.AlreadyEnded:
        messages.error(request, _("Mẫu này vừa được thay hoặc thôi dùng. Trang đang hiện mẫu mới."))
    except once.BadKey:
        messages.warning(request, _("Trang đã mở quá lâu. Hãy bấm lại lần nữa."))
    return redirect("workspace:own_forms", row.version.procedure.code)


routes = [
    path("danh-muc/<str:code>/mau-don/", of_procedure, name="own_forms"),
    path("mau-don/<int:form_id>/", file, name="own_form"),
    path("mau-don/<int:form_id>/dien-thu/", sample, name="own_form_sample"),
    path("mau-don/<int:form_id>/dung/", publish, name="own_form_publish"),
    path("mau-don/<int:form_id>/thoi/", end, name="own_form_end"),
]
