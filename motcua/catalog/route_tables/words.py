"""The words of the table: how each closed vocabulary is written in it, and read back with patience.

A table is a Vietnamese document whoever looks at it, so these words are in no catalogue.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from motcua.base import text
from motcua.rules import step_times
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import END, Found, PostRole, Step, UnitKind, Way, Work

WORKS = {
    Work.RECEIVE: "Tiếp nhận",
    Work.ASSIGN: "Phân công",
    Work.ASSESS: "Thẩm định",
    Work.INSPECT: "Kiểm tra thực tế",
    Work.DRAFT: "Dự thảo kết quả",
    Work.REVIEW: "Soát dự thảo",
    Work.SIGN: "Ký duyệt",
    Work.ISSUE: "Vào sổ và phát hành",
    Work.RETURN_RESULT: "Trả kết quả",
}
UNITS = {
    UnitKind.ONE_STOP: "Bộ phận Một cửa",
    UnitKind.PROFESSIONAL: "Phòng chuyên môn",
    UnitKind.REGISTRY: "Văn thư",
    UnitKind.LEADERS: "Lãnh đạo cơ quan",
}
POSTS = {
    PostRole.CLERK: "Người tiếp nhận và trả kết quả",
    PostRole.OFFICER: "Người thụ lý",
    PostRole.LEADER: "Lãnh đạo",
}
FINDINGS = {
    Found.ELIGIBLE: "Đủ điều kiện",
    Found.NOT_ELIGIBLE: "Không đủ điều kiện",
    Found.AGREED: "Đồng ý",
    Found.NOT_AGREED: "Không đồng ý",
}
#: What a step may or must, by the attribute of ``Step``.
MARKS = {
    "may_consult": "Được lấy ý kiến phối hợp",
    "may_return": "Được trả lại bước trước",
    "must_attach": "Phải đính kèm kết quả",
    "must_sign": "Phải ký",
    "on_ministry_system": "Trên phần mềm của bộ ngành",
}
ENDS = "Kết thúc"
_ARROW = re.compile(r"\s*(?:→|->|=>|:)\s*")
_BETWEEN = re.compile(r"\s*[;\n]\s*")
_WITH_CODE = re.compile(r"\(([^()]+)\)\s*$")
Word = TypeVar("Word", bound=StrEnum)


class Unread(ValueError):
    """Something in a cell is not understood; its text is a Vietnamese sentence."""


def read_word(written: str, words: Mapping[Word, str]) -> Word:
    """Return what a word of a closed vocabulary means. Raise ``Unread`` naming the words there are."""
    folded = text.fold(written)
    found = next((one for one, word in words.items() if text.fold(word) == folded), None)
    if found is None:
        known = "; ".join(words.values())
        message = f"“{written}” không có trong các lựa chọn: {known}."
        raise Unread(message)
    return found


def read_time(written: str, bare_day: StepUnit) -> Time | None:
    """Return a time, None for an empty cell. Raise ``Unread``."""
    if not written:
        return None
    try:
        return step_times.read(written, bare_day=bare_day)
    except step_times.BadTime as bad:
        message = (
            f"Không hiểu thời gian “{written}”. Ghi như: 4 giờ làm việc; 0,5 ngày làm việc; "
            "2 ngày làm việc; 10 ngày lịch."
        )
        raise Unread(message) from bad


def read_marks(written: str) -> dict[str, bool]:
    """Return what the step may and must. Raise ``Unread``."""
    told = {one: name for name, one in MARKS.items()}
    found = dict.fromkeys(MARKS, False)
    for one in filter(None, _BETWEEN.split(written.strip())):
        known = next((name for word, name in told.items() if text.fold(word) == text.fold(one)), "")
        if not known:
            message = f"“{one}” không có trong các lựa chọn: {'; '.join(told)}."
            raise Unread(message)
        found[known] = True
    return found


def marks(step: Step) -> str:
    """Say what the step may and must."""
    return "; ".join(word for name, word in MARKS.items() if getattr(step, name))


def read_ways(written: str) -> tuple[Way, ...]:
    """Return where a step leads; nothing for an empty cell: to the next row. Raise ``Unread``."""
    return tuple(_way(one) for one in filter(None, _BETWEEN.split(written.strip())))


def _way(written: str) -> Way:
    *found, to = _ARROW.split(written, maxsplit=1)
    code = END if text.fold(to) == text.fold(ENDS) else to
    return Way(code, read_word(found[0], FINDINGS) if found else Found.NONE)


def agency_word(written: str) -> str:
    """Return by which word an agency is meant: the code in "Sở Tư pháp (H99.21)", or all of it."""
    coded = _WITH_CODE.search(written)
    return coded[1] if coded else written


def ways(step: Step, following: str) -> str:
    """Say where a step leads; nothing when it is the step ``following`` in the table."""
    if step.ways == (Way(following),):
        return ""
    return "; ".join(
        f"{FINDINGS[way.found]} → {to(way)}" if way.found else to(way) for way in step.ways
    )


def to(way: Way) -> str:
    """Say where a way leads."""
    return way.to or ENDS


def time(of: Time | None) -> str:
    """Say a time, nothing without one."""
    return "" if of is None else step_times.words(of)
