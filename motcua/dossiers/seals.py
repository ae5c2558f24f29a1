"""Canonical forms and digests: of an event, of a free text, of a recorded day.

Căn cứ: Nghị định 13/2023/NĐ-CP và Luật 91/2025/QH15 (texts are erasable, their digest stays) (certainty: medium).
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings

from motcua.base import clock
from motcua.dossiers.models import DossierEvent
from motcua.rules.codes import Status

HASH_VERSION = 2
#: Columns that are not part of an event's canonical form.
_UNSEALED = frozenset({"id", "hash", "text_id"})
#: Types that the canonical form writes as they are; most columns, so they are told apart first.
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
#: The columns that joined the canonical form after its first version, by the version they joined.
JOINED = {
    2: frozenset(
        {
            "route_id",
            "from_step",
            "to_step",
            "step_began_at",
            "step_due_at",
            "found",
            "stay_at_id",
            "stay_due_at",
        }
    )
}


def _columns_of(version: int) -> tuple[str, ...]:
    later = {name for joined, names in JOINED.items() if joined > version for name in names}
    columns = DossierEvent._meta.concrete_fields  # noqa: SLF001 - documented API
    return tuple(sorted({column.attname for column in columns} - _UNSEALED - later))


#: The canonical form per hash version: a new column joins a new version and breaks no old chain.
HASHED_COLUMNS = {version: _columns_of(version) for version in range(1, HASH_VERSION + 1)}


def digest(event: DossierEvent) -> str:
    """Hash an event: its canonical form, which contains the hash of the event before it."""
    columns = HASHED_COLUMNS[event.hash_version]
    return digest_of({name: getattr(event, name) for name in columns}, event.hash_version)


def digest_of(values: Mapping[str, Any], hash_version: int) -> str:
    """Hash the columns of an event (by ``attname``; more than the canonical form needs may be there)."""
    form = {
        name: value if type(value := values[name]) in _AS_THEY_ARE else _plain(value)
        for name in HASHED_COLUMNS[hash_version]
    }
    canonical = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def text_digest(salt: str, text: str) -> str:
    """Hash a free text with its salt, so that an erased text cannot be guessed from its digest."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def day_digest(day: date) -> tuple[int, str]:
    """Count and hash the events recorded on ``day``, in the order of dossier and place."""
    return next(day_digests(first=day, last=day), (day, 0, ""))[1:]


def day_digests(*, first: date, last: date) -> Iterator[tuple[date, int, str]]:
    """Count and hash the events of every recorded day in a span, in the order of the days."""
    rows = (
        DossierEvent.objects.filter(recorded_on__gte=first, recorded_on__lte=last)
        .order_by("recorded_on", "dossier_id", "seq")
        .values_list("recorded_on", "dossier_id", "seq", "hash")
    )
    for day, events in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        content = hashlib.sha256()
        number = 0
        for _day, dossier_id, seq, value in events:
            content.update(f"{dossier_id}/{seq}:{value}\n".encode())
            number += 1
        yield day, number, content.hexdigest()


def chained(prev_digest: str, content: str) -> str:
    """Chain a day's content to the seal before it."""
    return hashlib.sha256(f"{prev_digest}:{content}".encode()).hexdigest()


def signature(digest: str) -> str:
    """Sign a day's digest with the installation's seal key; empty while it has none."""
    key = settings.SEAL_KEY
    return hmac.new(key.encode(), digest.encode(), hashlib.sha256).hexdigest() if key else ""


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return clock.local(value).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Status) else value
