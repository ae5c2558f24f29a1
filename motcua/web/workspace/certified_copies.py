"""Chứng thực bản sao điện tử: originals compared with their scans, the copies on their way, the dossier's end."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import backlog, clock, once
from motcua.dossiers import access
from motcua.dossiers.actions import By, certifying, core, results
from motcua.dossiers.models import CertifiedCopy, Dossier
from motcua.dossiers.models.results import TO_SIGN
from motcua.dossiers.queries import certified_copies as queries
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules import certification, lifecycle
from motcua.web.shared import guard
from motcua.web.workspace import papers, results_refusals
from motcua.web.workspace.certified_copies_forms import CompareForm, WhyForm

_ROLES = (Role.CLERK, Role.OFFICER, Role.LEADER)
_SENTENCES: dict[type[Exception], Callable[[Exception], str]] = {
    certifying.NotForCopies: lambda _error: _(
        "Thủ tục của hồ sơ này không phải chứng thực bản sao từ bản chính."
    ),
    certifying.NoSuchOriginal: lambda _error: _(
        "Bản chính này vừa được người khác làm, hoặc không còn trong hồ sơ. Trang đang hiện tình trạng mới nhất."
    ),
    certifying.TooManyOriginals: lambda error: (
        _("Mỗi hồ sơ chứng thực nhiều nhất %(most)s bản chính. Hãy tiếp nhận thêm một hồ sơ.")
        % {"most": error.args[0]}
    ),
    certifying.StillUnderWay: lambda _error: _(
        "Còn bản sao chưa phát hành. Hãy chờ ký, cấp số, đóng dấu xong rồi trả kết quả."
    ),
    certification.NotARefusal: lambda _error: _(
        "Căn cứ từ chối không có trong danh mục. Hãy chọn lại."
    ),
    core.Stale: lambda _error: _(
        "Hồ sơ vừa được người khác xử lý. Trang đang hiện tình trạng mới nhất."
    ),
    lifecycle.Unlawful: lambda _error: _("Tình trạng hồ sơ không cho phép làm việc này."),
}
_EXPECTED = (*_SENTENCES, *results_refusals.EXPECTED)


@guard.allow(*_ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copies(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the originals that wait and the copies on their way; take up what was compared."""
    held = _held(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    form = _form(held, *((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _taken_up(request, held, form):
        return redirect("workspace:certified_copies", held.pk)
    return _page(request, held, form)


@guard.allow(Role.LEADER)
@require_POST
def give_back(request: guard.OfficerRequest, dossier_id: int, copy_id: int) -> HttpResponse:
    """Return a copy to whoever compared it; what is wrong is said."""
    return _with_reason(
        request,
        dossier_id,
        copy_id,
        lambda copy, by, why: results.give_back(version_id=copy.version_id or 0, by=by, remark=why),
        said=_("Đã trả lại bản sao. Người đối chiếu bỏ bản này rồi chứng thực lại."),
    )


@guard.allow(*_ROLES)
@require_POST
def take_back(request: guard.OfficerRequest, dossier_id: int, copy_id: int) -> HttpResponse:
    """Take a copy back; its original waits to be certified anew."""
    return _with_reason(
        request,
        dossier_id,
        copy_id,
        lambda copy, by, why: certifying.take_back(copy_id=copy.pk, by=by, why=why),
        said=_("Đã bỏ bản sao. Bản chính chờ chứng thực lại."),
    )


@guard.allow(Role.CLERK, Role.OFFICER)
@require_POST
def conclude(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Record the decision and the return of the copies into their holder's store."""
    held = _held(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    said = _("Đã ghi nhận kết quả và trả bản điện tử vào kho của chủ hồ sơ.")
    _done(request, lambda by: certifying.conclude(dossier_id=held.pk, by=by), said)
    return redirect("workspace:certified_copies", held.pk)


def _held(request: guard.OfficerRequest, dossier_id: int) -> Dossier | None:
    """The dossier, where its papers may be shown; there is no such page for other procedures."""
    held = papers.opened(request, dossier_id)
    if held is not None and not queries.serves(held):
        raise Http404
    return held


def _form(held: Dossier, *sent: object) -> CompareForm:
    return CompareForm(*sent, dossier=held, on=clock.today(), rows=queries.open_originals(held))


def _taken_up(request: guard.OfficerRequest, held: Dossier, form: CompareForm) -> bool:
    by, told = By(officer=request.user, at=clock.now()), form.cleaned_data

    def act() -> str:
        made = certifying.take_up(
            dossier_id=held.pk, compared=told["compared"], signer=told["nguoi_ky"], by=by
        )
        return str(len(made))

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=by.at, action=act)
    except _EXPECTED as refused:
        form.add_error(None, _sentence(refused))
        return False
    messages.success(request, _("Đã ghi nhận. Bản sao đang được lập và tự đến người ký."))
    return True


def _with_reason(
    request: guard.OfficerRequest,
    dossier_id: int,
    copy_id: int,
    act: Callable[[CertifiedCopy, By, str], object],
    *,
    said: str,
) -> HttpResponse:
    held = _held(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    copy = CertifiedCopy.objects.filter(pk=copy_id, dossier=held).first()
    if copy is None:
        raise Http404
    form = WhyForm(request.POST)
    if form.is_valid():
        _done(request, lambda by: act(copy, by, form.cleaned_data["ly_do"]), said)
    else:
        messages.error(request, str(form.errors["ly_do"][0]))
    return redirect("workspace:certified_copies", held.pk)


def _done(request: guard.OfficerRequest, act: Callable[[By], object], said: str) -> None:
    """Do it once and say how it ended."""
    by = By(officer=request.user, at=clock.now())

    def run() -> str:
        act(by)
        return ""

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=by.at, action=run)
        messages.success(request, said)
    except _EXPECTED as refused:
        messages.error(request, _sentence(refused))


def _sentence(refused: Exception) -> str:
    told = _SENTENCES.get(type(refused))
    return told(refused) if told else results_refusals.sentence(refused)


def _page(request: guard.OfficerRequest, held: Dossier, form: CompareForm) -> HttpResponse:
    by = By(officer=request.user, at=clock.now())
    progress = queries.progress(held)
    may_add = access.may_enclose(dossier=held, officer=request.user, on=by.rights_on)
    returns = request.desk.role == Role.CLERK and certifying.may_conclude(held, by)
    shown = {
        "dossier": held,
        "form": form,
        "rows": list(form.rows()),
        "copies": list(queries.of(held)),
        "progress": progress,
        "grounds": certification.REFUSALS,
        "may_add": may_add and held.status in results.OPEN,
        "may_take_back": may_add,
        "may_judge": guard.may(request, Permission.DECIDE, held.agency_id),
        "judged": [state.value for state in TO_SIGN],
        "may_conclude": progress.over and held.status in results.OPEN and returns,
        "idle": progress.waiting > 0 and not backlog.works(),
    }
    wrong = form.is_bound and form.errors
    return render(request, "workspace/certified_copies.html", shown, status=422 if wrong else 200)


routes = [
    path("ho-so/<int:dossier_id>/chung-thuc/", copies, name="certified_copies"),
    path(
        "ho-so/<int:dossier_id>/chung-thuc/<int:copy_id>/tra-lai/",
        give_back,
        name="certified_give_back",
    ),
    path(
        "ho-so/<int:dossier_id>/chung-thuc/<int:copy_id>/bo/",
        take_back,
        name="certified_take_back",
    ),
    path("ho-so/<int:dossier_id>/chung-thuc/xong/", conclude, name="certified_conclude"),
]
