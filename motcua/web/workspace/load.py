"""Khối lượng công việc của đơn vị: by person and by step, each figure opens its dossiers, any of them is reassigned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from motcua.base import clock, revisions
from motcua.dossiers.actions import By, bulk
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import desks, load
from motcua.dossiers.queries.load import Hands, Horizon, Load, Standing
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Assignment, Role
from motcua.web.shared import guard
from motcua.web.workspace import asked, lines, load_rows, picking, queues, recipients
from motcua.web.workspace.load_rows import Unit

PAGE = 50
#: The kinds of a load, as addresses name them, and what counts each.
_KINDS = {
    "qua-han": "late",
    "hom-nay": "today",
    "ngay-mai": "following",
    "sap-han": "near",
    "con-han": "later",
    "dang-cho": "waiting",
    "tat-ca": "total",
}


class GivingForm(forms.Form):
    """To whom, and why."""

    recipient = forms.ChoiceField(label=gettext_lazy("Phân công cho"))
    text = forms.CharField(label=gettext_lazy("Lý do"), max_length=500, required=False)


@dataclass(frozen=True)
class _Told:
    """What lies at an agency, by person and by step, and who works there."""

    agency_id: int
    name: str
    at: datetime
    staff: Sequence[Assignment]
    people: Mapping[Hands, Load]
    steps: Mapping[Standing, Load]

    @property
    def whole(self) -> Load:
        """Return everything."""
        return sum(self.people.values(), Load())

    @cached_property
    def step_names(self) -> Mapping[Standing, str]:
        """Return the names of the steps in which anything stands."""
        return load_rows.step_names(self.steps)

    @cached_property
    def units(self) -> Sequence[Unit]:
        """Return the people, unit by unit."""
        on = clock.local(self.at).date()
        return load_rows.people(self.people, self.staff, on, self.page, self.agency_id)

    @property
    def page(self) -> str:
        """Return how the addresses of the page's figures begin."""
        return f"?{urlencode({'co_quan': self.agency_id})}&"


@dataclass(frozen=True)
class _Opened:
    """The dossiers a figure opens, and how many they are."""

    rows: QuerySet[Dossier]
    number: int
    name: str


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_load(request: guard.OfficerRequest) -> HttpResponse:
    """Show a unit's load and the dossiers behind a figure; give those chosen to somebody else."""
    at = clock.now()
    agency_id, name = _agency(request)
    staff = load_rows.staff_of(agency_id, clock.local(at).date())
    form = GivingForm(request.POST or None)
    form.fields["recipient"].choices = load_rows.choices(staff)  # type: ignore[attr-defined]
    picked = picking.read(request)
    refused: dict[int, str] = {}
    if request.method == "POST" and not picked:
        form.add_error(None, _("Chọn ít nhất một hồ sơ để phân công."))
    elif request.method == "POST" and form.is_valid():
        refused = _given(request, form, picked)
        if not refused:
            return redirect(request.get_full_path())
    with revisions.held():
        by_person, by_step = load.by_person([agency_id], at), load.by_step([agency_id], at)
        told = _Told(agency_id, name, at, staff, by_person, by_step)
        shown = _shown(request, told) | {
            "form": form,
            "picked": picked.keys() - refused.keys(),
            "refused": picking.named(refused),
        }
    status = 422 if form.is_bound and (form.errors or refused) else 200
    return render(request, "workspace/load.html", shown, status=status)


def _shown(request: guard.OfficerRequest, told: _Told) -> dict[str, Any]:
    opened = _opened(request, told, Horizon.of(told.agency_id, told.at))
    rows = Paginator(opened.rows if opened else Dossier.objects.none(), PAGE)
    rows.count = opened.number if opened else 0
    here = rows.get_page(request.GET.get("trang"))
    return {
        "at": told.at,
        "agency": told.name,
        "whole": told.whole,
        "page_of": told.page,
        "units": told.units,
        "steps": [load_rows.steps(told.steps, told.step_names, told.page)],
        "opened": opened,
        "page": here,
        "lines": lines.of(here.object_list, at=told.at),
        "everything": request.method != "POST" and request.GET.get("chon") == "tat-ca",
        "choose_all": _with(request, chon="tat-ca"),
        "gives": request.desk.role is Role.LEADER,
        "morning": reverse("workspace:morning"),
    }


def _agency(request: guard.OfficerRequest) -> tuple[int, str]:
    """Return the agency an address names, of those one oversees; one's own without a word."""
    own = request.desk.agency_id
    wanted = request.GET.get("co_quan", "")
    agency_id = asked.number(wanted) if wanted else own
    if agency_id == own:
        return own, request.desk.agency_name
    reach = access.reach([request.desk], Permission.OVERSEE)
    found = Agency.objects.filter(pk=agency_id).first() if agency_id in reach else None
    if found is None:
        raise Http404
    return found.pk, found.name


def _given(
    request: guard.OfficerRequest, form: GivingForm, picked: picking.Picked
) -> dict[int, str]:
    """Give all that were picked to the officer chosen; return what stood in the way."""
    post, to = recipients.chosen(form.cleaned_data["recipient"])
    if to is None:
        raise Http404

    def give(by: By) -> object:
        return bulk.assign(picked=picked, by=by, to=to, post=post, text=form.cleaned_data["text"])

    refused = picking.done(request, give)
    if not refused:
        said = ngettext(
            "Đã phân công %(number)d hồ sơ cho %(name)s.",
            "Đã phân công %(number)d hồ sơ cho %(name)s.",
            len(picked),
        )
        messages.success(request, said % {"number": len(picked), "name": to.full_name})
    return refused


def _opened(request: guard.OfficerRequest, told: _Told, horizon: Horizon) -> _Opened | None:
    """Return what a figure of the page opens; nothing while none was chosen."""
    kind = request.GET.get("loai", "tat-ca")
    person, step = request.GET.get("nguoi", ""), request.GET.get("buoc", "")
    if kind not in _KINDS or not (person or step or "loai" in request.GET):
        return None
    which, found, name = _which(told, person, step)
    rows = load.at_desks([told.agency_id]).filter(which).select_related(*desks.SHOWN)
    ordered = queues.of_kind(rows, kind, horizon).order_by(*load.BY_PRESSURE)
    return _Opened(ordered, getattr(found, _KINDS[kind]), name)


def _which(told: _Told, person: str, step: str) -> tuple[Q, Load, str]:
    """Return the condition an address names, what it weighs, and its name."""
    holder = asked.number(person)
    if holder is not None:
        everybody = (row for unit in told.units for row in unit.rows)
        row = next((one for one in everybody if one.key == str(holder)), None)
        if row is None:
            raise Http404
        return Q(holder_id=holder or None), row.load, row.name
    if step:
        which, found = load_rows.in_step(told.step_names, told.steps, step)
        return which, found, load_rows.step_named(step)
    return Q(), told.whole, told.name


def _with(request: guard.OfficerRequest, **more: str) -> str:
    """Return the address of the page with something else in its query."""
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return f"?{query.urlencode()}"


routes = [path("khoi-luong/", unit_load, name="load")]
