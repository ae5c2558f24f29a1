"""A result from its draft to the citizen's hand, and fifty of them signed with one PIN at the officer's own machine."""

import shutil
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.kinds import Kind
from motcua.documents.signing.inspection import inspect
from motcua.dossiers.actions import results
from motcua.dossiers.actions.results import Draft
from motcua.dossiers.models import ResultState, ResultVersion, SigningBatch
from motcua.integrations.esign import fake
from motcua.jobs import tasks
from motcua.people.models import Account
from tests.documents import templates
from tests.documents.signing.desk import paper
from tests.dossiers import world as worlds
from tests.integrations.esign import soft_token
from tests.integrations.esign.office import PIN
from tests.integrations.esign.office import agent as running_agent
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)
FIFTY = 50
#: Two slow processors set papers and sign them while other tests run.
PATIENCE = 180_000
DAY = "2026-11-20 08:30"
AGENCY = "UBND xã Chi Lăng"


@pytest.fixture
def office(settings, tmp_path):
    """A commune whose head has a certificate and which has a seal."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEALS_FOLDER = tmp_path / "seals"
    settings.TRUST_FOLDER = tmp_path / "trust"
    for folder in (settings.SEALS_FOLDER, settings.TRUST_FOLDER):
        folder.mkdir()
    clock.set_to(worlds.moment(DAY))
    here = worlds.world(name=AGENCY)
    here.leader.full_name = f"Nguyễn Văn An ({fake.ILLUSTRATION})"
    here.leader.save(update_fields=["full_name"])
    here.authority = fake.Authority(at=worlds.moment("2026-01-05 08:00"))
    here.chair = here.authority.issue("Nguyễn Văn An", organisation=AGENCY)
    root = here.authority.roots[0].dump()
    (settings.TRUST_FOLDER / "goc.der").write_bytes(root)
    sheet = settings.SEALS_FOLDER / f"{here.agency.code}.toml"
    sheet.write_text('file = "dau.p12"\npin_file = "dau.pin"\n')
    seal = here.authority.issue(AGENCY)
    (settings.SEALS_FOLDER / "dau.p12").write_bytes(seal.as_pkcs12("dau-123456"))
    (settings.SEALS_FOLDER / "dau.pin").write_text("dau-123456\n")
    return here


def enter(page: Page, account: Account, origin: str) -> None:
    """Sit down at the desk of an account."""
    client = Client()
    client.force_login(account)
    cookie = client.cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": origin}])


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_result_is_drafted_judged_signed_numbered_sealed_and_checked(
    page: Page, office, live_server, settings, tmp_path
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    page.set_default_timeout(PATIENCE)
    dossier = office.receive(DAY)
    office.take_on(dossier, "2026-11-20 08:40")
    origin = live_server.url
    enter(page, office.leader, origin)
    add_template(page, tmp_path)
    enter(page, office.officer, origin)
    page.goto(f"/can-bo/ho-so/{dossier.pk}/", wait_until="networkidle")
    page.keyboard.press("v")
    page.wait_for_url("**/van-ban-ket-qua/")
    browsing.look(page, "ket-qua-trong")
    draft_and_send(page)
    browsing.look(page, "ket-qua-da-trinh")
    enter(page, office.leader, origin)
    page.goto(f"/can-bo/ho-so/{dossier.pk}/van-ban-ket-qua/")
    give_back(page)
    enter(page, office.officer, origin)
    page.goto(f"/can-bo/ho-so/{dossier.pk}/van-ban-ket-qua/")
    expect(page.get_by_text("Ghi rõ căn cứ ở Điều 1")).to_be_visible()
    draft_and_send(page)
    enter(page, office.leader, origin)
    register(page, office.chair)
    (tmp_path / "may").mkdir()
    with running_agent(tmp_path / "may", origin) as machine:
        (tmp_path / "may" / "can-bo.p12").write_bytes(office.chair.as_pkcs12(PIN))
        settings.SIGN_AGENT = machine.address
        sign(page)
    enter(page, office.clerk, origin)
    issue(page)
    page.goto(f"/can-bo/ho-so/{dossier.pk}/van-ban-ket-qua/")
    browsing.look(page, "ket-qua-phat-hanh")

    version = ResultVersion.objects.get(state=ResultState.ISSUED)
    content = store.content_of(version.signed.digest)
    if browsing.PICTURES:
        (tmp_path / "ket-qua.pdf").write_bytes(content)
        shutil.copy(tmp_path / "ket-qua.pdf", browsing.PICTURES)
    found = inspect(content, roots=office.authority.roots, at=clock.now())
    assert [one.is_sound for one in found] == [True, True]
    assert (version.entry.first, version.entry.dated_on) == (5, date(2026, 11, 20))
    page.context.clear_cookies()
    page.goto(f"/kiem-tra-van-ban/{version.code}/")
    expect(page.locator("h1")).to_have_text("Văn bản còn nguyên vẹn, chữ ký số hợp lệ")
    expect(page.locator("main")).to_contain_text("05/QĐ-UBND")
    expect(page.locator("main")).not_to_contain_text(office.person.identities.get().value)
    browsing.look(page, "kiem-tra-ket-qua")


def add_template(page: Page, folder) -> None:
    """The leader adds a template; one with an unknown place is refused by its name."""
    page.goto("/can-bo/mau-ket-qua/")
    page.locator("#id_ten").fill("Quyết định chấp thuận")
    page.locator("#id_ky_hieu").fill("QĐ-UBND")
    odd = templates.decision(folder / "mau-sai.docx", "{{ ten_nguoi_la }}")
    page.locator("#id_tep").set_input_files(odd)
    press(page, "Thêm mẫu")
    expect(page.locator(".error").first).to_contain_text("ten_nguoi_la")
    browsing.look(page, "mau-ket-qua-sai")
    page.locator("#id_tep").set_input_files(templates.decision(folder / "mau.docx"))
    press(page, "Thêm mẫu")
    browsing.look(page, "mau-ket-qua")


def draft_and_send(page: Page) -> None:
    """The officer drafts from the template and sends it to the only leader."""
    page.locator("#id_mau").select_option(index=1)
    page.locator("form", has=page.locator("#id_mau")).locator("[name=nguoi_ky]").select_option(
        index=1
    )
    press(page, "Lưu dự thảo")
    press(page, "Trình ký")


def give_back(page: Page) -> None:
    """The leader returns it; not without saying what is missing."""
    press(page, "Trả lại để hoàn thiện")
    expect(page.locator(".error").first).to_contain_text("điều cần hoàn thiện")
    page.locator("#id_y_kien").fill("Ghi rõ căn cứ ở Điều 1")
    browsing.look(page, "ket-qua-xem-xet")
    press(page, "Trả lại để hoàn thiện")


def register(page: Page, identity) -> None:
    """The leader registers the certificate of his token."""
    page.goto("/can-bo/ky-so/")
    browsing.look(page, "ky-so-chua-co-chung-thu")
    page.get_by_role("link", name="Đăng ký chứng thư").click()
    for content in (b"khong phai", identity.chain[0].dump()):
        page.locator("#id_tep").set_input_files(
            {"name": "cn.cer", "mimeType": "application/pkix-cert", "buffer": content}
        )
        press(page, "Đăng ký")
        if content.startswith(b"khong"):
            expect(page.locator(".error").first).to_contain_text("không phải chứng thư")
    browsing.look(page, "chung-thu")


def sign(page: Page) -> None:
    """Everything on the list, with one PIN."""
    page.goto("/can-bo/ky-so/")
    page.get_by_role("button", name="Chọn tất cả").click()
    browsing.look(page, "ky-so")
    press(page, "Ký các kết quả đã chọn")
    browsing.look(page, "luot-ky-chuan-bi")
    prepared()
    page.get_by_role("button", name="Gửi đến chương trình ký").click()
    expect(page.locator("[data-pin]")).to_be_visible(timeout=PATIENCE)
    browsing.look(page, "luot-ky")
    type_pin(page, PIN)
    expect(page.locator("[data-ended]")).to_be_attached(timeout=PATIENCE)
    browsing.look(page, "luot-ky-xong")


def prepared() -> None:
    """The work behind the page: the documents of the batch made ready to be signed."""
    tasks.prepare_signatures(batch_id=SigningBatch.objects.latest("pk").pk)


def issue(page: Page) -> None:
    """The register goes on where the book of paper ended; then the agency's seal."""
    page.goto("/can-bo/cap-so/")
    page.locator("#id_so").fill("5")
    browsing.look(page, "cap-so")
    press(page, "Cấp số các kết quả đã chọn")
    browsing.look(page, "dong-dau")
    press(page, "Đóng dấu, phát hành các kết quả đã chọn")
    browsing.look(page, "da-phat-hanh")


