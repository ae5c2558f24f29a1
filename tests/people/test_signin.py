"""Signing in: one answer for every failure, a lock after five, a code that is good once."""

from datetime import datetime, timedelta

import pyotp
import pytest

from motcua.base import clock
from motcua.people import actions, queries
from motcua.people.actions import second_factor
from motcua.people.models import Account, SignInTally
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
WRONG = "sai-mat-khau-roi"


def sign_in(
    username: str, password: str = factories.PASSWORD, totp: str = "", at: datetime = NOW
) -> Account:
    return actions.sign_in(username=username, password=password, totp=totp, at=at)


def fail(username: str, times: int, at: datetime = NOW) -> list[str]:
    said = []
    for _ in range(times):
        with pytest.raises(ValueError) as refused:
            sign_in(username, WRONG, at=at)
        said.append(str(refused.value))
    return said


def with_second_factor() -> tuple[Account, pyotp.TOTP]:
    account = factories.account(password=factories.PASSWORD)
    totp = pyotp.TOTP(actions.enrol_totp(account=account).secret)
    actions.confirm_totp(account=account, code=totp.at(NOW), at=NOW)
    return account, totp


def test_a_right_password_signs_in_whatever_the_case_of_the_name() -> None:
    account = factories.account(username="An.NV", password=factories.PASSWORD)

    assert sign_in("  AN.nv ") == account


def test_passwords_rest_as_argon2_digests() -> None:
    assert factories.account(password=factories.PASSWORD).password.startswith("argon2")


def test_a_wrong_name_and_a_wrong_password_are_answered_alike_to_the_last_attempt() -> None:
    account = factories.account(password=factories.PASSWORD)

    assert fail(account.username, 6) == fail("khong.co.ai", 6)


def test_five_failures_lock_the_name_for_a_quarter_of_an_hour() -> None:
    account = factories.account(password=factories.PASSWORD)
    said = fail(account.username, 5)

    assert said[3] == "Tên đăng nhập hoặc mật khẩu chưa đúng."
    assert "9 giờ 15" in said[4]
    with pytest.raises(actions.LockedOut):
        sign_in(account.username, at=NOW + timedelta(minutes=14, seconds=59))
    assert sign_in(account.username, at=NOW + timedelta(minutes=15)) == account


def test_a_success_forgets_the_failures_before_it() -> None:
    account = factories.account(password=factories.PASSWORD)
    fail(account.username, 4)
    sign_in(account.username)
    fail(account.username, 4)

    assert sign_in(account.username) == account


def test_old_tallies_are_forgotten() -> None:
    fail("khong.co.ai", 1)
    fail("ai.khac", 1, at=NOW + timedelta(days=2))

    assert SignInTally.objects.count() == 1


def test_the_typed_name_is_not_kept() -> None:
    fail("khong.co.ai", 1)

    assert "khong" not in SignInTally.objects.get().name_digest


def test_accounts_without_a_password_or_switched_off_do_not_sign_in() -> None:
    without, off = factories.account(), factories.account(password=factories.PASSWORD)
    actions.switch_off_account(account=off)

    for account, password in ((without, ""), (off, factories.PASSWORD)):
        with pytest.raises(actions.SignInRefused):
            sign_in(account.username, password)


def test_a_confirmed_second_factor_is_asked_for_without_counting_as_a_failure() -> None:
    account, _totp = with_second_factor()

    for _ in range(6):
        with pytest.raises(actions.CodeNeeded):
            sign_in(account.username)


def test_a_code_is_good_once() -> None:
    account, totp = with_second_factor()
    later = NOW + timedelta(minutes=1)

    assert sign_in(account.username, totp=totp.at(later), at=later) == account
    with pytest.raises(actions.CodeRefused):
        sign_in(account.username, totp=totp.at(later), at=later)


def test_the_code_that_confirmed_the_enrolment_is_used_up() -> None:
    account, totp = with_second_factor()

    with pytest.raises(actions.CodeRefused):
        sign_in(account.username, totp=totp.at(NOW))


def test_a_telephone_may_be_half_a_minute_off_but_not_more() -> None:
    account, totp = with_second_factor()
    later = NOW + timedelta(minutes=5)

    with pytest.raises(actions.CodeRefused):
        sign_in(account.username, totp=totp.at(later - timedelta(seconds=61)), at=later)
    early = totp.at(later - timedelta(seconds=30))
    assert sign_in(account.username, totp=f"{early[:3]} {early[3:]}", at=later) == account


def test_wrong_codes_lock_like_wrong_passwords() -> None:
    account, totp = with_second_factor()
    later = NOW + timedelta(minutes=5)
    for _ in range(5):
        with pytest.raises(ValueError):
            sign_in(account.username, totp="mã sai", at=later)

    with pytest.raises(actions.LockedOut):
        sign_in(account.username, totp=totp.at(later), at=later)


def test_an_enrolment_does_not_count_before_it_is_confirmed() -> None:
    account = factories.account(password=factories.PASSWORD)
    first = actions.enrol_totp(account=account)
    with pytest.raises(actions.CodeRefused):
        actions.confirm_totp(account=account, code="000", at=NOW)

    assert actions.enrol_totp(account=account) == first
    assert actions.pending_enrolment(account) == first
    assert sign_in(account.username) == account


def test_a_lost_telephone_is_forgotten_and_another_enrolled() -> None:
    account, totp = with_second_factor()
    actions.drop_totp(account=account)

    assert sign_in(account.username) == account
    assert actions.pending_enrolment(account) is None
    assert actions.enrol_totp(account=account).secret != totp.secret


def test_the_secret_rests_encrypted_and_is_refused_when_tampered_with() -> None:
    account, totp = with_second_factor()
    stored = account.totp_secret

    assert totp.secret not in stored
    assert second_factor.opened(stored) == totp.secret
    assert second_factor.sealed(totp.secret) != stored
    with pytest.raises(second_factor.SecretUnreadable):
        second_factor.opened(("A" if stored[0] != "A" else "B") + stored[1:])


def test_the_address_of_the_qr_names_the_account() -> None:
    account = factories.account(username="an.nv")

    uri = actions.enrol_totp(account=account).uri

    assert uri.startswith("otpauth://totp/")
    assert "an.nv" in uri


def test_demo_accounts_are_listed_only_when_labelled() -> None:
    factories.account()
    actions.create_account(
        username="demo.clerk", full_name="Hoàng Thị Mai", demo_label="Tiếp nhận", at=NOW
    )

    assert [a.username for a in queries.demo_accounts()] == ["demo.clerk"]


def test_the_code_may_be_given_on_a_page_of_its_own() -> None:
    account, totp = with_second_factor()
    later = NOW + timedelta(minutes=1)
    with pytest.raises(actions.CodeNeeded) as needed:
        sign_in(account.username, at=later)

    code = totp.at(later)

    assert actions.give_code(account=needed.value.account, totp=code, at=later) == account
    for _ in range(4):
        with pytest.raises(actions.CodeRefused):
            actions.give_code(account=account, totp=code, at=later)
    for _ in range(2):
        with pytest.raises(actions.LockedOut):
            actions.give_code(account=account, totp=code, at=later)
