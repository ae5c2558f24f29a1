"""Danh mục TTHC for officers: what is settled, where, in how long, for how much, with which papers."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.models import LIMIT_MISSING, CaseChannel, Fee
from motcua.catalog.queries import completeness
from motcua.catalog.queries import handling as standing
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.rules.codes import Channel, Tier, TimeUnit
from motcua.rules.completeness import Part
from motcua.web.shared import guard, labels, wording
from motcua.web.workspace import catalogue_drafts, catalogue_versions

PAGE = 25
_ALL = 5000


@guard.signed_in
@require_GET
def procedures(request: guard.OfficerRequest) -> HttpResponse:
    """List the procedures in force, of this agency or of the whole province."""
    words = request.GET.get("tu", "").strip()
    everywhere = request.GET.get("muc") == "ca-tinh"
    today = clock.today()
    own = None if everywhere else Agency.objects.get(pk=request.desk.agency_id)
    found = catalog.search(words, agency=own, on=today, limit=_ALL)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "tu": words,
        "everywhere": everywhere,
        "page": page,
        "agency": request.desk.agency_name,
        "keeps": catalogue_drafts.may(request),
        "lists": guard.may(request, Permission.CONFIRM_LISTING, request.desk.agency_id),
        "tab": "danh-muc",
    }
    return render(request, "workspace/procedures.html", shown)


@guard.signed_in
@require_GET
def procedure(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show one procedure as an officer needs it."""
    today = clock.today()
    version = catalog.by_code(code, today) or catalog.latest(code)
    if version is None:
        raise Http404
    whole = catalog.with_parts(version)
    lacking = completeness.lacking([whole])[whole.pk]
    shown = {
        "version": whole,
        "in_force": whole.effective_to is None or whole.effective_to >= today,
        "level": ", ".join(labels.of(Tier(one)) for one in whole.levels),
        "service_level": labels.of(standing.service_level(whole, today)),
        "handling": standing.handling(whole.procedure, today),
        "lists": standing.memberships(whole.procedure, today),
        "cases": [
            (case, [(_limit(one), one, _fees(one)) for one in case.channels.all()])
            for case in whole.cases.all()
        ],
        "offered": catalog.agencies_offering(whole.procedure, today),
        "standing": catalogue_versions.standing(whole, today),
        "ended": whole.effective_to is not None and whole.effective_to < today,
        "keeps": catalogue_drafts.may(request),
        "sees_forms": request.desk.role is not Role.ADMIN,
        "lacking": completeness.named(lacking),
        "lacks_limit": Part.LIMIT in lacking and whole.effective_to is None,
    }
    return render(request, "workspace/procedure.html", shown)


def _limit(one: CaseChannel) -> tuple[str, str]:
    if one.limit_unit == LIMIT_MISSING:
        return labels.of(Channel(one.channel)), str(labels.LIMIT_MISSING)
    unit = TimeUnit(one.limit_unit)
    amount = one.limit_amount
    words = f"{amount:02d} {labels.of(unit)}" if amount else labels.of(unit)
    return labels.of(Channel(one.channel)), words


def _fees(one: CaseChannel) -> list[str]:
    if not one.fees_known:
        return [str(labels.FEES_UNKNOWN)]
    return [_fee(fee) for fee in one.fees.all()]


def _fee(fee: Fee) -> str:
    kind = fee.get_kind_display()
    if fee.amount_dong is not None:
        return f"{kind} {wording.money(fee.amount_dong)}"
    if fee.foreign_amount is not None:
        return f"{kind} {fee.foreign_amount.normalize():f} {fee.currency}"
    return f"{kind}: {fee.note}"


routes = [
    path("danh-muc/", procedures, name="catalog"),
    path("danh-muc/<str:code>/", procedure, name="procedure"),
]
