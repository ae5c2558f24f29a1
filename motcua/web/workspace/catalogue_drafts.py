"""Dự thảo: a version drawn up on screen, part by part, until a decision publishes it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.actions import drafts as actions
from motcua.catalog.models import Case, Field, Procedure, ProcedureVersion
from motcua.catalog.queries import drafts
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules.codes import Tier
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, catalogue_drafts_sets
from motcua.web.workspace import catalogue_drafts_forms as asked

PAGE = 25
Write = Callable[[str], object]


def may(request: guard.OfficerRequest) -> bool:
    """Tell whether this person keeps the catalogue of the province."""
    return guard.may(request, Permission.MANAGE_CATALOG, None)


def find(draft_id: int) -> ProcedureVersion:
    """Return a draft, or show that there is none."""
    return get_object_or_404(drafts.drafts(), pk=draft_id)


@guard.allow(Role.CONTROLLER)
@require_GET
def all_drafts(request: guard.OfficerRequest) -> HttpResponse:
    """List the drafts."""
    if not may(request):
        return guard.refuse(request)
    page = Paginator(drafts.drafts(), PAGE).get_page(request.GET.get("trang"))
    return render(request, "workspace/catalogue_drafts.html", {"page": page, "tab": "du-thao"})


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def new(request: guard.OfficerRequest) -> HttpResponse:
    """Begin a procedure of the province's own."""
    if not may(request):
        return guard.refuse(request)
    form = asked.NewForm(request.POST or None)
    done = admin_acts.carry_out(request, form, lambda: _begun(request, form.cleaned_data))
    if done is not None:
        return redirect("workspace:draft", done.reference)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "tab": "du-thao"}
    return render(request, "workspace/catalogue_draft_new.html", shown, status=status)


def _begun(request: guard.OfficerRequest, given: dict[str, Any]) -> int:
    return actions.begin(
        code=given["ma"],
        name=given["ten"],
        of=Field.objects.get(pk=given["linh_vuc"]),
        tier=Tier(given["cap"]),
        on=clock.today(),
        by=request.user,
        at=clock.now(),
    ).pk


