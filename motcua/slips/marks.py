"""The words a signature shows on the page: the person's in blue, the agency's in black.

The decree wants the picture of the signature and of the seal; these words stand where there is no picture,
and where the agency signs in the upper right corner.

Căn cứ: Nghị định 30/2020/NĐ-CP, Phụ lục I (certainty: medium).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.documents.signing.pades import Mark
from motcua.documents.signing.placing import Place
from motcua.rules import certification, registers
from motcua.slips import printing, typeset
from motcua.slips.wording import day_text, month_text

_LAYOUT = "slips/layout/mark.typ"
_HEAD = "slips/layout/head.typ"
_CERTIFIED = "slips/layout/certified_mark.typ"
#: The corner's words and QR, from the upper edge; what lies between the number's line and the band's end.
_CORNER_POINTS, _UNDER_POINTS = 64.0, 6.0
#: What the decree wants for the agency's words.
_POINTS = 10


def person(*, name: str, place: Place, at: datetime) -> Mark:
    """The person who signed, and when, with the zone (ISO 8601)."""
    return _mark(place, [f"Ký bởi: {name}", _moment(at)], at=at, by_person=True)


def agency(*, name: str, place: Place, at: datetime, number: str = "") -> Mark:
    """The agency, the number of its paper where it has one, and when it signed."""
    numbered = [f"Số: {number}"] if number else []
    return _mark(place, [f"Cơ quan: {name}", *numbered, _moment(at)], at=at, by_person=False)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What the agency says at the head of a paper; ``address`` is where anybody can check it."""

    agency: str
    serial: int
    symbol: str
    dated_on: date
    address: str = ""


def head(told: Issued, *, places: Mapping[str, Any], at: datetime) -> Mark:
    """The agency at the head of a paper: who, when, a QR; number and date in the blanks left for them.

    ``places`` are those of ``documents.inspection``. A number or date without a blank stands in the corner.
    """
    width, height = places["first_page"]
    blanks = _blanks(told, places, height)
    number = registers.text(told.serial, told.symbol)
    whole = all(name in places for name in ("serial", "day", "month"))
    missing = [] if whole else [f"Số: {number}, ngày {told.dated_on:%d/%m/%Y}"]
    deep = max([_CORNER_POINTS, *(blank["down"] + _UNDER_POINTS for blank in blanks)])
    facts = {
        "title": f"{told.agency}, {number}",
        "lines": [f"Cơ quan: {told.agency}", *missing, _moment(at)],
        "blanks": blanks,
        "width": width,
        "height": deep,
        "qr": printing.qr(told.address),
        "qr_words": "Mã QR kiểm tra văn bản này",
    }
    place = Place(page=0, left=0, bottom=height - deep, width=width, height=deep)
    return Mark(place, typeset.pdf(_HEAD, facts, at=at))


def certified(told: Issued, *, place: Place, at: datetime) -> Mark:
    """What the agency certifies a copy by: its number, book and day, who and when, a QR."""
    on = told.dated_on
    facts = {
        "title": f"{told.agency}, {certification.number_text(told.serial, on)}",
        "number": str(told.serial),
        "book": certification.book(on),
        "day": f"Ngày {day_text(on)} tháng {month_text(on)} năm {on.year}",
        "lines": [f"Cơ quan: {told.agency}", _moment(at)],
        "width": place.width,
        "height": place.height,
        "qr": printing.qr(told.address),
        "qr_words": "Mã QR kiểm tra bản sao này",
    }
    return Mark(place, typeset.pdf(_CERTIFIED, facts, at=at))


def _blanks(told: Issued, places: Mapping[str, Any], height: float) -> list[dict[str, Any]]:
    words = {
        "serial": registers.serial_text(told.serial),
        "day": day_text(told.dated_on),
        "month": month_text(told.dated_on),
    }
    return [
        {
            "words": said,
            "left": places[name][0],
            "down": height - places[name][1],
            "size": places[name][2],
            "slanted": name != "serial",
        }
        for name, said in words.items()
        if name in places
    ]


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
