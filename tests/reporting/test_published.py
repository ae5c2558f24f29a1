"""The public is told of closed periods alone, from the books, and of nobody in particular."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions import By
from motcua.organizations.models import AgencyKind
from motcua.reporting import published, tables
from motcua.reporting.published import LEAST, Handled, NotPublished
from motcua.rules.forms import Row
from motcua.rules.periods import Kind, Period
from tests.dossiers.world import moment
from tests.reporting import campaigning
from tests.reporting.campaigning import Places

QUARTER = Period(Kind.QUARTER, 2024, 3)


@pytest.fixture
def found(db) -> Places:
    """A district with six dossiers, a commune with as many, two with fewer than are told of."""
    there = campaigning.places(("Bằng Mạc", "Chi Lăng", "Vân Thủy"), days=3)
    there.top.kind = AgencyKind.PROVINCE
    there.top.save(update_fields=["kind"])
    for unit in (there.district, there.communes[0]):
        for hour in ("10", "11", "14"):
            campaigning.work(unit, f"2024-08-05 {hour}:00", settled=True)
    return there


def close(through: date = date(2024, 9, 14)) -> None:
    clock.set_to(moment("2024-09-16 17:00"))
    dossiers.seal_past_days()
    by = By(officer=None, at=clock.now())
    dossiers.close_period(through=through, label="Quý III năm 2024", by=by)


def handled(name: str, number: int) -> Handled:
    return Handled(name, Row(number, 0, number, 0, number, 0, number, 0, 0, 0, 0))


def test_nothing_is_told_before_a_period_is_closed(found):
    assert published.offered() == []
    with pytest.raises(NotPublished):
        published.of(QUARTER)


def test_a_closed_period_is_told_agency_by_agency_and_few_dossiers_together(found):
    close()
    told = published.of(QUARTER)
    names = [one.agency for one in told.rows]
    assert names == ["Ủy ban nhân dân huyện Chi Lăng", "Ủy ban nhân dân xã Bằng Mạc", ""]
    assert [one.row.c3 for one in told.rows] == [6, 6, 6]
    assert told.rows[-1].agencies == 2
    assert told.total is not None
    whole = tables.two_six(
        agency=found.top, from_on=QUARTER.window().from_on, to_on=QUARTER.window().to_on
    )
    assert told.total.row == whole.total


def test_every_row_balances_and_the_total_is_the_sum(found):
    close()
    told = published.of(QUARTER).as_json()
    for one in [*told["rows"], told["total"]]:
        assert one["settled"] == one["settled_in_time"] + one["settled_late"]
        assert one["received"] + one["carried_over"] == one["settled"] + one["pending"]
    for name, value in told["total"].items():
        assert value == sum(one[name] for one in told["rows"])


def test_what_is_recorded_after_the_closing_changes_nothing(found):
    close()
    before = published.of(QUARTER).as_json()
    clock.set_to(moment("2024-09-17 09:00"))
    campaigning.work(found.district, "2024-09-17 08:00", settled=True)
    clock.set_to(moment("2024-09-20 09:00"))
    assert published.of(QUARTER).as_json() == before


def test_periods_that_are_open_or_before_the_books_are_not_offered(found):
    close()
    offered = published.offered()
    assert QUARTER in offered
    assert Period(Kind.QUARTER, 2024, 4) not in offered
    assert Period(Kind.QUARTER, 2024, 2) not in offered
    assert Period(Kind.YEAR, 2024) not in offered
    with pytest.raises(NotPublished):
        published.of(Period(Kind.YEAR, 2024))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is slow
@given(st.lists(st.integers(1, 12), max_size=9))
def test_no_row_is_of_fewer_dossiers_than_are_told_and_none_can_be_subtracted(numbers):
    every = [handled(f"Đơn vị {place}", number) for place, number in enumerate(numbers)]
    rows = published.together(every)
    if sum(numbers) < LEAST:
        assert rows == ()
        return
    assert sum(one.row.c3 for one in rows) == sum(numbers)
    assert sum(one.agencies for one in rows) == len(numbers)
    assert all(one.row.c3 >= LEAST for one in rows)
    if any(number < LEAST for number in numbers):
        assert rows[-1].agencies > 1


def test_of_nothing_there_is_no_share():
    nothing = Handled("Đơn vị", Row(5, 5, 0, 0, 0, 0, 0, 0, 5, 5, 0))
    assert nothing.percent is None
    assert handled("Đơn vị", 8).percent == 100
