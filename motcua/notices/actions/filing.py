"""Reminders of reports: told by whoever knows what is to be filed, taken back when it no longer is."""

from collections.abc import Collection
from datetime import datetime

from motcua.base import once
from motcua.notices.models import OF_REPORT, Notice, NoticeKind


@once.joined
def remind_of_reports(
    *,
    account_ids: Collection[int],
    agency_id: int,
    kind: NoticeKind,
    moment: datetime,
    number: int,
    at: datetime,
) -> None:
    """Tell people that their agency has ``number`` reports more to file by the day of ``moment``.

    Of the same agency and day they have one notice; with more in it, it is unread again.
    """
    for account_id in account_ids:
        notice, is_new = Notice.objects.select_for_update().get_or_create(
            account_id=account_id,
            kind=kind,
            agency_id=agency_id,
            moment=moment,
            defaults={"number": number, "made_at": at},
        )
        if is_new:
            continue
        notice.number = number + (notice.number if notice.cancelled_at is None else 0)
        notice.made_at, notice.cancelled_at, notice.read_at, notice.mailed_at = at, None, None, None
        notice.save(update_fields=["number", "made_at", "cancelled_at", "read_at", "mailed_at"])


@once.joined
def take_back_reports(*, agency_id: int, moment: datetime, number: int, at: datetime) -> int:
    """Correct what was told of an agency and day to ``number``; with nothing left it is taken back.

    Return how many notices were taken back.
    """
    told = Notice.objects.filter(
        kind__in=OF_REPORT, agency=agency_id, moment=moment, cancelled_at=None
    )
    if number:
        told.filter(number__gt=number).update(number=number)
        return 0
    return told.update(cancelled_at=at)


@once.joined
def pass_on(*, agency_id: int, moment: datetime, at: datetime) -> None:
    """The day has come: what was told of it as of tomorrow is taken back."""
    soon = Notice.objects.filter(kind=NoticeKind.REPORT_SOON, agency=agency_id, moment=moment)
    soon.filter(cancelled_at=None).update(cancelled_at=at)
