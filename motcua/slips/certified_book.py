"""Sổ chứng thực bản sao từ bản chính: the copies an office certified between two days, a line each.

Numbers used outside the system keep their line, so that the book has no gap; fees are written in by hand, by
whoever takes them. Originals that were refused stand under the table.

Căn cứ: Nghị định 23/2015/NĐ-CP, Điều 13; Thông tư 01/2020/TT-BTP (certainty: medium for the columns).
"""

from datetime import date, datetime

from motcua.base import clock
from motcua.dossiers.models import Participant, ParticipantRole, RegisterEntry, ResultState
from motcua.dossiers.queries import certified_copies as queries
from motcua.organizations.models import Agency
from motcua.rules import certification
from motcua.slips import lists, wording
from motcua.slips.lists import MOST, Column, List, TooMany

COLUMNS = (
    Column("Số chứng thực", "17", centred=True),
    Column("Ngày, tháng, năm chứng thực", "21", centred=True),
    Column("Họ tên, tên tổ chức yêu cầu chứng thực", "1.3fr"),
    Column("Tên của bản chính giấy tờ, văn bản", "2fr"),
    Column("Người thực hiện chứng thực", "1.2fr"),
    Column("Số bản sao", "18", centred=True),
    Column("Phí chứng thực", "20"),
    Column("Ghi chú", "1.2fr"),
)
_NOT_WRITTEN = "–"


def pdf(agency: Agency, from_on: date, to_on: date, *, officer: str, at: datetime) -> bytes:
    """Set the book of the days. Raise TooMany."""
    found = list(queries.book(agency.pk, from_on, to_on)[: MOST + 1])
    if len(found) > MOST:
        raise TooMany(MOST)
    refused = list(queries.refused(agency.pk, from_on, to_on)[:MOST])
    copies = sum(entry.version_id is not None for entry in found)
    book = List(
        agency=agency,
        on=to_on,
        title="Sổ chứng thực bản sao từ bản chính",
        under=(
            f"Từ ngày {from_on:%d/%m/%Y} đến ngày {to_on:%d/%m/%Y}",
            f"{copies} bản sao điện tử, số liệu ghi nhận đến {wording.moment(clock.local(at))}",
        ),
        columns=COLUMNS,
        rows=tuple(rows(found)),
        after=tuple(
            f"Từ chối {clock.local(one.compared_at):%d/%m/%Y}, hồ sơ {one.dossier.number}: "
            f"{one.title or 'bản chính'}. {certification.refusal(one.ground).words} "
            f"({certification.refusal(one.ground).article})."
            for one in refused
        ),
        signatures=(("", ""), ("NGƯỜI VÀO SỔ", officer)),
        numbers=(("Quyển số:", certification.book(to_on)),),
        wide=True,
    )
    return lists.pdf([book], at=at)


def rows(entries: list[RegisterEntry]) -> list[tuple[str, ...]]:
    """Return the cells of entries in their order, in one question more however many there are."""
    ids = {entry.version.dossier_id for entry in entries if entry.version is not None}
    owners = dict(
        Participant.objects.filter(dossier__in=ids, role=ParticipantRole.OWNER).values_list(
            "dossier_id", "name"
        )
    )
    return [_row(entry, owners) for entry in entries]


def _row(entry: RegisterEntry, owners: dict[int, str]) -> tuple[str, ...]:
    day = f"{entry.dated_on:%d/%m/%Y}"
    if entry.version is None:
        run = f"{entry.first}" if entry.first == entry.last else f"{entry.first}-{entry.last}"
        return (run, day, _NOT_WRITTEN, _NOT_WRITTEN, _NOT_WRITTEN, "", "", entry.note)
    version = entry.version
    signer = version.signer.full_name if version.signer else ""
    said = [f"Hồ sơ {version.dossier.number}"]
    if version.state == ResultState.REPLACED:
        said.append("đã bỏ, chứng thực lại")
    return (
        str(entry.first),
        day,
        owners.get(version.dossier_id, ""),
        version.title,
        signer,
        "01 điện tử",
        "",
        "; ".join(said),
    )
