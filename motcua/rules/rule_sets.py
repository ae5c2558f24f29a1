"""Which law applies when: dated rule sets, their parameters, slips and names.

A dossier keeps the rule set in force at its reception; a later change moves no existing due date.

Căn cứ: Nghị định 61/2018/NĐ-CP (21/6/2018 - 30/6/2025; certainty: high); Nghị định
118/2025/NĐ-CP (từ 1/7/2025; certainty: high); Nghị định 309/2026/NĐ-CP (từ 5/8/2026;
certainty: high).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from motcua.rules.codes import Level, RuleSet
from motcua.rules.deadline import APOLOGY_DAYS, LATE_AFTER, RECEPTION_HOURS

ND61_FROM = date(2018, 6, 21)
#: First day of the two-tier government: no district any more.
TWO_TIER_FROM = date(2025, 7, 1)
ND309_FROM = date(2026, 8, 5)


class Slip(StrEnum):
    """The legal papers a dossier prints."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL = "control"
    REGISTER = "register"


class NoSuchSlip(LookupError):
    """The rule set knows no such paper."""


class NoSuchLevel(LookupError):
    """The level of government does not exist on the day."""


@dataclass(frozen=True)
class SlipForm:
    """A paper's number ("Mẫu số 01") and official title."""

    number: str
    title: str


@dataclass(frozen=True)
class Rules:
    """Everything of a rule set that the rest of the product reads as a parameter.

    ``reception_hours`` are working hours for an online submission; after ``late_after`` the duty to
    hand over moves to the next working day; ``apology_days`` are working days before the due date.
    """

    rule_set: RuleSet
    title: str
    from_on: date
    slip_source: str
    slips: Mapping[Slip, SlipForm]
    reception_hours: int = RECEPTION_HOURS
    late_after: time = LATE_AFTER
    apology_days: int = APOLOGY_DAYS
    own_online_filing: bool = False


_SLIPS_2018 = {
    Slip.RECEIPT: SlipForm("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    Slip.SUPPLEMENT_REQUEST: SlipForm("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    Slip.REFUSAL: SlipForm("03", "Phiếu từ chối giải quyết hồ sơ"),
    Slip.APOLOGY: SlipForm("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    Slip.CONTROL: SlipForm("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    Slip.REGISTER: SlipForm("06", "Sổ theo dõi hồ sơ"),
}
_SLIPS_2025 = {
    Slip.RECEIPT: SlipForm("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    Slip.SUPPLEMENT_REQUEST: SlipForm("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    Slip.REFUSAL: SlipForm("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    Slip.APOLOGY: SlipForm("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    Slip.STOP_NOTICE: SlipForm("05", "Thông báo dừng giải quyết hồ sơ"),
    Slip.CONTROL: SlipForm("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    Slip.REGISTER: SlipForm("07", "Sổ theo dõi hồ sơ"),
}

#: The rule sets in the order in which they came into force.
RULES: Mapping[RuleSet, Rules] = {
    rules.rule_set: rules
    for rules in (
        Rules(
            rule_set=RuleSet.ND61_2018,
            title="Nghị định số 61/2018/NĐ-CP",
            from_on=ND61_FROM,
            slip_source="Thông tư số 01/2018/TT-VPCP",
            slips=_SLIPS_2018,
            own_online_filing=True,
        ),
        Rules(
            rule_set=RuleSet.ND118_2025,
            title="Nghị định số 118/2025/NĐ-CP",
            from_on=TWO_TIER_FROM,
            slip_source="Thông tư số 03/2025/TT-VPCP",
            slips=_SLIPS_2025,
        ),
        Rules(
            rule_set=RuleSet.ND309_2026,
            title="Nghị định số 118/2025/NĐ-CP, sửa đổi bởi Nghị định số 309/2026/NĐ-CP",
            from_on=ND309_FROM,
            slip_source="Thông tư số 03/2025/TT-VPCP",
            slips=_SLIPS_2025,
        ),
    )
}


def in_force(day: date) -> RuleSet:
    """Return the rule set a dossier received on the day keeps.

    A dossier older than the first rule set is carried in under that one.

    Căn cứ: Nghị định 118/2025/NĐ-CP, điều khoản thi hành; Nghị định 309/2026/NĐ-CP, điều khoản thi
    hành (certainty: high for the dates; low for dossiers received before 21/6/2018).
    """
    found = RuleSet.ND61_2018
    for rule_set, rules in RULES.items():
        if day >= rules.from_on:
            found = rule_set
    return found


def rules_on(day: date) -> Rules:
    """Return the parameters in force on the day."""
    return RULES[in_force(day)]


def slip(rule_set: RuleSet, kind: Slip) -> SlipForm:
    """Return the paper's number and title. Raises ``NoSuchSlip``: no Mẫu for it in that rule set.

    Căn cứ: Thông tư 01/2018/TT-VPCP, phụ lục (certainty: high); Thông tư 03/2025/TT-VPCP, Phụ lục I
    (certainty: high; medium that the forms are still current after 5/8/2026).
    """
    found = RULES[rule_set].slips.get(kind)
    if found is None:
        message = f"{kind} in {rule_set}"
        raise NoSuchSlip(message)
    return found


def levels(day: date) -> tuple[Level, ...]:
    """Return the levels of government that exist on the day.

    Căn cứ: Luật Tổ chức chính quyền địa phương 72/2025/QH15 (certainty: high: no district since
    1/7/2025).
    """
    if day < TWO_TIER_FROM:
        return (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    return (Level.PROVINCE, Level.COMMUNE)


def levels_reported(window_from: date) -> tuple[Level, ...]:
    """Return the levels a report may show: district rows only when its window began in time.

    Căn cứ: Thông tư 01/2020/TT-VPCP; Luật Tổ chức chính quyền địa phương 72/2025/QH15 (certainty:
    high).
    """
    return levels(window_from)


def desk_name(level: Level, day: date, *, unit: str = "") -> str:
    """Return what the one-stop is called on the day; ``unit`` is "phường", "đặc khu" for a commune.

    Raises ``NoSuchLevel`` for a district after it was abolished.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 7; Nghị định 118/2025/NĐ-CP, Điều 7, sửa đổi bởi Nghị định
    309/2026/NĐ-CP (certainty: high).
    """
    if level not in levels(day):
        message = f"{level} on {day.isoformat()}"
        raise NoSuchLevel(message)
    if day < TWO_TIER_FROM:
        return "Bộ phận Tiếp nhận và Trả kết quả"
    default = "tỉnh" if level is Level.PROVINCE else "xã"
    return f"Trung tâm Phục vụ hành chính công {unit or default}"


def own_online_filing(day: date) -> bool:
    """Tell whether the province may take online submissions on a front of its own.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 14, sửa đổi bởi Nghị định 309/2026/NĐ-CP (certainty:
    high: only the national portal since 1/7/2025).
    """
    return rules_on(day).own_online_filing
