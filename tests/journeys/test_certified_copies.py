"""Originals brought to the counter become electronic copies: scanned, compared, certified, kept, checked by anybody."""

import shutil
import subprocess

import pytest
from playwright.sync_api import Page, expect

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.queries import held
from motcua.documents.signing.inspection import inspect
from motcua.dossiers import verification
from motcua.dossiers.models import CertifiedCopy
from motcua.jobs import tasks
from motcua.rules.codes import Status
from tests.documents import made
from tests.dossiers import certifying
from tests.integrations.esign.office import PIN
from tests.integrations.esign.office import agent as running_agent
from tests.journeys import browsing, desk
from tests.journeys.test_results import (
    DAY,
    PATIENCE,
    enter,
    office,
    press,
    sign,
)

__all__ = ["office"]
pytestmark = pytest.mark.django_db(transaction=True)
DIPLOMA, BIRTH, TORN = "Bằng tốt nghiệp đại học", "Giấy khai sinh", "Sổ học bạ"


def test_an_original_is_scanned_compared_certified_and_checked(
    page: Page, office, live_server, settings, tmp_path
) -> None:
    settings.CERTIFIED_COPIES = "2.000001"
    page.set_default_timeout(PATIENCE)
    office.dossier = dossier = office.receive(DAY)
    certifying.listed(office)
    documents.register_certificate(
        content=office.chair.chain[0].dump(), account=office.leader, at=clock.now()
    )
    enter(page, office.clerk, live_server.url)
    page.goto(f"/can-bo/ho-so/{dossier.pk}/", wait_until="networkidle")
    page.keyboard.press("s")
    page.wait_for_url("**/chung-thuc/")
    browsing.look(page, "chung-thuc-trong")
    scan(page, dossier, tmp_path)
    compare(page, dossier)
    enter(page, office.leader, live_server.url)
    (tmp_path / "may").mkdir()
    with running_agent(tmp_path / "may", live_server.url) as machine:
        (tmp_path / "may" / "can-bo.p12").write_bytes(office.chair.as_pkcs12(PIN))
        settings.SIGN_AGENT = machine.address
        sign(page)
    enter(page, office.clerk, live_server.url)
    issue(page)
    page.goto(f"/can-bo/ho-so/{dossier.pk}/chung-thuc/")
    browsing.look(page, "chung-thuc-da-phat-hanh")
    press(page, "Ghi nhận kết quả, trả bản điện tử")
    expect(page.locator("main")).to_contain_text("trả bản điện tử vào kho")
    browsing.look(page, "chung-thuc-da-tra")
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    assert {DIPLOMA, BIRTH} <= set(held(office.person.pk).values_list("name", flat=True))
    book = desk.fetched(
        page, f"/can-bo/so-chung-thuc/?tu={day()}&den={day()}&tep=1", "so-chung-thuc"
    )
    for words in (DIPLOMA, BIRTH, "Từ chối", "01/2026-SCT/BS"):
        assert words in book
    page.goto("/can-bo/so-chung-thuc/")
    browsing.look(page, "so-chung-thuc")
    checked(page, office, tmp_path)
    assert verification.verify().clean


def day() -> str:
    return f"{clock.local(clock.now()):%d/%m/%Y}"


def scan(page: Page, dossier, folder) -> None:
    """Three originals put into the dossier as a person would, each a file."""
    files = [
        made.scan(folder / "bang.pdf", [DIPLOMA, "Bảng điểm"]),
        made.scan(folder / "khai-sinh.pdf", [BIRTH]),
        made.scan(folder / "hoc-ba.pdf", [TORN]),
    ]
    page.goto(f"/can-bo/ho-so/{dossier.pk}/giay-to/")
    page.locator("#id_cho").select_option("khac")
    page.locator("#id_tep").set_input_files(files)
    press(page, "Lưu vào hồ sơ")


def compare(page: Page, dossier) -> None:
    """Two are right, one was altered; the copies are made while the page waits."""
    page.goto(f"/can-bo/ho-so/{dossier.pk}/chung-thuc/")
    rows = page.locator("form[data-choosing] tbody tr")
    expect(rows).to_have_count(3)
    for place, name in enumerate((DIPLOMA, BIRTH, TORN)):
        rows.nth(place).locator("input[name^=ten-]").fill(name)
    for place in (0, 1):
        rows.nth(place).locator("[name=chon]").check()
    rows.nth(2).locator("[name=chon]").check()
    rows.nth(2).locator("select").select_option("altered")
    press(page, "Lập bản sao, trình ký")
    expect(page.locator("#loi")).to_contain_text("vừa được đánh dấu đúng vừa có căn cứ")
    browsing.look(page, "chung-thuc-sai")
    page.locator("form[data-choosing] tbody tr").nth(2).locator("[name=chon]").uncheck()
    press(page, "Lập bản sao, trình ký")
    expect(page.locator("#tien-do")).to_be_visible()
    browsing.look(page, "chung-thuc-dang-lap")
    tasks.make_certified_copies(dossier_id=dossier.pk)
    expect(page.locator("#tien-do")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("#ban-sao")).to_contain_text("Chờ phê duyệt")
    browsing.look(page, "chung-thuc-da-lap")


def issue(page: Page) -> None:
    """The register of copies begins with its first number."""
    page.goto("/can-bo/cap-so/")
    browsing.look(page, "chung-thuc-cap-so")
    press(page, "Cấp số các kết quả đã chọn")
    browsing.look(page, "chung-thuc-dong-dau")
    press(page, "Đóng dấu, phát hành các kết quả đã chọn")


def checked(page: Page, office, folder) -> None:
    """Both signatures hold for us and for poppler; anybody reads it by its QR; a changed byte is seen."""
    copy = CertifiedCopy.objects.select_related("version__signed").get(title=DIPLOMA)
    document = store.content_of(copy.version.signed.digest)
    path = folder / "ban-sao.pdf"
    path.write_bytes(document)
    if browsing.PICTURES:
        shutil.copy(path, browsing.PICTURES)
    signatures = inspect(document, roots=office.authority.roots, at=clock.now())
    assert [one.is_sound for one in signatures] == [True, True]
    if shutil.which("pdfsig"):
        told = subprocess.run(
            ["pdfsig", "-nocert", str(path)], capture_output=True, check=True, text=True
        )
        assert told.stdout.count("Signature is Valid") == 2
    page.context.clear_cookies()
    page.goto(f"/kiem-tra-van-ban/{copy.version.code}/")
    expect(page.locator("h1")).to_have_text("Văn bản còn nguyên vẹn, chữ ký số hợp lệ")
    expect(page.locator("main")).to_contain_text("1, quyển số 01/2026-SCT/BS")
    browsing.look(page, "chung-thuc-kiem-tra")
    place = document.index(b"stream", document.index(b"/DCTDecode")) + 400
    path.write_bytes(document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :])
    page.goto("/kiem-tra-van-ban/")
    page.locator("#id_tep").set_input_files(path)
    page.locator("form button[type=submit]").last.click()
    expect(page.locator("h1")).to_have_text("Văn bản đã bị thay đổi sau khi ký")
    browsing.look(page, "chung-thuc-bi-sua")
