"""The pages of signed reports: signed, numbered, sealed, taken away, verified by anybody; what is refused says why."""

import base64
import html
import re

import pytest
from asn1crypto import pem
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import RegisterEntry
from motcua.jobs import tasks
from motcua.reporting.models import FiledForm, PaperState, ReportPaper, ReportSigning
from tests.dossiers import resulting
from tests.integrations.esign.afar import service
from tests.reporting import campaigning, test_signed_papers
from tests.reporting.campaigning import Places

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(settings, tmp_path) -> Places:
    """A commune that has filed; its leader has a certificate, the commune a seal, the page its roots."""
    settings.MEDIA_ROOT, settings.SEALS_FOLDER = tmp_path / "files", tmp_path / "seals"
    settings.TRUST_FOLDER = tmp_path / "tin-cay"
    settings.SEALS_FOLDER.mkdir()
    settings.TRUST_FOLDER.mkdir()
    root = resulting.authority().roots[0].dump()
    (settings.TRUST_FOLDER / "goc.pem").write_bytes(pem.armor("CERTIFICATE", root))
    there = campaigning.opened(campaigning.places(("Chi Lăng",), days=2), ("II.06",))
    test_signed_papers.certified(there.communes[0])
    test_signed_papers.with_seal(there.communes[0], settings)
    campaigning.file(there, there.communes[0])
    return there


def browser(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def said(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def at(found: Places) -> str:
    return reverse("workspace:campaign_duty", args=[found.duty(found.communes[0]).pk])


def begun(found: Places) -> ReportSigning:
    """The leader begins from the page of the duty; the papers are made in the background."""
    leader = browser(found.communes[0].leader)
    page = leader.get(at(found)).content.decode()
    chosen = re.findall(r'name="bieu" value="(\d+)"', page)
    leader.post(reverse("workspace:report_begin"), {"once": "bat-dau", "bieu": chosen})
    signing = ReportSigning.objects.get()
    tasks.prepare_report_papers(signing_id=signing.pk)
    return signing


def signed(found: Places) -> ReportPaper:
    leader, signing = browser(found.communes[0].leader), begun(found)
    told = leader.get(reverse("workspace:report_documents", args=[signing.pk])).json()
    paper = ReportPaper.objects.get(pk=told["asked"][0])
    bare = resulting.bare(resulting.chair(), paper)
    sent = {"once": "ky", "chu_ky": base64.b64encode(bare).decode()}
    answer = leader.post(reverse("workspace:report_signature", args=[paper.pk]), sent)
    assert answer.json()["signed"]
    paper.refresh_from_db()
    return paper


def sealed(found: Places, paper: ReportPaper, **more: str):
    clerk = browser(found.communes[0].clerk)
    told = {"once": "dau", "chon": str(paper.pk), "ky_hieu": "BC-UBND", "ngay": "16/09/2024"}
    answer = clerk.post(reverse("workspace:report_seal"), told | more)
    paper.refresh_from_db()
    return answer


def test_a_report_is_signed_sealed_taken_away_and_verified_by_anybody(found):
    paper = signed(found)
    clerk = browser(found.communes[0].clerk)
    assert paper.title in said(clerk.get(reverse("workspace:report_issuing")))
    assert sealed(found, paper).status_code == 302
    assert paper.state == PaperState.ISSUED
    leader = browser(found.communes[0].leader)
    for page in (at(found), reverse("workspace:statutory_filed", args=[paper.form_id])):
        told = said(leader.get(page))
        assert "01/BC-UBND" in told
        assert paper.signed.digest in told
        assert "Ký số bản nộp" not in told
    file = leader.get(reverse("workspace:report_paper", args=[paper.pk]))
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")
    told = said(Client().get(reverse("portal:issued", args=[paper.code])))
    assert "01/BC-UBND" in told
    assert "Văn bản còn nguyên vẹn, chữ ký số hợp lệ" in told
    assert "không còn giá trị báo cáo" not in told


def test_a_returned_report_says_so_on_its_page_and_to_the_public(found):
    paper = signed(found)
    sealed(found, paper)
    test_signed_papers.give_back(found)
    told = said(browser(found.communes[0].leader).get(at(found)))
    assert "Không còn giá trị báo cáo" in told
    assert "01/BC-UBND" in told
    assert "Số liệu của bản này không còn giá trị báo cáo." in said(
        Client().get(reverse("portal:issued", args=[paper.code]))
    )


def test_a_report_waits_for_its_signature_in_its_signing_and_can_be_let_go(found):
    signing, leader = begun(found), browser(found.communes[0].leader)
    page = leader.get(reverse("workspace:report_signing", args=[signing.pk]))
    assert "Ký 1 báo cáo" in said(page)
    assert "chưa xong" in said(leader.get(reverse("workspace:campaigns")))
    bad = leader.post(
        reverse("workspace:report_signature", args=[signing.papers.get().pk]),
        {"once": "sai", "chu_ky": base64.b64encode(b"x" * 256).decode()},
    )
    assert bad.status_code == 422
    assert "không khớp" in bad.json()["said"]
    leader.post(reverse("workspace:report_drop", args=[signing.pk]), {"once": "thoi"})
    assert signing.papers.get().state == PaperState.DROPPED
    assert "Ký số bản nộp" in said(leader.get(at(found)))


def test_a_report_is_signed_from_afar_and_asked_again_it_is_the_same_request(found, settings):
    signing, leader = begun(found), browser(found.communes[0].leader)
    ask = reverse("workspace:report_remote", args=[signing.pk])
    collect = reverse("workspace:report_collect", args=[signing.pk])
    assert leader.post(ask, {"once": "chua-co"}).status_code == 404
    key = resulting.chair().key
    with service("declines", key=key) as running:
        settings.REMOTE_SIGNER = running.address
        assert "Người ký từ chối" in said(leader.post(ask, {"once": "mot"}, follow=True))
    with service(key=key) as running:
        settings.REMOTE_SIGNER = running.address
        assert "Đã gửi yêu cầu ký" in said(leader.post(ask, {"once": "hai"}, follow=True))
        assert "Đã ký 1 báo cáo" in said(leader.post(collect, follow=True))
        assert "Chưa có chữ ký nào" in said(leader.post(collect, follow=True))
        assert set(running.times.values()) == {1}
    assert signing.papers.get().state == PaperState.SIGNED


def test_without_a_symbol_or_a_seal_nothing_is_issued_and_a_number_stays(found, settings):
    paper = signed(found)
    sealed(found, paper, ky_hieu="bc/ubnd")
    assert paper.state == PaperState.SIGNED
    assert not RegisterEntry.objects.exists()
    (settings.SEALS_FOLDER / f"{found.communes[0].agency.code}.toml").unlink()
    sealed(found, paper, once="hai")
    assert paper.state == PaperState.NUMBERED
    assert RegisterEntry.objects.get().first == 1
    test_signed_papers.with_seal(found.communes[0], settings)
    sealed(found, paper, once="ba")
    assert paper.state == PaperState.ISSUED
    assert RegisterEntry.objects.count() == 1


def test_strangers_see_no_paper_and_begin_no_signing(found):
    signing = begun(found)
    paper = signing.papers.get()
    other = browser(found.district.clerk)
    assert other.get(reverse("workspace:report_paper", args=[paper.pk])).status_code == 404
    above = browser(found.district.leader)
    assert above.get(reverse("workspace:report_signing", args=[signing.pk])).status_code == 404
    form = FiledForm.objects.get()
    above.post(reverse("workspace:report_begin"), {"once": "la", "bieu": str(form.pk)})
    assert ReportSigning.objects.count() == 1
