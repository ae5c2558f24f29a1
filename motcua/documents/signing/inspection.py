"""Reading signatures: who signed, when, whether anything changed since, and whose word that is.

Nothing is fetched: a file from a stranger must not make this machine call an address it names. What was
revoked is known only from what the file itself carries, and said to be unknown otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils import misc
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext

from motcua.documents.signing import certificates
from motcua.documents.signing.certificates import Holder
from motcua.documents.signing.waiting import beside

#: Each signature is a revision to be compared; nobody signs one paper this often.
MOST_SIGNATURES = 40
#: A certificate for signing says one of the two.
_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
#: The standard's own words for a certificate or a way of signing that must not be used.
_UNFIT: frozenset[AdESSubIndic] = frozenset(
    {
        AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE,
        AdESIndeterminate.SIG_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    }
)
_FAULTS = (misc.PdfError, CMSExtractionError, ValueError, TypeError, LookupError, RecursionError)


class NotReadable(ValueError):
    """No PDF whose signatures could be judged: something else, broken, or closed with a password."""


class TooMany(NotReadable):
    """More signatures than this reading takes on."""


class Change(StrEnum):
    """What happened to the file after the signature."""

    NONE = "none"  # nothing: the signature covers the whole file
    ADDED = "added"  # further signatures and proofs, which a signature allows
    AFTERWARDS = "afterwards"  # the signed part stands, but other things were changed after it
    BROKEN = "broken"  # the signed part is not what was signed


class Trust(StrEnum):
    """What is known of the signer's certificate at the moment it is judged for."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"  # issued by somebody not among the roots
    EXPIRED = "expired"
    NOT_YET = "not yet"
    REVOKED = "revoked"
    UNASKED = "unasked"  # the signature does not fit, so nothing hangs on whose it would be
    UNFIT = "unfit"  # not made for signing, or by a way no longer considered safe


@dataclass(frozen=True)
class Signature:
    """One signature as it was found.

    ``stamped_at`` is the time a trusted authority vouches for, ``claimed_at`` what the signer's own machine
    wrote. ``judged_at`` is the moment the certificate was held valid for: the stamped time, or that of the
    inspection. ``revocation_known`` says whether the file proves that the certificate was not revoked.
    """

    holder: Holder
    change: Change
    trust: Trust
    claimed_at: datetime | None
    stamped_at: datetime | None
    judged_at: datetime
    revocation_known: bool

    @property
    def is_intact(self) -> bool:
        """What was signed is what is shown."""
        return self.change in {Change.NONE, Change.ADDED}

    @property
    def is_sound(self) -> bool:
        """Intact, and by a holder whom a trusted authority names."""
        return self.is_intact and self.trust is Trust.TRUSTED


def inspect(
    document: bytes, *, roots: Sequence[x509.Certificate], at: datetime
) -> tuple[Signature, ...]:
    """The signatures of ``document`` in the order they were made, judged at ``at`` against ``roots``.

    Empty for a PDF without signatures. Raise NotReadable.
    """
    try:
        reader = PdfFileReader(BytesIO(document))
        found = () if reader.encrypted else reader.embedded_signatures
        if not reader.encrypted and len(found) <= MOST_SIGNATURES:
            return beside(_Reading(reader, roots).of, found, at)
    except _FAULTS as fault:
        raise NotReadable(str(fault)) from fault
    raise NotReadable("encrypted") if reader.encrypted else TooMany(len(found))


