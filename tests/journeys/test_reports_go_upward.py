"""The Chi Lăng quarter goes upward: twenty communes and the district draft, explain, correct, add up, file, close."""

import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.organizations.models import AgencyKind, Role
from motcua.reporting import actions, queries
from motcua.reporting.filled import Typed
from motcua.reporting.models import Campaign, FiledForm
from motcua.rules import filling, periods
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.journeys import browsing, desk
from tests.reporting import campaigning
from tests.reporting.campaigning import QUARTER, Places

pytestmark = pytest.mark.django_db(transaction=True)

COMMUNES = (
    *("Bằng Hữu", "Bằng Mạc", "Bắc Thủy", "Chi Lăng", "Chiến Thắng", "Gia Lộc", "Hòa Bình"),
    *("Hữu Kiên", "Lâm Sơn", "Liên Sơn", "Mai Sao", "Nhân Lý", "Quan Sơn", "Thượng Cường"),
    *("Vạn Linh", "Vân An", "Vân Thủy", "Y Tịch", "Đồng Mỏ", "Chi Lăng (thị trấn)"),
)
FORMS = ("II.05", "II.06", "II.07", "II.08")
HERE = "/can-bo/dot-bao-cao/"
PETITIONS = {"4": 2, "5": 0, "6": 0, "7": 2, "8": 0, "10": 2, "11": 0, "12": 0, "13": 1}
ONLINE = {"1.4": 1, "3.2": 0, "3.3": 1, "3.4": 1, "4.1": 1, "4.4": 1, "4.5": 1, "4.7": 0}


def province() -> Places:
    """A quarter of work in the district and its communes; of one commune a dossier was entered late."""
    found = campaigning.places(COMMUNES, days=2)
    found.district.agency.kind = AgencyKind.DISTRICT
    found.district.agency.save(update_fields=["kind"])
    first = found.communes[0]
    clock.set_to(worlds.moment("2024-06-15 08:00"))
    actions.file(
        code="II.06a",
        agency_id=first.agency.pk,
        window=periods.quarter(2024, 2),
        by=first.leader,
        at=clock.now(),
    )
    clock.set_to(worlds.moment("2024-06-17 07:30"))
    late = dossiers.By(officer=first.clerk, at=worlds.moment("2024-06-14 10:00"))
    dossiers.receive(application=first.application(), by=late)
    clock.set_to(worlds.moment(campaigning.AFTER))
    return found


def type_in(unit: World, code: str, *rows: Typed) -> None:
    """Type a form of the quarter by the act."""
    actions.type_in(
        definition=queries.current(code, agency_id=unit.agency.pk, window=QUARTER).definition,
        agency_id=unit.agency.pk,
        window=QUARTER,
        rows=rows,
        seen=0,
        by=unit.leader,
        at=clock.now(),
    )


def draft(unit: World) -> None:
    """What a unit has to type: petitions in one field, online services."""
    type_in(unit, "II.05a", Typed("Hộ tịch", PETITIONS))
    type_in(unit, "II.08a", Typed("", ONLINE))


def settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def pressed(page: Page, name: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()
    settled(page)


def opened_in_browser(context: BrowserContext, page: Page, found: Places) -> None:
    """The district opens the round."""
    desk.sit_down(context, found.district.leader)
    desk.opened(page, f"{HERE}mo/?ky=2024-quy-3")
    browsing.look(page, "upward-open")
    for code in ("II.01", "II.02", "II.03", "II.04"):
        page.get_by_label(re.compile(rf"^{code}:")).uncheck()
    desk.sent(page)
    expect(page.locator("main")).to_contain_text("Đã mở đợt báo cáo")
    browsing.look(page, "upward-rounds")
    found.campaign = Campaign.objects.get()


def explained_and_filed(context: BrowserContext, page: Page, found: Places) -> None:
    """A commune sees that column 6 is not what it filed last, says why, and files."""
    first = found.communes[0]
    draft(first)
    desk.sit_down(context, first.leader)
    desk.opened(page, HERE)
    page.get_by_role("link", name=found.campaign.name).first.click()
    settled(page)
    pressed(page, "Ký duyệt và nộp")
    expect(page.locator("main")).to_contain_text("Chưa nộp được báo cáo")
    expect(page.locator("main")).to_contain_text("khác cột 11 của kỳ trước")
    page.get_by_label(re.compile("Cột 6")).fill("Một hồ sơ ngày 14/6 nhập sau khi đã nộp.")
    browsing.look(page, "upward-explain")
    pressed(page, "Ghi giải trình")
    expect(page.locator("main")).to_contain_text("Đã ghi giải trình")
    pressed(page, "Ký duyệt và nộp")
    expect(page.locator("main")).to_contain_text("Đã ký duyệt và nộp báo cáo")
    browsing.look(page, "upward-filed")


def returned_and_corrected(context: BrowserContext, page: Page, found: Places) -> None:
    """The district returns a report with a remark; the commune corrects a figure and files again."""
    second = found.communes[1]
    type_in(second, "II.05a", Typed("Hộ tịch", PETITIONS))
    type_in(second, "II.08a", Typed("", ONLINE | {"3.4": 0}))
    campaigning.file(found, second)
    duty = found.duty(second)
    desk.sit_down(context, found.district.leader)
    desk.opened(page, f"{HERE}phan/{duty.pk}/")
    page.get_by_label("Ý kiến").fill(
        "Chỉ tiêu 3.4 của II.08a: xã có một hồ sơ thanh toán trực tuyến."
    )
    browsing.look(page, "upward-judge")
    pressed(page, "Trả lại để hoàn thiện")
    desk.sit_down(context, second.leader)
    desk.opened(page, f"{HERE}phan/{duty.pk}/")
    expect(page.locator("main")).to_contain_text("Phải hoàn thiện")
    browsing.look(page, "upward-returned")
    page.get_by_role("link", name="Nhập số liệu").last.click()
    settled(page)
    page.get_by_label(re.compile(r"^3\.4 ")).fill("1")
    desk.sent(page)
    desk.opened(page, f"{HERE}phan/{duty.pk}/")
    expect(page.locator("main")).to_contain_text("3.4: 1 thay cho 0")
    pressed(page, "Ký duyệt và nộp")
    expect(page.locator("main")).to_contain_text("Đã ký duyệt và nộp báo cáo")


def added_up(context: BrowserContext, page: Page, found: Places) -> None:
    """The rest file by the acts; the district accepts, types what cannot be added, files upward."""
    for unit in (*found.communes[2:], found.district):
        draft(unit)
        campaigning.file(found, unit)
    last = found.communes[-1]
    for unit in found.communes[:-1]:
        campaigning.accept(found, unit)
    desk.sit_down(context, found.district.leader)
    desk.opened(page, f"{HERE}{found.campaign.pk}/")
    browsing.look(page, "upward-board")
    desk.opened(page, f"{HERE}phan/{found.duty(last).pk}/")
    pressed(page, "Tiếp nhận")
    whole = found.duty(found.district, whole=True)
    desk.opened(page, f"{HERE}phan/{whole.pk}/II.08b/")
    page.get_by_label(re.compile(r"^1\.4 ")).fill("2")
    page.get_by_label(re.compile(r"^3\.2 ")).fill("0")
    browsing.look(page, "upward-online")
    desk.sent(page)
    desk.opened(page, f"{HERE}phan/{whole.pk}/II.06b/")
    browsing.look(page, "upward-whole-form")
    desk.opened(page, f"{HERE}phan/{whole.pk}/")
    browsing.look(page, "upward-whole")
    pressed(page, "Ký duyệt và nộp")
    expect(page.locator("main")).to_contain_text("Đã ký duyệt và nộp báo cáo")


def shown_numbers(page: Page) -> list[list[str]]:
    """Every row of the first table of a page, as it is read."""
    rows = page.locator("main table").first.locator("tbody tr")
    return [
        [text.strip() for text in row.locator("th, td").all_inner_texts()] for row in rows.all()
    ]


def written(value: float | None) -> str:
    """A number of the JSON as the screen writes it."""
    if value is None:
        return "–"
    return filling.shown(Decimal(str(value)) if isinstance(value, float) else value)


def held_together(page: Page, filed: FiledForm) -> None:
    """Screen, JSON, XLSX and PDF of a filed form say the same numbers."""
    address = f"/can-bo/bao-cao/bieu/ban-nop/{filed.pk}/"
    desk.opened(page, address)
    if filed.form == "II.06b":
        browsing.look(page, "upward-filed-whole")
    told = json.loads(page.request.get(f"{address}tai/json/").body())
    screen = shown_numbers(page)
    book = load_workbook(io.BytesIO(page.request.get(f"{address}tai/xlsx/").body()))
    sheet = [["" if one is None else one for one in row] for row in book[filed.form].values]
    pdf = printed(page.request.get(f"{address}tai/pdf/").body(), filed.form)
    kept(page, address, filed.form)
    codes = [cell["code"] for cell in told["cells"]]
    if len(told["rows"]) == 1 and not told["total"]:
        values = told["rows"][0]["values"]
        for code, value in values.items():
            (line,) = [row for row in screen if row[0] == code]
            assert line[3] == written(value), code
            (read,) = [row for row in sheet if str(row[0]) == code]
            assert read[3] == (value if value is not None else "–"), code
        return
    for one in [*told["rows"], {"name": "Tổng cộng", "values": told["total"]}]:
        numbers = [one["values"][code] for code in codes]
        words = [written(value) for value in numbers]
        assert any(row[1:] == [one["name"], *words] for row in screen), one
        assert any(row[1 : 2 + len(codes)] == [one["name"], *numbers] for row in sheet), one
        assert " ".join(words) in pdf, one


def printed(content: bytes, name: str) -> str:
    """The text of a PDF in one line; its pictures are kept when asked for."""
    document = pypdfium2.PdfDocument(content)
    if browsing.PICTURES:
        Path(browsing.PICTURES).mkdir(parents=True, exist_ok=True)
        for order, sheet in enumerate(document, start=1):
            picture = Path(browsing.PICTURES) / f"upward-{name}-{order}.png"
            sheet.render(scale=1.6).to_pil().save(picture)
    whole = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return re.sub(r"\s+", " ", whole)


def kept(page: Page, address: str, name: str) -> None:
    """Keep the workbook itself beside the pictures."""
    if browsing.PICTURES:
        content = page.request.get(f"{address}tai/xlsx/").body()
        (Path(browsing.PICTURES) / f"upward-{name}.xlsx").write_bytes(content)


def test_the_quarter_goes_upward(context: BrowserContext, page: Page) -> None:
    found = province()
    desk.opened(page, "/can-bo/vao/")
    opened_in_browser(context, page, found)
    explained_and_filed(context, page, found)
    returned_and_corrected(context, page, found)
    added_up(context, page, found)
    controller = factories.officer(found.top, Role.CONTROLLER)
    dossiers.close_period(
        through=QUARTER.to_on,
        label="Quý III năm 2024",
        by=dossiers.By(officer=controller, at=clock.now()),
    )
    filed = FiledForm.objects.filter(agency=found.district.agency, form__endswith="b")
    assert sorted(one.form for one in filed) == [f"{code}b" for code in FORMS]
    for one in filed:
        held_together(page, one)
    six = json.loads(
        page.request.get(
            f"/can-bo/bao-cao/bieu/ban-nop/{filed.get(form='II.06b').pk}/tai/json/"
        ).body()
    )
    assert len(six["units"]) == len(COMMUNES) + 1
    assert six["total"]["3"] == sum(one["values"]["3"] for one in six["units"]) == 43
    query = f"?don_vi={found.district.agency.pk}&ky=2024-quy-3"
    report = page.request.get(f"/can-bo/bao-cao/thuyet-minh/tai/docx/{query}")
    assert report.ok
    said = " ".join(one.text for one in Document(io.BytesIO(report.body())).paragraphs)
    assert f"trong kỳ báo cáo: {six['total']['3']} hồ sơ" in said
