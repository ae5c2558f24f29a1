"""Bàn giao theo danh sách: many dossiers to one recipient, taken over together, and their list on paper."""

from collections.abc import Callable
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once
from motcua.base.models import Verb
from motcua.dossiers import actions
from motcua.dossiers.actions import By
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import desks
from motcua.organizations.models import Agency, Role
from motcua.rules.codes import Status
from motcua.slips import handing_list
from motcua.web.shared import guard
from motcua.web.workspace import asked, lines, recipients, refusals, slips

_MOST = 200
_READY = (Status.RECEIVED.value, Status.DECIDED.value)


class HandingForm(forms.Form):
    """To whom, and a word that goes with all of them."""

    recipient = forms.ChoiceField(label=gettext_lazy("Người nhận"))
    text = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=500, required=False)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def handing(request: guard.OfficerRequest) -> HttpResponse:
    """Choose dossiers and a recipient; hand them all over in one go."""
    form = HandingForm(request.POST or None)
    field = form.fields["recipient"]
    field.choices = recipients.choices([request.desk.agency_id], clock.today())  # type: ignore[attr-defined]
    picked = _picked(request)
    if request.method == "POST" and form.is_valid() and picked:
        post, to = recipients.chosen(form.cleaned_data["recipient"])
        text = form.cleaned_data["text"]

        def hand(dossier_id: int, by: By) -> object:
            return actions.hand_over(dossier_id=dossier_id, by=by, post=post, to=to, text=text)

        if _each(request, picked, hand):
            return redirect("workspace:handed")
    if request.method == "POST" and not picked:
        form.add_error(None, _("Chọn ít nhất một hồ sơ để bàn giao."))
    at = clock.now()
    shown = {
        "form": form,
        "lines": lines.of(_ready(request)[:_MOST], at=at),
        "picked": picked,
        "everything": request.GET.get("chon") == "tat-ca",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/handing.html", shown, status=status)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_POST
def take_over(request: guard.OfficerRequest) -> HttpResponse:
    """Accept every dossier on the list that was shown."""

    def accept(dossier_id: int, by: By) -> object:
        return actions.accept_hand_over(dossier_id=dossier_id, by=by)

    picked = _picked(request)
    if _each(request, picked, accept):
        said = ngettext("Đã nhận %(number)d hồ sơ.", "Đã nhận %(number)d hồ sơ.", len(picked))
        messages.success(request, said % {"number": len(picked)})
    return redirect("workspace:inbox")


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def handed(request: guard.OfficerRequest) -> HttpResponse:
    """Show what this person handed over today, to print and have signed."""
    today = clock.today()
    events = handing_list.handed(request.user, today)
    shown = {"events": events[:_MOST], "today": today, "who": request.user.full_name}
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


def _ready(request: guard.OfficerRequest) -> QuerySet[Dossier]:
    """What the person may pass on: received at the counter, or settled and due at the counter."""
    mine = desks.rows().filter(
        holder=request.user, agency_id=request.desk.agency_id, status__in=_READY
    )
    return mine.filter(offered_post=None, offered_to=None).order_by("received_at", "pk")


def _picked(request: guard.OfficerRequest) -> dict[int, int]:
    """Return the ids chosen, each with the place in its history that was shown."""
    pairs = (value.partition(":") for value in request.POST.getlist("ho_so")[:_MOST])
    read = ((asked.number(one), asked.number(seen)) for one, _colon, seen in pairs)
    return {one: seen for one, seen in read if one is not None and seen is not None}


def _each(
    request: guard.OfficerRequest, picked: dict[int, int], do: Callable[[int, By], object]
) -> bool:
    """Do one act on every dossier picked, all or none; say what stood in the way."""
    at = clock.now()
    by = By(officer=request.user, at=at)

    def all_of_them() -> str:
        for dossier_id, seen in sorted(picked.items()):
            do(dossier_id, replace(by, seen=seen))
        return str(len(picked))

    key = request.POST.get("once", "")
    try:
        once.run(key=key, account_id=request.user.pk, at=at, action=all_of_them)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return False
    return True


routes = [
    path("ban-giao/", handing, name="handing"),
    path("ban-giao/nhan/", take_over, name="take_over"),
    path("ban-giao/da-giao/", handed, name="handed"),
    path("ban-giao/da-giao/danh-sach/", handed_list, name="handed_list"),
]
