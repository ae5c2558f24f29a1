"""The lifecycle: what is lawful, and where it leads."""

import pytest

from motcua.rules import lifecycle
from motcua.rules.codes import BEFORE_BOOKS, PENDING, SETTLED, WAITING, Act, Status
from motcua.rules.lifecycle import NEXT_TOWARDS_RETURNED, TRANSITIONS, Marker, Unlawful, after

PAIRS = [(status, act) for status in Status for act in Act]
BACK = {
    (Status.AWAITING_SUPPLEMENT, Act.SUPPLEMENT),
    (Status.AWAITING_PAYMENT, Act.CONFIRM_PAYMENT),
    (Status.PAUSED, Act.RESUME),
}
#: The lifecycle as a lawyer would dictate it: for each act, from where to where.
BETWEEN_HANDS = (Act.ASSIGN, Act.HAND_OVER, Act.DECLINE_HAND_OVER, Act.ANSWER, Act.TRANSFER)
DICTATED = {
    Act.SUBMIT: {Status.VOID: Status.SUBMITTED},
    Act.RETURN_TO_FILER: {Status.SUBMITTED: Status.RETURNED_TO_FILER},
    Act.RESUBMIT: {Status.RETURNED_TO_FILER: Status.SUBMITTED},
    Act.REFUSE: dict.fromkeys((Status.SUBMITTED, Status.RETURNED_TO_FILER), Status.REFUSED),
    Act.RECEIVE: dict.fromkeys(
        (Status.VOID, Status.SUBMITTED, Status.RETURNED_TO_FILER), Status.RECEIVED
    ),
    Act.CARRY_IN: {Status.VOID: Status.IN_PROGRESS},
    **{act: {status: status for status in PENDING} for act in BETWEEN_HANDS},
    Act.ACCEPT_HAND_OVER: {
        **{status: status for status in WAITING},
        Status.RECEIVED: Status.IN_PROGRESS,
        Status.IN_PROGRESS: Status.IN_PROGRESS,
        Status.DECIDED: Status.DECIDED,
    },
    Act.FINISH_STEP: {
        status: status for status in (Status.RECEIVED, Status.IN_PROGRESS, Status.DECIDED)
    },
    Act.SEND_BACK: {status: status for status in (Status.RECEIVED, Status.IN_PROGRESS)},
    Act.MOVE_STEP: {status: status for status in PENDING},
    Act.CONSULT: {status: status for status in (Status.RECEIVED, Status.IN_PROGRESS)},
    Act.REQUEST_SUPPLEMENT: dict.fromkeys(
        (Status.RECEIVED, Status.IN_PROGRESS), Status.AWAITING_SUPPLEMENT
    ),
    Act.SUPPLEMENT: {Status.AWAITING_SUPPLEMENT: Status.RECEIVED},
    Act.REQUEST_PAYMENT: dict.fromkeys(
        (Status.RECEIVED, Status.IN_PROGRESS), Status.AWAITING_PAYMENT
    ),
    Act.CONFIRM_PAYMENT: {Status.AWAITING_PAYMENT: Status.RECEIVED},
    Act.PAUSE: dict.fromkeys((Status.RECEIVED, Status.IN_PROGRESS), Status.PAUSED),
    Act.RESUME: {Status.PAUSED: Status.RECEIVED},
    Act.APOLOGISE: {status: status for status in PENDING},
    Act.RESET_DUE: {status: status for status in PENDING},
    Act.DECIDE: dict.fromkeys((Status.RECEIVED, Status.IN_PROGRESS), Status.DECIDED),
    Act.WITHDRAW: dict.fromkeys(PENDING, Status.WITHDRAWN),
    Act.STOP: dict.fromkeys(PENDING, Status.STOPPED),
    Act.RETURN_RESULT: {Status.DECIDED: Status.RETURNED},
    Act.CORRECT: {status: status for status in PENDING | SETTLED},
    Act.REVERSE: {status: Status.RECEIVED for status in Status if status is not Status.VOID},
}
DICTATED[Act.HAND_OVER] |= {Status.DECIDED: Status.DECIDED}
DICTATED[Act.DECLINE_HAND_OVER] |= {Status.DECIDED: Status.DECIDED}


@pytest.mark.parametrize(("status", "act"), PAIRS)
def test_every_pair_leads_where_the_law_says_or_is_unlawful(status, act):
    wanted = DICTATED[act].get(status)
    if wanted is None:
        with pytest.raises(Unlawful) as caught:
            after(status, act, came_from=Status.RECEIVED)
        assert (caught.value.status, caught.value.act) == (status, act)
        assert act not in lifecycle.lawful_acts(status)
    else:
        assert after(status, act, came_from=Status.RECEIVED) is wanted
        assert act in lifecycle.lawful_acts(status)


@pytest.mark.parametrize(("status", "act"), sorted(BACK))
def test_waiting_returns_to_where_it_came_from(status, act):
    assert after(status, act, came_from=Status.IN_PROGRESS) is Status.IN_PROGRESS
    for impossible in (None, Status.DECIDED, Status.AWAITING_SUPPLEMENT, Status.VOID):
        with pytest.raises(Unlawful):
            after(status, act, came_from=impossible)


def test_a_reversal_goes_back_to_the_from_side_of_what_it_reverses():
    assert after(Status.RECEIVED, Act.REVERSE, came_from=Status.VOID) is Status.VOID
    assert after(Status.DECIDED, Act.REVERSE, came_from=Status.PAUSED) is Status.PAUSED
    with pytest.raises(Unlawful):
        after(Status.DECIDED, Act.REVERSE)


def test_a_reversal_asks_where_it_goes_back_to_in_every_status():
    assert {
        status for status, act in TRANSITIONS if TRANSITIONS[status, act] is Marker.BACK
    } == set(Status) - {Status.VOID}


def test_the_refusal_of_an_act_names_both_sides():
    assert str(Unlawful(Status.VOID, Act.DECIDE)) == "decide is unlawful in status void"
    assert str(Unlawful(Status.DECIDED, Act.PAUSE)) == "pause is unlawful in status decided"


def test_lawful_acts_come_in_the_order_of_the_lifecycle():
    assert lifecycle.lawful_acts(Status.VOID) == (Act.SUBMIT, Act.RECEIVE, Act.CARRY_IN)
    assert lifecycle.lawful_acts(Status.RETURNED) == (Act.CORRECT, Act.REVERSE)


def test_nothing_but_a_reversal_leaves_the_end():
    for status in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED):
        moving = {
            act
            for act in lifecycle.lawful_acts(status)
            if TRANSITIONS[status, act] is not Marker.SAME
        }
        assert moving == {Act.REVERSE}


@pytest.mark.parametrize("start", [status for status in Status if status is not Status.RETURNED])
def test_a_result_in_the_hand_can_be_recorded_from_every_status(start):
    ways_back = {Status.REFUSED: Status.SUBMITTED}
    status, acts = start, []
    while status is not Status.RETURNED:
        act = NEXT_TOWARDS_RETURNED[status]
        status = after(status, act, came_from=ways_back.get(status, Status.IN_PROGRESS))
        acts.append(act)
        assert len(acts) < 6
    assert acts[-1] is Act.RETURN_RESULT


def test_the_accounts_of_the_books_cover_every_status_once():
    assert set(Status) == BEFORE_BOOKS | PENDING | SETTLED
    assert len(BEFORE_BOOKS) + len(PENDING) + len(SETTLED) == len(Status)
    assert WAITING < PENDING


def test_before_reception_is_what_no_column_counts():
    assert {status for status in Status if lifecycle.is_before_reception(status)} == BEFORE_BOOKS
