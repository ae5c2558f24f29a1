"""Dossiers follow their internal process: over five steps and two units, to a department and back, unanswered."""

from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.dossiers import actions, verification
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules import step_times
from motcua.rules.codes import Level
from motcua.rules.steps import Found, Step, Way
from tests import factories
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Office:
    """One browser at which several officers sit down, one after the other."""

    page: Page
    context: BrowserContext
    origin: str
    dossier: Dossier | None = None

    def sits(self, account: Account) -> None:
        """Sign in somebody else; the door has journeys of its own."""
        client = Client()
        client.force_login(account)
        self.context.clear_cookies()
        cookie = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.origin}])

    def opens(self, deed: str = "", look: str = "") -> None:
        self.page.goto(f"/can-bo/ho-so/{self.dossier.pk}/{deed}")
        self.page.wait_for_load_state("networkidle")
        if look:
            browsing.look(self.page, look)

    def chooses(self, name: str, field: str = "recipient") -> None:
        """Choose whom, by the name shown."""
        control = self.page.locator(f"#id_{field}")
        option = control.locator("option", has_text=name).first
        control.select_option(option.get_attribute("value"))

    def fills(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"#id_{name}").fill(value)

    def sends(self, look: str = "") -> None:
        if look:
            browsing.look(self.page, look)
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+Enter")
        self.page.wait_for_load_state("networkidle")
        self.says("Đã ghi nhận")
        self.dossier.refresh_from_db()

    def takes(self, account: Account) -> None:
        """Sit down and take what was offered."""
        self.sits(account)
        self.opens("nhan-ban-giao/")
        self.sends()

    def says(self, words: str, where: str = "main") -> None:
        expect(self.page.locator(where).first).to_contain_text(words)

    def stands_in(self, words: str) -> None:
        """The page says in which step the dossier stands."""
        self.says(words, "[aria-current=step]")


@pytest.fixture
def office(page: Page, context: BrowserContext, live_server) -> Office:
    at("2026-11-16 07:40")
    return Office(page, context, live_server.url)


def at(text: str) -> None:
    clock.set_to(worlds.moment(text))


def received(office: Office, here: World) -> None:
    at("2026-11-16 08:10")
    case = here.cases[0]
    office.dossier = actions.receive(application=here.application(case), by=here.by(here.clerk))


#: Five steps of two units before the result is handed back; who is refused takes another way.
FIVE_STEPS = [
    routes.step("1", "receive 4 giờ", name="Tiếp nhận, chuyển hồ sơ"),
    routes.step(
        "2",
        "assess 2 ngày",
        name="Thẩm định hồ sơ, dự thảo kết quả",
        may_return=True,
        ways=(Way("3", Found.ELIGIBLE), Way("4", Found.NOT_ELIGIBLE)),
    ),
    routes.step("3", "sign 1 ngày", name="Ký duyệt kết quả", must_sign=True, ways=(Way("5"),)),
    routes.step("4", "draft 1 ngày", name="Dự thảo văn bản nêu lý do", ways=(Way("5"),)),
    routes.step("5", "issue 4 giờ", name="Vào sổ, đóng dấu"),
    routes.step("6", "return 4 giờ", name="Trả kết quả"),
]


def test_an_ordinary_dossier_goes_over_five_steps_and_two_units_early(office: Office) -> None:
    case = worlds.procedure(amount=6)
    here = worlds.world(case, name="UBND xã Chi Lăng")
    keeper = factories.officer(here.agency, Role.OFFICER)
    routes.approve(case, FIVE_STEPS)

    received(office, here)
    office.sits(here.clerk)
    office.opens(look="steps-received")
    office.stands_in("Tiếp nhận, chuyển hồ sơ")
    office.opens("xong-buoc/")
    office.chooses(here.officer.full_name)
    office.sends(look="steps-finish-first")
    office.stands_in("Thẩm định hồ sơ")
    browsing.look(office.page, "steps-offered")

    at("2026-11-16 09:00")
    office.takes(here.officer)
    assessed(office, here)
    signed(office, here)
    issued_and_returned(office, here, keeper)

    office.opens(look="steps-returned")
    office.says("trước hạn", "main .timeline")
    assert office.page.request.get(f"/can-bo/ho-so/{office.dossier.pk}/phieu-kiem-soat/").ok
    office.dossier.refresh_from_db()
    assert (office.dossier.step, office.dossier.verdict_report) == ("", "early")
    assert not verification.verify().findings


