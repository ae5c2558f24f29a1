"""What the order of figures shows without their words, in sentences and in tables."""

import pytest

from tests.checking.judged import codes, errors, judged, statements


def test_a_bracket_inside_a_list_does_not_cut_it() -> None:
    text = (
        "a) Tiếp nhận: 5.000 hồ sơ, trong đó trực tuyến 3.600 hồ sơ (chiếm 80,00% số tiếp nhận mới), "
        "trực tiếp, bưu chính 900 hồ sơ, tồn từ năm trước chuyển sang 500 hồ sơ."
    )

    assert errors(text) == []
    assert {"3.600 + 900 + 500 = 5.000", "3.600/(3.600 + 900) = 80%"} <= statements(text)


def test_the_whole_of_a_list_is_of_its_own_kind() -> None:
    text = (
        "Xã thực hiện 120 thủ tục hành chính thuộc 15 lĩnh vực, trong đó: 60 thủ tục cung cấp "
        "thông tin, 40 thủ tục một phần và 20 thủ tục toàn trình."
    )

    assert errors(text) == []
    assert "60 + 40 + 20 = 120" in statements(text)


def test_each_bullet_of_a_body_has_a_total_of_its_own() -> None:
    text = (
        "Trong tháng, 02 phường tiếp nhận tổng cộng 3.000 hồ sơ, cụ thể:\n\n"
        "- Phường Đông: tiếp nhận 1.000 hồ sơ (mới 940 hồ sơ, kỳ trước 60 hồ sơ); đã giải quyết "
        "950 hồ sơ; đang giải quyết 50 hồ sơ.\n"
        "- Phường Tây: tiếp nhận 2.000 hồ sơ (mới 1.910 hồ sơ, kỳ trước 90 hồ sơ); đã giải quyết "
        "1.880 hồ sơ; đang giải quyết 120 hồ sơ.\n"
    )

    assert errors(text) == []
    assert {"940 + 60 = 1.000", "1.910 + 90 = 2.000"} <= statements(text)


@pytest.mark.parametrize("carried", ["60", "66"])
def test_a_list_that_does_not_close_is_still_wrong(carried: str) -> None:
    text = (
        f"Tổng số hồ sơ tiếp nhận: 1.000 hồ sơ, trong đó: mới tiếp nhận 940 hồ sơ, kỳ trước "
        f"chuyển qua {carried} hồ sơ."
    )

    assert codes(errors(text)) == ([] if carried == "60" else ["SUM"])


def test_a_share_of_the_late_ones_is_not_a_share_of_all() -> None:
    text = (
        "Đã giải quyết 7.000 hồ sơ: 5.000 hồ sơ trước hạn, 1.996 hồ sơ đúng hạn, 04 hồ sơ quá hạn; "
        "100% hồ sơ quá hạn có văn bản xin lỗi."
    )

    assert errors(text) == []


def test_an_increase_leads_from_one_year_to_the_next() -> None:
    text = "Năm 2024 tiếp nhận 460 hồ sơ, tăng 60 hồ sơ so với năm 2023 (400 hồ sơ)."

    assert "400 + 60 = 460" in statements(text)


def test_bullets_add_up_to_a_count_said_before() -> None:
    text = (
        "Hồ sơ mới tiếp nhận là 1.000 hồ sơ.\n\nChia theo lĩnh vực như sau:\n"
        "+ Chứng thực: 600 hồ sơ;\n+ Hộ tịch: 300 hồ sơ;\n+ Lĩnh vực khác: 100 hồ sơ.\n"
    )

    assert "600 + 300 + 100 = 1.000" in statements(text)


TOTAL_FIRST = (
    "| Lĩnh vực | Trước hạn | Đúng hạn | Quá hạn | Tổng đã GQ | Tỷ lệ trước, đúng hạn (%) |\n"
    "|---|---|---|---|---|---|\n"
    "| Toàn phường | 1.000 | 700 | 20 | {total} | 98,84 |\n"
    "| Chứng thực | 500 | 300 | 5 | 805 | 99,38 |\n"
    "| Hộ tịch | 300 | 250 | 8 | 558 | 98,57 |\n"
    "| Đất đai | 150 | 100 | 4 | 254 | 98,43 |\n"
    "| Kinh doanh | 50 | 50 | 3 | 103 | {share} |\n"
)


