"""Periods, days, scores, numbering, and reports that should agree with each other."""

import pytest

from motcua.checking.check import check, check_many
from motcua.checking.reading import texts
from tests.checking.judged import codes, errors, judged, statements


def test_a_window_that_ends_before_it_begins_is_an_error():
    (found,) = errors("Trong quý II năm 2024 (từ 15/3/2024 đến 14/3/2024) tiếp nhận 02 hồ sơ.")

    assert (found.code, found.computed) == ("PERIOD", "15/3/2024 - 14/6/2024")


def test_a_label_with_another_quarters_window_is_an_error():
    (found,) = errors("Trong quý III năm 2024 (từ 15/3/2024 đến ngày 14/6/2024) có 02 hồ sơ.")

    assert "quý II năm 2024" in found.message


def test_an_unusual_window_is_only_noted():
    found = judged("Trong quý II năm 2024 (từ 21/3/2024 đến 20/6/2024) có 02 hồ sơ.").findings

    assert [(each.code, each.severity) for each in found if each.line == 10] == [("PERIOD", "info")]


def test_calendar_quarters_are_right_too():
    assert errors("Trong quý II năm 2024 (từ 01/4/2024 đến 30/6/2024) có 02 hồ sơ.") == []


@pytest.mark.parametrize("day", ["31/6/2024", "30/02/2024", "ngày 31 tháng 11 năm 2023"])
def test_a_day_the_calendar_has_not_is_an_error(day):
    assert codes(errors(f"Quyết định được ban hành {day}.")) == ["PERIOD"]


def test_a_report_dated_before_its_period_ends_is_asked_about():
    text = (
        "Hòa An, ngày 10 tháng 6 năm 2024\n\nBÁO CÁO\nCông tác cải cách hành chính quý II năm 2024\n\n"
        "Trong quý II năm 2024 (từ 15/3/2024 đến 14/6/2024) tiếp nhận 5 hồ sơ."
    )
    found = [each for each in judged(text, head="").findings if each.code == "PERIOD"]

    assert [each.severity for each in found] == ["warning"]


SCORES = (
    "Điểm theo Quyết định số 766/QĐ-TTg:\n- Công khai, minh bạch: 16,2/18 điểm.\n"
    "- Tiến độ giải quyết: 19,1/20 điểm.\n- Dịch vụ công trực tuyến: {online}/12 điểm.\n"
    "- Thanh toán trực tuyến: 6,9/10 điểm.\n- Mức độ hài lòng: 17,4/18 điểm.\n"
    "- Số hóa hồ sơ: 15,8/22 điểm.\n- Tổng điểm: {total}/100 điểm, xếp loại {band}."
)


def test_scores_below_their_maxima_that_add_up_and_rank_are_right():
    text = SCORES.format(online="11,4", total="86,8", band="Tốt")

    assert errors(text) == []
    assert "16,2 + 19,1 + 11,4 + 6,9 + 17,4 + 15,8 = 86,8" in statements(text)


def test_a_score_above_its_maximum_a_wrong_total_and_a_wrong_rank_are_errors():
    found = errors(SCORES.format(online="12,4", total="78,8", band="Tốt"))

    assert codes(found) == ["SCORE", "SCORE", "SCORE"]


def test_blank_number_and_day_are_noted():
    text = "Số:      /BC-UBND\n\nBình Tân, ngày    tháng 6 năm 2024\n\nBÁO CÁO\nQuý II năm 2024\n"
    (found,) = judged(text, head="").findings

    assert (found.code, found.severity, len(found.quotes)) == ("STRUCT", "info", 2)


def test_a_chapter_number_used_twice_is_asked_about():
    found = judged("A.\n\nII. MỘT\n\nB.\n\nII. HAI\n\nC.").findings

    assert [(each.code, each.severity) for each in found] == [("STRUCT", "warning")]


def test_levels_of_service_out_of_use_are_noted_once():
    found = judged("Có 29 TTHC mức độ 2 và 62 TTHC mức độ 3; 44 TTHC mức độ 4.").findings

    assert [(each.code, each.severity) for each in found] == [("LAW", "info")]


PERIOD = (
    "Lộc An, ngày 16 tháng {month} năm 2024\n\nBÁO CÁO\nKết quả giải quyết hồ sơ {period} năm 2024\n\n"
    "Tổng số hồ sơ tiếp nhận {total} hồ sơ (mới tiếp nhận {new}, kỳ trước chuyển qua {carried}); đã "
    "giải quyết {settled} hồ sơ; đang giải quyết {pending} hồ sơ."
)


def report(**facts):
    return texts.read(PERIOD.format(**facts), f"{facts['period']}.txt")


FIRST = {"month": 3, "period": "quý I", "total": 500, "new": 480, "carried": 20, "settled": 465}
SECOND = {"month": 6, "period": "quý II", "total": 635, "new": 600, "settled": 600, "pending": 35}


def test_what_is_carried_over_is_what_was_pending():
    before = report(**FIRST, pending=35)

    assert check(report(**SECOND, carried=35), before).findings == ()
    (found,) = check(report(**{**SECOND, "total": 653}, carried=53), before).findings[-1:]
    assert (found.code, found.severity, found.computed) == ("BALANCE", "warning", "35")


def test_one_document_with_two_dates_is_told_between_reports():
    first, second = (
        texts.read(
            f"Thực hiện Quyết định số 1227/QĐ-UBND ngày {day} của UBND tỉnh ban hành Kế hoạch thực "
            "hiện Đề án đổi mới cơ chế một cửa giai đoạn 2021 - 2025.",
            name,
        )
        for day, name in (("28/6/2021", "a.txt"), ("08/6/2021", "b.txt"))
    )
    one, two = check_many([first, second])

    assert one.findings == ()
    assert [(each.code, each.file) for each in two.findings] == [("PERIOD", "a.txt")]


def test_a_decree_cited_with_two_dates_is_told_within_one_report():
    text = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Nghị định số 61/2018/NĐ-CP ngày 24/3/2018."

    assert [each.code for each in judged(text).findings if each.code == "PERIOD"] == ["PERIOD"]
