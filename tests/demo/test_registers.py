"""The registers of the story: opened, written each quarter, and alive in the forms."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.control import queries as control
from motcua.demo import closings, founding, places, reform, registers
from motcua.demo.hands import Hands
from motcua.demo.menu import Menu
from motcua.demo.roster import Roster
from motcua.organizations.models import Agency
from motcua.reporting import filled
from motcua.rules import periods
from motcua.rules.definitions import Source

UNTIL = clock.at(date(2024, 9, 19), 8)
WINDOW = periods.quarter(2024, 3)


@pytest.fixture
def story(db) -> None:
    at = clock.at(places.FOUNDED, 6)
    clock.set_to(at)
    founding.found(at=at, last_year=UNTIL.year)
    hands = Hands(Menu(), Roster())
    for _day, duty in sorted({**closings.duties(UNTIL), **registers.duties(UNTIL)}.items()):
        clock.set_to(duty.at)
        duty.act(hands)


def test_the_duties_of_the_registers_are_on_days_of_their_own():
    later = clock.at(date(2031, 1, 1), 8)
    others = {**closings.duties(later), **reform.duties(later)}
    assert set(registers.duties(later)).isdisjoint(others)


def form(code: str):
    agency = Agency.objects.get(code=places.PROVINCE)
    return filled.build(code, agency_id=agency.pk, window=WINDOW)


def test_the_forms_of_the_province_are_filled_from_its_registers(story):
    for code in ("II.01", "II.02", "II.03b", "II.04"):
        told = form(code)
        assert (told.missing, told.broken) == ((), ())
        assert told.lines, code
    tables = form("CCHC.1")
    assert tables.broken == ()
    assert tables.lines[0].values["5.1"] == 2
    kept = form("TM").definition.by_code
    assert {kept[code].source for code in ("4.1", "8.1", "8.5", "9.1", "9.2", "9.3")} == {
        Source.REGISTER
    }
    assert list(control.broken()) == []
