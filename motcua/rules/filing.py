"""How a report goes upward: filed, returned with a remark, accepted; and by when. Pure.

Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium that a report goes through the level above, which
consolidates it); Nghị định 09/2019/NĐ-CP, Điều 13 (certainty: low for the days; a campaign may set others).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from motcua.rules.codes import Level
from motcua.rules.periods import Window


class State(StrEnum):
    """Where the report of a unit stands."""

    WAITING = "waiting"
    FILED = "filed"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Deed(StrEnum):
    """What is done to the report of a unit; each is one line of its history."""

    FILE = "file"
    RETURN = "return"
    ACCEPT = "accept"
    REMIND = "remind"


class Unlawful(ValueError):
    """The report stands where this cannot be done; the message is a Vietnamese sentence to show."""


#: The whole way on one screen. A pair that is absent cannot be done.
AFTER = {
    (State.WAITING, Deed.FILE): State.FILED,
    (State.WAITING, Deed.REMIND): State.WAITING,
    (State.FILED, Deed.RETURN): State.RETURNED,
    (State.FILED, Deed.ACCEPT): State.ACCEPTED,
    (State.RETURNED, Deed.FILE): State.FILED,
    (State.RETURNED, Deed.REMIND): State.RETURNED,
    (State.ACCEPTED, Deed.RETURN): State.RETURNED,
}
WORDS = {
    State.WAITING: "Chưa nộp",
    State.FILED: "Đã nộp, chờ tiếp nhận",
    State.RETURNED: "Trả lại để hoàn thiện",
    State.ACCEPTED: "Đã tiếp nhận",
}
DEED_WORDS = {
    Deed.FILE: "Ký duyệt và nộp",
    Deed.RETURN: "Trả lại để hoàn thiện",
    Deed.ACCEPT: "Tiếp nhận",
    Deed.REMIND: "Đôn đốc",
}
#: Days after the last day of the window: a window that ends on the 14th gives the 18th and the 20th.
DAYS_AFTER = {Level.COMMUNE: 4, Level.DISTRICT: 6, Level.PROVINCE: 6}
#: The whole of a province goes to the ministry by the 25th.
WHOLE_PROVINCE_DAYS_AFTER = 11


def after(state: State, deed: Deed) -> State:
    """Return where the report stands after a deed. Raise ``Unlawful``.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium).
    """
    found = AFTER.get((state, deed))
    if found is None:
        message = (
            f"Báo cáo đang ở tình trạng “{WORDS[state]}”, không thể {DEED_WORDS[deed].lower()}."
        )
        raise Unlawful(message)
    return found


def state_of(deeds: Iterable[Deed]) -> State:
    """Fold a history into where the report stands. Raise ``Unlawful``.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium).
    """
    state = State.WAITING
    for deed in deeds:
        state = after(state, deed)
    return state


def due_on(level: Level, window: Window, *, whole: bool) -> date:
    """Return the day by which a unit reports, unless the campaign sets another.

    Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 13 (certainty: low for the days).
    """
    days = DAYS_AFTER[level]
    if whole and level is Level.PROVINCE:
        days = WHOLE_PROVINCE_DAYS_AFTER
    return window.to_on + timedelta(days=days)


def is_late(due: date, filed_on: date | None, today: date) -> bool:
    """Tell whether a report came, or is by now, after its day.

    Căn cứ: Nghị định 09/2019/NĐ-CP, Điều 13 (certainty: medium that the day itself is in time).
    """
    return (filed_on or today) > due
