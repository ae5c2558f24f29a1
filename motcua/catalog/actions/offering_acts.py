"""Offering in bulk: one decision makes many agencies competent for many procedures, one act takes it back."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import OfferingAct, OfferingUndo, Procedure
from motcua.catalog.queries import offering_acts as queries
from motcua.organizations.models import Agency
from motcua.people.models import Account

_MAKE = """
    INSERT INTO catalog_offering (procedure_id, agency_id, from_on, to_on, unit, act_id)
    SELECT p.id, a.id, %(from_on)s::date, %(to_on)s::date, '', %(act)s
    FROM unnest(%(procedures)s::bigint[]) p(id) CROSS JOIN unnest(%(agencies)s::bigint[]) a(id)
    WHERE NOT EXISTS (
        SELECT 1 FROM catalog_offering o
        WHERE o.procedure_id = p.id AND o.agency_id = a.id
          AND (o.to_on IS NULL OR (o.to_on >= o.from_on AND o.to_on >= %(from_on)s))
          AND (%(to_on)s::date IS NULL OR o.from_on <= %(to_on)s)
    )
"""
#: A row taken back stays, and ends the day before it began.
_TAKE_BACK = """
    UPDATE catalog_offering o SET to_on = o.from_on - 1
    WHERE o.act_id = %(act)s AND o.to_on IS NOT DISTINCT FROM %(to_on)s::date
      AND o.desk_id IS NULL AND o.unit = ''
      AND NOT EXISTS (
        SELECT 1 FROM unnest(%(procedures)s::bigint[], %(agencies)s::bigint[]) used(procedure, agency)
        WHERE used.procedure = o.procedure_id AND used.agency = o.agency_id
    )
"""


class NothingChosen(Refused):
    """No procedure or no agency was chosen."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Hãy chọn ít nhất một thủ tục và một cơ quan.")


class NothingNew(Refused):
    """Every chosen agency offers every chosen procedure already."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Mọi cơ quan đã chọn đều đang giải quyết các thủ tục này; không có dòng nào mới.")


class MovedMeanwhile(Refused):
    """What would be made is no longer what the person was shown; ``args`` are now and then."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        now, then = self.args
        return _(
            "Từ lúc xem trước đến nay dữ liệu đã đổi: khi xem trước có %(then)d dòng mới, "
            "nay là %(now)d. Chưa ghi gì. Hãy xem lại rồi ghi lần nữa."
        ) % {"then": then, "now": now}


class EndsBeforeItBegins(Refused):
    """The last day lies before the first."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")


class AlreadyUndone(Refused):
    """The act was taken back before."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Đợt giao này đã được hoàn tác.")


class NothingToUndo(Refused):
    """Every offering of the act has a dossier or was changed since."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Không còn dòng nào hoàn tác được: các dòng của đợt này đã có hồ sơ hoặc đã thay đổi. "
            "Muốn thôi giải quyết, hãy kết thúc từng thủ tục bằng quyết định."
        )


@transaction.atomic
def offer_in_bulk(
    *,
    procedure_ids: Collection[int],
    agency_ids: Collection[int],
    from_on: date,
    to_on: date | None,
    decision_number: str,
    decision_on: date,
    expected: int,
    chosen: dict[str, Any],
    by: Account,
    at: datetime,
) -> OfferingAct:
    """Let each agency offer each procedure from a day on; pairs that hold already are left as they are.

    ``expected`` is the number of new offerings the person was shown. Raise ``NothingChosen``,
    ``EndsBeforeItBegins``, ``NothingNew`` or ``MovedMeanwhile``.
    """
    procedures, agencies = sorted(set(procedure_ids)), sorted(set(agency_ids))
    if not procedures or not agencies:
        raise NothingChosen
    if to_on is not None and to_on < from_on:
        raise EndsBeforeItBegins
    _hold(procedures, agencies)
    now = queries.preview(
        procedure_ids=procedures, agency_ids=agencies, from_on=from_on, to_on=to_on
    )
    if not now.new:
        raise NothingNew
    if now.new != expected:
        raise MovedMeanwhile(now.new, expected)
    act = OfferingAct.objects.create(
        decision_number=decision_number,
        decision_on=decision_on,
        from_on=from_on,
        to_on=to_on,
        procedures=now.procedures,
        agencies=now.agencies,
        made=now.new,
        held=now.held,
        chosen=chosen,
        by=by,
        at=at,
    )
    told: dict[str, Any] = {"procedures": procedures, "agencies": agencies, "act": act.pk}
    with connection.cursor() as cursor:
        cursor.execute(_MAKE, told | {"from_on": from_on, "to_on": to_on})
    return act


@transaction.atomic
def undo(
    *,
    act: OfferingAct,
    used: Callable[[OfferingAct], Collection[tuple[int, int]]],
    reason: str,
    by: Account,
    at: datetime,
) -> OfferingUndo:
    """Take back what an act made and nobody has used or changed since; the rest stays, counted.

    ``used`` answers, inside the transaction, which (procedure, agency) of the act have dossiers.
    Raise ``AlreadyUndone`` or ``NothingToUndo``.
    """
    held = OfferingAct.objects.select_for_update().get(pk=act.pk)
    if OfferingUndo.objects.filter(act=held).exists():
        raise AlreadyUndone
    list(held.offerings.order_by("pk").select_for_update().values_list("pk"))
    in_use = list(used(held))
    plan = queries.undo_preview(held, in_use)
    if not plan.withdrawn:
        raise NothingToUndo
    told: dict[str, Any] = {
        "procedures": [one for one, _a in in_use],
        "agencies": [one for _p, one in in_use],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, told | {"act": held.pk, "to_on": held.to_on})
    return OfferingUndo.objects.create(
        act=held,
        reason=reason,
        withdrawn=plan.withdrawn,
        kept_used=plan.used,
        kept_changed=plan.changed,
        by=by,
        at=at,
    )


def _hold(procedures: list[int], agencies: list[int]) -> None:
    """Let no one else offer any of these meanwhile; always in the same order."""
    list(
        Procedure.objects.filter(pk__in=procedures)
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )
    list(
        Agency.objects.filter(pk__in=agencies)
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )
