"""The demo province at full size: a published quarter comes out of its dossiers, and a reform balances.

Ten thousand dossiers and more, played through the real acts: a quarter of an hour on a quiet machine.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from motcua.base import clock
from motcua.demo import places, player
from motcua.dossiers import verification
from motcua.organizations import queries as agencies
from motcua.reporting import tables
from motcua.reporting.figures import Report
from motcua.rules.codes import Level
from motcua.rules.forms import Row

# The mark only makes the database; the province is played once for all tests.
pytestmark = pytest.mark.django_db
UNTIL = clock.at(date(2025, 9, 19), 23, 0)
FIRST = (date(2024, 6, 15), date(2024, 9, 14))
NEXT = (date(2024, 9, 15), date(2024, 12, 14))
REFORM = ((date(2025, 3, 15), date(2025, 6, 14)), (date(2025, 6, 15), date(2025, 9, 14)))


@pytest.fixture(scope="module", autouse=True)
def _province(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        player.play(until=UNTIL, scale=1, rate=0.5, tell=lambda _: None)
        yield
        transaction.set_rollback(True)


def report(window: tuple[date, date], agency: str = "Huyện Chi Lăng", **more) -> Report:
    return tables.two_six(
        agency=agencies.find(agency), from_on=window[0], to_on=window[1], by="b", **more
    )


def columns(row: Row) -> tuple[int, ...]:
    return tuple(row.cells().values())


def test_the_chi_lang_quarter_comes_out_of_its_dossiers():
    found = report(FIRST)
    district = (1121, 951, 163, 7, 1106, 483, 623, 0, 15, 15, 0)
    communes = (8692, 7708, 915, 69, 8658, 5060, 3598, 0, 34, 34, 0)
    assert columns(found.subtotal(Level.DISTRICT).row) == district
    assert columns(found.subtotal(Level.COMMUNE).row) == communes
    assert len(found.by_agency(Level.COMMUNE)) == len(places.CHI_LANG_COMMUNES)


def test_the_next_quarter_begins_with_what_this_one_left():
    for level in (Level.DISTRICT, Level.COMMUNE):
        left = {line.agency: line.row.c11 for line in report(FIRST).by_agency(level)}
        begun = {line.agency: line.row.c6 for line in report(NEXT).by_agency(level)}
        assert {name: count for name, count in left.items() if count} == {
            name: count for name, count in begun.items() if count
        }


def test_the_quarters_around_the_reform_balance_for_every_unit():
    for window in REFORM:
        for line in report(window, "Tỉnh Lạng Sơn").leaves:
            row = line.row
            assert row.c3 == row.c4 + row.c5 + row.c6 == row.c7 + row.c11
    after = report(REFORM[1])
    assert after.memo["transferred_out"] > 0
    for level in (Level.DISTRICT, Level.COMMUNE):
        assert after.subtotal(level).row.c11 == 0


def test_the_report_filed_in_september_prints_again_the_same():
    filed = report(FIRST, as_of=clock.at(date(2024, 9, 18), 18))
    assert filed.total == report(FIRST).total


def test_the_books_verify():
    with clock.moved_to(UNTIL):
        found = verification.verify()
    assert found.clean, [str(finding) for finding in found.findings[:20]]
