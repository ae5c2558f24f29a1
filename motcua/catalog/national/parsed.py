"""A record whose texts somebody has already parted into fields."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from motcua.catalog.national import money, papers, words
from motcua.catalog.national.told import (
    BasisTold,
    Doubt,
    GroupTold,
    NotUnderstood,
    PaperTold,
    ProcedureTold,
    WayTold,
)
from motcua.catalog.national.words import clean
from motcua.rules.codes import Channel

_CHANNELS = {
    "truc_tiep": (Channel.COUNTER, "Kênh trực tiếp"),
    "truc_tuyen": (Channel.ONLINE, "Kênh trực tuyến"),
    "buu_chinh": (Channel.POST, "Kênh dịch vụ bưu chính"),
}
_PIECE = re.compile(r"\d bản (?:chính|sao)")


def code_of(record: Mapping[str, Any]) -> str:
    """The national code."""
    return clean(record.get("ma"))


def tell(record: Mapping[str, Any]) -> ProcedureTold:
    """Understand a record as far as honest. Raise ``NotUnderstood`` when its parts have other forms."""
    doubts: list[Doubt] = []
    try:
        return _told(record, doubts)
    except (AttributeError, KeyError, TypeError, ValueError) as other:
        raise NotUnderstood("shape", "Các phần của bản ghi không đúng cấu trúc đã biết.") from other


def _told(record: Mapping[str, Any], doubts: list[Doubt]) -> ProcedureTold:
    return ProcedureTold(
        code=code_of(record),
        name=clean(record.get("ten")),
        authority=clean(record.get("nguon_bo")),
        kind=clean(record.get("loai")),
        decision_number=clean(record.get("so_quyet_dinh")),
        field_name=clean(record.get("linh_vuc")),
        levels=words.tiers(tuple(clean(one) for one in record.get("cap") or ()), doubts),
        audience=words.audience(tuple(clean(one) for one in record.get("doi_tuong") or ())),
        agency=clean(record.get("co_quan_thuc_hien")),
        competent=clean(record.get("co_quan_co_tham_quyen")),
        cooperating=clean(record.get("co_quan_phoi_hop")),
        ways=tuple(
            way for one in record.get("kenh_nop") or () if (way := _way(one, doubts)) is not None
        ),
        groups=tuple(
            group
            for one in record.get("thanh_phan_ho_so") or ()
            if (group := _group(one, doubts)).papers or group.heading
        ),
        results=_results(record.get("ket_qua") or (), doubts),
        bases=tuple(
            BasisTold(clean(one)[:80], clean(one)) for one in record.get("can_cu_so_hieu") or ()
        ),
        doubts=tuple(doubts),
    )


def _results(rows: Iterable[Mapping[str, Any]], doubts: list[Doubt]) -> tuple[tuple[str, str], ...]:
    """Codes and names; a name without a code that counts copies is a piece of another list."""
    found = []
    for row in rows:
        code, name = clean(row.get("ma")), " ".join(clean(row["ten"]).split())
        if not code and _PIECE.search(name):
            sentence = f"Kết quả thực hiện không tách được: “{name[:120]}”."
            doubts.append(Doubt("result_not_understood", sentence))
        else:
            found.append((code, name))
    return tuple(found)


def _way(row: Mapping[str, Any], doubts: list[Doubt]) -> WayTold | None:
    known = _CHANNELS.get(row["kenh"])
    if known is None:
        doubts.append(Doubt("channel", f"Kênh “{row['kenh']}” không có trong danh mục kênh nộp."))
        return None
    channel, where = known
    amount, unit = words.limit(
        clean(row.get("thoi_han")), clean(row.get("don_vi")).replace("_", " "), where, doubts
    )
    note = clean(row.get("mo_ta"))
    stated = [
        money.paid(
            f"{one['so_tien']}", one.get("tien_te") or "", one.get("ghi_chu") or "", where, doubts
        )
        for one in row.get("phi") or ()
    ]
    free, said = bool(row.get("mien_phi")), ""
    if free and note.startswith("("):
        said, note = note[1:].rstrip(")"), ""
    fees = money.free(said) if free and not stated else tuple(stated)
    return WayTold(channel, amount, unit, _unsaid(note), fees, free or bool(stated))


def _unsaid(note: str) -> str:
    return clean(note.removeprefix(words.NOTHING))


def _group(row: Mapping[str, Any], doubts: list[Doubt]) -> GroupTold:
    return GroupTold(
        clean(row.get("truong_hop")).strip("- \n"),
        tuple(_paper(one, doubts) for one in row["giay_to"]),
    )


def _paper(row: Mapping[str, Any], doubts: list[Doubt]) -> PaperTold:
    name = clean(row["ten"])
    originals, head = papers.count(str(int(row["ban_chinh"])), name, doubts)
    copies = int(str(int(row["ban_sao"]))[-1])
    full, form = papers.with_form(name + head)
    return PaperTold(full, originals, copies, form)
