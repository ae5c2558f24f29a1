"""A signing desk for tests: one authority, a chair, an agency's seal, a timestamp authority, a paper to sign."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from motcua.documents.signing import pades, preserving
from motcua.documents.signing.placing import Place
from motcua.integrations.esign import fake
from motcua.slips import typeset

NOW = datetime(2026, 11, 20, 15, 30, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATER = NOW + timedelta(days=30)
PLACE = Place(page=-1, left=330, bottom=250, width=150, height=60)


@dataclass(frozen=True)
class Desk:
    authority: fake.Authority
    chair: fake.Identity
    seal: fake.Identity
    clock: fake.Identity

    @property
    def roots(self):
        return self.authority.roots

    @property
    def stamps(self):
        return fake.timestamps(self.clock, at=NOW)


@cache
def desk():
    """Keys take time to make: every test signs at the same desk."""
    authority = fake.Authority(at=NOW - timedelta(days=365))
    return Desk(
        authority,
        authority.issue("Nguyễn Văn An", organisation="UBND xã Chi Lăng"),
        authority.issue("UBND xã Chi Lăng"),
        authority.issue("Dấu thời gian", for_timestamps=True),
    )


@cache
def paper(words="Quyết định về việc minh họa"):
    place = {"width": 595, "height": 842, "size": 13, "person": False}
    facts = {"title": words, "lines": [words], **place}
    return typeset.pdf("slips/layout/mark.typ", facts, at=NOW)


def signed_with(identity, prepared):
    return identity.key.sign(prepared.attributes, padding.PKCS1v15(), hashes.SHA256())


def sign(document, identity, *, at=NOW, mark=None, stamps=None):
    prepared = pades.prepare(
        document, certificates=identity.chain, at=at, mark=mark, stamped=stamps is not None
    )
    return pades.embed(prepared, signed_with(identity, prepared), timestamps=stamps)


def preserved(*, revoked_after=None, failing="", stamping=""):
    with fake.answering() as lists:
        authority = fake.Authority(at=NOW - timedelta(days=9))
        address = f"{lists.address}/crl"
        chair = authority.issue("Lê Văn Chính", revocations_at=address)
        clock = authority.issue("Giờ", for_timestamps=True, revocations_at=address)
        if revoked_after is not None:
            authority.revoke(chair, at=NOW + revoked_after)
        lists.revocations = failing.encode() or authority.revocations(at=NOW)
        stamps = fake.timestamps(clock, at=NOW)
        done = sign(paper(), chair, stamps=stamps)
        lists.stamps, lists.failing = stamps, stamping
        return authority, preserving.preserve(
            done, roots=authority.roots, timestamps=lists.client(), at=NOW
        )
