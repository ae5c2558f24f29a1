"""Signing in: the same answer and the same time whether or not the account exists."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.people.actions import second_factor
from motcua.people.actions.accounts import Refused
from motcua.people.models import Account, SignInTally

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
#: A tally nobody added to for so long is forgotten.
FORGOTTEN_AFTER = timedelta(days=1)


class SignInRefused(Refused):
    """The name or the password is wrong; which one is not told."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Tên đăng nhập hoặc mật khẩu chưa đúng.")


class CodeNeeded(Refused):
    """Name and password are right; ``account`` still has to give the second factor."""

    def __init__(self, account: Account) -> None:
        """Keep whose code is awaited."""
        self.account = account
        super().__init__(account.pk)

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Hãy nhập mã xác thực gồm 6 chữ số đang hiện trên điện thoại.")


class LockedOut(Refused):
    """Too many failures under this name, whether or not it exists; ``until`` says for how long."""

    def __init__(self, until: datetime) -> None:
        """Keep when attempts are heard again."""
        self.until = until
        super().__init__(until)

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Đã nhập sai %(times)d lần. Tên đăng nhập này tạm khóa đến %(until)s; "
            "sau đó hãy thử lại, hoặc liên hệ người quản trị."
        ) % {"times": FAILURES_ALLOWED, "until": f"{self.until.hour} giờ {self.until:%M}"}


def sign_in(*, username: str, password: str, totp: str, at: datetime) -> Account:
    """Return the account these prove. ``totp`` is "" while none was asked for.

    Raise ``SignInRefused``, ``CodeNeeded``, ``second_factor.CodeRefused``, or ``LockedOut`` after
    five failures for 15 minutes. Failures are kept even though this raises: call it outside any
    transaction that an exception rolls back.
    """
    with transaction.atomic():
        tally = _tally(username, at)
        result = _attempt(tally, username.strip().lower(), password, totp, at)
    if isinstance(result, Account):
        return result
    raise result


def give_code(*, account: Account, totp: str, at: datetime) -> Account:
    """Finish signing in after ``CodeNeeded``. Raise ``second_factor.CodeRefused`` or ``LockedOut``.

    Failures are kept even though this raises, as in ``sign_in``.
    """
    with transaction.atomic():
        tally = _tally(account.username, at)
        result = _locked(tally, at) or _second(tally, account, totp, at)
    if isinstance(result, Account):
        return result
    raise result


def _locked(tally: SignInTally, at: datetime) -> LockedOut | None:
    if tally.locked_until is None or at >= tally.locked_until:
        return None
    return LockedOut(tally.locked_until.astimezone(at.tzinfo))


def _second(tally: SignInTally, account: Account, totp: str, at: datetime) -> Account | ValueError:
    try:
        second_factor.use_code(account=account, code=totp, at=at)
    except second_factor.CodeRefused as refused:
        return _failed(tally, at, refused)
    tally.delete()
    return account


def _attempt(
    tally: SignInTally, username: str, password: str, totp: str, at: datetime
) -> Account | ValueError:
    """Return the account, or what went wrong; count it."""
    locked = _locked(tally, at)
    if locked is not None:
        return locked
    account = Account.objects.filter(username=username, is_active=True).first()
    if not _password_fits(account, password) or account is None:
        return _failed(tally, at, SignInRefused())
    if account.totp_confirmed_at is None:
        tally.delete()
        return account
    return _second(tally, account, totp, at) if totp else CodeNeeded(account)


def _password_fits(account: Account | None, password: str) -> bool:
    """Check the password; spend as long on a name that does not exist."""
    if account is None:
        make_password(password)
        return False
    return account.check_password(password)


def _failed(tally: SignInTally, at: datetime, error: ValueError) -> ValueError:
    """Count one failure; at the last one allowed, lock the name and say so instead."""
    tally.failures += 1
    tally.last_failed_at = at
    if tally.failures >= FAILURES_ALLOWED:
        tally.failures = 0
        tally.locked_until = at + LOCKED_FOR
        error = LockedOut(tally.locked_until)
    tally.save(update_fields=["failures", "locked_until", "last_failed_at"])
    return error


def _tally(username: str, at: datetime) -> SignInTally:
    """Return the tally of a name, held, after forgetting old ones."""
    SignInTally.objects.filter(last_failed_at__lt=at - FORGOTTEN_AFTER).delete()
    digest = hmac.new(
        settings.SECRET_KEY.encode(), username.strip().lower().encode(), hashlib.sha256
    ).hexdigest()
    tally, _made = SignInTally.objects.select_for_update().get_or_create(
        name_digest=digest, defaults={"last_failed_at": at}
    )
    return tally
