"""What a figure is by its place: beside the new, under what was settled, in the next clause."""

import pytest

from tests.checking.judged import codes, errors, judged, statements


def test_what_makes_the_whole_beside_the_new_was_carried_over():
    text = (
        "Khối lượng phải giải quyết là 2.580 hồ sơ, trong đó dôi dư 40 hồ sơ, nhận mới 2.540 hồ sơ. Đã "
        "giải quyết 2.496 hồ sơ, đang giải quyết %s hồ sơ."
    )

    assert "2.496 + 84 = 2.580" in statements(text % 84)
    assert errors(text % 84) == []
    assert codes(errors(text % 120)) == ["BALANCE"]


def test_what_nearly_makes_the_whole_beside_the_old_is_new():
    text = (
        "- Tổng số hồ sơ thuộc trách nhiệm: 4.691 hồ sơ. Trong đó:\n"
        "  + Từ kỳ trước chuyển qua: 142 hồ sơ;\n"
        "  + Nộp trong kỳ: %s hồ sơ, với 2.695 hồ sơ qua mạng (59%%) và 1.854 hồ sơ giấy.\n"
    )

    assert errors(text % "4.549") == []
    assert "SUM" in codes(errors(text % "4.526"))


def test_a_part_of_another_kind_beside_the_old_is_not_new():
    text = (
        "Tổng số 4.691 hồ sơ, trong đó kỳ trước chuyển qua 142 hồ sơ, lĩnh vực đất đai 3.900 hồ sơ."
    )

    assert errors(text) == []


@pytest.mark.parametrize("link", ["trên", "trên tổng số", "/"])
def test_what_was_done_of_what_there_was(link):
    text = (
        "Phải xử lý 1.910 hồ sơ (mới 1.840 hồ sơ, hồ sơ cũ 70 hồ sơ). Đã hoàn thành 1.845 "
        f"{link} %s hồ sơ; còn 65 hồ sơ đang xử lý."
    )

    assert errors(text % "1.910") == []
    assert codes(errors(text % "1.937")) == ["REPEAT"]


def test_a_mention_beside_the_telling_is_held_to_it_where_all_else_is_the_same():
    told = (
        "1. Phải giải quyết 4.263 hồ sơ, đã giải quyết 4.133 hồ sơ, trước hạn 2.993 hồ sơ, đúng hạn "
        "1.127 hồ sơ, quá hạn 13 hồ sơ; đang giải quyết 130 hồ sơ.\n\n"
        "Với 4.263 hồ sơ phải giải quyết, %s hồ sơ đã giải quyết, kết quả là đáng ghi nhận.\n"
    )

    assert errors(told % "4.133") == []
    assert codes(errors(told % "4.138")) == ["REPEAT"]
    assert errors(told % "1.210") == []


def test_the_ratio_of_the_next_clause_is_not_the_share_before_it():
    text = (
        "Số hóa 2.311 trên tổng số 2.855 hồ sơ mới, đạt 80,9%; 564/1.123 lượt nộp phí trực tuyến, "
        "đạt 50,2%."
    )

    assert errors(text) == []
    assert {"2.311/2.855 = 80,9%", "564/1.123 = 50,2%"} <= statements(text)


def test_a_share_without_decimals_may_be_of_the_count_right_before():
    text = (
        "Tổng số 9.600 hồ sơ, trong đó gửi sang 300 hồ sơ; nộp 8.000 hồ sơ, với 5.200 hồ sơ trực tuyến "
        "(65%)."
    )

    assert errors(text) == []


@pytest.mark.parametrize(("fee", "found"), [("288.964", []), ("828.964", ["SUM"]), ("190.500", [])])
def test_two_classes_right_behind_their_whole_are_its_parts_but_for_a_slip(fee, found):
    text = f"Thu phí, lệ phí: 3.059.373 đồng; riêng phí 2.770.409 đồng, lệ phí {fee} đồng."

    assert codes(errors(text)) == found


def test_channels_in_the_brackets_of_the_new_are_of_nothing_else():
    text = (
        "Nhận mới %s hồ sơ (trực tuyến: 1.822; trực tiếp: 1.388); cùng 89 hồ sơ kỳ trước chuyển qua, "
        "phải giải quyết 3.299 hồ sơ."
    )

    assert errors(text % "3.210") == []
    assert "SUM" in codes(errors(text % "3.120"))


def test_the_old_and_the_new_in_brackets_say_that_the_whole_was_received():
    text = "Phản ánh, kiến nghị: %s (kỳ trước 05, mới 29); đã trả lời 34, chưa trả lời 00."

    assert errors(text % 34) == []
    assert [each.code for each in judged(text % 62).findings] == ["SUM", "BALANCE"]


def test_one_sentence_cannot_settle_more_than_was_new_and_old():
    text = "Phản ánh, kiến nghị: 32 (kỳ trước 02, mới 30), đã trả lời %s, đang xử lý 03."

    assert errors(text % 29) == []
    assert errors(text % 15) == []
    assert codes(errors(text % 36)) == ["BALANCE"]
