"""Settled while the person waits: "4 tại chỗ" in one sitting, and thirty papers of one company."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.catalog.models import Case, ProcedureVersion
from motcua.dossiers import verification
from motcua.dossiers.models import Dossier, LaneEntry, LaneSitting
from motcua.rules.codes import Status
from motcua.slips.models import IssuedSlip
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing, desk
from tests.journeys.test_a_clerk_receives import CARD, Keyboard

pytestmark = pytest.mark.django_db(transaction=True)
MOST_KEYS = 12
THIRTY = 30


@pytest.fixture
def here(page: Page) -> World:
    made = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    desk.at("2026-11-19 08:30")
    desk.opened(page, "/can-bo/vao/")
    return made


def offered(here: World, name: str) -> ProcedureVersion:
    return factories.procedure(factories.version_record(name, amount=1), offered_by=[here.agency])


def listed(page: Page, context: BrowserContext, here: World, name: str, kind: str) -> None:
    """The head of the agency puts a procedure on the list by a decision."""
    version = offered(here, name)
    desk.sit_down(context, here.leader)
    desk.opened(page, "/can-bo/tai-cho/phe-duyet/")
    page.locator("#id_procedure").select_option(str(version.procedure_id))
    page.locator("#id_kind").select_option(kind)
    page.locator("#id_decision_number").fill("12/QĐ-UBND")
    page.locator("#id_decision_on").fill("02/11/2026")
    page.locator("#id_from_on").fill("03/11/2026")
    page.get_by_label(here.clerk.full_name).check()
    browsing.look(page, f"lane-list-{kind}")
    page.locator("#id_from_on").focus()
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("Đã đưa thủ tục vào danh sách")
    browsing.look(page, f"lane-listed-{kind}")


def test_four_things_on_the_spot_in_one_sitting(
    page: Page, context: BrowserContext, here: World
) -> None:
    listed(page, context, here, "Xác nhận tình trạng hôn nhân", "on_the_spot")
    listed(page, context, here, "Trích lục hộ tịch", "no_slip")
    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/viec/")
    keys = Keyboard(page)
    keys.press("g", "n")
    keys.until("**/tai-cho/")
    browsing.look(page, "lane")
    keys.press("1")
    keys.until("**/tai-cho/*/*/")
    browsing.look(page, "lane-empty")
    page.wait_for_selector("#id_chu-number:focus")
    keys.type(CARD)
    keys.press("Enter")
    page.wait_for_selector("#id_chu-phone:focus")
    keys.type("0912345678")
    keys.press("Enter", "Enter", "Enter")
    page.wait_for_selector("#id_kq-result_number:focus")
    keys.type("125/TT-UBND")
    keys.press("Enter")
    page.wait_for_selector("#id_kq-signatory:focus")
    keys.type("Lý Văn Sơn")
    keys.press("Control+Enter")
    keys.until("**/tai-cho/*/*/?luot=*")
    browsing.look(page, "lane-done")
    dossier = Dossier.objects.get()

    assert keys.actions <= MOST_KEYS
    assert dossier.status == Status.RETURNED
    assert dossier.number in page.inner_text("main")
    assert not IssuedSlip.objects.exists(), "no slip of appointment"
    said = desk.fetched(page, f"/can-bo/tai-cho/danh-sach/{LaneSitting.objects.get().pk}/", "lane")
    assert dossier.number in said
    assert "Nguyễn Thị Bích" in said
    assert verification.verify().clean


def test_thirty_papers_of_one_company_take_one_key_each_and_one_list(
    page: Page, context: BrowserContext, here: World
) -> None:
    listed(page, context, here, "Chứng thực bản sao từ bản chính", "certification")
    desk.sit_down(context, here.clerk)
    desk.opened(page, "/can-bo/viec/")
    keys = Keyboard(page)
    keys.press("g", "n")
    keys.until("**/tai-cho/*/*/")
    page.locator("#id_chu-kind").select_option("tax_code")
    page.locator("#id_chu-number").fill("4900123456")
    page.locator("#id_chu-number").press("Enter")
    page.wait_for_selector("#id_chu-name:focus")
    page.locator("#id_chu-name").fill("Công ty TNHH Na Chi Lăng")
    page.locator("#id_kq-signatory").fill("Lý Văn Sơn")
    page.locator("#id_kq-result_number").fill("001/SCT")
    desk.sent(page)
    for order in range(2, THIRTY + 1):
        page.wait_for_selector("#id_kq-result_number:focus")
        clock.set_to(worlds.moment(f"2026-11-19 08:{29 + order:02d}"))
        keys.actions = 0
        keys.type(f"{order:03d}/SCT")
        keys.press("Control+Enter")
        page.wait_for_selector(f".count:text-is('{order}')")
        assert keys.actions <= MOST_KEYS
    browsing.look(page, "lane-thirty")
    sitting = LaneSitting.objects.get()
    said = desk.fetched(page, f"/can-bo/tai-cho/danh-sach/{sitting.pk}/", "lane-thirty")
    numbers = Dossier.objects.values_list("number", flat=True)

    assert LaneEntry.objects.filter(sitting=sitting).count() == THIRTY
    assert all(number in said for number in numbers)
    assert f"Cộng: {THIRTY} hồ sơ, {THIRTY} bản kết quả." in said
    assert "Công ty TNHH Na Chi Lăng" in said
    assert Case.objects.get(pk=Dossier.objects.first().case_id).version.name in said
    assert verification.verify().clean
