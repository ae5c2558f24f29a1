"""A remote service signs under one reference, whatever the line does; the port holds for the real client and the fake."""

import hashlib

import pytest

from motcua.documents.ports import NotAnswered, NotSigned, ToSign
from motcua.documents.signing import attributes
from motcua.dossiers.actions import results_remote
from motcua.dossiers.models import AskedState, ResultVersion
from motcua.exchange.models import Message, MessageState
from motcua.integrations.esign.remote import HttpSigner
from tests.dossiers import resulting
from tests.integrations.esign.afar import service
from tests.web import forms


def documents(*contents):
    made = [hashlib.sha256(content).digest() for content in contents]
    return [ToSign(place, f"Văn bản {place}", digest) for place, digest in enumerate(made, 1)]


# -- the client -------------------------------------------------------------------------------


def test_what_is_asked_for_is_signed_and_the_same_however_often_fetched():
    with service() as running:
        signer = HttpSigner(running.address, key="khoa")
        for _ in range(2):
            signer.ask("r1", serial="1F", documents=documents(b"mot", b"hai"))
        found = signer.answers("r1")
        assert found == signer.answers("r1")
        assert signer.answers("khac") == {}
    certificate = resulting.chair().chain[0]
    assert attributes.is_signed_by(certificate, signature=found[1], content=b"mot")
    assert attributes.is_signed_by(certificate, signature=found[2], content=b"hai")
    assert set(running.times.values()) == {1}


@pytest.mark.parametrize("failing", ["lost", "silent"])
def test_a_service_without_an_answer_is_told_apart_from_one_that_declines(failing):
    with service(failing) as running, pytest.raises(NotAnswered):
        HttpSigner(running.address).ask("r1", serial="1F", documents=documents(b"mot"))
    with service("declines") as running, pytest.raises(NotSigned, match="từ chối"):
        HttpSigner(running.address).ask("r1", serial="1F", documents=documents(b"mot"))


def test_nobody_at_the_address_is_no_answer():
    with service() as running:
        address = running.address
    with pytest.raises(NotAnswered):
        HttpSigner(address).answers("r1")


# -- the batch --------------------------------------------------------------------------------


@pytest.fixture
def office(db, settings, tmp_path):
    return resulting.opened(settings, tmp_path)


@pytest.fixture
def batch(office):
    other = office.receive("2024-06-17 10:00")
    office.take_on(other, "2024-06-17 10:30")
    versions = [resulting.sent(office), resulting.sent(office, dossier=other)]
    return resulting.asked(office, *versions)[0].batch


def intended(office, batch):
    return results_remote.intend(batch_id=batch.pk, by=office.by(office.leader))


def states(batch):
    return [one.state for one in batch.signatures.order_by("place")]


def test_a_batch_is_signed_from_afar(office, batch, settings):
    with service() as running:
        settings.REMOTE_SIGNER = running.address
        by = office.by(office.leader)
        results_remote.ask(intended(office, batch), by=by)
        batch.refresh_from_db()
        assert results_remote.collect(batch, by=by) == 2
        assert results_remote.collect(batch, by=by) == 0
    assert states(batch) == [AskedState.SIGNED] * 2
    message = Message.objects.get(interface="remote_signing")
    assert (message.key, message.state) == (batch.reference, MessageState.DONE)


def test_a_lost_answer_is_asked_for_again_and_nothing_is_signed_twice(office, batch, settings):
    by = office.by(office.leader)
    with service("lost") as running:
        settings.REMOTE_SIGNER = running.address
        for act in (results_remote.ask, results_remote.collect):
            with pytest.raises(NotAnswered):
                act(intended(office, batch), by=by)
        results_remote.ask(intended(office, batch), by=by)
        assert results_remote.collect(intended(office, batch), by=by) == 2
    assert set(running.times.values()) == {1}
    assert len(running.signed) == 1
    signed = ResultVersion.objects.filter(state="signed")
    assert [one.steps.filter(kind="signed").count() for one in signed] == [1, 1]


def test_a_service_that_is_silent_leaves_the_request_to_be_sent_again(office, batch, settings):
    by = office.by(office.leader)
    with service("silent") as running:
        settings.REMOTE_SIGNER = running.address
        with pytest.raises(NotAnswered):
            results_remote.ask(intended(office, batch), by=by)
    message = Message.objects.get(interface="remote_signing")
    assert (message.state, message.problem) == (MessageState.STUCK, "NotAnswered")
    before = intended(office, batch).reference
    with service() as running:
        settings.REMOTE_SIGNER = running.address
        results_remote.ask(intended(office, batch), by=by)
    assert intended(office, batch).reference == before
    message.refresh_from_db()
    assert message.state == MessageState.DONE


def test_a_signature_over_something_else_signs_nothing_and_the_rest_goes_on(
    office, batch, settings
):
    by = office.by(office.leader)
    with service() as running:
        settings.REMOTE_SIGNER = running.address
        results_remote.ask(intended(office, batch), by=by)
        [made] = running.signed.values()
        made["1"] = made["2"]
        assert results_remote.collect(intended(office, batch), by=by) == 1
    assert states(batch) == [AskedState.WAITING, AskedState.SIGNED]


def test_the_page_sends_and_fetches_and_says_how_it_stands(client, office, batch, settings):
    client.force_login(office.leader)
    page = f"/can-bo/ky-so/luot/{batch.pk}/"
    assert "Ký bằng điện thoại" not in forms.text(client, page)
    assert client.post(f"{page}tu-xa/").status_code == 404
    with service("declines") as running:
        settings.REMOTE_SIGNER = running.address
        forms.send(client, page, f"{page}tu-xa/")
        assert "Người ký từ chối" in forms.text(client, page)
    with service() as running:
        settings.REMOTE_SIGNER = running.address
        forms.send(client, page, f"{page}tu-xa/")
        assert "Lấy chữ ký" in forms.text(client, page)
        forms.send(client, page, f"{page}tu-xa/lay/")
        assert "Lượt ký này đã xong" in forms.text(client, page)
