"""Kỳ báo cáo riêng: days that a document makes a period of reports, named once and then chosen."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock, once
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.reporting import actions, queries
from motcua.rules import periods
from motcua.rules.periods import Window
from motcua.web.shared import guard
from motcua.web.workspace.admin_acts import DayField


class PeriodForm(forms.Form):
    """The name, the days and the document."""

    name = forms.CharField(
        label=gettext_lazy("Tên kỳ"),
        max_length=120,
        help_text=gettext_lazy("In trên biểu, ví dụ: tháng 3 năm 2024"),
    )
    from_on = DayField(label=gettext_lazy("Từ ngày"))
    to_on = DayField(label=gettext_lazy("Đến hết ngày"))
    document = forms.CharField(
        label=gettext_lazy("Văn bản quy định"),
        max_length=200,
        help_text=gettext_lazy("Số, ngày, cơ quan ban hành"),
    )

    def clean(self) -> dict[str, Any]:
        """Make the window of the two days."""
        cleaned = super().clean() or {}
        if cleaned.get("from_on") and cleaned.get("to_on"):
            try:
                cleaned["window"] = Window(cleaned["from_on"], cleaned["to_on"])
            except periods.BadWindow as bad:
                self.add_error("to_on", str(bad))
        return cleaned


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def own_periods(request: guard.OfficerRequest) -> HttpResponse:
    """Show the periods of the province's own; its controller names another."""
    may = guard.may(request, Permission.CLOSE_PERIOD, None)
    if request.method == "POST" and not may:
        return guard.refuse(request)
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _named(request, form):
        messages.success(request, _("Đã ghi kỳ báo cáo."))
        return redirect("workspace:own_periods")
    shown = {"form": form, "may": may, "periods": queries.local_periods().select_related("by")}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/reports_periods.html", shown, status=status)


def _named(request: guard.OfficerRequest, form: PeriodForm) -> bool:
    given, at = form.cleaned_data, clock.now()

    def name() -> str:
        made = actions.name_period(
            name=given["name"],
            window=given["window"],
            document=given["document"],
            by=request.user,
            at=at,
        )
        return str(made.pk)

    try:
        once.run(key=request.POST.get("once", ""), account_id=request.user.pk, at=at, action=name)
    except actions.AlreadyAPeriod as there:
        form.add_error("to_on", _("Những ngày này đã là kỳ “%(name)s”.") % {"name": there})
        return False
    except once.BadKey:
        form.add_error(None, _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa."))
        return False
    return True


@guard.allow(Role.CONTROLLER)
@require_POST
def withdraw(request: guard.OfficerRequest, period_id: int) -> HttpResponse:
    """Offer a period no more; what was filed for it stays."""
    if not guard.may(request, Permission.CLOSE_PERIOD, None):
        return guard.refuse(request)
    at = clock.now()

    def act() -> str:
        actions.withdraw_period(period_id=period_id, by=request.user, at=at)
        return str(period_id)

    try:
        once.run(key=request.POST.get("once", ""), account_id=request.user.pk, at=at, action=act)
    except once.BadKey:
        messages.error(request, _("Biểu mẫu đã hết hạn. Hãy gửi lần nữa."))
    else:
        messages.success(request, _("Kỳ này không còn để chọn. Biểu đã nộp vẫn giữ tên kỳ."))
    return redirect("workspace:own_periods")


routes = [
    path("bao-cao/ky-rieng/", own_periods, name="own_periods"),
    path("bao-cao/ky-rieng/<int:period_id>/bo/", withdraw, name="own_period_withdraw"),
]
