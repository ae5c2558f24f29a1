"""The second factor: six digits from a telephone, good for half a minute and for one use.

The shared secret rests encrypted under a key derived from the installation's own: a pad made by
HMAC-SHA-256 from a fresh nonce, sealed by a second HMAC. A secret is never longer than the pad.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.people.actions.accounts import PasswordWrong, Refused
from motcua.people.models import Account

STEP_SECONDS = 30
#: A telephone's clock may be this many steps off.
STEPS_OFF = 1
ISSUER = "Một cửa"
NONCE_BYTES = 16
TAG_BYTES = 32


class CodeRefused(Refused):
    """The six digits are wrong, too old, or were used before."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Mã xác thực chưa đúng hoặc đã dùng. Hãy nhập mã mới đang hiện trên điện thoại.")


class SecretUnreadable(RuntimeError):
    """The stored secret does not open: the installation's secret key was replaced."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a person needs once to set up the telephone: the secret, and the address of a QR."""

    account_id: int
    secret: str
    uri: str


def enrol_totp(*, account: Account) -> Enrolment:
    """Begin (or begin again) to enrol a second factor; it counts once ``confirm_totp`` proved it.

    An enrolment begun but not confirmed is shown again with the same secret.
    """
    begun = pending_enrolment(account)
    if begun is not None:
        return begun
    secret = pyotp.random_base32()
    account.totp_secret = sealed(secret)
    account.totp_confirmed_at = None
    account.totp_last_step = 0
    account.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    return _enrolment(account, secret)


def pending_enrolment(account: Account) -> Enrolment | None:
    """Return the enrolment begun and not yet confirmed, or None."""
    if not account.totp_secret or account.totp_confirmed_at is not None:
        return None
    return _enrolment(account, opened(account.totp_secret))


def _enrolment(account: Account, secret: str) -> Enrolment:
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)
    return Enrolment(account_id=account.pk, secret=secret, uri=uri)


def confirm_totp(*, account: Account, code: str, at: datetime) -> Account:
    """Finish the enrolment with a code the telephone shows. Raise ``CodeRefused``."""
    use_code(account=account, code=code, at=at)
    account.totp_confirmed_at = at
    account.save(update_fields=["totp_confirmed_at"])
    return account


@transaction.atomic
def renew_totp(*, account: Account, present: str) -> Enrolment:
    """Let a person enrol anew, on another telephone say. Raise ``accounts.PasswordWrong``."""
    if not account.check_password(present):
        raise PasswordWrong
    return enrol_totp(account=drop_totp(account=account))


def drop_totp(*, account: Account) -> Account:
    """Forget the second factor, for a lost telephone; roles that need one enrol again at sign-in."""
    account.totp_secret = ""
    account.totp_confirmed_at = None
    account.totp_last_step = 0
    account.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    return account


@transaction.atomic
def use_code(*, account: Account, code: str, at: datetime) -> None:
    """Accept a code once. Raise ``CodeRefused`` for a wrong, stale or repeated one."""
    account.refresh_from_db(from_queryset=Account.objects.select_for_update())
    digits = "".join(code.split())
    step = _matching_step(account, digits, at)
    if step is None:
        raise CodeRefused
    account.totp_last_step = step
    account.save(update_fields=["totp_last_step"])


def _matching_step(account: Account, digits: str, at: datetime) -> int | None:
    if not account.totp_secret or not digits.isascii():
        return None
    totp = pyotp.TOTP(opened(account.totp_secret), interval=STEP_SECONDS)
    present = int(at.timestamp()) // STEP_SECONDS
    near = range(present - STEPS_OFF, present + STEPS_OFF + 1)
    fresh = (step for step in near if step > account.totp_last_step)
    return next((s for s in fresh if hmac.compare_digest(totp.generate_otp(s), digits)), None)


def sealed(secret: str) -> str:
    """Return a secret of at most 32 letters encrypted for rest."""
    plain = secret.encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = nonce + _crossed(plain, nonce)
    return base64.urlsafe_b64encode(body + _mac(b"seal", body)).decode()


def opened(stored: str) -> str:
    """Return the secret that ``sealed`` hid. Raise ``SecretUnreadable``."""
    raw = base64.urlsafe_b64decode(stored.encode())
    body, tag = raw[:-TAG_BYTES], raw[-TAG_BYTES:]
    if not hmac.compare_digest(tag, _mac(b"seal", body)):
        raise SecretUnreadable
    return _crossed(body[NONCE_BYTES:], body[:NONCE_BYTES]).decode()


def _crossed(letters: bytes, nonce: bytes) -> bytes:
    pad = _mac(b"pad", nonce)
    if len(letters) > len(pad):
        raise ValueError(len(letters))
    return bytes(a ^ b for a, b in zip(letters, pad, strict=False))


def _mac(purpose: bytes, message: bytes) -> bytes:
    label = b"motcua.people.second_factor." + purpose
    key = hmac.digest(settings.SECRET_KEY.encode(), label, hashlib.sha256)
    return hmac.digest(key, message, hashlib.sha256)
