"""What each slip says, form by form, and what a digest proves."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.base import clock
from motcua.rules import rule_sets
from motcua.rules.codes import RuleSet, TimeUnit
from motcua.rules.rule_sets import Slip
from motcua.slips import sheets, wording
from motcua.slips.facts import Person, digest
from tests.slips import example


def told(sheet: dict[str, Any]) -> str:
    """Everything a sheet says, block by block."""
    lines = []
    for block in sheet["blocks"]:
        if block["kind"] == "field":
            lines.append(f"{block['label']}: {block['value']}")
        lines.append(block.get("text", ""))
        lines += [str(item) for item in block.get("items", [])]
        lines += [" | ".join(row.values()) for row in block.get("rows", [])]
    return "\n".join(lines)


def test_the_receipt_bears_every_field_of_its_form() -> None:
    sheet = sheets.sheet(example.slip())
    said = told(sheet)
    assert sheet["title"] == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert sheet["form"] == "Mẫu số 01"
    for line in (
        "Tiếp nhận hồ sơ của: Nguyễn Văn Ẩn",
        "Số giấy tờ: Căn cước 020090000001",
        "Số điện thoại: 0912 345 678",
        "Chủ hồ sơ: Nguyễn Thị Thùy Dương",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "1 | Tờ khai đăng ký khai sinh | 1 |  | bản chính",
        "2 | Giấy chứng nhận kết hôn |  |  | dữ liệu đã có, không phải nộp (CSDL hộ tịch)",
        "Số lượng hồ sơ: 01 bộ",
        "Thời gian giải quyết hồ sơ theo quy định: 03 ngày làm việc",
        "Phí, lệ phí: 8.000 đồng",
        "Thời gian nhận hồ sơ: 15 giờ 20 phút, thứ Năm, ngày 10/09/2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, thứ Năm, ngày 17/09/2026",
    ):
        assert line in said
    assert {"label": "Mã hồ sơ:", "value": "H37.12-260910-0007"} in sheet["numbers"]
    assert len(sheet["copies"]) == 2


def test_one_person_is_named_once() -> None:
    someone = Person(name="Nguyễn Văn Ẩn", identity="Căn cước 020090000001")
    said = told(sheets.sheet(example.slip(owner=someone, submitter=someone)))
    assert "Chủ hồ sơ" not in said


def test_the_request_lists_what_is_missing_once_and_says_why() -> None:
    sheet = sheets.sheet(example.slip(Slip.SUPPLEMENT_REQUEST))
    said = told(sheet)
    assert sheet["form"] == "Mẫu số 02"
    assert "Giấy chứng sinh bản chính\nVăn bản thỏa thuận của cha mẹ" in said
    assert "Lý do: Giấy đã nộp là bản sao." in said
    assert {"label": "Số:", "value": "05/2026/H37.12"} in sheet["numbers"]


def test_a_request_without_a_list_is_one_item() -> None:
    said = told(
        sheets.sheet(example.slip(Slip.SUPPLEMENT_REQUEST, text="Nộp bản chính giấy chứng sinh"))
    )
    assert "Nộp bản chính giấy chứng sinh" in said
    assert "Lý do" not in said


@pytest.mark.parametrize(
    ("rule_set", "title"),
    [
        (RuleSet.ND61_2018, "Phiếu từ chối giải quyết hồ sơ"),
        (RuleSet.ND118_2025, "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    ],
)
def test_the_title_is_that_of_the_dossiers_rule_set(rule_set: RuleSet, title: str) -> None:
    sheet = sheets.sheet(example.slip(Slip.REFUSAL, rule_set=rule_set))
    assert sheet["title"] == title
    assert sheet["source"] == rule_sets.RULES[rule_set].slip_source


def test_the_apology_names_both_dates_the_cause_and_the_office() -> None:
    sheet = sheets.sheet(
        example.slip(Slip.APOLOGY, responsible="Phòng Tư pháp", text="Phải xác minh tại nơi khác")
    )
    said = told(sheet)
    assert sheet["title"] == "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    assert sheet["office"] == "Ủy ban nhân dân xã Chi Lăng"
    assert "hẹn trả kết quả vào thứ Năm, ngày 17/09/2026" in said
    assert "thứ Hai, ngày 21/09/2026" in said
    assert "Cơ quan, đơn vị giải quyết hồ sơ: Phòng Tư pháp" in said
    assert "Lý do: Phải xác minh tại nơi khác" in said


def test_the_stop_notice_tells_whose_wish_it_was() -> None:
    asked = told(sheets.sheet(example.slip(Slip.STOP_NOTICE, at_applicants_request=True)))
    assert "nhận được đề nghị của ông/bà" in asked
    stopped = told(sheets.sheet(example.slip(Slip.STOP_NOTICE, at_applicants_request=False)))
    assert "nhận được đề nghị" not in stopped


def test_the_law_before_july_2025_knows_no_stop_notice() -> None:
    with pytest.raises(rule_sets.NoSuchSlip):
        sheets.sheet(example.slip(Slip.STOP_NOTICE, rule_set=RuleSet.ND61_2018))


def test_the_desk_issues_under_its_office_and_the_office_under_its_own_head() -> None:
    receipt = sheets.sheet(example.slip(superior="Sở cấp trên"))
    assert (receipt["superior"], receipt["office"]) == (
        "Ủy ban nhân dân xã Chi Lăng",
        "Trung tâm Phục vụ hành chính công xã Chi Lăng",
    )
    apology = sheets.sheet(example.slip(Slip.APOLOGY, superior="Ủy ban nhân dân tỉnh Lạng Sơn"))
    assert apology["superior"] == "Ủy ban nhân dân tỉnh Lạng Sơn"


def test_no_day_is_named_where_the_law_sets_no_limit_or_the_clock_has_not_begun() -> None:
    unlimited = example.slip(due_at=None, limit_amount=None, limit_unit=TimeUnit.NOT_REGULATED)
    assert f"Thời gian trả kết quả giải quyết hồ sơ: {wording.NOT_REGULATED}" in told(
        sheets.sheet(unlimited)
    )
    waiting = example.slip(due_at=None)
    assert wording.NOT_STARTED in told(sheets.sheet(waiting))


def test_a_demonstration_is_marked_on_every_slip() -> None:
    for kind in sheets._BODIES:
        assert sheets.sheet(example.slip(kind, demo=True))["demo"] == sheets.DEMO_LINE
        assert sheets.sheet(example.slip(kind))["demo"] == ""


def test_days_and_months_of_a_document_are_written_as_records_are() -> None:
    early = datetime(2026, 2, 5, 8, 0, tzinfo=clock.ZONE)
    assert wording.place_and_date("Chi Lăng", early) == "Chi Lăng, ngày 05 tháng 02 năm 2026"
    later = datetime(2026, 9, 10, 8, 0, tzinfo=clock.ZONE)
    assert wording.place_and_date("Chi Lăng", later) == "Chi Lăng, ngày 10 tháng 9 năm 2026"


def test_a_digest_changes_with_anything_said_and_with_nothing_else() -> None:
    facts = example.slip()
    assert digest(facts) == digest(example.slip())
    assert digest(facts) == digest(replace(facts, track_url="https://khac.example/", demo=True))
    assert digest(facts) != digest(replace(facts, fee_dong=9000))
    assert digest(facts) != digest(replace(facts, submitter=Person(name="Trần Văn Ba")))
