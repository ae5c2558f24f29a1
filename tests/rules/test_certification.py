"""Grounds for refusing an original, and how a certified copy is numbered."""

from datetime import date

import pytest

from motcua.rules import certification, registers


def test_every_ground_has_words_and_the_article_it_rests_on():
    # Refusals that were recorded keep these codes.
    assert [one.code for one in certification.REFUSALS] == [
        *("not_original", "altered", "worn", "secret"),
        *("unlawful", "not_legalised", "self_made"),
    ]
    assert all("Điều" in one.article and one.words for one in certification.REFUSALS)
    assert certification.refusal("worn").article == "Điều 22 khoản 2"


def test_a_ground_the_law_does_not_know_is_refused():
    with pytest.raises(certification.NotARefusal):
        certification.refusal("torn")


def test_copies_are_counted_under_the_national_code_of_their_procedure():
    assert certification.PROCEDURE == "2.000815"


def test_a_number_names_the_book_of_its_year():
    assert certification.number_text(12, date(2026, 1, 5)) == "12, quyển số 01/2026-SCT/BS"
    assert certification.book(date(2027, 1, 1)) != certification.book(date(2026, 12, 31))


def test_the_register_of_copies_stands_beside_those_of_outgoing_papers():
    assert registers.is_symbol(certification.SYMBOL)
