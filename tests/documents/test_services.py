"""Any S3 service instead of a folder, and a clamd that looks through everything, by one setting each."""

import secrets

import pytest

from motcua.documents import actions, store
from motcua.documents.kinds import Fault
from motcua.documents.ports import Lost
from motcua.documents.refusals import Refused
from motcua.documents.store.disk import Disk
from motcua.documents.store.objects import Objects
from tests.documents import made, services

LARGE = 12 * 1024**2


@pytest.fixture
def bucket(monkeypatch):
    with services.s3() as (address, held):
        for name, value in {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "mot",
            "AWS_SECRET_ACCESS_KEY": "cua",
            "AWS_REGION": "vn",
        }.items():
            monkeypatch.setenv(name, value)
        yield f"s3://kho/{secrets.token_hex(4)}", held


@pytest.fixture(params=["disk", "s3"])
def place(request, bucket, tmp_path):
    return Objects(bucket[0]) if request.param == "s3" else Disk(tmp_path / "f", beside=tmp_path)


@pytest.mark.parametrize(
    "content", [b"giay to", secrets.token_bytes(LARGE)], ids=["small", "large"]
)
def test_every_store_gives_back_what_it_took(place, tmp_path, content):
    path = made.content(tmp_path / "a", content)
    digest = store.digest_of(path)
    place.put(path, digest)
    place.put(path, digest)

    assert place.has(digest)
    assert b"".join(place.read(digest)) == content


def test_every_store_says_at_once_what_it_does_not_have(place):
    assert not place.has("0" * 64)
    with pytest.raises(Lost):
        place.read("0" * 64)


def test_one_setting_moves_the_files_into_the_bucket(bucket, settings, tmp_path):
    settings.FILES_URL = bucket[0]
    kept = actions.store_file(made.pdf(tmp_path / "a.pdf"), name="a.pdf")
    assert [place.rsplit("/", 1)[1] for place in bucket[1].objects] == [kept.digest]


def test_a_service_that_refuses_us_is_told_as_a_sentence(bucket, settings, tmp_path):
    settings.FILES_URL = bucket[0]
    bucket[1].silent = True
    with pytest.raises(Refused) as refused:
        actions.store_file(made.pdf(tmp_path / "a.pdf"), name="a.pdf")
    assert refused.value.fault is Fault.NOT_STORED


def test_what_clamd_finds_is_not_taken(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    path = made.pdf(tmp_path / "a.pdf")
    with services.clamd() as address:
        settings.CLAMD = address
        assert actions.store_file(path, name="a.pdf").pages == 1
        path.write_bytes(path.read_bytes() + b"\n% EICAR")
        with pytest.raises(Refused) as refused:
            actions.store_file(path, name="a.pdf")
    assert "có mã độc (Eicar-Test-Signature)" in str(refused.value)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/khong/co/clamd.sock"])
def test_nothing_is_taken_unseen_while_clamd_is_silent(settings, tmp_path, address):
    settings.CLAMD = address
    with pytest.raises(Refused, match="không trả lời"):
        actions.store_file(made.pdf(tmp_path / "a.pdf"), name="a.pdf")


def test_a_clamd_that_gives_up_is_not_taken_for_a_clean_file(settings, tmp_path):
    with services.clamd(b"INSTREAM size limit exceeded. ERROR\0") as address:
        settings.CLAMD = address
        with pytest.raises(Refused, match="không trả lời"):
            actions.store_file(made.pdf(tmp_path / "a.pdf"), name="a.pdf")
