"""Papers asked for twice, a financial obligation, lateness with its one new date: told by screens and slips."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.dossiers.models import LateApology
from motcua.rules.codes import Act, Status, Verdict
from motcua.rules.rule_sets import Slip
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing, desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(page: Page) -> World:
    return desk.commune(page)


def test_papers_are_asked_for_once_and_again_only_with_a_superiors_reason(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = desk.taken_on(here)
    desk.sit_down(context, here.officer)
    desk.at("2026-11-16 09:00")
    missing = "- Bản sao giấy chứng sinh\n- Văn bản ủy quyền"
    desk.done(page, dossier, "yeu-cau-bo-sung", "supplement-first", text=missing)
    assert dossier.status == Status.AWAITING_SUPPLEMENT
    first = desk.slip(
        page, desk.last(dossier, Act.REQUEST_SUPPLEMENT), Slip.SUPPLEMENT_REQUEST, "supplement-1"
    )
    assert "Bản sao giấy chứng sinh" in first
    assert desk.dated(first) == {"16/11/2026"}

    desk.at("2026-11-18 14:00")
    desk.sit_down(context, here.clerk)
    brought = "Bản sao giấy chứng sinh\nVăn bản ủy quyền"
    desk.done(page, dossier, "nhan-bo-sung", "supplement-brought", papers=brought)
    assert clock.local(dossier.due_at).date() == worlds.on("2026-11-23")
    browsing.look(page, "supplemented")

    desk.at("2026-11-19 09:00")
    desk.sit_down(context, here.officer)
    desk.opened(page, f"/can-bo/ho-so/{dossier.pk}/yeu-cau-bo-sung/")
    expect(page.locator("main")).to_contain_text("Bộ chỉ số tính hồ sơ này quá hạn ngay")
    page.locator("#id_text").fill("- Giấy xác nhận nơi cư trú")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#loi")
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS, "without a superior nothing is asked again"
    browsing.look(page, "supplement-refused")
    desk.done(
        page,
        dossier,
        "yeu-cau-bo-sung",
        "supplement-second",
        text="- Giấy xác nhận nơi cư trú",
        superior=str(here.leader.pk),
        superior_reason="Dữ liệu cư trú vừa thay đổi",
    )
    event = desk.last(dossier, Act.REQUEST_SUPPLEMENT)
    second = desk.slip(page, event, Slip.SUPPLEMENT_REQUEST, "supplement-2")
    assert f"({here.leader.full_name})" in second
    assert "Dữ liệu cư trú vừa thay đổi" in second
    assert "được nêu đầy đủ, một lần" in first
    assert "một lần" not in second, "what was asked twice does not call itself asked once"
    assert desk.dated(second) == {"19/11/2026"}
    assert (dossier.supplement_no, event.supplement_no) == (2, 2)

    desk.at("2026-11-20 08:30")
    desk.sit_down(context, here.clerk)
    desk.done(page, dossier, "nhan-bo-sung", "brought-again", papers="Giấy xác nhận nơi cư trú")
    desk.at("2026-11-20 10:00")
    desk.sit_down(context, here.officer)
    desk.done(page, dossier, "ket-qua", "decided-after-two", number="15/GKS")
    assert (dossier.verdict_report, dossier.verdict_index) == (Verdict.EARLY, Verdict.LATE)


def test_a_financial_obligation_stops_the_clock_until_its_receipt(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = desk.taken_on(here)
    desk.sit_down(context, here.officer)
    desk.at("2026-11-17 09:00")
    notice = "Lệ phí trước bạ 1.250.000 đồng, Thông báo số 15/TB-CT ngày 17/11/2026"
    desk.done(page, dossier, "yeu-cau-nghia-vu", "obligation", text=notice)
    assert dossier.status == Status.AWAITING_PAYMENT
    expect(page.locator("main")).to_contain_text("chờ thực hiện nghĩa vụ tài chính")
    browsing.look(page, "obliged")

    desk.at("2026-11-24 10:00")
    desk.sit_down(context, here.clerk)
    paid = "Giấy nộp tiền số 0012 ngày 24/11/2026"
    desk.done(page, dossier, "da-thuc-hien-nghia-vu", "obligation-met", text=paid)
    assert dossier.status == Status.IN_PROGRESS
    # Wednesday to Tuesday were waited: five working days behind Thursday 19.
    assert clock.local(dossier.due_at).date() == worlds.on("2026-11-26")
    browsing.look(page, "obligation-over")

    desk.at("2026-11-25 09:00")
    desk.sit_down(context, here.officer)
    desk.done(page, dossier, "ket-qua", "decided-after-payment", number="16/QĐ")
    assert dossier.verdict_report == Verdict.EARLY
    here.give_back(dossier, "2026-11-25 10:00")
    said = desk.control_slip(page, dossier, "control-payment")
    assert "Chờ thực hiện nghĩa vụ tài chính" in said
    assert "Trước hạn" in said


def test_lateness_is_apologised_for_once_and_judged_by_the_first_date(
    page: Page, context: BrowserContext, here: World
) -> None:
    dossier = desk.taken_on(here)
    desk.sit_down(context, here.officer)
    desk.at("2026-11-18 14:00")
    desk.opened(page, f"/can-bo/ho-so/{dossier.pk}/")
    expect(page.locator("main")).to_contain_text("Phải xin lỗi, hẹn lại ngày trả")
    browsing.look(page, "must-apologise")
    desk.done(
        page,
        dossier,
        "xin-loi",
        "apologise",
        ground="workload",
        promised_on="23/11/2026",
        text="Nhiều hồ sơ cùng lúc",
    )
    said = desk.slip(page, desk.last(dossier, Act.APOLOGISE), Slip.APOLOGY, "apology")
    assert "thứ Năm, ngày 19/11/2026" in said
    assert "thứ Hai, ngày 23/11/2026" in said
    assert "Hồ sơ nhiều hơn khả năng giải quyết" in said

    desk.opened(page, f"/can-bo/ho-so/{dossier.pk}/xin-loi/")
    page.locator("#id_ground").select_option("staff")
    page.locator("#id_promised_on").fill("26/11/2026")
    page.locator("#id_text").fill("Thiếu người")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#loi")
    assert page.input_value("#id_text") == "Thiếu người", "nothing typed is lost"
    expect(page.locator("main")).to_contain_text("pháp luật chỉ cho phép một lần")
    browsing.look(page, "apology-refused")
    dossier.refresh_from_db()
    assert clock.local(dossier.promised_at).date() == worlds.on("2026-11-23")

    desk.at("2026-11-24 09:00")
    desk.done(page, dossier, "ket-qua", "decided-late", number="17/QĐ", late_cause="workload")
    assert dossier.verdict_report == Verdict.LATE
    owed = LateApology.objects.get(dossier=dossier)
    desk.sit_down(context, here.clerk)
    desk.opened(page, f"/can-bo/tra-ket-qua/{dossier.pk}/")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED, "an unsigned apology holds up nothing"

    desk.sit_down(context, here.leader)
    desk.opened(page, f"/can-bo/xin-loi/{owed.pk}/")
    page.locator("#id_cause").select_option("workload")
    page.locator("#id_text").fill("Đã bố trí thêm một người thụ lý.")
    browsing.look(page, "apology-to-sign")
    desk.sent(page)
    late = desk.slip(page, desk.last(dossier, Act.DECIDE), Slip.APOLOGY, "apology-late")
    assert "giải quyết xong vào thứ Ba, ngày 24/11/2026" in late
    assert "hẹn lại vào thứ Hai, ngày 23/11/2026" in late
    assert here.leader.full_name in late
