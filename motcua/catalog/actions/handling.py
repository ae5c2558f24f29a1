"""How the province handles procedures, and their service level: a row from a day, by decision, never edited.

Căn cứ: Nghị định 118/2025/NĐ-CP sửa đổi bởi 309/2026/NĐ-CP (certainty: high that these are stated by
decision; medium for the kinds of linking).
"""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import Handling, Linked, Procedure, Reach, ServiceLevelPeriod
from motcua.people.models import Account
from motcua.rules import service_levels
from motcua.rules.codes import ServiceLevel


class NotLater(Refused):
    """A row from that day or a later one exists; ``args[0]`` are the codes."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Đã có quyết định áp dụng từ ngày này hoặc muộn hơn cho: %(codes)s. Chưa ghi gì; hãy chọn ngày muộn hơn."
        ) % {"codes": ", ".join(self.args[0])}


class NotANumberAnyMore(Refused):
    """A numbered level stated for a day on which levels had names."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Từ 15/8/2022 dịch vụ công trực tuyến không còn mức 1–4. "
            "Hãy chọn toàn trình, một phần hoặc cung cấp thông tin."
        )


@dataclass(frozen=True, kw_only=True)
class Handled:
    """Một cửa, ngành dọc, liên thông, phi địa giới, bưu chính."""

    one_stop: bool = True
    vertical: bool = False
    linked: Linked = Linked.NONE
    reach: Reach = Reach.OWN
    post_in: bool = True
    post_out: bool = True


@transaction.atomic
def handle(
    *,
    procedures: Collection[Procedure],
    handled: Handled,
    decision: Decision,
    from_on: date,
    by: Account,
    at: datetime,
) -> int:
    """State how procedures are handled from a day; what held ends the day before. Raise ``NotLater``."""
    ids = _locked(procedures)
    _end_before(Handling.objects.filter(procedure__in=ids), from_on)
    stated = _stated(asdict(handled), decision, from_on, by, at)
    return len(Handling.objects.bulk_create(Handling(procedure_id=pk, **stated()) for pk in ids))


@transaction.atomic
def set_service_level(
    *,
    procedures: Collection[Procedure],
    level: ServiceLevel | int,
    decision: Decision,
    from_on: date,
    by: Account,
    at: datetime,
) -> int:
    """State the service level from a day, by name, or for days before 15/8/2022 by its number.

    Raise ``NotLater``, ``NotANumberAnyMore`` or ``service_levels.NoSuchLevel``.
    """
    number = None if isinstance(level, ServiceLevel) else level
    if number is not None and not service_levels.may_be_numbered(from_on):
        raise NotANumberAnyMore
    name = level if isinstance(level, ServiceLevel) else service_levels.named(level)
    ids = _locked(procedures)
    _end_before(ServiceLevelPeriod.objects.filter(procedure__in=ids), from_on)
    stated = _stated({"level": name.value, "stated": number}, decision, from_on, by, at)
    rows = [ServiceLevelPeriod(procedure_id=pk, **stated()) for pk in ids]
    return len(ServiceLevelPeriod.objects.bulk_create(rows))


def _locked(procedures: Collection[Procedure]) -> list[int]:
    rows = Procedure.objects.select_for_update(no_key=True).order_by("pk")
    return list(rows.filter(pk__in=[one.pk for one in procedures]).values_list("pk", flat=True))


def _end_before(rows: QuerySet[Any], from_on: date) -> None:
    if later := sorted(rows.filter(from_on__gte=from_on).values_list("procedure__code", flat=True)):
        raise NotLater(later)
    rows.filter(to_on=None).update(to_on=from_on - timedelta(days=1))


def _stated(
    facts: dict[str, Any], decision: Decision, from_on: date, by: Account, at: datetime
) -> Callable[[], dict[str, Any]]:
    told = {
        "from_on": from_on,
        "decision_number": decision.number,
        "decision_on": decision.on,
        "noted_by": by,
        "noted_at": at,
    }
    return lambda: facts | told
