"""Quy trình nội bộ: which procedures have one, the steps of each, two versions side by side."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, text
from motcua.catalog import queries as catalog
from motcua.catalog.models import Case, ProcedureVersion, Route, RouteState
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import writing
from motcua.web.shared import guard, wording
from motcua.web.workspace import catalogue_compare, catalogue_drafts, routes_forms
from motcua.web.workspace.catalogue_compare import Part

PAGE = 25
FILTERS = ("", "chua", "co", "du-thao")


def find(request: guard.OfficerRequest, route_id: int) -> Route:
    """Return a route this person may see: drafts are for who keeps the catalogue."""
    rows = queries.routes()
    if not catalogue_drafts.may(request):
        rows = rows.exclude(state=RouteState.DRAFT)
    return get_object_or_404(rows, pk=route_id)


@guard.signed_in
@require_GET
def all_routes(request: guard.OfficerRequest) -> HttpResponse:
    """List the procedures in force with how many routes hold for each."""
    keeps = catalogue_drafts.may(request)
    asked = request.GET.get("muc", "")
    which = asked if asked in FILTERS and (keeps or asked != "du-thao") else ""
    sought = request.GET.get("tu", "").strip()
    found = queries.with_counts(clock.today(), which, text.fold(sought).split())
    shown = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "keeps": keeps,
        "which": which,
        "tu": sought,
        "tab": "quy-trinh",
    }
    return render(request, "workspace/routes.html", shown)


@guard.signed_in
@require_GET
def of_procedure(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show the routes of one procedure, case by case."""
    version = catalog.by_code(code, clock.today()) or catalog.latest(code)
    if version is None:
        raise Http404
    keeps = catalogue_drafts.may(request)
    shown = {
        "version": version,
        "cases": list(_cases(version, keeps=keeps)),
        "keeps": keeps and version.effective_to is None,
        "tab": "quy-trinh",
    }
    return render(request, "workspace/routes_procedure.html", shown)


def _cases(version: ProcedureVersion, *, keeps: bool) -> Iterator[dict[str, Any]]:
    for case in version.cases.order_by("order"):
        rows = queries.of_case(case)
        yield {
            "case": case,
            "limits": limit_words(case),
            "rows": [
                {"route": one, "where": writing.scope_words(one), "standing": standing(one)}
                for one in rows
                if keeps or one.state != RouteState.DRAFT
            ],
            "form": routes_forms.DrawUpForm(case=case, auto_id=f"{case.pk}-%s"),
        }


def limit_words(case: Case) -> str:
    """Say the time limits of a case, each once."""
    told = (catalogue_compare.limit_words(one) for one in case.channels.order_by("channel"))
    return "; ".join(dict.fromkeys(told))


def standing(route: Route) -> tuple[str, str]:
    """Say where a route stands today, and the tone of its badge."""
    today = clock.today()
    if route.state == RouteState.DRAFT:
        return _("Dự thảo"), "waiting"
    if route.effective_from is not None and route.effective_from > today:
        return _("Đã phê duyệt, chưa áp dụng"), "near"
    if route.effective_to is not None and route.effective_to < today:
        return _("Hết hiệu lực"), "ended"
    return _("Đang áp dụng"), "in-time"


@guard.signed_in
@require_GET
def one(request: guard.OfficerRequest, route_id: int) -> HttpResponse:
    """Show a route as the table of its decision, and what in a draft cannot work."""
    return render(request, "workspace/routes_one.html", page_of(request, find(request, route_id)))


def page_of(request: guard.OfficerRequest, route: Route) -> dict[str, Any]:
    """What the page of a route shows."""
    draft = route.state == RouteState.DRAFT
    found = queries.problems(queries.as_rule(route), route.case, route.agency) if draft else []
    return {
        "route": route,
        "version": route.case.version,
        "where": writing.scope_words(route),
        "scope": str(route.agency_id or route.level),
        "standing": standing(route),
        "limits": limit_words(route.case),
        "rows": list(writing.step_cells(route)),
        "stopping": [one for one in found if one.stops],
        "noted": [one for one in found if not one.stops],
        "before": queries.before(route),
        "seen": queries.fingerprint(route),
        "keeps": catalogue_drafts.may(request),
        "draft": draft,
        "tab": "quy-trinh",
    }


@guard.signed_in
@require_GET
def compare(request: guard.OfficerRequest, route_id: int) -> HttpResponse:
    """Show a route beside the one before it."""
    new = find(request, route_id)
    old = queries.before(new)
    if old is None:
        raise Http404
    parts = [
        Part(name, tuple(catalogue_compare.lines(told(old), told(new)))) for name, told in _told()
    ]
    shown = {
        "route": new,
        "version": new.case.version,
        "where": writing.scope_words(new),
        "old": old,
        "left": _("Lần %(number)d (%(standing)s)")
        % {"number": old.number, "standing": standing(old)[0]},
        "right": _("Lần %(number)d (%(standing)s)")
        % {"number": new.number, "standing": standing(new)[0]},
        "changed": [part for part in parts if part.changed],
        "same": [part.name for part in parts if not part.changed],
    }
    return render(request, "workspace/routes_compare.html", shown)


def _told() -> list[tuple[str, Any]]:
    return [
        (_("Quyết định, ngày áp dụng"), _decision),
        (_("Các bước"), lambda one: _each(one, lambda cells: cells["name"])),
        (_("Người thực hiện"), lambda one: _each(one, _who)),
        (_("Thời gian"), lambda one: _each(one, _time)),
        (_("Kết quả của bước"), lambda one: _each(one, lambda cells: cells["result"])),
        (_("Bước tiếp theo"), lambda one: _each(one, lambda cells: cells["ways"])),
        (_("Yêu cầu"), lambda one: _each(one, lambda cells: cells["marks"])),
    ]


def _decision(route: Route) -> list[str]:
    if route.decision_on is None or route.effective_from is None:
        return []
    return [
        _("Quyết định %(number)s ngày %(day)s %(signer)s, áp dụng từ %(from)s")
        % {
            "number": route.decision_number,
            "day": wording.day(route.decision_on),
            "signer": route.decision_signer,
            "from": wording.day(route.effective_from),
        }
    ]


def _each(route: Route, told: Any) -> list[str]:  # noqa: ANN401 - what is told of the cells of a step
    return [f"{cells['step']}. {told(cells) or '–'}" for cells in writing.step_cells(route)]


def _who(cells: dict[str, str]) -> str:
    return ", ".join(filter(None, (cells["work"], cells["post"], cells["unit"], cells["agency"])))


def _time(cells: dict[str, str]) -> str:
    within = _(", cơ quan khác có %(time)s") % {"time": cells["within"]} if cells["within"] else ""
    return cells["time"] + within


routes = [
    path("danh-muc/quy-trinh/", all_routes, name="routes"),
    path("danh-muc/quy-trinh/thu-tuc/<str:code>/", of_procedure, name="routes_of"),
    path("danh-muc/quy-trinh/<int:route_id>/", one, name="route"),
    path("danh-muc/quy-trinh/<int:route_id>/so-sanh/", compare, name="route_compare"),
]
