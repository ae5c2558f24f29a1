"""Công bố, bãi bỏ: the decision that lets a version hold, and the one after which none does."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.actions import publication
from motcua.catalog.actions.publication import Decision
from motcua.catalog.models import LIMIT_MISSING, CaseChannel, ProcedureState, ProcedureVersion
from motcua.catalog.queries import drafts
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.web.shared import guard, wording
from motcua.web.workspace import admin_acts, asked, catalogue_drafts
from motcua.web.workspace.admin_acts import DayField

#: A province publishes so many days before the rule takes effect (NĐ 63/2010, Điều 15).
DAYS_BEFORE = 5


class DecisionForm(forms.Form):
    """By which decision."""

    so = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=80)
    ngay = DayField(label=gettext_lazy("Ngày ký"))
    ky = forms.CharField(label=gettext_lazy("Cơ quan ban hành quyết định"), max_length=200)

    @property
    def decision(self) -> Decision:
        """The decision as the form says it."""
        given = self.cleaned_data
        return Decision(number=given["so"], on=given["ngay"], signer=given["ky"])


class PublishForm(DecisionForm):
    """By which decision, in force from when."""

    hieu_luc = DayField(label=gettext_lazy("Có hiệu lực từ ngày"))


class AbolishForm(DecisionForm):
    """By which decision, in force until when."""

    het = DayField(
        label=gettext_lazy("Ngày cuối cùng có hiệu lực"),
        help_text=gettext_lazy("Hết ngày này không tiếp nhận hồ sơ mới."),
    )


def usual() -> dict[str, Any]:
    """Propose today, and the province as the one who decides."""
    top = Agency.objects.filter(kind=AgencyKind.PROVINCE, closed_on=None).order_by("pk").first()
    today = clock.today()
    return {"ngay": today, "ky": top.name if top else "", "hieu_luc": today, "het": today}


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def publish(request: guard.OfficerRequest, draft_id: int) -> HttpResponse:
    """Publish a draft by a decision; a second sending shows what the first one published."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = get_object_or_404(ProcedureVersion.objects.select_related("procedure"), pk=draft_id)
    if found.state != ProcedureState.DRAFT:
        messages.info(request, _("Phiên bản này đã được công bố."))
        return redirect("workspace:procedure", found.procedure.code)
    form = PublishForm(request.POST or None, initial=usual())
    done = admin_acts.carry_out(request, form, lambda: _published(request, found, form))
    if done is None:
        return _publish_page(request, found, form)
    said = _("Đã công bố “%(name)s” theo quyết định %(number)s, có hiệu lực từ %(day)s.")
    given = form.cleaned_data
    told = {"name": found.name, "number": given["so"], "day": wording.day(given["hieu_luc"])}
    messages.success(request, said % told)
    _say_if_late(request, form)
    return redirect("workspace:procedure", found.procedure.code)


def _published(request: guard.OfficerRequest, found: ProcedureVersion, form: PublishForm) -> int:
    return publication.publish(
        draft=found,
        seen=request.POST.get("seen", ""),
        decision=form.decision,
        effective_from=form.cleaned_data["hieu_luc"],
        by=request.user,
        at=clock.now(),
        aware_of=asked.number(request.POST.get("da_xem", "")),
    ).pk


def _say_if_late(request: guard.OfficerRequest, form: PublishForm) -> None:
    given = form.cleaned_data
    if given["hieu_luc"] - given["ngay"] < timedelta(days=DAYS_BEFORE):
        messages.warning(
            request,
            _(
                "Quyết định công bố phải ký ít nhất %(days)d ngày trước ngày có hiệu lực "
                "(Nghị định 63/2010/NĐ-CP, Điều 15)."
            )
            % {"days": DAYS_BEFORE},
        )


def _publish_page(
    request: guard.OfficerRequest, found: ProcedureVersion, form: PublishForm
) -> HttpResponse:
    open_before = found.procedure.versions.filter(
        state=ProcedureState.PUBLISHED, effective_to__isnull=True
    ).first()
    missing = CaseChannel.objects.filter(case__version=found, limit_unit=LIMIT_MISSING)
    shown = {
        "draft": found,
        "before": open_before,
        "missing": missing.count(),
        "newer": drafts.newer_national(found),
        "seen": request.POST.get("seen") or drafts.fingerprint(found),
        "form": form,
        "tab": "du-thao",
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/catalogue_publish.html", shown, status=status)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def abolish(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Abolish a procedure by a decision."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = catalog.latest(code)
    form = AbolishForm(request.POST or None, initial=usual())
    if found is None or found.state == ProcedureState.ABOLISHED:
        messages.info(request, _("Thủ tục này không còn phiên bản nào để bãi bỏ."))
        return redirect("workspace:catalog")
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            publication.abolish(
                version=found, decision=form.decision, last_day=form.cleaned_data["het"]
            ).pk
        ),
    )
    if done is None:
        status = 422 if form.is_bound else 200
        shown = {"version": found, "form": form, "tab": "danh-muc"}
        return render(request, "workspace/catalogue_abolish.html", shown, status=status)
    said = _("Đã bãi bỏ thủ tục sau ngày %(day)s. Hồ sơ đang giải quyết vẫn theo phiên bản cũ.")
    messages.success(request, said % {"day": wording.day(form.cleaned_data["het"])})
    return redirect("workspace:procedure", code)


routes = [
    path("danh-muc/du-thao/<int:draft_id>/cong-bo/", publish, name="publish"),
    path("danh-muc/<str:code>/bai-bo/", abolish, name="abolish"),
]
