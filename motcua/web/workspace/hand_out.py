"""One result at the counter: to whom, by what right, by post, as a file, and whom we called about it."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once
from motcua.dossiers import access, queries
from motcua.dossiers.actions import By, delivery, returning
from motcua.dossiers.actions import contacts as calling
from motcua.dossiers.actions.core import Stale
from motcua.dossiers.models import (
    CallOutcome,
    DeliveryState,
    Direction,
    Dossier,
    Participant,
    ParticipantRole,
    ReturnProof,
    Shipment,
)
from motcua.dossiers.queries import contacts, results
from motcua.organizations.models import Role
from motcua.rules.codes import Status
from motcua.web.shared import guard
from motcua.web.workspace import asked, choices, dossier, lines, refusals
from motcua.web.workspace.returning_forms import ArrivedForm, CallForm, ParcelForm, TakerForm

_Do = Callable[[By], object]


@guard.allow(Role.CLERK)
@require_GET
def hand_out(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show who may receive and what, with one button; when nothing is recorded, lead to recording it."""
    held = dossier.seen(request, dossier_id)
    if not access.may_see_people(dossier=held, postings=request.places.all):
        return guard.refuse(request)
    if held.status not in (Status.DECIDED, Status.RETURNED):
        return redirect(choices.address(held, choices.RETURN_WITH_RESULT))
    return _page(request, held)


