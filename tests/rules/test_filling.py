"""What is typed into a form, what is computed, what breaks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import filling
from motcua.rules.definitions import Crossing, Kind, Rows, Rule, Source
from motcua.rules.filling import BadValue
from tests.rules.test_definitions import cell, form, ledger, ratio, total

PETITIONS = form(
    total("3", "4", "5"),
    cell("4"),
    cell("5"),
    cell("6"),
    cell("7"),
    cell("9"),
    ratio("10", "9", "3"),
    cell("11", kind=Kind.TEXT),
    cell("12", source=Source.HEADING),
    rows=Rows.OPEN,
    rules=(Rule("3", ("6", "7")), Rule("3", ("9",), at_most=True)),
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.COUNT, " 1.121 ", 1121),
        (Kind.COUNT, "0", 0),
        (Kind.COUNT, "07", 7),
        (Kind.COUNT, "", None),
        (Kind.COUNT, "12,0", 12),
        (Kind.PERCENT, "97,98 %", Decimal("97.98")),
        (Kind.PERCENT, "100%", 100),
        (Kind.AMOUNT, "4.725.453,5", Decimal("4725453.5")),
        (Kind.TEXT, "giữ  nguyên", "giữ nguyên"),
    ],
)
def test_figures_are_read_as_offices_write_them(kind, text, value):
    assert filling.read(cell("1", kind=kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.COUNT, "mười", "không phải là số"),
        (Kind.COUNT, "-3", "không phải là số"),
        (Kind.COUNT, "1.12", "không phải là số"),
        (Kind.COUNT, "1" * 16, "không phải là số"),
        (Kind.COUNT, "50%", "không phải là số"),
        (Kind.COUNT, "1,5", "không có phần lẻ"),
        (Kind.AMOUNT, "1,2,3", "hoặc 97,98"),
        (Kind.PERCENT, "100,01", "quá 100%"),
        (Kind.TEXT, "x" * 501, "quá 500 ký tự"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_in_words(kind, text, said):
    with pytest.raises(BadValue, match=said):
        filling.read(cell("1", kind=kind), text)


def test_a_sign_that_cannot_be_printed_is_left_out():
    assert filling.read(cell("1", kind=Kind.TEXT), "giữ\x00 \x07nguyên\n") == "giữ nguyên"


def test_a_choice_takes_what_it_offers():
    asked = cell("7", kind=Kind.CHOICE, choices=((0, "Không"), (1, "Có")))
    assert filling.read(asked, "1") == 1
    with pytest.raises(BadValue, match="0 – Không; 1 – Có"):
        filling.read(asked, "2")
    with pytest.raises(BadValue, match="không có phần lẻ"):
        filling.read(asked, "0,5")


@pytest.mark.parametrize("locked", [ledger("1"), total("1", "2"), ratio("1", "2", "3")])
def test_nobody_types_over_what_the_system_knows(locked):
    assert filling.read(locked, "") is None
    with pytest.raises(BadValue, match="do hệ thống tính"):
        filling.read(locked, "5")


def test_sums_and_rates_are_made_and_never_taken():
    values = filling.complete(PETITIONS, {"3": 99, "4": 12, "5": 3, "9": 14, "10": 1, "11": "Đủ"})
    assert values["3"] == 15
    assert values["10"] == Decimal("93.33")
    assert values["11"] == "Đủ"
    assert values["6"] is None
    assert "12" not in values


def test_of_what_is_not_wholly_known_there_is_no_sum_and_no_rate():
    values = filling.complete(PETITIONS, {"4": 12, "9": 3})
    assert (values["3"], values["10"]) == (None, None)
    assert filling.added([1, "một"]) is None
    assert filling.added([]) == 0


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (1, 3, Decimal("33.33")),
        (2, 3, Decimal("66.67")),
        (1, 800, Decimal("0.13")),
        (0, 5, Decimal("0.00")),
        (5, 0, None),
        (None, 5, None),
        (5, None, None),
        ("5", 6, None),
        (5, "6", None),
    ],
)
def test_a_rate_has_two_decimals_and_none_of_nothing(part, whole, percent):
    assert filling.rate(part, whole) == percent


def test_a_broken_sum_is_named_with_its_numbers():
    values = filling.complete(PETITIONS, {"4": 12, "5": 3, "6": 3, "7": 11, "9": 15})
    found = filling.broken(PETITIONS, values)
    assert [one.sentence for one in found] == [
        "Cột 3 phải bằng 6 + 7: 15 lớn hơn 3 + 11. Hãy xem lại các số này."
    ]
    assert found[0].codes == ("3", "6", "7")
    values = filling.complete(PETITIONS, {"4": 12, "5": 3, "6": 3, "7": 13, "9": 15})
    assert filling.broken(PETITIONS, values)[0].detail == "15 nhỏ hơn 3 + 13"


def test_a_part_is_not_more_than_its_whole():
    values = filling.complete(PETITIONS, {"4": 1000, "5": 3, "9": 1004})
    rule, rate = filling.broken(PETITIONS, values)
    assert rule.name == rate.name == "Cột 9 không được lớn hơn 3"
    assert rule.detail == rate.detail == "1.003 nhỏ hơn 1.004"


def test_what_is_not_known_is_not_judged():
    assert filling.broken(PETITIONS, filling.complete(PETITIONS, {"6": 5})) == []
    assert filling.broken(PETITIONS, filling.complete(PETITIONS, {"4": 1, "5": 2})) == []


def test_indicators_are_called_so():
    made = form(cell("1"), cell("2"), rules=(Rule("1", ("2",)),))
    assert filling.name_of(made, made.rules[0]) == "Chỉ tiêu 1 phải bằng 2"


def test_forms_of_one_agency_are_held_against_each_other():
    made = form(cell("2.1"), crossings=(Crossing("2.1", "CCHC.4", "1.5"),))
    others = {"CCHC.4": {"1.5": 509}}
    (found,) = filling.crossed(made, {"2.1": 507}, others)
    assert found.sentence.startswith(
        "Chỉ tiêu 2.1 phải bằng chỉ tiêu 1.5 của CCHC.4: 507 khác 509."
    )
    assert filling.crossed(made, {"2.1": 509}, others) == []
    assert filling.crossed(made, {"2.1": None}, others) == []
    assert filling.crossed(made, {"2.1": 507}, {}) == []


def test_a_cell_may_be_the_sum_of_cells_of_another_form():
    made = form(cell("2.1"), crossings=(Crossing("2.1", "II.06a", "4+5"),))
    others = {"II.06a": {"4": 951, "5": 163}}
    (found,) = filling.crossed(made, {"2.1": 1121}, others)
    assert found.name == "Chỉ tiêu 2.1 phải bằng cột 4 + 5 của II.06a"
    assert found.detail == "1.121 khác 1.114"
    assert filling.crossed(made, {"2.1": 1114}, others) == []
    assert filling.crossed(made, {"2.1": 1121}, {"II.06a": {"4": 951}}) == []


def test_what_is_left_to_type_is_told():
    values = filling.complete(PETITIONS, {"4": 1, "5": 2, "6": 1, "7": 2})
    assert [one.code for one in filling.missing(PETITIONS, values)] == ["9", "11"]


def test_the_last_row_adds_counts_and_makes_rates_again():
    rows = [
        filling.complete(PETITIONS, {"4": 1, "5": 0, "9": 1, "11": "Một"}),
        filling.complete(PETITIONS, {"4": 2, "5": 0, "9": 1, "11": "Hai"}),
    ]
    last = filling.total(PETITIONS, rows)
    assert (last["3"], last["9"], last["10"], last["11"]) == (3, 2, Decimal("66.67"), None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (1121, "1.121"),
        (Decimal("97.98"), "97,98"),
        (Decimal("100.00"), "100"),
        (Decimal("4725453.50"), "4.725.453,5"),
        ("Đủ", "Đủ"),
    ],
)
def test_values_are_written_as_offices_do(value, text):
    assert filling.shown(value) == text


@given(st.integers(min_value=0, max_value=10**11))
def test_a_count_written_is_read_again(number):
    assert filling.read(cell("1"), filling.shown(number)) == number


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_rate_written_is_read_again(number):
    assert filling.read(cell("1", kind=Kind.PERCENT), filling.shown(number)) == number


@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 2), max_size=8))
def test_the_last_row_is_the_sum_of_the_rows(pairs):
    rows = [filling.complete(PETITIONS, {"4": one, "5": two, "9": 0}) for one, two in pairs]
    assert filling.total(PETITIONS, rows)["3"] == sum(row["3"] for row in rows)
