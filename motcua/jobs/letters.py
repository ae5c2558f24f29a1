"""What is written to officers and when: reminders and tasks as they come, the morning's page each working morning."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby

from django.db import transaction

from motcua.base import clock, revisions
from motcua.control.models import TaskAct
from motcua.control.queries import tasks
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

#: To whom, and how it is written once it is known that it was not.
_ToWrite = dict[str, tuple[Account, Callable[[], letters.Written]]]
REMINDER, MORNING, TASK = "reminder", "morning", "task"


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


def write_tasks(*, at: datetime) -> int:
    """Write of tasks: given or asked again, answered, and on the day the answer is owed; once each.

    What is owed is written while the office of the one who owes it is open. Return how many letters.
    """
    if not outbound.works():
        return 0
    with revisions.held():
        found = _said(at) | _owed(at)
    known = outbound.known(TASK, found)
    fresh = {key: told for key, told in found.items() if key not in known}
    for key, (account, write) in fresh.items():
        _keep(account, write(), kind=TASK, key=key, at=at)
    return len(fresh)


def _said(at: datetime) -> _ToWrite:
    found: _ToWrite = {}
    for step in tasks.said_lately(at):
        to = step.task.giver if step.act == TaskAct.ANSWER else step.task.owner
        if _reached(to) and to.pk != step.by_id:
            found[f"said:{step.pk}"] = (to, partial(letters.task_said, step, at))
    return found


def _owed(at: datetime) -> _ToWrite:
    now = clock.local(at)
    return {
        f"owed:{task.pk}:{task.answer_on}": (
            task.owner,
            partial(letters.task_owed, task, at),
        )
        for task in tasks.owed(now.date())
        if _reached(task.owner) and _is_open(task.agency_id, now)
    }


def _reached(account: Account) -> bool:
    return account.is_active and bool(account.email)


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