@guard.allow(Role.CLERK)
@require_POST
def handed_out(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Record that the result is in the person's hand, and be ready for the next one."""
    held = dossier.found(request, dossier_id)
    form = TakerForm(request.POST, prefix="nhan")
    if not form.is_valid():
        return _page(request, held, taker=form)

    def hand(by: By) -> object:
        return returning.hand_out(dossier_id=held.pk, by=by, taker=form.taker())

    return _done(request, held, hand, {"taker": form}) or _returned(request, held)


@guard.allow(Role.CLERK)
@require_POST
def returned_online(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Record that the issued electronic result is what the person gets."""
    held = dossier.found(request, dossier_id)

    def hand(by: By) -> object:
        return returning.return_online(dossier_id=held.pk, by=by)

    form = TakerForm({}, prefix="nhan")
    form.full_clean()
    return _done(request, held, hand, {"taker": form}) or _returned(request, held)


@guard.allow(Role.CLERK)
@require_POST
def posted(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Record the parcel in which the result goes; the dossier stays as it is."""
    held = dossier.found(request, dossier_id)
    form = ParcelForm(request.POST, prefix="gui")
    if not form.is_valid():
        return _page(request, held, parcel=form)

    def post(by: By) -> object:
        return delivery.post_result(dossier_id=held.pk, by=by, **form.cleaned_data)

    said = _("Đã ghi bưu gửi. Kết quả được tính là đã trả khi bưu chính phát đến người nhận.")
    return _done(request, held, post, {"parcel": form}) or _again(request, held, said)


@guard.allow(Role.CLERK)
@require_POST
def arrived(request: guard.OfficerRequest, shipment_id: int) -> HttpResponse:
    """Record that a parcel was delivered, or came back."""
    shipment = Shipment.objects.filter(pk=shipment_id, direction=Direction.OUT).first()
    if shipment is None:
        raise Http404
    held = dossier.found(request, shipment.dossier_id)
    form = ArrivedForm(request.POST, prefix="phat")
    if not form.is_valid():
        return _page(request, held, arrival=form)
    back = request.POST.get("viec") == DeliveryState.CAME_BACK

    def arrive(by: By) -> object:
        if back:
            note = form.cleaned_data["note"]
            return delivery.come_back(shipment_id=shipment.pk, by=by, note=note)
        return delivery.deliver(shipment_id=shipment.pk, by=by)

    at = form.cleaned_data["happened_at"]
    said = (
        _("Đã ghi bưu gửi chuyển hoàn; kết quả vẫn chờ trả.")
        if back
        else _("Đã ghi bưu gửi đã phát.")
    )
    return _done(request, held, arrive, {"arrival": form}, at=at) or _again(request, held, said)


@guard.allow(Role.CLERK)
@require_POST
def called(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Record what came of a call, and go on to the next person."""
    held = dossier.found(request, dossier_id)
    form = CallForm(request.POST, prefix="goi")
    if not form.is_valid():
        return _page(request, held, call=form)

    def call(by: By) -> object:
        outcome = CallOutcome(form.cleaned_data["outcome"])
        coming_on = form.cleaned_data["coming_on"]
        return calling.record_call(dossier_id=held.pk, by=by, outcome=outcome, coming_on=coming_on)

    failed = _done(request, held, call, {"call": form})
    if failed:
        return failed
    messages.success(request, _("Đã ghi cuộc gọi."))
    return redirect("workspace:contacts")


def _done(
    request: guard.OfficerRequest,
    held: Dossier,
    do: _Do,
    shown: dict[str, forms.Form],
    *,
    at: datetime | None = None,
) -> HttpResponse | None:
    """Do it once; the page with what stood in the way, None when nothing did."""
    now = clock.now()
    seen = asked.number(request.POST.get("seen", ""))
    by = By(officer=request.user, at=at or now, seen=seen, entered_at=now)

    def once_only() -> str:
        do(by)
        return str(held.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=now, action=once_only)
    except Stale:
        return dossier.overtaken(request, held.pk)
    except refusals.EXPECTED as refused:
        for form in shown.values():
            form.add_error(None, refusals.sentence(refused))
        return _page(request, held, **shown)
    return None


def _returned(request: guard.OfficerRequest, held: Dossier) -> HttpResponse:
    messages.success(request, _("Đã trả kết quả hồ sơ %(number)s.") % {"number": held.number})
    return redirect(f"{reverse('workspace:counter')}?vua_tra={held.pk}")


def _again(request: guard.OfficerRequest, held: Dossier, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("workspace:hand_out", held.pk)


def _page(request: guard.OfficerRequest, held: Dossier, **bound: forms.Form) -> HttpResponse:
    shown = {
        "dossier": held,
        "returned": held.status == Status.RETURNED,
        "results": held.results.order_by("-pk"),
        "people": _people(held),
        "left": lines.left(held, at=clock.now()),
        "take_back": choices.take_back(held, request.user),
        "parcels": contacts.parcels_of(held),
        "under_way": _under_way(held),
        "calls": contacts.calls_of(held),
        "electronic": results.electronic(held) is not None,
        "proof": _proof(held),
        "taker": TakerForm(prefix="nhan"),
        "parcel": ParcelForm(prefix="gui"),
        "arrival": ArrivedForm(prefix="phat"),
        "call": CallForm(prefix="goi"),
        **bound,
    }
    wrong = any(form.is_bound and form.errors for form in bound.values())
    return render(request, "workspace/hand_out.html", shown, status=422 if wrong else 200)


def _people(held: Dossier) -> list[Participant]:
    rows = {row.role: row for row in held.participants.all()}
    return [rows[role] for role in ParticipantRole.values if role in rows]


def _under_way(held: Dossier) -> bool:
    """Whether the result is on its way by post: then nobody hands it out by a slip of the hand."""
    out = Shipment.objects.filter(dossier=held, direction=Direction.OUT)
    return out.filter(state=DeliveryState.POSTED).exists()


def _proof(held: Dossier) -> ReturnProof | None:
    """How the result was returned, where that return still stands."""
    if held.status != Status.RETURNED:
        return None
    event = queries.effective(held)[-1]
    return ReturnProof.objects.filter(event=event).first()


routes = [
    path("tra-ket-qua/<int:dossier_id>/", hand_out, name="hand_out"),
    path("tra-ket-qua/<int:dossier_id>/xong/", handed_out, name="handed_out"),
    path("tra-ket-qua/<int:dossier_id>/dien-tu/", returned_online, name="returned_online"),
    path("tra-ket-qua/<int:dossier_id>/gui/", posted, name="posted"),
    path("tra-ket-qua/<int:dossier_id>/goi/", called, name="called"),
    path("buu-gui/<int:shipment_id>/", arrived, name="arrived"),
]
