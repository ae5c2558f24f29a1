"""Nhập, tải quy trình nội bộ: a file of many routes comes in whole or not at all, and goes out again."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock
from motcua.catalog.actions import route_files
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.refused import Refused
from motcua.catalog.actions.route_files import Outcome
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import writing
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, catalogue_drafts, catalogue_publication, routes_forms

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {
    "xlsx": (writing.as_workbook, XLSX),
    "yaml": (writing.as_yaml, "application/yaml; charset=utf-8"),
}


class _Faulty(Refused):
    """The file has faults; the page tells each with its row."""


@guard.allow(Role.CONTROLLER)
@never_cache
@require_http_methods(["GET", "POST"])
def take_in(request: guard.OfficerRequest) -> HttpResponse:
    """Ask for a file, and take it in; with any fault nothing is written and each is named."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    usual = catalogue_publication.usual()
    form = routes_forms.FileForm(request.POST or None, request.FILES or None, initial=usual)
    outcomes: list[Outcome] = []
    preview = "xem" in request.POST
    done = admin_acts.carry_out(request, form, lambda: _taken(request, form, outcomes, preview))
    shown = {
        "form": form,
        "outcome": outcomes[0] if outcomes else None,
        "preview": preview,
        "repeated": done is not None and not outcomes,
        "tab": "quy-trinh",
    }
    status = 422 if form.is_bound and done is None else 200
    return render(request, "workspace/routes_import.html", shown, status=status)


def _taken(
    request: guard.OfficerRequest,
    form: routes_forms.FileForm,
    outcomes: list[Outcome],
    preview: bool,  # noqa: FBT001 - whether anything is to be written
) -> int:
    given = form.cleaned_data
    decision = (
        Decision(number=given["so"], on=given["ngay"], signer=given["ky"]) if given["so"] else None
    )
    try:
        outcome = route_files.take_in(
            content=given["tep"].read(route_files.MOST_BYTES + 1),
            decision=decision,
            effective_from=given["hieu_luc"],
            by=request.user,
            at=clock.now(),
            apply=not preview,
        )
    except route_files.NotATable as bad:
        raise Refused(str(bad)) from bad
    outcomes.append(outcome)
    if outcome.problems:
        raise _Faulty
    return len(outcome.made)


@guard.signed_in
@require_GET
def give_out(request: guard.OfficerRequest, kind: str) -> HttpResponse:
    """Give the routes that hold today, of one procedure or of all, as a file."""
    if kind not in _KINDS:
        raise Http404
    code = request.GET.get("ma", "").strip()
    writer, media = _KINDS[kind]
    found = queries.by_code(clock.today(), [code] if code else [])
    return _file(writer(found), media, f"quy-trinh-noi-bo.{kind}")


@guard.allow(Role.CONTROLLER)
@require_GET
def template(_request: guard.OfficerRequest) -> HttpResponse:
    """Give a table with one example to write over."""
    return _file(writing.template(), XLSX, "mau-quy-trinh-noi-bo.xlsx")


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


routes = [
    path("danh-muc/quy-trinh/nhap/", take_in, name="routes_import"),
    path("danh-muc/quy-trinh/nhap/tep-mau/", template, name="routes_template"),
    path("danh-muc/quy-trinh/tai-ve/<slug:kind>/", give_out, name="routes_export"),
]
