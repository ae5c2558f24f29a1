"""Chờ hoàn thiện: versions without a time limit, the form to state one, and what the source changed since."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.actions import completion as actions
from motcua.catalog.actions.completion import LimitStated
from motcua.catalog.models import (
    LIMIT_MISSING,
    UNITS_WITHOUT_AMOUNT,
    CaseChannel,
    Conflict,
    Field,
    ProcedureVersion,
)
from motcua.catalog.queries import completion
from motcua.organizations.models import Role
from motcua.rules.codes import Channel, Tier, TimeUnit
from motcua.web.shared import guard, labels, wording
from motcua.web.workspace import admin_acts, asked, catalogue_compare, catalogue_drafts
from motcua.web.workspace import catalogue_drafts_forms as drafted
from motcua.web.workspace.admin_acts import DayField
from motcua.web.workspace.catalogue_publication import DecisionForm

PAGE = 25
_WORDS = 100


class CompleteForm(DecisionForm):
    """By which decision, from when, and a limit for each way that lacks one."""

    terse = True
    tu_ngay = DayField(label=gettext_lazy("Áp dụng từ ngày"))
    nhu_nhau = forms.BooleanField(
        label=gettext_lazy("Các cách nộp để trống lấy cùng thời hạn với cách nộp ghi đầu tiên"),
        required=False,
    )

    def __init__(self, *args: Any, lacking: list[CaseChannel], **options: Any) -> None:  # noqa: ANN401
        """Ask three things of each way."""
        super().__init__(*args, **options)
        self.lacking = lacking
        for row in lacking:
            self.fields[f"so_luong_{row.pk}"] = forms.IntegerField(
                label=_("Thời hạn"), min_value=1, max_value=9999, required=False
            )
            self.fields[f"don_vi_{row.pk}"] = forms.ChoiceField(
                label=_("Tính theo"),
                choices=[("", "–"), *((one.value, labels.of(one)) for one in TimeUnit)],
                required=False,
            )
            self.fields[f"ghi_chu_{row.pk}"] = forms.CharField(
                label=_("Căn cứ, ghi chú"), max_length=500, required=False
            )

    def clean(self) -> dict[str, Any]:
        """An amount belongs to a unit that counts."""
        given: dict[str, Any] = super().clean() or {}
        for row in self.lacking:
            amount, unit = given.get(f"so_luong_{row.pk}"), given.get(f"don_vi_{row.pk}", "")
            if unit not in UNITS_WITHOUT_AMOUNT and not amount:
                self.add_error(f"so_luong_{row.pk}", _("Ghi số lượng của thời hạn."))
            if unit in UNITS_WITHOUT_AMOUNT and amount:
                self.add_error(f"don_vi_{row.pk}", _("Chọn đơn vị tính của thời hạn."))
        return given

    @property
    def limits(self) -> dict[int, LimitStated]:
        """The limits by way: those that were stated, and the same for the rest when it is said so."""
        given = self.cleaned_data
        stated = {
            row.pk: LimitStated(
                amount=given[f"so_luong_{row.pk}"],
                unit=given[f"don_vi_{row.pk}"],
                note=given[f"ghi_chu_{row.pk}"],
            )
            for row in self.lacking
            if given[f"don_vi_{row.pk}"]
        }
        first = next(iter(stated.values()), None)
        if first is None or not given["nhu_nhau"]:
            return stated
        return {row.pk: first for row in self.lacking} | stated

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The ways with their three fields, for the page."""
        return [
            {
                "way": row,
                "name": labels.of(Channel(row.channel)),
                "fields": [self[f"{name}_{row.pk}"] for name in ("so_luong", "don_vi", "ghi_chu")],
            }
            for row in self.lacking
        ]


