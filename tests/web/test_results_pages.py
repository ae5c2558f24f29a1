"""The pages of results: who may what, what is refused in words, and what the decision is recorded with."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.base import clock
from motcua.base.models import JournalEntry
from motcua.documents import drafting
from motcua.documents.kinds import Kind
from motcua.dossiers.models import AskedSignature, RegisterEntry, ResultTemplate, ResultVersion
from motcua.organizations.models import Role
from tests import factories
from tests.documents import made, templates
from tests.documents.signing.desk import paper
from tests.dossiers import resulting
from tests.dossiers import world as worlds
from tests.web import forms

pytestmark = pytest.mark.django_db
SIGNING = "/can-bo/ky-so/"
ISSUING = "/can-bo/cap-so/"


@pytest.fixture
def chair():
    return resulting.chair()


@pytest.fixture
def agency_seal():
    return resulting.agency_seal()


@pytest.fixture
def office(settings, tmp_path):
    return resulting.opened(settings, tmp_path)


def page(office):
    return f"/can-bo/ho-so/{office.dossier.pk}/van-ban-ket-qua/"


def file(path):
    return SimpleUploadedFile(path.name, path.read_bytes())


def drafted(client, office, path, **more):
    told = {"trich_yeu": "Quyết định", "ky_hieu": "QĐ-UBND", "nguoi_ky": office.leader.pk, **more}
    return forms.send(client, page(office), page(office), tep=file(path), **told)


def signed_pdf(tmp_path):
    return made.content(tmp_path / "ket-qua.pdf", paper("Quyết định"))


def chosen(client, address, to, versions, **more):
    return forms.send(client, address, to, chon=[one.pk for one in versions], **more)


def test_a_pdf_is_drafted_and_sent_and_opening_it_is_written_down(client, office, tmp_path):
    client.force_login(office.officer)
    drafted(client, office, signed_pdf(tmp_path))
    version = ResultVersion.objects.get()
    address = f"{page(office)}{version.pk}/"
    answer = forms.send(client, page(office), f"{address}trinh/", nguoi_ky=office.leader.pk)
    assert answer.status_code == 302
    version.refresh_from_db()
    assert (version.state, version.signer) == ("sent", office.leader)
    assert version.places["signature"]["page"] == -1
    opened = client.get(f"{address}pdf/")
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert client.get(f"{address}docx/").status_code == 404
    assert JournalEntry.objects.filter(subject_type="dossiers.result").count() == 1


def test_a_draft_needs_a_file_and_a_symbol_and_nothing_is_lost(client, office, tmp_path):
    client.force_login(office.officer)
    told = {"trich_yeu": "Giấy phép", "ky_hieu": "12/GP", "nguoi_ky": ""}
    answer = forms.send(client, page(office), page(office), **told)
    said = answer.content.decode()
    assert answer.status_code == 422
    for words in ("chọn tệp dự thảo", "ví dụ QĐ-UBND", "Hãy chọn người ký", 'value="Giấy phép"'):
        assert words in said
    odd = drafted(client, office, made.picture(tmp_path / "anh.png"))
    assert "Dự thảo kết quả là tệp DOCX hoặc PDF" in odd.content.decode()
    assert not ResultVersion.objects.exists()


def test_without_libreoffice_the_docx_is_kept_and_the_page_says_what_to_do(
    client, office, tmp_path, monkeypatch
):
    monkeypatch.setattr(drafting, "as_pdf", lambda _docx, **_told: None)
    client.force_login(office.officer)
    answer = drafted(client, office, templates.decision(tmp_path / "du-thao.docx"))
    assert answer.status_code == 302
    version = ResultVersion.objects.get()
    assert (version.pdf, Kind(version.docx.kind)) == (None, Kind.DOCX)
    said = forms.text(client, page(office))
    assert "chưa cài LibreOffice" in said
    assert "Trình phê duyệt, ký" not in said


def test_a_result_of_another_agency_has_no_page(client, office):
    stranger = worlds.world(worlds.procedure("2.000009")).officer
    client.force_login(stranger)
    assert client.get(page(office)).status_code == 404


def test_who_only_oversees_sees_no_result(client, office):
    controller = factories.officer(office.agency, Role.CONTROLLER)
    client.force_login(controller)
    assert client.get(page(office)).status_code == 403


def test_templates_are_added_by_the_leader_alone_and_ended(client, office, tmp_path):
    address = "/can-bo/mau-ket-qua/"
    told = {"ten": "Quyết định", "ky_hieu": "QĐ-UBND", "thu_tuc": "9.9"}
    path = templates.decision(tmp_path / "mau.docx")
    client.force_login(office.officer)
    assert client.post(address, told).status_code == 403
    client.force_login(office.leader)
    unknown = forms.send(client, address, address, **told, tep=file(path))
    assert "Không có thủ tục mang mã này" in unknown.content.decode()
    forms.send(client, address, address, **told | {"thu_tuc": "2.000001"}, tep=file(path))
    row = ResultTemplate.objects.get()
    assert row.procedure == office.dossier.procedure
    forms.send(client, address, f"{address}{row.pk}/thoi/")
    assert client.get(f"{address}{row.pk}/").status_code == 404


def test_nothing_chosen_nothing_asked_and_a_second_click_makes_no_second_batch(client, office):
    version = resulting.sent(office)
    client.force_login(office.leader)
    chosen(client, SIGNING, f"{SIGNING}luot/", [])
    assert not AskedSignature.objects.exists()
    once = forms.key(forms.text(client, SIGNING))
    first, second = (
        client.post(f"{SIGNING}luot/", {"once": once, "chon": [version.pk]}) for _ in range(2)
    )
    assert AskedSignature.objects.count() == 1
    assert "/luot/" in first["Location"]
    assert second.status_code == 302


def test_only_the_page_of_a_batch_may_speak_to_the_signing_program(client, office, settings):
    [one] = resulting.asked(office, resulting.sent(office))
    client.force_login(office.leader)
    policy = client.get(f"{SIGNING}luot/{one.batch_id}/")["Content-Security-Policy"]
    assert f"connect-src 'self' {settings.SIGN_AGENT}" in policy
    assert settings.SIGN_AGENT not in client.get(SIGNING)["Content-Security-Policy"]
    told = client.get(f"{SIGNING}luot/{one.batch_id}/van-ban/").json()
    assert told["asked"] == [one.pk]
    assert set(told["documents"][0]) == {"name", "document", "attributes", "gap"}


def test_a_batch_is_its_signers_own(client, office):
    [one] = resulting.asked(office, resulting.sent(office))
    client.force_login(factories.officer(office.agency, Role.LEADER))
    for address in (f"luot/{one.batch_id}/", f"luot/{one.batch_id}/van-ban/"):
        assert client.get(f"{SIGNING}{address}").status_code == 404
    answer = client.post(f"{SIGNING}chu-ky/{one.pk}/", {"chu_ky": "AAAA", "once": "x"})
    assert answer.status_code == 422
    assert "Không có chữ ký nào đang chờ" in answer.json()["said"]


@pytest.mark.parametrize("sent", ["", "khong phai", "AAAA"])
def test_what_is_no_signature_is_refused_in_words(client, office, sent):
    [one] = resulting.asked(office, resulting.sent(office))
    client.force_login(office.leader)
    answer = client.post(f"{SIGNING}chu-ky/{one.pk}/", {"chu_ky": sent, "once": "x"})
    assert (answer.status_code, "không khớp" in answer.json()["said"]) == (422, True)


def test_numbers_are_given_to_all_chosen_or_to_none(client, office, chair):
    version = resulting.signed(office, chair)
    client.force_login(office.clerk)
    told = {"ngay": "17/06/2024", "so": ""}
    wrong = chosen(client, ISSUING, f"{ISSUING}so/", [version], **told | {"ngay": "18/06/2024"})
    assert "Ngày văn bản không thể" in wrong.content.decode()
    none = chosen(client, ISSUING, f"{ISSUING}so/", [], **told)
    assert "ít nhất một kết quả" in none.content.decode()
    assert not RegisterEntry.objects.exists()
    chosen(client, ISSUING, f"{ISSUING}so/", [version], **told)
    assert RegisterEntry.objects.get().first == 1
    assert "Con dấu số của cơ quan chưa được cài đặt" in forms.text(client, ISSUING)
    said = chosen(client, ISSUING, f"{ISSUING}dau/", [version])
    assert "Số đã cấp vẫn giữ" in forms.text(client, said["Location"])


def test_numbers_used_elsewhere_are_written_down_on_the_page(client, office):
    client.force_login(office.clerk)
    told = {"ky_hieu": "QĐ-UBND", "tu_so": 1, "den_so": 40, "ngay_so": "17/06/2024"}
    address = f"{ISSUING}ngoai-he-thong/"
    assert forms.send(client, ISSUING, address, **told, dung_cho="").status_code == 422
    forms.send(client, ISSUING, address, **told, dung_cho="Sổ giấy")
    assert RegisterEntry.objects.get().last == 40
    gap = forms.send(
        client, ISSUING, address, **told | {"tu_so": 50, "den_so": 51}, dung_cho="Khác"
    )
    assert "Số tiếp theo của sổ là 41" in gap.content.decode()


def test_the_decision_is_recorded_with_what_the_signed_result_says(client, office, chair):
    version = resulting.signed(office, chair)
    resulting.numbered(office, version, serial=7)
    client.force_login(office.officer)
    said = forms.text(client, f"/can-bo/ho-so/{office.dossier.pk}/ket-qua/")
    assert 'value="07/QĐ-UBND"' in said
    assert f'value="{resulting.NAME}"' in said
    assert f'value="{clock.local(version.signed_at):%d/%m/%Y}"' in said


def test_an_issued_result_is_told_by_its_code_and_a_replaced_one_as_replaced(
    client,
    office,
    chair,
    agency_seal,
    settings,
    tmp_path,
):
    settings.TRUST_FOLDER = tmp_path / "trust"
    resulting.with_seal(office, settings, agency_seal)
    version = resulting.signed(office, chair)
    resulting.numbered(office, version)
    address = f"/kiem-tra-van-ban/{version.code}/"
    assert client.get(address).status_code == 404
    resulting.issued(office, version)
    said = forms.text(client, address)
    assert "01/QĐ-UBND" in said
    assert "chưa xác nhận được người ký" in said
    assert "Nguyễn Văn An" not in said
    resulting.drafted(office, "Quyết định, đã sửa", why="Sai tên thôn")
    assert "đã được cơ quan thay bằng bản khác" in forms.text(client, address)
    assert client.get("/kiem-tra-van-ban/khong-co/").status_code == 404
