"""Giao thủ tục: choosing by filters and ticks, the preview, one act, one undoing."""

import re
from datetime import datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import Offering, OfferingAct
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers.world import world
from tests.web.forms import key, send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
START = "/can-bo/danh-muc/giao/"
PREVIEW = f"{START}xem-truoc/"
DECISION = {"so": "12/QĐ-UBND", "ngay": "18/11/2026", "tu_ngay": "20/11/2026", "den_ngay": ""}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


def planned(page: str) -> str:
    found = re.search(r'name="du_kien" value="(\d+)"', page)
    assert found is not None
    return found[1]


def give(client: Client, query: str = "", **changed: object):
    page = text(client, f"{PREVIEW}?{query}")
    given = DECISION | {"once": key(page), "du_kien": planned(page)} | changed
    return client.post(f"{PREVIEW}?{query}", given)


@pytest.mark.parametrize("page", ["giao", "giao/xem-truoc", "giao/dot", "giao/dot/1"])
@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.LEADER, Role.ADMIN])
def test_only_the_controller_gives_procedures(
    client: Client, province: Agency, role: Role, page: str
) -> None:
    client.force_login(factories.officer(province, role))

    assert client.get(f"/can-bo/danh-muc/{page}/").status_code == 403


def test_a_controller_below_the_province_gives_nothing(client: Client, province: Agency) -> None:
    client.force_login(factories.officer(factories.agency(parent=province), Role.CONTROLLER))

    assert client.get(START).status_code == 403
    assert client.post(PREVIEW, DECISION).status_code == 403


def test_all_that_the_filters_find_is_given_in_one_act(
    client: Client, province: Agency, controller: Account
) -> None:
    communes = [factories.agency(parent=province) for _ in range(3)]
    births = [factories.procedure() for _ in range(2)]
    factories.procedure(factories.version_record("Tách thửa", level=Level.PROVINCE))
    query = f"cap=commune&loai={AgencyKind.COMMUNE}"

    page = text(client, f"{PREVIEW}?{query}")
    assert "6 dòng" in page
    assert "6 mới, 0 đã có" in page
    answer = give(client, query)
    act = OfferingAct.objects.get()

    assert answer["Location"] == f"{START}dot/{act.pk}/"
    assert (act.made, act.procedures, act.agencies, act.by) == (6, 2, 3, controller)
    assert all(len(queries.offered_by(one, NOW.date())) == len(births) for one in communes)
    told = text(client, answer["Location"])
    assert "Đã giao 6 dòng thủ tục theo quyết định 12/QĐ-UBND" in told
    assert "thủ tục cấp xã" in told


def test_a_second_click_shows_the_first_act(
    client: Client, province: Agency, controller: Account
) -> None:
    factories.procedure()
    page = text(client, PREVIEW)
    given = DECISION | {"once": key(page), "du_kien": planned(page)}
    first, second = client.post(PREVIEW, given), client.post(PREVIEW, given)

    assert first["Location"] == second["Location"]
    assert OfferingAct.objects.count() == 1


def test_ticks_are_kept_from_page_to_page(
    client: Client, province: Agency, controller: Account
) -> None:
    versions = [factories.procedure(factories.version_record(f"Việc {n:02}")) for n in range(45)]
    first, last = versions[0].procedure_id, versions[44].procedure_id
    second = text(client, f"{START}?chon_tt={first}&trang_tt=3")

    assert f'name="giu_tt" value="{first}"' in second
    assert f'id="tt-{last}"' in second
    assert "Chỉ giao 1 thủ tục đã tích." in second
    both = text(client, f"{START}?giu_tt={first}&chon_tt={last}")
    assert f'value="{first}" checked' in both
    assert "2 thủ tục đã tích" in both
    assert "Chưa tích dòng nào: giao cả 45 thủ tục" in text(client, f"{START}?giu_tt={last}&bo=tt")
    give(client, f"giu_tt={first},{last}")
    assert OfferingAct.objects.get().procedures == 2


