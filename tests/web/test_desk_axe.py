"""The load of a unit, the forms of a procedure and reminders in another's place in a real browser: axe, two widths."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from playwright.sync_api import Browser, BrowserContext, Page

from motcua.base import clock
from motcua.dossiers.actions import delegations
from motcua.notices import actions as notices
from motcua.organizations.models import Post, Role
from tests import factories
from tests.dossiers import followed
from tests.dossiers.world import World, moment, on
from tests.journeys import browsing, desk
from tests.web import forms

pytestmark = pytest.mark.django_db(transaction=True)
LOAD, FORMS = "/can-bo/khoi-luong/", "/can-bo/danh-muc/2.000001/mau-don/"
UNITS = (
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã",
    "Phòng Văn hóa - Xã hội",
)
#: What of a name of a unit stands on lines of its own beyond the first.
LINES = """() => [...document.querySelectorAll('th[scope=rowgroup]')].map(one => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return new Set([...words.getClientRects()].map(line => Math.round(line.top))).size;
})"""


@pytest.fixture
def context(chromium: Browser, live_server) -> Iterator[BrowserContext]:
    size = {"width": browsing.WIDTHS["wide"], "height": browsing.HEIGHT}
    context = chromium.new_context(base_url=live_server.url, viewport=size, locale="vi-VN")
    context.set_default_timeout(desk.PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def here(page: Page) -> World:
    made = followed.a_world()
    desk.opened(page, "/can-bo/vao/")
    return made


def test_units_are_one_table_whose_long_names_stay_on_one_line(
    page: Page, context: BrowserContext, here: World
) -> None:
    for _ in range(3):
        followed.assessed(here)
    followed.at("2024-06-18 17:30")
    for unit in UNITS:
        post = factories.post(here.agency, Role.OFFICER)
        Post.objects.filter(pk=post.pk).update(unit=unit)
        for _ in range(2):
            factories.assignment(factories.account(), post)
    desk.sit_down(context, here.leader)
    desk.opened(page, LOAD)
    assert page.evaluate(LINES) == [1] * (len(UNITS) + 1)
    browsing.look(page, "load-units")
    desk.opened(page, f"{LOAD}?nguoi={here.officer.pk}&loai=tat-ca")
    browsing.look(page, "load-opened")


def test_forms_of_a_procedure_are_kept_on_one_page(
    page: Page, context: BrowserContext, client: Client, here: World, tmp_path
) -> None:
    paper = Document()
    paper.add_paragraph("Tôi là {{ nguoi_nop }}")
    paper.save(tmp_path / "mau.docx")
    client.force_login(here.leader)
    for name in ("Tờ khai đăng ký (Mẫu số 01, Thông tư 01/2026)", "Tờ khai (bản thảo)"):
        sent = SimpleUploadedFile("mau.docx", (tmp_path / "mau.docx").read_bytes())
        forms.send(client, FORMS, FORMS, ten=name, tep=sent)
    desk.sit_down(context, here.leader)
    desk.opened(page, FORMS)
    page.get_by_role("button", name="Dùng để in Tờ khai đăng ký").click()
    page.wait_for_url(f"**{FORMS}")
    page.get_by_text("đang dùng, từ").wait_for()
    browsing.look(page, "own-forms")


def test_reminders_in_anothers_place_say_so(
    page: Page, context: BrowserContext, here: World
) -> None:
    colleague = factories.officer(here.agency, Role.OFFICER)
    followed.assessed(here)
    delegations.delegate(
        agency=here.agency,
        absent=here.officer,
        stand_in=colleague,
        from_on=on("2024-06-17"),
        to_on=on("2024-06-21"),
        document="12/TB-UBND",
        by=here.by(here.officer),
    )
    clock.set_to(moment("2024-06-18 16:30"))
    notices.run(at=moment("2024-06-18 16:30"))
    clock.set_to(moment("2024-06-18 17:30"))
    notices.run(at=clock.now())
    desk.sit_down(context, colleague)
    desk.opened(page, "/can-bo/nhac-viec/")
    page.get_by_text("ông/bà đang xử lý thay").first.wait_for()
    browsing.look(page, "reminders-stand-in")
