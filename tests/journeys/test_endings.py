"""A dossier withdrawn, one stopped on a ground, one denied with reasons: each with the letter it owes."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.dossiers import verification
from motcua.rules.codes import Act, Outcome, Status, Verdict
from motcua.rules.rule_sets import Slip
from tests.dossiers.world import World
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(page: Page) -> World:
    return desk.commune(page)


def test_the_filer_takes_the_dossier_back_and_gets_the_notice(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = desk.taken_on(here)
    desk.sit_down(context, here.clerk)
    desk.at("2026-11-17 09:00")
    desk.done(page, dossier, "rut-ho-so", "withdraw", text="Không còn nhu cầu")
    assert dossier.status == Status.WITHDRAWN
    browsing.look(page, "withdrawn")
    said = desk.slip(page, desk.last(dossier, Act.WITHDRAW), Slip.STOP_NOTICE, "withdrawn")
    assert "nhận được đề nghị của ông/bà về việc dừng giải quyết hồ sơ" in said
    assert "dừng giải quyết hồ sơ nêu trên kể từ thứ Ba, ngày 17/11/2026" in said
    assert "Không còn nhu cầu" in said


def test_the_office_stops_on_a_ground_of_the_list_and_says_which(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = desk.taken_on(here)
    desk.sit_down(context, here.officer)
    desk.at("2026-11-16 09:00")
    desk.done(page, dossier, "yeu-cau-bo-sung", "ask", text="- Bản sao giấy chứng sinh")
    desk.at("2026-12-21 09:00")
    desk.done(
        page,
        dossier,
        "dung-xu-ly",
        "stop",
        ground="not_supplemented",
        text="Đã quá ngày phải bổ sung theo phiếu yêu cầu.",
    )
    assert dossier.status == Status.STOPPED
    browsing.look(page, "stopped")
    said = desk.slip(page, desk.last(dossier, Act.STOP), Slip.STOP_NOTICE, "stopped")
    assert "Căn cứ: Quá hạn bổ sung mà người nộp không bổ sung" in said
    assert "kể từ thứ Hai, ngày 21/12/2026" in said


def test_a_denial_gives_its_reasons_and_is_returned_like_any_result(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = desk.taken_on(here)
    desk.sit_down(context, here.officer)
    desk.at("2026-11-18 09:00")
    desk.opened(page, f"/can-bo/ho-so/{dossier.pk}/ket-qua/")
    page.locator("#id_outcome_1").check()
    page.locator("#id_number").fill("18/TB-UBND")
    page.locator("#id_text").fill(" ")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#loi")
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS, "a denial without reasons is not recorded"

    reasons = "Thửa đất đang có tranh chấp.\nChưa có biên bản hòa giải."
    assert page.input_value("#id_number") == "18/TB-UBND", "nothing typed is lost"
    page.locator("#id_text").fill(reasons)
    browsing.look(page, "deny")
    desk.sent(page)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.outcome) == (Status.DECIDED, Outcome.DENIED)
    assert dossier.verdict_report == Verdict.EARLY
    expect(page.locator("main")).to_contain_text("18/TB-UBND")
    browsing.look(page, "denied")
    said = desk.slip(page, desk.last(dossier, Act.DECIDE), Slip.REFUSAL, "denied")
    assert "Thửa đất đang có tranh chấp." in said
    assert "Chưa có biên bản hòa giải." in said
    assert desk.dated(said) == {"18/11/2026"}

    desk.sit_down(context, here.clerk)
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    assert verification.verify().clean
