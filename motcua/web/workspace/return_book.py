"""Sổ trả kết quả: choose the days, see how many results were handed out, print the book."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.organizations.models import Agency, Role
from motcua.slips import lists, return_book
from motcua.web.shared import guard, wording
from motcua.web.workspace import slips
from motcua.web.workspace.register import RegisterForm


@guard.allow(Role.CLERK, Role.LEADER)
@require_GET
def book(request: guard.OfficerRequest) -> HttpResponse:
    """Show how many results the days hold; asked for as a file, the book of them."""
    today = wording.day(clock.today())
    form = RegisterForm(request.GET if "tu" in request.GET else {"tu": today, "den": today})
    agency = Agency.objects.get(pk=request.desk.agency_id)
    shown = {"form": form, "agency": agency, "number": 0}
    if form.is_valid():
        if "tep" in request.GET:
            made = _printed(request, form, agency)
            if made is not None:
                return made
        days = form.cleaned_data["tu"], form.cleaned_data["den"]
        shown["number"] = return_book.returned(agency, *days).count()
    status = 422 if form.errors else 200
    return render(request, "workspace/return_book.html", shown, status=status)


def _printed(
    request: guard.OfficerRequest, form: RegisterForm, agency: Agency
) -> HttpResponse | None:
    """Return the file and write down that it was taken; None with the reason on the form."""
    at = clock.now()
    from_on, to_on = form.cleaned_data["tu"], form.cleaned_data["den"]
    try:
        made = return_book.pdf(agency, from_on, to_on, officer=request.user.full_name, at=at)
    except lists.TooMany:
        said = _("Khoảng này có hơn %(most)d kết quả. Hãy chọn khoảng ngắn hơn.")
        form.add_error("den", said % {"most": lists.MOST})
        return None
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="slips.return_book",
        subject_id=agency.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    return slips.pdf(made, f"so-tra-ket-qua-{from_on:%Y%m%d}-{to_on:%Y%m%d}.pdf")


routes = [path("so-tra-ket-qua/", book, name="return_book")]
