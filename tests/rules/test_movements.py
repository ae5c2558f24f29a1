"""The books' legs, and accounts that refuse to be unbalanced."""

from datetime import date

import pytest

from motcua.rules import movements
from motcua.rules.codes import (
    BEFORE_BOOKS,
    PENDING,
    SETTLED,
    Act,
    Channel,
    Ending,
    MovementKind,
    Status,
    Verdict,
)
from motcua.rules.movements import Flows, Movement

GRANTED_EARLY = (Ending.GRANTED, Verdict.EARLY)


def kind(from_status, to_status, act=Act.ASSIGN, from_agency=1, to_agency=1):
    return movements.kind(
        from_status=from_status,
        to_status=to_status,
        from_agency=from_agency,
        to_agency=to_agency,
        act=act,
    )


@pytest.mark.parametrize("before", sorted(BEFORE_BOOKS))
@pytest.mark.parametrize("pending", sorted(PENDING))
def test_entering_the_books_is_a_reception_and_leaving_them_backwards_an_annulment(before, pending):
    assert kind(before, pending, Act.RECEIVE) is MovementKind.RECEIVED
    assert kind(before, pending, Act.RECEIVE, None, 1) is MovementKind.RECEIVED
    assert kind(before, pending, Act.CARRY_IN, None, 1) is MovementKind.CARRIED_IN
    assert kind(pending, before, Act.REVERSE) is MovementKind.ANNULLED
    assert kind(pending, before, Act.REVERSE, 1, None) is MovementKind.ANNULLED


@pytest.mark.parametrize("settled", sorted(SETTLED))
@pytest.mark.parametrize("pending", sorted(PENDING))
def test_a_settlement_and_its_reversal_stay_within_one_agency(settled, pending):
    assert kind(pending, settled) is MovementKind.SETTLED
    assert kind(settled, pending) is MovementKind.REOPENED
    for from_status, to_status in ((pending, settled), (settled, pending)):
        with pytest.raises(movements.Impossible, match=f"{from_status} -> {to_status} by decide"):
            kind(from_status, to_status, Act.DECIDE, 1, 2)


@pytest.mark.parametrize("from_status", sorted(PENDING))
@pytest.mark.parametrize("to_status", sorted(PENDING))
def test_a_pending_dossier_that_changes_agency_is_transferred(from_status, to_status):
    assert kind(from_status, to_status, Act.TRANSFER, 1, 2) is MovementKind.TRANSFERRED
    assert kind(from_status, to_status, Act.REVERSE, 2, 1) is MovementKind.TRANSFERRED
    assert kind(from_status, to_status) is MovementKind.NONE


def test_what_happens_outside_the_pending_account_moves_nothing():
    assert kind(Status.VOID, Status.SUBMITTED, Act.SUBMIT, None, 1) is MovementKind.NONE
    assert kind(Status.DECIDED, Status.RETURNED, Act.RETURN_RESULT) is MovementKind.NONE
    assert kind(Status.DECIDED, Status.RETURNED, Act.RETURN_RESULT, 1, 2) is MovementKind.NONE


@pytest.mark.parametrize("settled", sorted(SETTLED))
@pytest.mark.parametrize("before", sorted(BEFORE_BOOKS))
def test_nothing_is_settled_without_having_been_pending(settled, before):
    said = str(before) or "void"
    with pytest.raises(movements.Impossible, match=f"^{said} -> {settled} by assign$"):
        kind(before, settled)
    with pytest.raises(movements.Impossible, match=f"^{settled} -> {said} by assign$"):
        kind(settled, before)


def test_an_ending_is_read_from_the_settling_status_and_the_decision():
    assert movements.ending(Status.WITHDRAWN) is Ending.WITHDRAWN
    assert movements.ending(Status.STOPPED, denied=True) is Ending.STOPPED
    assert movements.ending(Status.DECIDED) is Ending.GRANTED
    assert movements.ending(Status.DECIDED, denied=True) is Ending.DENIED
    assert movements.ending(Status.RETURNED, denied=True) is Ending.DENIED
    for status in PENDING | BEFORE_BOOKS:
        with pytest.raises(movements.Impossible):
            movements.ending(status)


