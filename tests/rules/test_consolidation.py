"""What of a form adds up from units, and where two figures that should agree do not."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.rules import consolidation
from motcua.rules.consolidation import Difference
from motcua.rules.definitions import Carry, Cell, Definition, Kind, Rows, Source


def cell(code: str, **said) -> Cell:
    return Cell(code=code, headings=(f"Cột {code}",), **said)


def form(*cells: Cell, rows: Rows = Rows.OPEN, **said) -> Definition:
    return Definition(
        code="X",
        name="Biểu X",
        title="X",
        basis="X",
        certainty="high",
        addressee="X",
        version=1,
        valid_from=date(2020, 1, 1),
        rows=rows,
        cells=cells,
        **said,
    )


COUNT = cell("4")
LEDGER = cell("5", source=Source.LEDGER, measure="settled")
SUM = cell("3", source=Source.SUM, parts=("4", "5"))
WORDS = cell("6", kind=Kind.TEXT)
SHARE = cell("7", kind=Kind.PERCENT)
SHARED = cell("8", unit="Thủ tục")
OFFERED = cell("9", source=Source.CATALOGUE, measure="procedures")
HEADING = cell("10", source=Source.HEADING)
REGISTER = cell("11", source=Source.REGISTER)
ALL = (SUM, COUNT, LEDGER, WORDS, SHARE, SHARED, OFFERED, HEADING, REGISTER)


@pytest.mark.parametrize(
    ("rows", "varied", "added"),
    [
        (Rows.ONE, True, {"4", "5", "11"}),
        (Rows.ONE, False, {"4"}),
        (Rows.OPEN, True, {"4", "5", "6", "7", "8", "11"}),
        (Rows.OPEN, False, {"4", "6", "7", "8"}),
    ],
)
def test_dossiers_and_petitions_add_up_and_a_shared_procedure_does_not(rows, varied, added):
    assert consolidation.added_cells(form(*ALL, rows=rows), varied=varied) == added


def test_what_comes_from_units_nobody_types():
    told = consolidation.locked(form(*ALL, rows=Rows.ONE), frozenset({"4", "5"}))
    assert [one.code for one in told.cells if one.typed] == ["6", "7", "8"]
    assert told.by_code["5"].source is Source.UNITS
    assert told.by_code["9"].source is Source.CATALOGUE


def test_a_cell_of_the_whole_is_the_sum_of_its_units():
    codes = ("4", "5")
    assert consolidation.added_up(codes, [{"4": 1, "5": 2}, {"4": 10, "5": 20}]) == {
        "4": 11,
        "5": 22,
    }
    assert consolidation.added_up(codes, [{"4": 1, "5": 2}, {"4": 10}]) == {"4": 11, "5": None}
    assert consolidation.added_up(codes, []) == {"4": 0, "5": 0}


def test_rows_with_a_rate_or_a_choice_of_their_own_stay_apart():
    rows = [("Hộ tịch", {"4": 1, "7": Decimal(50)}), ("Hộ tịch", {"4": 1, "7": Decimal(60)})]
    assert consolidation.merged(form(COUNT, SHARE), rows) == rows


def test_rows_of_the_same_name_become_one_whatever_their_letters():
    definition = form(SUM, COUNT, LEDGER, WORDS)
    rows = [
        ("Hộ tịch", {"3": 3, "4": 1, "5": 2, "6": "a"}),
        ("Đất đai", {"3": 1, "4": 1, "5": 0, "6": None}),
        ("HỘ TỊCH", {"3": 30, "4": 10, "5": 20, "6": "b"}),
        ("hộ tịch", {"3": 0, "4": 0, "5": 0, "6": "a"}),
    ]
    assert consolidation.merged(definition, rows) == [
        ("Hộ tịch", {"3": 33, "4": 11, "5": 22, "6": "a; b"}),
        ("Đất đai", {"3": 1, "4": 1, "5": 0, "6": None}),
    ]
    nothing = [("A", {"4": 1, "5": 1, "6": None})] * 2
    assert consolidation.merged(definition, nothing)[0][1]["6"] is None


def test_a_row_told_once_stays_as_it_was_told():
    told = {"4": 1, "5": 2, "6": "a "}
    assert consolidation.merged(form(SUM, COUNT, LEDGER, WORDS), [("A", told)]) == [("A", told)]


CARRYING = form(COUNT, LEDGER, carries=(Carry("4", "5"),))


@pytest.mark.parametrize(
    ("now", "before"),
    [(7, {"5": 7}), (7, None), (None, {"5": 7}), (7, {"5": None}), (7, {})],
)
def test_what_agrees_or_is_not_known_is_no_difference(now, before):
    assert consolidation.carried(CARRYING, {"4": now}, before) == []


def test_a_period_that_does_not_begin_where_the_last_ended_is_named():
    (found,) = consolidation.carried(CARRYING, {"4": 1121}, {"5": 7})
    assert found.key == "carry:4"
    assert found.sentence == ("Cột 4 (từ kỳ trước) là 1.121, khác cột 5 của kỳ trước đã nộp là 7")


def test_the_sum_of_units_is_held_against_the_books():
    definition = form(COUNT, LEDGER)
    assert consolidation.unlike_books(definition, {"4": 1, "5": 2}, {"4": 9, "5": 2}) == []
    assert consolidation.unlike_books(definition, {"4": 1, "5": None}, {"5": 2}) == []
    (found,) = consolidation.unlike_books(definition, {"4": 1, "5": 2}, {"4": 9, "5": 3})
    assert found.key == "books:5"
    assert found.sentence.endswith("các đơn vị nộp 2, sổ hồ sơ hiện có 3")


def test_a_corrected_report_says_what_it_changed():
    definition = form(COUNT, LEDGER, WORDS)
    told = consolidation.changed(definition, {"4": 1, "5": Decimal(2)}, {"4": 3, "5": 2, "6": "a"})
    assert told == ["4: 1 thay cho 3", "6: – thay cho a"]
    assert consolidation.changed(definition, {"6": "a"}, {}) == ["6: a thay cho –"]


def test_an_explanation_is_of_these_figures_and_no_others():
    one, other = Difference("a", "1 khác 2"), Difference("b", "3 khác 4")
    assert consolidation.unexplained([one, other], {"a": "1 khác 2", "b": "3 khác 5"}) == [other]
