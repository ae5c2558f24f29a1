"""A program: prints as JSON where a PDF leaves room for number, date and signature. Run by ``inspection.places`` alone.

A paper is written with blanks where they will be, as offices do: "Số:      /QĐ-UBND" and
"ngày      tháng      năm 2026" at its head, the signer's name at its end.
"""

import json
import re
import sys
import unicodedata
from ctypes import byref, c_double

import pypdfium2
from pypdfium2 import raw

from motcua.documents.inspection import limits

_BLANK = r"[\s.…_]*"
_NUMBER = re.compile(rf"Số\s?:{_BLANK}(?=/)")
_DATE = re.compile(rf"ngày({_BLANK})tháng({_BLANK})năm", re.IGNORECASE)
#: How far behind its word a number begins, in widths of the type.
_GAP = 0.5


def main() -> None:
    """Look at the first page for the blanks, at all from the last for the name."""
    limits.hold()
    name = unicodedata.normalize("NFC", sys.argv[2])
    with pypdfium2.PdfDocument(sys.argv[1]) as book:
        told = _blanks(book[0]) | _name(book, name)
        last = book[len(book) - 1]
        told |= {"first_page": book[0].get_size(), "last_page": last.get_size()}
    sys.stdout.write(json.dumps(told))


def _blanks(page: pypdfium2.PdfPage) -> dict[str, object]:
    """The serial's, the day's and the month's beginning on their lines, and the size of type there."""
    words = page.get_textpage()
    text = words.get_text_range()
    told: dict[str, object] = {}
    number, date = _NUMBER.search(text), _DATE.search(text)
    if number:
        told["serial"] = _behind(words, text.index(":", number.start()))
    if date:
        told["day"] = _behind(words, date.start(1) - 1)
        told["month"] = _behind(words, date.start(2) - 1)
    return told


def _name(book: pypdfium2.PdfDocument, name: str) -> dict[str, object]:
    """The page and the box of the name where it stands last."""
    wanted = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
    for number in reversed(range(len(book))):
        words = book[number].get_textpage()
        found = list(wanted.finditer(words.get_text_range()))
        if found:
            boxes = [words.get_charbox(at) for at in range(found[-1].start(), found[-1].end())]
            left, bottom, right, top = zip(*boxes, strict=True)
            return {"name": [number, min(left), min(bottom), max(right), max(top)]}
    return {}


def _behind(words: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float]:
    """Where a blank behind the letter ``at`` begins: from the left, the line it stands on, the type's size."""
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(words, at, byref(x), byref(y))
    right = words.get_charbox(at, loose=True)[2]
    size = round(raw.FPDFText_GetFontSize(words, at), 1)
    return right + _GAP * size, y.value, size


if __name__ == "__main__":
    main()
