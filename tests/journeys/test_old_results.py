"""A hundred results of former years: a list with mistakes, their scans, a second person, a seal, and one used again."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.base import clock
from motcua.documents.models import Origin, Paper
from motcua.dossiers.models import Dossier, OldBatchState, OldResultBatch
from motcua.organizations.models import Role
from motcua.people.models import Account
from tests import factories
from tests.documents import old_results
from tests.dossiers import world as worlds
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)
HUNDRED = 100
#: Each scan is looked at by a program of its own, on two slow processors.
PATIENCE = 300_000


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


def listed(page: Page, content: bytes) -> None:
    page.locator("#id_danh_sach").set_input_files(
        {"name": "hop-3.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    press(page, "Nhập danh sách")


def test_a_batch_of_a_hundred_old_results_is_digitised(
    page: Page, live_server, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    here = worlds.world(name="UBND xã Chi Lăng")
    second = factories.officer(here.agency, Role.OFFICER)
    page.set_default_timeout(PATIENCE)
    rows = [old_results.row(number) for number in range(1, HUNDRED + 1)]
    wrong = [*rows[:2], old_results.row(3, **{"Ngày ký": "31/02/2019"})]

    enter(page, here.clerk, live_server.url)
    page.goto("/can-bo/ket-qua-cu/")
    browsing.look(page, "ket-qua-cu-trong")
    page.locator("#id_ten").fill("Giấy phép xây dựng năm 2019, hộp 3")
    listed(page, old_results.workbook(*wrong))
    expect(page.get_by_text("Dòng 4: “Ngày ký” ghi “31/02/2019” không phải ngày")).to_be_visible()
    browsing.look(page, "ket-qua-cu-sai")
    assert OldResultBatch.objects.count() == 0
    listed(page, old_results.workbook(*rows))
    browsing.look(page, "dot-ket-qua-cu")
    scans = old_results.scans(tmp_path / "scans", HUNDRED)
    lost = []
    page.route("**/tep/", lambda route: cut(route, lost))
    page.locator("#id_tep").set_input_files(scans)
    page.get_by_role("button", name="Gửi tệp").click()
    expect(page.get_by_role("button", name="Chuyển người thứ hai")).to_be_visible(timeout=PATIENCE)
    assert len(lost) == 1
    press(page, "Chuyển người thứ hai kiểm tra")
    expect(page.get_by_role("button", name="Ghi kết quả kiểm tra")).to_have_count(0)
    browsing.look(page, "dot-cho-kiem-tra")

    enter(page, second, live_server.url)
    page.reload()
    scan = page.locator("tbody th a").first.get_attribute("href")
    assert page.request.get(f"{live_server.url}{scan}").body().startswith(b"%PDF")
    page.get_by_role("button", name="Đánh dấu đúng tất cả").click()
    page.locator("tbody tr").last.locator("input.input").fill("Bản quét mờ, không đọc được số")
    browsing.look(page, "dot-kiem-tra")
    press(page, "Ghi kết quả kiểm tra")
    press(page, "Niêm phong, lưu kho")
    browsing.look(page, "dot-niem-phong")
    batch = OldResultBatch.objects.get()
    assert (batch.state, batch.checked_by) == (OldBatchState.SEALED, second)
    assert Paper.objects.filter(origin=Origin.OLD_RESULT).count() == HUNDRED - 1
    assert Dossier.objects.count() == 0
    page.goto("/can-bo/ket-qua-cu/")
    expect(page.locator("tbody").first).to_contain_text("99")
    browsing.look(page, "ket-qua-cu-tien-do")

    enter(page, here.clerk, live_server.url)
    page.goto(f"/can-bo/tiep-nhan/{here.cases[0].pk}/", wait_until="networkidle")
    page.locator("#id_chu-number").fill(factories.citizen_id(500_001))
    page.keyboard.press("Enter")
    expect(page.locator("[name=dung_lai]").first).to_be_visible()
    browsing.look(page, "tiep-nhan-co-ket-qua-cu")


def cut(route, lost) -> None:
    """The line breaks once."""
    if lost:
        route.continue_()
        return
    lost.append(route.request.url)
    route.abort()
