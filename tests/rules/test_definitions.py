"""Forms as definitions: what a definition may not say, which version holds, which level is left out."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.rules import definitions
from motcua.rules.codes import Level
from motcua.rules.definitions import (
    BadDefinition,
    Carry,
    Cell,
    Crossing,
    Definition,
    Kind,
    NotInForce,
    Rule,
    Source,
)


def cell(code: str, **said) -> Cell:
    """A cell with a name."""
    return Cell(code=code, headings=said.pop("headings", (f"Chỉ tiêu {code}",)), **said)


def ledger(code: str, level: Level | None = None) -> Cell:
    return cell(code, source=Source.LEDGER, measure="settled", level=level)


def total(code: str, *parts: str, **said) -> Cell:
    return cell(code, source=Source.SUM, parts=parts, **said)


def ratio(code: str, *parts: str, **said) -> Cell:
    return cell(code, source=Source.RATIO, kind=Kind.PERCENT, parts=parts, **said)


def form(*cells: Cell, **said) -> Definition:
    given = {
        "code": "X.1",
        "name": "Biểu X",
        "title": "Tiêu đề",
        "basis": "Văn bản",
        "certainty": "low",
        "addressee": "",
        "version": 1,
        "valid_from": date(2024, 1, 1),
    }
    return Definition(**(given | {"cells": cells} | said))


@pytest.mark.parametrize(
    ("cells", "said", "fault"),
    [
        ((cell("1"), cell("1")), {}, "trùng nhau"),
        ((cell("1"),), {"valid_to": date(2023, 1, 1)}, "hết hiệu lực trước"),
        ((total("1", "2"),), {}, "không có chỉ tiêu 2"),
        ((total("1", "2"), total("2", "1")), {}, "quay vòng"),
        ((total("1"),), {}, "tổng cần"),
        ((cell("1"), ratio("2", "1")), {}, "tử số"),
        ((cell("1"), cell("2", parts=("1",))), {}, "mới có thành phần"),
        ((cell("1", source=Source.LEDGER),), {}, "thiếu số đo"),
        ((cell("1", measure="settled"),), {}, "mới có số đo"),
        ((cell("1", kind=Kind.CHOICE),), {}, "lựa chọn"),
        ((cell("1", choices=((0, "Không"),)),), {}, "lựa chọn"),
        ((cell("1", headings=()),), {}, "thiếu tên"),
        ((cell("1"),), {"rules": (Rule("1", ("7",)),)}, "không có chỉ tiêu 7"),
        ((cell("1"),), {"crossings": (Crossing("9", "Y", "1"),)}, "không có chỉ tiêu 9"),
        ((cell("1"),), {"carries": (Carry("1", "9"),)}, "không có chỉ tiêu 9"),
    ],
)
def test_a_definition_that_contradicts_itself_does_not_exist(cells, said, fault):
    with pytest.raises(BadDefinition, match=fault):
        form(*cells, **said)


def test_what_the_product_knows_is_locked_and_what_it_awaits_is_typed():
    assert ledger("1").locked
    assert total("1", "2").locked
    assert cell("1", source=Source.PETITIONS).typed
    assert cell("1").typed
    heading = cell("1", source=Source.HEADING)
    assert not heading.typed
    assert not heading.locked


def test_a_cell_is_told_by_all_its_headings():
    assert cell("4", headings=("Tiếp nhận", "Trực tuyến")).label == "Tiếp nhận – Trực tuyến"


def test_sums_of_sums_come_after_their_parts():
    made = form(total("1", "2", "3"), total("2", "3"), cell("3"), ratio("4", "2", "1"))
    assert [one.code for one in made.computed] == ["2", "1", "4"]


def test_the_version_of_the_day_is_found_and_the_later_of_two():
    old = form(cell("1"), valid_to=date(2025, 6, 30))
    new = form(cell("1"), version=2, valid_from=date(2025, 6, 1))
    both = [new, old]
    assert definitions.in_force(both, "X.1", date(2024, 5, 1)) is old
    assert definitions.in_force(both, "X.1", date(2025, 6, 30)) is new
    assert definitions.in_force(both, "X.1", date(2026, 1, 1)) is new
    assert (old.key, new.key) == ("X.1@1", "X.1@2")


@pytest.mark.parametrize(("code", "day"), [("X.1", date(2023, 12, 31)), ("Y", date(2024, 5, 1))])
def test_a_form_that_is_not_valid_is_refused_in_words(code, day):
    with pytest.raises(NotInForce, match=f"Chưa có mẫu biểu {code}"):
        definitions.in_force([form(cell("1"))], code, day)


def test_a_level_that_is_gone_leaves_with_its_sums_rules_and_crossings():
    made = form(
        total("1", "2", "3"),
        ledger("2", Level.PROVINCE),
        ledger("3", Level.DISTRICT),
        ratio("4", "3", "1", level=Level.DISTRICT),
        rules=(Rule("1", ("2",), at_most=True), Rule("1", ("3",), at_most=True)),
        crossings=(Crossing("1", "Y", "1"), Crossing("3", "Y", "2")),
    )
    left = made.of_levels(frozenset({Level.PROVINCE, Level.COMMUNE}))
    assert [one.code for one in left.cells] == ["1", "2"]
    assert left.by_code["1"].parts == ("2",)
    assert left.rules == made.rules[:1]
    assert left.crossings == made.crossings[:1]
    assert made.of_levels(frozenset(Level)) is made


def test_a_definition_holds_from_its_first_to_its_last_day():
    made = replace(form(cell("1")), valid_to=date(2024, 12, 31))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [made.holds_on(day) for day in days] == [False, True, True, False]
