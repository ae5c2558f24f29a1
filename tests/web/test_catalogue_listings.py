"""Niêm yết: an agency's own page, and the board of who keeps the catalogue."""

from datetime import datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.models import Listing
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from tests import factories
from tests.acceptance import visiting
from tests.web.forms import text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
OWN = "/can-bo/danh-muc/niem-yet/"
BOARD = f"{OWN}bang/"


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def here(province: Agency) -> Agency:
    return factories.agency("UBND xã Chi Lăng", parent=province)


@pytest.fixture
def clerk(client: Client, here: Agency) -> Account:
    account = factories.officer(here)
    client.force_login(account)
    return account


@pytest.fixture
def controller(province: Agency) -> Account:
    return factories.officer(province, Role.CONTROLLER)


def told(client: Client, address: str = OWN) -> dict[str, object]:
    form = next(one for one in visiting.forms(text(client, address)) if "seen" in one.fields)
    return form.ticked | form.fields


def test_an_agency_confirms_all_that_waits(client: Client, here: Agency, clerk: Account) -> None:
    for n in range(60):
        factories.procedure(factories.version_record(f"Việc {n}"), offered_by=[here])
    page = text(client, OWN)
    assert "60 thay đổi chưa xác nhận" in page
    assert "quá hạn" in page
    given = told(client) | {"tat_ca": "1"}
    answer = client.post(OWN, given, follow=True)
    again = client.post(OWN, given, follow=True)

    assert "Đã xác nhận niêm yết 60 thủ tục" in answer.content.decode()
    assert "Không còn thay đổi nào chờ niêm yết" in again.content.decode()
    assert Listing.objects.filter(by=clerk, posted_on=NOW.date()).count() == 60


def test_only_what_is_ticked_is_confirmed(client: Client, here: Agency, clerk: Account) -> None:
    first, second = (factories.procedure(offered_by=[here]) for _ in range(2))
    mark = f"{first.procedure_id}:{first.pk}"
    client.post(OWN, told(client) | {"chon": [mark], "ngay": "18/11/2026"})
    row = Listing.objects.get()

    assert (row.procedure, row.posted_on.day) == (first.procedure, 18)
    page = text(client, OWN)
    assert "1 thay đổi chưa xác nhận" in page
    assert second.procedure.code in page
    assert "Niêm yết phiên bản 1" in page


def test_what_is_wrong_is_said(client: Client, here: Agency, clerk: Account) -> None:
    factories.procedure(offered_by=[here])
    for changed, words in (
        ({}, "Hãy tích ít nhất một thủ tục"),
        ({"tat_ca": "1", "ngay": "21/11/2026"}, "không thể sau hôm nay"),
        ({"tat_ca": "1", "ngay": "mai"}, "ngày/tháng/năm"),
        ({"tat_ca": "1", "seen": "x"}, "Danh sách vừa thay đổi"),
        ({"chon": ["abc"]}, "Danh sách vừa thay đổi"),
    ):
        answer = client.post(OWN, told(client) | changed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Listing.objects.exists()


def test_changes_are_shown_by_kind(client: Client, here: Agency, clerk: Account) -> None:
    gone = factories.procedure(offered_by=[here])
    client.post(OWN, told(client) | {"tat_ca": "1"})
    actions.abolish(version=gone, last_day=NOW.date().replace(day=19))
    new = factories.procedure(offered_by=[here])

    removed = text(client, f"{OWN}?loai=removed")
    assert f"{gone.procedure_id}:0" in removed
    assert f"{new.procedure_id}:{new.pk}" not in removed
    assert "Không có thay đổi loại này" in text(client, f"{OWN}?loai=amended")
    assert f"{new.procedure_id}:{new.pk}" in text(client, f"{OWN}?loai=%27&trang=99")


def test_the_board_shows_who_is_late_and_opens(
    client: Client, here: Agency, controller: Account
) -> None:
    factories.procedure(offered_by=[here])
    client.force_login(controller)
    page = text(client, BOARD)
    assert "UBND xã Chi Lăng" in page
    assert f"{OWN}{here.pk}/?loai=new" in page
    assert "UBND xã Chi Lăng" in text(client, f"{BOARD}?muc=qua-han")
    assert "UBND xã Chi Lăng" in text(client, f"{BOARD}?muc=cho&trang=9")
    assert "UBND xã Chi Lăng" not in text(client, f"{BOARD}?muc=xong")
    of_one = text(client, f"{OWN}{here.pk}/")
    assert "1 thay đổi chưa xác nhận" in of_one
    assert "Xác nhận các dòng đã tích" not in of_one, "each agency confirms for itself"
    assert client.get(f"{OWN}999999/").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMIN])
def test_others_confirm_nothing(client: Client, here: Agency, role: Role) -> None:
    client.force_login(factories.officer(here, role))

    assert client.get(OWN).status_code == 403
    assert client.get(BOARD).status_code == 403


def test_a_controller_sees_only_agencies_below(client: Client, here: Agency) -> None:
    other = factories.agency("UBND xã Khác")
    client.force_login(factories.officer(here, Role.CONTROLLER))

    assert "UBND xã Khác" not in text(client, BOARD)
    assert client.get(f"{OWN}{other.pk}/").status_code == 403


def test_a_clerk_is_led_to_the_listing(client: Client, here: Agency, clerk: Account) -> None:
    assert OWN in text(client, "/can-bo/danh-muc/")
