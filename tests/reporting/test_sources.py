"""Figures of ministries' systems: added to the forms, balanced alone, told under the table, opened apart."""

import io
import json

import pytest
from openpyxl import load_workbook

from motcua.base import clock
from motcua.catalog.models import Field
from motcua.reporting import (
    actions,
    cells,
    definitions,
    documents,
    filled,
    form_sheets,
    sources,
    spreadsheets,
    tables,
)
from motcua.reporting.cells import Cell
from motcua.reporting.filled import Typed
from motcua.rules import forms, periods
from motcua.rules.codes import Level
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

QUARTER = periods.quarter(2024, 3)
#: 120 received and 3 carried over; 118 settled, 5 pending.
FIGURES = {"4": 20, "5": 100, "6": 3, "8": 60, "9": 57, "10": 1, "12": 4, "13": 1}
STATED = {"14": "Phần mềm hộ tịch, trích ngày 15/09/2024"}


@pytest.fixture
def here() -> World:
    """A commune with one dossier settled in the quarter."""
    found = worlds.world(name="Ủy ban nhân dân xã Chi Lăng", level=Level.COMMUNE)
    dossier = found.receive("2024-06-17 08:00")
    found.take_on(dossier, "2024-06-17 09:00")
    found.decide(dossier, "2024-06-18 09:00")
    clock.set_to(worlds.moment("2024-09-16 09:00"))
    return found


def state(here: World, *rows: Typed, code: str = "NGANH.HT", seen: int = 0) -> None:
    actions.type_in(
        definition=definitions.in_force(code, QUARTER.to_on),
        agency_id=here.agency.pk,
        window=QUARTER,
        rows=rows,
        seen=seen,
        by=here.leader,
        at=clock.now(),
    )


def two_six(here: World, by="a", as_of=None):
    return tables.two_six(
        agency=here.agency, from_on=QUARTER.from_on, to_on=QUARTER.to_on, by=by, as_of=as_of
    )


def other(here: World, code: str) -> filled.Filled:
    return filled.build(code, agency_id=here.agency.pk, window=QUARTER)


def test_what_a_system_counts_is_added_and_both_balance_alone(here):
    before = two_six(here)
    state(here, Typed("Hộ tịch", FIGURES | STATED))
    report = two_six(here)
    assert before.total.c3 == 1
    assert (report.total.c3, report.total.c7, report.total.c11) == (124, 119, 5)
    assert report.own == before.total
    (told,) = report.as_json()["sources"]
    assert (told["c3"], told["c7"] + told["c11"]) == (123, 123)
    assert all(check.holds for check in report.checks)
    assert [line.source for line in report.leaves] == ["", "NGANH.HT"]


def test_it_is_told_under_every_form_that_holds_it(here):
    state(here, Typed("Hộ tịch", FIGURES | STATED))
    wanted = (
        "Gồm số liệu của phần mềm hộ tịch: tiếp nhận 123 = đã giải quyết 118 + đang giải quyết 5; 1 đơn vị nhập"
        " (Phần mềm hộ tịch, trích ngày 15/09/2024)."
    )
    report = two_six(here)
    assert wanted in documents.under_the_table(report)
    assert wanted in report.as_json()["notes"]
    sheet = load_workbook(io.BytesIO(spreadsheets.workbook(report))).worksheets[0]
    printed = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {wanted, 124, 119} <= printed
    assert documents.pdf(report)
    form = other(here, "II.06a")
    assert wanted in json.dumps(form.as_json(), ensure_ascii=False)
    assert wanted not in other(here, "II.07a").notes
    assert form_sheets.workbook(form)


