"""A version is published by a decision and abolished by a decision; running dossiers keep theirs.

Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 13, 15 (certainty: high).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.catalog.actions import drafts, locks, versions
from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import Conflict, Origin, ProcedureState, ProcedureVersion
from motcua.catalog.queries import completeness
from motcua.catalog.queries import drafts as queries
from motcua.people.models import Account
from motcua.rules.completeness import ALWAYS, Part


class CannotPublish(Refused):
    """The draft lacks something, or its day does not follow; ``args[0]`` is the sentence."""


class NationalChanged(Refused):
    """The national catalogue changed the procedure since the draft was drawn up; ``args[0]`` holds now."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Chưa công bố: từ khi soạn dự thảo này, trung ương đã đổi thủ tục (phiên bản "
            "%(number)d). Hãy so sánh hai bản. Vẫn dùng bản của tỉnh thì tích ô xác nhận rồi gửi "
            "lại; dùng nội dung mới của trung ương thì bỏ dự thảo này và soạn từ phiên bản đó."
        ) % {"number": self.args[0].number}


class CannotAbolish(Refused):
    """The procedure cannot be abolished on that day; ``args[0]`` is the sentence."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """By which decision: number, day, who signed."""

    number: str
    on: date
    signer: str


@transaction.atomic
def publish(
    *,
    draft: ProcedureVersion,
    seen: str,
    decision: Decision,
    effective_from: date,
    by: Account,
    at: datetime,
    aware_of: int | None = None,
) -> ProcedureVersion:
    """Publish a draft by a decision; the version before it ends the day before.

    A record that lacks a part the decree requires is not published (NĐ 63/2010, Điều 8 khoản 2).
    ``aware_of``: the id of the national version that came in meanwhile and is knowingly ended.
    Raise ``NoDraft``, ``ChangedMeanwhile``, ``NationalChanged`` or ``CannotPublish``.
    """
    kept = drafts.held(draft, seen)
    locks.procedure(kept.procedure_id)
    newer = queries.newer_national(kept)
    if newer is not None:
        if newer.pk != aware_of:
            raise NationalChanged(newer)
        kept.supplements = newer
    _require_parts(kept)
    kept.decision_number = decision.number
    kept.decision_on = decision.on
    kept.decision_signer = decision.signer
    kept.effective_from = effective_from
    kept.written_by, kept.written_at = by, at
    kept.save()
    return put_in_force(kept)


def put_in_force(version: ProcedureVersion) -> ProcedureVersion:
    """Publish a draft that says its decision and its first day.

    What came in from the national catalogue on that very day is replaced: it held on no day. A
    conflict that waits is from now on one with this version. Raise ``CannotPublish``.
    """
    Conflict.objects.filter(procedure=version.procedure_id, outcome=Conflict.Outcome.OPEN).update(
        local=version
    )
    ProcedureVersion.objects.filter(
        procedure=version.procedure_id,
        state=ProcedureState.PUBLISHED,
        origin=Origin.NATIONAL,
        effective_from=version.effective_from,
        effective_to__isnull=True,
    ).exclude(pk=version.pk).update(effective_to=version.effective_from - timedelta(days=1))
    try:
        return versions.publish(version=version)
    except versions.Incomplete as lacking:
        raise CannotPublish(
            _(
                "Chưa công bố được: mỗi trường hợp phải có ít nhất một cách nộp, và thủ tục phải "
                "có ít nhất một kết quả."
            )
        ) from lacking
    except versions.Overlaps as early:
        raise CannotPublish(
            _("Ngày có hiệu lực phải sau ngày bắt đầu và ngày kết thúc của phiên bản trước.")
        ) from early


def _require_parts(draft: ProcedureVersion) -> None:
    required = {*ALWAYS, Part.RESULT}
    lacking = [one for one in completeness.lacking([draft])[draft.pk] if one in required]
    if lacking:
        raise CannotPublish(
            _(
                "Chưa công bố được vì còn thiếu: %(parts)s (Nghị định 63/2010/NĐ-CP, Điều 8). "
                "Cách nộp nào chưa có thời hạn thì ghi thời hạn, hoặc bỏ cách nộp đó."
            )
            % {"parts": ", ".join(completeness.named(lacking))}
        )


@transaction.atomic
def abolish(*, version: ProcedureVersion, decision: Decision, last_day: date) -> ProcedureVersion:
    """Abolish a procedure by a decision; ``last_day`` is the last on which it holds.

    Raise ``CannotAbolish`` when the version is over already, or would end before it begins.
    """
    if last_day < version.effective_from:
        raise CannotAbolish(_("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."))
    locks.procedure(version.procedure_id)
    ended = ProcedureVersion.objects.filter(
        pk=version.pk, state=ProcedureState.PUBLISHED, effective_to__isnull=True
    ).update(
        state=ProcedureState.ABOLISHED,
        effective_to=last_day,
        abolishing_number=decision.number,
        abolishing_on=decision.on,
        abolishing_signer=decision.signer,
    )
    if not ended:
        raise CannotAbolish(
            _("Phiên bản này đã kết thúc hoặc đã bãi bỏ. Hãy tải lại trang để xem bản mới nhất.")
        )
    version.refresh_from_db()
    return version
