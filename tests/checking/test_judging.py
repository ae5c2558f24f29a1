"""What the checker holds for wrong, for right, and what it leaves alone."""

import pytest

from tests.checking.judged import codes, errors, judged, statements

FLOW = (
    "Tổng số hồ sơ tiếp nhận {total} hồ sơ (trực tuyến 900 hồ sơ; trực tiếp, bưu chính 80 hồ sơ; "
    "kỳ trước chuyển qua 20 hồ sơ). Đã giải quyết {settled} hồ sơ, trước hạn 700 hồ sơ, đúng hạn "
    "250 hồ sơ, quá hạn 10 hồ sơ; đang giải quyết 40 hồ sơ (trong hạn 38 hồ sơ, quá hạn 2 hồ sơ)."
)


def test_a_flow_that_adds_up_is_listed_relation_by_relation():
    text = FLOW.format(total="1.000", settled="960")

    assert errors(text) == []
    assert {
        "900 + 80 + 20 = 1.000",
        "700 + 250 + 10 = 960",
        "38 + 2 = 40",
        "960 + 40 = 1.000",
    } <= statements(text)


def test_a_wrong_total_breaks_its_parts_and_the_balance():
    found = errors(FLOW.format(total="1.010", settled="960"))

    assert codes(found) == ["SUM", "BALANCE"]
    assert {each.repair for each in found} == {"1.000"}


def test_one_slip_that_explains_everything_is_offered_as_the_repair():
    (first, *_) = errors(FLOW.format(total="1.000", settled="690"))

    assert first.repair == "960"
    assert "690 phải là 960" in first.message


def test_a_repair_that_another_relation_denies_is_not_offered():
    text = "Đang giải quyết 65 hồ sơ (trong hạn 56 hồ sơ, quá hạn 0 hồ sơ); trong hạn 56 hồ sơ."
    found = errors(text)

    assert codes(found) == ["SUM"]
    assert found[0].repair is None


@pytest.mark.parametrize(
    "text",
    [
        # The total without what was carried over.
        (
            "Tiếp nhận 500 hồ sơ (trực tuyến 400, trực tiếp 100); kỳ trước chuyển sang 20 hồ sơ. Đã "
            "giải quyết 490 hồ sơ; đang giải quyết 30 hồ sơ."
        ),
        # Paused and returned dossiers stand apart.
        (
            "Tiếp nhận 937 hồ sơ; đã giải quyết 930 hồ sơ; đang giải quyết 5 hồ sơ; tạm dừng 1 hồ sơ; "
            "trả lại do không đủ điều kiện 1 hồ sơ."
        ),
        # On time, the early ones among them.
        "Đã giải quyết 100 hồ sơ, trong đó đúng hạn 97 hồ sơ (trước hạn 60 hồ sơ), quá hạn 3 hồ sơ.",
        # Only some of the fields are named.
        "Tiếp nhận 800 hồ sơ, trong đó lĩnh vực Hộ tịch 300 hồ sơ, Đất đai 210 hồ sơ.",
        # Last year's figure is nobody's part.
        (
            "Tiếp nhận 2.964 hồ sơ (cùng kỳ năm 2023: 2.946 hồ sơ), trong đó 2.711 hồ sơ trực tuyến và "
            "253 hồ sơ trực tiếp."
        ),
        # A goal is not a share.
        "Tiếp nhận 200 hồ sơ (trực tuyến 120, trực tiếp 80). Chỉ tiêu tỷ lệ hồ sơ trực tuyến đạt 85%.",
        # A plan may be done more than in full.
        "Rà soát 126/120 thủ tục hành chính theo kế hoạch, đạt 105%.",
        # Whole counts of different things side by side.
        "Đã cấp 12 giấy phép, 35 chứng chỉ và 7 quyết định; tổ chức 3 lớp tập huấn cho 250 người.",
        # Numbers that count nothing.
        (
            "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, Điều 17; điện thoại 0203.3825.115; "
            "diện tích 84,5 m2; 24/7."
        ),
    ],
)
def test_what_a_careful_reader_would_allow_is_no_error(text):
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "code", "computed"),
    [
        ("Công khai 412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC).", "SUM", "422"),
        ("Có 203 thủ tục, gồm 61 thủ tục mới, 118 sửa đổi, bổ sung và 42 bãi bỏ.", "SUM", "221"),
        ("Số hóa 16.655/17.859 hồ sơ, đạt 93,62%.", "PCT", "93,26%"),
        ("Tỷ lệ đúng hạn đạt 97,48% (1.204/1.230 hồ sơ).", "PCT", "97,89%"),
        ("Thu về 700 phiếu; có 660 phiếu hài lòng, đạt 96,24% số phiếu thu về.", "PCT", "94,29%"),
        (
            ("Tiếp nhận 26 phản ánh, kiến nghị, trong đó về quy định hành chính 09, về hành vi hành "
            "chính 19."),
            "SUM",
            "28",
        ),
        (
            "Thu 5.199.444 nghìn đồng, gồm: lệ phí 810.607 nghìn đồng, phí 4.388 nghìn đồng.",
            "UNIT",
            "814.995",
        ),
        ("Có 471 dịch vụ toàn trình, 235 một phần, 442 còn lại, tổng cộng 1.184 dịch vụ.", "SUM",
         "1.148"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_an_error(text, code, computed):
    found = errors(text)

    assert (codes(found), found[0].computed) == ([code], computed)


def test_a_cut_percentage_is_only_noted():
    (found,) = judged("Có 550/600 thủ tục, đạt 91,66%.").findings

    assert (found.code, found.severity, found.computed) == ("PCT", "info", "91,67%")


def test_more_of_one_channel_than_of_all_is_asked_about():
    (found,) = judged("Tiếp nhận 100 hồ sơ, trong đó trực tuyến 120 hồ sơ.").findings

    assert (found.code, found.severity) == ("LE", "warning")


def test_more_scanned_than_received_cannot_be():
    found = errors(
        "Tiếp nhận 100 hồ sơ (trực tuyến 60, trực tiếp 40), đã giải quyết 100 hồ sơ. Số hóa được 121 "
        "hồ sơ khi tiếp nhận."
    )

    assert codes(found) == ["LE"]


def test_one_quantity_with_two_values_is_an_error():
    found = errors(
        "Số TTHC cung cấp dịch vụ công trực tuyến toàn trình là 183 TTHC.\n\n"
        "II. ĐÁNH GIÁ CHUNG\n\nSố dịch vụ công trực tuyến toàn trình đạt 185 TTHC."
    )

    assert codes(found) == ["REPEAT"]
    assert found[0].printed == "183 / 185"


def test_figures_of_two_levels_are_two_quantities():
    text = (
        "1. Tại UBND huyện\n\nDịch vụ công trực tuyến toàn trình cấp huyện là 183 dịch vụ.\n\n"
        "2. Tại UBND cấp xã\n\nDịch vụ công trực tuyến toàn trình cấp xã là 85 dịch vụ."
    )

    assert errors(text) == []


def test_a_statement_against_the_figures_is_asked_about():
    text = FLOW.format(total="1.000", settled="960")
    text += "\n\nII. ĐÁNH GIÁ CHUNG\n\nKhông có hồ sơ quá hạn."
    (found, *_) = [each for each in judged(text).findings if each.code == "TEXT"]

    assert found.severity == "warning"
