"""Through whose hands a dossier went, as its control slip tells it. Read from the history alone.

Căn cứ: Thông tư 01/2018/TT-VPCP, Mẫu 05; Thông tư 03/2025/TT-VPCP, Mẫu 06 (certainty: high: who gives
is who took before).
"""

from collections.abc import Sequence

from motcua.base import clock
from motcua.dossiers.models import DossierEvent
from motcua.dossiers.queries import delegations
from motcua.organizations.models import Post
from motcua.people.models import Account
from motcua.rules import deadline
from motcua.rules.codes import Act, Verdict
from motcua.slips.facts import Step

#: What is remarked at the next hand-over of whoever had the dossier then.
_REMARKS = {
    Act.REQUEST_SUPPLEMENT: "Chờ bổ sung hồ sơ",
    Act.REQUEST_PAYMENT: "Chờ thực hiện nghĩa vụ tài chính",
    Act.PAUSE: "Tạm dừng theo văn bản",
    Act.APOLOGISE: "Đã xin lỗi, hẹn lại",
    Act.RESET_DUE: "Đặt lại hạn theo quyết định",
}
_LATE_ENTRY = "Ghi nhận muộn"
#: What stands beside an event that this module reads.
AROUND = (
    "actor",
    "to_holder",
    "to_post",
    "to_agency",
    "offered_post",
    "return_at",
    delegations.BESIDE,
)


def steps(history: Sequence[DossierEvent]) -> tuple[Step, ...]:
    """Return every hand-over of the acts that stand, in their order: a giver is the taker before him.

    The counter that hands the result out took it from whoever had it.
    """
    found: list[Step] = []
    remarks: list[str] = []
    had: tuple[int | None, str] | None = None
    before: DossierEvent | None = None
    judged: Verdict | None = None
    for event in history:
        now = _custodian(event)
        judged = _worse(judged, _of_the_step(before, event))
        before = event
        if had is not None and now[0] != had[0]:
            found.append(
                Step(
                    giver=had[1],
                    taker=now[1],
                    at=clock.local(event.occurred_at),
                    verdict=judged or _stood(event),
                    note="; ".join(dict.fromkeys([*remarks, *_late(event)])),
                )
            )
            remarks = []
            judged = None
        had = now
        if event.act in _REMARKS:
            remarks.append(_REMARKS[Act(event.act)])
    return tuple(found)


def _custodian(event: DossierEvent) -> tuple[int | None, str]:
    """Return who has the dossier after an act: his id, and how he is named."""
    if event.act == Act.RETURN_RESULT and event.actor is not None:
        return event.actor_id, f"{delegations.actor_named(event)}, {event.return_at.name}"
    return event.to_holder_id, _named(event.to_holder, event.to_post or event.offered_post, event)


def _named(holder: Account | None, post: Post | None, event: DossierEvent) -> str:
    place = post.unit if post is not None and post.unit else ""
    parts = [holder.full_name if holder else "", place, event.to_agency.name]
    return ", ".join(part for part in parts if part)


def _stood(event: DossierEvent) -> Verdict:
    """How the dossier stood at a hand-over: as settled, before that by the due moment of then."""
    if event.verdict_control:
        return Verdict(event.verdict_control)
    if event.to_due_at is None:
        return Verdict.ON_TIME
    return deadline.for_control(event.occurred_at, event.to_due_at)


def _of_the_step(before: DossierEvent | None, event: DossierEvent) -> Verdict | None:
    """How the step was left that an act ended, by its own time; nothing where it ended none.

    The counter is not judged by when the citizen comes for the result.
    """
    if before is None or event.act == Act.RETURN_RESULT:
        return None
    if not event.from_step or event.from_step == event.to_step:
        return None
    due_at = clock.local(before.step_due_at) if before.step_due_at else None
    return deadline.for_control(clock.local(event.occurred_at), due_at)


def _worse(one: Verdict | None, other: Verdict | None) -> Verdict | None:
    """Of several steps left in one pair of hands a late one tells; else the last."""
    return Verdict.LATE if Verdict.LATE in (one, other) else other or one


def _late(event: DossierEvent) -> list[str]:
    return [_LATE_ENTRY] if event.late_entry else []
