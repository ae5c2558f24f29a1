"""Bưu gửi của hồ sơ: every parcel with how far it came, and papers of the filer that came by post."""

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.dossiers import access
from motcua.dossiers.actions import By, delivery
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import contacts
from motcua.organizations import access as rights
from motcua.organizations.models import Role
from motcua.rules.codes import Act
from motcua.web.shared import guard
from motcua.web.workspace import dossier, refusals
from motcua.web.workspace.returning_forms import ParcelInForm


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def parcels(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the parcels of a dossier; whoever takes papers in writes down one that came."""
    held = dossier.found(request, dossier_id)
    form = ParcelInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _taken_in(request, held, form):
        return redirect("workspace:parcels", held.pk)
    places = access.places(held, Act.SUPPLEMENT)
    postings = rights.postings(request.user.pk, clock.today())
    shown = {
        "dossier": held,
        "parcels": contacts.parcels_of(held),
        "form": form,
        "may_take_in": access.permits(postings, Act.SUPPLEMENT, places),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/parcels.html", shown, status=status)


def _taken_in(request: guard.OfficerRequest, held: Dossier, form: ParcelInForm) -> bool:
    at, said = clock.now(), form.cleaned_data
    posted_at = datetime.combine(said["posted_on"], time.min, tzinfo=clock.ZONE)

    def take_in() -> str:
        made = delivery.take_in(
            dossier_id=held.pk,
            by=By(officer=request.user, at=at),
            carrier=said["carrier"],
            waybill=said["waybill"],
            posted_at=posted_at,
        )
        return str(made.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=take_in)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return False
    messages.success(request, _("Đã ghi bưu gửi đến."))
    return True


routes = [path("ho-so/<int:dossier_id>/buu-gui/", parcels, name="parcels")]
