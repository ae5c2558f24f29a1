"""Kết quả cũ số hóa: lists with their files, checked by a second person, sealed; progress per unit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once
from motcua.base.models import Verb
from motcua.documents.actions import RESULT_MARK, delivering
from motcua.documents.models import Origin
from motcua.documents.refusals import Refused
from motcua.dossiers import access as dossiers
from motcua.dossiers.actions import By, results_old, results_old_sheet
from motcua.dossiers.models import OldBatchState, OldResult, OldResultBatch, OldResultState
from motcua.dossiers.queries import results_old as queries
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.people import queries as people
from motcua.web.shared import guard
from motcua.web.workspace import papers, signin
from motcua.web.workspace.papers_forms import FilesField

PAGE = 100
_ROLES = (Role.CLERK, Role.OFFICER, Role.LEADER)
_SUBJECT = "dossiers.old_result"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNPROCESSABLE = 422
_SENTENCES: dict[type[Exception], Callable[[Exception], str]] = {
    Refused: str,
    results_old.BatchMoved: lambda _error: _(
        "Đợt này vừa được chuyển bước. Trang đang hiện tình trạng mới nhất."
    ),
    results_old.NoSuchRow: lambda error: (
        _("Danh sách không có dòng nào ghi tệp “%(name)s”. Hãy đặt tên tệp đúng như cột “Tệp”.")
        % {"name": error.args[0]}
    ),
    results_old.NoSuchSheet: lambda _error: _(
        "Chồng quét có tờ phân cách của đợt khác, hoặc của dòng không có; chưa nhận trang nào của chồng. "
        "Hãy in lại tờ phân cách của đợt này rồi quét lại."
    ),
    results_old.StackTooThick: lambda error: (
        _("Mỗi chồng quét nhiều nhất %(most)s trang. Hãy chia chồng rồi gửi làm nhiều tệp.")
        % {"most": error.args[0]}
    ),
    results_old.FilesMissing: lambda error: (
        _("Còn %(count)s dòng chưa có tệp.") % {"count": error.args[0]}
    ),
    results_old.SamePerson: lambda _error: _(
        "Người lập đợt không tự kiểm tra. Hãy nhờ một người khác của cơ quan."
    ),
    results_old.NotJudged: lambda error: (
        _("Còn %(count)s dòng chưa kiểm tra.") % {"count": error.args[0]}
    ),
    results_old.HolderDiffers: lambda error: (
        _("Dòng %(row)s: %(why)s Ghi dòng này là sai, hoặc đính chính người đó trước.")
        % {"row": error.args[0], "why": error.args[1]}
    ),
    dossiers.NotAllowed: lambda _error: _(
        "Vị trí công tác hiện tại không làm việc với kết quả của cơ quan này. Hãy chọn vị trí khác."
    ),
    once.BadKey: lambda _error: _(
        "Biểu mẫu đã cũ. Hãy tải lại trang và gửi lại; chưa có gì được ghi."
    ),
}
_EXPECTED = tuple(_SENTENCES)


class BeginForm(forms.Form):
    """The list of a batch."""

    ten = forms.CharField(
        label=gettext_lazy("Tên đợt"),
        help_text=gettext_lazy("Ví dụ: Giấy phép xây dựng năm 2019, hộp 3."),
        max_length=200,
    )
    danh_sach = forms.FileField(
        label=gettext_lazy("Danh sách"),
        help_text=gettext_lazy("Tệp XLSX theo mẫu: tên tệp, số, ngày, thủ tục, chủ của kết quả."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Hãy chọn tệp danh sách.")},
    )


class FilesForm(forms.Form):
    """The scanned results of a batch, named as the list names them."""

    tep = FilesField(
        label=gettext_lazy("Tệp quét của kết quả"),
        help_text=gettext_lazy(
            "Nhiều tệp cùng lúc, tên đúng như cột “Tệp”; hoặc cả chồng quét có tờ phân cách của từng dòng."
        ),
        accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff",
    )


@guard.allow(*_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def old_results(request: guard.OfficerRequest) -> HttpResponse:
    """Show batches and progress; begin a batch."""
    form = BeginForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    problems: tuple[results_old_sheet.Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = _once(request, lambda by: _begun(request, form, by))
        except results_old.Wrong as wrong:
            problems = wrong.problems
            form.add_error(
                "danh_sach",
                _(
                    "Danh sách có chỗ sai; chưa nhập dòng nào. Các dòng sai được nêu trên trang này."
                ),
            )
        except results_old_sheet.NotAList as odd:
            form.add_error("danh_sach", str(odd))
        except _EXPECTED as refused:
            form.add_error(None, _sentence(refused))
        else:
            messages.success(request, _("Đã nhập danh sách. Tiếp theo: thêm tệp quét."))
            return redirect("workspace:old_batch", int(made))
    today = clock.today()
    below = access.reach([request.desk], Permission.OVERSEE) | {request.desk.agency_id}
    shown = {
        "form": form,
        "problems": problems,
        "batches": queries.batches(_mine(request))[:PAGE],
        "progress": queries.progress(below),
        "origins": Origin.labels,
        "counted": queries.by_origin(below, from_on=date(today.year, 1, 1), to_on=today),
        "year": today.year,
    }
    status = _UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "workspace/old_results.html", shown, status=status)


@guard.allow(*_ROLES)
@require_GET
def template(_request: guard.OfficerRequest) -> HttpResponse:
    """Give the empty list to fill in."""
    answer = HttpResponse(results_old_sheet.template(), content_type=_XLSX)
    answer["Content-Disposition"] = 'attachment; filename="ket-qua-cu.xlsx"'
    return answer


@guard.allow(*_ROLES)
@never_cache
@require_GET
def batch(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Show a batch, with what is to be done with it now."""
    return _page(request, _own(request, batch_id), FilesForm())


