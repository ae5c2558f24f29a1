"""The books' legs: which movement an event writes, and accounts that refuse to be unbalanced.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the identity of the columns; the
legs themselves are the bookkeeping that makes the identity hold).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Self

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

#: What a pending dossier is at the end of a window; the keys a counting rule may use.
CLOSINGS = (
    "closing_running_in_time",
    "closing_running_overdue",
    "closing_awaiting_supplement",
    "closing_awaiting_payment",
    "closing_paused",
)
_WAITING_CLOSING = {
    Status.AWAITING_SUPPLEMENT: "closing_awaiting_supplement",
    Status.AWAITING_PAYMENT: "closing_awaiting_payment",
    Status.PAUSED: "closing_paused",
}


class Impossible(ValueError):
    """A change of status and agency that no act of the lifecycle makes."""


class Unbalanced(ValueError):
    """The legs of a movement do not add up."""


class NegativeCount(ValueError):
    """A leaf count below zero."""


def _account(status: Status) -> str:
    if status in BEFORE_BOOKS:
        return "outside"
    return "pending" if status in PENDING else "settled"


_KINDS = {
    ("outside", "pending"): MovementKind.RECEIVED,
    ("pending", "outside"): MovementKind.ANNULLED,
    ("pending", "settled"): MovementKind.SETTLED,
    ("settled", "pending"): MovementKind.REOPENED,
    ("outside", "outside"): MovementKind.NONE,
    ("settled", "settled"): MovementKind.NONE,
    ("pending", "pending"): MovementKind.NONE,
}
_ONE_AGENCY = frozenset({MovementKind.SETTLED, MovementKind.REOPENED})


def kind(
    *,
    from_status: Status,
    to_status: Status,
    from_agency: Hashable,
    to_agency: Hashable,
    act: Act,
) -> MovementKind:
    """Return the one leg of the books the event writes.

    Agencies are opaque. A receipt is ``to_agency``'s, an annulment ``from_agency``'s; a settlement
    or a reopening stays within one agency. Raises ``Impossible``.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high: a dossier is in one account).
    """
    found = _KINDS.get((_account(from_status), _account(to_status)))
    moved = from_agency != to_agency
    if found is None or (moved and found in _ONE_AGENCY):
        message = f"{from_status or 'void'} -> {to_status or 'void'} by {act}"
        raise Impossible(message)
    if found is MovementKind.RECEIVED and act is Act.CARRY_IN:
        return MovementKind.CARRIED_IN
    if moved and from_status in PENDING and to_status in PENDING:
        return MovementKind.TRANSFERRED
    return found


def ending(to_status: Status, *, denied: bool = False) -> Ending:
    """Return how the settling status ended the dossier. Raises ``Impossible`` for any other.

    Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 19; Thông tư 03/2025/TT-VPCP, Điều 7 (certainty: high: a
    denial with reasons is a result; stopping at the applicant's request is apart).
    """
    if to_status not in SETTLED:
        raise Impossible(to_status)
    if to_status is Status.WITHDRAWN:
        return Ending.WITHDRAWN
    if to_status is Status.STOPPED:
        return Ending.STOPPED
    return Ending.DENIED if denied else Ending.GRANTED


def closing(status: Status, *, due_on: date | None, through: date) -> str:
    """Return which of ``CLOSINGS`` a dossier pending at the end of the day ``through`` is.

    Overdue: its clock runs and its due date is before ``through``. Raises ``Impossible`` for a
    status that is not pending.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 12 và 13 (certainty: high; medium for a
    waiting dossier never being overdue).
    """
    if status not in PENDING:
        raise Impossible(status)
    if status in _WAITING_CLOSING:
        return _WAITING_CLOSING[status]
    if due_on is not None and due_on < through:
        return "closing_running_overdue"
    return "closing_running_in_time"


def is_of_window(*, received_posted_on: date, carried_in: bool, from_on: date) -> bool:
    """Tell whether the receipt belongs to the window's columns 4 and 5, or to column 6.

    A dossier carried in at go-live or a merger is never a new reception.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 4-6 (certainty: high).
    """
    return not carried_in and received_posted_on >= from_on


@dataclass(frozen=True)
class Movement:
    """opening + received + transferred_in + reopened = settled + transferred_out + closing.

    Dossiers carried in count in ``transferred_in``; the annulment of a receipt of the window
    reduces ``received``, of an earlier one counts in ``transferred_out``. Raises ``Unbalanced``.
    """

    opening: int
    received: int
    transferred_in: int
    reopened: int
    settled: int
    transferred_out: int
    closing: int

    def __post_init__(self) -> None:
        """Refuse to exist unbalanced."""
        came = self.opening + self.received + self.transferred_in + self.reopened
        went = self.settled + self.transferred_out + self.closing
        if came != went:
            message = f"{came} != {went}: {self}"
            raise Unbalanced(message)


def _without_zeros(counts: Mapping[Any, int]) -> dict[Any, int]:
    return {key: count for key, count in counts.items() if count}


def _add(counts: dict[Any, int], more: Mapping[Any, int]) -> None:
    for key, count in more.items():
        counts[key] = counts.get(key, 0) + count


def _refuse_below_zero(name: str, value: object, least: int) -> None:
    if least < 0:
        message = f"{name}: {value}"
        raise NegativeCount(message)


Ended = Mapping[tuple[Ending, Verdict], int]
ByChannel = Mapping[Channel, int]


@dataclass(frozen=True)
class Flows:
    """Every leaf count of one agency × procedure × field in one window; all by ``posted_on``.

    ``reopened`` are reopenings of settlements posted in the window, by what they were settled as;
    ``transferred_*`` and ``annulled`` by channel are of dossiers whose receipt was posted in the
    window (see ``is_of_window``), the ``*_before`` ones of all others. Late entries and what
    follows them are told under the table and are in no column. Flows of the same window add up;
    flows of two windows do not. Raises ``NegativeCount``.
    """

    opening: int = 0
    received: ByChannel = field(default_factory=dict)
    carried_in: int = 0
    settled: Ended = field(default_factory=dict)
    reopened: Ended = field(default_factory=dict)
    reopened_before: int = 0
    transferred_in: ByChannel = field(default_factory=dict)
    transferred_in_before: int = 0
    transferred_out: ByChannel = field(default_factory=dict)
    transferred_out_before: int = 0
    annulled: ByChannel = field(default_factory=dict)
    annulled_before: int = 0
    closing_running_in_time: int = 0
    closing_running_overdue: int = 0
    closing_awaiting_supplement: int = 0
    closing_awaiting_payment: int = 0
    closing_paused: int = 0
    late_entries: int = 0
    refused: int = 0
    returned_to_filer: int = 0
    handed_back: int = 0
    not_regulated: int = 0
    counted_elsewhere: int = 0

    def __post_init__(self) -> None:
        """Drop zeros, so that equal counts are equal; refuse a count below zero."""
        for name in _MAPPED:
            counts = getattr(self, name)
            if counts:
                counts = _without_zeros(counts)
                object.__setattr__(self, name, counts)
                _refuse_below_zero(name, counts, min(counts.values(), default=0))
        for name in _NUMBERS:
            if getattr(self, name) < 0:
                _refuse_below_zero(name, getattr(self, name), -1)

    def __add__(self, other: Self) -> Self:
        """Sum two parts of the same window."""
        return type(self).total((self, other))

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        """Sum any number of parts of the same window in one pass."""
        numbers: dict[str, Any] = {}
        mapped: dict[str, Any] = {}
        for part in parts:
            for name, value in vars(part).items():
                if not value:
                    continue
                if isinstance(value, int):
                    numbers[name] = numbers.get(name, 0) + value
                else:
                    _add(mapped.setdefault(name, {}), value)
        return cls(**numbers, **mapped)

    @property
    def closing(self) -> int:
        """Everything pending at the end of the window."""
        return sum(int(getattr(self, name)) for name in CLOSINGS)

    def movement(self) -> Movement:
        """Return the balanced legs. Raises ``Unbalanced``: a count is missing or doubled."""
        return Movement(
            opening=self.opening,
            received=sum(self.received.values()) - sum(self.annulled.values()),
            transferred_in=(
                sum(self.transferred_in.values()) + self.transferred_in_before + self.carried_in
            ),
            reopened=sum(self.reopened.values()) + self.reopened_before,
            settled=sum(self.settled.values()),
            transferred_out=(
                sum(self.transferred_out.values())
                + self.transferred_out_before
                + self.annulled_before
            ),
            closing=self.closing,
        )


#: The leaves of ``Flows`` that are counts by key, and those that are one number.
_MAPPED = tuple(leaf.name for leaf in fields(Flows) if leaf.default_factory is dict)
_NUMBERS = tuple(leaf.name for leaf in fields(Flows) if leaf.name not in _MAPPED)
