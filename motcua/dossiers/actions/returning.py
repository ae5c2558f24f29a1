"""The result in somebody's hands, with its proof: at the counter, for another, by post, as a file.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 20; Nghị định 118/2025/NĐ-CP, Điều 20 (certainty: medium: who takes a
result for another, or without the receipt, is identified; the channel is the applicant's choice).
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from motcua.dossiers.actions import ending
from motcua.dossiers.actions.core import By
from motcua.dossiers.actions.ending import Result
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    ReturnProof,
    ReturnWay,
    Shipment,
)
from motcua.dossiers.queries import results
from motcua.rules.codes import IdentityKind

_FOR_ANOTHER = "Người khác nhận thay. Căn cứ: {ground}"
_NO_RECEIPT = "Không có giấy hẹn. Đã đối chiếu: {ground}"
_BY_POST = "Bưu gửi {waybill} ({carrier}) đã phát"
_ONLINE = "Kết quả điện tử có trong kho của người nhận"


class TakerUnknown(Exception):
    """Somebody who comes for another, or without the receipt, is identified and the ground written down."""


class NothingElectronic(Exception):
    """The dossier has no electronic result that was issued."""


@dataclass(frozen=True, kw_only=True)
class Taker:
    """Who came: nobody named means the owner or the submitter; ``ground`` says by what right, or by which paper."""

    name: str = ""
    identity_kind: IdentityKind = IdentityKind.CITIZEN_ID
    identity_value: str = ""
    ground: str = ""
    with_receipt: bool = True

    @property
    def ordinary(self) -> bool:
        """Whether the owner or submitter came with the receipt: nothing more is asked."""
        return self.with_receipt and not self.name.strip()

    @property
    def identified(self) -> bool:
        """Whether all is there that the way of coming asks for."""
        named = not self.name.strip() or bool(self.identity_value.strip())
        return self.ordinary or (named and bool(self.ground.strip()))


@transaction.atomic
def hand_out(*, dossier_id: int, by: By, taker: Taker | None = None) -> DossierEvent:
    """Hand the result over at the counter. Raise TakerUnknown for somebody who is not identified."""
    taker = _identified(taker, dossier_id)
    event = ending.return_result(dossier_id=dossier_id, by=by, recipient=_said(taker))
    ReturnProof.objects.create(event=event, **_told(dossier_id, taker))
    return event


@transaction.atomic
def hand_out_with_result(
    *, dossier_id: int, by: By, result: Result, text: str = "", taker: Taker | None = None
) -> DossierEvent:
    """Hand out a result nobody recorded, from any status, as ``ending.return_with_result`` does.

    Raise TakerUnknown, and what that raises. A return that stands keeps its proof.
    """
    taker = _identified(taker, dossier_id)
    event = ending.return_with_result(
        dossier_id=dossier_id, by=by, result=result, text=text, recipient=_said(taker)
    )
    ReturnProof.objects.get_or_create(event=event, defaults=_told(dossier_id, taker))
    return event


@transaction.atomic
def return_online(*, dossier_id: int, by: By) -> DossierEvent:
    """The issued electronic result lies in its holder's store. Raise NothingElectronic."""
    event = ending.return_result(dossier_id=dossier_id, by=by, recipient=_ONLINE)
    version = results.electronic(Dossier.objects.get(pk=dossier_id))
    if version is None:
        raise NothingElectronic(dossier_id)
    ReturnProof.objects.create(
        dossier_id=dossier_id, event=event, way=ReturnWay.ONLINE, version=version
    )
    return event


def by_post(*, shipment: Shipment, by: By) -> DossierEvent:
    """A parcel that was delivered is a result returned. Inside a transaction only."""
    said = _BY_POST.format(waybill=shipment.waybill, carrier=shipment.carrier)
    event = ending.return_result(dossier_id=shipment.dossier_id, by=by, recipient=said)
    ReturnProof.objects.create(
        dossier_id=shipment.dossier_id, event=event, way=ReturnWay.POST, shipment=shipment
    )
    return event


def _identified(taker: Taker | None, dossier_id: int) -> Taker:
    found = taker or Taker()
    if not found.identified:
        raise TakerUnknown(dossier_id)
    return found


def _told(dossier_id: int, taker: Taker) -> dict[str, Any]:
    """The columns of the proof of a return at the counter."""
    named = bool(taker.name.strip())
    return {
        "dossier_id": dossier_id,
        "way": ReturnWay.COUNTER,
        "with_receipt": taker.with_receipt,
        "name": " ".join(taker.name.split()),
        "identity_kind": taker.identity_kind.value if named else "",
        "identity_value": taker.identity_value.strip() if named else "",
        "ground": taker.ground.strip(),
    }


def _said(taker: Taker) -> str:
    """What the history says of it: the ground, never the name."""
    if taker.ordinary:
        return ""
    said = _FOR_ANOTHER if taker.name.strip() else _NO_RECEIPT
    return said.format(ground=taker.ground.strip())
