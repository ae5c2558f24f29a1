"""What is written to officers and when: reminders as they come, the morning's page once each working morning."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.db import transaction

from motcua.base import clock, revisions
from motcua.integrations.mail import outbound
from motcua.integrations.mail.outbound import Letter
from motcua.notices import actions as notices
from motcua.notices import queries
from motcua.organizations import access
from motcua.organizations import queries as organizations
from motcua.organizations.access import Posting
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.web.workspace import letters

REMINDER, MORNING = "reminder", "morning"


def write_reminders(*, at: datetime) -> int:
    """Write to everybody with an address what was told and not written yet; return how many letters."""
    if not outbound.works():
        return 0
    kept = 0
    for account, found in groupby(queries.to_mail(at), key=lambda notice: notice.account):
        told = list(found)
        with transaction.atomic():
            taken = notices.note_mailed(notice_ids=[notice.pk for notice in told], at=at)
            told = [notice for notice in told if notice.pk in taken]
            if told:
                written = letters.reminders(account, told, at)
                key = f"{account.pk}:{told[-1].pk}"
                _keep(account, written, kind=REMINDER, key=key, at=at)
                kept += 1
    return kept


def write_mornings(*, at: datetime) -> int:
    """Write the morning's page to every leader with an address whose office is open; once a day each."""
    if not outbound.works():
        return 0
    day = clock.local(at).date()
    leaders = {f"{one.pk}:{day}": one for one in organizations.with_mail(Role.LEADER, day)}
    known = outbound.known(MORNING, leaders)
    kept = 0
    with revisions.held():
        for key, account in leaders.items():
            posts = tuple(_leading(account, at)) if key not in known else ()
            if posts:
                _keep(account, letters.morning(account, posts, at), kind=MORNING, key=key, at=at)
                kept += 1
    return kept


def _leading(account: Account, at: datetime) -> Iterator[Posting]:
    """Yield the leader's posts of a person whose agencies are open at the moment."""
    now = clock.local(at)
    for post in access.postings(account.pk, now.date()):
        if post.role == Role.LEADER and _is_open(post.agency_id, now):
            yield post


def _is_open(agency_id: int, now: datetime) -> bool:
    calendar = organizations.working_calendar(agency_id)
    day = now.date()
    return calendar.is_working(day) and calendar.opening(day) <= now <= calendar.closing(day)


def _keep(account: Account, written: letters.Written, *, kind: str, key: str, at: datetime) -> None:
    letter = Letter(account.pk, written.subject, written.text, written.html)
    outbound.keep(letter, kind=kind, key=key, at=at)
