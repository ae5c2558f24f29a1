"""How an alarm is said, the same on the morning's page, in its letter and in a reminder."""

from datetime import datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from motcua.base import clock
from motcua.dossiers.queries.alarms import Alarm
from motcua.web.shared import wording

#: What each alarm is called, in the order in which a morning asks.
NAMES = {
    Alarm.UNANSWERED: _lazy("Quá 8 giờ làm việc chưa tiếp nhận, trả lời"),
    Alarm.KEPT: _lazy("Tiếp nhận chưa chuyển xử lý đúng ngày"),
    Alarm.LATE: _lazy("Quá hạn"),
    Alarm.NEAR: _lazy("Đến hạn hôm nay, ngày làm việc tiếp theo"),
}
#: The same as addresses name them.
KEYS = {
    Alarm.UNANSWERED: "chua-tra-loi",
    Alarm.KEPT: "chua-chuyen",
    Alarm.LATE: "qua-han",
    Alarm.NEAR: "sap-han",
}
TONES = {
    Alarm.UNANSWERED: "late",
    Alarm.KEPT: "late",
    Alarm.LATE: "late",
    Alarm.NEAR: "near",
}


def counted(alarm: Alarm, number: int) -> str:
    """Say how many dossiers of an alarm: "3 hồ sơ quá hạn"."""
    words = {
        Alarm.UNANSWERED: ngettext(
            "%(number)s hồ sơ quá 8 giờ làm việc chưa tiếp nhận, trả lời",
            "%(number)s hồ sơ quá 8 giờ làm việc chưa tiếp nhận, trả lời",
            number,
        ),
        Alarm.KEPT: ngettext(
            "%(number)s hồ sơ tiếp nhận chưa chuyển xử lý đúng ngày",
            "%(number)s hồ sơ tiếp nhận chưa chuyển xử lý đúng ngày",
            number,
        ),
        Alarm.LATE: ngettext("%(number)s hồ sơ quá hạn", "%(number)s hồ sơ quá hạn", number),
        Alarm.NEAR: ngettext(
            "%(number)s hồ sơ sắp đến hạn", "%(number)s hồ sơ sắp đến hạn", number
        ),
    }
    return words[alarm] % {"number": wording.number(number)}


def since(alarm: Alarm, at: datetime) -> str:
    """Say since when: submitted, received, late after, or due."""
    words = {
        Alarm.UNANSWERED: _("nộp từ %(at)s"),
        Alarm.KEPT: _("tiếp nhận từ %(at)s"),
        Alarm.LATE: _("hạn cũ nhất %(at)s"),
        Alarm.NEAR: _("hạn gần nhất %(at)s"),
    }
    return words[alarm] % {"at": _moment(clock.local(at))}


def _moment(at: datetime) -> str:
    """Write a moment; one that is the end of its day as the day."""
    if at.timetz().replace(tzinfo=None) == time.max:
        return wording.long_day(at)
    return wording.moment(at)
