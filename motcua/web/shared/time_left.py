"""A dossier's remaining time, the same everywhere: words first, then an icon and a colour."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.rules.codes import BEFORE_BOOKS, SETTLED, WAITING, Status, TimeUnit, Verdict
from motcua.rules.deadline import Remaining
from motcua.web.shared import labels, wording

NEAR_DAYS = 1
NEAR_HOURS = 4


class Tone(StrEnum):
    """The four states of time, the ended one, and the one the law sets no limit for."""

    IN_TIME = "in-time"
    NEAR = "near"
    LATE = "late"
    WAITING = "waiting"
    ENDED = "ended"
    UNTIMED = "untimed"


@dataclass(frozen=True)
class TimeLeft:
    """Words, and the tone they are shown in."""

    tone: Tone
    words: str

    @property
    def icon(self) -> str:
        """Return the name of the tone's icon in ``icons.svg``."""
        return "clock" if self.tone is Tone.UNTIMED else self.tone.value


_WAITING_WORDS = {
    Status.AWAITING_SUPPLEMENT: lambda: _("chờ người nộp bổ sung hồ sơ"),
    Status.AWAITING_PAYMENT: lambda: _("chờ thực hiện nghĩa vụ tài chính"),
    Status.PAUSED: lambda: _("tạm dừng xử lý"),
    Status.RETURNED_TO_FILER: lambda: _("chờ người nộp bổ sung hồ sơ"),
}
_VERDICT_WORDS = {
    Verdict.EARLY: lambda: _("xong trước hạn"),
    Verdict.ON_TIME: lambda: _("xong đúng hạn"),
    Verdict.LATE: lambda: _("xong quá hạn"),
}


def runs(status: Status) -> bool:
    """Tell whether time still runs, so that what is left of it is worth computing."""
    waits = status in WAITING or status is Status.RETURNED_TO_FILER
    before = status in BEFORE_BOOKS and status is not Status.SUBMITTED
    return not (waits or before or status in SETTLED)


def of(*, status: Status, remaining: Remaining | None, verdict: Verdict = Verdict.NONE) -> TimeLeft:
    """Say how a dossier in ``status`` stands; ``remaining`` is None when the law sets no limit."""
    if status in WAITING or status is Status.RETURNED_TO_FILER:
        return TimeLeft(Tone.WAITING, _WAITING_WORDS[status]())
    if status in SETTLED or (status in BEFORE_BOOKS and status is not Status.SUBMITTED):
        return _over(status, verdict)
    if remaining is None:
        return TimeLeft(Tone.UNTIMED, _("không quy định thời hạn"))
    return running(remaining)


def running(remaining: Remaining) -> TimeLeft:
    """Say how much of a running limit is left or over."""
    if remaining.unit is TimeUnit.WORKING_HOURS:
        return _in_hours(remaining)
    words = _in_days(remaining)
    if remaining.overdue:
        return TimeLeft(Tone.LATE, words)
    if not remaining.days:
        return TimeLeft(Tone.NEAR, _("đến hạn hôm nay"))
    return TimeLeft(Tone.NEAR if remaining.days <= NEAR_DAYS else Tone.IN_TIME, words)


def _in_days(remaining: Remaining) -> str:
    count = remaining.days
    calendar = remaining.unit is TimeUnit.CALENDAR_DAYS
    if remaining.overdue and calendar:
        words = ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", count)
    elif remaining.overdue:
        words = ngettext("quá hạn %(days)s ngày làm việc", "quá hạn %(days)s ngày làm việc", count)
    elif calendar:
        words = ngettext("còn %(days)s ngày", "còn %(days)s ngày", count)
    else:
        words = ngettext("còn %(days)s ngày làm việc", "còn %(days)s ngày làm việc", count)
    return words % {"days": wording.number(count)}


def _in_hours(remaining: Remaining) -> TimeLeft:
    count = remaining.hours
    if remaining.overdue:
        words = ngettext("quá hạn %(hours)s giờ làm việc", "quá hạn %(hours)s giờ làm việc", count)
        return TimeLeft(
            Tone.LATE,
            words % {"hours": wording.number(count)}
            if count
            else _("quá hạn chưa đến 1 giờ làm việc"),
        )
    if not count:
        return TimeLeft(Tone.NEAR, _("còn chưa đến 1 giờ làm việc"))
    words = ngettext("còn %(hours)s giờ làm việc", "còn %(hours)s giờ làm việc", count)
    tone = Tone.NEAR if count <= NEAR_HOURS else Tone.IN_TIME
    return TimeLeft(tone, words % {"hours": wording.number(count)})


def _over(status: Status, verdict: Verdict) -> TimeLeft:
    words = _VERDICT_WORDS.get(verdict)
    decided = status in (Status.DECIDED, Status.RETURNED)
    return TimeLeft(Tone.ENDED, words() if words and decided else labels.of(status))