def test_agencies_are_found_by_name_and_kind(
    client: Client, province: Agency, controller: Account
) -> None:
    factories.agency("UBND xã Chi Lăng", parent=province)
    factories.agency("UBND xã Bắc Sơn", parent=province)
    page = text(client, f"{START}?ten=chi lang")

    assert "UBND xã Chi Lăng" in page
    assert "UBND xã Bắc Sơn" not in page
    assert "Không có cơ quan nào khớp" in text(client, f"{START}?ten=khong-co")
    assert "Không có thủ tục nào khớp" in text(client, f"{START}?tu=khong-co")


def test_what_is_wrong_is_said_and_nothing_is_made(
    client: Client, province: Agency, controller: Account
) -> None:
    factories.procedure()
    without = give(client, so="", ngay="31/02/2026")
    moved = give(client, du_kien="9")
    early = give(client, den_ngay="19/11/2026")

    assert without.status_code == moved.status_code == early.status_code == 422
    assert "Ghi ngày theo dạng ngày/tháng/năm" in without.content.decode()
    assert "khi xem trước có 9 dòng mới, nay là 1" in moved.content.decode()
    assert planned(moved.content.decode()) == "1"
    assert "từ ngày bắt đầu trở đi" in early.content.decode()
    assert not Offering.objects.exists()


def test_a_level_that_does_not_fit_is_pointed_out(
    client: Client, province: Agency, controller: Account
) -> None:
    factories.agency(parent=province)
    factories.procedure(factories.version_record("Tách thửa", level=Level.PROVINCE))
    page = text(client, f"{PREVIEW}?loai=commune")

    assert "1 thủ tục cấp tỉnh được giao cho cơ quan cấp xã." in page


def test_nothing_chosen_and_nothing_new_are_pages_too(
    client: Client, province: Agency, controller: Account
) -> None:
    assert "Chưa chọn thủ tục hoặc cơ quan" in text(client, PREVIEW)
    factories.procedure(offered_by=[province])
    assert "Không có dòng nào mới" in text(client, PREVIEW)


def test_too_many_ticks_are_turned_back(
    client: Client, province: Agency, controller: Account
) -> None:
    ticks = ",".join(str(n) for n in range(1, 500))
    answer = client.get(f"{PREVIEW}?giu_tt={ticks}", follow=True)

    assert "nhiều nhất 400 dòng" in answer.content.decode()


def test_an_act_is_taken_back_but_not_where_a_dossier_rests_on_it(
    client: Client, province: Agency, controller: Account
) -> None:
    here = world(parent=province)
    Offering.objects.all().delete()
    clock.set_to(NOW)
    page = give(client)["Location"]
    act = OfferingAct.objects.get()
    here.receive("2026-11-20 08:30")
    clock.set_to(NOW)
    shown = text(client, page)
    assert f"Sẽ thu hồi {act.made - 1} dòng chưa dùng. Giữ 1 dòng đã có hồ sơ." in " ".join(
        shown.split()
    )
    blank = send(client, page, page, ly_do="")
    answer = send(client, page, page, ly_do="Giao nhầm")
    again = client.post(page, {"once": key(shown), "ly_do": "Lần nữa"})

    assert blank.status_code == 422
    assert answer["Location"] == page
    assert again.status_code == 422
    assert "đã được hoàn tác" in again.content.decode()
    undone = OfferingAct.objects.get().undo
    assert (undone.withdrawn, undone.kept_used) == (act.made - 1, 1)
    assert queries.offered_by(here.agency, NOW.date()) != []
    told = text(client, page)
    assert "Đã hoàn tác" in told
    assert "đã thu hồi" in told
    assert "Giao nhầm" in told


def test_the_acts_are_listed(client: Client, province: Agency, controller: Account) -> None:
    assert "Chưa có đợt giao nào" in text(client, f"{START}dot/")
    factories.procedure()
    give(client, "tu=khai sinh")
    page = text(client, f"{START}dot/")

    assert "12/QĐ-UBND" in page
    assert "tên hoặc mã có “khai sinh”" in page
    assert client.get(f"{START}dot/999999/").status_code == 404
