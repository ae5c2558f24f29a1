"""Which facts each slip writes where: the sheet that the layout sets. Pure.

Căn cứ: Thông tư 01/2018/TT-VPCP và Thông tư 03/2025/TT-VPCP, Phụ lục I (certainty: high for names
and fields, medium for their order); Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: high).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
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
DRAFT_LINE = "(Dự thảo, chưa ký)"
_SIGN = "(Ký và ghi rõ họ tên)"
#: Papers of the competent office under its own head; all others come from the one-stop.
OF_THE_OFFICE = frozenset({Slip.APOLOGY, Slip.STOP_NOTICE})
UNNUMBERED = frozenset({Slip.RECEIPT, Slip.CONTROL})
#: How a superior's word begins on a request for papers that was made before.
_AGAIN = "Lý do yêu cầu bổ sung lần"
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
        "draft": DRAFT_LINE if facts.draft else "",
        "numbers": _numbers(facts),
        "place_date": wording.place_and_date(facts.place, facts.issued_at),
        "demo": DEMO_LINE if facts.demo else "",
        "copies": list(COPIES) if facts.slip is Slip.RECEIPT else [""],
        "blocks": body(facts),
        "signatures": signatures(facts),
        "track": {} if facts.slip is Slip.CONTROL else _track(facts),
    }


def _issuer(facts: SlipFacts) -> dict[str, str]:
    """Name the body above and the body that issues: the desk for what it hands out itself."""
    if facts.slip in OF_THE_OFFICE or facts.ended_at or facts.desk == facts.office:
        return {"superior": facts.superior, "office": facts.office}
    return {"superior": facts.office, "office": facts.desk}


def _numbers(facts: SlipFacts) -> list[dict[str, str]]:
    lines = []
    if facts.slip not in UNNUMBERED:
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
    blocks = [*_who("Tiếp nhận hồ sơ của", facts)]
    if facts.authority:
        blocks.append(_field("Nộp thay theo", facts.authority))
    if facts.co_applicants:
        blocks.append(_field("Cùng đề nghị", facts.co_applicants))
    blocks.append(_asked(facts))
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
    again = reason.startswith(_AGAIN)
    if items and reason:
        blocks.append(_text(reason) if again else _field("Lý do", reason))
    once = "" if again else "Nội dung trên được nêu đầy đủ, một lần. "
    blocks.append(
        _text(
            f"{once}Trong quá trình bổ sung, hoàn thiện hồ sơ, nếu cần được hướng dẫn, ông/bà liên "
            f"hệ: {_contact(facts)}."
        )
    )
    return blocks


def _refusal(facts: SlipFacts) -> list[Block]:
    """Mẫu 03: refused with the written reason, at reception or as the decision itself."""
    said = (
        f"Qua xem xét, thẩm định hồ sơ, {facts.office} thông báo không giải quyết hồ sơ này với lý do "
        "cụ thể như sau:"
        if facts.ended_at
        else f"Qua xem xét hồ sơ, {facts.desk} thông báo không tiếp nhận, giải quyết hồ sơ này với "
        "lý do cụ thể như sau:"
    )
    return [
        *_who("Hồ sơ của", facts),
        _asked(facts),
        _text(said),
        {"kind": "list", "items": _lines(facts.text), "plain": True},
        _text(f"Nếu cần được giải thích thêm, ông/bà liên hệ: {_contact(facts)}."),
    ]


def _apology(facts: SlipFacts) -> list[Block]:
    """Mẫu 04: sorry, why, who, and the one new date; or, decided late, where the result waits."""
    return [
        {"kind": "addressee", "text": facts.submitter.name},
        _text(
            f"{_capital(_day(facts.received_at))}, {facts.desk} đã tiếp nhận hồ sơ đề nghị giải "
            f"quyết thủ tục “{facts.procedure}” của ông/bà, mã hồ sơ {facts.dossier_number}, hẹn "
            f"trả kết quả vào {_day(facts.due_at)}."
        ),
        *(_decided_late(facts) if facts.ended_at else _promised(facts)),
        _text(
            "Việc giải quyết đúng hạn hay quá hạn vẫn tính theo ngày hẹn trả đầu tiên. Mong ông/bà "
            "thông cảm."
        ),
    ]


def _promised(facts: SlipFacts) -> list[Block]:
    return [
        _text("Đến nay, hồ sơ của ông/bà chưa có kết quả giải quyết."),
        _field("Cơ quan, đơn vị giải quyết hồ sơ", facts.responsible or facts.office),
        _field("Lý do", _cause(facts)),
        _text(
            f"{facts.office} xin lỗi ông/bà vì sự chậm trễ này và hẹn lại thời gian trả kết quả "
            "giải quyết hồ sơ, chỉ một lần, vào:"
        ),
        {"kind": "promise", "text": _day(facts.promised_at)},
    ]


def _decided_late(facts: SlipFacts) -> list[Block]:
    again = f", hẹn lại vào {_day(facts.promised_at)}" if facts.promised_at else ""
    return [
        _text(f"Hồ sơ được giải quyết xong vào {_day(facts.ended_at)}, sau ngày hẹn trả{again}."),
        _field("Cơ quan, đơn vị gây chậm", facts.responsible or facts.office),
        _field("Lý do", facts.ground or "……………"),
        _text(
            f"{facts.office} xin lỗi ông/bà vì sự chậm trễ này. Kết quả giải quyết hồ sơ đã có; mời "
            f"ông/bà nhận tại {facts.return_at or facts.desk} từ:"
        ),
        {"kind": "promise", "text": _day(facts.ended_at)},
    ]


def _cause(facts: SlipFacts) -> str:
    """The cause from the closed list, then what the officer wrote."""
    written = " ".join(_lines(facts.text))
    return f"{facts.ground.rstrip('.')}. {written}" if facts.ground else written


def _day(at: datetime | None) -> str:
    return wording.day(at) if at else "……………"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _stop_notice(facts: SlipFacts) -> list[Block]:
    """Mẫu 05 of Thông tư 03/2025: the dossier is stopped, at the applicant's request or on a ground."""
    received = _day(facts.received_at)
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


