"""Forms filled from the books and the catalogue."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.base import clock
from motcua.catalog.models import Handling, Linked, Reach, ServiceLevelPeriod
from motcua.catalog.records import FeeRecord
from motcua.dossiers import actions as dossiers
from motcua.dossiers import sums
from motcua.dossiers.actions import seal_past_days
from motcua.reporting import filled, tables
from motcua.reporting.filled import Filled, Typed
from motcua.rules import periods
from motcua.rules.codes import Level, Outcome
from motcua.rules.definitions import NotInForce
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

QUARTER = periods.quarter(2024, 3)
SETTLED = ("3.1.1", "3.2.1", "3.3.1")


@pytest.fixture
def province() -> dict[str, World]:
    """A province, a district and a commune, each with a procedure of its own."""
    top = worlds.world(
        worlds.procedure("3.000001", field_name="Đất đai"),
        name="Ủy ban nhân dân tỉnh",
        level=Level.PROVINCE,
    )
    middle = worlds.world(
        worlds.procedure("1.000001", field_name="Đất đai"),
        name="Ủy ban nhân dân huyện Chi Lăng",
        level=Level.DISTRICT,
        parent=top.agency,
    )
    low = worlds.world(
        worlds.procedure("2.000001"), name="Ủy ban nhân dân xã Bằng Mạc", parent=middle.agency
    )
    return {"province": top, "district": middle, "commune": low}


def settle(here: World, received: str, decided: str, outcome: Outcome = Outcome.GRANTED) -> None:
    """Receive, take on and decide one dossier."""
    dossier = here.receive(received)
    here.take_on(dossier, received)
    here.decide(dossier, decided, outcome)


def build(code: str, here: World, *typed: Typed, window: periods.Window = QUARTER) -> Filled:
    return filled.build(code, agency_id=here.agency.pk, window=window, typed=typed)


def values(form: Filled) -> dict[str, object]:
    """The cells of a form whose cells stand below each other."""
    (line,) = form.lines
    return dict(line.values)


def test_settled_dossiers_are_told_by_the_level_that_settled_them(province):
    settle(province["province"], "2024-06-17 08:00", "2024-06-18 08:00")
    for day in ("17", "18"):
        settle(province["district"], f"2024-06-{day} 08:00", "2024-06-19 08:00")
    settle(province["commune"], "2024-06-17 08:00", "2024-07-17 08:00")
    told = values(build("CCHC.3", province["province"]))
    assert [told[code] for code in SETTLED] == [1, 2, 1]
    assert [told[code] for code in ("3.1", "3.2", "3.3")] == [100, 100, 0]
    below = values(build("CCHC.3", province["commune"]))
    assert [below[code] for code in SETTLED] == [0, 0, 1]


def test_the_figures_are_those_of_form_two_six(province):
    settle(province["district"], "2024-06-17 08:00", "2024-06-19 08:00")
    settle(province["commune"], "2024-06-10 08:00", "2024-06-20 08:00", Outcome.DENIED)
    province["commune"].submit("2024-06-20 08:00")
    province["commune"].receive("2024-09-01 08:00")
    agency = province["province"].agency
    row = tables.two_six(agency=agency, from_on=QUARTER.from_on, to_on=QUARTER.to_on).total
    told = values(build("THANG", province["province"]))
    codes = ("1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "2.2", "2.3", "3", "3.1", "3.2")
    cells = (
        row.c3,
        row.c4,
        row.c5,
        row.c6,
        row.c7,
        row.c8,
        row.c9,
        row.c10,
        row.c11,
        row.c12,
        row.c13,
    )
    assert tuple(told[code] for code in codes) == cells
    assert row.c3 == 3
    assert values(build("TM", province["province"]))["5.2"] == 1


def test_sums_tell_the_same_as_the_events(province):
    settle(province["commune"], "2024-06-17 08:00", "2024-06-19 08:00")
    before = build("THANG", province["province"]).lines
    seal_past_days()
    assert sums.stored_ends()
    assert build("THANG", province["province"]).lines == before


def test_the_catalogue_is_counted_at_the_end_of_the_window(province):
    told = values(build("CCHC.3", province["province"]))
    assert [told[code] for code in ("1.4", "1.4.1", "1.4.2", "1.4.3")] == [3, 1, 1, 1]
    procedure = province["commune"].cases[0].version.procedure
    procedure.offerings.update(to_on=date(2024, 9, 13))
    told = values(build("CCHC.3", province["province"]))
    assert [told[code] for code in ("1.4", "1.4.3")] == [2, 0]
    month = values(build("CCHC.3", province["province"], window=periods.month(2024, 9)))
    assert month["1.4.3"] == 0
    assert (
        values(build("CCHC.3", province["province"], window=periods.month(2024, 8)))["1.4.3"] == 1
    )


def test_how_a_procedure_is_received_counts_only_where_it_is_stated(province):
    silent = build("TM", province["province"])
    assert values(silent)["3.1"] == 0
    assert "Có 3 thủ tục chưa được ghi cách tiếp nhận" in silent.notes[0]
    Handling.objects.create(
        procedure=province["commune"].cases[0].version.procedure,
        from_on=date(2024, 1, 1),
        linked=Linked.TIERS,
        reach=Reach.PROVINCE,
        post_in=False,
        post_out=False,
        vertical=True,
    )
    form = build("TM", province["province"])
    codes = ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6")
    assert [values(form)[code] for code in codes] == [1, 0, 1, 1, 1, 0]
    assert "Có 2 thủ tục" in form.notes[0]


def test_a_decision_on_the_service_level_stands_in_place_of_the_record(province):
    procedure = province["commune"].cases[0].version.procedure
    ServiceLevelPeriod.objects.create(
        procedure=procedure, level="information", from_on=date(2024, 7, 1)
    )
    told = values(build("II.08b", province["province"]))
    assert (told["1.1"], told["1.1.1"]) == (2, 2)
    assert values(build("TM", province["province"]))["2.3"] == 1


def test_fields_and_procedures_with_dossiers_filed_online(province):
    here = province["commune"]
    dossier = here.submit("2024-07-01 08:00")
    clock.set_to(worlds.moment("2024-07-01 09:00"))
    dossiers.accept(dossier_id=dossier.pk, by=here.by(here.clerk))
    told = values(build("II.08b", province["province"]))
    assert (told["1.2.1"], told["2.2.1"], told["2.3"]) == (1, 1, 100)
    assert values(build("TM", province["province"]))["1.3"] == 2


def test_a_procedure_with_a_fee_has_a_financial_obligation(province):
    assert values(build("II.08b", province["province"]))["3.1"] == 0
    record = factories.version_record()
    case = replace(record.cases[0], fees=(FeeRecord("le_phi", 5000, ""),))
    factories.procedure(replace(record, cases=(case,)), offered_by=[province["commune"].agency])
    assert values(build("II.08b", province["province"]))["3.1"] == 1


def test_agencies_are_the_rows_of_two_seven_and_add_up(province):
    form = build("II.07b", province["province"])
    assert [line.name for line in form.lines] == [one.agency.name for one in province.values()]
    assert [line.values["3"] for line in form.lines] == [1, 1, 1]
    assert form.total is not None
    assert [form.total.values[code] for code in ("3", "4", "5", "6")] == [3, 1, 1, 1]
    alone = build("II.07a", province["district"])
    assert [line.values["5"] for line in alone.lines] == [1]


def test_there_is_no_district_after_the_reform(province):
    last = build("CCHC.3", province["province"], window=periods.quarter(2025, 3))
    assert "3.2" in values(last)
    first = build("CCHC.3", province["province"], window=periods.quarter(2025, 4))
    assert not {"3.2", "3.2.1", "1.4.2"} & set(values(first))
    assert first.definition.by_code["1.4"].parts == ("1.4.1", "1.4.3")


def test_what_is_typed_stands_beside_what_is_counted_and_never_over_it(province):
    typed = Typed("", {"3.4.1": 24, "3.4.2": 24, "1.4.1": 999, "3.4": 5, "1.2": 507})
    form = build("CCHC.3", province["province"], typed)
    told = values(form)
    assert (told["3.4"], told["1.4.1"], told["1.2"]) == (100, 1, 507)
    assert form.broken == ()
    assert [cell.code for _, cell in form.missing] == ["1.1", "1.3"]


def test_rows_that_are_listed_are_summed_and_checked(province):
    form = build(
        "II.05b",
        province["province"],
        Typed(
            "Hộ tịch", {"4": 1, "5": 0, "6": 0, "7": 1, "8": 0, "10": 1, "11": 0, "12": 0, "13": 1}
        ),
        Typed(
            "Đất đai", {"4": 2, "5": 1, "6": 3, "7": 1, "8": 0, "10": 2, "11": 0, "12": 1, "13": 2}
        ),
    )
    assert form.total is not None
    assert (form.total.values["3"], form.total.values["9"]) == (4, 3)
    assert [(name, fault.name) for name, fault in form.broken] == [
        ("Đất đai", "Cột 3 phải bằng 6 + 7 + 8")
    ]


def test_a_cell_without_its_register_is_typed_and_says_so(province):
    notes = build("II.05b", province["province"]).under_the_form()
    assert any("Đơn vị tự nhập vì hệ thống chưa có sổ: 4, 5, 6" in note for note in notes)


def test_a_form_is_not_filled_for_a_time_before_it_was_made(province):
    with pytest.raises(NotInForce, match="mẫu biểu CCHC"):
        build("CCHC.3", province["province"], window=periods.quarter(2021, 1))


def test_the_form_for_machines_has_every_cell(province):
    told = build("CCHC.3", province["province"]).as_json()
    assert told["form"] == "CCHC.3"
    assert told["rows"][0]["values"]["1.4"] == 3
    assert [one["source"] for one in told["cells"] if one["code"] == "3.1.1"] == ["ledger"]
