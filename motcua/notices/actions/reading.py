"""What somebody has read, himself or in the place of whom he stands in for."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.notices import queries
from motcua.notices.models import Notice, StandInReading
from motcua.people.models import Account


@transaction.atomic
def read(*, notice_id: int, by: Account, at: datetime) -> Notice:
    """Note that a person has read what he, or whom he stands in for, was told; the first time counts.

    What is read in another's place stays unread for that one. Raise ``Notice.DoesNotExist``.
    """
    told = queries.told_to(by.pk, at)
    notice = Notice.objects.select_for_update(of=("self",)).get(told, pk=notice_id)
    if notice.account_id != by.pk:
        StandInReading.objects.get_or_create(notice=notice, account=by, defaults={"at": at})
    elif notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


def note_mailed(*, notice_ids: Collection[int], at: datetime) -> set[int]:
    """Take notices to be written about, inside the transaction that keeps the letter; return those taken."""
    free = Notice.objects.select_for_update().filter(pk__in=notice_ids, mailed_at=None)
    taken = set(free.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=taken).update(mailed_at=at)
    return taken


@transaction.atomic
def read_all(*, by: Account, at: datetime) -> int:
    """Note that a person has read everything he, or whom he stands in for, was told until now; return how much."""
    waiting = Notice.objects.filter(account=by, read_at=None, cancelled_at=None, made_at__lte=at)
    own = waiting.update(read_at=at)
    others = queries.unread(by.pk, at).exclude(account=by).filter(made_at__lte=at)
    read_now = [StandInReading(notice=one, account=by, at=at) for one in others]
    return own + len(StandInReading.objects.bulk_create(read_now, ignore_conflicts=True))
