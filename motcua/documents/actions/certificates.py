"""The certificate a person signs with: registered by that person, checked against that person's name.

Căn cứ: Luật Giao dịch điện tử 2023, Điều 22; Nghị định 30/2020/NĐ-CP, Điều 13 (certainty: medium).
"""

from datetime import datetime

from asn1crypto import pem, x509

from motcua.base import once, text
from motcua.documents.models import SignerCertificate
from motcua.documents.signing import certificates
from motcua.people.models import Account

_MOST_BYTES = 100_000


class OfSomebodyElse(Exception):
    """The certificate names another person; ``args[0]`` is that name."""


class NotInForce(Exception):
    """The certificate has run out, or is not in force yet."""


class KeyNotUsable(Exception):
    """The key is of a kind signatures are not made with here."""


@once.joined
def register_certificate(*, content: bytes, account: Account, at: datetime) -> SignerCertificate:
    """Take the certificate ``account`` signs with from now on; the one before ends.

    Raise ``certificates.NotACertificate``, ``OfSomebodyElse``, ``NotInForce``, ``KeyNotUsable``.
    """
    found = certificates.parse(content[:_MOST_BYTES])
    if not found:
        raise certificates.NotACertificate("")
    own = certificates.holder(found[0])
    if text.fold(own.name) != text.fold(account.full_name):
        raise OfSomebodyElse(own.name)
    if not own.valid_from <= at <= own.valid_to:
        raise NotInForce
    if found[0].public_key.algorithm not in ("rsa", "ec"):
        raise KeyNotUsable
    # Two registering at once wait for each other here.
    Account.objects.select_for_update().get(pk=account.pk)
    SignerCertificate.objects.filter(account=account, ended_at=None).update(ended_at=at)
    return SignerCertificate.objects.create(
        account=account,
        chain="".join(_armoured(one) for one in found),
        name=own.name,
        issuer=own.issuer[:200],
        serial=own.serial[:80],
        valid_from=own.valid_from,
        valid_to=own.valid_to,
        registered_at=at,
    )


def chain_of(row: SignerCertificate) -> tuple[x509.Certificate, ...]:
    """The certificates as the signing code reads them."""
    return tuple(certificates.parse(row.chain.encode("ascii")))


def _armoured(one: x509.Certificate) -> str:
    armoured: bytes = pem.armor("CERTIFICATE", one.dump())
    return armoured.decode("ascii")