class _Reading:
    """One file's proofs and the roots they are held against."""

    def __init__(self, reader: PdfFileReader, roots: Sequence[x509.Certificate]) -> None:
        self._store = _store(reader)
        self._roots = tuple(roots)
        self._names = {one.field_name for one in reader.embedded_signatures}

    def of(self, found: Sequence[EmbeddedPdfSignature], at: datetime) -> tuple[Signature, ...]:
        """From the last to the first: a trusted timestamp proves everything under it for its own time."""
        told = []
        proven_at = at
        for one in reversed(found):
            if one.sig_object_type == "/DocTimeStamp":
                proven_at = self._proven(one, proven_at)
            else:
                told.append(self._signature(one, proven_at))
        return tuple(reversed(told))

    def _proven(self, stamp: EmbeddedPdfSignature, at: datetime) -> datetime:
        status = validate_pdf_timestamp(stamp, self._without_proofs(at))
        return status.timestamp if _is_believed(status) and status.timestamp <= at else at

    def _signature(self, one: EmbeddedPdfSignature, proven_at: datetime) -> Signature:
        status, proved = self._judged(one, proven_at, proven_at)
        stamped_at = _stamped_at(status, proven_at)
        if stamped_at:
            status, proved = self._judged(one, stamped_at, proven_at)
        return Signature(
            holder=certificates.holder(one.signer_cert),
            change=_change(status, self._names),
            trust=self._trust(one, status, stamped_at or proven_at),
            claimed_at=_aware(status.signer_reported_dt),
            stamped_at=stamped_at,
            judged_at=stamped_at or proven_at,
            revocation_known=proved,
        )

    def _trust(self, one: EmbeddedPdfSignature, status: PdfSignatureStatus, at: datetime) -> Trust:
        if not (status.intact and status.valid):
            return Trust.UNASKED
        if status.trusted:
            return Trust.TRUSTED
        if status.revoked:
            return Trust.REVOKED
        if status.trust_problem_indic in _UNFIT:
            return Trust.UNFIT
        holder = certificates.holder(one.signer_cert)
        good_once, _proved = self._judged(one, holder.valid_from, at)
        if not good_once.trusted:
            return Trust.UNKNOWN
        return Trust.NOT_YET if at < holder.valid_from else Trust.EXPIRED

    def _judged(
        self, one: EmbeddedPdfSignature, at: datetime, stamp_at: datetime
    ) -> tuple[PdfSignatureStatus, bool]:
        """The certificate as of ``at``, and whether the file carries what shows it was not taken back."""
        proofs = self._proofs(at)
        if proofs is not None:
            status = self._status(one, proofs, stamp_at)
            if status.trusted or status.revoked:
                return status, status.trusted
        return self._status(one, self._without_proofs(at), stamp_at), False

    def _status(
        self, one: EmbeddedPdfSignature, context: ValidationContext, stamp_at: datetime
    ) -> PdfSignatureStatus:
        return validate_pdf_signature(
            one,
            signer_validation_context=context,
            ts_validation_context=self._without_proofs(stamp_at),
            key_usage_settings=_USAGE,
        )

    def _proofs(self, at: datetime) -> ValidationContext | None:
        """What the file carries about revocation, which must then suffice."""
        if self._store is None:
            return None
        asked = {"revocation_mode": "hard-fail", "retroactive_revinfo": True}
        return self._store.as_validation_context(self._asked(at) | asked)

    def _without_proofs(self, at: datetime) -> ValidationContext:
        """Names and dates alone; intermediate certificates come from the file as well."""
        others = self._store.load_certs() if self._store else ()
        return ValidationContext(**self._asked(at), other_certs=others)

    def _asked(self, at: datetime) -> dict[str, Any]:
        return {"trust_roots": self._roots, "moment": at, "allow_fetching": False}


def _is_believed(status: SignatureStatus) -> bool:
    return status.intact and status.valid and status.trusted


def _stamped_at(status: PdfSignatureStatus, proven_at: datetime) -> datetime | None:
    stamp = status.timestamp_validity
    if stamp is None or not _is_believed(stamp) or stamp.timestamp > proven_at:
        return None
    return stamp.timestamp


def _store(reader: PdfFileReader) -> DocumentSecurityStore | None:
    try:
        return DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None


def _change(status: PdfSignatureStatus, signature_names: set[str]) -> Change:
    if not (status.intact and status.valid):
        return Change.BROKEN
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Change.NONE
    difference = status.diff_result
    if not status.docmdp_ok or not isinstance(difference, DiffResult):
        return Change.AFTERWARDS
    filled_in = set(difference.changed_form_fields) - signature_names
    return Change.AFTERWARDS if filled_in else Change.ADDED


def _aware(moment: datetime | None) -> datetime | None:
    """A claimed time without its zone says nothing that could be shown."""
    return moment if moment is not None and moment.tzinfo is not None else None
