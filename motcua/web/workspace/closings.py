"""Chốt số liệu: the books of the province are closed through a day, for good."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.dossiers import actions
from motcua.dossiers.actions import By
from motcua.dossiers.models import Closing
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules import periods
from motcua.web.shared import guard, wording
from motcua.web.workspace import refusals
from motcua.web.workspace.moments import DayField

_SHOWN = 40


class ClosingForm(forms.Form):
    """Through which day, and for which report."""

    through = DayField(label=gettext_lazy("Chốt đến hết ngày"))
    label = forms.CharField(label=gettext_lazy("Kỳ báo cáo"), max_length=120)

    def clean_through(self) -> date:
        """Only days that are over are closed."""
        through: date = self.cleaned_data["through"]
        if through >= clock.today():
            raise ValidationError(
                _("Chỉ chốt được những ngày đã qua. Hãy chọn ngày trước hôm nay.")
            )
        return through


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def closings(request: guard.OfficerRequest) -> HttpResponse:
    """Show what is closed; the province's own controller closes the next period."""
    may_close = guard.may(request, Permission.CLOSE_PERIOD, None)
    form = ClosingForm(request.POST or None, initial=_proposed())
    if request.method == "POST" and not may_close:
        return guard.refuse(request)
    if request.method == "POST" and form.is_valid() and _closed(request, form):
        return redirect("workspace:closings")
    rows = Closing.objects.select_related("closed_by").order_by("-through_on")[:_SHOWN]
    shown = {"form": form, "closings": rows, "may_close": may_close}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/closings.html", shown, status=status)


def _proposed() -> dict[str, date | str]:
    """Return the last statutory month that is over."""
    last = periods.containing(periods.Kind.MONTH, clock.today()).shifted(-1)
    name = last.label()
    return {"through": last.window().to_on, "label": name[:1].upper() + name[1:]}


def _closed(request: guard.OfficerRequest, form: ClosingForm) -> bool:
    at = clock.now()
    through, label = form.cleaned_data["through"], form.cleaned_data["label"]

    def close() -> str:
        by = By(officer=request.user, at=at)
        return str(actions.close_period(through=through, label=label, by=by).pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=close)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return False
    following = wording.day(through + timedelta(days=1))
    said = _("Đã chốt số liệu đến hết %(day)s. Việc ghi từ nay được tính từ %(next)s.")
    messages.success(request, said % {"day": wording.day(through), "next": following})
    return True


routes = [path("chot-so-lieu/", closings, name="closings")]
