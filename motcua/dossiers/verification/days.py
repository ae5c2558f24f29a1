"""Every sealed day recomputed and its chain followed: a whole dossier cannot vanish unseen."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.dossiers import seals
from motcua.dossiers.models import DaySeal
from motcua.dossiers.verification.findings import Finding, Kind


@dataclass(frozen=True)
class Read:
    """The days looked at and what was found."""

    findings: list[Finding]
    days: int


def read() -> Read:
    """Recompute every seal in the order of the days, and follow their chain."""
    sealed = list(DaySeal.objects.order_by("day"))
    if not sealed:
        return Read([], 0)
    found = {
        day: (number, content)
        for day, number, content in seals.day_digests(first=date.min, last=sealed[-1].day)
    }
    findings: list[Finding] = []
    prev = ""
    for seal in sealed:
        number, content = found.pop(seal.day, (0, ""))
        findings.extend(
            _finding(seal.day, sentence) for sentence in _of_seal(seal, prev, number, content)
        )
        prev = seal.digest
    findings.extend(_without_seal(day, number) for day, (number, _content) in found.items())
    return Read(findings, len(sealed))


def _of_seal(seal: DaySeal, prev: str, number: int, content: str) -> Iterator[str]:
    if seal.prev_digest != prev:
        yield _("niêm phong không nối với ngày được niêm phong trước đó.")
    if number != seal.events:
        counts = {"sealed": seal.events, "found": number}
        yield _("niêm phong %(sealed)d sự kiện, nay còn %(found)d.") % counts
    elif seals.chained(seal.prev_digest, content) != seal.digest:
        yield _("các sự kiện khác với lúc niêm phong.")
    if seal.signature and not _signed(seal):
        yield _("chữ ký niêm phong không đúng với khóa đang dùng.")


def _signed(seal: DaySeal) -> bool:
    """Whether the key in use made the signature; without a key there is nothing to compare with."""
    expected = seals.signature(seal.digest)
    return not expected or hmac.compare_digest(expected, seal.signature)


def _without_seal(day: date, number: int) -> Finding:
    """A day before the last seal has events and no seal: it was taken away."""
    return _finding(day, _("có %(found)d sự kiện nhưng không có niêm phong.") % {"found": number})


def _finding(day: date, sentence: str) -> Finding:
    subject = _("Ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    return Finding(kind=Kind.DAY, subject=subject, sentence=sentence, day=day)
