"""Dossiers submitted on the national portal become dossiers here; a record that cannot is kept and told.

Căn cứ: Nghị định 118/2025/NĐ-CP sửa đổi bởi Nghị định 309/2026/NĐ-CP (online filing is national since
1/7/2025) (certainty: high); the record itself: certainty medium.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import DataError, transaction
from django.utils.translation import gettext as _

from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions import By
from motcua.dossiers.actions.intake import NotInForce, NotOffered
from motcua.dossiers.actions.numbering import NumberTaken
from motcua.dossiers.models import Dossier, DossierNumber, NumberKind
from motcua.exchange import actions as exchange
from motcua.exchange.models import Direction, Message, MessageState
from motcua.integrations.national_portal import applications, messages
from motcua.integrations.national_portal.applications import Unplaced
from motcua.integrations.national_portal.messages import Submission, Unreadable
from motcua.people import actions as people

INTERFACE = "national_portal"
KIND = "NoiHoSo"
DOSSIER = "dossiers.dossier"
_LONGEST_NUMBER = 60
_LONGEST_KEY = 120


class NotRecords(ValueError):
    """The file holds no JSON at all; ``str`` says what was expected."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Tệp phải là JSON (một bản ghi hoặc một danh sách) hoặc JSONL (mỗi dòng một bản ghi)."
        )


class Fate(StrEnum):
    """What became of a record."""

    MADE = "made"
    KNOWN = "known"
    STUCK = "stuck"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One record of a file: its place (from 1), the national number, and what became of it."""

    place: int
    number: str
    fate: Fate
    problem: str = ""
    dossier_id: int | None = None


def records(text: str) -> list[object]:
    """The records of a file: JSON or JSONL. A line that is no JSON is a record of its own, as text.

    Raise ``NotRecords`` when nothing in it is JSON.
    """
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        lines = [_record(line) for line in text.splitlines() if line.strip()]
        if all(isinstance(line, str) for line in lines):
            raise NotRecords from None
        return lines
    return whole if isinstance(whole, list) else [whole]


def take_in_all(found: list[object], *, now: Callable[[], datetime]) -> Iterator[Outcome]:
    """Take records in one by one, each in a transaction of its own."""
    for place, record in enumerate(found, start=1):
        yield take_in(record, place=place, at=now())


def take_in(record: object, *, place: int, at: datetime) -> Outcome:
    """Keep one record and make its dossier, once; what hinders it is kept with it and returned."""
    record = _keepable(record)
    number = messages.number_of(record)
    is_key = 0 < len(number) <= _LONGEST_KEY
    with transaction.atomic():
        message = exchange.keep(
            interface=INTERFACE,
            direction=Direction.INBOUND,
            kind=KIND,
            key=number if is_key else f"sha256:{_digest(record)}",
            payload="null" if record is None else record,
            at=at,
        )
    return handle(message.pk, place=place, at=at)


def handle(message_id: int, *, place: int = 1, at: datetime) -> Outcome:
    """Make the dossier of a kept record unless it was made; harmless when repeated."""
    with transaction.atomic():
        message = exchange.lock(message_id)
        number = messages.number_of(message.payload)
        if message.state == MessageState.DONE:
            return Outcome(
                place=place, number=number, fate=Fate.KNOWN, dossier_id=message.subject_id
            )
        known = _known(number)
        if known is not None:
            exchange.finish(message=message, subject_type=DOSSIER, subject_id=known, at=at)
            return Outcome(place=place, number=number, fate=Fate.KNOWN, dossier_id=known)
        try:
            with transaction.atomic():
                dossier = _submitted(messages.read(message.payload), at)
        except tuple(_SENTENCES) as refusal:
            return _stuck(message, place, number, refusal, at)
        exchange.finish(message=message, subject_type=DOSSIER, subject_id=dossier.pk, at=at)
    return Outcome(place=place, number=number, fate=Fate.MADE, dossier_id=dossier.pk)


def _submitted(submission: Submission, at: datetime) -> Dossier:
    if submission.submitted_at > at:
        raise Unreadable([_("NgayNop ở sau thời điểm nhận bản ghi.")])
    if len(submission.number) > _LONGEST_NUMBER:
        raise Unreadable([_("MaHoSo dài quá 60 ký tự.")])
    application = applications.of(submission, at=at)
    by = By(officer=None, at=submission.submitted_at)
    return dossiers.submit(application=application, by=by)


def _stuck(message: Message, place: int, number: str, refusal: Exception, at: datetime) -> Outcome:
    problem = _SENTENCES[type(refusal)](refusal)
    exchange.get_stuck(message=message, problem=problem, at=at)
    return Outcome(place=place, number=number, fate=Fate.STUCK, problem=problem)


#: What may hinder a record, and how it is told; anything else is a defect and is not caught.
_SENTENCES: dict[type[Exception], Callable[[Any], str]] = {
    Unreadable: str,
    Unplaced: str,
    NotOffered: lambda _error: _("Cơ quan không giải quyết thủ tục này vào ngày nộp."),
    NotInForce: lambda _error: _("Thủ tục chưa có hiệu lực hoặc đã hết hiệu lực vào ngày nộp."),
    NumberTaken: lambda _error: _("Mã hồ sơ này đã cấp cho một hồ sơ khác."),
    people.IdentityRefused: str,
    people.NameDiffers: str,
    people.SeveralParties: str,
    DataError: lambda _error: _("Một mục của bản ghi dài hơn mức lưu được."),
}


def _known(number: str) -> int | None:
    """The dossier that bears the national number already, when its message was lost."""
    if not number:
        return None
    named = DossierNumber.objects.filter(kind=NumberKind.NATIONAL, value=number).first()
    return None if named is None else named.dossier_id


def _record(line: str) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return line


def _keepable(told: object) -> object:
    """Leave out what no table keeps: the zero letter, and halves of letters."""
    if isinstance(told, str):
        return told.replace("\0", "").encode(errors="replace").decode()
    if isinstance(told, list):
        return [_keepable(each) for each in told]
    if isinstance(told, dict):
        return {_keepable(name): _keepable(value) for name, value in told.items()}
    return told


def _digest(record: object) -> str:
    canonical = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
