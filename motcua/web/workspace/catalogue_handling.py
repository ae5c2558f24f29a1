"""Cách tiếp nhận: một cửa, liên thông, phi địa giới, bưu chính and the service level, dated by decision."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.actions import handling as actions
from motcua.catalog.models import Linked, Procedure, Reach
from motcua.catalog.queries import handling as queries
from motcua.organizations.models import Role
from motcua.rules.codes import ServiceLevel
from motcua.web.shared import guard, labels
from motcua.web.workspace import admin_acts, catalogue_drafts
from motcua.web.workspace.admin_acts import DayField
from motcua.web.workspace.catalogue_publication import DecisionForm

#: The old numbers of the service level, until 14/8/2022.
_NUMBERS = range(1, 5)


class HandlingForm(DecisionForm):
    """How the procedure is received, from a day."""

    one_stop = forms.BooleanField(label=gettext_lazy("Tiếp nhận tại Một cửa"), required=False)
    vertical = forms.BooleanField(label=gettext_lazy("Ngành dọc"), required=False)
    linked = forms.ChoiceField(
        label=gettext_lazy("Liên thông"), choices=Linked.choices, required=False
    )
    reach = forms.ChoiceField(label=gettext_lazy("Nơi nộp"), choices=Reach.choices, required=False)
    post_in = forms.BooleanField(label=gettext_lazy("Nhận hồ sơ qua bưu chính"), required=False)
    post_out = forms.BooleanField(label=gettext_lazy("Trả kết quả qua bưu chính"), required=False)
    tu_ngay = DayField(label=gettext_lazy("Áp dụng từ ngày"))

    #: The columns, without the decision.
    FACTS = ("one_stop", "vertical", "linked", "reach", "post_in", "post_out")


class LevelForm(DecisionForm):
    """The service level, from a day."""

    muc = forms.ChoiceField(
        label=gettext_lazy("Mức độ"),
        choices=[
            *((one.value, labels.of(one)) for one in ServiceLevel),
            *((str(n), gettext_lazy("Mức %d (trước 15/8/2022)") % n) for n in _NUMBERS),
        ],
    )
    tu_ngay = DayField(label=gettext_lazy("Áp dụng từ ngày"))

    @property
    def level(self) -> ServiceLevel | int:
        """The level by its name, or by its old number."""
        told: str = self.cleaned_data["muc"]
        return int(told) if told.isdecimal() else ServiceLevel(told)


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def handling(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show how a procedure was and is handled; state what holds next."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    procedure = get_object_or_404(Procedure, code=code)
    deed = request.POST.get("viec", "")
    if request.method == "POST" and deed not in _DEEDS:
        raise Http404
    handled = HandlingForm(_sent(request, deed, "cach"), prefix="cach", initial=_now(procedure))
    level = LevelForm(_sent(request, deed, "muc"), prefix="muc", initial=_today())
    if deed:
        form: DecisionForm = handled if deed == "cach" else level
        done = admin_acts.carry_out(request, form, lambda: _DEEDS[deed](request, procedure, form))
        if done is not None:
            messages.success(request, _("Đã ghi. Điều trước đó vẫn đúng cho những ngày trước."))
            return redirect("workspace:handling", code)
    shown = {
        "procedure": procedure,
        "version": catalog.latest(code),
        "handled": handled,
        "level": level,
        "handlings": procedure.handlings.select_related("noted_by").order_by("-from_on"),
        "levels": reversed(queries.service_level_history(procedure)),
    }
    return render(request, "workspace/catalogue_handling.html", shown, status=422 if deed else 200)


def _sent(request: guard.OfficerRequest, deed: str, mine: str) -> Any:  # noqa: ANN401 - a form's data
    return request.POST if deed == mine else None


def _today() -> dict[str, Any]:
    return {"ngay": clock.today(), "tu_ngay": clock.today()}


def _now(procedure: Procedure) -> dict[str, Any]:
    """What holds today; before anything was stated, what the record itself tells."""
    held = queries.handling(procedure, clock.today())
    told = held or actions.Handled(post_in=_by_post(procedure))
    return _today() | {name: getattr(told, name) for name in HandlingForm.FACTS}


def _by_post(procedure: Procedure) -> bool:
    version = catalog.latest(procedure.code)
    return version is None or queries.takes_post(version)


def _handle(request: guard.OfficerRequest, procedure: Procedure, form: DecisionForm) -> int:
    given = form.cleaned_data
    facts = {name: given[name] for name in HandlingForm.FACTS}
    told = facts | {"linked": Linked(facts["linked"]), "reach": Reach(facts["reach"])}
    return actions.handle(
        procedures=[procedure],
        handled=actions.Handled(**told),
        decision=form.decision,
        from_on=given["tu_ngay"],
        by=request.user,
        at=clock.now(),
    )


def _level(request: guard.OfficerRequest, procedure: Procedure, form: DecisionForm) -> int:
    assert isinstance(form, LevelForm)
    return actions.set_service_level(
        procedures=[procedure],
        level=form.level,
        decision=form.decision,
        from_on=form.cleaned_data["tu_ngay"],
        by=request.user,
        at=clock.now(),
    )


_DEEDS: dict[str, Callable[[guard.OfficerRequest, Procedure, DecisionForm], int]] = {
    "cach": _handle,
    "muc": _level,
}

routes = [path("danh-muc/<str:code>/cach-nhan/", handling, name="handling")]
