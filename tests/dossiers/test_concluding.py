"""What is still open ends with the dossier, each told; and what a ministry's system says is shown as its word."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.dossiers import access, actions, verification
from motcua.dossiers.actions import (
    amending,
    concluding,
    consulting,
    core,
    enclosing,
    results,
    results_signing,
)
from motcua.dossiers.models import (
    AskedState,
    Concluded,
    ConcludedKind,
    ResultState,
    ResultStep,
    SourceWord,
)
from motcua.dossiers.queries import concluding as queries
from motcua.dossiers.queries import results as found
from motcua.dossiers.queries import steps
from motcua.organizations import access as rights
from tests.dossiers import certifying, resulting
from tests.dossiers import world as worlds
from tests.web import forms

pytestmark = pytest.mark.django_db


def stopped(office):
    return actions.stop(
        dossier_id=office.dossier.pk,
        by=office.by(office.officer),
        ground="object_gone",
        text="Đối tượng không còn",
    )


def told(office):
    return {one.kind: one.number for one in queries.concluded(office.dossier)}


def test_opinions_papers_to_sign_and_passes_end_with_the_dossier(office):
    other = worlds.world(worlds.procedure("2.000009"))
    consulting.consult(
        dossier_id=office.dossier.pk,
        by=office.by(office.officer),
        agency=other.agency,
        due_at=clock.now() + timedelta(days=2),
        text="Có ý kiến gì về ranh giới không?",
    )
    version = resulting.sent(office)
    [asked] = resulting.asked(office, version)
    enclosing.open_pass(dossier=office.dossier, listed=None, officer=office.clerk, at=clock.now())
    stopped(office)
    assert told(office) == {
        ConcludedKind.CONSULTATION: 1,
        ConcludedKind.SIGNING: 1,
        ConcludedKind.PHONE: 1,
    }
    asked.refresh_from_db()
    version.refresh_from_db()
    assert (asked.state, version.state) == (AskedState.DROPPED, ResultState.RETURNED)
    assert not found.to_sign(office.leader).exists()
    postings = rights.postings(other.officer.pk, clock.today())
    assert not steps.to_answer(postings).exists()
    with pytest.raises(results_signing.NothingToSign):
        results_signing.begin([version.pk], by=office.by(office.leader))
    with pytest.raises(DatabaseError), transaction.atomic():
        Concluded.objects.update(number=9)
    assert verification.verify().clean


def test_what_is_signed_and_not_issued_counts_no_more_and_keeps_its_number(office, chair):
    version = resulting.signed(office, chair)
    entry = resulting.numbered(office, version)
    stopped(office)
    version.refresh_from_db()
    assert version.state == ResultState.REPLACED
    assert version.entry == entry
    assert ResultStep.objects.latest("pk").remark.text.startswith("Hồ sơ đã kết thúc")


def test_a_hand_over_nobody_took_and_a_financial_obligation_end_too(office):
    by = office.by(office.officer)
    actions.hand_over(dossier_id=office.dossier.pk, by=by, post=office.post)
    actions.request_payment(dossier_id=office.dossier.pk, by=by, text="Nộp thuế")
    actions.withdraw(dossier_id=office.dossier.pk, by=office.by(office.clerk), text="Thôi")
    assert told(office) == {ConcludedKind.HAND_OVER: 1, ConcludedKind.PAYMENT: 1}
    office.dossier.refresh_from_db()
    assert office.dossier.offered_post_id is None
    assert verification.verify().clean


def test_copies_that_were_to_be_made_are_not(office, settings, tmp_path):
    settings.CERTIFIED_COPIES = "2.000001"
    [original] = certifying.brought(office, tmp_path, certifying.WORTHY)
    certifying.taken_up(office, certifying.compared(original))
    stopped(office)
    assert told(office) == {ConcludedKind.COPY: 1}
    assert certifying.made_all(office)[0] == 0


def test_nothing_open_nothing_told_and_a_reversed_stop_tells_nothing(office):
    stopped(office)
    assert told(office) == {}
    amending.reverse(dossier_id=office.dossier.pk, by=office.by(office.officer))
    version = resulting.sent(office)
    stopped(office)
    assert told(office) == {ConcludedKind.SIGNING: 1}
    amending.reverse(dossier_id=office.dossier.pk, by=office.by(office.officer))
    assert told(office) == {}
    again = results.send(
        version_id=version.pk,
        by=office.by(office.officer),
        signer=office.leader,
        places=resulting.PLACES,
    )
    assert again.state == ResultState.SENT


def test_the_word_of_a_ministrys_system_only_grows_and_is_of_a_moment_that_has_come(office):
    said = {"system": "Hộ tịch, Bộ Tư pháp", "number": "HT-12", "said": "Đang thẩm định"}
    by = office.by(office.officer)
    at = clock.now()
    concluding.tell(dossier_id=office.dossier.pk, by=by, happened_at=at, **said)
    with pytest.raises(concluding.NotYet):
        concluding.tell(
            dossier_id=office.dossier.pk, by=by, happened_at=at + timedelta(hours=1), **said
        )
    with pytest.raises(core.ReasonMissing):
        concluding.tell(
            dossier_id=office.dossier.pk, by=by, happened_at=at, **said | {"number": " "}
        )
    stranger = worlds.world(worlds.procedure("2.000009")).officer
    with pytest.raises(access.NotAllowed):
        concluding.tell(
            dossier_id=office.dossier.pk, by=office.by(stranger), happened_at=at, **said
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        SourceWord.objects.update(said="Đã cấp")


def test_both_are_read_on_the_page_and_by_the_filer_who_looks_it_up(client, office):
    page = f"/can-bo/ho-so/{office.dossier.pk}/"
    client.force_login(office.officer)
    wrong = forms.send(client, f"{page}he-thong-nguon/", f"{page}he-thong-nguon/", system="A")
    assert wrong.status_code == 422
    assert "Hãy ghi số hồ sơ ở hệ thống nguồn" in wrong.content.decode()
    said = {"system": "Hộ tịch, Bộ Tư pháp", "number": "HT-12", "said": "Đang thẩm định"}
    forms.send(client, f"{page}he-thong-nguon/", f"{page}he-thong-nguon/", **said)
    resulting.sent(office)
    stopped(office)
    shown = forms.text(client, page)
    for words in ("Đã kết thúc cùng hồ sơ", "1 văn bản đang trình", "Hộ tịch, Bộ Tư pháp", "HT-12"):
        assert words in shown
    client.logout()
    answer = client.post(
        "/tra-cuu/", {"so": office.dossier.number, "ma": office.dossier.track_code}
    )
    assert "Theo hệ thống Hộ tịch, Bộ Tư pháp (hồ sơ số HT-12): Đang thẩm định" in (
        answer.content.decode()
    )
