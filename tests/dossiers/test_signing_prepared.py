"""Documents of a signing batch are prepared in the background, one after the other, and nothing gets stuck."""

import pytest

from motcua.base import clock
from motcua.documents.signing import pades
from motcua.dossiers.actions import results, results_remote, results_signing
from motcua.dossiers.models import AskedSignature, AskedState
from motcua.dossiers.queries import results as queries
from motcua.jobs import tasks
from tests.dossiers.resulting import person, sent
from tests.web import forms

pytestmark = pytest.mark.django_db
LIST = "/can-bo/ky-so/"


@pytest.fixture
def three(office):
    versions = [sent(office)]
    for hour in (10, 11):
        dossier = office.receive(f"2024-06-17 {hour}:00")
        office.take_on(dossier, f"2024-06-17 {hour}:30")
        versions.append(sent(office, dossier=dossier))
    return versions


def begun(office, versions):
    return results_signing.begin([one.pk for one in versions], by=office.by(office.leader))


def states(batch):
    return list(batch.signatures.order_by("place").values_list("state", flat=True))


def prepared(batch):
    return results_signing.prepare_all(batch.pk, draw=person, at=clock.now())


def test_a_batch_is_begun_at_once_and_prepared_later_in_its_order(office, three):
    batch = begun(office, three[::-1])
    assert states(batch) == ["making"] * 3
    assert [one.version for one in batch.signatures.order_by("place")] == three[::-1]
    assert list(queries.unfinished_batches(office.leader)) == [batch]
    assert prepared(batch) == 3
    assert states(batch) == ["waiting"] * 3
    assert all(bytes(one.document).startswith(b"%PDF") for one in batch.signatures.all())


def test_a_worker_that_dies_is_gone_on_with(office, three, monkeypatch):
    batch, whole = begun(office, three), pades.prepare
    done = []

    def dies(document, **told):
        if done:
            raise KeyboardInterrupt
        done.append(document)
        return whole(document, **told)

    with monkeypatch.context() as patched:
        patched.setattr(pades, "prepare", dies)
        with pytest.raises(KeyboardInterrupt):
            prepared(batch)
    assert states(batch) == ["waiting", "making", "making"]
    assert prepared(batch) == 2
    assert prepared(batch) == 0


def test_one_that_cannot_be_signed_says_so_and_holds_up_no_other(office, three, monkeypatch):
    batch, whole = begun(office, three), pades.prepare
    seen = []

    def odd(document, **told):
        seen.append(document)
        if len(seen) == 2:
            raise pades.NotSignable("odd")
        return whole(document, **told)

    monkeypatch.setattr(pades, "prepare", odd)
    assert prepared(batch) == 2
    assert states(batch) == ["waiting", "dropped", "waiting"]
    assert "không ký được" in batch.signatures.get(state=AskedState.DROPPED).fault
    assert three[1] in queries.to_sign(office.leader)


def test_what_is_given_back_meanwhile_is_not_prepared(office, three):
    batch = begun(office, three)
    by = office.by(office.leader)
    results.give_back(version_id=three[0].pk, by=by, remark="Thiếu căn cứ")
    assert prepared(batch) == 2
    assert states(batch) == ["dropped", "waiting", "waiting"]
    assert results_signing.drop(batch=batch, by=by) == 2


def test_what_is_in_a_batch_is_in_no_other_and_a_remote_service_waits_for_the_whole(office, three):
    batch = begun(office, three)
    with pytest.raises(results_signing.NothingToSign):
        begun(office, three)
    with pytest.raises(results_signing.NotPrepared):
        results_remote.intend(batch_id=batch.pk, by=office.by(office.leader))
    prepared(batch)
    assert results_remote.intend(batch_id=batch.pk, by=office.by(office.leader)).reference


def test_the_page_tells_how_far_it_is_and_begins_anew_when_all_is_prepared(client, office, three):
    client.force_login(office.leader)
    answer = forms.send(client, LIST, f"{LIST}luot/", chon=[one.pk for one in three])
    page = answer["Location"]
    said = forms.text(client, page)
    assert "Đang chuẩn bị văn bản để ký" in said
    assert "0/3" in said
    assert "Phần việc nền của máy chủ đang không chạy" in said
    assert "data-signing" not in said
    assert "HX-Refresh" not in client.get(page, headers={"HX-Request": "true"})
    tasks.prepare_signatures(batch_id=AskedSignature.objects.first().batch_id)
    assert client.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    said = forms.text(client, page)
    assert "data-signing" in said
    assert "Gửi đến chương trình ký" in said