def test_only_a_running_clock_can_be_overdue_at_the_end_of_a_window():
    last = date(2024, 9, 14)
    for status in (Status.RECEIVED, Status.IN_PROGRESS):
        assert movements.closing(status, due_on=date(2024, 9, 13), through=last) == (
            "closing_running_overdue"
        )
        for due_on in (last, date(2024, 9, 15), None):
            assert movements.closing(status, due_on=due_on, through=last) == (
                "closing_running_in_time"
            )
    waiting = {
        Status.AWAITING_SUPPLEMENT: "closing_awaiting_supplement",
        Status.AWAITING_PAYMENT: "closing_awaiting_payment",
        Status.PAUSED: "closing_paused",
    }
    for status, name in waiting.items():
        assert movements.closing(status, due_on=date(2024, 9, 1), through=last) == name
    with pytest.raises(movements.Impossible, match="decided"):
        movements.closing(Status.DECIDED, due_on=None, through=last)


def test_a_receipt_belongs_to_the_window_from_its_first_day_unless_it_was_carried_in():
    first = date(2024, 6, 15)
    for posted_on, carried_in, wanted in (
        (first, False, True),
        (date(2024, 6, 14), False, False),
        (first, True, False),
    ):
        found = movements.is_of_window(
            received_posted_on=posted_on, carried_in=carried_in, from_on=first
        )
        assert found is wanted


LEGS = ("opening", "received", "transferred_in", "reopened")
WENT = ("settled", "transferred_out", "closing")
BALANCED = {
    "opening": 1,
    "received": 2,
    "transferred_in": 4,
    "reopened": 8,
    "settled": 5,
    "transferred_out": 7,
    "closing": 3,
}


def test_a_balanced_movement_exists():
    assert Movement(**BALANCED).closing == 3


@pytest.mark.parametrize("leg", [*LEGS, *WENT])
@pytest.mark.parametrize("error", [-1, 1])
def test_a_movement_refuses_to_exist_unbalanced(leg, error):
    with pytest.raises(movements.Unbalanced, match="!="):
        Movement(**{**BALANCED, leg: BALANCED[leg] + error})


def test_the_refusal_says_what_came_and_what_went():
    with pytest.raises(movements.Unbalanced, match=r"^16 != 15: Movement\(opening=2"):
        Movement(**{**BALANCED, "opening": 2})


FULL = Flows(
    opening=10,
    received={Channel.COUNTER: 20, Channel.ONLINE: 40, Channel.POST: 1},
    carried_in=2,
    settled={GRANTED_EARLY: 30, (Ending.DENIED, Verdict.LATE): 3},
    reopened={GRANTED_EARLY: 4},
    reopened_before=1,
    transferred_in={Channel.ONLINE: 5},
    transferred_in_before=6,
    transferred_out={Channel.COUNTER: 7},
    transferred_out_before=2,
    annulled={Channel.POST: 1},
    annulled_before=3,
    closing_running_in_time=20,
    closing_running_overdue=10,
    closing_awaiting_supplement=8,
    closing_awaiting_payment=3,
    closing_paused=2,
    late_entries=9,
)


def test_flows_fold_into_the_seven_legs():
    assert FULL.movement() == Movement(
        opening=10,
        received=60,
        transferred_in=13,
        reopened=5,
        settled=33,
        transferred_out=12,
        closing=43,
    )
    assert FULL.closing == 43


def test_flows_that_do_not_balance_have_no_movement():
    with pytest.raises(movements.Unbalanced):
        Flows(opening=1).movement()


def test_flows_of_one_window_add_up_leaf_by_leaf():
    both = FULL + FULL
    assert both.opening == 20
    assert both.received == {Channel.COUNTER: 40, Channel.ONLINE: 80, Channel.POST: 2}
    assert both.settled == {GRANTED_EARLY: 60, (Ending.DENIED, Verdict.LATE): 6}
    assert both.late_entries == 18
    assert FULL + Flows() == Flows() + FULL == FULL


def test_a_count_of_zero_is_no_count():
    assert Flows(received={Channel.POST: 0}) == Flows()


def test_no_leaf_is_below_zero():
    with pytest.raises(movements.NegativeCount, match="opening: -1"):
        Flows(opening=-1)
    with pytest.raises(movements.NegativeCount, match="received"):
        Flows(received={Channel.POST: -1, Channel.ONLINE: 2})
