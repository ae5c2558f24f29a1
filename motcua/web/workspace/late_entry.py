"""The unit's word on what the counter entered for it: true, or not agreed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.dossiers import actions, queries
from motcua.dossiers.actions import By
from motcua.dossiers.models import LateEntry
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import dossier, refusals

_CONFIRM = "dung"


@guard.allow(Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def late_entry(request: guard.OfficerRequest, entry_id: int) -> HttpResponse:
    """Show what was entered, and take the unit's answer once."""
    entry = queries.late_entries([request.desk.agency_id]).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    held = dossier.found(request, entry.dossier_id)
    if request.method != "POST":
        return render(request, "workspace/late_entry.html", {"entry": entry, "dossier": held})
    try:
        _answer(request, entry)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
    else:
        messages.success(request, _("Đã ghi nhận ý kiến của đơn vị."))
    return redirect("workspace:dossier", held.pk)


def _answer(request: guard.OfficerRequest, entry: LateEntry) -> None:
    at = clock.now()
    by = By(officer=request.user, at=at)

    def answer() -> str:
        if request.POST.get("viec") == _CONFIRM:
            actions.confirm_late_entry(late_entry_id=entry.pk, by=by)
        else:
            note = request.POST.get("note", "")
            actions.contest_late_entry(late_entry_id=entry.pk, by=by, note=note)
        return str(entry.pk)

    key = request.POST.get("once", "")
    once.run(key=key, account_id=request.user.pk, at=at, action=answer)


routes = [path("ghi-muon/<int:entry_id>/", late_entry, name="late_entry")]
