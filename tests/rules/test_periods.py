"""Reporting windows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import periods
from motcua.rules.periods import BadWindow, Kind, Period, Scheme, Window

QUARTER_3 = Window(date(2024, 6, 15), date(2024, 9, 14))
PERIODS = st.one_of(
    *(
        st.builds(Period, st.just(kind), st.integers(2018, 2030), st.integers(1, 12 // months))
        for kind, months in periods.MONTHS.items()
    )
)
SCHEMES = st.builds(Scheme, st.integers(1, 28), st.integers(0, 1))


def window(from_on, to_on):
    return Window(date.fromisoformat(from_on), date.fromisoformat(to_on))


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (periods.month(2024, 6), window("2024-05-15", "2024-06-14")),
        (periods.month(2024, 1), window("2023-12-15", "2024-01-14")),
        (periods.quarter(2023, 1), window("2022-12-15", "2023-03-14")),
        (periods.quarter(2024, 2), window("2024-03-15", "2024-06-14")),
        (periods.quarter(2024, 3), window("2024-06-15", "2024-09-14")),
        (periods.quarter(2024, 4), window("2024-09-15", "2024-12-14")),
        (periods.half(2024, 1), window("2023-12-15", "2024-06-14")),
        (periods.half(2024, 2), window("2024-06-15", "2024-12-14")),
        (periods.year(2024), window("2023-12-15", "2024-12-14")),
    ],
)
def test_the_windows_of_the_decree(found, wanted):
    assert found == wanted


def test_local_deviations_are_another_scheme():
    assert periods.quarter(2020, 1, Scheme(1, 1)) == window("2019-12-01", "2020-02-29")
    assert periods.month(2024, 3, Scheme(21, 1)) == window("2024-02-21", "2024-03-20")
    assert periods.half(2024, 2, Scheme(1, 0)) == window("2024-07-01", "2024-12-31")
    assert periods.year(2024, Scheme(1, 0)) == window("2024-01-01", "2024-12-31")


def test_a_scheme_begins_on_a_day_every_month_has():
    for first_day, months_before in ((0, 1), (29, 1), (15, 2), (15, -1)):
        with pytest.raises(BadWindow, match=r"từ 1 đến 28\.$"):
            Scheme(first_day, months_before)
    assert Scheme(1).months_before == Scheme(28, 1).months_before == 1


def test_a_window_cannot_end_before_it_begins():
    with pytest.raises(BadWindow) as caught:
        window("2024-09-15", "2024-09-14")
    assert str(caught.value) == (
        "Ngày cuối kỳ (14/09/2024) trước ngày đầu kỳ (15/09/2024). Hãy chọn lại khoảng thời gian."
    )
    assert window("2024-09-14", "2024-09-14").days == 1


def test_both_ends_belong_to_the_window():
    assert QUARTER_3.from_on in QUARTER_3
    assert QUARTER_3.to_on in QUARTER_3
    assert date(2024, 6, 14) not in QUARTER_3
    assert date(2024, 9, 15) not in QUARTER_3
    assert "2024-07-01" not in QUARTER_3
    assert QUARTER_3.days == 92


@pytest.mark.parametrize(
    ("kind", "ordinal", "said"),
    [
        (Kind.MONTH, 13, "kỳ báo cáo thứ 13 trong năm; loại kỳ này chỉ có 12 kỳ."),
        (Kind.QUARTER, 5, "chỉ có 4 kỳ"),
        (Kind.HALF, 3, "chỉ có 2 kỳ"),
        (Kind.YEAR, 2, "chỉ có 1 kỳ"),
        (Kind.QUARTER, 0, "thứ 0"),
    ],
)
def test_a_fifth_quarter_cannot_be(kind, ordinal, said):
    with pytest.raises(BadWindow, match=said):
        Period(kind, 2024, ordinal)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (periods.month(2024, 12), "tháng 12 năm 2024"),
        (periods.quarter(2024, 1), "quý I năm 2024"),
        (periods.quarter(2024, 2), "quý II năm 2024"),
        (periods.quarter(2024, 4), "quý IV năm 2024"),
        (periods.half(2024, 1), "6 tháng đầu năm 2024"),
        (periods.half(2024, 2), "6 tháng cuối năm 2024"),
        (periods.year(2024), "năm 2024"),
        (window("2024-06-15", "2024-09-13"), "từ ngày 15/06/2024 đến ngày 13/09/2024"),
    ],
)
def test_a_period_is_called_by_its_name(found, said):
    assert periods.label(found) == said


def test_the_name_depends_on_the_scheme():
    calendar_year = window("2024-01-01", "2024-12-31")
    assert periods.label(calendar_year).startswith("từ ngày")
    assert periods.label(calendar_year, Scheme(1, 0)) == "năm 2024"


@given(PERIODS, SCHEMES)
def test_every_period_is_recognised_by_its_days(period, scheme):
    found = period.window(scheme)
    assert periods.recognise(found, scheme) == period
    assert periods.parse(period.label(), scheme) == found
    for day in (found.from_on, found.to_on):
        assert periods.containing(period.kind, day, scheme) == period


@given(PERIODS, SCHEMES)
def test_periods_follow_each_other_without_gap_or_overlap(period, scheme):
    found = period.window(scheme)
    later = periods.following(found, scheme)
    assert later.from_on == found.to_on + timedelta(days=1)
    assert periods.recognise(later, scheme).kind is period.kind
    assert periods.previous(later, scheme) == found


def test_around_a_free_window_lie_windows_as_long():
    free = window("2024-06-15", "2024-06-20")
    assert periods.following(free) == window("2024-06-21", "2024-06-26")
    assert periods.previous(free) == window("2024-06-09", "2024-06-14")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quý III/2024", QUARTER_3),
        ("quý 3 năm 2024", QUARTER_3),
        ("q3 2024", QUARTER_3),
        ("Q3/2024", QUARTER_3),
        ("  quý iii - 2024 ", QUARTER_3),
        ("quý iv, 2024", periods.quarter(2024, 4)),
        ("quý i/2024", periods.quarter(2024, 1)),
        ("quý ii/2024", periods.quarter(2024, 2)),
        ("tháng 6 năm 2024", periods.month(2024, 6)),
        ("tháng 12/2024", periods.month(2024, 12)),
        ("6 tháng đầu năm 2024", periods.half(2024, 1)),
        ("6 tháng cuối năm 2024", periods.half(2024, 2)),
        ("năm 2024", periods.year(2024)),
        ("2024", periods.year(2024)),
        ("từ 15/6/2024 đến 14/9/2024", QUARTER_3),
        ("15.06.2024 - 14.09.2024", QUARTER_3),
        ("2024-06-15..2024-09-14", QUARTER_3),
    ],
)
def test_a_period_is_read_as_people_write_it(text, wanted):
    assert periods.parse(text) == wanted


def test_what_is_no_period_is_answered_with_what_would_be():
    for text in ("", "hôm qua", "quý v/2024", "15/06/2024", "1/1/2024 2/1/2024 3/1/2024"):
        with pytest.raises(BadWindow, match="Không hiểu kỳ báo cáo"):
            periods.parse(text)


def test_a_day_that_is_not_in_the_calendar_is_named():
    with pytest.raises(BadWindow, match="Ngày 31/6/2024 không có trong lịch"):
        periods.parse("1/6/2024 - 31/6/2024")
    with pytest.raises(BadWindow, match="Ngày 2024/13/1 không có trong lịch"):
        periods.parse("2024-13-1 2024-12-31")
    with pytest.raises(BadWindow, match="thứ 13"):
        periods.parse("tháng 13/2024")


def test_a_document_may_name_any_days():
    named = Window(date(2024, 2, 21), date(2024, 3, 20), "tháng 3 năm 2024")
    assert periods.label(named) == "tháng 3 năm 2024"
    assert named == Window(date(2024, 2, 21), date(2024, 3, 20))
