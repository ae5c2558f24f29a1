"""The control officer draws up an internal process, approves it, draws up the next and takes in a file."""

import pytest
from playwright.sync_api import Page

from motcua.base import clock
from motcua.catalog.models import Route
from motcua.catalog.queries import routes
from motcua.catalog.route_tables import writing
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/can-bo/danh-muc/quy-trinh/"


@pytest.fixture
def province() -> Agency:
    clock.set_to(worlds.moment("2026-11-20 08:30"))
    return factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )


def enter(page: Page, username: str) -> None:
    page.set_default_timeout(60_000)
    page.goto("/can-bo/vao/")
    page.locator("#id_ten").fill(username)
    page.locator("#id_mat_khau").fill(factories.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state("networkidle")


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")


def fill(page: Page, order: int, **told: str) -> None:
    """Fill one row of the editor: what can be chosen is chosen by its words."""
    for name, word in told.items():
        field = page.locator(f"#id_buoc-{order}-{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=word)
        else:
            field.fill(word)


def drawn(page: Page) -> None:
    """Write three steps, the second much too long, then mend it."""
    clerk = {"unit": "Bộ phận Một cửa", "post": "Người tiếp nhận và trả kết quả"}
    expert = {"unit": "Phòng chuyên môn", "post": "Người thụ lý"}
    boss = {"unit": "Lãnh đạo cơ quan", "post": "Lãnh đạo"}
    fill(page, 0, name="Tiếp nhận hồ sơ, chuyển hồ sơ", work="Tiếp nhận", time="2 giờ", **clerk)
    fill(page, 1, name="Thẩm định hồ sơ", work="Thẩm định", time="9 ngày làm việc", **expert)
    fill(page, 2, name="Ký giấy khai sinh", work="Ký duyệt", time="0,5 ngày", **boss)
    browsing.look(page, "route-edit-new")
    press(page, "Ghi")
    browsing.look(page, "route-too-long")
    assert "dài hơn thời hạn giải quyết (5 ngày làm việc)" in page.inner_text("main")
    follow(page, "Sửa các bước")
    fill(page, 1, time="2 ngày làm việc")
    browsing.look(page, "route-edit")
    press(page, "Ghi")


def approved(page: Page, day: str) -> None:
    follow(page, "Phê duyệt")
    page.locator("#id_so").fill("12/QĐ-UBND")
    page.locator("#id_hieu_luc").fill(day)
    browsing.look(page, "route-approve")
    press(page, "Phê duyệt")
    assert "Đã phê duyệt quy trình" in page.inner_text("main")


def test_a_process_is_drawn_up_approved_replaced_and_taken_in_from_a_file(
    page: Page, province: Agency, tmp_path
) -> None:
    commune = factories.agency("Ủy ban nhân dân xã Chi Lăng", parent=province)
    factories.procedure(code="1.001193", offered_by=[commune])
    factories.procedure(code="1.000894", offered_by=[commune])
    controller = factories.officer(province, Role.CONTROLLER, password=factories.PASSWORD)
    enter(page, controller.username)

    page.goto(LIST)
    browsing.look(page, "route-list")
    page.goto(f"{LIST}thu-tuc/1.001193/")
    browsing.look(page, "route-procedure-none")
    page.get_by_label("Áp dụng tại").select_option(label="Ủy ban nhân dân xã Chi Lăng")
    press(page, "Soạn quy trình")
    drawn(page)
    approved(page, "01/11/2026")
    browsing.look(page, "route-approved")

    press(page, "Soạn lần tiếp theo")
    fill(page, 1, time="1,5 ngày làm việc", to="Đủ điều kiện → 3; Không đủ điều kiện → Kết thúc")
    press(page, "Ghi")
    follow(page, "So sánh với lần 1")
    browsing.look(page, "route-compare")
    page.go_back()
    approved(page, "20/11/2026")
    page.goto(f"{LIST}thu-tuc/1.001193/")
    browsing.look(page, "route-procedure")

    file = tmp_path / "quy-trinh.xlsx"
    file.write_bytes(writing.template())
    page.goto(f"{LIST}nhap/")
    browsing.look(page, "route-import")
    page.locator("#id_tep").set_input_files(file)
    page.locator("#id_so").fill("13/QĐ-UBND")
    press(page, "Chỉ xem trước")
    browsing.look(page, "route-import-preview")
    page.locator("#id_tep").set_input_files(file)
    press(page, "Nhập")
    browsing.look(page, "route-imported")
    assert "Đã nhập 1 quy trình" in page.inner_text("main")

    assert Route.objects.count() == 3
    assert len(routes.by_code(clock.today())) == 2
    faulty = tmp_path / "sai.yaml"
    told = writing.as_yaml(routes.by_code(clock.today(), ["1.000894"])).decode()
    faulty.write_text(told.replace("2 giờ làm việc", "vài giờ"), encoding="utf-8")
    page.goto(f"{LIST}nhap/")
    page.locator("#id_tep").set_input_files(faulty)
    press(page, "Nhập")
    browsing.look(page, "route-import-faulty")
    assert "Không hiểu thời gian “vài giờ”" in page.inner_text("main")
    assert Route.objects.count() == 3
