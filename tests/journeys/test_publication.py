"""A procedure is drafted, published, given to a commune, shown there, found by a citizen and received."""

import pytest
from playwright.sync_api import BrowserContext, Page

from motcua.base import clock
from motcua.catalog.models import Field, Listing, OfferingAct, ProcedureVersion
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people.models import Account
from motcua.rules.codes import Level, Status
from tests import factories
from tests.dossiers import world as worlds
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Cấp thẻ ra vào chợ đêm Kỳ Lừa"
CODE = "9.000777"


@pytest.fixture
def province() -> Agency:
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    Field.objects.create(code="TM", name="Thương mại", name_key="thuong mai")
    return factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )


def enter(context: BrowserContext, page: Page, account: Account) -> None:
    """Sign in at the door as another person."""
    context.clear_cookies()
    page.goto("/can-bo/vao/")
    page.locator("#id_ten").fill(account.username)
    page.locator("#id_mat_khau").fill(factories.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def arrive(page: Page, address: str, name: str) -> None:
    """Come to a page and hold it against what every page must be."""
    weight = browsing.Weight(page)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert weight.bytes < browsing.HEAVIEST_BYTES, name
    browsing.look(page, name)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main [data-main]").first.click()
    page.wait_for_load_state("networkidle")


def drafted(page: Page) -> str:
    """Write the draft part by part; return its address."""
    arrive(page, "/can-bo/danh-muc/du-thao/moi/", "publication-new")
    page.locator("#id_ten").fill(NAME)
    page.locator("#id_ma").fill(CODE)
    page.locator("#id_cap").select_option("commune")
    send(page)
    draft = page.url
    browsing.look(page, "publication-draft-empty")
    arrive(page, f"{draft}thong-tin/", "publication-facts")
    page.locator("#id_steps").fill("Nộp tờ khai.\nNhận thẻ.")
    page.locator("#id_audience").fill("Hộ kinh doanh")
    page.locator("#id_agency_text").fill("Ủy ban nhân dân cấp xã")
    send(page)
    page.goto(draft)
    page.get_by_role("link", name="Sửa trường hợp 1").click()
    page.locator("#id_cach-0-open").check()
    page.locator("#id_cach-0-limit_amount").fill("2")
    page.locator("#id_cach-0-limit_unit").select_option("working_days")
    page.locator("#id_phi-0-kind").select_option("le_phi")
    page.locator("#id_phi-0-amount").fill("20.000")
    page.locator("#id_giay-0-name").fill("Tờ khai cấp thẻ")
    page.locator("#id_giay-0-originals").fill("1")
    page.locator("#id_giay-0-required").check()
    browsing.look(page, "publication-case")
    send(page)
    arrive(page, f"{draft}ket-qua/", "publication-endings")
    page.locator("#id_kq-0-name").fill("Thẻ ra vào chợ đêm")
    page.locator("#id_cc-0-number").fill("15/2026/QĐ-UBND")
    page.locator("#id_cc-0-title").fill("Quy chế chợ đêm")
    send(page)
    browsing.look(page, "publication-draft")
    return draft


def published(page: Page, draft: str) -> None:
    arrive(page, f"{draft}cong-bo/", "publication-publish")
    page.locator("#id_so").fill("99/QĐ-UBND")
    page.locator("#id_ngay").fill("13/11/2026")
    page.locator("#id_hieu_luc").fill("20/11/2026")
    send(page)
    assert "Đã công bố" in page.inner_text("main")
    browsing.look(page, "publication-published")


def given(page: Page) -> None:
    arrive(page, "/can-bo/danh-muc/giao/?loai=commune", "publication-choose")
    send(page)
    browsing.look(page, "publication-preview")
    assert "1 dòng: 1 mới, 0 đã có" in " ".join(page.inner_text("h1").split())
    page.locator("#id_so").fill("100/QĐ-UBND")
    send(page)
    browsing.look(page, "publication-given")
    assert OfferingAct.objects.get().made == 1


def test_from_the_draft_to_the_counter(
    page: Page, context: BrowserContext, province: Agency
) -> None:
    commune = factories.agency("UBND xã Chi Lăng", parent=province)
    controller = factories.officer(province, Role.CONTROLLER, password=factories.PASSWORD)
    clerk = factories.officer(commune, password=factories.PASSWORD)
    enter(context, page, controller)
    published(page, drafted(page))
    given(page)
    arrive(page, "/can-bo/danh-muc/niem-yet/bang/", "publication-board")
    assert page.locator("tbody tr", has_text="UBND xã Chi Lăng").count() == 1

    enter(context, page, clerk)
    arrive(page, "/can-bo/danh-muc/niem-yet/", "publication-listing")
    page.get_by_label(NAME).check()
    send(page)
    browsing.look(page, "publication-listed")
    version = ProcedureVersion.objects.get()
    assert Listing.objects.get().version == version

    context.clear_cookies()
    arrive(page, "/thu-tuc/?q=the+ra+vao+cho+dem", "publication-portal-search")
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_load_state("networkidle")
    browsing.look(page, "publication-portal")
    assert "UBND xã Chi Lăng" in page.inner_text("main")

    enter(context, page, clerk)
    page.goto(f"/can-bo/tiep-nhan/{version.cases.get().pk}/")
    page.locator("#id_chu-number").fill("020090123456")
    page.locator("#id_chu-number").press("Enter")
    page.wait_for_selector("#id_chu-name:focus")
    page.locator("#id_chu-name").fill("Nguyễn Thị Bích")
    page.locator("button[value=tiep-nhan]").click()
    page.wait_for_url("**/xong/**")
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.version) == (Status.RECEIVED, version)


def test_the_rest_of_the_catalogues_pages_are_clean(
    page: Page, context: BrowserContext, province: Agency
) -> None:
    controller = factories.officer(province, Role.CONTROLLER, password=factories.PASSWORD)
    version = factories.procedure(offered_by=[province])
    enter(context, page, controller)
    code = version.procedure.code
    page.goto(f"/can-bo/danh-muc/{code}/")
    browsing.look(page, "catalogue-procedure")
    page.get_by_role("button", name="Soạn bản sửa đổi").click()
    page.wait_for_url("**/du-thao/**")
    page.goto(f"{page.url}thong-tin/")
    page.locator("#id_name").fill("Đăng ký khai sinh lưu động tại nhà")
    send(page)
    for name, address in {
        "drafts": "du-thao/",
        "versions": f"{code}/phien-ban/",
        "compare": f"{code}/so-sanh/?cu=1&moi=2",
        "abolish": f"{code}/bai-bo/",
        "acts": "giao/dot/",
        "handling": f"{code}/cach-nhan/",
        "waiting": "cho-hoan-thien/",
        "incomplete": "du-bo-phan/",
        "conflicts": "xung-dot/",
        "lists": "danh-sach/",
        "runs": "lan-nhap/",
        "board": "niem-yet/bang/?muc=xong",
        "listing-of": f"niem-yet/{province.pk}/",
    }.items():
        arrive(page, f"/can-bo/danh-muc/{address}", f"catalogue-{name}")
