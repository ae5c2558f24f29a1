"""Giao thủ tục: which agency offers what, for many at once, with a preview before and an undo after."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock
from motcua.catalog.actions import offering_acts as actions
from motcua.catalog.models import OfferingAct, ProcedureVersion
from motcua.catalog.queries import offering_acts
from motcua.catalog.queries.offering_acts import BulkPreview
from motcua.dossiers import queries as dossiers
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.rules.codes import Level, Tier
from motcua.web.shared import guard, labels, wording
from motcua.web.workspace import admin_acts, asked, catalogue_choice
from motcua.web.workspace.admin_acts import DayField
from motcua.web.workspace.catalogue_choice import Choice

PAGE = 25
#: How many names the preview lists; the rest is counted.
_NAMED = 60


class DecisionForm(forms.Form):
    """By which decision, from when, until when."""

    so = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=80)
    ngay = DayField(label=gettext_lazy("Ngày quyết định"))
    tu_ngay = DayField(label=gettext_lazy("Giải quyết từ ngày"))
    den_ngay = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa biết ngày kết thúc."),
    )
    du_kien = forms.IntegerField(min_value=0)


class UndoForm(forms.Form):
    """Why the act is taken back."""

    ly_do = forms.CharField(
        label=gettext_lazy("Lý do hoàn tác"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: giao nhầm lĩnh vực; quyết định đã thu hồi."),
    )


def _may(request: guard.OfficerRequest) -> bool:
    return guard.may(request, Permission.MANAGE_CATALOG, None)


def _choice(request: guard.OfficerRequest) -> Choice:
    reach = access.reach([request.desk], Permission.MANAGE_CATALOG)
    return Choice(request.GET, on=clock.today(), reach=reach)


@guard.allow(Role.CONTROLLER)
@require_GET
def choose(request: guard.OfficerRequest) -> HttpResponse:
    """Choose procedures and agencies by filters, all of them or ticked ones."""
    if not _may(request):
        return guard.refuse(request)
    choice = _choice(request)
    shown = {
        "choice": choice,
        "levels": [(level.value, labels.of(level)) for level in Level],
        "kinds": AgencyKind.choices,
        "tab": "giao",
    }
    return render(request, "workspace/catalogue_choose.html", shown)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def preview(request: guard.OfficerRequest) -> HttpResponse:
    """Show what the act would make; do it by a decision."""
    if not _may(request):
        return guard.refuse(request)
    choice = _choice(request)
    if choice.too_many_ticks:
        said = _(
            "Chọn từng dòng được nhiều nhất %(most)d dòng. Hãy dùng bộ lọc rồi để trống ô chọn."
        )
        messages.error(request, said % {"most": catalogue_choice.MOST_TICKED})
        return redirect(reverse("workspace:offer_choose"))
    form = DecisionForm(request.POST or None, initial=_usual())
    done = admin_acts.carry_out(request, form, lambda: _offered(request, choice, form.cleaned_data))
    if done is None:
        return _preview_page(request, choice, form)
    act = OfferingAct.objects.get(pk=done.reference)
    said = _("Đã giao %(made)s dòng thủ tục theo quyết định %(decision)s.")
    told = {"made": wording.number(act.made), "decision": act.decision_number}
    messages.success(request, said % told)
    return redirect("workspace:offering_act", act.pk)


def _usual() -> dict[str, Any]:
    return {"ngay": clock.today(), "tu_ngay": clock.today()}


def _offered(request: guard.OfficerRequest, choice: Choice, given: dict[str, Any]) -> int:
    return actions.offer_in_bulk(
        procedure_ids=choice.procedures.chosen,
        agency_ids=choice.agencies.chosen,
        from_on=given["tu_ngay"],
        to_on=given["den_ngay"],
        decision_number=given["so"],
        decision_on=given["ngay"],
        expected=given["du_kien"],
        chosen=choice.facts,
        by=request.user,
        at=clock.now(),
    ).pk


def _preview_page(
    request: guard.OfficerRequest, choice: Choice, form: DecisionForm
) -> HttpResponse:
    given = getattr(form, "cleaned_data", {})
    from_on = given.get("tu_ngay") or clock.today()
    plan = offering_acts.preview(
        procedure_ids=choice.procedures.chosen,
        agency_ids=choice.agencies.chosen,
        from_on=from_on,
        to_on=given.get("den_ngay"),
    )
    chosen = Agency.objects.filter(pk__in=choice.agencies.chosen).order_by("name_key")
    shown = {
        "choice": choice,
        "form": form,
        "plan": plan,
        "from_on": from_on,
        "procedures": _names(choice),
        "agencies": [one.name for one in chosen],
        "named": _NAMED,
        "warnings": _warnings(plan, choice, list(chosen)),
        "tab": "giao",
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/catalogue_preview.html", shown, status=status)


def _names(choice: Choice) -> list[ProcedureVersion]:
    found = offering_acts.to_offer(on=clock.today())
    rows = found.filter(procedure__in=choice.procedures.chosen)
    return sorted(rows, key=lambda one: (one.field.name_key, one.name_key))


def _warnings(plan: BulkPreview, choice: Choice, agencies: list[Agency]) -> list[str]:
    if not plan.pairs:
        return []
    odd = offering_acts.other_levels(
        procedure_ids=choice.procedures.chosen, agencies=agencies, on=clock.today()
    )
    words = _("%(number)s thủ tục %(level)s được giao cho cơ quan %(tier)s.")
    return [
        words
        % {
            "number": wording.number(number),
            "level": labels.of(Tier(level)).lower(),
            "tier": labels.of(Level(tier)).lower(),
        }
        for (level, tier), number in sorted(odd.items())
    ]


@guard.allow(Role.CONTROLLER)
@require_GET
def acts(request: guard.OfficerRequest) -> HttpResponse:
    """List every bulk act."""
    if not _may(request):
        return guard.refuse(request)
    page = Paginator(offering_acts.acts(), PAGE).get_page(request.GET.get("trang"))
    rows = [(one, catalogue_choice.in_words(one.chosen)) for one in page.object_list]
    shown = {"page": page, "rows": rows, "tab": "giao"}
    return render(request, "workspace/catalogue_acts.html", shown)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def act(request: guard.OfficerRequest, act_id: int) -> HttpResponse:
    """Show one act and what taking it back would do; take it back."""
    if not _may(request):
        return guard.refuse(request)
    found = get_object_or_404(offering_acts.acts(), pk=act_id)
    form = UndoForm(request.POST or None)
    done = admin_acts.carry_out(request, form, lambda: _undone(request, found, form.cleaned_data))
    if done is not None:
        messages.success(request, _("Đã hoàn tác đợt giao."))
        return redirect("workspace:offering_act", found.pk)
    return _act_page(request, found, form)


def _undone(request: guard.OfficerRequest, found: OfferingAct, given: dict[str, Any]) -> int:
    return actions.undo(
        act=found,
        used=dossiers.offerings_in_use,
        reason=given["ly_do"],
        by=request.user,
        at=clock.now(),
    ).pk


def _act_page(request: guard.OfficerRequest, found: OfferingAct, form: UndoForm) -> HttpResponse:
    undo = getattr(found, "undo", None)
    wanted = asked.number(request.GET.get("co_quan", ""))
    rows = found.offerings.select_related("agency", "procedure").order_by(
        "agency__name_key", "procedure__code"
    )
    shown = {
        "act": found,
        "undo": undo,
        "chosen": catalogue_choice.in_words(found.chosen),
        "plan": None
        if undo
        else offering_acts.undo_preview(found, dossiers.offerings_in_use(found)),
        "form": form,
        "page": Paginator(rows.filter(agency=wanted) if wanted else rows, PAGE).get_page(
            request.GET.get("trang")
        ),
        "agencies": Agency.objects.filter(offerings__act=found).distinct().order_by("name_key"),
        "wanted": wanted,
        "tab": "giao",
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/catalogue_act.html", shown, status=status)


routes = [
    path("danh-muc/giao/", choose, name="offer_choose"),
    path("danh-muc/giao/xem-truoc/", preview, name="offer_preview"),
    path("danh-muc/giao/dot/", acts, name="offering_acts"),
    path("danh-muc/giao/dot/<int:act_id>/", act, name="offering_act"),
]
