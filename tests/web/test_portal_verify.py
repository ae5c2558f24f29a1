"""Anybody can ask whether a signed paper is whole and by whom; nothing of it is kept, and no file does harm."""

import zlib
from pathlib import Path

import pytest
from asn1crypto import pem
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.base import clock, uploads
from motcua.documents.signing import certificates
from motcua.integrations.esign import fake
from motcua.web.portal import verify
from tests.documents.signing.desk import LATER, NOW, desk, paper, preserved, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trust(settings, tmp_path):
    settings.TRUST_FOLDER = tmp_path
    (tmp_path / "goc.pem").write_bytes(pem.armor("CERTIFICATE", desk().roots[0].dump()))
    (tmp_path / "README.txt").write_text("not a certificate, and not read")
    clock.set_to(LATER)
    return tmp_path


def ask(client, document, name="quyet-dinh.pdf"):
    return client.post(reverse("portal:verify"), {"tep": SimpleUploadedFile(name, document)})


def text(response):
    return " ".join(response.content.decode().split())


def test_a_whole_paper_says_who_signed_and_when(client):
    response = ask(client, sign(paper(), desk().chair, stamps=desk().stamps))
    page = text(response)
    assert response.status_code == 200
    assert "Văn bản còn nguyên vẹn, chữ ký số hợp lệ" in page
    assert "Nguyễn Văn An (MINH HỌA)" in page
    assert "UBND xã Chi Lăng" in page
    assert "15 giờ 30, thứ Sáu, 20/11/2026, theo dấu thời gian của bên thứ ba." in page
    assert "Chứng thực MINH HỌA" in page
    assert "Tệp không kèm bằng chứng về việc thu hồi chứng thư." in page


def test_two_signatures_stand_in_their_order(client):
    page = text(ask(client, sign(sign(paper(), desk().chair), desk().seal)))
    assert page.index("Nguyễn Văn An (MINH HỌA)") < page.index("UBND xã Chi Lăng (MINH HỌA)")
    assert "sau đó chỉ thêm chữ ký khác" in page
    assert "theo máy của người ký; không có bên thứ ba xác nhận." in page


def test_proofs_in_the_file_are_told(client, trust):
    authority, document = preserved()
    (trust / "other.der").write_bytes(authority.roots[0].dump())
    assert "Tệp kèm bằng chứng là chứng thư chưa bị thu hồi." in text(ask(client, document))


def test_a_changed_paper_is_said_to_be_changed(client):
    changed = bytearray(sign(paper(), desk().chair))
    changed[changed.index(b"stream\n") + 60] ^= 1
    page = text(ask(client, bytes(changed)))
    assert "Văn bản đã bị thay đổi sau khi ký" in page
    assert "Chữ ký không khớp với nội dung" in page
    assert "hợp lệ" not in page
    assert "Chứng thư số" not in page


def test_an_unknown_issuer_is_said_to_be_unknown(client):
    page = text(ask(client, sign(paper(), fake.Authority(at=NOW, name="Lạ").issue("Kẻ lạ"))))
    assert "nhưng chưa xác nhận được người ký" in page
    assert "Do tổ chức mà trang này không biết cấp" in page


def test_a_paper_without_signatures_is_said_to_have_none(client):
    page = text(ask(client, paper()))
    assert "Tệp này không có chữ ký số" in page


def test_names_in_a_certificate_are_words_and_nothing_else(client):
    turned = desk().authority.issue("<b>An\u202e</b>", organisation="<script>x</script>")
    page = text(ask(client, sign(paper(), turned)))
    assert "&lt;b&gt;An &lt;/b&gt;" in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page


#: Little that unpacks to forty million zeros.
SWELLING = zlib.compress(bytes(40_000_000), 1)
HOSTILE = {
    "an empty file": b"",
    "no pdf": b"GIF89a" + bytes(range(256)) * 20,
    "a head alone": b"%PDF-1.7\n",
    "a page of HTML": b"<html><script>alert(1)</script></html>",
    "an archive": b"PK\x03\x04" + bytes(5000),
    "a reference to itself": b"%PDF-1.5\nxref\n0 1\n0000000000 65535 f \ntrailer\n"
    b"<</Root 1 0 R/Prev 9/Size 1>>\nstartxref\n9\n%%EOF",
    "brackets without end": b"%PDF-1.5\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF",
    "a stream that swells": b"%PDF-1.5\n1 0 obj\n<</Type/XRef/W[1 2 1]/Size 9/Root 1 0 R"
    b"/Filter/FlateDecode/Length 999999>>\nstream\n" + SWELLING + b"\nendstream\nendobj\n"
    b"startxref\n9\n%%EOF",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(client, name):
    response = ask(client, HOSTILE[name])
    assert response.status_code == 422
    page = text(response)
    assert "Không đọc được tệp này" in page or "Tệp này không có nội dung" in page


def test_a_file_above_the_bound_is_refused_unread(client, monkeypatch):
    monkeypatch.setattr(verify, "_MEGABYTE", 1)
    response = ask(client, paper())
    assert response.status_code == 422
    assert "Tệp lớn hơn 20 MB" in text(response)


def test_no_file_is_said(client):
    response = client.post(reverse("portal:verify"), {})
    assert response.status_code == 422
    assert "Hãy chọn tệp PDF cần kiểm tra." in text(response)


def test_more_than_the_machine_reads_at_once_are_asked_to_come_back(client):
    for _place in range(verify.AT_ONCE):
        assert verify._places.acquire(blocking=False)
    try:
        response = ask(client, paper())
    finally:
        verify._places.release(verify.AT_ONCE)
    assert response.status_code == 503
    assert "Xin thử lại sau ít phút" in text(response)
    assert ask(client, paper()).status_code == 200


def test_nothing_is_kept_and_nothing_logged(client, caplog):
    before = set(uploads.folder().rglob("*"))
    assert ask(client, sign(paper(), desk().chair), "an-nguyen.pdf").status_code == 200
    assert ask(client, b"junk", "an-nguyen.pdf").status_code == 422
    assert set(uploads.folder().rglob("*")) == before
    assert "Nguyễn" not in caplog.text
    assert "an-nguyen" not in caplog.text


def test_a_root_that_is_none_is_told_to_the_operator_by_name(client, trust):
    (trust / "hong.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")
    with pytest.raises(certificates.NotACertificate, match=r"hong\.pem"):
        ask(client, paper())


def test_a_folder_that_is_not_there_holds_no_roots(client, settings):
    settings.TRUST_FOLDER = Path(settings.DATA_FOLDER) / "no-such-folder"
    assert "chưa xác nhận được" in text(ask(client, sign(paper(), desk().chair)))


def test_every_page_of_the_portal_leads_here(client):
    assert reverse("portal:verify") in text(client.get(reverse("portal:track")))
    assert client.get(reverse("portal:verify")).status_code == 200
