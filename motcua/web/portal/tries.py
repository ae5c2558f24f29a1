"""Guessing is made slow: attempts to look a dossier up are counted per address and per number.

The attempt is written before it is counted, so that many at once cannot slip through together.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from motcua.rules import numbers
from motcua.web.portal.models import Lookup

WINDOW = timedelta(minutes=30)
#: Failed attempts on one number within the window, whoever makes them.
FAILED_PER_NUMBER = 5
#: Failed attempts from one address within the window.
FAILED_PER_ADDRESS = 20
#: All attempts from one address within the window.
ALL_PER_ADDRESS = 120
_KEPT = timedelta(days=1)
_SALT = "motcua.web.portal.tries"
_V6_HOUSEHOLD = 64


class TooOften(PermissionError):
    """Too many attempts from this address or on this number; later ones may succeed."""


def begin(*, request: HttpRequest, number: str, at: datetime) -> Lookup:
    """Write an attempt down as failed and return it. Raise ``TooOften`` when it is one too many."""
    Lookup.objects.filter(at__lt=at - _KEPT).delete()
    attempt = Lookup.objects.create(
        address=_fingerprint("address", _household(request)),
        number=_fingerprint("number", numbers.normalise(number)),
        at=at,
    )
    recent = Lookup.objects.filter(at__gt=at - WINDOW, at__lte=at)
    failed = recent.filter(found=False)
    counts = (
        (failed.filter(number=attempt.number), FAILED_PER_NUMBER),
        (failed.filter(address=attempt.address), FAILED_PER_ADDRESS),
        (recent.filter(address=attempt.address), ALL_PER_ADDRESS),
    )
    if any(rows.count() > most for rows, most in counts):
        raise TooOften
    return attempt


def succeed(attempt: Lookup) -> None:
    """Say that the attempt found its dossier: it and the typing errors before it count no more."""
    Lookup.objects.filter(
        Q(pk=attempt.pk) | Q(number=attempt.number, address=attempt.address)
    ).update(found=True)


def _fingerprint(kind: str, value: str) -> str:
    return salted_hmac(f"{_SALT}.{kind}", value, algorithm="sha256").hexdigest()


def _household(request: HttpRequest) -> str:
    """The client's address; of IPv6 the first half, which one household shares.

    Behind a proxy the setting ``CLIENT_ADDRESS_HEADER`` names the header the proxy writes; a request
    without it came past the proxy and counts by the address it came from.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    written = request.headers.get(header, "") if header else ""
    told = (written or request.META.get("REMOTE_ADDR", "")).split(",")[-1].strip()
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _V6_HOUSEHOLD), strict=False))
    return str(address)
