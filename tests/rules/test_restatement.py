"""What an event counts for in form II.06 by the day of the books, and by the day it happened."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.rules import forms, restatement
from motcua.rules.codes import Channel, Ending, MovementKind, Status, Verdict
from motcua.rules.periods import Window
from motcua.rules.restatement import Fact, Standing, View

QUARTER = Window(date(2024, 6, 15), date(2024, 9, 14))
BEFORE, DURING, AFTER = date(2024, 6, 10), date(2024, 7, 1), date(2024, 9, 20)
HERE, THERE = 1, 2
EARLY = (Ending.GRANTED, Verdict.EARLY)


def at(status: Status, agency: int = HERE, due_on: date | None = None) -> Standing:
    return Standing(status=status, agency_id=agency, due_on=due_on)


def fact(movement: MovementKind, before: Standing, after: Standing, day: date, **more) -> Fact:
    posted = more.pop("posted_on", day)
    told = {"channel": Channel.COUNTER} | more
    return Fact(
        occurred_on=day, posted_on=posted, movement=movement, before=before, after=after, **told
    )


VOID = at(Status.VOID)
WORKING = at(Status.IN_PROGRESS)
SETTLED = at(Status.DECIDED)


def received(day: date, **more) -> Fact:
    return fact(MovementKind.RECEIVED, VOID, WORKING, day, **more)


def decided(day: date, **more) -> Fact:
    return fact(MovementKind.SETTLED, WORKING, SETTLED, day, ended=EARLY, received=0, **more)


def counted(
    history: list[Fact], view: View = View.POSTED, agencies=frozenset({HERE})
) -> dict[str, int]:
    """The leaves of a whole history that count anything."""
    found: dict[str, int] = {}
    for place in range(len(history)):
        for leaf, number in restatement.leaves(history, place, QUARTER, agencies, view).items():
            found[leaf] = found.get(leaf, 0) + number
    return {leaf: number for leaf, number in found.items() if number}


def test_a_dossier_received_and_pending_is_both():
    assert counted([received(DURING)]) == {"received_counter": 1, "closing_running_in_time": 1}


def test_what_came_before_is_carried_over_and_what_comes_after_is_nothing():
    assert counted([received(BEFORE)]) == {"opening": 1, "closing_running_in_time": 1}
    assert counted([received(AFTER)]) == {}


def test_an_overdue_dossier_is_overdue_at_the_end():
    late = replace(received(DURING), after=at(Status.IN_PROGRESS, due_on=date(2024, 7, 9)))
    assert counted([late]) == {"received_counter": 1, "closing_running_overdue": 1}


def test_a_settled_dossier_is_settled_and_pending_no_more():
    assert counted([received(DURING), decided(DURING)]) == {
        "received_counter": 1,
        "settled_granted_early": 1,
    }


def test_another_agencys_dossier_is_not_counted():
    assert counted([received(DURING), decided(DURING)], agencies=frozenset({THERE})) == {}


def test_carried_in_is_column_six():
    carried = fact(MovementKind.CARRIED_IN, VOID, WORKING, DURING)
    assert counted([carried]) == {"carried_in": 1, "closing_running_in_time": 1}
    assert restatement.columns(counted([carried]), forms.DEFAULT)["c6"] == 1


@pytest.mark.parametrize(
    ("first", "leaf"), [(BEFORE, "reopened_before"), (DURING, "reopened_granted_early")]
)
def test_a_reopening_takes_back_the_settling_of_its_period(first, leaf):
    again = fact(MovementKind.REOPENED, SETTLED, WORKING, DURING, reverses=1, received=0)
    assert counted([received(BEFORE), decided(first), again])[leaf] == 1


def test_a_reopening_of_what_is_not_known_is_of_before():
    again = fact(MovementKind.REOPENED, SETTLED, WORKING, DURING)
    assert counted([again])["reopened_before"] == 1


@pytest.mark.parametrize(
    ("first", "leaf"), [(BEFORE, "annulled_before"), (DURING, "annulled_counter")]
)
def test_an_annulled_receipt_is_of_its_own_period(first, leaf):
    taken_back = fact(MovementKind.ANNULLED, WORKING, VOID, DURING, received=0, reverses=0)
    assert counted([received(first), taken_back])[leaf] == 1


def test_a_transfer_leaves_one_agency_and_reaches_another():
    history = [
        received(DURING),
        fact(MovementKind.TRANSFERRED, WORKING, at(Status.IN_PROGRESS, THERE), DURING, received=0),
    ]
    assert counted(history) == {"received_counter": 1, "transferred_out_counter": 1}
    told = counted(history, agencies=frozenset({THERE}))
    assert told == {"transferred_in_counter": 1, "closing_running_in_time": 1}
    assert counted([replace(history[1], received=None)], agencies=frozenset({THERE})) == {
        "transferred_in_before": 1,
        "closing_running_in_time": 1,
    }


def test_an_act_that_moves_nothing_may_change_what_is_pending():
    waits = fact(MovementKind.NONE, WORKING, at(Status.AWAITING_SUPPLEMENT), DURING)
    assert counted([received(BEFORE), waits]) == {"opening": 1, "closing_awaiting_supplement": 1}


def test_a_settling_of_no_known_ending_is_told_by_the_balance_alone():
    assert counted([replace(decided(DURING), ended=None)]) == {"closing_running_in_time": -1}


def test_a_receipt_without_a_channel_counts_at_the_counter():
    assert counted([received(DURING, channel=None)])["received_counter"] == 1


def test_what_was_booked_late_stands_where_it_happened():
    """Received in the period before, booked in this one: out of column 5, into column 6."""
    history = [received(BEFORE, posted_on=DURING)]
    moved = restatement.columns(restatement.moved(history, 0, QUARTER, {HERE}), forms.DEFAULT)
    assert {name: number for name, number in moved.items() if number} == {"c5": -1, "c6": 1}
    settled_late = [received(BEFORE), decided(DURING, posted_on=AFTER)]
    moved = restatement.columns(restatement.moved(settled_late, 1, QUARTER, {HERE}), forms.DEFAULT)
    wanted = {"c7": 1, "c8": 1, "c11": -1, "c12": -1}
    assert {name: number for name, number in moved.items() if number} == wanted


def test_what_was_booked_on_its_day_parts_nothing():
    assert restatement.moved([received(DURING)], 0, QUARTER, {HERE}) == {}
