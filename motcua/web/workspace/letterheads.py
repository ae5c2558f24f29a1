"""Tiêu đề văn bản: what an agency's papers say at their head, from a day on."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.slips import letterhead
from motcua.slips.actions import set_letterhead
from motcua.slips.models import Letterhead
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts

LINES = ("superior", "office", "desk", "place", "contact")


class LetterheadForm(forms.Form):
    """The lines of the head; an empty one is filled from the agency's record."""

    superior = forms.CharField(
        label=gettext_lazy("Cơ quan chủ quản"), max_length=200, required=False
    )
    office = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200, required=False)
    desk = forms.CharField(label=gettext_lazy("Bộ phận Một cửa"), max_length=200, required=False)
    place = forms.CharField(
        label=gettext_lazy("Địa danh"),
        help_text=gettext_lazy("Trước ngày tháng của văn bản, ví dụ: Chi Lăng."),
        max_length=80,
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("Liên hệ"),
        help_text=gettext_lazy("In ở cuối phiếu: số điện thoại, địa chỉ."),
        max_length=200,
        required=False,
    )
    from_on = admin_acts.DayField(
        label=gettext_lazy("Dùng từ ngày"),
        help_text=gettext_lazy("Từ ngày mai trở đi: phiếu của ngày trước giữ tiêu đề cũ."),
    )

    def clean_from_on(self) -> date:
        """What is printed today stays as it is."""
        from_on: date = self.cleaned_data["from_on"]
        if from_on <= clock.today():
            raise ValidationError(
                _("Tiêu đề mới dùng từ ngày mai trở đi, để phiếu in lại giống bản đã giao.")
            )
        return from_on


@guard.allow(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: guard.OfficerRequest, agency_id: int) -> HttpResponse:
    """Show the head as papers print it today and those set; set one for a later day."""
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or not guard.may(request, Permission.MANAGE_AGENCIES, agency.pk):
        raise Http404
    today = clock.today()
    form = LetterheadForm(request.POST or None, initial=_initial(agency, today))

    def save() -> int:
        said = form.cleaned_data
        row = set_letterhead(
            agency=agency,
            lines={name: said[name].strip() for name in LINES},
            from_on=said["from_on"],
            officer=request.user,
            at=clock.now(),
        )
        return int(row.pk)

    if request.method == "POST" and admin_acts.carry_out(request, form, save) is not None:
        messages.success(request, _("Đã đặt tiêu đề văn bản."))
        return redirect("workspace:letterhead", agency.pk)
    rows = Letterhead.objects.filter(agency=agency).select_related("recorded_by")
    shown = {
        "agency": agency,
        "form": form,
        "now": letterhead.of(agency, agency, today),
        "rows": rows.order_by("-from_on"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/letterhead.html", shown, status=status)


def _initial(agency: Agency, today: date) -> dict[str, object]:
    kept = letterhead.set_for(agency.pk, today)
    return {name: getattr(kept, name) for name in LINES} | {"from_on": today + timedelta(days=1)}


routes = [path("co-quan/<int:agency_id>/tieu-de-van-ban/", head, name="letterhead")]