def assessed(office: Office, here: World) -> None:
    """The officer finds the step in his inbox and passes on what he found eligible."""
    office.page.goto("/can-bo/viec/")
    office.says("2. Thẩm định hồ sơ", "#danh-sach")
    browsing.look(office.page, "steps-inbox")
    at("2026-11-17 15:00")
    office.opens("xong-buoc/")
    office.page.get_by_label("Đủ điều kiện", exact=True).check()
    office.chooses(here.leader.full_name)
    office.sends(look="steps-finding")


def signed(office: Office, here: World) -> None:
    """The leader cannot pass the step on unsigned; the signed result ends it."""
    at("2026-11-18 08:00")
    office.takes(here.leader)
    office.opens("xong-buoc/", look="steps-not-signed")
    office.says("Bước này kết thúc khi kết quả được ký")
    office.opens("ket-qua/")
    office.fills(number="15/GXN-UBND", signatory="Lê Văn Chính")
    office.sends(look="steps-decide")
    office.stands_in("Vào sổ, đóng dấu")


def issued_and_returned(office: Office, here: World, keeper: Account) -> None:
    office.opens("ban-giao/")
    office.chooses(keeper.full_name)
    office.sends()
    office.takes(keeper)
    office.opens("xong-buoc/")
    office.sends()
    office.stands_in("Trả kết quả")
    office.sits(here.clerk)
    at("2026-11-18 15:00")
    actions.return_result(dossier_id=office.dossier.pk, by=here.by(here.clerk))


def test_a_commune_hands_to_a_department_and_gets_it_back_with_deadlines_in_between(
    office: Office,
) -> None:
    case = worlds.procedure(amount=10)
    here = worlds.world(case, name="UBND xã Nhân Lý")
    department = factories.agency("Sở Xây dựng", level=Level.PROVINCE)
    expert = factories.officer(department, Role.OFFICER)
    chief = factories.officer(department, Role.LEADER)
    routes.approve(case, there_and_back(department.code))

    received(office, here)
    here.take_on(office.dossier, "2026-11-16 09:00")
    at("2026-11-17 09:00")
    office.sits(here.officer)
    office.opens("xong-buoc/")
    office.chooses(expert.full_name)
    office.sends(look="stay-hand-over")
    dossier = office.dossier
    assert (dossier.agency_id, dossier.stay_at_id) == (here.agency.pk, department.pk)
    assert dossier.holder_id == here.officer.pk
    assert dossier.stay_due_at == worlds.moment("2026-11-23 17:00")

    at("2026-11-17 14:00")
    at_the_department(office, expert, chief)
    office.chooses(here.leader.full_name)
    office.fills(number="204/SXD-QLHT", signed_on="20/11/2026", signatory="Giám đốc Sở")
    office.sends(look="stay-signed-at-the-department")
    assert (dossier.stay_at_id, dossier.stay_due_at, dossier.step) == (None, None, "5")

    office.takes(here.leader)
    office.opens(look="stay-back-home")
    office.says("204/SXD-QLHT", "main .timeline")
    office.says("quá hạn", "main .timeline")
    assert not verification.verify().findings


def there_and_back(department: str) -> list[Step]:
    inside = {"agency": department}
    whole = step_times.read("4 ngày")
    return [
        routes.step("1", "receive 4 giờ", name="Tiếp nhận hồ sơ"),
        routes.step("2", "assess 2 ngày", name="Thẩm định, lập văn bản gửi Sở"),
        routes.step("3", "assess 2 ngày", name="Sở thẩm định", within=whole, **inside),
        routes.step("4", "sign 1 ngày", name="Lãnh đạo Sở ký văn bản", must_sign=True, **inside),
        routes.step("5", "sign 1 ngày", name="Chủ tịch xã ký", must_sign=True),
        routes.step("6", "return 4 giờ", name="Trả kết quả"),
    ]


