"""Signing a PDF in two phases: reserve a gap and say what is to be signed; later put the signature in.

Between the two, the bytes to be signed travel to wherever the key is: the officer's own device, a remote
service, the agency's seal. What comes back is held against certificate and document before anything is
written. Signatures stand one after another: each covers the whole file as it was before.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import algos, cms, x509
from pyhanko.pdf_utils import generic, layout, misc
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.sign import fields
from pyhanko.sign.signers import ExternalSigner, cms_embedder, pdf_byterange
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.documents.signing.appending import Appending, add_field
from motcua.documents.signing.attributes import (
    WrongSignature,
    digest_around,
    digest_in,
    is_signed_by,
)
from motcua.documents.signing.placing import Place
from motcua.documents.signing.stamping import Held
from motcua.documents.signing.waiting import finished

#: The one digest in use: the standards name it and every token knows it.
DIGEST = "sha256"
#: Room for a signature with its certificates and for a timestamp, two hexadecimal digits a byte.
_ROOM, _ROOM_FOR_TIMESTAMP = 2 * 4 * 1024, 2 * 12 * 1024
_MECHANISMS = {"rsa": "sha256_rsa", "ec": "sha256_ecdsa"}


class NotSignable(ValueError):
    """The file is no PDF that can take this signature: broken, encrypted, without the page asked for."""


class NoTimestamp(Exception):
    """The timestamp authority gave no usable answer; the signature is unharmed and can be embedded later."""


@dataclass(frozen=True)
class Mark:
    """How a signature is seen: ``face`` is a PDF of one page, shown at ``place``."""

    place: Place
    face: bytes


@dataclass(frozen=True)
class Prepared:
    """A document with a gap, and what must be signed to fill it. Made of bytes alone, so it can be kept.

    ``attributes`` (DER) is what the key signs; the digest of the document stands in it. ``certificates``
    (DER) begin with the signer's.
    """

    document: bytes
    gap: tuple[int, int]
    attributes: bytes
    certificates: tuple[bytes, ...]

    @property
    def digest(self) -> bytes:
        """The digest of the attributes, for devices and services that sign digests."""
        return hashlib.sha256(self.attributes).digest()


def prepare(
    document: bytes,
    *,
    certificates: Sequence[x509.Certificate],
    at: datetime,
    mark: Mark | None = None,
    reason: str = "",
    stamped: bool = False,
) -> Prepared:
    """Reserve a gap for one more signature. The first certificate is the signer's, its issuers follow.

    ``at`` is the moment the file will claim; ``stamped`` leaves room for a timestamp. Raise NotSignable.
    """
    placeholder = pdf_byterange.PdfSignedData(
        obj_type=generic.pdf_name("/Sig"),
        subfilter=fields.SigSeedSubFilter.PADES,
        timestamp=at,
        bytes_reserved=_room(certificates, stamped=stamped),
    )
    if reason:
        placeholder[generic.pdf_name("/Reason")] = generic.TextStringObject(reason)
    output = BytesIO()
    try:
        gap = _reserve(document, placeholder, output, mark=mark, at=at)
    except (misc.PdfError, ValueError, LookupError, TypeError) as fault:
        raise NotSignable(str(fault)) from fault
    attributes = finished(
        _signer(certificates).signed_attrs(gap.document_digest, DIGEST, use_pades=True)
    )
    return Prepared(
        document=output.getvalue(),
        gap=(gap.reserved_region_start, gap.reserved_region_end),
        attributes=attributes.dump(),
        certificates=tuple(certificate.dump() for certificate in certificates),
    )


def embed(prepared: Prepared, signature: bytes, *, timestamps: TimeStamper | None = None) -> bytes:
    """Put ``signature`` into its gap, with a timestamp over it when an authority is given.

    Raise WrongSignature before anything is written, NoTimestamp when the authority does not answer.
    """
    certificates = [x509.Certificate.load(der) for der in prepared.certificates]
    _hold(prepared, signature, certificates[0])
    signing = _signer(certificates, signature).async_sign_prescribed_attributes(
        DIGEST,
        cms.CMSAttributes.load(prepared.attributes),
        timestamper=Held(timestamps) if timestamps else None,
    )
    try:
        content = finished(signing)
    except (TimestampRequestError, OSError, ValueError) as fault:
        raise NoTimestamp(str(fault)) from fault
    output = BytesIO(prepared.document)
    gap = pdf_byterange.PreparedByteRangeDigest(
        digest_around(prepared.document, prepared.gap), *prepared.gap
    )
    gap.fill_with_cms(output, content)
    return output.getvalue()


def _reserve(
    document: bytes,
    placeholder: pdf_byterange.PdfSignedData,
    output: BytesIO,
    *,
    mark: Mark | None,
    at: datetime,
) -> pdf_byterange.PreparedByteRangeDigest:
    writer = Appending(BytesIO(document))
    name = f"ChuKy{1 + len(list(fields.enumerate_sig_fields(writer)))}"
    add_field(writer, _field(name, mark))
    steps = cms_embedder.PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
    next(steps)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as face:
        face.write(mark.face if mark else b"")
        face.flush()
        seen = _appearance(face.name, at) if mark else None
        steps.send(cms_embedder.SigObjSetup(placeholder, appearance_setup=seen))
    reserved = steps.send(cms_embedder.SigIOSetup(md_algorithm=DIGEST, output=output))
    gap: pdf_byterange.PreparedByteRangeDigest = reserved[0]
    return gap


def _field(name: str, mark: Mark | None) -> fields.SigFieldSpec:
    if mark is None:
        return fields.SigFieldSpec(name)
    left, bottom, right, top = (round(edge) for edge in mark.place.box)
    return fields.SigFieldSpec(name, on_page=mark.place.page, box=(left, bottom, right, top))


def _appearance(face: str, at: datetime) -> cms_embedder.SigAppearanceSetup:
    whole = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
    )
    style = StaticStampStyle(
        background=ImportedPdfPage(face), background_layout=whole, border_width=0
    )
    return cms_embedder.SigAppearanceSetup(style=style, timestamp=at, name=None)


def _signer(
    certificates: Sequence[x509.Certificate], signature: bytes | None = None
) -> ExternalSigner:
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    kind = certificates[0].public_key.algorithm
    if kind not in _MECHANISMS:
        raise NotSignable(kind)
    return ExternalSigner(
        signing_cert=certificates[0],
        cert_registry=store,
        signature_value=signature,
        signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": _MECHANISMS[kind]}),
    )


def _room(certificates: Sequence[x509.Certificate], *, stamped: bool) -> int:
    needed = _ROOM + 2 * sum(len(certificate.dump()) for certificate in certificates)
    return needed + (_ROOM_FOR_TIMESTAMP if stamped else 0)


def _hold(prepared: Prepared, signature: bytes, signer: x509.Certificate) -> None:
    if digest_in(prepared.attributes) != digest_around(prepared.document, prepared.gap):
        raise WrongSignature("document")
    if not is_signed_by(signer, signature=signature, content=prepared.attributes):
        raise WrongSignature("signature")
