"""Results signed by a person: prepared here, signed where the key is, put together here, each once.

A signature is bound to one version of the result of one dossier and to the certificate of its signer. What
comes back late, twice, or for a version that was changed meanwhile signs nothing.

Căn cứ: Luật Giao dịch điện tử 2023; Nghị định 30/2020/NĐ-CP, Điều 13 (certainty: medium).
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from motcua.base import once, queue
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.actions import Stored
from motcua.documents.actions.certificates import chain_of
from motcua.documents.kinds import Kind
from motcua.documents.models import SignerCertificate
from motcua.documents.signing import pades
from motcua.documents.signing.pades import Mark, Prepared
from motcua.documents.signing.placing import Place
from motcua.dossiers.actions.core import By
from motcua.dossiers.actions.results import (
    VersionMoved,
    place_of,
    require_deciding,
    step,
    who,
)
from motcua.dossiers.models import (
    AskedSignature,
    AskedState,
    ResultState,
    ResultStepKind,
    ResultVersion,
    SigningBatch,
)
from motcua.dossiers.models.results import TO_SIGN, UNANSWERED
from motcua.people.models import Account

#: As many as the signing program of an officer's machine takes at once.
MOST = 200
_TIMESTAMP_SECONDS = 10
_TASK = "jobs.prepare_signatures"
_UNSIGNABLE = "Tệp PDF này không ký được (bị hỏng hoặc khóa). Hãy trả lại để tạo lại tệp."

#: Draws the words of a person's signature for a place: name, place, moment.
Draw = Callable[[str, Place, datetime], Mark]


class NoCertificate(Exception):
    """The person has registered no certificate, or it has run out."""


class NothingToSign(Exception):
    """None of the versions chosen waits for this person's signature."""


class TooMany(Exception):
    """More versions than can be signed at once."""


class NotAsked(Exception):
    """No such signature was asked of this person."""


class NotPrepared(Exception):
    """Some documents of the batch are still being prepared."""


def certificate_in_use(account: Account, *, at: datetime) -> SignerCertificate:
    """The certificate a person signs with now. Raise NoCertificate."""
    rows = SignerCertificate.objects.filter(account=account, ended_at=None)
    found = rows.filter(valid_from__lte=at, valid_to__gte=at).first()
    if found is None:
        raise NoCertificate
    return found


@once.joined
def begin(version_ids: Sequence[int], *, by: By) -> SigningBatch:
    """Write down what one person signs with one PIN; each document of it is prepared in the background.

    Versions that do not wait for this person, or wait in another batch, are left out. Raise NoCertificate,
    NothingToSign, TooMany, ``access.NotAllowed``.
    """
    account = who(by)
    certificate = certificate_in_use(account, at=by.at)
    rows = ResultVersion.objects.select_for_update(of=("self",)).select_related("dossier")
    rows = rows.filter(pk__in=version_ids, signer=account, state__in=TO_SIGN).order_by("pk")
    elsewhere = AskedSignature.objects.filter(version__in=version_ids).exclude(
        state=AskedState.DROPPED
    )
    taken = set(elsewhere.values_list("version", flat=True))
    found = {one.pk: one for one in rows if one.pk not in taken}
    if not found:
        raise NothingToSign
    if len(found) > MOST:
        raise TooMany(len(found))
    batch = SigningBatch.objects.create(account=account, certificate=certificate, made_at=by.at)
    in_order = [found[pk] for pk in dict.fromkeys(version_ids) if pk in found]
    for place, version in enumerate(in_order, start=1):
        require_deciding(version.dossier, by)
        AskedSignature.objects.create(
            batch=batch, version=version, place=place, state=AskedState.MAKING
        )
    queue.defer(_TASK, lock=f"signing-{batch.pk}", batch_id=batch.pk)
    return batch


def prepare_all(batch_id: int, *, draw: Draw, at: datetime) -> int:
    """Prepare what is to be signed of a batch, one document after the other; return how many were.

    Each is kept at once, so whoever runs it again goes on where it was. One that cannot be signed says so.
    """
    number = 0
    for asked in _rows().filter(batch=batch_id, state=AskedState.MAKING).order_by("place"):
        version, certificate = asked.version, asked.batch.certificate
        assert version.pdf is not None
        try:
            prepared = pades.prepare(
                store.content_of(version.pdf.digest),
                certificates=chain_of(certificate),
                at=at,
                mark=draw(certificate.name, place_of(version), at),
                stamped=bool(settings.TIMESTAMPS),
            )
        except pades.NotSignable:
            _dropped(asked.pk, fault=_UNSIGNABLE, at=at)
            continue
        number += _keep(asked.pk, prepared, at=at)
    return number


