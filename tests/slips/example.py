"""Facts of slips made by hand, without a database."""

from datetime import datetime
from typing import Any

from motcua.base import clock
from motcua.rules.codes import PaperForm, RuleSet, TimeUnit
from motcua.rules.rule_sets import Slip
from motcua.slips.facts import Paper, Person, SlipFacts

RECEIVED_AT = datetime(2026, 9, 10, 15, 20, tzinfo=clock.ZONE)
DUE_AT = datetime(2026, 9, 17, 17, 0, tzinfo=clock.ZONE)
PROMISED_AT = datetime(2026, 9, 21, 17, 0, tzinfo=clock.ZONE)


def slip(kind: Slip = Slip.RECEIPT, **changes: Any) -> SlipFacts:
    """A birth registration at Chi Lăng; ``changes`` replace any fact."""
    given: dict[str, Any] = {
        "slip": kind,
        "rule_set": RuleSet.ND309_2026,
        "superior": "",
        "office": "Ủy ban nhân dân xã Chi Lăng",
        "desk": "Trung tâm Phục vụ hành chính công xã Chi Lăng",
        "place": "Chi Lăng",
        "contact": "0205 382 0123",
        "issued_at": RECEIVED_AT,
        "number": "05/2026/H37.12",
        "dossier_number": "H37.12-260910-0007",
        "track_code": "7KQ2MXPA",
        "track_url": "https://motcua.example/tra-cuu/",
        "procedure": "Đăng ký khai sinh",
        "owner": Person(name="Nguyễn Thị Thùy Dương"),
        "submitter": Person(
            name="Nguyễn Văn Ẩn", identity="Căn cước 020090000001", phone="0912 345 678"
        ),
        "papers": (
            Paper(name="Tờ khai đăng ký khai sinh", form=PaperForm.ORIGINAL, originals=1),
            Paper(name="Giấy chứng nhận kết hôn", form=PaperForm.HELD_DATA, source="CSDL hộ tịch"),
        ),
        "limit_amount": 3,
        "limit_unit": TimeUnit.WORKING_DAYS,
        "received_at": RECEIVED_AT,
        "due_at": DUE_AT,
        "promised_at": PROMISED_AT,
        "return_at": "Trung tâm Phục vụ hành chính công xã Chi Lăng",
        "fee_dong": 8000,
        "officer": "Lý Thị Nguyệt",
        "text": "- Giấy chứng sinh bản chính\n- Văn bản thỏa thuận của cha mẹ\nGiấy đã nộp là bản sao.",
    }
    return SlipFacts(**{**given, **changes})
