"""What a signer really signs: a few attributes, among them the digest of the document."""

import hashlib

from asn1crypto import cms, x509
from cryptography import exceptions
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa


class WrongSignature(ValueError):
    """What came back was not made with the key of the certificate over exactly what was sent."""


def digest_in(attributes: bytes) -> bytes:
    """The digest of a document as the attributes to be signed state it. Raise WrongSignature without one."""
    try:
        for attribute in cms.CMSAttributes.load(attributes, strict=True):
            if attribute["type"].native == "message_digest":
                return bytes(attribute["values"][0].native)
    except (ValueError, TypeError, LookupError) as fault:
        raise WrongSignature("attributes") from fault
    raise WrongSignature("attributes")


def digest_around(document: bytes, gap: tuple[int, int]) -> bytes:
    """The digest of a document but for its gap."""
    start, end = gap
    digest = hashlib.sha256(document[:start])
    digest.update(document[end:])
    return digest.digest()


def is_signed_by(certificate: x509.Certificate, *, signature: bytes, content: bytes) -> bool:
    """``signature`` was made over ``content`` with the key of ``certificate``."""
    key = serialization.load_der_public_key(certificate.public_key.dump())
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except exceptions.InvalidSignature:
        return False
    return True
