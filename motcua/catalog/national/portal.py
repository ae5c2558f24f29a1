"""The record of LayThuTuc: the national portal's own structure (fields as read from its clients)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from motcua.catalog.national import money, words
from motcua.catalog.national.told import (
    BasisTold,
    Doubt,
    FeeTold,
    GroupTold,
    NotUnderstood,
    PaperTold,
    ProcedureTold,
    WayTold,
)
from motcua.catalog.national.words import clean
from motcua.rules.codes import Channel

_CHANNELS = {
    "1": (Channel.COUNTER, "Kênh trực tiếp"),
    "2": (Channel.ONLINE, "Kênh trực tuyến"),
    "3": (Channel.POST, "Kênh dịch vụ bưu chính"),
}
_PUBLIC = {"", "1", "True", "true"}
_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S")
_LIMITED = 80


def code_of(record: Mapping[str, Any]) -> str:
    """The national code."""
    return clean(record.get("MATTHC"))


def tell(record: Mapping[str, Any]) -> ProcedureTold:
    """Understand a record. Raise ``NotUnderstood`` when its parts have other forms."""
    doubts: list[Doubt] = []
    try:
        return _told(record, doubts)
    except (AttributeError, KeyError, TypeError, ValueError) as other:
        raise NotUnderstood(
            "shape", "Các phần của bản ghi không đúng cấu trúc LayThuTuc."
        ) from other


def _told(record: Mapping[str, Any], doubts: list[Doubt]) -> ProcedureTold:
    field = next(iter(_rows(record.get("LINHVUCTHUCHIEN"))), {})
    return ProcedureTold(
        code=code_of(record),
        name=clean(record.get("TENTTHC")),
        authority=clean(record.get("MACOQUANCONGBO")),
        public=clean(record.get("TRANGTHAI")) in _PUBLIC,
        kind=clean(record.get("LOAITTHC")),
        decision_number=clean(record.get("QUYETDINH")),
        field_code=clean(field.get("MALINHVUC")),
        field_name=clean(field.get("TENLINHVUC")),
        levels=words.tiers(
            tuple(clean(one.get("TENCAP")) for one in _rows(record.get("CAPTHUCHIEN"))), doubts
        ),
        audience=_names(record.get("DOITUONGTHUCHIEN"), "TENDOITUONG")
        or words.listed(record.get("MOTADOITUONGTHUCHIEN") or ""),
        agency=_bodies(record, "COQUANTHUCHIEN") or clean(record.get("MOTACOQUANTHUCHIEN")),
        competent=_bodies(record, "COQUANCOTHAMQUYEN") or clean(record.get("MOTACOQUANTHAMQUYEN")),
        cooperating=_bodies(record, "COQUANPHOIHOP"),
        authorised=_bodies(record, "COQUANDUOCUYQUYEN"),
        address=clean(record.get("DIACHITIEPNHAN")),
        steps=tuple(_steps(record)),
        conditions=clean(record.get("YEUCAU")),
        keywords=clean(record.get("TUKHOA")),
        description=clean(record.get("MOTA")),
        ways=tuple(_ways(record, doubts)),
        groups=tuple(_groups(record)),
        results=tuple(
            (clean(one.get("MAKETQUA")), clean(one.get("TENKETQUA")))
            for one in _rows(record.get("KETQUATHUCHIEN"))
        ),
        bases=tuple(_bases(record)),
        doubts=tuple(doubts),
    )


def _rows(said: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - whatever JSON holds
    """A list, or the one element that stands for it."""
    if not said:
        return []
    return [said] if isinstance(said, Mapping) else list(said)


def _names(said: Any, key: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON holds
    return tuple(name for one in _rows(said) if (name := clean(one.get(key))))


def _bodies(record: Mapping[str, Any], key: str) -> str:
    return ", ".join(_names(record.get(key), "TENDONVI"))


def _steps(record: Mapping[str, Any]) -> Iterable[str]:
    for case in _rows(record.get("TRINHTUTHUCHIEN")):
        heading = clean(case.get("TRUONGHOP"))
        for step in _rows(case.get("TRINHTU")):
            said = " ".join(clean(step.get("TENTRINHTU")).split())
            if said:
                yield f"{heading}: {said}" if heading else said


def _ways(record: Mapping[str, Any], doubts: list[Doubt]) -> Iterable[WayTold]:
    for row in _rows(record.get("CACHTHUCTHUCHIEN")):
        known = _CHANNELS.get(clean(row.get("KENH")))
        if known is None:
            said = clean(row.get("KENH"))
            doubts.append(Doubt("channel", f"Kênh “{said}” không có trong danh mục kênh nộp."))
            continue
        channel, where = known
        for time in _rows(row.get("THOIGIAN")) or [{}]:
            yield _way(channel, where, time, doubts)


def _way(channel: Channel, where: str, time: Mapping[str, Any], doubts: list[Doubt]) -> WayTold:
    amount, unit = words.limit(
        clean(time.get("THOIGIANGIAIQUYET")), clean(time.get("DONVITINH")), where, doubts
    )
    rows = _rows(time.get("PHILEPHI"))
    fees = tuple(fee for row in rows if (fee := _fee(row, where, doubts)) is not None)
    return WayTold(channel, amount, unit, clean(time.get("MOTA")), fees, bool(rows))


def _fee(row: Mapping[str, Any], where: str, doubts: list[Doubt]) -> FeeTold | None:
    amount, note = clean(row.get("SOTIEN")), clean(row.get("MOTA"))
    if amount in {"", "0"}:
        return next(iter(money.free(note)), None)
    return money.paid(amount, clean(row.get("DONVI")) or "VNĐ", note, where, doubts)


def _groups(record: Mapping[str, Any]) -> Iterable[GroupTold]:
    for case in _rows(record.get("THANHPHANHOSO")):
        yield GroupTold(
            clean(case.get("TRUONGHOP")).strip("- \n"),
            tuple(
                PaperTold(
                    name=clean(one.get("TENGIAYTO")),
                    originals=_count(one.get("SOBANCHINH")),
                    copies=_count(one.get("SOBANSAO")),
                    form=clean(one.get("TENMAUDON")),
                    code=clean(one.get("MAGIAYTO")),
                    replaceable_by=clean(one.get("MA_KQ_THAYTHE")),
                )
                for one in _rows(case.get("GIAYTO"))
            ),
        )


def _count(said: Any) -> int:  # noqa: ANN401 - whatever JSON holds
    digits = clean(said)
    return int(digits) if digits.isdecimal() and len(digits) < 4 else 0  # noqa: PLR2004 - a count of papers


def _bases(record: Mapping[str, Any]) -> Iterable[BasisTold]:
    for one in _rows(record.get("CANCUPHAPLY")):
        number = clean(one.get("SOVANBAN"))
        yield BasisTold(
            number[:_LIMITED],
            clean(one.get("TENVANBAN")) or number,
            clean(one.get("COQUANBANHANH")),
            _day(clean(one.get("NGAYBANHANH"))),
        )


def _day(said: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
