"""What somebody has read."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.notices.models import Notice
from motcua.people.models import Account


@transaction.atomic
def read(*, notice_id: int, by: Account, at: datetime) -> Notice:
    """Note that a person has read what he was told; the first time counts. Raise ``Notice.DoesNotExist``."""
    notice = Notice.objects.select_for_update().get(pk=notice_id, account=by)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


def note_mailed(*, notice_ids: Collection[int], at: datetime) -> set[int]:
    """Take notices to be written about, inside the transaction that keeps the letter; return those taken."""
    free = Notice.objects.select_for_update().filter(pk__in=notice_ids, mailed_at=None)
    taken = set(free.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=taken).update(mailed_at=at)
    return taken


def read_all(*, by: Account, at: datetime) -> int:
    """Note that a person has read everything he was told until now; return how much that was."""
    waiting = Notice.objects.filter(account=by, read_at=None, cancelled_at=None, made_at__lte=at)
    return waiting.update(read_at=at)
