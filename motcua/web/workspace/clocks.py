"""The two clocks of a dossier side by side: of the law and of the service-quality index, each told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations import queries as agencies
from motcua.rules import courtesy, deadline
from motcua.rules.codes import PENDING, WAITING, Act, Status, TimeUnit, Verdict
from motcua.rules.limits import Limit
from motcua.web.shared import wording

_VERDICTS = {Verdict.EARLY: "trước hạn", Verdict.ON_TIME: "đúng hạn", Verdict.LATE: "quá hạn"}


@dataclass(frozen=True)
class Clock:
    """One clock: what it is called, when it is due, why, and how it judged an ended dossier."""

    name: str
    due_at: datetime | None
    why: str
    verdict: str


def of(
    dossier: Dossier, *, at: datetime, events: Sequence[DossierEvent] | None = None
) -> tuple[Clock, ...]:
    """Return the legal clock and that of the index; none before the clock starts.

    Each sentence comes from the code that computes its due moment; one set by a decision names it.
    """
    if dossier.clock_started_at is None:
        return ()
    events = queries.history(dossier) if events is None else events
    waits = queries.waits(dossier, now_ended_at=at, events=events)
    limit = Limit(dossier.limit_amount, TimeUnit(dossier.limit_unit))
    calendar = agencies.working_calendar(dossier.agency_id)
    started_at = dossier.clock_started_at
    legal = deadline.explain(received_at=started_at, limit=limit, calendar=calendar, waits=waits)
    index = deadline.explain_index(
        received_at=started_at, limit=limit, calendar=calendar, waits=waits
    )
    decided = _set_by_decision(dossier, events)
    return (
        Clock(
            name=_("Hạn trả kết quả theo quy định"),
            due_at=dossier.due_at,
            why=_told(dossier, decided + deadline.sentence(legal)),
            verdict=_verdict(dossier.verdict_report),
        ),
        Clock(
            name=_("Hạn tính vào Bộ chỉ số"),
            due_at=dossier.index_due_at,
            why=_told(
                dossier,
                decided + deadline.index_sentence(index, supplement_no=dossier.supplement_no),
            ),
            verdict=_verdict(dossier.verdict_index),
        ),
    )


def must_apologise(dossier: Dossier, *, at: datetime) -> bool:
    """Tell whether the dossier stands in "phải xin lỗi, hẹn lại ngày trả"."""
    status = Status(dossier.status)
    if status not in PENDING or status in WAITING or dossier.clock_started_at is None:
        return False
    return courtesy.must_apologise(
        now=at,
        started_at=dossier.clock_started_at,
        due_at=dossier.due_at,
        promised_at=dossier.promised_at,
        unit=TimeUnit(dossier.limit_unit),
        calendar=agencies.working_calendar(dossier.agency_id),
    )


def second_request_costs(dossier: Dossier) -> str:
    """Say what asking again costs; empty for the first request."""
    if not dossier.supplement_no:
        return ""
    return _(
        "Hồ sơ đã được yêu cầu bổ sung %(times)d lần. Nếu yêu cầu lần nữa, Bộ chỉ số tính hồ sơ này "
        "quá hạn ngay, dù trả trước ngày nào; hạn theo quy định vẫn chỉ tạm dừng."
    ) % {"times": dossier.supplement_no}


def _set_by_decision(dossier: Dossier, events: Sequence[DossierEvent]) -> str:
    """Say that a decision set the due date anew, where one did."""
    reset = [event for event in queries.effective(dossier, events) if event.act == Act.RESET_DUE]
    if not reset or dossier.due_at is None or dossier.due_at == dossier.first_due_at:
        return ""
    return _("Đặt lại theo quyết định ngày %(day)s thành %(due)s. Trước đó: ") % {
        "day": wording.day(reset[-1].occurred_on),
        "due": wording.long_day(dossier.due_at),
    }


def _told(dossier: Dossier, sentence: str) -> str:
    if dossier.waiting_since is None:
        return sentence
    return _("Nếu việc chờ kết thúc hôm nay: %(sentence)s") % {"sentence": sentence}


def _verdict(verdict: str) -> str:
    return _VERDICTS.get(Verdict(verdict), "")
