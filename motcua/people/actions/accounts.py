"""Accounts are made, get passwords, and are switched off; they are never deleted."""

import re
import secrets
from collections.abc import Container
from datetime import datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.base import text
from motcua.people.models import Account, AccountKind

SHORTEST_PASSWORD = 10
#: What a user name looks like.
USABLE = re.compile(r"[a-z0-9][a-z0-9._@-]{1,78}[a-z0-9]")
#: Letters and digits that are not mistaken for one another when read from paper.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class Refused(ValueError):
    """An act the facts do not allow; its text is a Vietnamese sentence a person can act on."""


class UsernameTaken(Refused):
    """Another account bears the user name; ``args[0]`` is the name."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Tên đăng nhập “%(username)s” đã có người dùng.") % {"username": self.args[0]}


class UsernameRefused(Refused):
    """The user name has letters nobody can type everywhere, or too few or many; ``args[0]``."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ - (3 đến 80 ký tự).")


class PasswordRefused(Refused):
    """The new password is too weak; ``reasons`` say why, in Vietnamese."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(*reasons)

    def __str__(self) -> str:
        """Say all reasons."""
        return " ".join(self.reasons)


class PasswordWrong(Refused):
    """The present password was not given rightly."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Mật khẩu hiện tại chưa đúng.")


def create_account(
    *,
    username: str,
    full_name: str,
    at: datetime,
    password: str | None = None,
    kind: AccountKind = AccountKind.OFFICER,
    phone: str = "",
    email: str = "",
    must_change_password: bool = False,
    demo_label: str = "",
) -> Account:
    """Make an account, which may do nothing until it is assigned to a post.

    Without a password nobody can sign in with it. ``demo_label`` lists it on the sign-in page of a
    demonstration. Raise ``UsernameTaken`` or ``UsernameRefused``; the password is not judged
    (``set_password`` does that).
    """
    username = username.strip().lower()
    if not is_usable_username(username):
        raise UsernameRefused(username)
    name = " ".join(full_name.split())
    account = Account(
        username=username,
        full_name=name,
        full_name_fold=text.fold(name),
        full_name_key=text.name_key(name),
        kind=kind,
        phone=phone,
        email=email,
        must_change_password=must_change_password,
        demo_label=demo_label,
        created_at=at,
    )
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as taken:
        raise UsernameTaken(username) from taken
    return account


def is_usable_username(username: str) -> bool:
    """Tell whether an account may be called so: letters without marks, digits, . _ - @."""
    return USABLE.fullmatch(username) is not None


def set_password(*, account: Account, password: str, must_change: bool = False) -> Account:
    """Give the account a new password, kept as an argon2 digest. Raise ``PasswordRefused``.

    ``must_change``: the person chooses an own one at the next sign-in.
    """
    reasons = _reasons_against(password, account)
    if reasons:
        raise PasswordRefused(reasons)
    account.set_password(password)
    account.must_change_password = must_change
    account.save(update_fields=["password", "must_change_password"])
    return account


def change_password(*, account: Account, present: str, password: str) -> Account:
    """Let a person replace the own password. Raise ``PasswordWrong`` or ``PasswordRefused``."""
    if not account.check_password(present):
        raise PasswordWrong
    if present == password:
        raise PasswordRefused([_("Mật khẩu mới phải khác mật khẩu hiện tại.")])
    return set_password(account=account, password=password)


def switch_off_account(*, account: Account) -> Account:
    """Let nobody sign in with the account any more; what it did keeps its name."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    return account


def switch_on_account(*, account: Account) -> Account:
    """Let the account sign in again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    return account


def first_password() -> str:
    """Return a random password of three groups, easy to copy from paper, hard to guess."""
    groups = ("".join(secrets.choice(READABLE) for _ in range(5)) for _ in range(3))
    return "-".join(groups)


def propose_username(full_name: str, taken: Container[str]) -> str:
    """Return a free user name made of the given name and initials: Nguyễn Văn An is ``an.nv``."""
    words = re.findall(r"[a-z0-9]+", text.fold(full_name)) or ["canbo"]
    base = ".".join(filter(None, [words[-1], "".join(word[0] for word in words[:-1])]))
    username, number = base, 2
    while username in taken:
        username, number = f"{base}{number}", number + 1
    return username


def _reasons_against(password: str, account: Account) -> list[str]:
    if len(password) < SHORTEST_PASSWORD:
        return [
            ngettext(
                "Mật khẩu phải có ít nhất %(count)d ký tự.",
                "Mật khẩu phải có ít nhất %(count)d ký tự.",
                SHORTEST_PASSWORD,
            )
            % {"count": SHORTEST_PASSWORD}
        ]
    if account.username and account.username in password.lower():
        return [_("Mật khẩu không được chứa tên đăng nhập.")]
    try:
        password_validation.validate_password(password, account)
    except ValidationError as weak:
        return list(weak.messages)
    return []
