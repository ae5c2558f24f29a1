"""The pages of campaigns: opened, worked through, judged, reminded; what is refused says what to do."""

import html
import io
import json
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.organizations.models import Role
from motcua.reporting.models import Campaign, Duty, DutyStep, Explanation, FiledForm
from motcua.rules.filing import State
from tests import factories
from tests.dossiers import world as worlds
from tests.reporting import campaigning
from tests.reporting.campaigning import Places

pytestmark = pytest.mark.django_db

HERE = "/can-bo/dot-bao-cao/"
QUARTER = "?ky=2024-quy-3"


@pytest.fixture
def found() -> Places:
    """A district with two communes, nothing asked so far."""
    return campaigning.places(("Bằng Mạc", "Vân Thủy"), days=2)


@pytest.fixture
def six(found: Places) -> Places:
    """A campaign about form II.06."""
    return campaigning.opened(found, ("II.06",))


def browser(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def said(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def at(duty: Duty, what: str = "") -> str:
    return f"{HERE}phan/{duty.pk}/{what}"


def send(client: Client, duty: Duty, what: str, key: str = "k", **more: str):
    seen = str(duty.steps.count())
    return client.post(at(duty, what), {"once": key, "seen": seen} | more)


def asked(found: Places, **more: object) -> dict[str, object]:
    return {
        "once": "mo",
        "name": "Quý III",
        "forms_asked": ["II.06"],
        "groups": ["commune"],
        "han_xa": "17/09/2024",
    } | more


def test_a_campaign_is_opened_for_a_period_and_everybody_sees_what_to_file(found):
    client = browser(found.district.leader)
    page = said(client.get(f"{HERE}mo/{QUARTER}"))
    assert "Ủy ban nhân dân cấp xã (2)" in page
    assert (
        "Báo cáo kiểm soát thủ tục hành chính quý III năm 2024"
        in client.get(f"{HERE}mo/{QUARTER}").content.decode()
    )
    answer = client.post(f"{HERE}mo/{QUARTER}", asked(found))
    assert answer.status_code == 302
    commune = browser(found.communes[0].leader)
    page = said(commune.get(HERE))
    assert "Phải nộp 1" in page
    assert "thứ Ba, 17/09/2024" in page
    assert "Mở đợt báo cáo" not in page
    assert Duty.objects.count() == 4
    client.post(f"{HERE}mo/{QUARTER}", asked(found))
    assert Campaign.objects.count() == 1


def test_one_unit_may_be_chosen_and_nobody_is_refused(found):
    client = browser(found.district.leader)
    answer = client.post(f"{HERE}mo/{QUARTER}", asked(found, groups=[]))
    assert answer.status_code == 422
    assert "ít nhất một biểu và một đơn vị" in said(answer)
    one = str(found.communes[1].agency.pk)
    client.post(f"{HERE}mo/{QUARTER}", asked(found, groups=[], units=[one], once="khac"))
    agencies = Campaign.objects.get().duties.values_list("agency", flat=True)
    assert set(agencies) == {found.communes[1].agency.pk, found.district.agency.pk}


@pytest.mark.parametrize("query", ["?ky=2024-quy-9", "?ky=khac&tu=xx", "?don_vi=999999"])
def test_a_wrong_period_is_told(found, query):
    assert browser(found.district.leader).get(f"{HERE}mo/{query}").status_code == 400


def test_who_has_nobody_below_opens_nothing(found):
    page = said(browser(found.communes[0].leader).get(f"{HERE}mo/{QUARTER}"))
    assert "Không có đơn vị trực thuộc trong kỳ này" in page


def test_a_report_goes_its_way_on_screen(six):
    commune = six.communes[0]
    duty, leader, above = six.duty(commune), browser(commune.leader), browser(six.district.leader)
    page = said(leader.get(at(duty)))
    assert "Số liệu đủ và khớp" in page
    assert "Chưa nộp" in page
    assert send(leader, duty, "nop/").status_code == 302
    assert "Bản nộp II.06a" in said(leader.get(at(duty)))
    answer = send(above, duty, "xet/", tra_lai="1")
    assert answer.status_code == 422
    assert "Hãy ghi rõ đơn vị phải hoàn thiện gì" in said(answer)
    assert send(above, duty, "xet/", "k2", tra_lai="1", remark="Xem cột 4").status_code == 302
    page = said(leader.get(at(duty)))
    assert "Phải hoàn thiện Xem cột 4" in page
    assert "Xem cột 4" in said(leader.get(HERE))
    assert send(leader, duty, "nop/", "k3").status_code == 302
    assert send(above, duty, "xet/", "k4").status_code == 302
    assert campaigning.state(six, commune) is State.ACCEPTED
    page = said(above.get(at(duty)))
    assert f"{commune.leader.full_name} ký duyệt và nộp" in page
    for words in ("trả lại để hoàn thiện Xem cột 4", "tiếp nhận"):
        assert f"{six.district.leader.full_name} {words}" in page


def test_an_old_page_acts_on_nothing(six):
    commune = six.communes[0]
    duty, leader = six.duty(commune), browser(commune.leader)
    campaigning.file(six, commune)
    answer = leader.post(at(duty, "nop/"), {"once": "k", "seen": "0"})
    assert answer.status_code == 422
    assert "Người khác vừa làm một việc" in said(answer)
    answer = leader.post(at(duty, "nop/"), {"once": "k", "seen": "1"})
    assert "không thể ký duyệt và nộp" in said(answer)
    assert "hết hạn" in said(leader.post(at(duty, "nop/"), {"seen": "1"}))


def test_only_a_leader_files_and_only_who_is_concerned_looks(six):
    commune, other = six.communes
    duty = six.duty(commune)
    controller = browser(factories.officer(commune.agency, Role.CONTROLLER))
    assert "Lãnh đạo đơn vị ký duyệt và nộp" in said(controller.get(at(duty)))
    assert send(controller, duty, "nop/").status_code == 403
    assert browser(other.leader).get(at(duty)).status_code == 404
    assert browser(commune.clerk).get(HERE).status_code == 403
    assert "Vân Thủy" not in said(browser(commune.leader).get(f"{HERE}{six.campaign.pk}/"))
    campaigning.file(six, commune)
    answer = send(browser(commune.leader), duty, "xet/")
    assert answer.status_code == 422
    assert "không làm được việc này" in said(answer)


def test_a_difference_is_explained_on_the_page(six):
    commune = six.communes[0]
    campaigning.late_entry(six, commune)
    duty, leader = six.duty(commune), browser(commune.leader)
    page = leader.get(at(duty)).content.decode()
    (name,) = re.findall(r'textarea id="(g:[^"]+)"', page)
    (sentence,) = [
        html.unescape(one) for one in re.findall(r'name="c:g[^"]+" value="([^"]+)"', page)
    ]
    answer = send(leader, duty, "nop/")
    assert answer.status_code == 422
    assert "Hãy giải trình" in said(answer)
    answer = leader.post(at(duty, "giai-trinh/"), {"once": "a", name: "Muộn", f"c:{name}": "khác"})
    assert Explanation.objects.count() == 0
    leader.post(at(duty, "giai-trinh/"), {"once": "b", name: " Nhập  muộn ", f"c:{name}": sentence})
    assert Explanation.objects.get().text == "Nhập muộn"
    assert "Nhập muộn" in said(leader.get(at(duty)))
    assert send(leader, duty, "nop/", "c").status_code == 302
    assert "hết hạn" in said(leader.post(at(duty, "giai-trinh/"), {}))


def test_the_board_counts_filters_and_reminds(six):
    clock.set_to(worlds.moment("2024-09-19 08:00"))
    above, campaign = browser(six.district.leader), f"{HERE}{six.campaign.pk}/"
    page = said(above.get(campaign))
    assert "4 phần phải nộp" in page
    assert "2 quá hạn nộp" in page
    assert "Vân Thủy" in said(above.get(f"{campaign}?muc=late"))
    assert "Không có đơn vị nào ở mục này" in said(above.get(f"{campaign}?muc=accepted"))
    assert above.get(f"{campaign}?muc=gi").status_code == 404
    answer = above.post(f"{campaign}don-doc/", {"once": "d", "remark": "Gửi ngay"})
    assert answer.status_code == 302
    assert DutyStep.objects.count() == 2
    assert "Gửi ngay" in said(browser(six.communes[0].leader).get(HERE))
    assert "hết hạn" in said(above.post(f"{campaign}don-doc/", {}))


def test_a_campaign_opened_by_mistake_is_taken_back(six):
    above, campaign = browser(six.district.leader), f"{HERE}{six.campaign.pk}/"
    assert "Mở nhầm" in said(above.get(campaign))
    lower = browser(six.communes[0].leader)
    assert lower.post(f"{campaign}bo/", {"once": "x"}).status_code == 422
    assert above.post(f"{campaign}bo/", {"once": "x"}).status_code == 302
    assert above.get(campaign).status_code == 404
    assert lower.get(at(six.duty(six.communes[0]))).status_code == 404
    assert "Chưa có đợt báo cáo nào" in said(lower.get(HERE))


def test_the_whole_shows_its_units_and_every_number_is_the_same_everywhere(six):
    campaigning.all_accepted(six)
    duty, above = six.duty(six.district, whole=True), browser(six.district.leader)
    page = said(above.get(at(duty)))
    assert "Các báo cáo được tổng hợp" in page
    assert "Ủy ban nhân dân xã Vân Thủy" in page
    shown = said(above.get(at(duty, "II.06b/")))
    assert "Theo đơn vị" in shown
    told = json.loads(above.get(at(duty, "II.06b/tai/json/")).content)
    assert [one["name"] for one in told["units"]] == [
        "Ủy ban nhân dân xã Bằng Mạc",
        "Ủy ban nhân dân xã Vân Thủy",
        "Ủy ban nhân dân huyện Chi Lăng",
    ]
    book = load_workbook(io.BytesIO(above.get(at(duty, "II.06b/tai/xlsx/")).content))
    assert book.sheetnames == ["II.06b", "Theo đơn vị"]
    codes = [cell["code"] for cell in told["cells"]]
    for sheet, rows in (("II.06b", told["rows"]), ("Theo đơn vị", told["units"])):
        read = [list(row[1 : 2 + len(codes)]) for row in book[sheet].values]
        for one in [*rows, {"name": "Tổng cộng", "values": told["total"]}]:
            assert [one["name"], *(one["values"][code] for code in codes)] in read
    assert above.get(at(duty, "II.06b/tai/pdf/")).content.startswith(b"%PDF")
    assert send(above, duty, "nop/").status_code == 302
    filed = FiledForm.objects.get(form="II.06b")
    assert "Theo đơn vị" in said(above.get(f"/can-bo/bao-cao/bieu/ban-nop/{filed.pk}/"))
    assert above.get(at(duty, "II.99/")).status_code == 404


def test_what_cannot_be_added_up_is_typed_on_the_page_of_the_whole(found):
    both = campaigning.opened(found)
    for unit in (*both.communes, both.district):
        campaigning.type_eight(unit)
    campaigning.all_accepted(both)
    duty, above = both.duty(both.district, whole=True), browser(both.district.leader)
    page = above.get(at(duty, "II.08b/")).content.decode()
    assert set(re.findall(r'name="c-0-([^"]+)"', page)) == {"1.4", "3.2"}
    answer = send(above, duty, "nop/")
    assert "II.08b: Chưa nhập: 1.4, 3.2. Không có thì ghi 0." in said(answer)
    wrong = {"once": "w", "seen": "0", "so": "1", "c-0-1.4": "hai", "c-0-3.2": "0"}
    assert above.post(at(duty, "II.08b/"), wrong).status_code == 422
    right = wrong | {"once": "r", "c-0-1.4": "2"}
    assert above.post(at(duty, "II.08b/"), right).status_code == 302
    late = right | {"once": "s"}
    answer = above.post(at(duty, "II.08b/"), late)
    assert "Người khác vừa ghi vào biểu này" in said(answer)
    assert send(above, duty, "nop/", "n").status_code == 302
    lower = both.duty(both.communes[0])
    assert "Khác lần nộp trước" not in said(browser(both.communes[0].leader).get(at(lower)))


def test_a_corrected_report_shows_what_it_changed(six):
    commune = six.communes[0]
    campaigning.file(six, commune)
    duty = six.duty(commune)
    send(browser(six.district.leader), duty, "xet/", tra_lai="1", remark="Thiếu một hồ sơ")
    campaigning.work(commune, "2024-09-16 10:00", settled=False)
    clock.set_to(worlds.moment("2024-09-16 11:00"))
    assert "Khác lần nộp trước" not in said(browser(commune.leader).get(at(duty)))
    late_one(commune)
    assert "Khác lần nộp trước: 3: 3 thay cho 2" in said(browser(commune.leader).get(at(duty)))


def late_one(commune) -> None:
    """A dossier of the quarter, entered after it was filed."""
    dossiers.receive(
        application=commune.application(),
        by=dossiers.By(officer=commune.clerk, at=worlds.moment("2024-09-13 09:00")),
    )
