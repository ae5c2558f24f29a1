"""Mở đợt báo cáo: which forms of which days are asked, of whom, by when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.reporting import definitions, sources
from motcua.reporting.campaigns import acts, tree
from motcua.rules import filing, periods
from motcua.rules.codes import Level
from motcua.rules.definitions import NotInForce
from motcua.rules.periods import Window
from motcua.web.shared import guard
from motcua.web.workspace import campaigns, reports_form
from motcua.web.workspace.admin_acts import DayField
from motcua.web.workspace.reports_form import Asked

#: How the codes of the forms begin that are asked for every quarter.
_USUAL = "II."
#: The levels whose day can be set, by the word of the field.
_DAYS = {
    "han_xa": Level.COMMUNE,
    "han_huyen": Level.DISTRICT,
    "han_tinh": Level.PROVINCE,
}


class CampaignForm(forms.Form):
    """What is asked, of whom, by when."""

    name = forms.CharField(label=gettext_lazy("Tên đợt báo cáo"), max_length=200)
    document = forms.CharField(
        label=gettext_lazy("Văn bản yêu cầu"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ngày, cơ quan ban hành"),
    )
    forms_asked = forms.MultipleChoiceField(
        label=gettext_lazy("Các biểu"), widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị phải nộp"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Chọn thêm từng đơn vị"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    han_xa = DayField(label=gettext_lazy("Cấp xã nộp trước hết ngày"))
    han_huyen = DayField(label=gettext_lazy("Cấp huyện nộp trước hết ngày"))
    han_tinh = DayField(label=gettext_lazy("Sở, ngành nộp trước hết ngày"))

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - what Django hands over
        *,
        window: Window,
        found: Sequence[Agency],
        label: str,
    ) -> None:
        """Offer the forms in force and the units of the window; the usual days stand there already."""
        levels = {Level(one.level) for one in found}
        initial: dict[str, Any] = {
            name: filing.due_on(level, window, whole=False) for name, level in _DAYS.items()
        }
        kinds = {one.kind for one in found}
        initial |= {
            "name": _("Báo cáo kiểm soát thủ tục hành chính %(period)s") % {"period": label},
            "forms_asked": [base for base in definitions.bases() if base.startswith(_USUAL)],
            "groups": [kind.value for kind in AgencyKind if kind.value in kinds],
        }
        super().__init__(data, initial=initial)
        for name, level in _DAYS.items():
            if level not in levels:
                del self.fields[name]
        offered = {
            "forms_asked": _forms_on(window),
            "groups": [
                (kind.value, f"{kind.label} ({sum(1 for one in found if one.kind == kind)})")
                for kind in AgencyKind
                if kind.value in kinds
            ],
            "units": [(str(one.pk), one.name) for one in found],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
        self._found = found

    def chosen(self) -> set[int]:
        """The ids of the units asked. The form must be valid."""
        kinds, ids = set(self.cleaned_data["groups"]), set(self.cleaned_data["units"])
        return {one.pk for one in self._found if one.kind in kinds or str(one.pk) in ids}

    def due(self) -> dict[Level, Any]:
        """The day of each level."""
        return {
            level: self.cleaned_data[name] for name, level in _DAYS.items() if name in self.fields
        }


def _forms_on(window: Window) -> list[tuple[str, str]]:
    """The forms of the days that go upward; figures of ministries' systems are parts of theirs."""
    found = []
    going = (base for base in definitions.bases() if not base.startswith(sources.PREFIX))
    for base in sorted(going, key=lambda base: not base.startswith(_USUAL)):
        try:
            there = definitions.in_force(definitions.variant(base, whole=False), window.to_on)
        except NotInForce:
            continue
        found.append((base, f"{base}: {there.title[:1]}{there.title[1:].lower()}"))
    return found


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: guard.OfficerRequest) -> HttpResponse:
    """Choose period and owner, then ask: forms, units, days."""
    choice = reports_form.read(request)
    context: dict[str, Any] = {"choice": choice}
    if not choice.is_valid():
        return render(request, "workspace/campaigns_open.html", context, status=400)
    asked = choice.asked(view="")
    found = tree.units(asked.agency.pk, asked.window)
    label = periods.label(asked.window)
    form = CampaignForm(request.POST or None, window=asked.window, found=found, label=label)
    context |= {"form": form, "asked": asked, "found": found, "label": label}
    if form.is_bound and form.is_valid():
        problem = _opened(request, form, asked)
        if not problem:
            messages.success(request, _("Đã mở đợt báo cáo. Các đơn vị thấy việc phải nộp ngay."))
            return redirect("workspace:campaigns")
        form.add_error(None, problem)
    status = 422 if form.is_bound else 200
    return render(request, "workspace/campaigns_open.html", context, status=status)


def _opened(request: guard.OfficerRequest, form: CampaignForm, asked: Asked) -> str:
    given = form.cleaned_data
    return campaigns.done(
        request,
        lambda: (
            acts.open_campaign(
                owner=asked.agency,
                name=given["name"],
                document=given["document"],
                window=asked.window,
                forms=given["forms_asked"],
                chosen=form.chosen(),
                due=form.due(),
                by=request.user,
                at=clock.now(),
            ).pk
        ),
    )


routes = [path("dot-bao-cao/mo/", start, name="campaigns_open")]