def test_totals_that_stand_last_or_first_are_added_up() -> None:
    text = TOTAL_FIRST.format(total="1.720", share="97,09")

    assert errors(text) == []
    assert {"500 + 300 + 150 + 50 = 1.000", "(50 + 50)/103 = 97,09%"} <= statements(text)
    assert "300 + 250 + 8 = 558" in statements(text)


def test_a_wrong_total_at_the_head_of_a_table_is_found() -> None:
    found = errors(TOTAL_FIRST.format(total="1.270", share="97,09"))

    assert set(codes(found)) >= {"SUM"}
    assert {each.line for each in found} == {12}


def test_a_wrong_share_of_two_columns_is_found() -> None:
    found = errors(TOTAL_FIRST.format(total="1.720", share="99,07"))

    assert codes(found) == ["PCT"]


RANKING = (
    "| Hạng | Đơn vị | Công khai, minh bạch (18) | Tiến độ giải quyết (20) | Dịch vụ công trực tuyến (12) "
    "| Thanh toán trực tuyến (10) | Mức độ hài lòng (18) | Số hóa hồ sơ (22) | Tổng điểm (100) |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "| 1 | Xã Đông | 17 | 19,5 | 10,2 | 8 | 17,5 | 20 | {first} |\n"
    "| 2 | Xã Tây | 16 | 18,25 | {online} | 7 | 17 | 18 | 85,25 |\n"
    "| 3 | Xã Nam | 15 | 17 | 8 | 6,5 | 16 | 15,5 | 78 |\n"
)


def test_points_of_each_row_add_up_and_stay_below_their_maxima() -> None:
    text = RANKING.format(first="92,2", online="9")

    assert errors(text) == []
    assert "17 + 19,5 + 10,2 + 8 + 17,5 + 20 = 92,2" in statements(text)


@pytest.mark.parametrize(("first", "online"), [("95,2", "9"), ("92,2", "12,6")])
def test_points_that_cannot_be_are_found(first: str, online: str) -> None:
    found = errors(RANKING.format(first=first, online=online))

    assert set(codes(found)) == {"SCORE"}


LADDER = (
    "| Nội dung | Số lượng |\n|---|---|\n"
    "| 1. Tổng số hồ sơ tiếp nhận | 1.000 |\n| - Tiếp nhận mới | 940 |\n| + Trực tuyến | 800 |\n"
    "| + Trực tiếp, BCCI | {direct} |\n| - Kỳ trước chuyển sang | 60 |\n"
    "| 2. Đã giải quyết | 960 |\n| - Trước hạn | 700 |\n| - Đúng hạn | 250 |\n| - Quá hạn | 10 |\n"
    "| 3. Đang giải quyết | 40 |\n"
)


def test_rows_hung_under_each_other_tell_a_flow() -> None:
    text = LADDER.format(direct="140")

    assert errors(text) == []
    assert {"940 + 60 = 1.000", "800 + 140 = 940", "700 + 250 + 10 = 960", "960 + 40 = 1.000"} <= (
        statements(text)
    )


def test_a_wrong_row_of_such_a_table_is_found() -> None:
    assert codes(errors(LADDER.format(direct="410"))) == ["SUM"]


def test_a_column_of_zeros_left_out_is_not_a_rule() -> None:
    rows = "".join(
        f"| Lĩnh vực {at} | {settled + late + waiting} | {settled} | {waiting} | {late} |\n"
        for at, (settled, waiting, late) in enumerate(
            [(100, 5, 0), (200, 7, 0), (300, 9, 0), (400, 3, 0), (500, 8, 2)], 1
        )
    )
    text = (
        "| Lĩnh vực | Tổng số tiếp nhận | Đã giải quyết | Trong hạn | Quá hạn |\n|---|---|---|---|---|\n"
    ) + rows

    assert errors(text) == []
    assert judged(text).identities


def test_a_list_that_a_whole_consists_of_may_name_its_own_kinds() -> None:
    text = "Ban hành {} văn bản chỉ đạo (gồm 21 công văn, 16 kế hoạch, 03 quyết định)."

    assert errors(text.format(40)) == []
    assert codes(errors(text.format(46))) == ["SUM"]


