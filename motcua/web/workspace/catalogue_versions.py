"""Các phiên bản: what a procedure was when, and two versions side by side."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.models import Procedure, ProcedureState, ProcedureVersion
from motcua.web.shared import guard
from motcua.web.workspace import asked, catalogue_compare, catalogue_drafts


def standing(version: ProcedureVersion, on: date) -> tuple[str, str]:
    """Say where a version stands on a day, and the tone of its badge."""
    if version.state == ProcedureState.DRAFT:
        return _("Dự thảo"), "waiting"
    if version.effective_from > on:
        return _("Đã công bố, chưa có hiệu lực"), "near"
    over = version.effective_to is not None and version.effective_to < on
    if over and version.state == ProcedureState.ABOLISHED:
        return _("Đã bãi bỏ"), "ended"
    if over:
        return _("Hết hiệu lực"), "ended"
    return _("Đang có hiệu lực"), "in-time"


@guard.signed_in
@require_GET
def versions(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """List the versions of a procedure, the latest first; drafts for who writes them."""
    procedure = get_object_or_404(Procedure, code=code)
    found = _seen_by(request, procedure)
    if not found:
        raise Http404
    today = clock.today()
    rows = [
        {"version": one, "standing": standing(one, today), "before": before}
        for one, before in zip(found, [*found[1:], None], strict=True)
    ]
    shown = {"procedure": procedure, "rows": rows, "name": found[0].name}
    return render(request, "workspace/catalogue_versions.html", shown)


@guard.signed_in
@require_GET
def compare(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show two versions of a procedure side by side, what is the same folded."""
    procedure = get_object_or_404(Procedure, code=code)
    by_number = {one.number: one for one in _seen_by(request, procedure)}
    old = by_number.get(asked.number(request.GET.get("cu", "")) or 0)
    new = by_number.get(asked.number(request.GET.get("moi", "")) or 0)
    if old is None or new is None:
        raise Http404
    today = clock.today()
    parts = catalogue_compare.parts(catalog.with_parts(old), catalog.with_parts(new))
    shown = {
        "procedure": procedure,
        "old": old,
        "new": new,
        "old_standing": standing(old, today),
        "new_standing": standing(new, today),
        "choices": list(by_number.values()),
        "changed": [part for part in parts if part.changed],
        "same": [part for part in parts if not part.changed],
    }
    return render(request, "workspace/catalogue_compare.html", shown)


def _seen_by(request: guard.OfficerRequest, procedure: Procedure) -> list[ProcedureVersion]:
    rows = procedure.versions.select_related("field", "procedure", "written_by")
    if not catalogue_drafts.may(request):
        rows = rows.exclude(state=ProcedureState.DRAFT)
    return list(rows.order_by("-number"))


routes = [
    path("danh-muc/<str:code>/phien-ban/", versions, name="versions"),
    path("danh-muc/<str:code>/so-sanh/", compare, name="compare"),
]
