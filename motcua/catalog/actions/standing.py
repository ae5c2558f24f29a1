"""Dated lists by decision: a procedure joins one from a day, and leaves it after a day."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import ListMembership, Procedure, ProcedureList
from motcua.people.models import Account


class CodeTaken(Refused):
    """Another list bears the code."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Ký hiệu này đã có ở một danh sách khác.")


class Unknown(Refused):
    """Codes no procedure bears; ``args[0]`` are they."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Không có thủ tục mang mã: %(codes)s. Chưa ghi gì.") % {
            "codes": ", ".join(self.args[0])
        }


class AlreadyThere(Refused):
    """Procedures that are on the list on some of these days; ``args[0]`` are their codes."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Đã có trong danh sách vào những ngày này: %(codes)s. Chưa ghi gì.") % {
            "codes": ", ".join(self.args[0])
        }


class NotThere(Refused):
    """The membership has ended, or would end before it begins."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Thủ tục đã ra khỏi danh sách, hoặc ngày cuối trước ngày bắt đầu.")


@transaction.atomic
def make_list(
    *, code: str, name: str, decision: Decision, from_on: date, by: Account, at: datetime
) -> ProcedureList:
    """Make a list by a decision. Raise ``CodeTaken``."""
    made, fresh = ProcedureList.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "from_on": from_on,
            "decision_number": decision.number,
            "decision_on": decision.on,
            "signer": decision.signer,
            "noted_by": by,
            "noted_at": at,
        },
    )
    if not fresh:
        raise CodeTaken(code)
    return made


@transaction.atomic
def join(
    *,
    of: ProcedureList,
    codes: Collection[str],
    decision: Decision,
    from_on: date,
    by: Account,
    at: datetime,
) -> int:
    """Put procedures on a list from a day, all or none. Raise ``Unknown`` or ``AlreadyThere``."""
    held = ProcedureList.objects.select_for_update().get(pk=of.pk)
    wanted = dict.fromkeys(codes)
    found = {one.code: one for one in Procedure.objects.filter(code__in=wanted)}
    if unknown := [code for code in wanted if code not in found]:
        raise Unknown(unknown)
    there = held.members.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=from_on), procedure__in=found.values()
    )
    if taken := sorted(there.values_list("procedure__code", flat=True)):
        raise AlreadyThere(taken)
    rows = [
        ListMembership(
            list=held,
            procedure=procedure,
            from_on=from_on,
            decision_number=decision.number,
            decision_on=decision.on,
            noted_by=by,
            noted_at=at,
        )
        for procedure in found.values()
    ]
    return len(ListMembership.objects.bulk_create(rows))


@transaction.atomic
def leave(*, member: ListMembership, last_day: date) -> None:
    """Let a procedure leave a list after a day. Raise ``NotThere``."""
    ended = ListMembership.objects.filter(
        pk=member.pk, to_on__isnull=True, from_on__lte=last_day
    ).update(to_on=last_day)
    if not ended:
        raise NotThere(member.pk)
