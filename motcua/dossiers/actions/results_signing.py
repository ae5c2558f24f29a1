"""Results signed by a person: prepared here, signed where the key is, put together here, each once.

A signature is bound to one version of the result of one dossier and to the certificate of its signer. What
comes back late, twice, or for a version that was changed meanwhile signs nothing.

Căn cứ: Luật Giao dịch điện tử 2023; Nghị định 30/2020/NĐ-CP, Điều 13 (certainty: medium).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from motcua.base import once
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
    held,
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
from motcua.dossiers.models.results import TO_SIGN
from motcua.people.models import Account

#: As many as the signing program of an officer's machine takes at once.
MOST = 200
_TIMESTAMP_SECONDS = 10

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


@dataclass(frozen=True)
class Ready:
    """A version with what is to be signed for it."""

    version_id: int
    prepared: Prepared


def certificate_in_use(account: Account, *, at: datetime) -> SignerCertificate:
    """The certificate a person signs with now. Raise NoCertificate."""
    rows = SignerCertificate.objects.filter(account=account, ended_at=None)
    found = rows.filter(valid_from__lte=at, valid_to__gte=at).first()
    if found is None:
        raise NoCertificate
    return found


def prepare(
    version_ids: Sequence[int], *, account: Account, draw: Draw, at: datetime
) -> tuple[SignerCertificate, list[Ready]]:
    """Prepare the versions that wait for a person's signature; those that do not are left out.

    Takes its time, so it stands before a transaction. Raise NoCertificate, NothingToSign, TooMany,
    ``pades.NotSignable``.
    """
    certificate = certificate_in_use(account, at=at)
    rows = ResultVersion.objects.filter(pk__in=version_ids, signer=account, state__in=TO_SIGN)
    # What waits in another batch is signed there.
    found = list(rows.exclude(asked_signatures__state=AskedState.WAITING).select_related("pdf"))
    if not found:
        raise NothingToSign
    if len(found) > MOST:
        raise TooMany(len(found))
    chain = chain_of(certificate)
    order = {pk: place for place, pk in enumerate(version_ids)}
    ready = []
    for version in sorted(found, key=lambda one: order[one.pk]):
        assert version.pdf is not None
        prepared = pades.prepare(
            store.content_of(version.pdf.digest),
            certificates=chain,
            at=at,
            mark=draw(certificate.name, place_of(version), at),
            stamped=bool(settings.TIMESTAMPS),
        )
        ready.append(Ready(version.pk, prepared))
    return certificate, ready


@once.joined
def ask(*, certificate: SignerCertificate, ready: Sequence[Ready], by: By) -> SigningBatch:
    """Write down what one person is to sign with one PIN. Raise VersionMoved, ``access.NotAllowed``."""
    batch = SigningBatch.objects.create(account=who(by), certificate=certificate, made_at=by.at)
    for place, one in enumerate(ready, start=1):
        version = held(one.version_id, TO_SIGN)
        require_deciding(version.dossier, by)
        waiting = AskedSignature.objects.filter(version=version, state=AskedState.WAITING)
        if version.signer_id != certificate.account_id or waiting.exists():
            raise VersionMoved
        AskedSignature.objects.create(
            batch=batch,
            version=version,
            place=place,
            document=one.prepared.document,
            gap_start=one.prepared.gap[0],
            gap_end=one.prepared.gap[1],
            attributes=one.prepared.attributes,
        )
    return batch


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
    waiting = AskedSignature.objects.filter(batch=batch, state=AskedState.WAITING)
    return waiting.update(state=AskedState.DROPPED, document=b"", attributes=b"", ended_at=by.at)


def timestamps() -> TimeStamper | None:
    """The authority for timestamps of this installation, if it has one."""
    if not settings.TIMESTAMPS:
        return None
    return HTTPTimeStamper(settings.TIMESTAMPS, timeout=_TIMESTAMP_SECONDS)


def _asked(asked_id: int, account: Account) -> AskedSignature:
    rows = AskedSignature.objects.select_related("batch__certificate", "version__pdf")
    found = rows.filter(pk=asked_id, batch__account=account).first()
    if found is None:
        raise NotAsked
    return found
