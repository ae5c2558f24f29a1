"""The forms that ship: all of them, in the vocabulary, the same as what the law's own tables say."""

import re
from datetime import date

import pytest

from motcua.reporting import definitions
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.definitions import BadDefinition, Definition, Rows, Source

EVERY = definitions.every()
ON = date(2024, 9, 14)
WORDS = {"rows": "one", "cells": [{"code": "1", "label": "Một"}]}
HEAD = {
    "code": "X",
    "name": "Biểu",
    "title": "Biểu",
    "basis": "Văn bản",
    "certainty": "low",
    "addressee": "",
    "version": 1,
    "valid_from": date(2024, 1, 1),
}


def named(one: Definition) -> str:
    return one.key


def parts_of(code: str, whole: str) -> tuple[str, ...]:
    return definitions.in_force(code, ON).by_code[whole].parts


def test_every_form_of_the_law_is_there():
    quarterly = ["II.01", "II.02", "II.03a", "II.03b", "II.04", "II.05a", "II.05b"]
    quarterly += ["II.06a", "II.06b", "II.07a", "II.07b", "II.08a", "II.08b"]
    reform = [f"CCHC.{number}" for number in range(1, 8)]
    systems = [f"NGANH.{letters}" for letters in ("CT", "DD", "HT", "KD", "KH", "ND")]
    assert set(definitions.codes()) == {*quarterly, *reform, *systems, "THANG", "TM"}


def test_the_seven_tables_have_every_indicator():
    counts = [len(definitions.in_force(f"CCHC.{number}", ON).cells) for number in range(1, 8)]
    assert counts == [22, 14, 25, 21, 16, 13, 35]


def test_form_two_six_is_the_one_the_books_fold():
    for letter in ("a", "b"):
        told = definitions.in_force(f"II.06{letter}", ON)
        assert (told.name, told.title) == (forms.CODES[letter], forms.TITLES[letter])
        assert told.rows is Rows.BOOKS
        folded = {str(one.number): one for one in forms.COLUMNS if one.number > 2}
        assert [(one.code, one.headings) for one in told.cells] == [
            (code, one.headings) for code, one in folded.items()
        ]
        for cell in told.cells:
            if cell.parts:
                sum_of = "+".join(f"({part})" for part in cell.parts)
                assert folded[cell.code].formula == f"({cell.code})={sum_of}"


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_rates_of_known_parts_are_computed(one):
    """Whoever could type a rate beside its own numerator and denominator would type another one."""
    for cell in one.cells:
        if cell.source is Source.RATIO:
            assert cell.unit == "%"


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_a_cell_below_another_belongs_to_it(one):
    """Codes of indicators are a tree, and each stands under its parent."""
    if one.rows is Rows.ONE:
        for cell in one.cells:
            above = cell.code.rpartition(".")[0]
            assert not above or above in one.by_code


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_what_a_form_crosses_is_there(one):
    for crossing in one.crossings:
        assert set(crossing.others) <= set(definitions.in_force(crossing.form, ON).by_code)


def test_the_formulas_the_law_implies():
    assert parts_of("CCHC.3", "1.4") == ("1.4.1", "1.4.2", "1.4.3")
    assert parts_of("CCHC.7", "6.3.1") == ("6.1.2", "6.2.2")
    assert parts_of("CCHC.6", "2.1") == ("2.2", "2.3", "2.4", "2.5")
    assert parts_of("CCHC.3", "3.2") == ("3.2.2", "3.2.1")
    assert parts_of("II.05b", "9") == ("10", "11")
    assert parts_of("II.07b", "7") == ("8", "9", "10")


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_nothing_names_a_district_after_there_are_none(one):
    two_tier = one.of_levels(frozenset({Level.PROVINCE, Level.COMMUNE}))
    named_so = [
        cell.code for cell in two_tier.cells if re.match(r"(Số|Tỷ lệ) UBND cấp huyện", cell.label)
    ]
    assert named_so == []
    assert [cell.code for cell in two_tier.cells if cell.level is Level.DISTRICT] == []


@pytest.mark.parametrize(
    "told",
    [
        HEAD | WORDS | {"colour": "red"},
        HEAD | WORDS | {"certainty": "sure"},
        HEAD | WORDS | {"cells": [{"code": "1", "label": "Một", "formula": "2+3"}]},
        HEAD | WORDS | {"cells": [{"code": "1", "label": "Một", "from": "ledger", "measure": "x"}]},
        HEAD | WORDS | {"cells": [{"code": "1", "label": "Một", "service": "quick"}]},
        HEAD | WORDS | {"rules": [{"whole": "1", "less": ["1"]}]},
    ],
)
def test_a_word_outside_the_vocabulary_is_refused(told):
    with pytest.raises(BadDefinition):
        list(definitions.parse(told))


def test_a_variant_changes_what_it_says_and_nothing_else():
    told = HEAD | WORDS | {"variants": {"a": {"alone": True}, "b": {"title": "Tổng hợp"}}}
    one, two = definitions.parse(told)
    assert (one.code, one.alone, one.title) == ("Xa", True, "Biểu")
    assert (two.code, two.alone, two.title) == ("Xb", False, "Tổng hợp")
    assert one.cells == two.cells
