"""Opening a register, and its lines: written once, corrected by a further version, struck with a reason."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.control import access, counting, reading
from motcua.control.counting import Told
from motcua.control.models import Act, Entry, Keeping, Version
from motcua.control.registers.vocabulary import ON, Register
from motcua.documents import actions as documents
from motcua.documents.actions import Stored
from motcua.documents.models import Origin, Paper
from motcua.dossiers import actions as dossiers
from motcua.organizations.models import Agency
from motcua.people.models import Account

_LONGEST_REASON = 500


class Refused(Exception):
    """The act is refused; the text is a Vietnamese sentence to show."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])


class ChangedMeanwhile(Refused):
    """Somebody else wrote the line since the page was made."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("Người khác vừa ghi dòng này. Những gì ông/bà nhập còn nguyên; hãy xem lại rồi gửi.")
        )


class Struck(Refused):
    """The line is struck: nothing more is done to it."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(_("Dòng này đã gạch bỏ. Hãy ghi một dòng mới."))


@transaction.atomic
def keep(
    *,
    register: Register,
    agencies: Sequence[Agency],
    from_on: date | None,
    by: Account,
    at: datetime,
) -> list[Keeping]:
    """Keep a register from a day on, at one agency or at many; without a day, keep it no more.

    From that day on the forms count its lines. Raise ``access.NotAllowed``, ``Refused``.
    """
    closed = dossiers.closed_through()
    if from_on is not None and closed is not None and from_on <= closed:
        raise Refused(
            _("Số liệu đến hết ngày %(day)s đã chốt. Hãy mở sổ từ sau ngày đó.")
            % {"day": f"{closed:%d/%m/%Y}"}
        )
    for agency in agencies:
        access.require_opening(by, agency.pk, at)
    ids = sorted(agency.pk for agency in agencies)
    list(Agency.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    rows = Keeping.objects.filter(agency__in=ids, register=register.code).order_by("number")
    last = {row.agency_id: row for row in rows}
    return Keeping.objects.bulk_create(
        Keeping(
            agency_id=pk,
            register=register.code,
            number=last[pk].number + 1 if pk in last else 1,
            from_on=from_on,
            at=at,
            by=by,
        )
        for pk in ids
        if (last[pk].from_on if pk in last else None) != from_on
    )


@transaction.atomic
def write(
    *,
    register: Register,
    agency: Agency,
    said: Mapping[str, Any],
    by: Account,
    at: datetime,
    document: Stored | None = None,
) -> Entry:
    """Write a line that was read without an error. Raise ``access.NotAllowed``."""
    access.require(by, agency.pk, at)
    closed = dossiers.closed_through()
    alone(agency.pk)
    return add(
        register=register,
        agency=agency,
        said=said,
        by=by,
        at=at,
        closed=closed,
        paper=_paper(document, agency, by, at),
    )


@transaction.atomic
def correct(
    *,
    entry: Entry,
    register: Register,
    said: Mapping[str, Any],
    reason: str,
    seen: int,
    by: Account,
    at: datetime,
    document: Stored | None = None,
) -> Version:
    """Let a line say something else from now on; ``seen`` is the version the page showed.

    Without a new document the line keeps the one it has. Raise ``access.NotAllowed``, ``Refused``.
    """
    closed, last = _begun(entry, seen, by, at)
    paper = _paper(document, entry.agency, by, at) or last.paper
    if reading.digest(said) == last.digest and paper == last.paper:
        raise Refused(_("Không có gì khác với dòng đã ghi. Chưa ghi gì."))
    return _version(
        entry,
        register,
        said,
        act=Act.CORRECT,
        last=last,
        paper=paper,
        reason=_reason(reason),
        closed=closed,
        by=by,
        at=at,
    )


@transaction.atomic
def strike(
    *, entry: Entry, register: Register, reason: str, seen: int, by: Account, at: datetime
) -> Version:
    """Strike a line that was a mistake: it stays to be read and counts no more.

    Raise ``access.NotAllowed``, ``Refused``.
    """
    closed, last = _begun(entry, seen, by, at)
    return _version(
        entry,
        register,
        last.values,
        act=Act.STRIKE,
        last=last,
        paper=last.paper,
        reason=_reason(reason),
        closed=closed,
        by=by,
        at=at,
    )


def add(
    *,
    register: Register,
    agency: Agency,
    said: Mapping[str, Any],
    by: Account,
    at: datetime,
    closed: date | None,
    paper: Paper | None = None,
) -> Entry:
    """Add a line to a register that is held (``alone``); ``closed`` is through when the books are closed."""
    lines = Entry.objects.filter(agency=agency, register=register.code).order_by("number")
    last = lines.values_list("number", flat=True).last() or 0
    entry = Entry.objects.create(
        agency=agency, register=register.code, number=last + 1, at=at, by=by
    )
    _version(
        entry,
        register,
        said,
        act=Act.WRITE,
        last=None,
        paper=paper,
        reason="",
        closed=closed,
        by=by,
        at=at,
    )
    return entry


def alone(agency_id: int) -> None:
    """Let one person at a time write the registers of an agency."""
    Agency.objects.select_for_update().get(pk=agency_id)


def _begun(entry: Entry, seen: int, by: Account, at: datetime) -> tuple[date | None, Version]:
    access.require(by, entry.agency_id, at)
    closed = dossiers.closed_through()
    alone(entry.agency_id)
    last = entry.versions.select_related("paper").order_by("number").last()
    assert last is not None
    if last.struck:
        raise Struck
    if last.number != seen:
        raise ChangedMeanwhile
    return closed, last


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise Refused(_("Hãy ghi lý do; lý do được giữ cùng dòng sổ."))
    if len(reason) > _LONGEST_REASON:
        raise Refused(_("Lý do dài quá 500 ký tự. Hãy viết ngắn lại."))
    return reason


def _paper(document: Stored | None, agency: Agency, by: Account, at: datetime) -> Paper | None:
    if document is None:
        return None
    return documents.take_paper(
        stored=document,
        name=document.name,
        origin=Origin.SCANNED,
        holder=None,
        agency=agency,
        officer=by,
        at=at,
    )


def _version(
    entry: Entry,
    register: Register,
    said: Mapping[str, Any],
    *,
    act: Act,
    last: Version | None,
    paper: Paper | None,
    reason: str,
    closed: date | None,
    by: Account,
    at: datetime,
) -> Version:
    told = Told(entry.pk, 0, entry.agency_id, said, closed_through=closed)
    touches_from, touches_to = counting.touches(register, told)
    made = Version(
        entry=entry,
        number=last.number + 1 if last else 1,
        act=act,
        on=date.fromisoformat(said[ON]),
        values=dict(said),
        paper=paper,
        reason=reason,
        words=reading.words(register, said),
        touches_from=touches_from,
        touches_to=touches_to,
        closed_through=closed,
        digest=reading.digest(said),
        at=at,
        by=by,
    )
    made.chain = chained(made, last.chain if last else "")
    made.save(force_insert=True)
    return made


def chained(version: Version, before: str) -> str:
    """Seal a version together with the one before it."""
    paper = version.paper.file.digest if version.paper else ""
    told = (
        before,
        str(version.entry_id),
        str(version.number),
        version.act,
        version.digest,
        paper,
        version.reason,
        str(version.closed_through or ""),
        version.at.astimezone(UTC).isoformat(),
        str(version.by_id),
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
