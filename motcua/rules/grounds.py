"""The closed lists a person chooses from: why a dossier is paused, why stopped, what made it late.

The code is kept in the history for ever; the words are printed. A province adds rows of its own and
ends what it no longer uses, each from a day on; a code that history refers to is never deleted.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19, 21 (certainty: medium for which grounds there are: sector
laws know more, therefore rows may be added); Nghị định 61/2018/NĐ-CP, Điều 19 (certainty: medium).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_ALWAYS = date(2018, 6, 21)


class GroundKind(StrEnum):
    """Which act asks for it."""

    PAUSE = "pause"
    STOP = "stop"
    LATENESS = "lateness"


class UnknownGround(LookupError):
    """No such code was in the list of the kind on the day."""


@dataclass(frozen=True)
class Ground:
    """One row of a list, in force from a day (inclusive) to a day (inclusive, open when ``None``)."""

    kind: GroundKind
    code: str
    words: str
    from_on: date = _ALWAYS
    to_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Tell whether it may be chosen on the day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


#: What every province begins with.
BASE: tuple[Ground, ...] = (
    Ground(GroundKind.PAUSE, "verification", "Chờ xác minh, trưng cầu giám định"),
    Ground(GroundKind.PAUSE, "other_agency", "Chờ kết quả của cơ quan khác theo quy định"),
    Ground(
        GroundKind.PAUSE, "court", "Chờ bản án, quyết định của Tòa án hoặc cơ quan có thẩm quyền"
    ),
    Ground(GroundKind.PAUSE, "force_majeure", "Thiên tai, dịch bệnh, sự kiện bất khả kháng"),
    Ground(GroundKind.STOP, "not_supplemented", "Quá hạn bổ sung mà người nộp không bổ sung"),
    Ground(GroundKind.STOP, "object_gone", "Đối tượng giải quyết không còn"),
    Ground(GroundKind.STOP, "by_decision", "Theo quyết định của cơ quan có thẩm quyền"),
    Ground(GroundKind.LATENESS, "verification", "Cần thêm thời gian xác minh"),
    Ground(GroundKind.LATENESS, "coordination", "Cơ quan phối hợp chưa có ý kiến"),
    Ground(GroundKind.LATENESS, "workload", "Hồ sơ nhiều hơn khả năng giải quyết"),
    Ground(GroundKind.LATENESS, "staff", "Thiếu người giải quyết"),
    Ground(GroundKind.LATENESS, "system", "Sự cố hệ thống"),
    Ground(GroundKind.LATENESS, "force_majeure", "Thiên tai, dịch bệnh, sự kiện bất khả kháng"),
)


def merged(kind: GroundKind, own: Iterable[Ground] = ()) -> tuple[Ground, ...]:
    """Return every row of a list; the province's ``own`` stand in place of ours with the same code."""
    rows = {ground.code: ground for ground in BASE if ground.kind is kind}
    rows |= {ground.code: ground for ground in own if ground.kind is kind}
    return tuple(rows.values())


def to_choose(kind: GroundKind, on: date, own: Iterable[Ground] = ()) -> tuple[Ground, ...]:
    """Return what may be chosen on the day, in its order."""
    return tuple(ground for ground in merged(kind, own) if ground.in_force(on))


def find(kind: GroundKind, code: str, on: date, own: Iterable[Ground] = ()) -> Ground:
    """Return the row of a code that may be chosen on the day. Raise UnknownGround.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium: a cause is stated, of a closed
    list).
    """
    for ground in to_choose(kind, on, own):
        if ground.code == code:
            return ground
    message = f"{kind}: {code}"
    raise UnknownGround(message)
