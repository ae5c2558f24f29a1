"""Signing in at the door of the workspace, step by step."""

from datetime import datetime, timedelta

import pyotp
import pytest
from django.test import Client

from motcua.base import clock
from motcua.organizations.models import Role
from motcua.people import actions, queries
from motcua.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
HOME = "/can-bo/"


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


def clerk(**facts: str) -> Account:
    return factories.officer(factories.agency(), password=factories.PASSWORD, **facts)


def leader() -> Account:
    return factories.officer(factories.agency(), Role.LEADER, password=factories.PASSWORD)


def send(client: Client, account: Account, password: str = factories.PASSWORD, **more: str):
    shown = {"ten": account.username, "mat_khau": password, **more}
    return client.post("/can-bo/vao/", shown)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_clerk_signs_in_and_goes_where_the_link_led(client: Client) -> None:
    answer = send(client, clerk(), tiep="/can-bo/tai-khoan/")

    assert answer["Location"] == "/can-bo/tai-khoan/"
    assert is_in(client)
    assert client.get("/can-bo/vao/")["Location"] == HOME


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:1"])
def test_nobody_is_led_out_of_the_house(client: Client, elsewhere: str) -> None:
    assert send(client, clerk(), tiep=elsewhere)["Location"] == HOME


def test_a_wrong_password_is_told_without_telling_what_was_wrong(client: Client) -> None:
    page = send(client, clerk(), "sai-mat-khau").content.decode()

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page
    assert "sai-mat-khau" not in page
    assert not is_in(client)


def test_after_five_failures_the_page_says_until_when(client: Client) -> None:
    account = clerk()
    pages = [send(client, account, "sai-mat-khau").content.decode() for _ in range(5)]

    assert "tạm khóa đến 9 giờ 15" in pages[-1]
    assert "tạm khóa đến" in send(client, account).content.decode()


def test_a_person_with_a_first_password_chooses_an_own_one_before_the_work(client: Client) -> None:
    account = clerk()
    actions.set_password(account=account, password="mat-khau-duoc-cap", must_change=True)

    assert send(client, account, "mat-khau-duoc-cap")["Location"] == "/can-bo/vao/mat-khau/"
    assert not is_in(client)
    differing = client.post(
        "/can-bo/vao/mat-khau/", {"moi": "mat-khau-cua-toi", "lap_lai": "mat-khau-khac"}
    )
    assert "chưa giống nhau" in differing.content.decode()
    weak = client.post("/can-bo/vao/mat-khau/", {"moi": "ngan", "lap_lai": "ngan"})
    assert "10 ký tự" in weak.content.decode()
    good = {"moi": "mat-khau-cua-toi", "lap_lai": "mat-khau-cua-toi"}
    assert client.post("/can-bo/vao/mat-khau/", good)["Location"] == HOME
    assert is_in(client)


def test_a_leader_sets_up_the_second_factor_before_the_first_work(client: Client) -> None:
    account = leader()

    assert send(client, account)["Location"] == "/can-bo/vao/thiet-lap/"
    assert not is_in(client)
    page = client.get("/can-bo/vao/thiet-lap/").content.decode()
    assert 'src="data:image/svg+xml' in page
    account.refresh_from_db()
    enrolment = actions.pending_enrolment(account)
    assert enrolment is not None
    wrong = client.post("/can-bo/vao/thiet-lap/", {"ma": "000000"})
    assert "Mã xác thực chưa đúng" in wrong.content.decode()
    code = pyotp.TOTP(enrolment.secret).at(NOW)
    assert client.post("/can-bo/vao/thiet-lap/", {"ma": code})["Location"] == HOME
    assert is_in(client)


def test_a_leader_gives_the_code_each_time(client: Client) -> None:
    account = leader()
    totp = pyotp.TOTP(actions.enrol_totp(account=account).secret)
    actions.confirm_totp(account=account, code=totp.at(NOW), at=NOW)

    assert (
        send(client, account, tiep="/can-bo/tai-khoan/")["Location"] == "/can-bo/vao/ma-xac-thuc/"
    )
    assert not is_in(client)
    used = client.post("/can-bo/vao/ma-xac-thuc/", {"ma": totp.at(NOW)})
    assert "đã dùng" in used.content.decode()
    clock.advance(timedelta(minutes=1))
    good = client.post("/can-bo/vao/ma-xac-thuc/", {"ma": totp.at(clock.now())})
    assert good["Location"] == "/can-bo/tai-khoan/"
    assert is_in(client)


@pytest.mark.parametrize("step", ["ma-xac-thuc", "mat-khau", "thiet-lap"])
def test_no_step_is_reached_without_the_one_before(client: Client, step: str) -> None:
    assert client.get(f"/can-bo/vao/{step}/")["Location"] == "/can-bo/vao/"


def test_who_owes_the_code_cannot_jump_to_a_later_step(client: Client) -> None:
    account = leader()
    totp = pyotp.TOTP(actions.enrol_totp(account=account).secret)
    actions.confirm_totp(account=account, code=totp.at(NOW), at=NOW)
    send(client, account)

    for step in ("mat-khau", "thiet-lap"):
        assert client.get(f"/can-bo/vao/{step}/")["Location"] == "/can-bo/vao/"


def test_steps_left_lying_for_ten_minutes_begin_again(client: Client) -> None:
    send(client, leader())
    clock.advance(timedelta(minutes=11))

    assert client.get("/can-bo/vao/thiet-lap/")["Location"] == "/can-bo/vao/"


def test_a_demonstration_lists_its_accounts_and_lets_everyone_in_at_once(
    client: Client, settings
) -> None:
    settings.DEMO = True
    account = actions.create_account(
        username="demo.lanhdao",
        full_name="Hoàng Thị Mai",
        password=queries.DEMO_PASSWORD,
        demo_label="Lãnh đạo xã",
        at=NOW,
    )
    factories.assignment(account, factories.post(factories.agency(), Role.LEADER))

    page = client.get("/can-bo/vao/").content.decode()
    answer = send(client, account, queries.DEMO_PASSWORD)

    assert "Lãnh đạo xã" in page
    assert answer["Location"] == HOME
    assert "Bản minh họa cho vào ngay" in client.get("/can-bo/tai-khoan/").content.decode()


def test_a_real_province_lists_nobody(client: Client) -> None:
    actions.create_account(
        username="demo.lanhdao", full_name="Hoàng Thị Mai", demo_label="Lãnh đạo xã", at=NOW
    )

    page = client.get("/can-bo/vao/").content.decode()

    assert "Lãnh đạo xã" not in page
    assert queries.DEMO_PASSWORD not in page


def test_signing_out_ends_the_session(client: Client) -> None:
    send(client, clerk())

    assert client.post("/can-bo/ra/")["Location"] == "/can-bo/vao/"
    assert not is_in(client)
    assert client.get("/can-bo/tai-khoan/")["Location"].startswith("/can-bo/vao/?tiep=")