@guard.allow(*_ROLES)
@never_cache
@require_GET
def sheets(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Show the sheets that are laid before the results of a batch in the scanner, for rows without a file."""
    held = _own(request, batch_id)
    rows = OldResult.objects.filter(batch=held, file=None).order_by("row")[:PAGE]
    shown = [
        (one, signin.qr(f"{RESULT_MARK}{results_old.sheet_of(held, one.row)}")) for one in rows
    ]
    return render(request, "workspace/old_sheets.html", {"batch": held, "sheets": shown})


@guard.allow(*_ROLES)
@require_POST
def files(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Put files to their rows; each that does not fit is named. Asked by the script, one file at a time."""
    held, form = _own(request, batch_id), FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, held, form)
    done, refusals = 0, []
    for one in form.cleaned_data["tep"]:
        try:
            done += _attach(request, held, one)
        except _EXPECTED as refused:
            refusals.append(_sentence(refused))
    if request.headers.get("Accept") == "application/json":
        status = _UNPROCESSABLE if refusals else 200
        return JsonResponse({"said": " ".join(refusals)}, status=status)
    if done:
        said = ngettext("Đã thêm %(count)s tệp.", "Đã thêm %(count)s tệp.", done)
        messages.success(request, said % {"count": done})
    for words in refusals:
        form.add_error("tep", words)
    return _page(request, held, form) if refusals else redirect("workspace:old_batch", held.pk)


