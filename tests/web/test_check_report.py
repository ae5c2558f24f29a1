"""The page that checks reports: what is dropped on it is shown beside its findings, and nothing is kept."""

import base64
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.web.workspace import check_report
from tests import factories
from tests.checking.generator import cases

PAGE = "/can-bo/ra-soat/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: A folder to leave pictures in, for eyes.
PICTURES = os.environ.get("MOTCUA_PICTURES", "")
WRONG = (
    "BÁO CÁO\n\nTổng số thủ tục đang niêm yết là 412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC).\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(client: Client) -> Client:
    client.force_login(factories.officer(factories.agency(), Role.CONTROLLER))
    return client


def upload(name: str = "sai.txt", content: bytes = WRONG.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def plain(answer: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text(answer)).split())


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMIN])
def test_who_writes_no_reports_does_not_enter(client: Client, role: Role) -> None:
    client.force_login(factories.officer(factories.agency(), role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"tep": upload()}).status_code == 403


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONTROLLER, Role.OFFICER])
def test_who_does_finds_the_page_in_the_rail(client: Client, role: Role) -> None:
    client.force_login(factories.officer(factories.agency(), role))
    page = text(client.get(PAGE))
    assert "Kéo tệp thả vào khung" in page
    assert f'href="{PAGE}" aria-current="page"' in page


def test_a_report_is_shown_beside_its_findings(controller: Client) -> None:
    answer = controller.post(PAGE, {"tep": upload()})
    page = text(answer)
    assert answer.status_code == 200
    assert 'id="b1-cho-1"' in page
    assert 'href="#b1-so-1"' in page
    assert "278 + 144 = 422" in plain(answer)
    assert "Sai chắc chắn" in page


def test_note_and_copy_travel_in_the_page(controller: Client) -> None:
    page = text(controller.post(PAGE, {"tep": upload()}))
    addresses = re.findall(r'href="data:[^;]+;base64,([^"]+)"', page)
    note, copy = (docx.Document(io.BytesIO(base64.b64decode(one))) for one in addresses)
    assert any("Đề nghị đơn vị kiểm tra lại" in one.text for one in note.paragraphs)
    assert any("422" in comment.text for comment in copy.comments)


def test_a_copy_with_too_many_comments_is_not_made_and_that_is_said(
    controller: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_report, "MOST_COMMENTED", 0)
    page = text(controller.post(PAGE, {"tep": upload()}))
    assert page.count('href="data:') == 1
    assert "Bản có ghi chú quá lớn" in page


def test_a_report_too_long_for_a_page_is_left_to_the_command(
    controller: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_report, "MOST_LINES", 0)
    answer = controller.post(PAGE, {"tep": upload()})
    assert "motcua check-report" in plain(answer)
    assert "422" not in plain(answer)


def test_several_reports_are_shown_one_after_the_other(controller: Client) -> None:
    clean = upload("tot.txt", cases.clean("levels", 1).printed.content)
    page = text(controller.post(PAGE, {"tep": [upload(), clean]}))
    assert page.index("sai.txt") < page.index("tot.txt")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_cannot_be_read_is_said_beside_what_can(controller: Client) -> None:
    answer = controller.post(
        PAGE, {"tep": [upload(), upload("anh.docx", b"\x89PNG\r\n\x1a\n" * 9)]}
    )
    assert answer.status_code == 200
    assert "1 tệp không đọc được" in plain(answer)
    assert "anh.docx" in plain(answer)
    assert "278 + 144 = 422" in plain(answer)


def test_nothing_chosen_and_nothing_inside_are_said(controller: Client) -> None:
    answer = controller.post(PAGE)
    assert answer.status_code == 400
    assert "Hãy chọn ít nhất một báo cáo" in text(answer)
    empty = controller.post(PAGE, {"tep": upload("rong.txt", b"")})
    assert empty.status_code == 400
    assert "không có nội dung" in text(empty)


