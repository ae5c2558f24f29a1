"""Sổ chứng thực: choose the days, see how many copies were certified and refused, print the book."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.dossiers.queries import certified_copies as queries
from motcua.organizations.models import Agency, Role
from motcua.slips import certified_book, lists
from motcua.web.shared import guard
from motcua.web.workspace import books


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def book(request: guard.OfficerRequest) -> HttpResponse:
    """Show how many numbers the days hold; asked for as a file, the book of them."""
    form = books.asked(request)
    agency = Agency.objects.get(pk=request.desk.agency_id)
    shown = {"form": form, "agency": agency, "number": 0, "refused": 0}
    if form.is_valid():
        # A book that is refused says so at its last day, which is then no longer there.
        days = form.cleaned_data["tu"], form.cleaned_data["den"]
        if "tep" in request.GET:
            made = _printed(request, form, agency)
            if made is not None:
                return made
        shown["number"] = queries.book(agency.pk, *days).count()
        shown["refused"] = queries.refused(agency.pk, *days).count()
    status = 422 if form.errors else 200
    return render(request, "workspace/certified_book.html", shown, status=status)


def _printed(
    request: guard.OfficerRequest, form: books.DaysForm, agency: Agency
) -> HttpResponse | None:
    too_many = _("Khoảng này có hơn %(most)d số chứng thực. Hãy chọn khoảng ngắn hơn.")
    return books.printed(
        request,
        form,
        agency,
        name="so-chung-thuc",
        subject="slips.certified_book",
        pdf=certified_book.pdf,
        refusals={lists.TooMany: too_many % {"most": lists.MOST}},
    )


routes = [path("so-chung-thuc/", book, name="certified_book")]
