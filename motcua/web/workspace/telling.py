"""A dossier's history told as sentences: who did what, when, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.catalog.queries import following
from motcua.catalog.route_tables.words import FINDINGS
from motcua.dossiers import queries
from motcua.dossiers.models import DossierEvent
from motcua.dossiers.queries import delegations
from motcua.rules.codes import Act, Outcome, Status
from motcua.rules.steps import Found
from motcua.web.shared import labels, wording

_LATE = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One sentence of the history, as the timeline shows it."""

    at: datetime
    words: str
    tone: str
    tags: tuple[str, ...]
    note: str


#: What each act says of itself; ``%(who)s`` is the officer.
_SAID = {
    Act.SUBMIT: lambda: _("Hồ sơ được nộp, chờ tiếp nhận."),
    Act.RETURN_TO_FILER: lambda: _("%(who)s yêu cầu người nộp bổ sung trước khi tiếp nhận."),
    Act.RESUBMIT: lambda: _("Người nộp gửi lại hồ sơ."),
    Act.REFUSE: lambda: _("%(who)s từ chối tiếp nhận hồ sơ."),
    Act.RECEIVE: lambda: _("%(who)s tiếp nhận hồ sơ. %(due)s"),
    Act.CARRY_IN: lambda: _("Hồ sơ được chuyển vào sổ với số và ngày ban đầu. %(due)s"),
    Act.ASSIGN: lambda: _("%(who)s phân công cho %(holder)s."),
    Act.HAND_OVER: lambda: _("%(who)s bàn giao cho %(offered)s."),
    Act.ACCEPT_HAND_OVER: lambda: _("%(who)s nhận bàn giao."),
    Act.DECLINE_HAND_OVER: lambda: _("%(who)s không nhận bàn giao."),
    Act.FINISH_STEP: lambda: _("%(who)s hoàn thành bước %(left)s%(finding)s. %(on)s"),
    Act.SEND_BACK: lambda: _("%(who)s trả hồ sơ về bước %(step)s. %(on)s"),
    Act.MOVE_STEP: lambda: _("%(who)s chuyển hồ sơ đến bước %(step)s, khác quy trình. %(on)s"),
    Act.CONSULT: lambda: _("%(who)s lấy ý kiến phối hợp."),
    Act.ANSWER: lambda: _("%(who)s cho ý kiến phối hợp."),
    Act.REQUEST_SUPPLEMENT: lambda: _("%(who)s yêu cầu bổ sung hồ sơ; thời hạn tạm dừng."),
    Act.SUPPLEMENT: lambda: _("%(who)s nhận giấy tờ bổ sung. %(due)s"),
    Act.REQUEST_PAYMENT: lambda: _("%(who)s yêu cầu thực hiện nghĩa vụ tài chính."),
    Act.CONFIRM_PAYMENT: lambda: _("Đã thực hiện nghĩa vụ tài chính. %(due)s"),
    Act.PAUSE: lambda: _("%(who)s tạm dừng xử lý; thời hạn tạm dừng."),
    Act.RESUME: lambda: _("%(who)s tiếp tục xử lý. %(due)s"),
    Act.APOLOGISE: lambda: _("%(who)s gửi lời xin lỗi và hẹn lại ngày trả: %(promised)s."),
    Act.RESET_DUE: lambda: _("%(who)s đặt lại hạn trả kết quả. %(due)s"),
    Act.DECIDE: lambda: _("%(who)s ghi nhận kết quả: %(outcome)s (%(verdict)s)."),
    Act.WITHDRAW: lambda: _("Người nộp rút hồ sơ."),
    Act.STOP: lambda: _("%(who)s dừng xử lý hồ sơ."),
    Act.RETURN_RESULT: lambda: _("%(who)s trả kết quả."),
    Act.TRANSFER: lambda: _("%(who)s chuyển hồ sơ đến %(agency)s."),
    Act.CORRECT: lambda: _("%(who)s đính chính hồ sơ."),
    Act.REVERSE: lambda: _("%(who)s thu hồi việc trước đó."),
}


