"""Which facts each slip writes where: the sheet that the layout sets. Pure.

Căn cứ: Thông tư 01/2018/TT-VPCP và Thông tư 03/2025/TT-VPCP, Phụ lục I (certainty: high for names
and fields, medium for their order); Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: high).
"""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.rules import rule_sets
from motcua.rules.rule_sets import Slip
from motcua.slips import wording
from motcua.slips.facts import SlipFacts

Block = dict[str, Any]
Sheet = dict[str, Any]

DEMO_LINE = "DỮ LIỆU MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
#: The receipt is printed twice; every other slip once.
COPIES = ("Liên 1: giao người nộp hồ sơ", "Liên 2: lưu kèm Phiếu kiểm soát")
_SIGN = "(Ký và ghi rõ họ tên)"
_SEAL = "(Ký, ghi rõ họ tên và đóng dấu)"


def sheet(facts: SlipFacts) -> Sheet:
    """Lay the facts out as plain JSON. Raise ``rule_sets.NoSuchSlip`` for a slip the law lacks."""
    form = rule_sets.slip(facts.rule_set, facts.slip)
    body, signatures = _BODIES[facts.slip]
    return {
        "form": f"Mẫu số {form.number}",
        "source": f"{rule_sets.RULES[facts.rule_set].slip_source}",
        "title": form.title,
        **_issuer(facts),
        "numbers": _numbers(facts),
        "place_date": wording.place_and_date(facts.place, facts.issued_at),
        "demo": DEMO_LINE if facts.demo else "",
        "copies": list(COPIES) if facts.slip is Slip.RECEIPT else [""],
        "blocks": body(facts),
        "signatures": signatures(facts),
        "track": _track(facts),
    }


def _issuer(facts: SlipFacts) -> dict[str, str]:
    """Name the body above and the body that issues: the desk for what it hands out itself."""
    if facts.slip in (Slip.APOLOGY, Slip.STOP_NOTICE) or facts.desk == facts.office:
        return {"superior": facts.superior, "office": facts.office}
    return {"superior": facts.office, "office": facts.desk}


def _numbers(facts: SlipFacts) -> list[dict[str, str]]:
    lines = []
    if facts.slip is not Slip.RECEIPT:
        lines.append({"label": "Số:", "value": facts.number or "……………"})
    if facts.dossier_number:
        lines.append({"label": "Mã hồ sơ:", "value": facts.dossier_number})
    return lines


def _track(facts: SlipFacts) -> Block:
    if not facts.track_code:
        return {}
    return {
        "site": facts.track_url.partition("//")[2].partition("?")[0],
        "code": facts.track_code,
        "text": "Tra cứu hồ sơ: quét mã QR, hoặc nhập mã hồ sơ và mã tra cứu",
        "contact": facts.contact,
    }


def _field(label: str, value: str, *, strong: bool = False) -> Block:
    return {"kind": "field", "label": label, "value": value, "strong": strong}


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _who(label: str, facts: SlipFacts) -> list[Block]:
    """The filer with what is known of him, then the owner where he is somebody else."""
    blocks = [_field(label, facts.submitter.name, strong=True)]
    blocks += [_field(name, value) for name, value in wording.person(facts.submitter)]
    if facts.owner.name != facts.submitter.name or facts.owner.identity != facts.submitter.identity:
        owner = "; ".join(
            filter(None, (facts.owner.name, facts.owner.identity, facts.owner.address))
        )
        blocks.append(_field("Chủ hồ sơ", owner))
    return blocks


def _asked(facts: SlipFacts) -> Block:
    parts = [facts.procedure]
    if facts.case and facts.case != facts.procedure:
        parts.append(f"Trường hợp: {facts.case}")
    if facts.subject:
        parts.append(facts.subject)
    return _field("Nội dung yêu cầu giải quyết", ". ".join(part.rstrip(".") for part in parts))


def _receipt(facts: SlipFacts) -> list[Block]:
    """Mẫu 01."""
    returned = ", ".join(
        filter(None, (facts.return_at, wording.RETURN_MODES.get(facts.return_mode, "")))
    )
    blocks = [*_who("Tiếp nhận hồ sơ của", facts), _asked(facts)]
    if facts.papers:
        blocks.append({"kind": "label", "text": "Thành phần hồ sơ gồm:"})
        blocks.append({"kind": "papers", "rows": wording.paper_rows(facts.papers)})
    blocks += [
        _field("Số lượng hồ sơ", f"{facts.copies_of_dossier:02d} bộ"),
        _field(
            "Thời gian giải quyết hồ sơ theo quy định",
            wording.limit(facts.limit_amount, facts.limit_unit),
        ),
    ]
    if facts.fee_dong is not None:
        blocks.append(_field("Phí, lệ phí", wording.dong(facts.fee_dong)))
    if facts.received_at is not None:
        blocks.append(_field("Thời gian nhận hồ sơ", wording.moment(facts.received_at)))
    blocks += [
        _field(
            "Thời gian trả kết quả giải quyết hồ sơ",
            wording.due(facts.due_at, facts.limit_unit),
            strong=True,
        ),
        _field("Đăng ký nhận kết quả tại", returned),
        _field("Vào Sổ theo dõi hồ sơ điện tử, số thứ tự", facts.dossier_number),
    ]
    return blocks