@guard.allow(Role.CONTROLLER)
@require_GET
def waiting(request: guard.OfficerRequest) -> HttpResponse:
    """List what waits for a limit."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    words = request.GET.get("tu", "").strip()[:_WORDS]
    level = next((one for one in Tier if one.value == request.GET.get("cap")), None)
    field_id = asked.number(request.GET.get("linh_vuc", ""))
    today = clock.today()
    found = completion.without_limit(today, words=words, level=level, field_id=field_id)
    everything = completion.without_limit(today).order_by()
    fields = Field.objects.filter(versions__in=everything).distinct()
    shown = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "words": words,
        "level": level,
        "levels": drafted.tiers(),
        "field_id": field_id,
        "fields": sorted(fields, key=lambda one: one.name_key),
        "conflicts": completion.open_conflicts().count(),
        "tab": "cho",
    }
    return render(request, "workspace/catalogue_waiting.html", shown)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def complete(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """State the limits of one procedure."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    version = catalog.latest(code)
    if version is None:
        raise Http404
    rows = CaseChannel.objects.filter(case__version=version, limit_unit=LIMIT_MISSING)
    lacking = list(rows.select_related("case").order_by("case__order", "pk"))
    if not lacking:
        messages.info(request, _("Thủ tục này không còn cách nộp nào thiếu thời hạn."))
        return redirect("workspace:procedure", code)
    first = {"ngay": clock.today(), "tu_ngay": clock.today()}
    form = CompleteForm(request.POST or None, lacking=lacking, initial=first)
    done = admin_acts.carry_out(request, form, lambda: _completed(request, version, form))
    if done is not None:
        said = _("Đã ghi thời hạn của “%(name)s”, áp dụng từ %(day)s.")
        day = wording.day(form.cleaned_data["tu_ngay"])
        messages.success(request, said % {"name": version.name, "day": day})
        return redirect("workspace:waiting")
    shown = {"version": version, "form": form, "tab": "cho"}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/catalogue_complete.html", shown, status=status)


def _completed(request: guard.OfficerRequest, version: ProcedureVersion, form: CompleteForm) -> int:
    return actions.complete(
        version=version,
        limits=form.limits,
        decision=form.decision,
        from_on=form.cleaned_data["tu_ngay"],
        by=request.user,
        at=clock.now(),
    ).pk


@guard.allow(Role.CONTROLLER)
@require_GET
def conflicts(request: guard.OfficerRequest) -> HttpResponse:
    """List where the source changed what the province had completed."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    everything = request.GET.get("muc") == "tat-ca"
    found = completion.conflicts() if everything else completion.open_conflicts()
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    shown = {"page": page, "everything": everything, "tab": "cho"}
    return render(request, "workspace/catalogue_conflicts.html", shown)


class ChoiceForm(forms.Form):
    """From when the source's text holds."""

    ngay = DayField(label=gettext_lazy("Áp dụng từ ngày"), required=False)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def conflict(request: guard.OfficerRequest, conflict_id: int) -> HttpResponse:
    """Show both versions side by side, and let one of them hold."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = get_object_or_404(completion.conflicts(), pk=conflict_id)
    form = ChoiceForm(request.POST or None, initial={"ngay": clock.today()})
    deed = _DEEDS.get(request.POST.get("chon", ""))
    if request.method == "POST" and deed is None:
        raise Http404
    done = admin_acts.carry_out(
        request, form, lambda: deed(request, found, form.cleaned_data) if deed else None
    )
    if done is not None:
        messages.success(request, _("Đã ghi lựa chọn."))
        return redirect("workspace:conflicts")
    parts = catalogue_compare.parts(
        catalog.with_parts(found.local), catalog.with_parts(found.national)
    )
    shown = {
        "conflict": found,
        "form": form,
        "changed": [part for part in parts if part.changed],
        "tab": "cho",
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/catalogue_conflict.html", shown, status=status)


def _keep(request: guard.OfficerRequest, found: Conflict, _given: dict[str, Any]) -> None:
    actions.keep_local(conflict=found, by=request.user, at=clock.now())


def _take(
    request: guard.OfficerRequest, found: Conflict, given: dict[str, Any], *, limits: bool
) -> None:
    actions.take_national(
        conflict=found,
        from_on=given["ngay"] or clock.today(),
        with_limits=limits,
        by=request.user,
        at=clock.now(),
    )


def _take_with_limits(
    request: guard.OfficerRequest, found: Conflict, given: dict[str, Any]
) -> None:
    _take(request, found, given, limits=True)


def _take_as_it_is(request: guard.OfficerRequest, found: Conflict, given: dict[str, Any]) -> None:
    _take(request, found, given, limits=False)


_DEEDS: dict[str, Callable[[guard.OfficerRequest, Conflict, dict[str, Any]], None]] = {
    "giu": _keep,
    "trung-uong-va-thoi-han": _take_with_limits,
    "trung-uong": _take_as_it_is,
}

routes = [
    path("danh-muc/cho-hoan-thien/", waiting, name="waiting"),
    path("danh-muc/xung-dot/", conflicts, name="conflicts"),
    path("danh-muc/xung-dot/<int:conflict_id>/", conflict, name="conflict"),
    path("danh-muc/<str:code>/thoi-han/", complete, name="complete"),
]
