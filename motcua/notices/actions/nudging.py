"""A leader's word about what runs late: to its owner, once a day for each thing.

It moves nothing: no status, no due date, no owner.
"""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.access import NotAllowed
from motcua.dossiers.queries import alarms
from motcua.dossiers.queries.alarms import Group
from motcua.notices import queries
from motcua.notices.models import Notice, NoticeKind
from motcua.organizations import access
from motcua.organizations.access import Permission, Posting
from motcua.people.models import Account
from motcua.rules.codes import Act


class NobodyToRemind(Exception):
    """Nobody answers for these dossiers but the leader himself."""


class RemindedToday(Exception):
    """Everybody who answers for these dossiers was reminded of them today."""


class NothingLate(Exception):
    """No dossier stands there any more."""


@transaction.atomic
def remind(*, group: Group, by: Account, posting: Posting, at: datetime) -> list[Notice]:
    """Remind whoever answers for the dossiers of a group, as they stand now; return what was told.

    Raise ``NotAllowed``, ``NothingLate``, ``NobodyToRemind``, ``RemindedToday``.
    """
    if not access.may([posting], Permission.OVERSEE, group.desk_id):
        raise NotAllowed(Act.ASSIGN)
    found = list(alarms.behind(group, at).values_list("pk", alarms.SINCE[group.alarm]))
    if not found:
        raise NothingLate(group)
    people = queries.recipients(group, on=at, without=by)
    if not people:
        raise NobodyToRemind(group)
    said = queries.reminded_today([group.desk_id], at)
    of = queries.Told(group.alarm, group.desk_id, group.step)
    fresh = [person for person in people if (of, person.pk) not in said]
    if not fresh:
        raise RemindedToday(group)
    return Notice.objects.bulk_create(
        Notice(
            account=person,
            kind=NoticeKind.NUDGE,
            dossier_id=found[0][0] if len(found) == 1 else None,
            moment=queries.day_of(at),
            alarm=group.alarm.value,
            agency_id=group.desk_id,
            step=group.step,
            number=len(found),
            since=min(since for _pk, since in found),
            by=by,
            made_at=at,
        )
        for person in fresh
    )
