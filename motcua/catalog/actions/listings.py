"""An agency confirms that it shows the public what was published (đã niêm yết): dated, signed, kept.

Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 15-17 (certainty: high).
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import Listing
from motcua.catalog.queries import listings as queries
from motcua.organizations.models import Agency
from motcua.people.models import Account


class NothingChosen(Refused):
    """No change was chosen."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Hãy tích ít nhất một thủ tục đã niêm yết.")


class MovedMeanwhile(Refused):
    """What waits is no longer what the person was shown."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Danh sách vừa thay đổi: có người đã xác nhận, hoặc có thủ tục mới công bố. "
            "Chưa ghi gì; hãy xem lại danh sách dưới đây rồi xác nhận."
        )


class InTheFuture(Refused):
    """Nobody has put up tomorrow what is confirmed today."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Ngày niêm yết không thể sau hôm nay.")


@transaction.atomic
def confirm(
    *,
    agency: Agency,
    marks: Collection[str],
    seen: str,
    posted_on: date,
    on: date,
    by: Account,
    at: datetime,
) -> int:
    """Confirm the changes named by ``marks``, or all that wait when there are none but ``seen``.

    Return how many were confirmed. Raise ``NothingChosen``, ``MovedMeanwhile`` or ``InTheFuture``.
    """
    if posted_on > on:
        raise InTheFuture
    if not marks and not seen:
        raise NothingChosen
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    waiting = queries.waiting(agency.pk, on)
    if not marks and queries.seen(waiting) != seen:
        raise MovedMeanwhile
    chosen = [one for one in waiting if not marks or one.mark in marks]
    if not chosen or (marks and len(chosen) != len(set(marks))):
        raise MovedMeanwhile
    made = Listing.objects.bulk_create(
        Listing(
            agency=agency,
            procedure_id=one.procedure_id,
            version_id=one.required_id,
            posted_on=posted_on,
            by=by,
            at=at,
        )
        for one in chosen
    )
    return len(made)