@guard.allow(*_ROLES)
@require_POST
def hand_in(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Let a second person check."""
    held = _own(request, batch_id)
    return _done(
        request,
        held,
        lambda by: str(results_old.hand_in(batch_id=held.pk, by=by).pk),
        said=_("Đã chuyển kiểm tra. Một người khác của cơ quan đối chiếu từng kết quả."),
    )


@guard.allow(*_ROLES)
@require_POST
def judge(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Write down what the second person says of the rows of a page."""
    held = _own(request, batch_id)
    shown = OldResult.objects.filter(batch=held).values_list("pk", flat=True)
    wrong = {
        pk: said.strip() for pk in shown if (said := request.POST.get(f"sai-{pk}", "")).strip()
    }
    right = [pk for pk in shown if str(pk) in request.POST.getlist("chon") and pk not in wrong]
    return _done(
        request,
        held,
        lambda by: str(results_old.judge(batch_id=held.pk, rights_of=right, wrong=wrong, by=by)),
        said=_("Đã ghi kết quả kiểm tra."),
        page=request.POST.get("trang", ""),
    )


@guard.allow(*_ROLES)
@require_POST
def seal(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Store what is right and close the batch."""
    held = _own(request, batch_id)
    return _done(
        request,
        held,
        lambda by: str(results_old.seal(batch_id=held.pk, by=by).pk),
        said=_(
            "Đã niêm phong. Kết quả đúng đã lưu vào kho của từng chủ, dùng lại được khi tiếp nhận."
        ),
    )


@guard.allow(*_ROLES)
@require_GET
def file(request: guard.OfficerRequest, batch_id: int, row_id: int) -> HttpResponseBase:
    """Hand out the scan of one old result."""
    held = _own(request, batch_id)
    one = OldResult.objects.select_related("file").filter(pk=row_id, batch=held).first()
    if one is None or one.file is None:
        raise Http404
    journal.write(
        account_id=request.user.pk,
        verb=Verb.LOOK,
        subject_type=_SUBJECT,
        subject_id=one.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    return papers.handed_out(one.file, name=f"ket-qua-cu-{one.pk}")


def _begun(request: guard.OfficerRequest, form: BeginForm, by: By) -> str:
    sent: UploadedFile = form.cleaned_data["danh_sach"]
    agency = Agency.objects.get(pk=request.desk.agency_id)
    name = form.cleaned_data["ten"]
    return str(results_old.begin(agency=agency, name=name, content=sent.read(), by=by).pk)


def _attach(request: guard.OfficerRequest, held: OldResultBatch, one: UploadedFile) -> int:
    """Put one file to its row, or a stack to the rows of its sheets; sent again nothing changes."""
    stored, by = papers.stored(one), By(officer=request.user, at=clock.now())
    try:
        results_old.attach(batch_id=held.pk, stored=stored, by=by)
    except results_old.NoSuchRow:
        assert isinstance(one, TemporaryUploadedFile)
        if (stored.pages or 0) > results_old.MOST_IN_A_STACK:
            raise results_old.StackTooThick(results_old.MOST_IN_A_STACK) from None
        parts = delivering.results(Path(one.temporary_file_path()), stored)
        if not parts:
            raise
        return results_old.attach_stack(batch_id=held.pk, parts=parts, by=by)
    return 1


def _own(request: guard.OfficerRequest, batch_id: int) -> OldResultBatch:
    found = queries.batches(_mine(request)).filter(pk=batch_id).first()
    if found is None:
        raise Http404
    return found


def _mine(request: guard.OfficerRequest) -> frozenset[int]:
    return access.reach([request.desk], Permission.SEE_PERSONAL_DATA)


def _sentence(refused: Exception) -> str:
    return _SENTENCES[type(refused)](refused)


def _once(request: guard.OfficerRequest, act: Callable[[By], str]) -> str:
    by = By(officer=request.user, at=clock.now())
    key = request.POST.get("once", "")
    done = once.run(key=key, account_id=request.user.pk, at=by.at, action=lambda: act(by))
    return done.reference


def _done(
    request: guard.OfficerRequest,
    held: OldResultBatch,
    act: Callable[[By], str],
    *,
    said: str,
    page: str = "",
) -> HttpResponse:
    try:
        _once(request, act)
        messages.success(request, said)
    except _EXPECTED as refused:
        messages.error(request, _sentence(refused))
    answer = redirect("workspace:old_batch", held.pk)
    if page.isdecimal():
        answer["Location"] += f"?trang={page}"
    return answer


def _page(request: guard.OfficerRequest, held: OldResultBatch, form: FilesForm) -> HttpResponse:
    rows = OldResult.objects.filter(batch=held).select_related("file", "procedure").order_by("row")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    if held.state == OldBatchState.SEALED:
        # Nothing is compared any more: people are shown as in every list.
        for one in page:
            one.name = people.mask_name(one.name)
            one.identity_value = people.mask_identity(one.identity_value)
    shown = {
        "batch": held,
        "page": page,
        "form": form,
        "done": held.listed - held.missing,  # type: ignore[attr-defined]
        "checks": held.state == "checking" and held.made_by_id != request.user.pk,
        "right": rows.filter(state=OldResultState.RIGHT).count(),
        "wrong": rows.filter(state=OldResultState.WRONG).count(),
    }
    status = _UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "workspace/old_batch.html", shown, status=status)


routes = [
    path("ket-qua-cu/", old_results, name="old_results"),
    path("ket-qua-cu/tep-mau/", template, name="old_results_template"),
    path("ket-qua-cu/<int:batch_id>/", batch, name="old_batch"),
    path("ket-qua-cu/<int:batch_id>/tep/", files, name="old_files"),
    path("ket-qua-cu/<int:batch_id>/to-phan-cach/", sheets, name="old_sheets"),
    path("ket-qua-cu/<int:batch_id>/chuyen-kiem-tra/", hand_in, name="old_hand_in"),
    path("ket-qua-cu/<int:batch_id>/kiem-tra/", judge, name="old_judge"),
    path("ket-qua-cu/<int:batch_id>/niem-phong/", seal, name="old_seal"),
    path("ket-qua-cu/<int:batch_id>/<int:row_id>/", file, name="old_file"),
]
