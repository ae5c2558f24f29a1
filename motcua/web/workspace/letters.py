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


def address(route: str) -> str:
    """Return a page's whole address; empty where the installation was not told its own."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0]}{rail.address_of(route)}" if origins else ""


def _written(subject: str, page: str, shown: dict[str, object]) -> Written:
    """Fill the page, and the plain letter that stands beside it under the same name."""
    shown = shown | {"subject": subject}
    text = render_to_string(page.replace(".html", ".txt"), shown)
    return Written(subject, text, render_to_string(page, shown))
