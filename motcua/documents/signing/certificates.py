"""Certificates: read from what people and authorities hand out, and what stands in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509

#: What a folder of roots may hold; everything else in it is passed over.
_KINDS = frozenset({".pem", ".crt", ".cer", ".der"})


class NotACertificate(ValueError):
    """A file or answer that should hold a certificate and does not; the message names it."""


#: A longer name is cut.
_LONGEST = 200


@dataclass(frozen=True)
class Holder:
    """Whom a certificate names, by whom, and for how long."""

    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime


def parse(content: bytes, *, source: str = "") -> list[x509.Certificate]:
    """The certificates in ``content``, PEM (one or more) or DER. Raise NotACertificate naming ``source``."""
    try:
        found = [x509.Certificate.load(der, strict=True) for der in _ders(content)]
        for certificate in found:
            # The library reads lazily: what is no certificate is found out here, not later.
            holder(certificate)
    except (ValueError, TypeError) as fault:
        raise NotACertificate(source) from fault
    return found


def roots(folder: Path) -> tuple[x509.Certificate, ...]:
    """All certificates in the files of ``folder``; none when there is no such folder."""
    if not folder.is_dir():
        return ()
    files = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in _KINDS)
    return tuple(one for path in files for one in parse(path.read_bytes(), source=path.name))


def holder(certificate: x509.Certificate) -> Holder:
    """What people want to know of a certificate."""
    validity = certificate["tbs_certificate"]["validity"]
    return Holder(
        name=_part(certificate.subject, "common_name")
        or _legible(certificate.subject.human_friendly),
        organisation=_part(certificate.subject, "organization_name"),
        issuer=_part(certificate.issuer, "common_name")
        or _legible(certificate.issuer.human_friendly),
        serial=f"{certificate.serial_number:X}",
        valid_from=validity["not_before"].native,
        valid_to=validity["not_after"].native,
    )


def _ders(content: bytes) -> Iterator[bytes]:
    if not pem.detect(content):
        yield content
        return
    for kind, _headers, der in pem.unarmor(content, multiple=True):
        if kind == "CERTIFICATE":
            yield der


def _part(name: x509.Name, kind: str) -> str:
    """One part of a distinguished name; the last where it stands several times."""
    found = name.native.get(kind, "")
    return _legible(str(found[-1] if isinstance(found, list) else found))


def _legible(words: str) -> str:
    """Anybody can write anything into a certificate: nothing that turns or hides the words around it."""
    seen = "".join(letter if letter.isprintable() else " " for letter in words[:_LONGEST])
    return " ".join(seen.split())
