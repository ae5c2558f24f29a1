"""Results signed by a remote service: asked under a reference that is written down first, answered whenever it will.

The reference stays the batch's own: an answer that is lost is asked for again, and the service knows that it has
signed. What comes back is put in once, like a signature of the officer's own machine.

Căn cứ: Luật Giao dịch điện tử 2023 (certainty: medium).
"""

import hashlib
import secrets
from collections.abc import Mapping

from django.db.models import QuerySet

from motcua.base import once
from motcua.documents import remote_signing
from motcua.documents.ports import NotAnswered, NotSigned, ToSign
from motcua.documents.signing.attributes import WrongSignature
from motcua.documents.signing.pades import NoTimestamp
from motcua.dossiers.actions import results_signing
from motcua.dossiers.actions.core import By
from motcua.dossiers.actions.results import VersionMoved, who
from motcua.dossiers.models import AskedSignature, AskedState, SigningBatch
from motcua.exchange import actions as exchange
from motcua.exchange.models import Direction, Message

_INTERFACE, _KIND = "remote_signing", "sign"
_BYTES = 18


@once.joined
def intend(*, batch_id: int, by: By) -> SigningBatch:
    """Write down that a batch goes to the remote service, and by which reference; the first one stays.

    Raise ``results_signing.NotPrepared``: a reference stands for the whole batch.
    """
    batch = _held(batch_id, by)
    if batch.signatures.filter(state=AskedState.MAKING).exists():
        raise results_signing.NotPrepared
    if batch.reference is None:
        batch.reference = secrets.token_urlsafe(_BYTES)
        batch.save(update_fields=["reference"])
        _message(batch, by)
    return batch


def ask(batch: SigningBatch, *, by: By) -> None:
    """Ask the service for the signatures of a batch that was intended. Raise NotAnswered, NotSigned.

    The service is called, so this stands before a transaction; asked again it is the same request.
    """
    assert batch.reference is not None
    documents = [
        ToSign(one.place, f"{one.version.title} – {one.version.dossier.number}", _digest(one))
        for one in _waiting(batch).select_related("version__dossier")
    ]
    try:
        remote_signing.here().ask(
            batch.reference, serial=batch.certificate.serial, documents=documents
        )
    except (NotAnswered, NotSigned) as fault:
        stuck(batch=batch, problem=type(fault).__name__, by=by)
        raise
    heard(batch=batch, by=by)


def collect(batch: SigningBatch, *, by: By) -> int:
    """Fetch what is signed by now and put each in once; return how many were new.

    Raise NotAnswered, NotSigned, ``pades.NoTimestamp``: then it can be done again.
    """
    assert batch.reference is not None
    try:
        found = remote_signing.here().answers(batch.reference)
    except (NotAnswered, NotSigned) as fault:
        stuck(batch=batch, problem=type(fault).__name__, by=by)
        raise
    return _put_in(batch, found, by)


@once.joined
def heard(*, batch: SigningBatch, by: By) -> None:
    """Write down that the service knows of the batch."""
    SigningBatch.objects.filter(pk=batch.pk, asked_at=None).update(asked_at=by.at)
    exchange.finish(
        message=_message(batch, by), subject_type="signing_batch", subject_id=batch.pk, at=by.at
    )


@once.joined
def stuck(*, batch: SigningBatch, problem: str, by: By) -> None:
    """Write down why nothing came of asking; it is asked again in the same words."""
    message = _message(batch, by)
    if batch.asked_at is None:
        exchange.get_stuck(message=message, problem=problem, at=by.at)


def _put_in(batch: SigningBatch, found: Mapping[int, bytes], by: By) -> int:
    done = 0
    for one in _waiting(batch):
        if one.place not in found:
            continue
        try:
            stored = results_signing.put_together(one.pk, found[one.place], account=who(by))
            if stored is not None:
                results_signing.record(asked_id=one.pk, stored=stored, by=by)
                done += 1
        except (WrongSignature, VersionMoved):
            # It signs nothing; the row says that it still waits, and the rest goes on.
            continue
        except NoTimestamp:
            if not done:
                raise
    return done


def _digest(one: AskedSignature) -> bytes:
    return hashlib.sha256(bytes(one.attributes)).digest()


def _waiting(batch: SigningBatch) -> QuerySet[AskedSignature]:
    return AskedSignature.objects.filter(batch=batch, state=AskedState.WAITING).order_by("place")


def _message(batch: SigningBatch, by: By) -> Message:
    return exchange.keep(
        interface=_INTERFACE,
        direction=Direction.OUTBOUND,
        kind=_KIND,
        key=batch.reference or "",
        payload={"batch": batch.pk},
        at=by.at,
    )


def _held(batch_id: int, by: By) -> SigningBatch:
    rows = SigningBatch.objects.select_for_update(of=("self",)).select_related("certificate")
    found = rows.filter(pk=batch_id, account=who(by)).first()
    if found is None:
        raise results_signing.NotAsked
    return found
