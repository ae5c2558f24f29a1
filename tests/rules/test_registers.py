"""Numbers of outgoing papers follow each other without gap or double, in the order of their days."""

from datetime import date

import pytest

from motcua.rules import registers

MON, TUE, WED = date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9)


def follow(first, *, on=TUE, last=4, last_on=MON, today=WED):
    registers.follow(first=first, dated_on=on, last=last, last_on=last_on, today=today)


def test_a_number_below_ten_has_a_leading_zero():
    assert registers.text(5, "QĐ-UBND") == "05/QĐ-UBND"
    assert registers.text(10, "QĐ-UBND") == "10/QĐ-UBND"
    assert registers.text(1234, "GXN-SXD") == "1234/GXN-SXD"


@pytest.mark.parametrize("symbol", ["QĐ-UBND", "GXN-SXD", "QĐ", "QĐ-STNMT-VP"])
def test_a_symbol_is_capital_letters_joined_by_dashes(symbol):
    assert registers.is_symbol(symbol)


@pytest.mark.parametrize("symbol", ["", "qđ-ubnd", "QĐ-", "-UBND", "QĐ/UBND", "QĐ UBND", "A" * 13])
def test_anything_else_is_no_symbol(symbol):
    assert not registers.is_symbol(symbol)


def test_the_next_number_on_the_same_day_or_a_later_one_follows():
    follow(5, on=MON)
    follow(5, on=WED)


@pytest.mark.parametrize("first", [0, 3, 4, 6, 40])
def test_gaps_and_doubles_are_refused_and_the_next_is_named(first):
    with pytest.raises(registers.NotNext) as refused:
        follow(first)
    assert refused.value.expected == 5


def test_a_register_continues_the_book_of_paper_it_began_in():
    follow(118, last=0, last_on=None)
    with pytest.raises(registers.NotNext):
        follow(0, last=0, last_on=None)


@pytest.mark.parametrize("on", [date(2026, 9, 6), date(2026, 9, 10)])
def test_a_day_before_the_last_number_or_after_today_is_refused(on):
    with pytest.raises(registers.OutOfOrder):
        follow(5, on=on)


def test_the_first_number_of_a_register_is_not_dated_in_the_future():
    with pytest.raises(registers.OutOfOrder):
        follow(1, on=date(2026, 9, 10), last=0, last_on=None)
