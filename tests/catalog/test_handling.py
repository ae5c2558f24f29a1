"""How procedures are handled, and their service level, as dated rows by decision."""

from datetime import date, datetime, timedelta

import pytest

from motcua.base import clock
from motcua.catalog.actions import handling as acts
from motcua.catalog.actions.handling import Handled
from motcua.catalog.actions.publication import Decision
from motcua.catalog.models import Linked, ListMembership, ProcedureList, Reach
from motcua.catalog.queries import handling as asked
from motcua.rules import service_levels
from motcua.rules.codes import ServiceLevel
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)
ON, NEXT = AT.date(), AT.date() + timedelta(days=1)
DECISION = Decision(number="5/QĐ-UBND", on=ON, signer="UBND tỉnh")


def handle(procedures, from_on=ON, **facts):
    return acts.handle(
        procedures=procedures,
        handled=Handled(**facts),
        decision=DECISION,
        from_on=from_on,
        by=factories.account(),
        at=AT,
    )


def level(procedures, named, from_on=ON):
    return acts.set_service_level(
        procedures=procedures,
        level=named,
        decision=DECISION,
        from_on=from_on,
        by=factories.account(),
        at=AT,
    )


def test_nothing_is_claimed_before_somebody_states_it():
    assert asked.handling(factories.procedure().procedure, ON) is None


def test_a_later_decision_ends_the_one_before_on_the_day_before():
    procedure = factories.procedure().procedure
    assert handle([procedure], linked=Linked.TIERS) == 1
    handle([procedure], NEXT, reach=Reach.PROVINCE, post_in=False)
    assert asked.handling(procedure, ON).linked == Linked.TIERS
    later = asked.handling(procedure, NEXT)
    assert (later.linked, later.reach, later.post_in) == (Linked.NONE, Reach.PROVINCE, False)
    assert asked.handling(procedure, ON - timedelta(days=1)) is None


def test_a_decision_from_the_same_day_is_refused_by_code_and_nothing_is_written():
    first, second = factories.procedure().procedure, factories.procedure().procedure
    handle([first])
    with pytest.raises(acts.NotLater, match=first.code):
        handle([first, second])
    assert asked.handling(second, ON) is None


def test_the_level_by_decision_goes_before_what_the_version_says():
    version = factories.procedure()
    own = ServiceLevel(version.service_level)
    assert asked.service_level(version, ON) == own
    level([version.procedure], ServiceLevel.INFORMATION, NEXT)
    assert asked.service_level(version, ON) == own
    assert asked.service_level(version, NEXT) == ServiceLevel.INFORMATION


def test_the_history_begins_with_numbers_and_goes_on_with_names():
    procedure = factories.procedure().procedure
    level([procedure], 4, date(2020, 1, 1))
    level([procedure], ServiceLevel.PARTIAL, date(2022, 8, 15))
    rows = asked.service_level_history(procedure)
    assert [(row.level, row.stated) for row in rows] == [("full", 4), ("partial", None)]
    assert rows[0].to_on == date(2022, 8, 14)


def test_a_number_is_refused_since_levels_have_names():
    procedure = factories.procedure().procedure
    with pytest.raises(acts.NotANumberAnyMore):
        level([procedure], 4)
    with pytest.raises(service_levels.NoSuchLevel):
        level([procedure], 5, date(2020, 1, 1))


def test_a_list_counts_while_it_and_the_membership_hold():
    procedure = factories.procedure().procedure
    of = ProcedureList.objects.create(code="thiet-yeu", name="Thiết yếu", from_on=ON, to_on=NEXT)
    ListMembership.objects.create(list=of, procedure=procedure, from_on=ON)
    assert [row.list for row in asked.memberships(procedure, NEXT)] == [of]
    assert asked.memberships(procedure, NEXT + timedelta(days=1)) == []
