"""Letters to officers. What is to be sent is kept first; the server is called outside of any transaction.

A letter names its account, not its address: where it goes is looked up when it goes. Sent is not delivered.
"""

import smtplib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base import queue
from motcua.exchange import actions as exchange
from motcua.exchange.models import Direction, Message, MessageState
from motcua.people.models import Account

INTERFACE = "mail"
ACCOUNT = "people.account"
TASK = "jobs.send_mail"
#: How long is waited after each try that failed; after the last one it is told on the status page.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
#: From here on a server's answer means: not now and not later.
_FOR_GOOD = 500


@dataclass(frozen=True)
class Letter:
    """What one person is written: plain and as a page. Numbers and masked names, nothing more of anybody."""

    account_id: int
    subject: str
    text: str
    html: str


class NotTaken(Exception):
    """The server did not take the letter; ``for_good`` when asking again is of no use."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        """Keep what is shown on the status page."""
        super().__init__(problem)
        self.problem = problem
        self.for_good = for_good


def works() -> bool:
    """Tell whether the installation has a mail server."""
    return bool(settings.MAIL_SENT)


def known(kind: str, keys: Collection[str]) -> set[str]:
    """Return which of these keys a letter of the kind was kept under already."""
    found = Message.objects.filter(
        interface=INTERFACE, direction=Direction.OUTBOUND, kind=kind, key__in=list(keys)
    )
    return set(found.values_list("key", flat=True))


@transaction.atomic
def keep(letter: Letter, *, kind: str, key: str, at: datetime) -> Message:
    """Keep a letter and have it sent; the same kind and key is the same letter and is sent once."""
    if known(kind, [key]):
        return Message.objects.get(
            interface=INTERFACE, direction=Direction.OUTBOUND, kind=kind, key=key
        )
    message = exchange.keep(
        interface=INTERFACE,
        direction=Direction.OUTBOUND,
        kind=kind,
        key=key,
        payload={
            "account": letter.account_id,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
        },
        at=at,
    )
    queue.defer(TASK, message_id=message.pk, lock=_lock(message.pk))
    return message


def send(message_id: int, *, at: datetime) -> MessageState:
    """Send a kept letter unless it was; what the server said is kept, and a failure is tried again later."""
    message = Message.objects.get(pk=message_id)
    if message.state == MessageState.DONE:
        return MessageState.DONE
    try:
        _call(message)
    except NotTaken as problem:
        return _failed(message_id, problem, at)
    with transaction.atomic():
        held = exchange.lock(message_id)
        account_id = held.payload["account"]
        exchange.finish(message=held, subject_type=ACCOUNT, subject_id=account_id, at=at)
    return MessageState.DONE


def _call(message: Message) -> None:
    """Hand the letter to the server. Raise ``NotTaken``."""
    account = Account.objects.filter(pk=message.payload["account"], is_active=True).first()
    if account is None or not account.email:
        raise NotTaken(_("Cán bộ không còn địa chỉ thư điện tử."), for_good=True)
    if not works():
        raise NotTaken(_("Chưa cấu hình máy chủ thư."), for_good=True)
    letter = EmailMultiAlternatives(
        subject=message.payload["subject"],
        body=message.payload["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[account.email],
        headers={"Message-ID": f"<{message.kind}.{message.pk}@motcua>"},
        connection=get_connection(),
    )
    letter.attach_alternative(message.payload["html"], "text/html")
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        for_good = min(codes, default=0) >= _FOR_GOOD
        raise NotTaken(_("Máy chủ thư từ chối người nhận."), for_good=for_good) from refused
    except smtplib.SMTPResponseException as refused:
        words = _("Máy chủ thư không nhận thư (mã %(code)d).") % {"code": refused.smtp_code}
        raise NotTaken(words, for_good=refused.smtp_code >= _FOR_GOOD) from refused
    except (smtplib.SMTPException, OSError) as silent:
        raise NotTaken(_("Không liên lạc được với máy chủ thư.")) from silent


def _failed(message_id: int, problem: NotTaken, at: datetime) -> MessageState:
    """Keep what went wrong; try again after a while, or have it told."""
    with transaction.atomic():
        message = exchange.lock(message_id)
        if problem.for_good or message.attempts >= len(WAITS):
            exchange.get_stuck(message=message, problem=problem.problem, at=at)
            return MessageState.STUCK
        run_at = at + WAITS[message.attempts]
        exchange.put_off(message=message, problem=problem.problem, at=at)
        queue.defer(TASK, message_id=message_id, run_at=run_at, lock=_lock(message_id))
    return MessageState.WAITING


def _lock(message_id: int) -> str:
    """Name the lock under which a letter is sent by one worker at a time."""
    return f"mail:{message_id}"
