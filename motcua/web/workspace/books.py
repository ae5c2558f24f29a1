"""Books of an office printed for some days: the days asked for, the file, and that it was taken."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.organizations.models import Agency
from motcua.web.shared import guard, wording
from motcua.web.workspace import slips
from motcua.web.workspace.moments import DayField

_LONGEST = timedelta(days=92)


class DaysForm(forms.Form):
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


def asked(request: guard.OfficerRequest) -> DaysForm:
    """Return the days the address asks for; today where it asks for none."""
    today = wording.day(clock.today())
    return DaysForm(request.GET if "tu" in request.GET else {"tu": today, "den": today})


def printed(
    request: guard.OfficerRequest,
    form: DaysForm,
    agency: Agency,
    *,
    name: str,
    subject: str,
    pdf: Callable[..., bytes],
    refusals: Mapping[type[Exception], str],
) -> HttpResponse | None:
    """Return the book and write down that it was taken; None, with the reason on the form, where it is refused."""
    at = clock.now()
    from_on, to_on = form.cleaned_data["tu"], form.cleaned_data["den"]
    try:
        made = pdf(agency, from_on, to_on, officer=request.user.full_name, at=at)
    except tuple(refusals) as refused:
        form.add_error("den", refusals[type(refused)])
        return None
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type=subject,
        subject_id=agency.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    return slips.pdf(made, f"{name}-{from_on:%Y%m%d}-{to_on:%Y%m%d}.pdf")
