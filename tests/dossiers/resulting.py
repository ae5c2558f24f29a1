"""A result taken through its steps, for tests."""

from datetime import date
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents.kinds import Kind
from motcua.dossiers.actions import results, results_issuing, results_signing
from motcua.dossiers.actions.results import Draft
from motcua.integrations.esign import fake
from motcua.slips import marks
from tests.documents.signing.desk import paper
from tests.dossiers import world as worlds

PLACES = {
    "first_page": [595, 842],
    "signature": {"page": -1, "left": 330, "bottom": 250, "width": 160, "height": 40},
}
PIN = "123456"
NAME = f"Lê Văn Chính ({fake.ILLUSTRATION})"


@cache
def authority():
    """Keys take time to make: every test has the same."""
    return fake.Authority(at=worlds.moment("2024-01-01 08:00"))


@cache
def chair():
    return authority().issue("Lê Văn Chính", organisation="UBND xã Chi Lăng")


@cache
def agency_seal():
    return authority().issue("UBND xã Chi Lăng")


def opened(settings, folder):
    """An office with a dossier in hand, whose leader has registered a certificate."""
    settings.MEDIA_ROOT = folder / "files"
    settings.SEALS_FOLDER = folder / "seals"
    settings.SEALS_FOLDER.mkdir()
    here = worlds.world()
    here.leader.full_name = NAME
    here.leader.save(update_fields=["full_name"])
    here.dossier = here.receive("2024-06-17 08:00")
    here.take_on(here.dossier, "2024-06-17 09:00")
    documents.register_certificate(
        content=chair().chain[0].dump(), account=here.leader, at=clock.now()
    )
    return here


def pdf(words="Quyết định"):
    return documents.store_made(paper(words), kind=Kind.PDF, pages=1, name="ket-qua")


def drafted(office, words="Quyết định", dossier=None, **more):
    return results.draft(
        dossier_id=(dossier or office.dossier).pk,
        by=office.by(office.officer),
        told=Draft(title="Quyết định", symbol="QĐ-UBND", pdf=pdf(words)),
        **more,
    )


def sent(office, version=None, **more):
    return results.send(
        version_id=(version or drafted(office, **more)).pk,
        by=office.by(office.officer),
        signer=office.leader,
        places=PLACES,
    )


def asked(office, *versions):
    batch = results_signing.begin([one.pk for one in versions], by=office.by(office.leader))
    results_signing.prepare_all(batch.pk, draw=person, at=clock.now())
    return list(batch.signatures.order_by("place"))


def person(name, place, at):
    return marks.person(name=name, place=place, at=at)


def bare(identity, one):
    return identity.key.sign(bytes(one.attributes), padding.PKCS1v15(), hashes.SHA256())


def signed(office, chair, version=None, **more):
    version = sent(office, version, **more)
    [one] = asked(office, version)
    stored = results_signing.put_together(one.pk, bare(chair, one), account=office.leader)
    results_signing.record(asked_id=one.pk, stored=stored, by=office.by(office.leader))
    version.refresh_from_db()
    return version


def numbered(office, version, serial=None, on=date(2024, 6, 17)):
    return results_issuing.take_number(
        version_id=version.pk, by=office.by(office.clerk), dated_on=on, serial=serial
    )


def with_seal(office, settings, agency_seal):
    folder, code = settings.SEALS_FOLDER, office.agency.code
    (folder / "dau.p12").write_bytes(agency_seal.as_pkcs12(PIN))
    (folder / "dau.pin").write_text(f"{PIN}\n")
    (folder / f"{code}.toml").write_text('file = "dau.p12"\npin_file = "dau.pin"\n')


def head(version, entry, at):
    told = marks.Issued(
        agency="UBND xã Chi Lăng",
        serial=entry.first,
        symbol=entry.symbol,
        dated_on=entry.dated_on,
        address="http://localhost/kiem-tra-van-ban/x/",
    )
    return marks.head(told, places=version.places, at=at)


def issued(office, version):
    by = office.by(office.clerk)
    sealed = results_issuing.seal(version.pk, draw=head, by=by)
    return results_issuing.issue(version_id=version.pk, sealed=sealed, by=by)


def kinds(version):
    return list(version.steps.order_by("pk").values_list("kind", flat=True))