def type_pin(page: Page, pin: str) -> None:
    """Open the signing program's own page, type the PIN there, and come back."""
    with page.context.expect_page() as opened:
        page.locator("[data-pin]").click()
    own = opened.value
    own.locator("#pin").fill(pin)
    own.locator("#pin").press("Enter")
    own.get_by_role("heading", name="Đã ký").wait_for()
    own.close()


def test_fifty_results_are_signed_with_one_pin_of_a_token(
    page: Page, office, live_server, settings, tmp_path
) -> None:
    environment = soft_token.filled(tmp_path / "hsm", office.chair)
    page.set_default_timeout(PATIENCE)
    documents.register_certificate(
        content=office.chair.chain[0].dump(), account=office.leader, at=clock.now()
    )
    to_sign(office)
    with soft_token.program(environment, live_server.url) as address:
        settings.SIGN_AGENT = address
        enter(page, office.leader, live_server.url)
        page.goto("/can-bo/ky-so/")
        links = page.locator("tbody th a")
        assert links.count() == FIFTY
        first = page.request.get(f"{live_server.url}{links.first.get_attribute('href')}")
        assert first.body().startswith(b"%PDF")
        page.get_by_role("button", name="Chọn tất cả").click()
        browsing.look(page, "ky-so-50")
        press(page, "Ký các kết quả đã chọn")
        prepared()
        page.get_by_role("button", name="Gửi đến chương trình ký").click()
        expect(page.locator("[data-pin]")).to_be_visible(timeout=PATIENCE)
        # The page is opened anew while the program waits: it goes on where it was.
        page.reload()
        lost, held = [], []
        page.route("**/ky-so/chu-ky/*/", lambda route: cut(route, lost, held))
        type_pin(page, soft_token.PIN)
        midway(page, held)
        expect(page.locator("[data-ended]")).to_be_attached(timeout=PATIENCE)
        expect(page.locator("[data-count]")).to_have_text(str(FIFTY))
        browsing.look(page, "luot-ky-50")
    assert len(lost) == 1
    signed = list(ResultVersion.objects.filter(state=ResultState.SIGNED).select_related("signed"))
    assert len(signed) == FIFTY
    assert all(one.steps.filter(kind="signed").count() == 1 for one in signed)
    for one in signed[:: FIFTY // 5]:
        [found] = inspect(
            store.content_of(one.signed.digest), roots=office.authority.roots, at=clock.now()
        )
        assert found.is_sound
        assert found.holder.name == office.leader.full_name
    page.goto("/can-bo/ky-so/")
    expect(page.locator("h1")).to_contain_text("Kết quả chờ ký")
    expect(page.locator("tbody")).to_have_count(0)


def cut(route, lost, held) -> None:
    """The line breaks once, at the first signature that goes home, and stands still once, in the middle."""
    if not lost:
        lost.append(route.request.url)
        route.abort()
    elif len(held) == FIFTY // 2:
        held.append(route)
    else:
        held.append(None)
        route.continue_()


def midway(page: Page, held) -> None:
    """Look at the page while half of the signatures are home, then let the line go on."""
    while len(held) <= FIFTY // 2:
        page.wait_for_timeout(20)
    expect(page.locator("[data-count]")).to_have_text(str(FIFTY // 2))
    browsing.look(page, "luot-ky-giua-chung")
    held[FIFTY // 2].continue_()


def to_sign(office) -> None:
    """Fifty results that wait for the leader."""
    size = {"first_page": [595, 842]}
    place = {"page": -1, "left": 330, "bottom": 250, "width": 160, "height": 40}
    for number in range(1, FIFTY + 1):
        dossier = office.receive(DAY)
        office.take_on(dossier, DAY)
        by = office.by(office.officer)
        pdf = documents.store_made(
            paper(f"Quyết định số {number}"), kind=Kind.PDF, pages=1, name="ket-qua"
        )
        told = Draft(title=f"Quyết định của hồ sơ thứ {number}", symbol="QĐ-UBND", pdf=pdf)
        version = results.draft(dossier_id=dossier.pk, by=by, told=told)
        results.send(
            version_id=version.pk, by=by, signer=office.leader, places=size | {"signature": place}
        )
