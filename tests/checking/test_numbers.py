"""Figures of administrative Vietnamese, and everything that only looks like one."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.checking.reading import numbers
from motcua.checking.reading.numbers import Blank
from motcua.checking.reading.tokens import Kind, Number, Sign, Unit


def figures(text):
    return [(number.value, number.kind) for number in numbers.find(text).numbers]


def only(text) -> Number:
    (number,) = numbers.find(text).numbers
    return number


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("đã nhận 1.121 hồ sơ", "1121", Kind.COUNT),
        ("đã nhận 1,121 hồ sơ", "1121", Kind.COUNT),
        ("đã nhận 1\u00a0121 hồ sơ", "1121", Kind.COUNT),
        ("đã nhận 12 345 hồ sơ", "12345", Kind.COUNT),
        ("có 07 đơn vị", "7", Kind.COUNT),
        ("quá hạn: 00", "0", Kind.COUNT),
        ("phát ra 2918 phiếu", "2918", Kind.COUNT),
        ("1.234.567 lượt", "1234567", Kind.COUNT),
        ("1,234,567.8 lượt", "1234567.8", Kind.COUNT),
        ("đạt 97,98%", "97.98", Kind.PERCENT),
        ("đạt 97.98 %", "97.98", Kind.PERCENT),
        ("đạt 97,985%", "97.985", Kind.PERCENT),
        ("đạt 100 phần trăm", "100", Kind.PERCENT),
        ("thấp hơn 2 điểm phần trăm", "2", Kind.PERCENT),
        ("vốn 4.725.453 triệu đồng", "4725453000000", Kind.MONEY),
        ("phải thu 359.837.979.730 đ", "359837979730", Kind.MONEY),
        ("thu 1,5 tỷ đồng", "1500000000", Kind.MONEY),
        ("khoảng 4,52 ngàn lượt", "4520", Kind.COUNT),
        ("1,2 triệu lượt", "1200000", Kind.COUNT),
        ("xong 16/18 đơn vị", "16", Kind.RATIO),
        ("đạt 1.402/1.739 thủ tục", "1402", Kind.RATIO),
        ("đạt 17,8/20 điểm", "17.8", Kind.SCORE),
        ("tăng 2,0 điểm so với tháng trước", "2.0", Kind.SCORE),
        ("họp ở 14 điểm cầu", "14", Kind.COUNT),
        ("937hồ sơ", "937", Kind.COUNT),
        ("chiếm 5 tỷ lệ", "5", Kind.COUNT),
    ],
)
def test_a_figure_is_read_as_officials_write_it(text, value, kind):
    assert figures(text) == [(Decimal(value), kind)]


def test_a_ratio_keeps_both_its_figures_with_their_places():
    text = "Đã số hóa 16.655/17.859 hồ sơ, đạt 93,26%."
    ratio, share = numbers.find(text).numbers
    assert (ratio.value, ratio.over.value) == (16655, 17859)
    assert text[ratio.start : ratio.end] == "16.655/17.859"
    assert text[ratio.over.start : ratio.over.end] == "17.859"
    assert (ratio.unit, share.decimals, share.step) == ("hồ sơ", 2, Decimal("0.01"))


def test_the_last_printed_digit_says_how_exact_a_figure_is():
    assert only("4,52 ngàn lượt").step == 10
    assert only("17,8 điểm").step == Decimal("0.1")
    assert only("1.121 hồ sơ").step == 1


@pytest.mark.parametrize(
    "text",
    ["hơn 6.900 chứng thư", "trên 70%", "khoảng 30 hồ sơ", "ít nhất 10% thủ tục", "80% trở lên"],
)
def test_a_rough_figure_is_not_exact(text):
    assert not only(text).exact


def test_both_ends_of_a_range_are_rough():
    assert [number.exact for number in numbers.find("từ 70% - dưới 100% chi").numbers] == [
        False,
        False,
    ]
    assert only("có 30 hồ sơ").exact


def test_a_change_is_told_from_an_amount():
    assert only("(tăng 1,28% so với tháng trước)").change
    assert only("(+2,5 điểm)").change
    assert only("(-211 người)").value == -211
    assert not only("đạt 49,94%").change


@pytest.mark.parametrize(
    ("text", "printed", "spelled"),
    [
        ("một trăm (100) hồ sơ", 100, 100),
        ("ba (03) đơn vị", 3, 3),
        ("05 (năm) phòng", 5, 5),
        ("hai mươi lăm (26) xã", 26, 25),
        ("một nghìn hai trăm linh năm (1.205) hồ sơ", 1205, 1205),
    ],
)
def test_a_figure_given_in_words_too_carries_both(text, printed, spelled):
    assert (only(text).value, only(text).spelled) == (printed, spelled)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Báo cáo 802/BC-UBND của huyện", Sign.DOCUMENT),
        ("Nghị định số 63/2010/NĐ-CP của Chính phủ", Sign.DOCUMENT),
        ("Luật số 14/2008/QH12", Sign.DOCUMENT),
        ("Chương trình hành động số 46-CTr/TU của Tỉnh ủy", Sign.DOCUMENT),
        ("Công văn số 06/CV- UBND của xã", Sign.DOCUMENT),
        ("Quyết định số 497 của tỉnh", Sign.DOCUMENT),
        ("theo Điều 7 Nghị định", Sign.LAW),
        ("tại khoản 3, 4 của Điều", Sign.LAW),
        ("theo biểu II.06b/VPCP/KSTT kèm theo", Sign.FORM),
        ("phụ lục 05a.VPCP.KSTTHC", Sign.FORM),
        ("dịch vụ công mức độ 3, mức độ 4", Sign.LABEL),
        ("dịch vụ công mức độ 3,4 đã có", Sign.LABEL),
        ("thực hiện Đề án 06 của Chính phủ", Sign.LABEL),
        ("vào thứ 3, 5 hằng tuần", Sign.LABEL),
        ("áp dụng TCVN ISO 9001:2015", Sign.LABEL),
        ("đường dây nóng: 0294.3862.289", Sign.PHONE),
        ("tổng đài dịch vụ công 1022 đã", Sign.PHONE),
        ("máy chủ 10.1.2.34 của sở", Sign.ADDRESS),
        ("xem https://dichvucong.gov.vn/p/1.234 để biết", Sign.ADDRESS),
        ("diện tích 225,78 m2", Sign.MEASURE),
        ("đo được 12,5 ha", Sign.MEASURE),
        ("trong 05 ngày làm việc", Sign.DURATION),
        ("tổng kết 05 năm thực hiện", Sign.DURATION),
        ("bảo đảm 24/24 giờ", Sign.CLOCK),
        ("từ 7 giờ 30", Sign.CLOCK),
        ("giai đoạn 2021 - 2030", Sign.YEARS),
        ("theo mô hình “4 tại chỗ”", Sign.NAME),
        ("xe 29A-123.45 của đội", Sign.CODE),
        ("ghi TTHC1 vào sổ", Sign.CODE),
        ("nhận 12.34.567 hồ sơ", Sign.MALFORMED),
    ],
)
def test_digits_that_count_nothing_are_no_figure(text, sign):
    found = numbers.find(text)
    assert not found.numbers
    assert sign in {mark.sign for mark in found.marks}


@pytest.mark.parametrize("text", ["xếp thứ 12/34 tỉnh", "xếp hạng 5/63", "đứng thứ 3 cả nước"])
def test_a_rank_is_no_share(text):
    assert figures(text) == []


def test_months_in_a_row_are_no_figures():
    found = numbers.find("trong các tháng 4, 5, 6 năm 2024 có 20 hồ sơ")
    assert [number.value for number in found.numbers] == [20]
    assert found.moments[0].first == date(2024, 6, 1)


def test_a_document_number_is_compared_without_blanks():
    (mark,) = numbers.find("Công văn số 06/CV- UBND").marks
    assert mark.name == "06/CV-UBND"


def test_enumerators_are_told_from_figures_in_parentheses():
    assert figures("gồm (1) hộ tịch; (2) đất đai; (3) xây dựng") == []
    assert figures("xã A (12), xã B (45)") == [(12, Kind.COUNT), (45, Kind.COUNT)]


def test_what_follows_a_label_may_still_be_a_count():
    assert figures("đã cấp 150 chứng thư") == [(150, Kind.COUNT)]
    assert figures("thông báo 20 cảnh báo") == [(20, Kind.COUNT)]
    assert figures("mức độ 4: 44 dịch vụ") == [(44, Kind.COUNT)]


@pytest.mark.parametrize(
    ("text", "first", "last", "unit"),
    [
        ("ngày 15/6/2023", date(2023, 6, 15), date(2023, 6, 15), Unit.DAY),
        ("ngày 05 tháng 01 năm 2024", date(2024, 1, 5), date(2024, 1, 5), Unit.DAY),
        ("tháng 6/2023", date(2023, 6, 1), date(2023, 6, 30), Unit.MONTH),
        ("tháng 02 năm 2024", date(2024, 2, 1), date(2024, 2, 29), Unit.MONTH),
        ("ngày tháng 6 năm 2023", date(2023, 6, 1), date(2023, 6, 30), Unit.MONTH),
        ("Quý II/2023", date(2023, 4, 1), date(2023, 6, 30), Unit.QUARTER),
        ("quý 3 năm 2023", date(2023, 7, 1), date(2023, 9, 30), Unit.QUARTER),
        ("06 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30), Unit.MONTHS),
        ("6 tháng cuối năm 2023", date(2023, 7, 1), date(2023, 12, 31), Unit.MONTHS),
        ("9T/2024", date(2024, 1, 1), date(2024, 9, 30), Unit.MONTHS),
        ("năm 2023", date(2023, 1, 1), date(2023, 12, 31), Unit.YEAR),
    ],
)
def test_a_moment_knows_its_days(text, first, last, unit):
    found = numbers.find(f"Báo cáo {text}.")
    (moment,) = found.moments
    assert (moment.first, moment.last, moment.unit) == (first, last, unit)
    assert not found.numbers


@pytest.mark.parametrize("text", ["31/6/2023", "ngày 15 tháng 13 năm 2023", "29/2/2023"])
def test_a_day_the_calendar_does_not_have_is_seen(text):
    (moment,) = numbers.find(text).moments
    assert not moment.possible
    assert moment.first is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("(từ 15/6/2024 đến 14/9/2024)", date(2024, 6, 15), date(2024, 9, 14)),
        ("(từ ngày 21/02/2024 – 20/3/2024)", date(2024, 2, 21), date(2024, 3, 20)),
        ("(01/01–20/11/2023)", date(2023, 1, 1), date(2023, 11, 20)),
        ("từ 15 đến 20/3/2024", date(2024, 3, 15), date(2024, 3, 20)),
        (
            "từ ngày 15 tháng 3 đến hết ngày 14 tháng 6 năm 2024",
            date(2024, 3, 15),
            date(2024, 6, 14),
        ),
    ],
)
def test_two_moments_joined_are_a_window(text, first, last):
    (window,) = numbers.find(text).windows
    assert (window.begins.first, window.ends.last) == (first, last)


def test_day_and_month_alone_are_a_date_only_where_the_words_say_so():
    assert numbers.find("đến ngày 14/9 đã xong").moments[0].month == 9
    assert figures("đạt 15/6 hồ sơ") == [(15, Kind.RATIO)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.856", 1856), ("07", 7), ("12,99%", Decimal("12.99")), ("4.215*", 4215), ("12 345", 12345)],
)
def test_a_cell_is_its_figure(text, value):
    assert numbers.cell(text).value == value


def test_a_cell_of_a_ratio_keeps_both():
    cell = numbers.cell("16/18")
    assert (cell.value, cell.over.value, cell.kind) == (16, 18, Kind.RATIO)


def test_the_column_decides_between_thousands_and_decimals():
    assert numbers.cell("99,985", percent=True).value == Decimal("99.985")
    assert numbers.cell("99,985").value == 99985


@pytest.mark.parametrize("text", ["", " ", "-", "–", "…", "x"])
def test_an_empty_cell_is_no_zero(text):
    assert isinstance(numbers.cell(text), Blank)


@pytest.mark.parametrize("text", ["Hộ tịch", "Có = 1", "11 Quyết định, 04 Nghị quyết", "1.2.3.4"])
def test_words_in_a_cell_are_no_figure(text):
    assert numbers.cell(text) is None


def test_figures_are_written_back_as_officials_do():
    assert numbers.write(Decimal(1234567)) == "1.234.567"
    assert numbers.write(Decimal("97.984"), 2) == "97,98"


def test_a_text_longer_than_any_paragraph_keeps_its_places():
    text = "Đã nhận 16/18 hồ sơ từ 15/6/2024 đến 14/9/2024 theo số 5/QĐ-UBND. " * 400
    found = numbers.find(text)
    assert len(found.numbers) == len(found.windows) == 400
    for number in found.numbers:
        assert text[number.start : number.end] == number.printed
        assert text[number.over.start : number.over.end] == "18"
    assert text[found.windows[-1].begins.start :].startswith("15/6/2024")
    assert text[found.marks[-1].start : found.marks[-1].end] == found.marks[-1].printed


@pytest.mark.parametrize("unit", ["1", "1.", "1 ", "2022-", "1\u00a0"])
def test_digits_without_end_are_no_figure(unit):
    assert not numbers.find(unit * 3000).numbers


def test_all_of_twenty_four_is_no_time_of_the_day():
    assert only("số hóa 24/24 hồ sơ").value == 24
    assert figures("trực máy 24/24 giờ, hỗ trợ 24/7 người dân") == []
