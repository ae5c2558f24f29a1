"""Lists behind a clause, counts among others, and what a list without nouns may not hide."""

import pytest

from tests.checking.judged import codes, errors, judged, statements


def test_the_new_and_the_old_in_brackets_are_the_whole_whatever_the_channels_make():
    text = (
        "- Tiếp nhận 5.647 hồ sơ (mới: %s; kỳ trước chuyển qua: 80). Số mới gồm 3.262 hồ sơ trực "
        "tuyến và 2.305 hồ sơ trực tiếp."
    )

    assert errors(text % "5.567") == []
    assert "SUM" in codes(errors(text % "5.576"))


def test_a_part_is_not_more_than_the_number_it_is_among():
    text = "- Trong tổng số 4.120 hồ sơ mới tiếp nhận có %s hồ sơ đăng ký kinh doanh."

    assert errors(text % 237) == []
    assert codes(errors(text % "4.237")) == ["LE"]


@pytest.mark.parametrize("clause", [":", ", tổ chức và cá nhân đã dùng hai hình thức:"])
def test_behind_a_colon_the_same_is_counted_again(clause):
    text = f"Với 2.526 hồ sơ nhận mới{clause} %s hồ sơ nộp bản giấy; 1.433 hồ sơ qua mạng."

    assert errors(text % "1.093") == []
    assert "1.093 + 1.433 = 2.526" in statements(text % "1.093")
    assert codes(errors(text % "1.098")) == ["SUM"]


def test_parts_a_little_less_than_their_whole_may_leave_some_out():
    text = "Đang áp dụng 1.262 thủ tục: 614 thủ tục cấp bộ giao, 609 thủ tục về đất đai."

    assert errors(text) == []


def test_parts_a_little_more_than_what_was_received_may_hold_the_old():
    text = "Xã tiếp nhận 5.000 hồ sơ, kết quả trong tháng: xong 4.500 hồ sơ, dở dang 510 hồ sơ."

    assert errors(text) == []


def test_early_and_on_time_in_one_list_leave_nothing_for_the_late():
    text = "Đã giải quyết 738 hồ sơ (trước hạn 540 hồ sơ, đúng hạn 198 hồ sơ, quá hạn %s hồ sơ)."

    assert errors(text % 0) == []
    assert codes(errors(text % 12)) == ["SUM"]


def test_late_told_apart_may_be_late_and_pending():
    text = "Đã giải quyết 738 hồ sơ (trước hạn 540 hồ sơ, đúng hạn 198 hồ sơ); quá hạn 12 hồ sơ."

    assert errors(text) == []


def test_more_on_time_than_there_was_is_no_rounding():
    text = "- Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt 100%% (%s/3.129 hồ sơ)."

    assert errors(text % "3.129") == []
    assert codes(errors(text % "3.142")) == ["PCT"]


def test_more_carried_over_than_received_is_a_slip_where_one_explains_it():
    text = (
        "Tiếp nhận 60 phản ánh, kiến nghị; đã giải quyết %s phản ánh, kiến nghị, chưa giải quyết 3."
    )

    assert errors(text % 57) == []
    assert errors(text % 77) == []
    assert codes(errors(text % 157)) == ["BALANCE"]


def test_a_number_that_opens_its_own_list_is_no_part_left_unread():
    text = (
        "Trong 12.377 hồ sơ đã giải quyết có 11.060 hồ sơ trả bản điện tử, %s hồ sơ trả tại quầy và "
        "312 hồ sơ trả qua bưu chính."
    )

    assert errors(text % "1.005") == []
    assert codes(errors(text % "1.050")) == ["SUM"]
    assert errors(text % "800") == []


@pytest.mark.parametrize("whole", ["1", "1.106"])
def test_the_first_of_the_parts_keeps_its_own_words_before_a_colon(whole):
    text = (
        f"- Số hồ sơ đã giải quyết: {whole} hồ sơ; trong đó, trước hạn: %s hồ sơ, đúng hạn: 0 hồ sơ,"
        " quá hạn: 0 hồ sơ."
    )

    assert judged(text % whole).findings == ()
    assert f"{whole} + 0 + 0 = {whole}" in statements(text % whole)
    assert codes(errors(text % "2.106")) == ["SUM"]