def history(events: Sequence[DossierEvent]) -> list[Entry]:
    """Tell the events in their order; the last one stands out, those taken back are marked."""
    gone = {event.reverses_id for event in events if event.reverses_id}
    last = events[-1].pk if events else None
    return [
        _entry(event, taken_back=event.pk in gone, is_last=event.pk == last) for event in events
    ]


def _entry(event: DossierEvent, *, taken_back: bool, is_last: bool) -> Entry:
    return Entry(
        at=event.occurred_at,
        words=(_SAID[Act(event.act)]() % _parts(event)).strip(),
        tone=_tone(event, is_last=is_last),
        tags=_tags(event, taken_back=taken_back),
        note=queries.text_of(event),
    )


def _parts(event: DossierEvent) -> dict[str, str]:
    due = event.to_due_at
    return {
        "who": _who(event),
        "due": _("Hạn trả kết quả: %(day)s.") % {"day": wording.long_day(due)} if due else "",
        "holder": event.to_holder.full_name if event.to_holder else _("đơn vị"),
        "offered": _offered(event),
        "promised": wording.long_day(event.promised_at) if event.promised_at else "",
        "outcome": labels.of(Outcome(event.outcome)).lower(),
        "verdict": _verdict(event),
        "agency": event.to_agency.name,
        **_of_the_step(event),
    }


def _who(event: DossierEvent) -> str:
    """Name who acted, and in whose place."""
    if event.actor is None:
        return _("Hệ thống")
    absent = delegations.instead_of(event)
    if not absent:
        return event.actor.full_name
    named = {"who": event.actor.full_name, "absent": absent}
    return _("%(who)s (thay ông/bà %(absent)s)") % named


def _of_the_step(event: DossierEvent) -> dict[str, str]:
    """Say which step was left, what it found, which is reached, and whom it waits for."""
    if event.route_id is None:
        return {"left": "", "step": "", "finding": "", "on": ""}
    found = FINDINGS.get(Found(event.found), "")
    waits = event.offered_to is not None or event.offered_post is not None
    on = _("Chờ %(offered)s nhận.") % {"offered": _offered(event)} if waits else ""
    return {
        "left": step_named(event.route_id, event.from_step),
        "step": step_named(event.route_id, event.to_step),
        "finding": f" ({found.lower()})" if found else "",
        "on": on,
    }


def step_named(route_id: int, code: str) -> str:
    """Name a step of a route: code and name; nothing for none."""
    step = following.followed(route_id).rule.by_code.get(code)
    return f"{step.code}, {step.name}" if step else code


def _offered(event: DossierEvent) -> str:
    if event.offered_to:
        return event.offered_to.full_name
    return event.offered_post.name if event.offered_post else _("đơn vị thụ lý")


def _verdict(event: DossierEvent) -> str:
    words = {"early": _("trước hạn"), "on_time": _("đúng hạn"), "late": _("quá hạn")}
    return words.get(event.verdict_report, "")


def _tone(event: DossierEvent, *, is_last: bool) -> str:
    stopped = event.from_status in {
        Status.AWAITING_SUPPLEMENT,
        Status.AWAITING_PAYMENT,
        Status.PAUSED,
        Status.RETURNED_TO_FILER,
    }
    return " ".join(word for word, on in (("stopped", stopped), ("now", is_last)) if on)


def _tags(event: DossierEvent, *, taken_back: bool) -> tuple[str, ...]:
    tags = []
    if taken_back:
        tags.append(_("đã thu hồi"))
    if event.late_entry:
        tags.append(_("ghi nhận muộn"))
    elif event.recorded_at - event.occurred_at > _LATE:
        recorded = wording.day(clock.local(event.recorded_at))
        tags.append(_("ghi vào sổ ngày %(day)s") % {"day": recorded})
    return tuple(tags)
