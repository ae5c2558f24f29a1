"""Somebody files for the owner by an authorisation, together with others: typed once, printed for signature."""

import pytest
from playwright.sync_api import BrowserContext, Page

from motcua.dossiers.models import Dossier
from motcua.rules.codes import Act
from motcua.rules.rule_sets import Slip
from tests.dossiers import world as worlds
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_filed_for_another_and_printed_for_signature(page: Page, context: BrowserContext) -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    desk.at("2026-11-16 08:10")
    desk.opened(page, "/can-bo/vao/")
    desk.sit_down(context, here.clerk)
    desk.opened(page, f"/can-bo/tiep-nhan/{here.cases[0].pk}/")
    found(page, "chu", "020090123456", "Nguyễn Thị Bích")
    page.get_by_text("Người khác nộp thay").click()
    found(page, "nop", "020090123457", "Lý Văn Sơn")
    page.locator("#id_kem-authority").select_option("authorisation")
    page.locator("#id_kem-number").fill("12/2026")
    page.locator("#id_kem-made_on").fill("14/11/2026")
    page.locator("#id_kem-made_by").fill("UBND xã Chi Lăng")
    page.get_by_text("Nhiều người cùng đề nghị").click()
    page.locator("#id_kem-copies").fill("2")
    page.locator("#id_kem-together").fill("Nguyễn Văn An; 020090123458\nHoàng Thị Lan")
    browsing.look(page, "filing")
    page.locator("#id_kem-copies").focus()
    desk.sent(page)
    browsing.look(page, "filed")
    dossier = Dossier.objects.get()
    shown = frozenset({"14/11/2026"})
    own = desk.fetched(page, f"/can-bo/ho-so/{dossier.pk}/don-de-nghi/", "declaration")
    receipt = desk.slip(
        page, desk.last(dossier, Act.RECEIVE), Slip.RECEIPT, "receipt-authority", more=shown
    )

    assert "Tôi là: Lý Văn Sơn" in own
    assert "Cùng đề nghị: Nguyễn Văn An, số giấy tờ 020090123458; Hoàng Thị Lan" in own
    assert desk.dated(own) == {"16/11/2026"}
    assert "Nộp thay theo: Văn bản ủy quyền số 12/2026" in receipt
    assert "02 bộ" in receipt


def found(page: Page, prefix: str, number: str, name: str) -> None:
    """Type a number nobody knows yet, and the name that goes with it."""
    page.locator(f"#id_{prefix}-number").fill(number)
    page.locator(f"#id_{prefix}-number").press("Enter")
    page.wait_for_selector(f"#id_{prefix}-name:focus")
    page.locator(f"#id_{prefix}-name").fill(name)
