"""The result of a dossier: versions, approval, signatures bound to a version, numbers without gap or double."""

from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.actions.certificates import NotInForce, OfSomebodyElse
from motcua.documents.kinds import Kind
from motcua.documents.models import Origin, SignerCertificate
from motcua.documents.ports import NoSeal
from motcua.documents.queries import held
from motcua.documents.signing.attributes import WrongSignature
from motcua.documents.signing.certificates import NotACertificate
from motcua.documents.signing.inspection import Change, inspect
from motcua.dossiers import access
from motcua.dossiers.actions import core, results, results_issuing, results_signing
from motcua.dossiers.actions.results import Draft
from motcua.dossiers.models import AskedSignature, AskedState, RegisterEntry, ResultState
from motcua.dossiers.queries import results as queries
from motcua.integrations.esign import fake
from motcua.rules import registers
from motcua.slips import marks
from tests.documents.signing.desk import paper
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

PLACES = {
    "first_page": [595, 842],
    "signature": {"page": -1, "left": 330, "bottom": 250, "width": 160, "height": 40},
}
PIN = "123456"
NAME = f"Lê Văn Chính ({fake.ILLUSTRATION})"


@pytest.fixture(scope="module")
def authority():
    return fake.Authority(at=worlds.moment("2024-01-01 08:00"))


@pytest.fixture(scope="module")
def chair(authority):
    return authority.issue("Lê Văn Chính", organisation="UBND xã Chi Lăng")


@pytest.fixture(scope="module")
def agency_seal(authority):
    return authority.issue("UBND xã Chi Lăng")