@guard.allow(Role.CONTROLLER)
@require_POST
def draw_up(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Draw a draft up from the version before it."""
    if not may(request):
        return guard.refuse(request)
    procedure = get_object_or_404(Procedure, code=code)
    form = forms.Form(request.POST)
    done = admin_acts.carry_out(
        request,
        form,
        lambda: actions.draw_up(procedure=procedure, by=request.user, at=clock.now()).pk,
    )
    if done is None:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return redirect("workspace:procedure", code)
    return redirect("workspace:draft", done.reference)


@guard.allow(Role.CONTROLLER)
@require_GET
def draft(request: guard.OfficerRequest, draft_id: int) -> HttpResponse:
    """Show a draft with everything that can be changed."""
    if not may(request):
        return guard.refuse(request)
    found = catalog.with_parts(find(draft_id))
    before = found.procedure.versions.exclude(state="draft").order_by("-effective_from").first()
    shown = {
        "draft": found,
        "before": before,
        "seen": drafts.fingerprint(found),
        "newer": drafts.newer_national(found),
        "tab": "du-thao",
    }
    return render(request, "workspace/catalogue_draft.html", shown)


def _write(
    request: guard.OfficerRequest,
    found: ProcedureVersion,
    valid: bool,  # noqa: FBT001 - whether what was sent can be written
    form: forms.Form,
    write: Write,
) -> bool:
    """Write once what was sent when it is valid; a refusal is said at the form."""
    if request.method != "POST" or not valid:
        return False
    seen = request.POST.get("seen", "")
    done = admin_acts.carry_out(request, form, lambda: write(seen) or found.pk)
    if done is not None:
        messages.success(request, _("Đã ghi vào dự thảo."))
    return done is not None


def _page(
    request: guard.OfficerRequest,
    found: ProcedureVersion,
    template: str,
    asked_of: list[Any],
    shown: dict[str, Any],
) -> HttpResponse:
    sent = request.method == "POST"
    told = {
        "draft": found,
        "seen": request.POST.get("seen") or drafts.fingerprint(found),
        "problems": catalogue_drafts_sets.problems(asked_of) if sent else [],
        "tab": "du-thao",
    }
    return render(request, template, told | shown, status=422 if sent else 200)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def facts(request: guard.OfficerRequest, draft_id: int) -> HttpResponse:
    """Change what the version says of itself."""
    if not may(request):
        return guard.refuse(request)
    found = find(draft_id)
    form = asked.FactsForm(request.POST or None, initial=asked.FactsForm.shown(found))

    def write(seen: str) -> None:
        told = form.facts
        actions.rewrite(draft=found, seen=seen, facts=told, by=request.user, at=clock.now())

    if _write(request, found, form.is_valid(), form, write):
        return redirect("workspace:draft", found.pk)
    return _page(request, found, "workspace/catalogue_draft_facts.html", [form], {"form": form})


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def case(request: guard.OfficerRequest, draft_id: int, case_id: int) -> HttpResponse:
    """Change one case: channels, limits, fees, papers."""
    if not may(request):
        return guard.refuse(request)
    found = find(draft_id)
    one = get_object_or_404(found.cases, pk=case_id)
    told = catalogue_drafts_sets.CaseForms(request.POST or None, one)

    def write(seen: str) -> None:
        actions.rewrite_case(
            draft=found, case=one, seen=seen, facts=told.facts, by=request.user, at=clock.now()
        )

    if _write(request, found, request.method == "POST" and told.is_valid(), told.case, write):
        more = "them" in request.POST
        return redirect(
            *(("workspace:draft_case", found.pk, one.pk) if more else ("workspace:draft", found.pk))
        )
    shown = {"case": one, "forms": told}
    return _page(request, found, "workspace/catalogue_draft_case.html", told.all, shown)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def endings(request: guard.OfficerRequest, draft_id: int) -> HttpResponse:
    """Change the results and the legal bases."""
    if not may(request):
        return guard.refuse(request)
    found = find(draft_id)
    told = catalogue_drafts_sets.EndingForms(request.POST or None, found)
    form = forms.Form(request.POST or None)

    def write(seen: str) -> None:
        results, bases = told.rows
        actions.rewrite_endings(
            draft=found, seen=seen, results=results, bases=bases, by=request.user, at=clock.now()
        )

    if _write(request, found, request.method == "POST" and told.is_valid(), form, write):
        more = "them" in request.POST
        return redirect("workspace:draft_endings" if more else "workspace:draft", found.pk)
    shown = {"forms": told}
    return _page(request, found, "workspace/catalogue_draft_endings.html", [form, *told.all], shown)


class AddCaseForm(forms.Form):
    """The name of one more case."""

    name = forms.CharField(max_length=2000)


@guard.allow(Role.CONTROLLER)
@require_POST
def change(request: guard.OfficerRequest, draft_id: int, deed: str) -> HttpResponse:
    """Add a case, take one out, or drop the draft."""
    if not may(request):
        return guard.refuse(request)
    if deed not in _DEEDS:
        raise Http404
    if deed == "bo" and not drafts.drafts().filter(pk=draft_id).exists():
        messages.info(request, _("Dự thảo này đã được công bố hoặc đã bị bỏ."))
        return redirect("workspace:drafts")
    found = find(draft_id)
    form = AddCaseForm(request.POST) if deed == "them-truong-hop" else forms.Form(request.POST)
    done = admin_acts.carry_out(request, form, lambda: _DEEDS[deed](request, found))
    if done is None:
        messages.error(
            request, " ".join(one["words"] for one in catalogue_drafts_sets.problems([form]))
        )
    if done is not None and deed == "bo":
        messages.success(request, _("Đã bỏ dự thảo."))
        return redirect("workspace:drafts")
    return redirect("workspace:draft", found.pk)


def _add(request: guard.OfficerRequest, found: ProcedureVersion) -> int:
    seen, name = request.POST.get("seen", ""), request.POST.get("name", "").strip()
    actions.add_case(draft=found, seen=seen, name=name, by=request.user, at=clock.now())
    return found.pk


def _remove(request: guard.OfficerRequest, found: ProcedureVersion) -> int:
    wanted = request.POST.get("truong_hop", "")
    one = get_object_or_404(Case, version=found, pk=int(wanted) if wanted.isdecimal() else 0)
    seen = request.POST.get("seen", "")
    actions.remove_case(draft=found, case=one, seen=seen, by=request.user, at=clock.now())
    return found.pk


def _discard(request: guard.OfficerRequest, found: ProcedureVersion) -> int:
    number = found.pk
    actions.discard(draft=found, seen=request.POST.get("seen", ""))
    return number


_DEEDS: dict[str, Callable[[guard.OfficerRequest, ProcedureVersion], int]] = {
    "them-truong-hop": _add,
    "bo-truong-hop": _remove,
    "bo": _discard,
}

routes = [
    path("danh-muc/du-thao/", all_drafts, name="drafts"),
    path("danh-muc/du-thao/moi/", new, name="new_draft"),
    path("danh-muc/du-thao/<int:draft_id>/", draft, name="draft"),
    path("danh-muc/du-thao/<int:draft_id>/thong-tin/", facts, name="draft_facts"),
    path("danh-muc/du-thao/<int:draft_id>/truong-hop/<int:case_id>/", case, name="draft_case"),
    path("danh-muc/du-thao/<int:draft_id>/ket-qua/", endings, name="draft_endings"),
    path("danh-muc/du-thao/<int:draft_id>/viec/<slug:deed>/", change, name="draft_change"),
    path("danh-muc/<str:code>/soan/", draw_up, name="draw_up"),
]
