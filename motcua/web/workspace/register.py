"""Sổ theo dõi hồ sơ: choose the days, see how many, print the book."""

from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.organizations.models import Agency, Role
from motcua.slips import register
from motcua.web.shared import guard
from motcua.web.workspace import slips
from motcua.web.workspace.moments import DayField

_LONGEST = timedelta(days=92)


class RegisterForm(forms.Form):
    """From which day to which; a quarter at most."""

    tu = DayField(label=gettext_lazy("Từ ngày"))
    den = DayField(label=gettext_lazy("Đến ngày"))

    def clean(self) -> dict[str, date]:
        """Hold the days to an order and to what one book holds."""
        said: dict[str, date] = super().clean() or {}
        from_on, to_on = said.get("tu"), said.get("den")
        if from_on and to_on and from_on > to_on:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi. Hãy xem lại hai ngày."))
        elif from_on and to_on and to_on - from_on > _LONGEST:
            self.add_error("den", _("Mỗi lần in nhiều nhất một quý. Hãy chọn khoảng ngắn hơn."))
        return said


@guard.allow(Role.CLERK, Role.LEADER)
@require_GET
def book(request: guard.OfficerRequest) -> HttpResponse:
    """Show how many dossiers the days hold; asked for as a file, the register of them."""
    today = clock.today()
    form = RegisterForm(
        request.GET if "tu" in request.GET else {"tu": _day(today), "den": _day(today)}
    )
    agency = Agency.objects.get(pk=request.desk.agency_id)
    shown = {"form": form, "agency": agency, "most": register.MOST, "number": 0}
    if form.is_valid():
        from_on, to_on = form.cleaned_data["tu"], form.cleaned_data["den"]
        if "tep" in request.GET:
            made = _printed(request, form, agency)
            if made is not None:
                return made
        shown["number"] = register.taken_in(agency, from_on, to_on).count()
    status = 422 if form.errors else 200
    return render(request, "workspace/register.html", shown, status=status)


def _printed(
    request: guard.OfficerRequest, form: RegisterForm, agency: Agency
) -> HttpResponse | None:
    """Return the file and write down that it was taken; None with the reason on the form."""
    at = clock.now()
    from_on, to_on = form.cleaned_data["tu"], form.cleaned_data["den"]
    try:
        made = register.pdf(agency, from_on, to_on, officer=request.user.full_name, at=at)
    except register.TwoForms:
        said = _("Mẫu sổ đổi từ 01/7/2025. Hãy in riêng phần trước và phần từ ngày ấy.")
        form.add_error("den", said)
        return None
    except register.TooMany:
        said = _("Khoảng này có hơn %(most)d hồ sơ. Hãy chọn khoảng ngắn hơn.")
        form.add_error("den", said % {"most": register.MOST})
        return None
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="slips.register",
        subject_id=agency.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    return slips.pdf(made, f"so-theo-doi-{from_on:%Y%m%d}-{to_on:%Y%m%d}.pdf")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


routes = [path("so-theo-doi/", book, name="register")]
