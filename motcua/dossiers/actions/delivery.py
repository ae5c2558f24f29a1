"""Parcels by the public post: sent, delivered, come back, come in. None of it is the dossier's status.

Căn cứ: Quyết định 45/2016/QĐ-TTg (certainty: medium: results and papers through the public post);
Nghị định 118/2025/NĐ-CP, Điều 20 (certainty: medium: what was posted has not been received yet).
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from motcua.dossiers import access
from motcua.dossiers.actions import returning
from motcua.dossiers.actions.core import By, locked
from motcua.dossiers.models import DeliveryState, Direction, Dossier, Shipment, ShipmentStep
from motcua.rules import lifecycle
from motcua.rules.codes import Act, Status


class WaybillTaken(Exception):
    """The number of the parcel is known already."""


class UnderWay(Exception):
    """A parcel with this result is on its way."""


class ArrivedAlready(Exception):
    """The parcel was delivered, or came back."""


class BeforePosting(Exception):
    """Nothing arrives before it was posted."""


@transaction.atomic
def post_result(*, dossier_id: int, by: By, carrier: str, waybill: str) -> Shipment:
    """Give a result to the post; the dossier stays as it is until the parcel is delivered.

    Raise lifecycle.Unlawful without a result to return, UnderWay, WaybillTaken, access.NotAllowed.
    """
    dossier = _allowed(dossier_id, Act.RETURN_RESULT, by)
    if dossier.status != Status.DECIDED:
        raise lifecycle.Unlawful(Status(dossier.status), Act.RETURN_RESULT)
    if Shipment.objects.filter(
        dossier=dossier, direction=Direction.OUT, state=DeliveryState.POSTED
    ).exists():
        raise UnderWay(dossier)
    return _begun(dossier, by, Direction.OUT, carrier, waybill, by.at)


@transaction.atomic
def take_in(
    *, dossier_id: int, by: By, carrier: str, waybill: str, posted_at: datetime
) -> Shipment:
    """Papers of the filer came by post: ``by.at`` is when they were received.

    Raise WaybillTaken, BeforePosting, access.NotAllowed.
    """
    dossier = _allowed(dossier_id, Act.SUPPLEMENT, by)
    if by.at < posted_at:
        raise BeforePosting(dossier)
    shipment = _begun(dossier, by, Direction.IN, carrier, waybill, posted_at)
    return _ended(shipment, DeliveryState.DELIVERED, by, "")


@transaction.atomic
def deliver(*, shipment_id: int, by: By) -> Shipment:
    """The person has the parcel: its result is returned at that moment, if it was not before.

    Raise ArrivedAlready, BeforePosting, access.NotAllowed.
    """
    shipment, dossier = _under_way(shipment_id, by)
    _ended(shipment, DeliveryState.DELIVERED, by, "")
    if dossier.status == Status.DECIDED:
        returning.by_post(shipment=shipment, by=replace(by, seen=None))
    return shipment


@transaction.atomic
def come_back(*, shipment_id: int, by: By, note: str) -> Shipment:
    """The parcel could not be delivered and is in the office again; nothing was returned.

    Raise ArrivedAlready, BeforePosting, access.NotAllowed.
    """
    shipment, _dossier = _under_way(shipment_id, by)
    return _ended(shipment, DeliveryState.CAME_BACK, by, note)


def _allowed(dossier_id: int, act: Act, by: By) -> Dossier:
    dossier = locked(dossier_id)
    if by.officer is not None:
        places = access.places(dossier, act)
        access.require(officer=by.officer, act=act, agency_ids=places, on=by.rights_on)
    return dossier


def _under_way(shipment_id: int, by: By) -> tuple[Shipment, Dossier]:
    found = Shipment.objects.get(pk=shipment_id)
    dossier = _allowed(found.dossier_id, Act.RETURN_RESULT, by)
    shipment = Shipment.objects.select_for_update(of=("self",)).get(pk=shipment_id)
    if shipment.state != DeliveryState.POSTED:
        raise ArrivedAlready(shipment)
    if by.at < shipment.posted_at:
        raise BeforePosting(shipment)
    return shipment, dossier


def _begun(
    dossier: Dossier, by: By, direction: Direction, carrier: str, waybill: str, posted_at: datetime
) -> Shipment:
    number = "".join(waybill.split()).upper()
    if Shipment.objects.filter(carrier=carrier, waybill=number).exists():
        raise WaybillTaken(number)
    shipment = Shipment.objects.create(
        dossier=dossier, direction=direction, carrier=carrier, waybill=number, posted_at=posted_at
    )
    _step(shipment, DeliveryState.POSTED, posted_at, by, "")
    return shipment


def _ended(shipment: Shipment, state: DeliveryState, by: By, note: str) -> Shipment:
    shipment.state = state
    shipment.ended_at = by.at
    shipment.save(update_fields=["state", "ended_at"])
    _step(shipment, state, by.at, by, note)
    return shipment


def _step(shipment: Shipment, state: DeliveryState, at: datetime, by: By, note: str) -> None:
    ShipmentStep.objects.create(
        shipment=shipment,
        state=state,
        at=at,
        note=note.strip()[:300],
        recorded_by=by.officer,
        recorded_at=by.entered_at or by.at,
    )