@once.joined
def _keep(asked_id: int, prepared: Prepared, *, at: datetime) -> int:
    """Keep what is to be signed of one version, once; one that moved meanwhile is let go."""
    asked = AskedSignature.objects.select_for_update(of=("self",)).select_related("version")
    found = asked.filter(pk=asked_id, state=AskedState.MAKING).first()
    if found is None:
        return 0
    if found.version.state not in TO_SIGN:
        _dropped(asked_id, fault="", at=at)
        return 0
    found.state, found.document = AskedState.WAITING, prepared.document
    found.gap_start, found.gap_end = prepared.gap
    found.attributes = prepared.attributes
    found.save(update_fields=["state", "document", "gap_start", "gap_end", "attributes"])
    return 1


def _dropped(asked_id: int, *, fault: str, at: datetime) -> None:
    rows = AskedSignature.objects.filter(pk=asked_id, state=AskedState.MAKING)
    rows.update(state=AskedState.DROPPED, fault=fault, ended_at=at)


def put_together(asked_id: int, signature: bytes, *, account: Account) -> Stored | None:
    """Put a signature into its document and store it; None where it was answered before.

    An authority for timestamps is called, so this stands before a transaction. Raise NotAsked,
    ``pades.WrongSignature``, ``pades.NoTimestamp``: then nothing is signed, and it can be sent again.
    """
    asked = _asked(asked_id, account)
    if asked.state != AskedState.WAITING:
        return None
    prepared = Prepared(
        document=bytes(asked.document),
        gap=(asked.gap_start, asked.gap_end),
        attributes=bytes(asked.attributes),
        certificates=tuple(one.dump() for one in chain_of(asked.batch.certificate)),
    )
    signed = pades.embed(prepared, signature, timestamps=timestamps())
    pdf = asked.version.pdf
    assert pdf is not None
    return documents.store_made(signed, kind=Kind.PDF, pages=pdf.pages, name=asked.version.title)


@once.joined
def record(*, asked_id: int, stored: Stored, by: By) -> AskedSignature:
    """Write down a version as signed by its signer; a second time changes nothing.

    Raise NotAsked, VersionMoved, ``access.NotAllowed``.
    """
    asked = _asked(asked_id, who(by))
    version = ResultVersion.objects.select_for_update().get(pk=asked.version_id)
    asked.refresh_from_db(fields=["state"])
    if asked.state == AskedState.SIGNED:
        return asked
    if asked.state != AskedState.WAITING or version.state not in TO_SIGN:
        raise VersionMoved
    require_deciding(version.dossier, by)
    version.signed, version.signed_at = documents.keep_file(stored, at=by.at), by.at
    if version.state == ResultState.SENT:
        step(version, ResultStepKind.APPROVED, by)
    version.state = ResultState.SIGNED
    version.save(update_fields=["signed", "signed_at", "state"])
    step(version, ResultStepKind.SIGNED, by, certificate=asked.batch.certificate.serial)
    asked.state, asked.ended_at, asked.document, asked.attributes = (
        AskedState.SIGNED,
        by.at,
        b"",
        b"",
    )
    asked.save(update_fields=["state", "ended_at", "document", "attributes"])
    return asked


@once.joined
def drop(*, batch: SigningBatch, by: By) -> int:
    """Sign no more of a batch; what is signed stays signed. Return how many are let go."""
    waiting = AskedSignature.objects.filter(batch=batch, state__in=UNANSWERED)
    return waiting.update(state=AskedState.DROPPED, document=b"", attributes=b"", ended_at=by.at)


def timestamps() -> TimeStamper | None:
    """The authority for timestamps of this installation, if it has one."""
    if not settings.TIMESTAMPS:
        return None
    return HTTPTimeStamper(settings.TIMESTAMPS, timeout=_TIMESTAMP_SECONDS)


def _rows() -> QuerySet[AskedSignature]:
    return AskedSignature.objects.select_related("batch__certificate", "version__pdf")


def _asked(asked_id: int, account: Account) -> AskedSignature:
    found = _rows().filter(pk=asked_id, batch__account=account).first()
    if found is None:
        raise NotAsked
    return found
