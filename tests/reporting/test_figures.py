"""Parts and wholes of a report, and what is checked before anybody signs it."""

from dataclasses import replace

import pytest

from motcua.reporting import checks, figures
from motcua.reporting.figures import COLUMNS
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.forms import Row
from motcua.rules.movements import Flows
from tests.reporting import books


def test_the_json_has_one_subtotal_per_level_and_its_leaves_add_up() -> None:
    told = books.chi_lang().as_json()
    subtotals = [row for row in told["rows"] if row["subtotal"]]
    leaves = [row for row in told["rows"] if not row["subtotal"]]
    assert [(row["agency"], row["level"], row["field"]) for row in subtotals] == [
        ("Cấp huyện", "huyện", ""),
        ("Cấp xã", "xã", ""),
    ]
    for name in COLUMNS:
        total = told["total"][name]
        assert sum(row[name] for row in subtotals) == total == sum(row[name] for row in leaves)


def test_the_chi_lang_quarter_reads_as_published() -> None:
    district, communes = (
        books.chi_lang().subtotal(level).row for level in (Level.DISTRICT, Level.COMMUNE)
    )
    assert (district.c3, district.c4, district.c5, district.c6) == (1121, 951, 163, 7)
    assert (district.c7, district.c8, district.c9, district.c10) == (1106, 483, 623, 0)
    assert (district.c11, district.c12, district.c13) == (15, 15, 0)
    assert (communes.c3, communes.c7, communes.c11) == (8692, 8658, 34)


def test_the_json_names_rule_moment_and_every_column() -> None:
    told = books.chi_lang().as_json()
    assert told["counting_rule"]["code"] == forms.DEFAULT.code
    assert told["as_of"] == "2024-09-16T09:05:00+07:00"
    assert set(COLUMNS) <= set(told["rows"][0])
    assert list(told["total"]) == list(COLUMNS)


def test_a_level_is_told_by_field_and_by_agency_with_the_same_sum() -> None:
    report = books.chi_lang()
    by_field, by_agency = report.by_field(Level.COMMUNE), report.by_agency(Level.COMMUNE)
    assert [line.label for line in by_field] == ["Hộ tịch"]
    assert [line.label for line in by_agency] == [
        "Ủy ban nhân dân xã Bằng Mạc",
        "Ủy ban nhân dân xã Chi Lăng",
    ]
    assert forms.total(line.row for line in by_field) == forms.total(line.row for line in by_agency)
    assert by_field[0].agency_ids == (2, 3)
    assert by_field[0].field_id == books.CIVIL[0]


def test_fields_stand_in_the_order_of_the_alphabet_whichever_agency_had_them_first() -> None:
    one = books.three_leaves()[1]
    leaves = tuple(
        books.line(Level.COMMUNE, (agency, f"Xã {agency}"), field, one.flows)
        for agency, field in ((2, (3, "Đất đai")), (2, (4, "Văn hóa")), (3, (5, "Dân tộc")))
    )
    report = books.chi_lang(leaves=leaves)
    labels = [line.label for line in report.by_field(Level.COMMUNE)]
    assert labels == ["Dân tộc", "Đất đai", "Văn hóa"]


def test_every_check_of_a_sound_report_holds() -> None:
    found = books.chi_lang().checks
    assert [check.name for check in found if not check.holds] == []
    assert [check.name for check in found][:4] == [
        "Cột 3 = 4 + 5 + 6",
        "Cột 7 = 8 + 9 + 10",
        "Cột 11 = 12 + 13",
        "Cột 3 = 7 + 11",
    ]


def test_column_six_that_is_not_column_eleven_of_the_period_before_is_named() -> None:
    report = books.chi_lang()
    found = checks.all_of(report, pending_before=75)[-1]
    assert not found.holds
    assert found.detail == "76 = 75"


def test_a_transfer_of_an_older_dossier_explains_column_six() -> None:
    moved = Flows(
        opening=3, transferred_in_before=2, transferred_out_before=1, closing_running_in_time=4
    )
    leaf = books.line(Level.DISTRICT, books.DISTRICT, books.LAND, moved)
    report = books.chi_lang(leaves=(leaf,))
    found = checks.all_of(report, pending_before=3)[-1]
    assert found.holds
    assert found.detail == "4 = 3 + 2 (chuyển đến) - 1 (chuyển đi)"


def test_a_level_left_out_of_the_form_is_found() -> None:
    report = replace(books.chi_lang(), levels=(Level.COMMUNE,))
    found = checks.all_of(report, pending_before=76)[4]
    assert not found.holds


def test_an_empty_report_is_all_zeros() -> None:
    report = books.chi_lang(leaves=())
    assert report.total == Row()
    assert report.as_json()["rows"][0]["c3"] == 0


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (999, "999"), (1121, "1.121"), (1234567, "1.234.567")]
)
def test_numbers_are_grouped_as_vietnamese_writes_them(number: int, written: str) -> None:
    assert figures.grouped_number(number) == written
