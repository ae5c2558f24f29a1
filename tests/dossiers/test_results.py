"""The result of a dossier: versions, approval, and signatures bound to one version of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.actions.certificates import NotInForce, OfSomebodyElse
from motcua.documents.models import SignerCertificate
from motcua.documents.signing.attributes import WrongSignature
from motcua.documents.signing.certificates import NotACertificate
from motcua.documents.signing.inspection import Change, inspect
from motcua.dossiers import access
from motcua.dossiers.actions import core, results, results_signing
from motcua.dossiers.actions.results import Draft
from motcua.dossiers.models import AskedSignature, AskedState, ResultState
from motcua.dossiers.queries import results as queries
from tests.dossiers import world as worlds
from tests.dossiers.resulting import NAME, PLACES, asked, bare, drafted, kinds, pdf, sent, signed

pytestmark = pytest.mark.django_db


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
