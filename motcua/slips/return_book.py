"""Sổ trả kết quả: the results an office handed out between two days, a line each, with how and to whom."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from motcua.base import clock
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierResult,
    Participant,
    ParticipantRole,
    ReturnProof,
    ReturnWay,
)
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.rules.codes import Act, Outcome, Status
from motcua.slips import lists, wording
from motcua.slips.lists import MOST, Column, List, TooMany

COLUMNS = (
    Column("STT", "", centred=True),
    Column("Mã hồ sơ", "34"),
    Column("Tên thủ tục hành chính", "2fr"),
    Column("Tên cá nhân, tổ chức", "1.2fr"),
    Column("Kết quả: số, ký hiệu, ngày ký", "1.3fr"),
    Column("Hẹn trả", "18", centred=True),
    Column("Ngày, giờ trả", "20", centred=True),
    Column("Phương thức, người nhận, căn cứ", "1.8fr"),
    Column("Ký nhận", "20"),
)
_WAYS = {
    ReturnWay.COUNTER: "Trực tiếp",
    ReturnWay.POST: "Bưu chính",
    ReturnWay.ONLINE: "Bản điện tử",
}


def returned(agency: Agency, from_on: date, to_on: date) -> QuerySet[Dossier]:
    """Return the dossiers whose result an office handed out in the days, as it stands now."""
    begins = datetime.combine(from_on, datetime.min.time(), tzinfo=clock.ZONE)
    ends = datetime.combine(to_on + timedelta(days=1), datetime.min.time(), tzinfo=clock.ZONE)
    here = {agency.pk} | set(agencies.ended_into({agency.pk}))
    rows = Dossier.objects.filter(
        return_at__in=here,
        status=Status.RETURNED,
        returned_at__gte=begins,
        returned_at__lt=ends,
    )
    return rows.select_related("version").order_by("returned_at", "pk")


def pdf(agency: Agency, from_on: date, to_on: date, *, officer: str, at: datetime) -> bytes:
    """Set the book of the days. Raise TooMany."""
    found = list(returned(agency, from_on, to_on)[: MOST + 1])
    if len(found) > MOST:
        raise TooMany(MOST)
    book = List(
        agency=agency,
        on=to_on,
        title="Sổ trả kết quả giải quyết thủ tục hành chính",
        under=(
            f"Từ ngày {from_on:%d/%m/%Y} đến ngày {to_on:%d/%m/%Y}",
            f"{len(found)} kết quả, số liệu ghi nhận đến {wording.moment(clock.local(at))}",
        ),
        columns=COLUMNS,
        rows=tuple(rows(found)),
        signatures=(("", ""), ("NGƯỜI VÀO SỔ", officer)),
        numbers=(("Quyển số:", f"{from_on.year}"),),
        wide=True,
    )
    return lists.pdf([book], at=at)


def rows(dossiers: Iterable[Dossier]) -> list[tuple[str, ...]]:
    """Return the cells of dossiers in their order, in four questions however many there are."""
    found = list(dossiers)
    ids = [row.pk for row in found]
    owners = dict(
        Participant.objects.filter(dossier__in=ids, role=ParticipantRole.OWNER).values_list(
            "dossier_id", "name"
        )
    )
    results = {row.dossier_id: row for row in _standing(ids)}
    proofs = {row.dossier_id: row for row in _proofs(ids)}
    return [
        (
            str(order),
            row.number or "",
            row.version.name,
            owners.get(row.pk, ""),
            _result(row, results.get(row.pk)),
            _day(row.first_due_at),
            _moment(row.returned_at),
            how(proofs.get(row.pk)),
            "",
        )
        for order, row in enumerate(found, start=1)
    ]


def how(proof: ReturnProof | None) -> str:
    """Write the channel, who came for another with his paper, and the ground."""
    if proof is None:
        return _WAYS[ReturnWay.COUNTER]
    parts = [_WAYS[ReturnWay(proof.way)]]
    if proof.shipment is not None:
        parts.append(f"bưu gửi {proof.shipment.waybill}")
    if proof.name:
        parts.append(f"nhận thay: {proof.name}, số giấy tờ {proof.identity_value}")
    if not proof.with_receipt:
        parts.append("không có giấy hẹn")
    if proof.ground:
        parts.append(proof.ground)
    return "; ".join(parts)


def _standing(ids: list[int]) -> QuerySet[DossierResult]:
    """The results whose decision stands, later ones last."""
    rows = DossierResult.objects.filter(dossier__in=ids, event__reversed_by=None)
    return rows.order_by("pk")


def _proofs(ids: list[int]) -> QuerySet[ReturnProof]:
    """The proofs of the returns that stand."""
    standing = DossierEvent.objects.filter(dossier__in=ids, act=Act.RETURN_RESULT, reversed_by=None)
    rows = ReturnProof.objects.filter(event__in=standing)
    return rows.select_related("shipment").order_by("pk")


def _result(row: Dossier, result: DossierResult | None) -> str:
    if result is None:
        return ""
    denied = "Từ chối; " if row.outcome == Outcome.DENIED else ""
    number = f"{result.number}, " if result.number else ""
    return f"{denied}{number}{result.signed_on:%d/%m/%Y}"


def _day(at: datetime | None) -> str:
    return f"{clock.local(at):%d/%m/%Y}" if at else ""


def _moment(at: datetime | None) -> str:
    return f"{clock.local(at):%H:%M %d/%m/%Y}" if at else ""
