"""The province states a limit the source lacks, and chooses when the source says something new.

Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 8, 13 (certainty: high that a limit belongs to a procedure; a missing
one is never guessed).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.catalog.actions import copying, locks, publication
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import (
    LIMIT_MISSING,
    CaseChannel,
    Conflict,
    Origin,
    ProcedureState,
    ProcedureVersion,
)
from motcua.people.models import Account


class NothingStated(Refused):
    """No limit was stated."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Hãy ghi ít nhất một thời hạn.")


class NoLongerOpen(Refused):
    """Another version holds by now, or the procedure was abolished."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Từ lúc mở trang đến nay thủ tục đã có phiên bản khác. Chưa ghi gì; "
            "hãy mở lại thủ tục để xem còn thiếu gì."
        )


class Settled(Refused):
    """Somebody chose before, or the source changed once more."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Việc này đã có người xử lý, hoặc trung ương vừa đổi tiếp. Hãy tải lại trang.")


@dataclass(frozen=True, kw_only=True)
class LimitStated:
    """A limit as somebody states it."""

    amount: int | None
    unit: str
    note: str = ""


@transaction.atomic
def complete(
    *,
    version: ProcedureVersion,
    limits: Mapping[int, LimitStated],
    decision: Decision,
    from_on: date,
    by: Account,
    at: datetime,
) -> ProcedureVersion:
    """State limits (by channel id) in a version of the province's own that no import overwrites.

    Raise ``NothingStated``, ``NoLongerOpen`` or ``publication.CannotPublish``.
    """
    locks.procedure(version.procedure_id)
    held = ProcedureVersion.objects.filter(
        pk=version.pk, state=ProcedureState.PUBLISHED, effective_to__isnull=True
    ).first()
    if held is None:
        raise NoLongerOpen(version.pk)
    stated = _by_place(held, limits)
    if not stated:
        raise NothingStated
    made = copying.copied(
        held,
        number=_last_number(held.procedure_id) + 1,
        state=ProcedureState.DRAFT,
        origin=Origin.LOCAL,
        supplements_id=held.pk if held.origin == Origin.NATIONAL else held.supplements_id,
        effective_from=from_on,
        decision_number=decision.number,
        decision_on=decision.on,
        decision_signer=decision.signer,
        written_by_id=by.pk,
        written_at=at,
        source={"completes": held.number},
    )
    copying.copy_parts(held, made)
    for channel in CaseChannel.objects.filter(case__version=made).select_related("case"):
        limit = stated.get((channel.case.order, channel.channel))
        if limit is not None:
            channel.limit_amount, channel.limit_unit = limit.amount, limit.unit
            channel.limit_note = limit.note or channel.limit_note
            channel.save(update_fields=["limit_amount", "limit_unit", "limit_note"])
    return publication.put_in_force(made)


@transaction.atomic
def keep_local(*, conflict: Conflict, by: Account, at: datetime) -> None:
    """Keep the version of the province; what the source says stays readable. Raise ``Settled``."""
    _settle(conflict, Conflict.Outcome.KEPT, by, at)


@transaction.atomic
def take_national(
    *, conflict: Conflict, from_on: date, with_limits: bool, by: Account, at: datetime
) -> ProcedureVersion:
    """Let what the source says hold from a day; the version of the province ends the day before.

    ``with_limits``: the limits the province had stated are kept where the source still lacks them.
    Raise ``Settled`` or ``publication.CannotPublish``.
    """
    _settle(conflict, Conflict.Outcome.TAKEN, by, at)
    national, local = conflict.national, conflict.local
    national.effective_from = from_on
    national.save(update_fields=["effective_from"])
    published = publication.put_in_force(national)
    limits = _from_local(published, local) if with_limits else {}
    if not limits:
        return published
    decision = Decision(
        number=local.decision_number,
        on=local.decision_on or from_on,
        signer=local.decision_signer,
    )
    return complete(
        version=published, limits=limits, decision=decision, from_on=from_on, by=by, at=at
    )


def _settle(conflict: Conflict, outcome: Conflict.Outcome, by: Account, at: datetime) -> None:
    locks.procedure(conflict.procedure_id)
    settled = Conflict.objects.filter(pk=conflict.pk, outcome=Conflict.Outcome.OPEN).update(
        outcome=outcome, settled_at=at, settled_by=by
    )
    if not settled:
        raise Settled(conflict.pk)


def _by_place(
    version: ProcedureVersion, limits: Mapping[int, LimitStated]
) -> dict[tuple[int, str], LimitStated]:
    """The limits by case and channel; only where one is missing, only where one is stated."""
    lacking = CaseChannel.objects.filter(
        case__version=version, limit_unit=LIMIT_MISSING
    ).select_related("case")
    return {
        (row.case.order, row.channel): limits[row.pk]
        for row in lacking
        if row.pk in limits and limits[row.pk].unit != LIMIT_MISSING
    }


def _from_local(national: ProcedureVersion, local: ProcedureVersion) -> dict[int, LimitStated]:
    """The limits of the province for the ways the source still leaves open, case by name."""
    own = {
        (row.case.name, row.channel): row
        for row in CaseChannel.objects.filter(case__version=local).select_related("case")
    }
    lacking = CaseChannel.objects.filter(
        case__version=national, limit_unit=LIMIT_MISSING
    ).select_related("case")
    found = {row.pk: own.get((row.case.name, row.channel)) for row in lacking}
    return {
        pk: LimitStated(amount=row.limit_amount, unit=row.limit_unit, note=row.limit_note)
        for pk, row in found.items()
        if row is not None and row.limit_unit != LIMIT_MISSING
    }


def _last_number(procedure_id: int) -> int:
    rows = ProcedureVersion.objects.filter(procedure=procedure_id).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0
