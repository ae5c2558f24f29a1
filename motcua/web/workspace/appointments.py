"""Lịch hẹn: times booked at the counter; who has come gets a number that is called at his time."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock, once
from motcua.dossiers.actions import By, tickets
from motcua.dossiers.models import Appointment
from motcua.dossiers.queries import tickets as queries
from motcua.organizations.models import Role
from motcua.web.shared import guard, wording
from motcua.web.workspace import refusals
from motcua.web.workspace.moments import DayField

_FARTHEST = timedelta(days=60)


class DayForm(forms.Form):
    """Which day is looked at."""

    terse = True

    ngay = DayField(label=_("Ngày"))

    def clean_ngay(self) -> date:
        """Hold the day to what is booked ahead."""
        day: date = self.cleaned_data["ngay"]
        if not clock.today() <= day <= clock.today() + _FARTHEST:
            raise forms.ValidationError(_now("Chọn một ngày từ hôm nay đến 60 ngày tới."))
        return day


class BookingForm(forms.Form):
    """Who comes, and at which free time."""

    terse = True

    at = forms.ChoiceField(label=_("Giờ hẹn"))
    name = forms.CharField(
        label=_("Họ và tên"), max_length=300, widget=forms.TextInput({"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, free: list[tuple[datetime, int]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Offer the times that can still be booked."""
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [  # type: ignore[attr-defined]
            (moment.isoformat(), _now("%(hour)s, còn %(left)d chỗ") % _free(moment, left))
            for moment, left in free
        ]


@guard.allow(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: guard.OfficerRequest) -> HttpResponse:
    """Show who comes on a day; book a free time of it."""
    choice = DayForm({"ngay": request.GET.get("ngay") or wording.day(clock.today())})
    on = choice.cleaned_data["ngay"] if choice.is_valid() else clock.today()
    here = _here(request)
    free = queries.free_slots(*here, on, at=clock.now())
    form = BookingForm(request.POST or None, free=free)
    if request.method == "POST" and form.is_valid() and _booked(request, form):
        return redirect(_address(on))
    shown = {
        "choice": choice,
        "form": form,
        "free": free,
        "on": on,
        "today": on == clock.today(),
        "rows": queries.appointments(*here, on),
    }
    wrong = bool(choice.errors) or (form.is_bound and bool(form.errors))
    return render(request, "workspace/appointments.html", shown, status=422 if wrong else 200)


@guard.allow(Role.CLERK)
@require_POST
def answer(request: guard.OfficerRequest, appointment_id: int) -> HttpResponse:
    """Give a number to who has come, or give the time of who will not to somebody else."""
    agency_id, desk_id = _here(request)
    found = Appointment.objects.filter(pk=appointment_id, agency=agency_id, desk=desk_id).first()
    if found is None:
        raise Http404
    gone = request.POST.get("viec") == "huy"
    at = clock.now()
    by = By(officer=request.user, at=at)

    def do() -> str:
        if gone:
            return str(tickets.cancel(appointment_id=appointment_id, by=by).pk)
        return str(tickets.arrive(appointment_id=appointment_id, by=by).pk)

    try:
        key = request.POST.get("once", "")
        made = once.run(key=key, account_id=request.user.pk, at=at, action=do)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return redirect(_address(clock.local(found.at).date()))
    if gone:
        messages.success(request, _now("Đã hủy lịch hẹn; giờ này người khác đặt được."))
        return redirect(_address(clock.local(found.at).date()))
    return redirect("workspace:ticket", int(made.reference))


def _booked(request: guard.OfficerRequest, form: BookingForm) -> bool:
    agency_id, desk_id = _here(request)
    at, said = clock.now(), form.cleaned_data

    def book() -> str:
        made = tickets.book(
            agency_id=agency_id,
            desk_id=desk_id,
            at=datetime.fromisoformat(said["at"]),
            name=said["name"],
            phone=said["phone"],
            by=By(officer=request.user, at=at),
        )
        return str(made.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=book)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return False
    messages.success(request, _now("Đã đặt lịch hẹn."))
    return True


def _here(request: guard.OfficerRequest) -> tuple[int, int | None]:
    return request.desk.agency_id, request.desk.desk_id


def _free(moment: datetime, left: int) -> dict[str, object]:
    return {"hour": f"{moment:%H:%M}", "left": left}


def _address(on: date) -> str:
    return f"{reverse('workspace:appointments')}?ngay={wording.day(on)}"


routes = [
    path("lich-hen/", day, name="appointments"),
    path("lich-hen/<int:appointment_id>/", answer, name="appointment_answer"),
]
