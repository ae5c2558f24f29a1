"""The letters officers get: the morning's page, and what they are reminded of. As text, and as a page.

Numbers, procedures and colleagues; of citizens nothing. What is asked for is opened in the system itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.base import clock
from motcua.control.models import Task, TaskAct, TaskStep
from motcua.notices.models import Notice
from motcua.organizations.access import Permission, Posting, reach
from motcua.people.models import Account
from motcua.web.shared import rail, wording
from motcua.web.workspace import morning_rows, notice_words

#: How many rows of an alarm, and how many reminders, a letter tells; the rest is counted.
ROWS = 8
REMINDERS = 30


@dataclass(frozen=True)
class Written:
    """A letter: its subject, and what it says, plain and as a page."""

    subject: str
    text: str
    html: str


def morning(account: Account, postings: Sequence[Posting], at: datetime) -> Written:
    """Write the morning's page of a leader."""
    here = reach(postings, Permission.OVERSEE)
    sections = morning_rows.sections(here, at, reader_id=account.pk)
    day = wording.long_day(clock.local(at))
    number = sum(one.number for one in sections)
    pressing = ngettext(
        "Buổi sáng %(day)s: %(number)s hồ sơ cần đôn đốc",
        "Buổi sáng %(day)s: %(number)s hồ sơ cần đôn đốc",
        number,
    )
    subject = pressing if number else _("Buổi sáng %(day)s: không có việc nào chậm")
    shown = {
        "name": account.full_name,
        "agency": postings[0].agency_name,
        "at": at,
        "sections": [(one, one.rows[:ROWS], len(one.rows) - ROWS) for one in sections if one.rows],
        "url": address("workspace:morning"),
    }
    return _written(
        subject % {"day": day, "number": wording.number(number)},
        "workspace/letter_morning.html",
        shown,
    )


def reminders(account: Account, notices: Sequence[Notice], at: datetime) -> Written:
    """Write what a person is reminded of."""
    words = ngettext("Nhắc việc: %(number)s việc", "Nhắc việc: %(number)s việc", len(notices))
    told = [
        (notice_words.sentence(notice, reader_id=account.pk), notice.dossier)
        for notice in notices[:REMINDERS]
    ]
    shown = {
        "name": account.full_name,
        "at": at,
        "told": told,
        "more": len(notices) - len(told),
        "url": address("workspace:notices"),
    }
    subject = words % {"number": wording.number(len(notices))}
    return _written(subject, "workspace/letter_reminders.html", shown)


def task_said(step: TaskStep, at: datetime) -> Written:
    """Write that a task was given or asked again, to its owner, or that it was answered, to whoever gave it.

    What is asked and answered may name people and is read in the system alone.
    """
    told = {"name": step.by.full_name, "day": wording.long_day(step.answer_on)}
    subject, words = {
        TaskAct.GIVE: (
            _("Nhiệm vụ được giao, trả lời trước khi hết %(day)s"),
            _("%(name)s giao ông/bà một nhiệm vụ, trả lời trước khi hết %(day)s."),
        ),
        TaskAct.ASK_AGAIN: (
            _("Nhiệm vụ cần trả lời lại trước khi hết %(day)s"),
            _("%(name)s yêu cầu ông/bà trả lời lại một nhiệm vụ trước khi hết %(day)s."),
        ),
        TaskAct.ANSWER: (
            _("Nhiệm vụ đã được trả lời, chờ ông/bà xem"),
            _("%(name)s đã trả lời nhiệm vụ ông/bà giao. Ông/bà xem và cho ý kiến."),
        ),
    }[TaskAct(step.act)]
    to = step.task.giver if step.act == TaskAct.ANSWER else step.task.owner
    return _of_task(step.task, to, (subject % told, words % told), at)


def task_owed(task: Task, at: datetime) -> Written:
    """Write to a task's owner that its answer is owed today, or was before."""
    told = {"name": task.giver.full_name, "day": wording.long_day(task.answer_on)}
    if task.answer_on < clock.local(at).date():
        subject = _("Nhiệm vụ đã quá hạn trả lời từ %(day)s")
        words = _("Nhiệm vụ do %(name)s giao đã quá hạn trả lời từ %(day)s mà chưa có trả lời.")
    else:
        subject = _("Nhiệm vụ đến hạn trả lời hôm nay, %(day)s")
        words = _("Hôm nay, %(day)s, là hạn trả lời nhiệm vụ do %(name)s giao.")
    return _of_task(task, task.owner, (subject % told, words % told), at)


def _of_task(task: Task, to: Account, said: tuple[str, str], at: datetime) -> Written:
    subject, words = said
    shown = {
        "name": to.full_name,
        "at": at,
        "words": words,
        "agency": task.agency.name,
        "number": task.dossiers.count(),
        "url": address("workspace:tasks"),
    }
    return _written(subject, "workspace/letter_task.html", shown)


def address(route: str) -> str:
    """Return a page's whole address; empty where the installation was not told its own."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0]}{rail.address_of(route)}" if origins else ""


def _written(subject: str, page: str, shown: dict[str, object]) -> Written:
    """Fill the page, and the plain letter that stands beside it under the same name."""
    shown = shown | {"subject": subject}
    text = render_to_string(page.replace(".html", ".txt"), shown)
    return Written(subject, text, render_to_string(page, shown))
