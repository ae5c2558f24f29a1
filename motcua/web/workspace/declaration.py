"""Đơn, tờ khai đã điền: the applicant's own paper from what the dossier says, to be read and signed."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.dossiers import access, queries
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Role
from motcua.slips import declaration, own_forms
from motcua.slips import queries as facts
from motcua.web.shared import guard
from motcua.web.workspace import dossier, slips
from motcua.web.workspace import own_forms as forms


@guard.allow(Role.CLERK, Role.OFFICER)
@require_GET
def printed(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Print it; whose it was printed for is written down."""
    held = dossier.found(request, dossier_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    received = declaration.received(queries.effective(held))
    if received is None:
        raise Http404
    at = clock.now()
    event = DossierEvent.objects.select_related(*facts.AROUND).get(pk=received.pk)
    journal.write(
        account_id=request.user.pk,
        verb=Verb.PRINT,
        subject_type="slips.declaration",
        subject_id=held.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    return _set(event, at)


def _set(event: DossierEvent, at: datetime) -> HttpResponse:
    """Set the form of the procedure where there is one, and the general paper where there is none."""
    name, form = f"don-de-nghi-{event.dossier_id}", own_forms.serving(event)
    if form is None:
        return slips.pdf(declaration.pdf(event, at=at), f"{name}.pdf")
    return forms.answered(own_forms.printed(form, event, at=at), name)


routes = [path("ho-so/<int:dossier_id>/don-de-nghi/", printed, name="declaration")]
