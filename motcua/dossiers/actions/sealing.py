"""A signed paper sealed with the agency's own key: its words at the head, its seal beside the signature.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 17-19 và Phụ lục I (certainty: high for the seal; medium for the details).
"""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings

from motcua.documents import seals
from motcua.documents.signing import certificates, faces, pades, placing, preserving
from motcua.documents.signing.pades import Mark
from motcua.documents.signing.placing import Place
from motcua.dossiers.actions.results_signing import timestamps

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SealedContent:
    """A PDF with the agency's signature; ``certificate`` is the serial of the seal's."""

    content: bytes
    certificate: str


def seal(
    content: bytes, *, code: str, head: Mark, signature: Place, at: datetime, about: str
) -> SealedContent:
    """Sign a paper for the agency with a code; ``signature`` is where its signer's is seen.

    The device is called, so this stands before a transaction. Raise ``ports.NoSeal``, ``pades.NoTimestamp``.
    """
    keeper = seals.here()
    picture = keeper.picture(code)
    marks = [head]
    if picture is not None:
        over = placing.seal_over(signature)
        marks.append(Mark(over, faces.picture(picture, ink=faces.Ink.AGENCY)))
    with keeper.opened(code) as opened:
        for mark in marks:
            prepared = pades.prepare(
                content,
                certificates=opened.certificates,
                at=at,
                mark=mark,
                stamped=bool(settings.TIMESTAMPS),
            )
            bare = opened.sign(prepared.attributes)
            content = pades.embed(prepared, bare, timestamps=timestamps())
        serial = f"{opened.certificates[0].serial_number:X}"
    return SealedContent(_provable(content, about=about, at=at), serial)


def _provable(content: bytes, *, about: str, at: datetime) -> bytes:
    """The file with proofs for decades, where there is an authority for timestamps and all of them answer."""
    stamps = timestamps()
    if stamps is None:
        return content
    roots = certificates.roots(settings.TRUST_FOLDER)
    try:
        return preserving.preserve(content, roots=roots, timestamps=stamps, at=at)
    except (preserving.NoProof, pades.NoTimestamp) as fault:
        log.warning("issued without proofs", paper=about, fault=type(fault).__name__)
        return content
