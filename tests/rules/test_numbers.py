"""Dossier numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import numbers
from motcua.rules.numbers import CLASSIC, INTAKE_2026, compose

DAY = date(2026, 1, 2)


def test_the_patterns_in_use():
    assert compose(CLASSIC, "000.00.10.H56", date(2023, 10, 27), 361) == "000.00.10.H56-231027-0361"
    assert compose(CLASSIC, "H21.123", date(2025, 9, 1), 1) == "H21.123-250901-0001"
    assert compose(INTAKE_2026, "G09.20", date(2026, 6, 9), 92637) == "G09.20-20260609-0092637"


def test_the_day_may_be_written_in_parts():
    assert compose("{yyyy}.{mm}.{dd}/{agency}-{nnn}", "H1", DAY, 7) == "2026.01.02/H1-007"
    assert compose("{dd}{mm}{yy}-{agency}-{n}", "H1", DAY, 7) == "020126-H1-7"


def test_a_serial_has_the_room_the_pattern_gives():
    assert numbers.room(CLASSIC) == 9999
    assert numbers.room("{n}") == 9
    assert numbers.room("x") == 0
    assert numbers.room("{n}{nnn}{nn}") == 999
    assert compose(CLASSIC, "H1", DAY, 9999).endswith("-9999")
    with pytest.raises(numbers.SerialTooLong, match="10000 > 9999"):
        compose(CLASSIC, "H1", DAY, 10000)
    with pytest.raises(numbers.SerialTooLong):
        compose(CLASSIC, "H1", DAY, 0)


def test_serials_are_counted_anew_for_each_agency_and_day():
    assert numbers.series(CLASSIC, "H1", DAY) == "H1-260102-*"
    assert numbers.series(CLASSIC, "H1", DAY) != numbers.series(CLASSIC, "H1", date(2026, 1, 3))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{agency}-{yymmdd}-{nnnn}{x}", "Ký hiệu {x} không có trong quy ước đặt mã."),
        ("{agency}-{yymmdd}-{nnnn}{x}{y}", "Ký hiệu {x, y} không có"),
        ("{agency}-{yymmdd}-{nnnn}é", "chỉ dùng chữ hoa không dấu"),
        ("{agency}-{yymmdd}-{nnnn}}", "chỉ dùng chữ hoa không dấu"),
        ("{yymmdd}-{nnnn}", "đúng một ký hiệu {agency}"),
        ("{agency}{agency}-{yymmdd}-{nnnn}", "đúng một ký hiệu {agency}"),
        ("{agency}-{yymmdd}", "đúng một ký hiệu số thứ tự"),
        ("{agency}-{yymmdd}-{nn}{nnn}", "đúng một ký hiệu số thứ tự"),
        ("{agency}-{yyyy}{mm}-{nnnn}", "Mẫu cần ngày tiếp nhận"),
    ],
)
def test_a_pattern_that_cannot_work_is_told_why(pattern, said):
    found = numbers.problems(pattern)
    assert len(found) == 1
    assert said in found[0]
    with pytest.raises(numbers.BadPattern) as caught:
        compose(pattern, "H1", DAY, 1)
    assert str(caught.value) == found[0]


def test_everything_wrong_with_a_pattern_is_told_at_once():
    assert len(numbers.problems("")) == 3
    assert len(numbers.problems("{yymmdd}")) == 2
    assert len(numbers.problems("{?}é")) == 5
    with pytest.raises(numbers.BadPattern) as caught:
        numbers.series("", "H1", DAY)
    assert str(caught.value) == " ".join(numbers.problems(""))


@pytest.mark.parametrize(
    "pattern",
    [
        CLASSIC,
        INTAKE_2026,
        "{agency}-{yyyy}{mm}{dd}-{nn}",
        "{agency}-{yy}{mm}{dd}-{nn}",
        "A1./-{agency}{yymmdd}{n}",
    ],
)
def test_good_patterns_have_no_problems(pattern):
    assert numbers.problems(pattern) == ()


@given(st.integers(1, 9999), st.dates(date(2018, 1, 1), date(2099, 12, 31)))
def test_whatever_is_composed_is_recognised(serial, day):
    for pattern in (CLASSIC, INTAKE_2026):
        assert numbers.looks_like_number(compose(pattern, "000.00.10.H56", day, serial))


@pytest.mark.parametrize(
    "text",
    [
        "000.00.06.H56-231027-0361",
        "H21.65-220914-0011",
        "G22.99.01-250901-0001",
        "MX1X2.Y1Y2Y3.Z1Z2-260125-AA0001",
        "G09.20-20260609-0092637",
        " h21.65 - 220914\t-0011\n",
        "H21.65–220914—0011",
    ],
)
def test_every_form_in_use_is_recognised(text):
    assert numbers.looks_like_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H21.65",
        "H21..65-220914-0011",
        ".H21-220914-0011",
        "H21.65-22091-0011",
        "H21.65-2209141-0011",
        "H21.65-220914-001",
        "H21.65-220914-00112233",
        "H21.65-220914-0011-1",
        "H21_65-220914-0011",
        "HĐ.65-220914-0011",
    ],
)
def test_anything_else_is_not(text):
    assert not numbers.looks_like_number(text)


def test_a_scan_is_cleaned_before_it_is_looked_up():
    assert numbers.normalise(" h21.65 −220914‑0011\r\n") == "H21.65-220914-0011"
