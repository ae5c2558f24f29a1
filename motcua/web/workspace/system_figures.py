"""Số liệu hệ thống ngành: what ministries' systems count for a unit, typed or taken in from a file."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, once
from motcua.checking import reading
from motcua.documents.refusals import Refused as FileRefused
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.reporting import source_files, source_rows, source_sheets, sources, tables
from motcua.reporting.actions import NotAllowed
from motcua.reporting.models import SourceFile
from motcua.reporting.source_rows import SourceRow
from motcua.rules.definitions import Definition
from motcua.rules.forms import Row
from motcua.web.shared import guard
from motcua.web.workspace import papers, reports_form
from motcua.web.workspace.admin_acts import DayField
from motcua.web.workspace.reports_form import Asked

_MOST_READ = 5 * 1024**2


class FileForm(forms.Form):
    """The file and the day its figures were taken on."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp số liệu"),
        help_text=gettext_lazy(
            "XLSX theo tệp mẫu, hoặc PDF có bảng 13 cột như biểu II.06; nhiều nhất 5 MB"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.pdf"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp."),
            "empty": gettext_lazy("Tệp rỗng. Hãy chọn lại tệp."),
        },
    )
    ngay = DayField(
        label=gettext_lazy("Ngày trích số liệu"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày trích số liệu trên phần mềm.")},
    )


@dataclass(frozen=True)
class Shown:
    """A system: its form, what it counts in all, the rows that are not added, where it is opened."""

    definition: Definition
    row: Row | None
    left_out: tuple[SourceRow, ...]
    form_url: str
    file_url: str


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def systems(request: guard.OfficerRequest) -> HttpResponse:
    """Show what each system counts for a unit alone, and whether it balances."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/system_figures.html", {"choice": choice}, status=400)
    asked = choice.asked(view="")
    scope = tables.scope(asked.agency.pk, asked.window, "a")
    rows = sources.of(scope.found, scope.names, asked.window, None)
    totals = source_rows.totals(rows)
    shown = {
        "asked": asked,
        "agency": scope.names[asked.agency.pk],
        "systems": [
            Shown(
                definition=one,
                row=totals[code][1] if code in totals else None,
                left_out=tuple(r for r in rows if r.system == code and r.row is None),
                form_url=f"{reverse('workspace:statutory_form', args=[code])}?{asked.query()}",
                file_url=f"{reverse('workspace:system_file', args=[code])}?{asked.query()}",
            )
            for code, one in sources.systems().items()
        ],
        "list": f"{reverse('workspace:statutory')}?{asked.query()}",
    }
    return render(request, "workspace/system_figures.html", shown)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Take the figures of a file in, all or nothing; what is wrong is named row by row."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/system_figures.html", {"choice": choice}, status=400)
    if code not in sources.systems():
        raise Http404(code)
    asked, definition = choice.asked(view=""), sources.systems()[code]
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    problems: tuple[str, ...] = ()
    if form.is_valid():
        problems = _taken(request, asked, definition, form)
        if not problems and not form.errors:
            messages.success(request, _("Đã ghi số liệu của tệp; tệp được giữ kèm."))
            url = reverse("workspace:statutory_form", args=[code])
            return redirect(f"{url}?{asked.query()}")
    shown = {
        "asked": asked,
        "definition": definition,
        "form": form,
        "problems": problems,
        "files": source_files.files(asked.agency.pk, code, asked.window),
        "list": f"{reverse('workspace:system_figures')}?{asked.query()}",
        "empty": f"{reverse('workspace:statutory_xlsx', args=[code])}?{asked.query()}",
    }
    return render(
        request, "workspace/system_file.html", shown, status=422 if form.is_bound else 200
    )


def _taken(
    request: guard.OfficerRequest, asked: Asked, definition: Definition, form: FileForm
) -> tuple[str, ...]:
    """Keep the figures; say what is wrong with the rows, or write at the form what else stands against it."""
    sent: UploadedFile = form.cleaned_data["tep"]
    try:
        told = source_sheets.read(definition, sent.read(_MOST_READ), sent.name or "bang.xlsx")
        if told.problems:
            return told.problems
        sent.seek(0)
        stored = papers.stored(sent)
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=clock.now(),
            action=lambda: str(
                source_files.take_in(
                    code=definition.code,
                    agency_id=asked.agency.pk,
                    window=asked.window,
                    told=told,
                    stored=stored,
                    stated_on=form.cleaned_data["ngay"],
                    by=request.user,
                    at=clock.now(),
                ).pk
            ),
        )
    except (source_sheets.NotAForm, reading.Unreadable, FileRefused) as odd:
        form.add_error("tep", str(odd))
    except NotAllowed:
        form.add_error(None, _("Vị trí công tác hiện tại không lập báo cáo của đơn vị này."))
    except once.BadKey:
        form.add_error(None, _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa."))
    return ()


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def kept_file(request: guard.OfficerRequest, file_id: int) -> StreamingHttpResponse:
    """Hand out a file figures were read from."""
    reach = access.reach([request.desk], Permission.REPORT)
    rows = SourceFile.objects.select_related("file")
    found = get_object_or_404(rows, pk=file_id, typed__agency__in=reach)
    return papers.handed_out(found.file, name=f"so-lieu-{found.pk}")


_HERE = "bao-cao/he-thong-nganh/"
routes = [
    path(_HERE, systems, name="system_figures"),
    path(f"{_HERE}tep/<int:file_id>/", kept_file, name="system_kept_file"),
    path(f"{_HERE}<str:code>/", take_in, name="system_file"),
]