def test_too_much_is_said_with_how_much_may_be(controller: Client) -> None:
    large = upload("lon.pdf", b"%PDF" + b"0" * (check_report.MOST_MEGABYTES * 1024**2))
    answer = controller.post(PAGE, {"tep": large})
    assert answer.status_code == 400
    assert "mỗi tệp nhiều nhất 20 MB" in text(answer)
    many = [upload(f"{number}.txt") for number in range(11)]
    assert "nhiều nhất 10 tệp" in text(controller.post(PAGE, {"tep": many}))
    halves = [upload(f"{n}.txt", b"0" * (15 * 1024**2)) for n in range(3)]
    assert "cộng lại lớn hơn 40 MB" in text(controller.post(PAGE, {"tep": halves}))


def test_a_report_of_the_period_before_is_compared_with(controller: Client) -> None:
    answer = controller.post(PAGE, {"tep": upload(), "doi_chieu": upload("ky-truoc.txt")})
    assert answer.status_code == 200
    bad = controller.post(
        PAGE, {"tep": upload(), "doi_chieu": upload("hong.docx", b"PK\x03\x04" * 9)}
    )
    assert "hong.docx" in plain(bad)


def test_a_file_that_takes_long_to_convert_is_given_back_in_time(
    controller: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nexec sleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(check_report, "PATIENCE", 0.2)
    answer = controller.post(PAGE, {"tep": [upload("cu.rtf", b"{\\rtf1 xin chao}"), upload()]})
    assert "lâu hơn một trang có thể chờ" in plain(answer)
    assert "278 + 144 = 422" in plain(answer)


def test_markup_in_a_report_or_its_name_stays_words(controller: Client) -> None:
    hostile = (WRONG + "<script>alert(1)</script>\n").encode()
    page = text(controller.post(PAGE, {"tep": upload("<img src=x>.txt", hostile)}))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


@pytest.fixture(params=[1280, 390])
def page(request, chromium) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, accept_downloads=True
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, url: str, account: Account) -> None:
    client = Client()
    client.force_login(account)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": url}])


def looked_at(page: Page, name: str) -> None:
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=f"{PICTURES}/check-{name}-{width}.png", full_page=True)
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} scrolls sideways by {wide} px"


@pytest.mark.django_db(transaction=True)
def test_it_is_walked_by_keyboard_and_has_no_violation(
    page: Page, live_server, tmp_path: Path
) -> None:
    officer = factories.officer(factories.agency(), Role.CONTROLLER)
    sign_in(page, live_server.url, officer)
    page.goto(live_server.url + PAGE)
    looked_at(page, "empty")
    wrong, large = tmp_path / "sai.md", tmp_path / "bang.md"
    wrong.write_bytes(cases.planted("attached", "part", 4).printed.content)
    large.write_text(WRONG)
    page.set_input_files("#id_tep", [wrong, large])
    page.get_by_role("button", name="Rà soát", exact=True).click()
    page.wait_for_load_state("load")
    expect(page.locator("#b2-so-1")).to_be_visible()
    looked_at(page, "found")
    page.keyboard.press("j")
    first = page.locator(".rs-list [data-line]").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    target = first.get_attribute("href")
    expect(page).to_have_url(re.compile(re.escape(str(target)) + "$"))
    page.locator(".rs-report mark a").first.click()
    expect(page.locator(":target")).to_have_count(1)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Tải văn bản đề nghị").click()
    assert saving.value.suggested_filename.endswith(".docx")
    assert docx.Document(saving.value.path()).paragraphs


@pytest.mark.django_db(transaction=True)
def test_it_works_without_scripts(chromium, live_server, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, factories.officer(factories.agency(), Role.LEADER))
    wrong = tmp_path / "sai.txt"
    wrong.write_text(WRONG)
    page.goto(live_server.url + PAGE)
    page.set_input_files("#id_tep", wrong)
    page.get_by_role("button", name="Rà soát", exact=True).click()
    expect(page.locator("#b1-so-1")).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Tải bản có ghi chú").click()
    assert docx.Document(saving.value.path()).paragraphs
    context.close()