def test_the_form_that_is_filed_and_the_others_say_the_same(here):
    state(here, Typed("Hộ tịch", FIGURES), Typed("Việc lạ", FIGURES))
    report, form = two_six(here), other(here, "II.06a")
    assert [form.result[str(n)] for n in range(3, 14)] == list(report.total)
    assert [(line.name, line.values["3"]) for line in form.lines] == [
        (line.label, line.row.c3) for line in report.by_field(Level.COMMUNE)
    ]
    eight = other(here, "II.08a").lines[0].values
    assert (eight["2.1"], eight["2.2"], eight["4.3"]) == (241, 40, 237)
    assert (eight["2.2.1"], eight["2.2.2"]) == (0, 0)
    assert other(here, "TM").lines[0].values["5.1"] == 0


def test_a_field_is_the_catalogues_however_it_is_written(here):
    ours = Field.objects.get(pk=here.cases[0].version.field_id)
    state(here, Typed(ours.name.upper(), FIGURES))
    (line,) = two_six(here).by_field(Level.COMMUNE)
    assert (line.label, line.field_id, line.row.c3) == (ours.name, ours.pk, 124)
    (row,) = other(here, "II.06a").lines
    assert (row.name, row.values["3"]) == (ours.name, 124)


@pytest.mark.parametrize("wrong", [{"12": 9}, {"12": None}, {"8": 61}])
def test_what_does_not_balance_is_not_added_and_said(here, wrong):
    state(here, Typed("Hộ tịch", FIGURES | wrong), Typed("Chứng thực", FIGURES))
    report = two_six(here)
    assert report.total.c3 == 124
    assert report.notes[-1] == (
        "Chưa cộng vì chưa cân đối hoặc chưa đủ số: Số liệu của phần mềm hộ tịch, Ủy ban nhân dân xã Chi Lăng,"
        " Hộ tịch."
    )


def test_only_what_does_not_balance_is_no_source(here):
    state(here, Typed("Hộ tịch", {}))
    report = two_six(here)
    assert report.total.c3 == 1
    assert "sources" not in report.as_json()


def test_what_was_typed_last_counts_and_an_earlier_moment_tells_the_earlier(here):
    state(here, Typed("Hộ tịch", FIGURES))
    then = clock.now()
    clock.set_to(worlds.moment("2024-09-17 09:00"))
    state(here, Typed("Hộ tịch", FIGURES | {"5": 101, "12": 5}), seen=1)
    assert two_six(here).total.c3 == 125
    assert two_six(here, as_of=then).total.c3 == 124


def test_several_systems_are_told_apart(here):
    state(here, Typed("Hộ tịch", FIGURES))
    state(here, Typed("Đất đai", FIGURES), code="NGANH.DD")
    report = two_six(here)
    assert [one["code"] for one in report.sources] == ["NGANH.DD", "NGANH.HT"]
    assert report.total.c3 == 247


def test_a_figure_opens_to_our_dossiers_and_names_what_others_count(here):
    state(here, Typed("Hộ tịch", FIGURES | STATED), Typed("Việc lạ", FIGURES))
    line = next(one for one in two_six(here).by_field(Level.COMMUNE) if one.label == "Hộ tịch")

    def opened(field_id):
        return Cell(
            agency=here.agency,
            window=QUARTER,
            form="a",
            counting_rule=forms.DEFAULT.code,
            as_of=None,
            column="c3",
            field_id=field_id,
        )

    (one,) = cells.beside(opened(line.field_id))
    assert (one.number, one.field, one.stated) == (123, "Hộ tịch", STATED["14"])
    assert cells.counted(opened(line.field_id)).figure == 1
    strange = tables.field_of("Việc lạ")
    assert cells.counted(opened(strange)).figure == 0
    assert [each.field for each in cells.beside(opened(strange))] == ["Việc lạ"]
    assert sum(each.number for each in cells.beside(opened(None))) == 246
    assert cells.counted(opened(None)).figure == 1


def test_every_system_is_a_form_with_the_columns_of_two_six():
    columns = {str(one.number): one.headings for one in forms.COLUMNS if one.number > 2}
    assert len(sources.systems()) == 6
    for one in sources.systems().values():
        assert {c.code: c.headings for c in one.cells if c.code != "14"} == columns
