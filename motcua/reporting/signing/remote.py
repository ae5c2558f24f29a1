"""Papers of reports signed by a remote service: asked under a reference written down first, answered whenever it will.

Căn cứ: Luật Giao dịch điện tử 2023 (certainty: medium).
"""

import hashlib
import secrets

from django.db.models import QuerySet

from motcua.base import once
from motcua.documents import remote_signing
from motcua.documents.ports import NotAnswered, NotSigned, ToSign
from motcua.documents.signing.attributes import WrongSignature
from motcua.dossiers.actions import By, results
from motcua.dossiers.actions.results_signing import NotAsked, NotPrepared
from motcua.exchange import actions as exchange
from motcua.exchange.models import Direction, Message
from motcua.reporting.models import PaperState, ReportPaper, ReportSigning
from motcua.reporting.signing import actions
from motcua.reporting.signing.actions import Superseded

_INTERFACE, _KIND = "remote_signing", "sign"
_BYTES = 18


@once.joined
def intend(*, signing_id: int, by: By) -> ReportSigning:
    """Write down that it goes to the remote service, and by which reference; the first one stays.

    Raise ``NotPrepared``: a reference stands for all of it.
    """
    rows = ReportSigning.objects.select_for_update(of=("self",)).select_related("certificate")
    signing = rows.filter(pk=signing_id, account=results.who(by)).first()
    if signing is None:
        raise NotAsked
    if signing.papers.filter(state=PaperState.MAKING).exists():
        raise NotPrepared
    if signing.reference is None:
        signing.reference = secrets.token_urlsafe(_BYTES)
        signing.save(update_fields=["reference"])
        _message(signing, by)
    return signing


def ask(signing: ReportSigning, *, by: By) -> None:
    """Ask the service for the signatures that were intended. Raise ``NotAnswered``, ``NotSigned``.

    The service is called, so this stands before a transaction; asked again it is the same request.
    """
    assert signing.reference is not None
    documents = [ToSign(one.place, one.title, _digest(one)) for one in _waiting(signing)]
    try:
        remote_signing.here().ask(
            signing.reference, serial=signing.certificate.serial, documents=documents
        )
    except (NotAnswered, NotSigned) as fault:
        _stuck(signing, type(fault).__name__, by)
        raise
    _heard(signing, by)


def collect(signing: ReportSigning, *, by: By) -> int:
    """Fetch what is signed by now and put each in once; return how many were new.

    Raise ``NotAnswered``, ``NotSigned``, ``pades.NoTimestamp``: then it can be done again.
    """
    assert signing.reference is not None
    try:
        found = remote_signing.here().answers(signing.reference)
    except (NotAnswered, NotSigned) as fault:
        _stuck(signing, type(fault).__name__, by)
        raise
    there = [one for one in _waiting(signing) if one.place in found]
    return sum(_put_in(one, found[one.place], by) for one in there)


def _put_in(one: ReportPaper, bare: bytes, by: By) -> int:
    """Put one signature in; what does not fit signs nothing, its row says that it still waits."""
    try:
        stored = actions.put_together(one.pk, bare, account=results.who(by))
        if stored is None:
            return 0
        actions.record(paper_id=one.pk, stored=stored, by=by)
    except (WrongSignature, Superseded):
        return 0
    return 1


@once.joined
def _heard(signing: ReportSigning, by: By) -> None:
    ReportSigning.objects.filter(pk=signing.pk, asked_at=None).update(asked_at=by.at)
    exchange.finish(
        message=_message(signing, by),
        subject_type="report_signing",
        subject_id=signing.pk,
        at=by.at,
    )


@once.joined
def _stuck(signing: ReportSigning, problem: str, by: By) -> None:
    message = _message(signing, by)
    if signing.asked_at is None:
        exchange.get_stuck(message=message, problem=problem, at=by.at)


def _digest(one: ReportPaper) -> bytes:
    return hashlib.sha256(bytes(one.attributes)).digest()


def _waiting(signing: ReportSigning) -> QuerySet[ReportPaper]:
    return signing.papers.filter(state=PaperState.WAITING).order_by("place")


def _message(signing: ReportSigning, by: By) -> Message:
    return exchange.keep(
        interface=_INTERFACE,
        direction=Direction.OUTBOUND,
        kind=_KIND,
        key=signing.reference or "",
        payload={"report_signing": signing.pk},
        at=by.at,
    )
