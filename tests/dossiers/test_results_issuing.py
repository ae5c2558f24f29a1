"""A result that is signed takes its number from a register without gap or double, then the agency's seal."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.models import Origin
from motcua.documents.ports import NoSeal
from motcua.documents.queries import held
from motcua.documents.signing.inspection import Change, inspect
from motcua.documents.signing.pades import NoTimestamp
from motcua.dossiers import access
from motcua.dossiers.actions import results, results_issuing, results_signing
from motcua.dossiers.models import AskedState, RegisterEntry, ResultState
from motcua.dossiers.queries import results as queries
from motcua.integrations.esign import fake
from motcua.rules import registers
from tests.dossiers.resulting import (
    NAME,
    asked,
    bare,
    head,
    issued,
    numbered,
    sent,
    signed,
    with_seal,
)

pytestmark = pytest.mark.django_db


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


# -- timestamps and proofs --------------------------------------------------------------------


@pytest.fixture
def stamped(office, settings, tmp_path):
    """An authority that stamps and tells who was revoked, and the people it knows."""
    with fake.answering() as lists:
        at = clock.now()
        authority = fake.Authority(at=at - timedelta(days=9))
        address = {"revocations_at": f"{lists.address}/crl"}
        clock_of_it = authority.issue("Giờ", for_timestamps=True, **address)
        lists.stamps = fake.timestamps(clock_of_it, at=at)
        lists.revocations = authority.revocations(at=at)
        lists.authority = authority
        lists.chair = authority.issue("Lê Văn Chính", **address)
        lists.seal = authority.issue("UBND xã Chi Lăng", **address)
        settings.TIMESTAMPS = f"{lists.address}/tsa"
        settings.TRUST_FOLDER = tmp_path / "trust"
        settings.TRUST_FOLDER.mkdir()
        (settings.TRUST_FOLDER / "goc.der").write_bytes(authority.roots[0].dump())
        documents.register_certificate(
            content=lists.chair.chain[0].dump(), account=office.leader, at=at
        )
        with_seal(office, settings, lists.seal)
        yield lists


def inspected(lists, done):
    content = store.content_of(done.signed.digest)
    return inspect(content, roots=lists.authority.roots, at=clock.now())


def test_with_an_authority_every_signature_is_stamped_and_kept_provable(office, stamped):
    version = signed(office, stamped.chair)
    numbered(office, version)
    found = inspected(stamped, issued(office, version))
    assert [one.stamped_at for one in found] == [clock.now()] * 2
    assert all(one.is_sound and one.revocation_known for one in found)


def test_without_proofs_a_result_is_issued_all_the_same(office, stamped):
    version = signed(office, stamped.chair)
    numbered(office, version)
    stamped.revocations = b"khong phai"
    found = inspected(stamped, issued(office, version))
    assert [one.stamped_at for one in found] == [clock.now()] * 2
    assert not any(one.revocation_known for one in found)


def test_a_silent_authority_costs_no_second_signature(office, stamped):
    version = sent(office)
    [one] = asked(office, version)
    signature = bare(stamped.chair, one)
    stamped.failing = "refuse"
    with pytest.raises(NoTimestamp):
        results_signing.put_together(one.pk, signature, account=office.leader)
    one.refresh_from_db()
    assert one.state == AskedState.WAITING
    stamped.failing = ""
    stored = results_signing.put_together(one.pk, signature, account=office.leader)
    results_signing.record(asked_id=one.pk, stored=stored, by=office.by(office.leader))
    version.refresh_from_db()
    [found] = inspected(stamped, version)
    assert found.stamped_at == clock.now()