@pytest.fixture
def office(tmp_path, settings, chair):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEALS_FOLDER = tmp_path / "seals"
    settings.SEALS_FOLDER.mkdir()
    here = worlds.world()
    here.leader.full_name = NAME
    here.leader.save(update_fields=["full_name"])
    here.dossier = here.receive("2024-06-17 08:00")
    here.take_on(here.dossier, "2024-06-17 09:00")
    documents.register_certificate(
        content=chair.chain[0].dump(), account=here.leader, at=clock.now()
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
    certificate, ready = results_signing.prepare(
        [one.pk for one in versions],
        account=office.leader,
        draw=lambda name, place, at: marks.person(name=name, place=place, at=at),
        at=clock.now(),
    )
    batch = results_signing.ask(certificate=certificate, ready=ready, by=office.by(office.leader))
    return list(batch.signatures.order_by("place"))


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


# -- versions ---------------------------------------------------------------------------------


def test_a_dossier_knows_whether_its_result_is_drafted_and_signed(office, chair):
    assert not queries.drafted(office.dossier)
    version = drafted(office)
    assert queries.drafted(office.dossier)
    assert not queries.signed(office.dossier)
    signed(office, chair, version)
    assert queries.signed(office.dossier)


def test_a_result_is_returned_with_a_remark_and_drafted_anew(office):
    version = sent(office)
    results.give_back(version_id=version.pk, by=office.by(office.leader), remark="Thiếu căn cứ")
    again = drafted(office, "Quyết định, đủ căn cứ")
    version.refresh_from_db()
    assert (version.state, again.number) == (ResultState.REPLACED, 2)
    assert kinds(version) == ["drafted", "sent", "returned", "replaced"]
    assert version.steps.get(kind="returned").remark.text == "Thiếu căn cứ"
    assert version.steps.get(kind="returned").by == office.leader


def test_returning_says_why(office):
    version = sent(office)
    with pytest.raises(core.ReasonMissing):
        results.give_back(version_id=version.pk, by=office.by(office.leader), remark=" ")


def test_only_the_one_who_handles_drafts_and_only_a_leader_judges(office):
    with pytest.raises(access.NotAllowed):
        results.draft(
            dossier_id=office.dossier.pk,
            by=office.by(office.clerk),
            told=Draft(title="Quyết định", symbol="QĐ-UBND", pdf=pdf()),
        )
    version = sent(office)
    for person in (office.clerk, office.officer):
        with pytest.raises(access.NotAllowed):
            results.approve(version_id=version.pk, by=office.by(person))


def test_a_result_goes_to_a_leader_of_the_agency_that_decides(office):
    stranger = worlds.world(worlds.procedure("2.000009")).leader
    version = drafted(office)
    with pytest.raises(results.NotASigner):
        results.send(
            version_id=version.pk, by=office.by(office.officer), signer=stranger, places=PLACES
        )


def test_a_settled_dossier_gets_no_draft(office):
    office.decide(office.dossier, "2024-06-17 10:00")
    with pytest.raises(results.DossierNotOpen):
        drafted(office)


def test_a_symbol_is_held_against_its_form(office):
    with pytest.raises(results.NotASymbol):
        results.draft(
            dossier_id=office.dossier.pk,
            by=office.by(office.officer),
            told=Draft(title="Quyết định", symbol="12/QĐ", pdf=pdf()),
        )


def test_a_change_after_signing_is_a_new_version_with_its_reason(office, chair):
    version = signed(office, chair)
    with pytest.raises(core.ReasonMissing):
        drafted(office, "Quyết định, đã sửa")
    again = drafted(office, "Quyết định, đã sửa", why="Sai tên thôn")
    version.refresh_from_db()
    assert version.state == ResultState.REPLACED
    assert version.signed is not None
    assert again.signed is None
    assert not queries.signed(office.dossier)


def test_steps_are_sealed_in_the_database(office):
    version = drafted(office)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.steps.update(kind="approved")


# -- signatures -------------------------------------------------------------------------------


def test_a_signature_is_bound_to_one_version_and_the_signers_certificate(office, chair, authority):
    version = signed(office, chair)
    [found] = inspect(
        store.content_of(version.signed.digest), roots=authority.roots, at=clock.now()
    )
    assert (found.holder.name, found.change, found.is_sound) == (NAME, Change.NONE, True)
    step = version.steps.get(kind="signed")
    assert step.digest == version.signed.digest
    assert step.certificate == found.holder.serial
    assert kinds(version) == ["drafted", "sent", "approved", "signed"]


def test_the_signature_of_another_key_signs_nothing(office, authority):
    [one] = asked(office, sent(office))
    other = authority.issue("Lê Văn Chính")
    with pytest.raises(WrongSignature):
        results_signing.put_together(one.pk, bare(other, one), account=office.leader)
    assert not queries.signed(office.dossier)


def test_an_answer_that_comes_twice_signs_once(office, chair):
    version = sent(office)
    [one] = asked(office, version)
    signature = bare(chair, one)
    stored = results_signing.put_together(one.pk, signature, account=office.leader)
    by = office.by(office.leader)
    for _ in range(2):
        results_signing.record(asked_id=one.pk, stored=stored, by=by)
    assert results_signing.put_together(one.pk, signature, account=office.leader) is None
    assert kinds(version).count("signed") == 1
    one.refresh_from_db()
    assert (bytes(one.document), one.state) == (b"", AskedState.SIGNED)


def test_what_waits_in_one_batch_is_not_asked_for_again(office):
    version = sent(office)
    asked(office, version)
    with pytest.raises(results_signing.NothingToSign):
        asked(office, version)


def test_a_signature_that_comes_after_the_version_was_returned_signs_nothing(office, chair):
    version = sent(office)
    [one] = asked(office, version)
    stored = results_signing.put_together(one.pk, bare(chair, one), account=office.leader)
    results.give_back(version_id=version.pk, by=office.by(office.leader), remark="Chờ đã")
    with pytest.raises(results.VersionMoved):
        results_signing.record(asked_id=one.pk, stored=stored, by=office.by(office.leader))
    assert not queries.signed(office.dossier)


def test_nobody_answers_for_somebody_else(office, chair):
    [one] = asked(office, sent(office))
    for person in (office.clerk, office.officer):
        with pytest.raises(results_signing.NotAsked):
            results_signing.put_together(one.pk, bare(chair, one), account=person)


def test_a_person_without_a_certificate_signs_nothing(office):
    version = sent(office)
    SignerCertificate.objects.update(ended_at=clock.now())
    with pytest.raises(results_signing.NoCertificate):
        asked(office, version)


def test_a_batch_let_go_leaves_its_results_waiting(office):
    version = sent(office)
    [one] = asked(office, version)
    assert queries.unfinished_batches(office.leader).get().waiting == 1
    assert results_signing.drop(batch=one.batch, by=office.by(office.leader)) == 1
    assert not queries.unfinished_batches(office.leader).exists()
    assert list(queries.to_sign(office.leader)) == [version]
    assert AskedSignature.objects.filter(document=b"").count() == 1


def test_a_certificate_names_the_one_who_registers_it(office, authority):
    other = authority.issue("Trần Thị Bình").chain[0].dump()
    at = clock.now()
    with pytest.raises(OfSomebodyElse):
        documents.register_certificate(content=other, account=office.leader, at=at)
    with pytest.raises(NotACertificate):
        documents.register_certificate(content=b"khong phai", account=office.leader, at=at)
    old = authority.issue("Lê Văn Chính", until=at - timedelta(days=1)).chain[0].dump()
    with pytest.raises(NotInForce):
        documents.register_certificate(content=old, account=office.leader, at=at)
    assert SignerCertificate.objects.filter(ended_at=None).count() == 1


# -- number and seal --------------------------------------------------------------------------


def test_numbers_follow_each_other_per_register_and_gaps_and_doubles_are_refused(office, chair):
    first = signed(office, chair)
    assert numbered(office, first, serial=118).first == 118
    other = office.receive("2024-06-17 10:00")
    office.take_on(other, "2024-06-17 10:30")
    second = signed(office, chair, dossier=other)
    for serial in (118, 120):
        with pytest.raises(registers.NotNext) as refused:
            numbered(office, second, serial=serial)
        assert refused.value.expected == 119
    assert numbered(office, second).first == 119


def test_numbers_used_elsewhere_keep_the_register_without_a_gap(office, chair):
    version = signed(office, chair)
    told = {"agency": office.agency, "symbol": "QĐ-UBND", "dated_on": date(2024, 6, 17)}
    by = office.by(office.clerk)
    with pytest.raises(results_issuing.NoteMissing):
        results_issuing.note_elsewhere(**told, by=by, first=1, last=40, note=" ")
    results_issuing.note_elsewhere(**told, by=by, first=1, last=40, note="Sổ giấy")
    with pytest.raises(registers.NotNext):
        results_issuing.note_elsewhere(**told, by=by, first=40, last=41, note="Sổ giấy")
    assert numbered(office, version).first == 41
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterEntry.objects.update(first=7)


def test_a_number_is_not_dated_before_the_signature(office, chair):
    version = signed(office, chair)
    with pytest.raises(registers.OutOfOrder):
        numbered(office, version, on=date(2024, 6, 16))


def test_what_is_not_signed_gets_no_number_and_what_has_no_number_no_seal(office, chair):
    version = sent(office)
    with pytest.raises(results.VersionMoved):
        numbered(office, version)
    [one] = asked(office, version)
    stored = results_signing.put_together(one.pk, bare(chair, one), account=office.leader)
    results_signing.record(asked_id=one.pk, stored=stored, by=office.by(office.leader))
    with pytest.raises(results.VersionMoved):
        results_issuing.seal(version.pk, draw=head, by=office.by(office.clerk))


def test_the_signer_does_not_number_what_he_signed(office, chair):
    version = signed(office, chair)
    with pytest.raises(access.NotAllowed):
        results_issuing.take_number(
            version_id=version.pk, by=office.by(office.leader), dated_on=date(2024, 6, 17)
        )


def test_person_and_agency_sign_apart_and_the_holder_keeps_the_result(
    office, chair, authority, agency_seal, settings
):
    with_seal(office, settings, agency_seal)
    version = signed(office, chair)
    numbered(office, version)
    done = issued(office, version)
    found = inspect(store.content_of(done.signed.digest), roots=authority.roots, at=clock.now())
    assert [one.holder.name for one in found] == [NAME, f"UBND xã Chi Lăng ({fake.ILLUSTRATION})"]
    assert all(one.is_sound for one in found)
    assert found[0].change is Change.ADDED
    kept = held(office.person.pk).get(origin=Origin.RESULT)
    assert (kept, kept.verified, kept.file) == (done.paper, True, done.signed)
    assert queries.issued_by_code(done.code) == done
    assert queries.issued_by_code("khong-co") is None


def test_without_a_seal_the_number_stays_and_nothing_is_issued(office, chair):
    version = signed(office, chair)
    numbered(office, version)
    with pytest.raises(NoSeal):
        issued(office, version)
    version.refresh_from_db()
    assert (version.state, version.entry.first) == (ResultState.NUMBERED, 1)
