"""The words of the sources: cleaned, and matched with the closed vocabularies of the house."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from motcua.base import text
from motcua.catalog.national.told import Doubt
from motcua.rules.codes import Channel, ServiceLevel, Tier, TimeUnit

#: The same few thousand names come again and again: each is folded once.
fold = lru_cache(maxsize=8_192)(text.fold)
#: What the website prints where it has nothing to say.
NOTHING = "Không có thông tin"
AUTHORITIES: Mapping[str, str] = {
    "bo-tai-chinh": "Bộ Tài chính",
    "bo-nong-nghiep-mt": "Bộ Nông nghiệp và Môi trường",
    "bo-xay-dung": "Bộ Xây dựng",
    "bo-cong-an": "Bộ Công an",
    "bo-tu-phap": "Bộ Tư pháp",
    "ngan-hang-nha-nuoc": "Ngân hàng Nhà nước Việt Nam",
    "toa-an-nhan-dan": "Tòa án nhân dân tối cao",
}
_TIERS = {
    "cap bo": Tier.MINISTRY,
    "cap trung uong": Tier.MINISTRY,
    "cap tinh": Tier.PROVINCE,
    "cap huyen": Tier.DISTRICT,
    "cap quan/huyen": Tier.DISTRICT,
    "cap quan huyen": Tier.DISTRICT,
    "cap xa": Tier.COMMUNE,
    "cap phuong/xa": Tier.COMMUNE,
    "co quan khac": Tier.OTHER,
}
#: The tier nearest to the people comes first.
_NEARNESS = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE, Tier.OTHER, Tier.MINISTRY)
_UNITS = {
    "ngay lam viec": TimeUnit.WORKING_DAYS,
    "ngay_lam_viec": TimeUnit.WORKING_DAYS,
    "ngay": TimeUnit.CALENDAR_DAYS,
    "gio lam viec": TimeUnit.WORKING_HOURS,
    "gio_lam_viec": TimeUnit.WORKING_HOURS,
    "thang": TimeUnit.MONTHS,
}
#: A limit of so many hours or fewer passes within one office day, however its hours are counted.
_HOURS_OF_A_DAY = 8
_LONGEST = 32_767
_NOT_REGULATED = ("khong quy dinh", "khong phai tra ket qua cho nguoi nop thue")
_SAME_DAY = ("trong ngay", "trong ngay lam viec", "ngay trong ngay", "tra ket qua trong ngay")
#: The one group of people whose name has commas of its own.
_ONE_GROUP = "Cán bộ, công chức, viên chức"
_SPLIT = re.compile(r"\s*[,;]\s*(?![^()]*\))")


def clean(said: object) -> str:
    """Composed, trimmed, "" for what says nothing; line breaks stay."""
    if said is None:
        return ""
    composed = unicodedata.normalize("NFC", str(said)).replace("\x00", "").replace("\r\n", "\n")
    composed = composed.replace("\xa0", " ").strip()
    return "" if composed.rstrip(".") == NOTHING else composed


def listed(said: str) -> tuple[str, ...]:
    """The parts of an enumeration; a comma within brackets separates nothing."""
    kept = clean(said).replace(_ONE_GROUP, _ONE_GROUP.replace(", ", "|"))
    return tuple(part.replace("|", ", ") for part in _SPLIT.split(kept) if part)


def audience(said: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the groups of people, each the one way."""
    return tuple(one.replace("doanh nghiệp, HTX", "doanh nghiệp và HTX") for one in said)


def tiers(said: tuple[str, ...], doubts: list[Doubt]) -> tuple[Tier, ...]:
    """The tiers named, nearest to the people first; others are doubted."""
    found = set()
    for one in said:
        tier = _TIERS.get(fold(one))
        if tier is None:
            doubts.append(Doubt("level", f"Cấp thực hiện “{one}” không có trong danh mục cấp."))
        else:
            found.add(tier)
    return tuple(tier for tier in _NEARNESS if tier in found)


def service_level(channels: set[Channel]) -> ServiceLevel:
    """The least the online service can be: the sources do not say more.

    What can be filed online is at least partial, anything else is information only. A decision of
    the province states the rest as a dated row.
    """
    return ServiceLevel.PARTIAL if Channel.ONLINE in channels else ServiceLevel.INFORMATION


def limit(amount: str, unit: str, where: str, doubts: list[Doubt]) -> tuple[int | None, str]:
    """Read a time limit as amount and unit; (None, "") when it is not stated, or not understood."""
    said = clean(f"{amount} {unit}".strip())
    folded = fold(said).rstrip(". ")
    if not said:
        doubts.append(Doubt("limit_missing", f"{where}: chưa có thời hạn giải quyết."))
        return None, ""
    if folded.startswith(_NOT_REGULATED):
        return None, TimeUnit.NOT_REGULATED.value
    if folded in _SAME_DAY:
        return None, TimeUnit.SAME_DAY.value
    found = _counted(clean(amount), fold(unit))
    if found is None:
        sentence = (
            f"{where}: thời hạn “{said[:120]}” {_why(amount, unit)}; không đoán, cần bổ sung."
        )
        doubts.append(Doubt("limit_not_understood", sentence))
        return None, ""
    return found


def _counted(amount: str, unit: str) -> tuple[int, str] | None:
    if not re.fullmatch(r"0*[1-9]\d{0,4}", amount):
        return None
    count = int(amount)
    if unit == "tuan":
        return count * 7, TimeUnit.CALENDAR_DAYS.value
    if unit == "gio" and count <= _HOURS_OF_A_DAY:
        return count, TimeUnit.WORKING_HOURS.value
    known = _UNITS.get(unit)
    return None if known is None or count > _LONGEST else (count, known.value)


def _why(amount: str, unit: str) -> str:
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", clean(amount)):
        return "không phải một con số kèm đơn vị"
    if not unit:
        return "không ghi đơn vị"
    if fold(unit) == "gio":
        return "không rõ là giờ làm việc hay giờ liên tục"
    return "không quy được về giờ, ngày hay tháng chẵn"
