"""Theo hệ thống của bộ, ngành: what the system a dossier is handled on says of it, in one small form."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.dossiers import access
from motcua.dossiers.actions import By, concluding, core
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import concluding as queries
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import papers
from motcua.web.workspace.moments import MomentField

_SENTENCES: dict[type[Exception], Promise] = {
    concluding.NotYet: gettext_lazy("Thời điểm ở hệ thống nguồn không thể sau hiện tại."),
    core.ReasonMissing: gettext_lazy("Hãy ghi đủ hệ thống, số hồ sơ và tình trạng."),
    access.NotAllowed: gettext_lazy(
        "Vị trí công tác hiện tại không làm việc với hồ sơ này. Hãy chọn vị trí khác."
    ),
    once.BadKey: gettext_lazy("Biểu mẫu đã cũ. Hãy tải lại trang và gửi lại; chưa có gì được ghi."),
}
_EXPECTED: tuple[type[Exception], ...] = tuple(_SENTENCES)


class SourceForm(forms.Form):
    """Which system, the dossier's number there, when it came to stand so, and how it stands."""

    system = forms.CharField(
        label=gettext_lazy("Hệ thống nguồn"),
        help_text=gettext_lazy("Ví dụ: Đăng ký và quản lý hộ tịch, Bộ Tư pháp."),
        max_length=120,
        error_messages={"required": gettext_lazy("Hãy ghi tên hệ thống nguồn.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Số hồ sơ ở hệ thống nguồn"),
        max_length=80,
        error_messages={"required": gettext_lazy("Hãy ghi số hồ sơ ở hệ thống nguồn.")},
    )
    happened_at = MomentField(
        label=gettext_lazy("Có tình trạng này lúc"),
        help_text=gettext_lazy("Ví dụ: 20/11/2026 15:20. Để trống nếu vừa xem lúc này."),
    )
    said = forms.CharField(
        label=gettext_lazy("Tình trạng, kết quả"),
        help_text=gettext_lazy("Như hệ thống nguồn ghi; người nộp đọc được, đừng ghi tên người."),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi tình trạng ở hệ thống nguồn.")},
    )


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show what the other system said so far; write down what it says now."""
    held = papers.opened(request, dossier_id)
    if held is None:
        return guard.refuse(request)
    last = queries.source_words(held).first()
    first = {"system": last.system, "number": last.number} if last else {}
    form = SourceForm(request.POST or None, initial=first)
    if form.is_valid() and _told(request, held, form):
        return redirect("workspace:dossier", held.pk)
    shown = {"dossier": held, "form": form, "words": queries.source_words(held)}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/source.html", shown, status=status)


def _told(request: guard.OfficerRequest, held: Dossier, form: SourceForm) -> bool:
    by, said = By(officer=request.user, at=clock.now()), form.cleaned_data

    def act() -> str:
        told = said | {"happened_at": said["happened_at"] or by.at}
        return str(concluding.tell(dossier_id=held.pk, by=by, **told).pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=by.at, action=act)
    except _EXPECTED as refused:
        form.add_error(None, str(_SENTENCES[type(refused)]))
        return False
    messages.success(request, _("Đã ghi tình trạng theo hệ thống nguồn; người nộp tra cứu được."))
    return True


routes = [path("ho-so/<int:dossier_id>/he-thong-nguon/", source, name="source")]
