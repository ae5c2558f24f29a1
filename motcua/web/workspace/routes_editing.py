"""Soạn, phê duyệt quy trình nội bộ: a draft is written as a table, approved by decision, or dropped."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock
from motcua.catalog.actions import routes as actions
from motcua.catalog.models import Case, Route, RouteState
from motcua.catalog.queries import routes as queries
from motcua.organizations.models import Role
from motcua.organizations.queries import agencies_open
from motcua.rules.step_times import StepUnit
from motcua.web.shared import guard, wording
from motcua.web.workspace import (
    admin_acts,
    catalogue_drafts,
    catalogue_drafts_sets,
    catalogue_publication,
    routes_forms,
)
from motcua.web.workspace import routes as pages

#: So many empty rows a fresh draft and "Ghi và thêm bước" offer.
MORE = 3


@guard.allow(Role.CONTROLLER)
@require_POST
def draw_up(request: guard.OfficerRequest, case_id: int) -> HttpResponse:
    """Begin a draft for a case, from the route before it where there is one."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    case = get_object_or_404(Case.objects.select_related("version__procedure"), pk=case_id)
    form = routes_forms.DrawUpForm(request.POST, case=case)
    done = admin_acts.carry_out(
        request,
        form,
        lambda: actions.draw_up(case=case, scope=form.scope, by=request.user, at=clock.now()).pk,
    )
    if done is None:
        said = [one["words"] for one in catalogue_drafts_sets.problems([form])]
        messages.error(request, " ".join(said))
        return redirect("workspace:routes_of", case.version.procedure.code)
    return redirect("workspace:route_edit", done.reference)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def edit(request: guard.OfficerRequest, route_id: int) -> HttpResponse:
    """Write the steps of a draft, row by row; what cannot work yet is kept and said."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = pages.find(request, route_id)
    if found.state != RouteState.DRAFT:
        return _no_draft(request, found)
    more = MORE if "them" in request.GET or not found.steps.exists() else 0
    told = routes_forms.StepForms(request.POST or None, found, more)
    form = forms.Form(request.POST or None)
    if request.method == "POST" and told.is_valid() and _written(request, found, told, form):
        messages.success(request, _("Đã ghi vào dự thảo."))
        if "them" in request.POST:
            return redirect(f"{request.path}?them=1")
        return redirect("workspace:route", found.pk)
    sent = request.method == "POST"
    shown = {
        **pages.page_of(request, found),
        "forms": told,
        "problems": catalogue_drafts_sets.problems([form, told.steps]) if sent else [],
        "agencies": agencies_open(clock.today()),
        "bare_day": queries.bare_day(found.case) == StepUnit.CALENDAR_DAYS,
    }
    if sent:
        shown["seen"] = request.POST.get("seen", "")
    return render(request, "workspace/routes_edit.html", shown, status=422 if sent else 200)


def _written(
    request: guard.OfficerRequest, found: Route, told: routes_forms.StepForms, form: forms.Form
) -> bool:
    def write() -> int:
        actions.rewrite(
            draft=found,
            seen=request.POST.get("seen", ""),
            rows=told.rows,
            by=request.user,
            at=clock.now(),
        )
        return found.pk

    return admin_acts.carry_out(request, form, write) is not None


def _no_draft(request: guard.OfficerRequest, found: Route) -> HttpResponse:
    messages.info(request, _("Quy trình này đã được phê duyệt; muốn đổi thì soạn lần tiếp theo."))
    return redirect("workspace:route", found.pk)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def approve(request: guard.OfficerRequest, route_id: int) -> HttpResponse:
    """Approve a draft by a decision; a second sending shows what the first one approved."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = pages.find(request, route_id)
    if found.state != RouteState.DRAFT:
        return _no_draft(request, found)
    form = catalogue_publication.PublishForm(
        request.POST or None, initial=catalogue_publication.usual()
    )
    done = admin_acts.carry_out(request, form, lambda: _approved(request, found, form))
    if done is None:
        shown = pages.page_of(request, found) | {"form": form}
        if form.is_bound:
            shown["seen"] = request.POST.get("seen", "")
        status = 422 if form.is_bound else 200
        return render(request, "workspace/routes_approve.html", shown, status=status)
    said = _("Đã phê duyệt quy trình theo quyết định %(number)s, áp dụng từ %(day)s.")
    given = form.cleaned_data
    messages.success(request, said % {"number": given["so"], "day": wording.day(given["hieu_luc"])})
    return redirect("workspace:route", found.pk)


def _approved(
    request: guard.OfficerRequest, found: Route, form: catalogue_publication.PublishForm
) -> int:
    return actions.approve(
        draft=found,
        seen=request.POST.get("seen", ""),
        decision=form.decision,
        effective_from=form.cleaned_data["hieu_luc"],
        by=request.user,
        at=clock.now(),
    ).pk


@guard.allow(Role.CONTROLLER)
@require_POST
def discard(request: guard.OfficerRequest, route_id: int) -> HttpResponse:
    """Drop a draft; a second sending finds it gone."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = queries.routes().filter(pk=route_id).first()
    if found is None:
        messages.info(request, _("Dự thảo này đã bị bỏ."))
        return redirect("workspace:routes")
    code = found.case.version.procedure.code
    form = forms.Form(request.POST)

    def drop() -> str:
        actions.discard(draft=found, seen=request.POST.get("seen", ""))
        return code

    if admin_acts.carry_out(request, form, drop) is None:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return redirect("workspace:route", route_id)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("workspace:routes_of", code)


routes = [
    path("danh-muc/quy-trinh/soan/<int:case_id>/", draw_up, name="route_draw_up"),
    path("danh-muc/quy-trinh/<int:route_id>/sua/", edit, name="route_edit"),
    path("danh-muc/quy-trinh/<int:route_id>/phe-duyet/", approve, name="route_approve"),
    path("danh-muc/quy-trinh/<int:route_id>/bo/", discard, name="route_discard"),
]