def _supplement_request(facts: SlipFacts) -> list[Block]:
    """Mẫu 02: everything that is missing, stated once."""
    items, reason = wording.items_and_reason(facts.text)
    listed = items or [reason]
    blocks = [
        *_who("Hồ sơ của", facts),
        _asked(facts),
        {"kind": "label", "text": "Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:"},
        {"kind": "list", "items": listed},
    ]
    if items and reason:
        blocks.append(_field("Lý do", reason))
    blocks.append(
        _text(
            "Nội dung trên được nêu đầy đủ, một lần. Trong quá trình bổ sung, hoàn thiện hồ sơ, nếu "
            f"cần được hướng dẫn, ông/bà liên hệ: {_contact(facts)}."
        )
    )
    return blocks


def _refusal(facts: SlipFacts) -> list[Block]:
    """Mẫu 03: refused with the written reason."""
    return [
        *_who("Hồ sơ của", facts),
        _asked(facts),
        _text(
            f"Qua xem xét hồ sơ, {facts.desk} thông báo không tiếp nhận, giải quyết hồ sơ này với "
            "lý do cụ thể như sau:"
        ),
        {"kind": "list", "items": _lines(facts.text), "plain": True},
        _text(f"Nếu cần được giải thích thêm, ông/bà liên hệ: {_contact(facts)}."),
    ]


def _apology(facts: SlipFacts) -> list[Block]:
    """Mẫu 04: sorry, why, who, and the one new date."""
    received = wording.day(facts.received_at) if facts.received_at else "……………"
    due = wording.day(facts.due_at) if facts.due_at else "……………"
    promised = wording.day(facts.promised_at) if facts.promised_at else "……………"
    return [
        {"kind": "addressee", "text": facts.submitter.name},
        _text(
            f"{received[0].upper()}{received[1:]}, {facts.desk} đã tiếp nhận hồ sơ đề nghị giải "
            f"quyết thủ tục “{facts.procedure}” của ông/bà, mã hồ sơ {facts.dossier_number}, hẹn "
            f"trả kết quả vào {due}."
        ),
        _text("Đến nay, hồ sơ của ông/bà chưa có kết quả giải quyết."),
        _field("Cơ quan, đơn vị giải quyết hồ sơ", facts.responsible or facts.office),
        _field("Lý do", " ".join(_lines(facts.text))),
        _text(
            f"{facts.office} xin lỗi ông/bà vì sự chậm trễ này và hẹn lại thời gian trả kết quả "
            "giải quyết hồ sơ, chỉ một lần, vào:"
        ),
        {"kind": "promise", "text": promised},
        _text(
            "Việc giải quyết đúng hạn hay quá hạn vẫn tính theo ngày hẹn trả đầu tiên. Mong ông/bà "
            "thông cảm."
        ),
    ]


def _stop_notice(facts: SlipFacts) -> list[Block]:
    """Mẫu 05 of Thông tư 03/2025: the dossier is stopped, at the applicant's request or on a ground."""
    received = wording.day(facts.received_at) if facts.received_at else "……………"
    opening = (
        f"{facts.office} nhận được đề nghị của ông/bà về việc dừng giải quyết hồ sơ mã "
        if facts.at_applicants_request
        else f"{facts.office} đã xem xét quá trình giải quyết hồ sơ mã "
    )
    blocks = [
        {"kind": "addressee", "text": facts.submitter.name},
        _text(
            f"{opening}{facts.dossier_number}, thủ tục “{facts.procedure}”, tiếp nhận {received}. "
            "Hồ sơ chưa có quyết định hoặc kết quả giải quyết."
        ),
        _text(
            f"{facts.office} thông báo dừng giải quyết hồ sơ nêu trên kể từ "
            f"{wording.day(facts.issued_at)}."
        ),
    ]
    if facts.ground:
        blocks.append(_field("Căn cứ", facts.ground))
    if facts.text.strip():
        blocks.append(_field("Lý do", " ".join(_lines(facts.text))))
    blocks.append(_text(f"Nếu cần được hướng dẫn, ông/bà liên hệ: {_contact(facts)}."))
    return blocks


def _contact(facts: SlipFacts) -> str:
    return "; ".join(filter(None, (facts.officer, facts.contact or facts.desk)))


def _lines(text: str) -> list[str]:
    lines = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
    return [line for line in lines if line] or ["……………"]


def _signature(title: str, name: str, note: str = _SIGN) -> Block:
    return {"title": title, "note": note, "name": name}


def _both(facts: SlipFacts) -> list[Block]:
    return [
        _signature("NGƯỜI NỘP HỒ SƠ", ""),
        _signature("NGƯỜI TIẾP NHẬN HỒ SƠ", facts.officer),
    ]


def _guide(facts: SlipFacts) -> list[Block]:
    return [_signature("NGƯỜI HƯỚNG DẪN", facts.officer)]


def _head(facts: SlipFacts) -> list[Block]:
    recipients = ["Như trên;", f"{facts.desk};", "Lưu: VT, hồ sơ."]
    return [
        {"recipients": list(dict.fromkeys(recipients))},
        _signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "", _SEAL),
    ]


_BODIES: Mapping[
    Slip, tuple[Callable[[SlipFacts], list[Block]], Callable[[SlipFacts], list[Block]]]
] = {
    Slip.RECEIPT: (_receipt, _both),
    Slip.SUPPLEMENT_REQUEST: (_supplement_request, _guide),
    Slip.REFUSAL: (_refusal, _both),
    Slip.APOLOGY: (_apology, _head),
    Slip.STOP_NOTICE: (_stop_notice, _head),
}
