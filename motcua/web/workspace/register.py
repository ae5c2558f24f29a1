"""Sổ theo dõi hồ sơ: choose the days, see how many, print the book."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.organizations.models import Agency, Role
from motcua.slips import register
from motcua.web.shared import guard
from motcua.web.workspace import books


@guard.allow(Role.CLERK, Role.LEADER)
@require_GET
def book(request: guard.OfficerRequest) -> HttpResponse:
    """Show how many dossiers the days hold; asked for as a file, the register of them."""
    form = books.asked(request)
    agency = Agency.objects.get(pk=request.desk.agency_id)
    shown = {"form": form, "agency": agency, "most": register.MOST, "number": 0}
    if form.is_valid():
        # A book that is refused says so at its last day, which is then no longer there.
        days = form.cleaned_data["tu"], form.cleaned_data["den"]
        if "tep" in request.GET:
            made = _printed(request, form, agency)
            if made is not None:
                return made
        shown["number"] = register.taken_in(agency, *days).count()
    status = 422 if form.errors else 200
    return render(request, "workspace/register.html", shown, status=status)


def _printed(
    request: guard.OfficerRequest, form: books.DaysForm, agency: Agency
) -> HttpResponse | None:
    too_many = _("Khoảng này có hơn %(most)d hồ sơ. Hãy chọn khoảng ngắn hơn.")
    return books.printed(
        request,
        form,
        agency,
        name="so-theo-doi",
        subject="slips.register",
        pdf=register.pdf,
        refusals={
            register.TwoForms: _(
                "Mẫu sổ đổi từ 01/7/2025. Hãy in riêng phần trước và phần từ ngày ấy."
            ),
            register.TooMany: too_many % {"most": register.MOST},
        },
    )


routes = [path("so-theo-doi/", book, name="register")]
