"""The words a signature shows on the page: the person's in blue, the agency's in black.

The decree wants the picture of the signature and of the seal; these words stand where there is no picture,
and where the agency signs in the upper right corner.

Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: medium).
"""

from collections.abc import Sequence
from datetime import datetime

from motcua.documents.signing.pades import Mark
from motcua.documents.signing.placing import Place
from motcua.slips import typeset

_LAYOUT = "slips/layout/mark.typ"
#: What the decree wants for the agency's words.
_POINTS = 10


def person(*, name: str, place: Place, at: datetime) -> Mark:
    """The person who signed, and when, with the zone (ISO 8601)."""
    return _mark(place, [f"Ký bởi: {name}", _moment(at)], at=at, by_person=True)


def agency(*, name: str, place: Place, at: datetime, number: str = "") -> Mark:
    """The agency, the number of its paper where it has one, and when it signed."""
    numbered = [f"Số: {number}"] if number else []
    return _mark(place, [f"Cơ quan: {name}", *numbered, _moment(at)], at=at, by_person=False)


def _moment(at: datetime) -> str:
    return f"Thời gian ký: {at.isoformat(timespec='seconds')}"


def _mark(place: Place, lines: Sequence[str], *, at: datetime, by_person: bool) -> Mark:
    facts = {
        "title": lines[0],
        "lines": list(lines),
        "width": place.width,
        "height": place.height,
        "size": _POINTS,
        "person": by_person,
    }
    return Mark(place, typeset.pdf(_LAYOUT, facts, at=at))