def test_the_mark_of_a_footnote_counts_nothing() -> None:
    text = (
        "Phường công khai 198 TTHC[^1], trong đó:\n\n"
        "- 107 TTHC toàn trình;\n- 91 TTHC một phần hoặc cung cấp thông tin.\n"
    )

    assert [each.message for each in judged(text).findings if each.severity != "info"] == []
    assert "107 + 91 = 198" in statements(text)


@pytest.mark.parametrize(
    ("sentence", "contradicts"),
    [
        ("Phấn đấu trên 80% hồ sơ nộp trực tuyến; 100% hồ sơ giải quyết trước và đúng hạn.", False),
        ("100% hồ sơ giải quyết trước và đúng hạn.", True),
    ],
)
def test_a_goal_is_not_a_statement(sentence: str, contradicts: bool) -> None:
    text = (
        "Đã giải quyết 960 hồ sơ, trong đó trước hạn 700 hồ sơ, đúng hạn 250 hồ sơ, quá hạn 10 hồ "
        f"sơ.\n\n{sentence}\n"
    )

    assert ("TEXT" in codes(list(judged(text).findings))) is contradicts


def test_a_total_of_points_needs_no_maximum() -> None:
    text = (
        "Tổng điểm theo Quyết định số 766/QĐ-TTg là {} điểm; trong đó: công khai, minh bạch 16/18 "
        "điểm, tiến độ giải quyết 18/20 điểm, dịch vụ công trực tuyến 10/12 điểm, thanh toán trực "
        "tuyến 8/10 điểm, mức độ hài lòng 17/18 điểm, số hóa hồ sơ 19/22 điểm."
    )

    assert errors(text.format("88")) == []
    assert codes(errors(text.format("82"))) == ["SCORE"]


def test_a_balance_cut_in_two_by_another_list_is_still_seen() -> None:
    text = (
        "Tổng số hồ sơ tiếp nhận là 1.000 hồ sơ, bao gồm 940 hồ sơ tiếp nhận mới và 60 hồ sơ kỳ "
        "trước chuyển qua. Trong số hồ sơ tiếp nhận mới, phân theo lĩnh vực: tư pháp 640 hồ sơ, "
        "đất đai 300 hồ sơ. Đến nay đã giải quyết 960 hồ sơ; đang giải quyết 40 hồ sơ."
    )

    assert "960 + 40 = 1.000" in statements(text)


BY_ROW = (
    "Kết quả Bộ chỉ số theo Quyết định 766/QĐ-TTg:\n\n"
    "| STT | Nhóm chỉ số | Điểm tối đa | Điểm đạt được |\n|---|---|---|---|\n"
    "| 1 | Công khai, minh bạch | 18 | 16,5 |\n| 2 | Tiến độ giải quyết | 20 | 18 |\n"
    "| 3 | Dịch vụ công trực tuyến | 12 | 9,25 |\n| 4 | Thanh toán trực tuyến | 10 | 8 |\n"
    "| 5 | Mức độ hài lòng | 18 | 17 |\n| 6 | Số hóa hồ sơ | 22 | 15 |\n"
    "|  | Tổng điểm | 100 | {total} |\n\nVới tổng điểm {total}, phường xếp loại {band}.\n"
)


def test_points_told_row_by_row_add_up() -> None:
    text = BY_ROW.format(total="83,75", band="Tốt")

    assert errors(text) == []
    assert "16,5 + 18 + 9,25 + 8 + 17 + 15 = 83,75" in statements(text)


@pytest.mark.parametrize(("total", "band"), [("85,75", "Tốt"), ("83,75", "Khá")])
def test_a_wrong_total_or_band_of_such_a_table_is_found(total: str, band: str) -> None:
    assert codes(errors(BY_ROW.format(total=total, band=band))) == ["SCORE"]


def test_a_column_of_zeros_behind_a_group_is_not_of_it() -> None:
    rows = "".join(
        f"{at}\tLĩnh vực {at}\t{answered + sent}\t{answered}\t{sent}\t{waiting}\n"
        for at, (answered, sent, waiting) in enumerate(
            [(10, 2, 0), (20, 3, 0), (30, 1, 0), (15, 2, 1)], 1
        )
    )
    text = "TT\tLĩnh vực\tTổng số đã xử lý\tĐã trả lời\tChuyển cơ quan khác\tĐang xử lý\n" + rows

    assert errors(text) == []
    assert "15 + 2 = 17" in statements(text)
