"""The list of a sitting of the fast lane: one paper that is the receipt of all its dossiers and of their return."""

from datetime import datetime

from motcua.base import clock
from motcua.dossiers.models import (
    DossierResult,
    LaneEntry,
    LaneSitting,
    Participant,
    ParticipantRole,
)
from motcua.dossiers.queries import lane
from motcua.slips import lists
from motcua.slips.lists import Column, List

COLUMNS = (
    Column("STT", "", centred=True),
    Column("Mã hồ sơ", "38"),
    Column("Nội dung", "2fr"),
    Column("Số, ký hiệu kết quả", "1fr"),
    Column("Số bản", "12", centred=True),
    Column("Giờ nhận", "14", centred=True),
    Column("Giờ trả", "14", centred=True),
)


class NothingSettled(LookupError):
    """The sitting holds no dossier."""


def pdf(sitting: LaneSitting, *, at: datetime) -> bytes:
    """Set the list of a sitting. Raise NothingSettled, TooMany. The same sitting gives the same bytes."""
    found = list(lane.entries(sitting))
    if not found:
        raise NothingSettled(sitting.pk)
    first = Participant.objects.get(dossier=found[0].dossier_id, role=ParticipantRole.OWNER)
    officer = sitting.officer.full_name
    made = List(
        agency=sitting.approval.agency,
        on=sitting.on,
        title="Danh sách hồ sơ tiếp nhận và trả kết quả trong ngày",
        under=(
            f"Ngày {sitting.on:%d/%m/%Y}",
            "Thay giấy tiếp nhận hồ sơ và hẹn trả kết quả của các hồ sơ dưới đây",
        ),
        said=tuple(
            f"{label}: {value}"
            for label, value in (
                ("Người nộp, nhận kết quả", first.name),
                ("Số giấy tờ", first.identity_value or first.identity_ground),
                ("Địa chỉ", first.address),
                ("Thủ tục", found[0].dossier.version.name),
            )
            if value
        ),
        columns=COLUMNS,
        rows=tuple(_rows(found)),
        after=(f"Cộng: {len(found)} hồ sơ, {sum(one.copies for one in found)} bản kết quả.",),
        signatures=(("NGƯỜI NỘP, NHẬN KẾT QUẢ", ""), ("NGƯỜI TIẾP NHẬN, TRẢ KẾT QUẢ", officer)),
    )
    return lists.pdf([made], at=at)


def _rows(found: list[LaneEntry]) -> list[tuple[str, ...]]:
    standing = DossierResult.objects.filter(
        dossier__in=[one.dossier_id for one in found], event__reversed_by=None
    )
    numbers = dict(standing.order_by("pk").values_list("dossier_id", "number"))
    return [
        (
            str(order),
            one.dossier.number or "",
            one.dossier.subject or one.dossier.case.name,
            numbers.get(one.dossier_id, ""),
            f"{one.copies:02d}",
            _hour(one.dossier.received_at),
            _hour(one.dossier.returned_at),
        )
        for order, one in enumerate(found, start=1)
    ]


def _hour(at: datetime | None) -> str:
    return f"{clock.local(at):%H:%M}" if at else ""