def _control(facts: SlipFacts) -> list[Block]:
    """Mẫu 05 of Thông tư 01/2018, Mẫu 06 of Thông tư 03/2025: every hand-over, signed by both."""
    blocks = [
        _field("Cơ quan (bộ phận) giải quyết hồ sơ", facts.responsible or facts.office),
        _field("Cơ quan phối hợp giải quyết hồ sơ", facts.together_with or "không"),
        _asked(facts),
    ]
    if facts.received_at is not None:
        blocks.append(_field("Thời gian nhận hồ sơ", wording.moment(facts.received_at)))
    blocks.append(
        _field("Hẹn trả kết quả", wording.due(facts.due_at, facts.limit_unit), strong=True)
    )
    if facts.promised_at is not None:
        blocks.append(_field("Hẹn lại", wording.day(facts.promised_at)))
    return [*blocks, _steps(facts, signed=True)]


def _steps(facts: SlipFacts, *, signed: bool) -> Block:
    return {"kind": "steps", "rows": wording.step_rows(facts.steps), "signed": signed}


def explanation(facts: SlipFacts, *, days_late: int, to_whom: str, written: str) -> Sheet:
    """Lay out the explanation a late unit owes its head: no Mẫu of a circular, an office's report.

    ``facts`` are those of the apology with its steps; ``written`` what the unit says of it.
    """
    ended = (
        f"Giải quyết xong {wording.moment(facts.ended_at)}."
        if facts.ended_at
        else f"Chưa giải quyết xong; hẹn lại {_day(facts.promised_at)}."
    )
    late = f" Quá hạn {days_late} ngày làm việc." if days_late else ""
    return sheet(facts) | {
        "form": "",
        "title": "Báo cáo giải trình",
        "draft": f"Về việc chậm trả kết quả hồ sơ {facts.dossier_number}",
        "numbers": [{"label": "Số:", "value": "……………"}],
        "blocks": [
            {"kind": "addressee", "text": to_whom},
            _asked(facts),
            _field("Tiếp nhận", wording.moment(facts.received_at) if facts.received_at else "–"),
            _field("Hẹn trả kết quả", wording.due(facts.due_at, facts.limit_unit)),
            _text(f"{ended}{late}"),
            _field("Đơn vị gây chậm", facts.responsible or facts.office),
            _field("Nguyên nhân", facts.ground or "……………", strong=True),
            {"kind": "label", "text": "Giải trình của đơn vị:"},
            {"kind": "list", "items": _lines(written), "plain": True},
            {"kind": "label", "text": "Quá trình giao, nhận hồ sơ:"},
            _steps(facts, signed=False),
        ],
        "signatures": [
            {"recipients": [f"{to_whom};", "Lưu: VT, hồ sơ."]},
            _signature("NGƯỜI ĐỨNG ĐẦU ĐƠN VỊ", facts.signatory),
        ],
        "track": {},
    }


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
        _signature("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", facts.signatory, _SEAL),
    ]


def _refusers(facts: SlipFacts) -> list[Block]:
    return _head(facts) if facts.ended_at else _both(facts)


def _nobody(_facts: SlipFacts) -> list[Block]:
    """The control slip is signed row by row."""
    return []


_BODIES: Mapping[
    Slip, tuple[Callable[[SlipFacts], list[Block]], Callable[[SlipFacts], list[Block]]]
] = {
    Slip.RECEIPT: (_receipt, _both),
    Slip.SUPPLEMENT_REQUEST: (_supplement_request, _guide),
    Slip.REFUSAL: (_refusal, _refusers),
    Slip.APOLOGY: (_apology, _head),
    Slip.STOP_NOTICE: (_stop_notice, _head),
    Slip.CONTROL: (_control, _nobody),
}
#: The slips this module lays out; the register is a book of its own.
KINDS = tuple(_BODIES)
