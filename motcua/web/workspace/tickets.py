"""Số thứ tự: draw, call and finish numbers at the counter, and the screen people look at."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once
from motcua.dossiers.actions import By, tickets
from motcua.dossiers.models import Ticket
from motcua.dossiers.queries import tickets as queries
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import refusals

_PLACE = "ticket-place"
_NEXT_SHOWN = 12


class PlaceForm(forms.Form):
    """Where the person called is to go."""

    terse = True

    place = forms.CharField(
        label=_("Quầy"),
        help_text=_("Ví dụ: Quầy 3. Được nhớ đến khi đăng xuất."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


@guard.allow(Role.CLERK)
@require_GET
def board(request: guard.OfficerRequest) -> HttpResponse:
    """Show whom this officer has called, who waits, and who booked a time today."""
    return _page(request, PlaceForm(initial={"place": request.session.get(_PLACE, "")}))


@guard.allow(Role.CLERK)
@require_GET
def screen(request: guard.OfficerRequest) -> HttpResponse:
    """Show the numbers that are called, large, for the people who wait; it renews itself."""
    at = clock.now()
    shown = {"called": queries.called(*_here(request), at=at), "agency": request.desk.agency_name}
    return render(request, "workspace/tickets_screen.html", shown)


@guard.allow(Role.CLERK)
@require_GET
def paper(request: guard.OfficerRequest, ticket_id: int) -> HttpResponse:
    """Show a number as the piece of paper the person takes along."""
    agency_id, desk_id = _here(request)
    found = Ticket.objects.filter(pk=ticket_id, agency=agency_id, desk=desk_id).first()
    if found is None:
        raise Http404
    waits = queries.waiting(agency_id, desk_id, at=clock.now()).filter(number__lt=found.number)
    shown = {"ticket": found, "before": waits.count(), "agency": request.desk.agency_name}
    return render(request, "workspace/ticket.html", shown)


@guard.allow(Role.CLERK)
@require_POST
def draw(request: guard.OfficerRequest) -> HttpResponse:
    """Draw the next number and show it."""
    agency_id, desk_id = _here(request)

    def drawn(by: By) -> Ticket:
        return tickets.draw(agency_id=agency_id, desk_id=desk_id, by=by)

    made = _done(request, drawn)
    return redirect("workspace:ticket", made) if made else redirect("workspace:tickets")


@guard.allow(Role.CLERK)
@require_POST
def call_next(request: guard.OfficerRequest) -> HttpResponse:
    """Call whoever is next to this officer's place, which is remembered."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    place = form.cleaned_data["place"]
    request.session[_PLACE] = place
    agency_id, desk_id = _here(request)

    def call(by: By) -> Ticket:
        return tickets.call_next(agency_id=agency_id, desk_id=desk_id, by=by, place=place)

    _done(request, call)
    return redirect("workspace:tickets")


@guard.allow(Role.CLERK)
@require_POST
def answer(request: guard.OfficerRequest, ticket_id: int) -> HttpResponse:
    """Call a number again, or say that the person was served or did not come."""
    agency_id, desk_id = _here(request)
    if not Ticket.objects.filter(pk=ticket_id, agency=agency_id, desk=desk_id).exists():
        raise Http404
    asked = request.POST.get("viec", "")

    def do(by: By) -> Ticket:
        if asked == "goi-lai":
            return tickets.call_again(ticket_id=ticket_id, by=by)
        return tickets.finish(ticket_id=ticket_id, by=by, absent=asked == "vang")

    _done(request, do)
    return redirect("workspace:tickets")


def _page(request: guard.OfficerRequest, form: PlaceForm) -> HttpResponse:
    at, here = clock.now(), _here(request)
    waiting = queries.waiting(*here, at=at)
    shown = {
        "form": form,
        "mine": queries.mine(request.user, *here, at=at),
        "waiting": waiting[:_NEXT_SHOWN],
        "number": waiting.count(),
        "booked": queries.appointments(*here, clock.local(at).date()).filter(ticket=None).count(),
        "at": at,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/tickets.html", shown, status=status)


def _here(request: guard.OfficerRequest) -> tuple[int, int | None]:
    """Return the agency and the desk of the post at work."""
    return request.desk.agency_id, request.desk.desk_id


def _done(request: guard.OfficerRequest, do: Callable[[By], Ticket]) -> int | None:
    """Do it once and return the number's id; None with a sentence of what stood in the way."""
    at = clock.now()
    by = By(officer=request.user, at=at)
    try:
        key = request.POST.get("once", "")
        made = once.run(key=key, account_id=request.user.pk, at=at, action=lambda: str(do(by).pk))
    except tickets.NobodyWaits:
        messages.info(request, _now("Không còn ai chờ."))
        return None
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return None
    return int(made.reference)


routes = [
    path("so-thu-tu/", board, name="tickets"),
    path("so-thu-tu/man-hinh/", screen, name="tickets_screen"),
    path("so-thu-tu/lay-so/", draw, name="ticket_draw"),
    path("so-thu-tu/goi/", call_next, name="ticket_call"),
    path("so-thu-tu/<int:ticket_id>/", paper, name="ticket"),
    path("so-thu-tu/<int:ticket_id>/xong/", answer, name="ticket_answer"),
]
