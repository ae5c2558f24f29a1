"""Who files to whom: through the hand-over of the districts, mergers, gaps in the tree."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.organizations import access
from motcua.organizations import actions as organizations
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.reporting.campaigns import acts, boards, tree
from motcua.rules import periods
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def province() -> dict[str, Agency]:
    """A province whose district ended on 30/6/2025; of its two communes one went into a new one."""
    top = factories.agency("Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE)
    office = factories.agency("Sở Xây dựng", level=Level.PROVINCE, parent=top)
    district = worlds.world(
        name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT, parent=top
    ).agency
    stays = factories.agency("Ủy ban nhân dân xã Chi Lăng", parent=district)
    goes = factories.agency("Ủy ban nhân dân xã Bằng Mạc", parent=district)
    organizations.put_under(agency=stays, parent=top, from_on=FIRST_DAY)
    organizations.close_agency(agency=goes, last_day=LAST_DAY)
    organizations.close_agency(agency=district, last_day=LAST_DAY)
    new = factories.agency("Ủy ban nhân dân xã Bằng Hữu", parent=top, opened_on=FIRST_DAY)
    organizations.record_successor(predecessor=goes, successor=new, on=FIRST_DAY)
    return {
        "top": top,
        "office": office,
        "district": district,
        "stays": stays,
        "goes": goes,
        "new": new,
    }


def told(province: dict[str, Agency], window: periods.Window) -> dict[str, set[tuple[str, bool]]]:
    """By agency: to whom it files what."""
    names = {agency.pk: name for name, agency in province.items()} | {None: ""}
    top = province["top"]
    everyone = {one.pk for one in tree.units(top.pk, window)}
    found: dict[str, set[tuple[str, bool]]] = {}
    for one in tree.places(top, window, everyone):
        parts = found.setdefault(names[one.agency.pk], set())
        parts.add((names[one.receiver_id], one.whole))
    return found


def test_before_the_reform_communes_file_to_the_district(province):
    assert told(province, periods.quarter(2025, 2)) == {
        "office": {("top", False)},
        "stays": {("district", False)},
        "goes": {("district", False)},
        "district": {("district", False), ("top", True)},
        "top": {("", True)},
    }


def test_across_the_reform_everybody_files_to_the_province_also_for_who_has_ended(province):
    assert told(province, periods.quarter(2025, 3)) == {
        "office": {("top", False)},
        "stays": {("top", False)},
        "goes": {("top", False)},
        "new": {("top", False)},
        "district": {("top", False)},
        "top": {("", True)},
    }


@pytest.mark.parametrize("window", [periods.quarter(2025, 4), periods.year(2026)])
def test_after_the_reform_there_is_no_district(province, window):
    assert told(province, window) == {
        "office": {("top", False)},
        "stays": {("top", False)},
        "new": {("top", False)},
        "top": {("", True)},
    }


@pytest.mark.parametrize(
    ("first", "there"), [(LAST_DAY, True), (FIRST_DAY, False), (date(2025, 6, 1), True)]
)
def test_district_rows_appear_whenever_the_window_begins_in_time(province, first, there):
    window = periods.Window(first, date(2025, 12, 31))
    names = [one.name for one in tree.units(province["top"].pk, window)]
    assert ("Ủy ban nhân dân huyện Chi Lăng" in names) is there


def test_who_is_not_asked_does_not_stand_in_between(province):
    window = periods.quarter(2025, 2)
    found = tree.places(province["top"], window, {province["stays"].pk})
    assert [(one.agency.pk, one.receiver_id) for one in found] == [
        (province["stays"].pk, province["top"].pk),
        (province["top"].pk, None),
    ]


def test_for_who_has_ended_its_heir_files(province):
    clock.set_to(worlds.moment("2025-09-16 08:00"))
    heir = factories.officer(province["new"], Role.LEADER)
    above = factories.officer(province["top"], Role.LEADER)
    window = periods.quarter(2025, 3)
    campaign = acts.open_campaign(
        owner=province["top"],
        name="Quý III năm 2025",
        document="",
        window=window,
        forms=("II.06",),
        chosen={one.pk for one in tree.units(province["top"].pk, window)},
        due={},
        by=above,
        at=clock.now(),
    )
    board = {one.duty.agency.pk: one for one in boards.of(campaign, clock.today())}
    goes, district = board[province["goes"].pk], board[province["district"].pk]
    assert goes.heirs == (province["new"],)
    assert district.heirs == (province["district"],)
    assert board[province["stays"].pk].heirs == ()
    acts.file(duty_id=goes.duty.pk, seen=0, by=heir, at=clock.now())
    acts.file(duty_id=district.duty.pk, seen=0, by=above, at=clock.now())
    held = access.postings(heir.pk, clock.today())
    assert not access.may(held, Permission.REPORT, province["stays"].pk)


def test_on_the_board_an_agency_bears_the_name_of_the_last_day(province):
    clock.set_to(worlds.moment("2025-06-16 08:00"))
    window = periods.quarter(2025, 2)
    above = factories.officer(province["top"], Role.LEADER)
    campaign = acts.open_campaign(
        owner=province["top"],
        name="Quý II năm 2025",
        document="",
        window=window,
        forms=("II.06",),
        chosen={province["stays"].pk},
        due={},
        by=above,
        at=clock.now(),
    )
    organizations.rename_agency(
        agency=province["stays"], name="Ủy ban nhân dân phường Chi Lăng", from_on=FIRST_DAY
    )
    assert boards.of(campaign, clock.today())[0].name == "Ủy ban nhân dân xã Chi Lăng"