def at_the_department(office: Office, expert: Account, chief: Account) -> None:
    """Taken, assessed and signed where the dossier stays; the last form is left open."""
    office.sits(expert)
    office.page.goto("/can-bo/viec/?muc=cho-nhan")
    office.says("Sở thẩm định", "#danh-sach")
    office.takes(expert)
    assert office.dossier.holder_id == expert.pk
    office.opens(look="stay-at-the-department")
    office.says("Sở Xây dựng")
    office.page.goto("/can-bo/viec/?muc=lien-thong")
    office.says("Sở thẩm định", "#danh-sach")
    browsing.look(office.page, "stay-guests")
    at("2026-11-18 10:00")
    office.opens("xong-buoc/")
    office.chooses(chief.full_name)
    office.sends()
    office.takes(chief)
    at("2026-11-20 09:00")
    office.opens("xong-buoc/")


def test_a_consultation_nobody_answers_stops_no_clock_and_going_on_needs_a_ground(
    office: Office,
) -> None:
    case = worlds.procedure(amount=8)
    here = worlds.world(case, name="UBND xã Bằng Mạc")
    forest = factories.agency("Hạt Kiểm lâm khu vực", level=Level.PROVINCE)
    ranger = factories.officer(forest, Role.OFFICER)
    routes.approve(case, routes.plain())
    received(office, here)
    here.take_on(office.dossier, "2026-11-16 09:00")
    office.dossier.refresh_from_db()
    due_at, step_due_at = office.dossier.due_at, office.dossier.step_due_at

    office.sits(here.officer)
    office.opens("lay-y-kien/")
    office.page.locator("#id_agency").select_option(label=forest.name)
    office.fills(due_on="17/11/2026", text="Thửa đất có nằm trong rừng phòng hộ không?")
    office.sends(look="consult")
    assert (office.dossier.due_at, office.dossier.step_due_at) == (due_at, step_due_at)

    office.sits(ranger)
    office.page.goto("/can-bo/viec/?muc=y-kien")
    office.says("2. Bước 2", "#danh-sach")
    browsing.look(office.page, "consult-inbox")
    office.opens("cho-y-kien/", look="consult-answer-form")

    at("2026-11-18 09:00")
    gone_on(office, here)
    at("2026-11-19 09:00")
    office.sits(ranger)
    office.opens("cho-y-kien/")
    office.fills(text="Thửa đất không nằm trong rừng phòng hộ.")
    office.sends()
    office.opens(look="consult-answered-late")
    office.says("Thửa đất không nằm trong rừng phòng hộ.")
    assert office.dossier.due_at == due_at
    assert not verification.verify().findings


def gone_on(office: Office, here: World) -> None:
    """Silence is shown and is no consent: only a written ground leads on."""
    office.sits(here.officer)
    office.opens(look="consult-silent")
    office.says("quá hạn, chưa trả lời")
    office.says("quá hạn của bước")
    office.opens("xong-buoc/")
    office.chooses(here.leader.full_name)
    office.page.keyboard.press("Control+Enter")
    office.page.wait_for_load_state("networkidle")
    office.says("Có một chỗ cần sửa")
    office.says("không có nghĩa là đồng ý")
    browsing.look(office.page, "consult-needs-a-ground")
    office.fills(text="Hết thời hạn lấy ý kiến; căn cứ bản đồ hiện trạng rừng năm 2025.")
    office.sends()
    office.stands_in("Bước 3")


def test_a_step_on_a_ministrys_system_is_told_in_one_form_with_our_data_to_copy(
    office: Office,
) -> None:
    case = worlds.procedure(amount=6)
    here = worlds.world(case, name="UBND xã Vạn Linh")
    rows = routes.plain()
    rows[1] = routes.step(
        "2", "assess 1 ngày", name="Nhập phần mềm hộ tịch", on_ministry_system=True
    )
    routes.approve(case, rows)
    received(office, here)
    here.take_on(office.dossier, "2026-11-16 09:00")
    at("2026-11-16 15:00")
    office.sits(here.officer)
    office.opens("xong-buoc/")
    copied = office.page.get_by_label("Mã hồ sơ", exact=True)
    expect(copied).to_have_value(office.dossier.number)
    office.page.locator("[data-copy]").first.click()
    office.says("Đã chép", "[data-copy]")
    office.chooses(here.leader.full_name)
    office.fills(
        outside_number="HT-2026-11-000318",
        outside_at="16/11/2026 14:45",
        outcome="Đã đăng ký, có số quản lý",
    )
    office.sends(look="outside")
    office.says("HT-2026-11-000318", "main .timeline")
    browsing.look(office.page, "outside-told")
    assert not verification.verify().findings
