"""Căn cứ, nguyên nhân: the closed lists of why dossiers pause, stop and run late, kept by the province."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.dossiers import actions, queries
from motcua.dossiers.actions import By
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules import grounds
from motcua.rules.grounds import GroundKind
from motcua.web.shared import guard
from motcua.web.workspace import refusals
from motcua.web.workspace.moments import DayField

NAMES: dict[GroundKind, Promise] = {
    GroundKind.LATENESS: gettext_lazy("Nguyên nhân quá hạn"),
    GroundKind.PAUSE: gettext_lazy("Căn cứ tạm dừng"),
    GroundKind.STOP: gettext_lazy("Căn cứ dừng giải quyết"),
}


class AddForm(forms.Form):
    """A new row, from a day on."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Danh mục"), choices=[(kind.value, name) for kind, name in NAMES.items()]
    )
    words = forms.CharField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Được in trên phiếu và báo cáo giải trình."),
        max_length=200,
    )
    from_on = DayField(label=gettext_lazy("Dùng từ ngày"))

    def clean_from_on(self) -> date:
        """A row is chosen from today on, or later."""
        from_on: date = self.cleaned_data["from_on"]
        if from_on < clock.today():
            raise ValidationError(_("Ngày bắt đầu từ hôm nay trở đi. Hãy xem lại ngày."))
        return from_on


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: guard.OfficerRequest) -> HttpResponse:
    """Show the lists; the province's own controller adds rows and ends them."""
    may_change = guard.may(request, Permission.MANAGE_CATALOG, None)
    ending = request.POST.get("thoi", "")
    form = AddForm(
        request.POST if request.method == "POST" and not ending else None,
        initial={"from_on": clock.today()},
    )
    if request.method == "POST":
        if not may_change:
            return guard.refuse(request)
        done = _ended(request, ending) if ending else form.is_valid() and _added(request, form)
        if done:
            return redirect("workspace:grounds")
    today = clock.today()
    shown = {
        "form": form,
        "may_change": may_change,
        "lists": [
            (
                kind.value,
                name,
                [
                    (row, row.in_force(today))
                    for row in grounds.merged(kind, queries.own_grounds(kind))
                ],
            )
            for kind, name in NAMES.items()
        ],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/grounds.html", shown, status=status)


def _added(request: guard.OfficerRequest, form: AddForm) -> bool:
    said = form.cleaned_data
    by = By(officer=request.user, at=clock.now())

    def add() -> str:
        kind = GroundKind(said["kind"])
        row = actions.add_ground(kind=kind, words=said["words"], from_on=said["from_on"], by=by)
        return str(row.pk)

    return _once(request, add, _("Đã thêm vào danh mục."))


def _ended(request: guard.OfficerRequest, ending: str) -> bool:
    """Let a row be chosen until today; ``ending`` names list and code."""
    kinds = {kind.value: kind for kind in GroundKind}
    name, _colon, code = ending.partition(":")
    by = By(officer=request.user, at=clock.now())

    def end() -> str:
        if name not in kinds:
            raise grounds.UnknownGround(ending)
        row = actions.end_ground(kind=kinds[name], code=code, to_on=clock.today(), by=by)
        return str(row.pk)

    return _once(request, end, _("Hết hôm nay không chọn được dòng này nữa; hồ sơ đã ghi vẫn giữ."))


def _once(request: guard.OfficerRequest, do: Callable[[], str], said: str) -> bool:
    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=clock.now(), action=do)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return False
    messages.success(request, said)
    return True


routes = [path("can-cu/", lists, name="grounds")]
