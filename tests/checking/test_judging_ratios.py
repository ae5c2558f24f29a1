"""A ratio of counts has parts of its own, and says of how many: "đã giải quyết 980/1.000 hồ sơ"."""

import pytest

from tests.checking.judged import codes, errors, statements

RECEIVED = (
    "Trong quý tiếp nhận 1.204 hồ sơ (mới tiếp nhận 1.150 hồ sơ, kỳ trước chuyển qua 54 hồ sơ)."
)
#: Settled by their word, and by their parts alone.
SETTLED = ("Đã giải quyết", "Khối lượng xử lý")


@pytest.mark.parametrize("words", SETTLED)
def test_the_count_above_is_what_its_parts_make(words):
    told = f"{words} 1.180/1.204 hồ sơ: trước hạn 702 hồ sơ; đúng hạn %s hồ sơ; trễ hạn 8 hồ sơ."

    assert errors(f"{RECEIVED} {told % 470}") == []
    assert "702 + 470 + 8 = 1.180" in statements(f"{RECEIVED} {told % 470}")
    (slip,) = errors(f"{RECEIVED} {told % 407}")
    assert (slip.code, slip.computed) == ("SUM", "1.117")


@pytest.mark.parametrize("words", SETTLED)
def test_the_count_above_and_what_is_left_make_what_was_received(words):
    told = (
        f"{words} 1.180/1.204 hồ sơ: trước hạn 702 hồ sơ; đúng hạn 470 hồ sơ; trễ hạn 8 hồ sơ. Còn "
        "%s hồ sơ đang xử lý."
    )

    assert "1.180 + 24 = 1.204" in statements(f"{RECEIVED} {told % 24}")
    (slip,) = errors(f"{RECEIVED} {told % 34}")
    assert slip.code == "BALANCE"


def test_a_ratio_of_one_field_is_a_telling_of_its_own():
    text = (
        f"{RECEIVED} Lĩnh vực đất đai đã giải quyết 98/110 hồ sơ, trong đó trước hạn 60 hồ sơ, đúng "
        "hạn 38 hồ sơ; còn 12 hồ sơ đang giải quyết."
    )

    assert errors(text) == []
    assert "98 + 12 = 110" in statements(text)


def test_a_share_behind_a_part_may_be_of_either_side_of_the_ratio():
    text = (
        "Có 1.540/1.600 thủ tục được cung cấp trực tuyến (96,25%), trong đó toàn trình 924 thủ tục "
        "(57,75%), một phần 616 thủ tục (40,00%)."
    )

    assert errors(text) == []
    assert {"924/1.600 = 57,75%", "924 + 616 = 1.540"} <= statements(text)


def test_one_channel_that_is_more_than_all_there_was_cannot_be():
    text = (
        "Đã nhận 1.150 hồ sơ mới, cùng 54 hồ sơ kỳ trước chuyển qua, tổng cộng 1.204 hồ sơ; hồ sơ "
        "mới có %s hồ sơ trực tuyến và 350 hồ sơ trực tiếp."
    )

    assert errors(text % 800) == []
    assert "LE" in codes(errors(text % "1.240"))


def test_channels_are_of_the_new_where_new_and_old_make_the_whole():
    text = (
        "Tổng số 1.204 hồ sơ, gồm kỳ trước chuyển qua 54 hồ sơ và mới tiếp nhận 1.150 hồ sơ; tiếp "
        "nhận trực tuyến 800 hồ sơ, trực tiếp %s hồ sơ."
    )

    assert errors(text % 350) == []
    (slip,) = errors(text % 340)
    assert "800 + 340 = 1.140" in slip.message


def test_a_pair_of_nouns_before_brackets_is_no_new_label():
    text = "Tiếp nhận 36 phản ánh, kiến nghị (30 về quy định hành chính, %s về hành vi hành chính)."

    assert errors(text % 6) == []
    assert codes(errors(text % 8)) == ["SUM"]


@pytest.mark.parametrize(
    ("base", "found"),
    [("1.204", []), ("1.240", ["REPEAT"]), ("1.190", []), ("1.240 hồ sơ đến hạn", [])],
)
def test_what_settled_dossiers_are_printed_over_is_what_was_received(base, found):
    text = f"{RECEIVED} Đã giải quyết 1.180/{base} hồ sơ; đang giải quyết 24 hồ sơ."

    assert codes(errors(text)) == found


def test_none_of_some_is_no_percent_and_no_other_share():
    text = "Số hồ sơ thanh toán trực tuyến: 0/12 hồ sơ, đạt %s%%."

    assert errors(text % 0) == []
    assert "0/12 = 0%" in statements(text % 0)
    assert codes(errors(text % 5)) == ["PCT"]
    assert codes(errors(text % 100)) == ["PCT"]
