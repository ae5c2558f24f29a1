"""The lifecycle of a dossier: which act is lawful in which status, and where it leads.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17-20 (certainty: high); Nghị định 118/2025/NĐ-CP, Điều 17-21,
sửa đổi bởi Nghị định 309/2026/NĐ-CP (certainty: high for reception, handing over and stopping at
the applicant's request; medium for pausing on a stated ground).
"""

from enum import Enum, auto

from motcua.rules.codes import BEFORE_BOOKS, PENDING, SETTLED, WAITING, Act, Status


class Marker(Enum):
    """Where an act leads when that is not one fixed status."""

    SAME = auto()
    BACK = auto()


class Unlawful(Exception):
    """The act may not be done in this status."""

    def __init__(self, status: Status, act: Act) -> None:
        """Keep the refused pair for the door that has to explain it."""
        super().__init__(f"{act} is unlawful in status {status or 'void'}")
        self.status = status
        self.act = act


_RUNNING = (Status.RECEIVED, Status.IN_PROGRESS)
_IN_BOOKS = sorted(PENDING | SETTLED)

#: The whole lifecycle on one screen. A pair that is absent is unlawful.
TRANSITIONS: dict[tuple[Status, Act], Status | Marker] = {
    # Before reception: in no book.
    (Status.VOID, Act.SUBMIT): Status.SUBMITTED,
    (Status.VOID, Act.RECEIVE): Status.RECEIVED,
    (Status.VOID, Act.CARRY_IN): Status.IN_PROGRESS,
    (Status.SUBMITTED, Act.RECEIVE): Status.RECEIVED,
    (Status.SUBMITTED, Act.RETURN_TO_FILER): Status.RETURNED_TO_FILER,
    (Status.SUBMITTED, Act.REFUSE): Status.REFUSED,
    (Status.RETURNED_TO_FILER, Act.RESUBMIT): Status.SUBMITTED,
    (Status.RETURNED_TO_FILER, Act.RECEIVE): Status.RECEIVED,
    (Status.RETURNED_TO_FILER, Act.REFUSE): Status.REFUSED,
    # Between hands: the giver answers for the dossier until the taker accepts it.
    (Status.RECEIVED, Act.ACCEPT_HAND_OVER): Status.IN_PROGRESS,
    (Status.IN_PROGRESS, Act.ACCEPT_HAND_OVER): Marker.SAME,
    **{(status, Act.ACCEPT_HAND_OVER): Marker.SAME for status in sorted(WAITING)},
    **{
        (status, act): Marker.SAME
        for status in sorted(PENDING)
        for act in (Act.ASSIGN, Act.HAND_OVER, Act.DECLINE_HAND_OVER, Act.ANSWER, Act.TRANSFER)
    },
    # Steps of the internal process move no account. A signed result may still have steps before it.
    **{(status, Act.FINISH_STEP): Marker.SAME for status in (*_RUNNING, Status.DECIDED)},
    **{(status, Act.SEND_BACK): Marker.SAME for status in _RUNNING},
    **{(status, Act.MOVE_STEP): Marker.SAME for status in sorted(PENDING)},
    **{(status, Act.CONSULT): Marker.SAME for status in _RUNNING},
    # Waiting stops the clock and returns to where it came from.
    **{(status, Act.REQUEST_SUPPLEMENT): Status.AWAITING_SUPPLEMENT for status in _RUNNING},
    **{(status, Act.REQUEST_PAYMENT): Status.AWAITING_PAYMENT for status in _RUNNING},
    **{(status, Act.PAUSE): Status.PAUSED for status in _RUNNING},
    (Status.AWAITING_SUPPLEMENT, Act.SUPPLEMENT): Marker.BACK,
    (Status.AWAITING_PAYMENT, Act.CONFIRM_PAYMENT): Marker.BACK,
    (Status.PAUSED, Act.RESUME): Marker.BACK,
    # The promise: an apology never moves the status, nor the first due date.
    **{
        (status, act): Marker.SAME
        for status in sorted(PENDING)
        for act in (Act.APOLOGISE, Act.RESET_DUE)
    },
    # Endings.
    **{(status, Act.DECIDE): Status.DECIDED for status in _RUNNING},
    **{(status, Act.WITHDRAW): Status.WITHDRAWN for status in sorted(PENDING)},
    **{(status, Act.STOP): Status.STOPPED for status in sorted(PENDING)},
    # The result travels from the unit to the return counter, then to the person.
    (Status.DECIDED, Act.HAND_OVER): Marker.SAME,
    (Status.DECIDED, Act.ACCEPT_HAND_OVER): Marker.SAME,
    (Status.DECIDED, Act.DECLINE_HAND_OVER): Marker.SAME,
    (Status.DECIDED, Act.RETURN_RESULT): Status.RETURNED,
    # Mending.
    **{(status, Act.CORRECT): Marker.SAME for status in _IN_BOOKS},
    **{
        (status, Act.REVERSE): Marker.BACK for status in sorted(Status) if status is not Status.VOID
    },
}

#: The next act on the way to "handed back", whatever happened before: no status is a dead end.
NEXT_TOWARDS_RETURNED: dict[Status, Act] = {
    Status.VOID: Act.RECEIVE,
    Status.SUBMITTED: Act.RECEIVE,
    Status.RETURNED_TO_FILER: Act.RECEIVE,
    Status.REFUSED: Act.REVERSE,
    Status.RECEIVED: Act.DECIDE,
    Status.IN_PROGRESS: Act.DECIDE,
    Status.AWAITING_SUPPLEMENT: Act.SUPPLEMENT,
    Status.AWAITING_PAYMENT: Act.CONFIRM_PAYMENT,
    Status.PAUSED: Act.RESUME,
    Status.WITHDRAWN: Act.REVERSE,
    Status.STOPPED: Act.REVERSE,
    Status.DECIDED: Act.RETURN_RESULT,
}


def after(status: Status, act: Act, *, came_from: Status | None = None) -> Status:
    """Return the status the act leads to.

    ``came_from`` is needed where the table says ``BACK``: for the end of a waiting, the running
    status it was entered from; for ``REVERSE``, the from-side of the event taken back.
    Raises ``Unlawful`` for a pair that is not in the table or a way back that does not exist.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 17-21 (certainty: high).
    """
    target = TRANSITIONS.get((status, act))
    if target is None:
        raise Unlawful(status, act)
    if target is Marker.SAME:
        return status
    if isinstance(target, Status):
        return target
    if came_from is None or (act is not Act.REVERSE and came_from not in _RUNNING):
        raise Unlawful(status, act)
    return came_from


def lawful_acts(status: Status) -> tuple[Act, ...]:
    """Return every act lawful in the status, in the order of ``Act``."""
    return tuple(act for act in Act if (status, act) in TRANSITIONS)


def is_before_reception(status: Status) -> bool:
    """Tell whether the dossier is in no statutory column yet (or never came to be)."""
    return status in BEFORE_BOOKS
