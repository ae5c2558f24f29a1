"""Accounts: names anybody can type, passwords that hold."""

from datetime import datetime

import pytest

from motcua.base import clock
from motcua.people import actions, queries
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


def test_a_user_name_belongs_to_one_account_whatever_its_case() -> None:
    factories.account(username="an.nv")

    with pytest.raises(actions.UsernameTaken, match=r"an\.nv"):
        factories.account(username="AN.nv")


@pytest.mark.parametrize("username", ["", "ab", "nguyễn.an", "an nv", ".an", "a" * 81])
def test_a_user_name_can_be_typed_everywhere(username: str) -> None:
    with pytest.raises(actions.UsernameRefused):
        actions.create_account(username=username, full_name="Nguyễn Văn An", at=NOW)


@pytest.mark.parametrize(
    ("password", "why"),
    [("ngan", "10 ký tự"), ("mat-khau-an.nv", "tên đăng nhập"), ("1234567890", "phổ biến")],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, why: str) -> None:
    account = factories.account(username="an.nv")

    with pytest.raises(actions.PasswordRefused, match=why):
        actions.set_password(account=account, password=password)


def test_a_person_changes_the_own_password_only_with_the_present_one() -> None:
    account = factories.account(password=factories.PASSWORD)

    with pytest.raises(actions.PasswordWrong):
        actions.change_password(account=account, present="khong-phai", password="mat-khau-moi-2")
    with pytest.raises(actions.PasswordRefused, match="khác"):
        actions.change_password(
            account=account, present=factories.PASSWORD, password=factories.PASSWORD
        )
    actions.change_password(account=account, present=factories.PASSWORD, password="mat-khau-moi-2")
    account.refresh_from_db()
    assert account.check_password("mat-khau-moi-2")


def test_a_first_password_must_be_changed_and_an_own_one_need_not() -> None:
    account = factories.account()
    actions.set_password(account=account, password=actions.first_password(), must_change=True)
    assert account.must_change_password

    actions.set_password(account=account, password="mat-khau-cua-toi")
    account.refresh_from_db()
    assert not account.must_change_password


def test_user_names_are_proposed_from_the_given_name() -> None:
    assert actions.propose_username("Nguyễn Văn Đông", set()) == "dong.nv"
    assert actions.propose_username("Nguyễn Văn Đông", {"dong.nv", "dong.nv2"}) == "dong.nv3"
    assert actions.propose_username("Mai", set()) == "mai"
    assert actions.propose_username("…", set()) == "canbo"


def test_accounts_are_searched_without_accents_and_sorted_by_given_name() -> None:
    factories.account("Nguyễn Văn Ánh", username="anh.nv")
    factories.account("Nguyễn Thị An", username="an.nt")
    factories.account("Trần Văn Bình", username="binh.tv")

    assert [a.username for a in queries.search_accounts("nguyen")] == ["an.nt", "anh.nv"]
    assert queries.account_named(" AN.nt ") is not None
