"""The working calendar on screen: a year confirmed, days and hours of one agency."""

import re
from datetime import date, datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.organizations import actions, queries
from motcua.organizations.models import Agency, CalendarYear
from motcua.people.models import Account
from tests import factories
from tests.web.forms import send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


def test_a_year_is_proposed_checked_and_confirmed(
    client: Client, province: Agency, admin: Account
) -> None:
    page = "/can-bo/lich/?nam=2026"
    assert "Chưa xác nhận" in text(client, page)

    send(client, page, "/can-bo/lich/2026/de-xuat/")
    proposed = text(client, page)
    assert "Quốc khánh" in proposed
    ids = re.findall(r'name="giu" value="(\d+)"', proposed)
    send(client, page, "/can-bo/lich/2026/xac-nhan/", giu=ids[1:])

    confirmed = text(client, page)
    assert "Đã xác nhận ngày 20/11/2026" in confirmed
    assert "Tết Dương lịch" not in confirmed
    assert CalendarYear.objects.get(year=2026).confirmed_by == admin
    calendar = queries.working_calendar(province.pk)
    assert calendar.is_working(date(2026, 1, 1))
    assert not calendar.is_working(date(2026, 9, 2))


def test_a_year_nobody_knows_is_told(client: Client, province: Agency, admin: Account) -> None:
    actions.confirm_year(year=2026, by=admin, at=NOW)

    assert "Lịch làm việc năm 2026" in text(client, "/can-bo/lich/?nam=99999")
    answer = send(client, "/can-bo/lich/?nam=2027", "/can-bo/lich/1800/de-xuat/")
    assert "Không có đề xuất ngày nghỉ cho năm 1800" in answer.content.decode()


def test_a_day_is_added_for_one_agency_and_withdrawn(
    client: Client, province: Agency, admin: Account
) -> None:
    commune = factories.agency(parent=province)
    page = f"/can-bo/lich/?nam=2026&co_quan={commune.pk}"
    given = {
        "ngay-ngay": "23/11/2026",
        "ngay-loai": "closed",
        "ngay-ten": "Nghỉ bão",
        "ngay-can_cu": "CĐ 12/CĐ-UBND",
    }
    address = f"/can-bo/lich/ngay/?nam=2026&co_quan={commune.pk}"

    send(client, page, address, **given)
    again = send(client, page, address, **given)

    assert "đã có trong lịch" in again.content.decode()
    storm = date(2026, 11, 23)
    assert not queries.working_calendar(commune.pk).is_working(storm)
    assert queries.working_calendar(province.pk).is_working(storm)
    row = commune.calendar_days.get()
    assert row.recorded_by == admin
    assert send(client, page, f"/can-bo/lich/ngay/{row.pk}/rut/").status_code == 302
    assert queries.working_calendar(commune.pk).is_working(storm)


def test_the_hours_of_an_agency_are_set_from_a_day(
    client: Client, province: Agency, admin: Account
) -> None:
    commune = factories.agency(parent=province)
    page = f"/can-bo/lich/?nam=2026&co_quan={commune.pk}"
    address = f"/can-bo/lich/gio/?nam=2026&co_quan={commune.pk}"
    given: dict[str, object] = {
        "gio-thu": ["0", "1", "2", "3", "4"],
        "gio-sang_tu": "07:00",
        "gio-sang_den": "11h30",
        "gio-chieu_tu": "13:30",
        "gio-chieu_den": "16:30",
        "gio-thu_bay_sang": "on",
        "gio-tu_ngay": "20/11/2026",
    }

    assert "Theo giờ làm việc toàn tỉnh" in text(client, page)
    crossed = send(client, page, address, **{**given, "gio-chieu_tu": "11:00"})
    half = send(client, page, address, **{**given, "gio-chieu_den": ""})
    done = send(client, page, address, **given)

    assert "nối tiếp nhau" in crossed.content.decode()
    assert "để trống cả hai" in half.content.decode()
    assert done.status_code == 302
    calendar = queries.working_calendar(commune.pk)
    saturday = date(2026, 11, 21)
    assert f"{calendar.closing(saturday):%H:%M}" == "11:30"
    assert f"{calendar.closing(date(2026, 11, 23)):%H:%M}" == "16:30"


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_year_out_of_reach_is_refused(
    client: Client, province: Agency, admin: Account, day: str
) -> None:
    page = "/can-bo/lich/"
    hours = {"gio-thu": ["0"], "gio-sang_tu": "7:00", "gio-sang_den": "11:00", "gio-tu_ngay": day}
    answer = send(client, page, f"{page}gio/", **hours)

    assert "Ngày này quá xa" in answer.content.decode()
    assert send(client, page, f"{page}9999/de-xuat/").status_code == 404
    assert send(client, page, f"{page}99999/xac-nhan/").status_code == 404
