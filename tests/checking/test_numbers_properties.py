"""Any figure and any day, written as officials do, is read back."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.checking.reading import numbers
from motcua.checking.reading.tokens import Kind, Number

COUNTS = st.integers(min_value=0, max_value=10**12)
SHARES = st.decimals(min_value=0, max_value=100, places=2)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2049, 12, 31))


@given(COUNTS, st.sampled_from([".", ",", "\u00a0"]))
def test_a_count_is_read_back(value, separator):
    written = f"{value:,}".replace(",", separator)
    (number,) = numbers.find(f"tiếp nhận {written} hồ sơ").numbers
    assert (number.value, number.kind, number.unit) == (value, Kind.COUNT, "hồ sơ")


@given(SHARES, st.sampled_from([",", "."]), st.sampled_from(["%", " %"]))
def test_a_share_is_read_back(value, mark, sign):
    written = f"{value:.2f}".replace(".", mark)
    (number,) = numbers.find(f"đạt tỷ lệ {written}{sign}.").numbers
    assert (number.value, number.kind, number.decimals) == (value, Kind.PERCENT, 2)


@given(st.integers(1, 99999), st.integers(1, 99999))
def test_a_ratio_is_read_back(part, whole):
    text = f"số hóa {numbers.write(Decimal(part))}/{numbers.write(Decimal(whole))} hồ sơ"
    (number,) = numbers.find(text).numbers
    assert (number.value, number.over.value) == (part, whole)


@given(
    DAYS,
    st.sampled_from(
        ["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "ngày {d} tháng {m} năm {y}"]
    ),
)
def test_a_day_is_read_back(day, shape):
    text = "Báo cáo " + shape.format(d=day.day, m=day.month, y=day.year) + " của huyện"
    found = numbers.find(text)
    assert [moment.first for moment in found.moments] == [day]
    assert not found.numbers


@given(DAYS, DAYS)
def test_a_window_is_read_back(first, last):
    shape = "{0.day}/{0.month}/{0.year}"
    text = f"(từ ngày {shape.format(first)} đến hết ngày {shape.format(last)})"
    (window,) = numbers.find(text).windows
    assert (window.begins.first, window.ends.last) == (first, last)


@given(COUNTS)
def test_a_cell_is_read_back(value):
    cell = numbers.cell(numbers.write(Decimal(value)))
    assert isinstance(cell, Number)
    assert cell.value == value


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text):
    found = numbers.find(text)
    spans = sorted((one.start, one.end) for one in (*found.numbers, *found.moments, *found.marks))
    assert all(text[start:end] for start, end in spans)
