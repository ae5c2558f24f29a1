"""An authority nobody trusts: invented people, agencies and timestamps, for tests and for trying out.

Its certificates say in their names that they are an illustration.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

_BITS, _EXPONENT = 2048, 65537
_LONG = timedelta(days=3650)
ILLUSTRATION = "MINH HỌA"


@dataclass(frozen=True)
class Identity:
    """A key and the certificate that names its holder, as a token holds them."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    @property
    def chain(self) -> tuple[asn1.Certificate, ...]:
        """The certificate and its issuers, as the signing code reads them."""
        return tuple(_as_asn1(one) for one in (self.certificate, *self.issuers))

    def as_pkcs12(self, pin: str) -> bytes:
        """The whole in one file, closed with ``pin``: a token of software."""
        closed = serialization.BestAvailableEncryption(pin.encode())
        return pkcs12.serialize_key_and_certificates(
            b"minh-hoa", self.key, self.certificate, self.issuers, closed
        )


class Authority:
    """Issues certificates from a root of its own, revokes them and says so."""

    def __init__(self, *, at: datetime, name: str = f"Chứng thực {ILLUSTRATION}") -> None:
        """Make the root, valid from ``at`` on."""
        self._at = at
        self._key = _key()
        self._revoked: dict[int, datetime] = {}
        subject = _name(name, "")
        self.root = (
            _begun(subject, subject, self._key, at, at + _LONG)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(authority=True, signing=False), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    @property
    def roots(self) -> tuple[asn1.Certificate, ...]:
        """What one would have to trust to believe this authority."""
        return (_as_asn1(self.root),)

    def issue(
        self,
        name: str,
        *,
        organisation: str = "",
        until: datetime | None = None,
        for_signing: bool = True,
        for_timestamps: bool = False,
        revocations_at: str = "",
    ) -> Identity:
        """A key with a certificate; ``revocations_at`` is the address where the revoked are listed."""
        key = _key()
        begun = _begun(
            _name(f"{name} ({ILLUSTRATION})", organisation),
            self.root.subject,
            key,
            self._at,
            until or self._at + _LONG,
        ).add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        begun = begun.add_extension(_usage(authority=False, signing=for_signing), critical=True)
        if for_timestamps:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            begun = begun.add_extension(purpose, critical=True)
        if revocations_at:
            begun = begun.add_extension(_listed_at(revocations_at), critical=False)
        return Identity(key, begun.sign(self._key, hashes.SHA256()), (self.root,))

    def revoke(self, identity: Identity, *, at: datetime) -> None:
        """Take a certificate back."""
        self._revoked[identity.certificate.serial_number] = at

    def revocations(self, *, at: datetime) -> bytes:
        """The signed list of what was taken back (DER), as of ``at``, good for a week."""
        listed = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(at.astimezone(UTC))
            .next_update((at + timedelta(days=7)).astimezone(UTC))
        )
        for serial, since in self._revoked.items():
            listed = listed.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(serial)
                .revocation_date(since.astimezone(UTC))
                .build()
            )
        return listed.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def timestamps(identity: Identity, *, at: datetime) -> DummyTimeStamper:
    """A timestamp authority whose clock stands at ``at``."""
    store = SimpleCertificateStore.from_certs(identity.chain)
    return DummyTimeStamper(
        identity.chain[0],
        keys.PrivateKeyInfo.load(
            identity.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        certs_to_embed=store,
        fixed_dt=at,
    )


class Answering(ThreadingHTTPServer):
    """An authority reached over HTTP on loopback: timestamps at ``/tsa``, the revoked at ``/crl``.

    ``failing`` makes it fail on purpose: "refuse" (an error of the protocol), "garbage" (no answer in the
    protocol at all), "other" (a timestamp over something else) or "cut" (the line goes dead).
    """

    daemon_threads = True

    def __init__(self, *, failing: str = "") -> None:
        """Listen on a free port of loopback; ``stamps`` and ``revocations`` are given afterwards."""
        super().__init__(("127.0.0.1", 0), _Answer)
        self.failing = failing
        self.stamps: DummyTimeStamper | None = None
        self.revocations = b""
        self.asked = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def client(self) -> HTTPTimeStamper:
        """How the signing code asks it for a timestamp."""
        return HTTPTimeStamper(f"{self.address}/tsa")


@contextmanager
def answering(*, failing: str = "") -> Iterator[Answering]:
    """An authority that answers while the block runs."""
    with Answering(failing=failing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Answer(BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        """Give the list of the revoked."""
        self._say("application/pkix-crl", self.server.revocations)

    def do_POST(self) -> None:
        """Stamp the time on a digest, or fail as told."""
        self.server.asked += 1
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.failing == "cut":
            self.close_connection = True
            return
        self._say("application/timestamp-reply", self._reply(tsp.TimeStampReq.load(asked)))

    def _reply(self, asked: tsp.TimeStampReq) -> bytes:
        if self.server.failing == "garbage" or self.server.stamps is None:
            return b"<html>"
        if self.server.failing == "refuse":
            status = tsp.PKIStatusInfo({"status": "rejection"})
            return bytes(tsp.TimeStampResp({"status": status}).dump())
        if self.server.failing == "other":
            asked["message_imprint"]["hashed_message"] = bytes(32)
        return bytes(self.server.stamps.request_tsa_response(asked).dump())

    def _say(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=_EXPONENT, key_size=_BITS)


def _name(name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    since: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since.astimezone(UTC))
        .not_valid_after(until.astimezone(UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, authority: bool, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=not authority and not signing,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _listed_at(address: str) -> x509.CRLDistributionPoints:
    name = x509.UniformResourceIdentifier(address)
    point = x509.DistributionPoint([name], relative_name=None, reasons=None, crl_issuer=None)
    return x509.CRLDistributionPoints([point])


def _as_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
