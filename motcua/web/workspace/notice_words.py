"""How a notice is said, the same in the list and in a letter."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.base import clock
from motcua.dossiers.queries.alarms import Alarm
from motcua.notices.models import OF_REPORT, Notice, NoticeKind
from motcua.web.shared import wording
from motcua.web.workspace import morning_words


def sentence(notice: Notice, *, reader_id: int) -> str:
    """Say what a person was told; to another reader, of whom it speaks."""
    kind = NoticeKind(notice.kind)
    if kind is NoticeKind.NUDGE:
        return _said(notice)
    if kind is NoticeKind.MISSED:
        return _missed(notice, reader_id)
    if kind in OF_REPORT:
        return _of_reports(notice, kind)
    moment = {"at": wording.moment(notice.moment)}
    return {
        NoticeKind.STEP_SOON: _("Bước đến hạn ngày làm việc tiếp theo: %(at)s."),
        NoticeKind.STEP_DUE: _("Bước đã đến hạn lúc %(at)s mà chưa xong."),
        NoticeKind.DOSSIER_SOON: _("Hồ sơ đến hạn trả kết quả ngày làm việc tiếp theo: %(at)s."),
        NoticeKind.DOSSIER_DUE: _("Hồ sơ đã đến hạn trả kết quả lúc %(at)s mà chưa xong."),
    }[kind] % moment


def _of_reports(notice: Notice, kind: NoticeKind) -> str:
    """Tell of reports to file: how many, which agency's, by when."""
    if kind is NoticeKind.REPORT_SOON:
        words = ngettext(
            "%(number)s báo cáo của %(agency)s đến hạn nộp %(day)s.",
            "%(number)s báo cáo của %(agency)s đến hạn nộp %(day)s.",
            notice.number,
        )
    else:
        words = ngettext(
            "%(number)s báo cáo của %(agency)s đã đến hạn nộp %(day)s mà chưa nộp.",
            "%(number)s báo cáo của %(agency)s đã đến hạn nộp %(day)s mà chưa nộp.",
            notice.number,
        )
    return words % {
        "number": notice.number,
        "agency": notice.agency.name if notice.agency else "",
        "day": wording.long_day(clock.local(notice.moment).date()),
    }


def _said(notice: Notice) -> str:
    """Tell a leader's word: who, how many, of what, since when."""
    leader = notice.by.full_name if notice.by else ""
    what = morning_words.counted(Alarm(notice.alarm), notice.number)
    since = morning_words.since(Alarm(notice.alarm), notice.since or notice.made_at)
    return _("%(leader)s nhắc: %(what)s, %(since)s.") % {
        "leader": leader,
        "what": what,
        "since": since,
    }


def _missed(notice: Notice, reader_id: int) -> str:
    if notice.account_id != reader_id:
        return _missed_of_another(notice)
    words = ngettext(
        "Trong lúc hệ thống ngừng nhắc, từ %(at)s, %(number)d hồ sơ của ông/bà đã đến hạn.",
        "Trong lúc hệ thống ngừng nhắc, từ %(at)s, %(number)d hồ sơ của ông/bà đã đến hạn.",
        notice.number,
    )
    return words % {"at": wording.moment(notice.moment), "number": notice.number}


def _missed_of_another(notice: Notice) -> str:
    words = ngettext(
        "Trong lúc hệ thống ngừng nhắc, từ %(at)s, %(number)d hồ sơ của %(name)s đã đến hạn.",
        "Trong lúc hệ thống ngừng nhắc, từ %(at)s, %(number)d hồ sơ của %(name)s đã đến hạn.",
        notice.number,
    )
    told = {"at": wording.moment(notice.moment), "number": notice.number}
    return words % (told | {"name": notice.account.full_name})
