"""Bullets, numbers and letters at the beginning of a paragraph."""

import re
from typing import NamedTuple

from motcua.checking.reading.words import COUNTED

_BULLETS = "-–—+*•▪●◦○■□❖➢➤►✓✔·"
_ROMAN = re.compile(r"(?P<marker>(?:[IVX]{1,5}))\s?(?P<dot>[.)/]|[-–])\s*(?=\S)")
_PART = re.compile(
    r"(?P<marker>phần\s+(?:thứ\s+\S+|[IVX]+|\d+)|(?:mục|chương)\s+[IVX]+)\s*[.:\-–]?\s+(?=\S)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?P<marker>[A-HĐ])\s?[.)/]\s+(?=\S)")
_NUMBERS = re.compile(r"(?P<marker>\d{1,2}(?:\.\d{1,2}){1,4})(?P<dot>[.)/]?)\s+(?=\S)")
_NUMBER = re.compile(r"(?P<marker>\d{1,2})(?P<dot>[.)/])\s*(?=\S)")
_LETTER = re.compile(r"(?P<marker>[a-zđ](?:\d(?:\.\d)?)?)(?P<dot>[.)])\s+(?=\S)")
_BRACKETED = re.compile(r"(?P<marker>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\))\s+(?=\S)")
_BULLET = re.compile(rf"(?P<marker>[{_BULLETS}]|=>|->|o(?=\s+[^\W\d_a-zà-ỹ]))\s*(?=\S)")
#: A row of an outline ends with its figure: "A. Hồ sơ phải giải quyết: 1.234 hồ sơ".
_ROW = re.compile(r":\s*\d[\d.,]*\s*(?:[^\W\d_]+\s*){0,3}[.;]?\s*$")
#: A row that begins with its figure: "2. 5.688 hồ sơ đã giải quyết".
_COUNTED = re.compile(rf"\d[\d.]*\s+{COUNTED}", re.IGNORECASE)
_RANK_OF_LETTER = 4


class Marker(NamedTuple):
    """What stands before the words of a paragraph.

    ``family`` is shared by markers of one list; ``rank`` is that of a heading with such a marker,
    0 where a heading has none like it.
    """

    printed: str
    family: str
    rank: int


def _capital(text: str) -> bool:
    return text.lstrip("“\"'( ")[:1].isupper()


def _shouted(text: str) -> bool:
    word = re.match(r"[^\W\d_]+", text)
    return word is not None and word[0].isupper() and len(word[0]) > 1


def split(text: str) -> tuple[Marker | None, str]:
    """Return the marker a line begins with, and the rest."""
    for attempt in (_outline, _numbered, _listed):
        found = attempt(text)
        if found is not None:
            return found
    return None, text


def _outline(text: str) -> tuple[Marker, str] | None:
    if match := _PART.match(text):
        return Marker(match[0].strip(), "part", 1), text[match.end() :]
    if match := _ROMAN.match(text):
        rest = text[match.end() :]
        if _shouted(rest) or (match["dot"] in ".)" and _capital(rest)):
            return Marker(match[0].strip(), "I", 1), rest
    if match := _CAPITAL.match(text):
        rest = text[match.end() :]
        if _shouted(rest) or (_capital(rest) and _ROW.search(rest)):
            return Marker(match[0].strip(), "A", 1), rest
    return None


def _numbered(text: str) -> tuple[Marker, str] | None:
    if match := _NUMBERS.match(text):
        rest = text[match.end() :]
        if match["dot"] or _capital(rest):
            depth = match["marker"].count(".") + 1
            return Marker(match[0].strip(), f"1{'.1' * (depth - 1)}", depth + 1), rest
    if match := _NUMBER.match(text):
        rest = text[match.end() :]
        spaced = match[0][-1].isspace()
        named = _capital(rest) or (spaced and _COUNTED.match(rest) is not None)
        if named and (spaced or match["dot"] != "/"):
            return Marker(match[0].strip(), "1" + match["dot"].replace(".", ""), 2), rest
    return None


def _listed(text: str) -> tuple[Marker, str] | None:
    if match := _LETTER.match(text):
        rest = text[match.end() :]
        if match["dot"] == ")" or _capital(rest):
            family = "a" if match["marker"].isalpha() else "a1"
            return Marker(match[0].strip(), family, _RANK_OF_LETTER), rest
    if match := _BRACKETED.match(text):
        family = "(1)" if match["marker"][1].isdigit() else "(a)"
        return Marker(match[0].strip(), family, 0), text[match.end() :]
    if match := _BULLET.match(text):
        rest = text[match.end() :]
        if match[0][-1].isspace() or not rest[:1].isdigit():
            return Marker(match[0].strip(), match["marker"].replace("–", "-"), 0), rest
    return None
