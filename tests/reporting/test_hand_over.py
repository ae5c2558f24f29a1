"""The districts hand over on 30/6/2025: every period across that day balances, and is what the units file."""

from dataclasses import dataclass
from datetime import date

import pytest

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, Role
from motcua.reporting import kept, tables
from motcua.reporting.campaigns import acts, boards, tree
from motcua.reporting.figures import Report
from motcua.reporting.models import FiledForm
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.periods import Window
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.reporting import campaigning

pytestmark = pytest.mark.django_db

LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)
ACROSS = {
    "quarter III": periods.quarter(2025, 3),
    "second half": periods.half(2025, 2),
    "year": periods.year(2025),
}


@dataclass
class Province:
    """The province, its district that ended, a commune that stays, one that took the district's dossiers over."""

    top: Agency
    district: World
    stays: World
    heir: World


@pytest.fixture
def province() -> Province:
    """Dossiers of the district settled before the day, and two open ones that went to the new commune."""
    top = factories.agency("Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE)
    cases = [worlds.procedure(), worlds.procedure("2.000002", field_name="Đất đai")]
    district = worlds.world(
        *cases, name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT, parent=top
    )
    stays = worlds.world(*cases, name="Ủy ban nhân dân xã Vân Thủy", parent=district.agency)
    heir = worlds.world(*cases, name="Ủy ban nhân dân xã Chi Lăng", parent=top)
    campaigning.work(stays, "2025-06-10 08:00", settled=False)
    campaigning.work(district, "2025-06-11 08:00", settled=True)
    campaigning.work(district, "2025-06-17 08:00", settled=True)
    open_ = [
        district.receive("2025-06-12 08:00", cases[0]),
        district.receive("2025-06-26 08:00", cases[1]),
    ]
    clock.set_to(worlds.moment("2025-06-30 16:00"))
    for one in open_:
        dossiers.transfer(
            dossier_id=one.pk,
            by=district.by(district.leader),
            to_agency=heir.agency,
            decision="Bàn giao khi kết thúc cấp huyện",
        )
    organizations.put_under(agency=stays.agency, parent=top, from_on=FIRST_DAY)
    organizations.close_agency(agency=district.agency, last_day=LAST_DAY)
    heir.take_on(open_[0], "2025-07-02 08:00")
    heir.decide(open_[0], "2025-07-03 08:00")
    campaigning.work(heir, "2025-10-01 08:00", settled=True)
    clock.set_to(worlds.moment("2025-12-16 08:00"))
    return Province(top, district, stays, heir)


def report(province: Province, window: Window) -> Report:
    return tables.two_six(agency=province.top, from_on=window.from_on, to_on=window.to_on)


@pytest.mark.parametrize("window", ACROSS.values(), ids=ACROSS)
def test_every_period_across_the_day_balances_and_goes_on_from_the_one_before(province, window):
    found = report(province, window)
    assert [check.name for check in found.checks if not check.holds] == []
    assert Level.DISTRICT in found.levels
    assert found.total.c3 == found.total.c7 + found.total.c11
    before = report(province, periods.previous(window))
    assert found.total.c6 == before.total.c11
    assert report(province, periods.following(window)).total.c6 == found.total.c11


def test_what_was_handed_over_is_counted_once(province):
    found = report(province, periods.quarter(2025, 3))
    district, communes = (found.subtotal(level).row for level in (Level.DISTRICT, Level.COMMUNE))
    # The district settled one; of its two open dossiers one was settled by the new commune.
    assert (district.c3, district.c7, district.c11) == (1, 1, 0)
    assert (communes.c3, communes.c7, communes.c11) == (3, 1, 2)


def test_after_the_day_there_is_no_district_and_the_quarter_begins_with_what_was_left(province):
    found = report(province, periods.quarter(2025, 4))
    assert Level.DISTRICT not in found.levels
    assert (found.total.c6, found.total.c11) == (2, 2)


@pytest.mark.parametrize("window", ACROSS.values(), ids=ACROSS)
def test_what_the_units_file_is_what_the_books_say_of_the_province(province, window):
    above = factories.officer(province.top, Role.LEADER)
    campaign = acts.open_campaign(
        owner=province.top,
        name="Báo cáo",
        document="",
        window=window,
        forms=("II.06",),
        chosen={one.pk for one in tree.units(province.top.pk, window)},
        due={},
        by=above,
        at=clock.now(),
    )
    board = boards.of(campaign, clock.today())
    for one in board[:-1]:
        acts.file(duty_id=one.duty.pk, seen=0, by=above, at=clock.now())
        acts.accept(duty_id=one.duty.pk, remark="", seen=1, by=above, at=clock.now())
    acts.file(duty_id=board[-1].duty.pk, seen=0, by=above, at=clock.now())
    whole = kept.form_again(FiledForm.objects.get(form="II.06b").content)
    total = report(province, window).total.cells()
    assert {f"c{code}": value for code, value in whole.result.items()} == total
    assert "Ủy ban nhân dân huyện Chi Lăng" in [part.name for part in whole.parts]
