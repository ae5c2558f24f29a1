"""A paper is dropped on the page, another is taken with a telephone and appears by itself; one opens."""

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.base import clock
from motcua.documents.models import Paper
from motcua.people.models import Account
from tests import factories
from tests.documents import made
from tests.dossiers import world as worlds
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, account: Account) -> None:
    """Sign in at the door."""
    account.set_password(factories.PASSWORD)
    account.save(update_fields=["password"])
    page.goto("/can-bo/")
    page.locator("#id_ten").fill(account.username)
    page.locator("#id_mat_khau").fill(factories.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_scan_and_pictures_of_a_telephone_come_into_a_dossier(
    page: Page, chromium: Browser, live_server, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:00")
    clock.set_to(worlds.moment("2024-06-17 08:30"))
    enter(page, here.clerk)

    page.goto(f"/can-bo/ho-so/{dossier.pk}/", wait_until="networkidle")
    page.keyboard.press("p")
    page.wait_for_url("**/giay-to/")
    browsing.look(page, "giay-to-trong")
    page.locator("#id_tep").set_input_files(made.pdf(tmp_path / "to-khai.pdf", pages=3))
    page.locator("[data-main]").click()
    expect(page.locator("#da-luu")).to_contain_text("3 trang")
    page.locator("#id_tep").set_input_files(made.program(tmp_path / "virus.pdf"))
    page.locator("[data-main]").click()
    expect(page.locator(".error")).to_contain_text("chương trình máy tính")
    browsing.look(page, "giay-to-bi-tu-choi")

    page.get_by_role("button", name="Chụp bằng điện thoại").click()
    expect(page.locator("#dien-thoai img")).to_be_visible()
    browsing.look(page, "giay-to-ma-qr")
    address = page.locator("#dien-thoai .code").text_content()
    telephone = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    telephone.goto(address)
    browsing.look(telephone, "chup-giay-to")
    pictures = [made.picture(tmp_path / f"{n}.jpg", f"Trang {n}") for n in (1, 2)]
    telephone.locator("#id_anh").set_input_files(pictures)
    telephone.get_by_role("button", name="Gửi ảnh").click()
    expect(telephone.locator("h1")).to_have_text("Đã gửi ảnh")
    browsing.look(telephone, "da-gui-anh")
    telephone.goto(address)
    browsing.look(telephone, "trang-chup-da-dong")
    telephone.context.close()

    expect(page.locator("#da-luu")).to_contain_text("2 trang")
    expect(page.locator("#dien-thoai")).to_contain_text("Điện thoại đã gửi ảnh")
    browsing.look(page, "giay-to-sau-khi-chup")
    second = here.receive("2024-06-17 08:40")
    page.goto(f"/can-bo/ho-so/{second.pk}/giay-to/", wait_until="networkidle")
    browsing.look(page, "giay-to-da-co")
    page.keyboard.press("d")
    expect(page.locator("#da-luu")).to_contain_text("Dùng lại")
    page.get_by_role("link", name="bỏ khỏi hồ sơ").click()
    browsing.look(page, "bo-giay-to")
    assert Paper.objects.count() == 3
    page.goto(f"/can-bo/tiep-nhan/{here.cases[0].pk}/", wait_until="networkidle")
    page.locator("#id_chu-number").fill(here.person.identities.get().value)
    page.keyboard.press("Enter")
    expect(page.locator("[name=dung_lai]").first).to_be_visible()
    browsing.look(page, "tiep-nhan-da-co-giay-to")
