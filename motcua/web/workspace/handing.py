"""Bàn giao theo danh sách: many dossiers to one recipient, taken over together, and their list on paper."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.dossiers.actions import By, bulk
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries import OPEN, desks
from motcua.organizations.models import Agency, Role
from motcua.rules.codes import Act, Status
from motcua.slips import handing_list
from motcua.web.shared import guard
from motcua.web.workspace import lines, picking, queues, recipients, slips

#: What is ready, by what was done with it so far; an address names the part.
_PARTS = {
    "moi-nhan": (Status.RECEIVED.value,),
    "dang-xu-ly": tuple(status for status in OPEN if status != Status.RECEIVED),
    "co-ket-qua": (Status.DECIDED.value,),
}
_READY = (*OPEN, Status.DECIDED.value)


class HandingForm(forms.Form):
    """To whom, and a word that goes with all of them."""

    recipient = forms.ChoiceField(label=gettext_lazy("Người nhận"))
    text = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=500, required=False)


@dataclass(frozen=True)
class Part:
    """A part of what is ready, as a tab."""

    key: str
    name: str
    current: bool


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def handing(request: guard.OfficerRequest) -> HttpResponse:
    """Choose dossiers and a recipient; hand them all over in one go."""
    form = HandingForm(request.POST or None)
    field = form.fields["recipient"]
    field.choices = recipients.choices([request.desk.agency_id], clock.today())  # type: ignore[attr-defined]
    picked = picking.read(request)
    refused: dict[int, str] = {}
    if request.method == "POST" and not picked:
        form.add_error(None, _("Chọn ít nhất một hồ sơ để bàn giao."))
    elif request.method == "POST" and form.is_valid():
        post, to = recipients.chosen(form.cleaned_data["recipient"])
        text = form.cleaned_data["text"]

        def hand(by: By) -> object:
            return bulk.hand_over(picked=picked, by=by, post=post, to=to, text=text)

        refused = picking.done(request, hand)
        if not refused:
            return redirect("workspace:handed")
    part = request.GET.get("loai", "")
    ready = _ready(request, part)
    shown = _shown(ready, picked, refused) | {
        "form": form,
        "parts": _parts(part),
        "part": part,
        "everything": request.method != "POST" and request.GET.get("chon") == "tat-ca",
    }
    status = 422 if form.is_bound and (form.errors or refused) else 200
    return render(request, "workspace/handing.html", shown, status=status)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: guard.OfficerRequest) -> HttpResponse:
    """Show what waits to be accepted, all of it chosen; accept every dossier that stays chosen."""
    picked = picking.read(request)
    refused: dict[int, str] = {}
    if request.method == "POST" and picked:
        refused = picking.done(request, _accepting(picked))
        if not refused:
            said = ngettext("Đã nhận %(number)d hồ sơ.", "Đã nhận %(number)d hồ sơ.", len(picked))
            messages.success(request, said % {"number": len(picked)})
            return redirect("workspace:inbox")
    elif request.method == "POST":
        messages.error(request, _("Chọn ít nhất một hồ sơ để nhận."))
    offered = queues.of_post(request.user.pk, request.desk, clock.now())[queues.OFFERED]
    waiting = queues.listed(offered, queues.OFFERED).order_by("holder", "received_at", "pk")
    shown = _shown(waiting, picked, refused) | {"everything": request.method != "POST"}
    return render(request, "workspace/taking_over.html", shown, status=422 if request.POST else 200)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def handed(request: guard.OfficerRequest) -> HttpResponse:
    """Show what this person handed over today, to print and have signed, and what was taken of it."""
    today = clock.today()
    events = list(handing_list.handed(request.user, today))
    shown = {
        "events": events,
        "taken": _taken(events),
        "today": today,
        "who": request.user.full_name,
    }
    return render(request, "workspace/handed.html", shown)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def handed_list(request: guard.OfficerRequest) -> HttpResponse:
    """Print today's hand-overs, a list for each taker, for both signatures; written down like any export."""
    at, today = clock.now(), clock.today()
    agency = Agency.objects.get(pk=request.desk.agency_id)
    try:
        made = handing_list.pdf(agency, request.user, today, at=at)
    except handing_list.NothingHandedOver:
        return redirect("workspace:handed")
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="slips.handing_list",
        subject_id=agency.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    return slips.pdf(made, f"ban-giao-{today:%Y%m%d}.pdf")


def _taken(events: list[DossierEvent]) -> int:
    """Count the hand-overs of a list that somebody has accepted since."""
    accepted = DossierEvent.objects.filter(
        dossier__in=[one.dossier_id for one in events],
        act=Act.ACCEPT_HAND_OVER,
        reversed_by=None,
    ).values_list("dossier_id", "seq")
    latest: dict[int, int] = {}
    for dossier_id, seq in accepted:
        latest[dossier_id] = max(seq, latest.get(dossier_id, 0))
    return sum(latest.get(one.dossier_id, 0) > one.seq for one in events)


def _accepting(picked: picking.Picked) -> Callable[[By], object]:
    def accept(by: By) -> object:
        return bulk.accept(picked=picked, by=by)

    return accept


def _shown(
    rows: QuerySet[Dossier], picked: picking.Picked, refused: dict[int, str]
) -> dict[str, object]:
    """Return the list: the most a list may have, whole numbers beside it, and who stood in the way."""
    total = rows.count()
    return {
        "lines": lines.of(rows[: bulk.MOST], at=clock.now()),
        "picked": picked.keys() - refused.keys(),
        "refused": picking.named(refused),
        "total": total,
        "most": bulk.MOST,
        "more": total > bulk.MOST,
    }


def _ready(request: guard.OfficerRequest, part: str) -> QuerySet[Dossier]:
    """What the person answers for here and has offered to nobody, in the order it came."""
    here = Coalesce(F("stay_at"), F("agency"))
    mine = desks.rows().alias(desk=here).filter(holder=request.user, desk=request.desk.agency_id)
    ready = mine.filter(status__in=_PARTS.get(part, _READY), offered_post=None, offered_to=None)
    return ready.order_by("received_at", "pk")


def _parts(chosen: str) -> list[Part]:
    names = {
        "": _("Tất cả"),
        "moi-nhan": _("Mới tiếp nhận"),
        "dang-xu-ly": _("Đang xử lý"),
        "co-ket-qua": _("Đã có kết quả"),
    }
    current = chosen if chosen in names else ""
    return [Part(key, name, key == current) for key, name in names.items()]


routes = [
    path("ban-giao/", handing, name="handing"),
    path("ban-giao/nhan/", take_over, name="take_over"),
    path("ban-giao/da-giao/", handed, name="handed"),
    path("ban-giao/da-giao/danh-sach/", handed_list, name="handed_list"),
]
