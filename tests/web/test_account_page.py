"""One's own account: the password and the second factor."""

from datetime import datetime, timedelta

import pyotp
import pytest
from django.test import Client

from motcua.base import clock
from motcua.organizations.models import Agency
from motcua.people import actions as people
from motcua.people.models import Account
from tests import factories
from tests.web.forms import send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


def test_a_person_changes_the_password_and_stays_signed_in(
    client: Client, province: Agency, admin: Account
) -> None:
    page, address = "/can-bo/tai-khoan/", "/can-bo/tai-khoan/mat-khau/"
    new = {"moi": "mat-khau-moi-2", "lap_lai": "mat-khau-moi-2"}

    wrong = send(client, page, address, hien_tai="khong-phai", **new)
    done = send(client, page, address, hien_tai=factories.PASSWORD, **new)

    assert "Mật khẩu hiện tại chưa đúng" in wrong.content.decode()
    assert done.status_code == 302
    assert "Đã đổi mật khẩu" in text(client, page)


def test_a_person_sets_up_the_second_factor_and_moves_it_to_another_telephone(
    client: Client, province: Agency, admin: Account
) -> None:
    page = "/can-bo/tai-khoan/"
    wrong = send(client, page, f"{page}xac-thuc/", hien_tai="khong-phai")
    assert "Mật khẩu hiện tại chưa đúng" in wrong.content.decode()

    secrets = []
    for _telephone in range(2):
        send(client, page, f"{page}xac-thuc/", hien_tai=factories.PASSWORD)
        admin.refresh_from_db()
        enrolment = people.pending_enrolment(admin)
        assert enrolment is not None
        secrets.append(enrolment.secret)
        assert "data:image/svg+xml" in text(client, page)
        refused = send(client, page, f"{page}xac-thuc/xac-nhan/", ma="abc")
        assert "Mã xác thực chưa đúng" in refused.content.decode()
        code = pyotp.TOTP(enrolment.secret).at(clock.now())
        assert send(client, page, f"{page}xac-thuc/xac-nhan/", ma=code).status_code == 302
        assert "Đang bật" in text(client, page)
        clock.advance(timedelta(minutes=1))

    assert len(set(secrets)) == 2
