"""Which letters our fonts have. What they lack is printed as "?", never as a box or not at all."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONT = Path(__file__).resolve().parent / "fonts" / "LiberationSerif-Regular.ttf"
REPLACEMENT = "?"
_SEGMENTS = 4
_TABLE_RECORD = ">4sIII"
_CMAP_RECORD = ">HHI"


def printable(text: str) -> str:
    """Compose the letters, leave out invisible signs, and replace what the fonts lack by "?"."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_shown(letter) for letter in composed)


def _shown(letter: str) -> str:
    if unicodedata.category(letter) == "Cf":
        return ""
    return letter if ord(letter) in covered() or letter in "\n\t" else REPLACEMENT


@cache
def covered() -> frozenset[int]:
    """The code points of the basic plane that the regular font draws, read from its ``cmap`` table."""
    font = FONT.read_bytes()
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(_CMAP_RECORD, font, table + 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", font, table + offset)
        if kind == _SEGMENTS:
            return frozenset(_segments(font, table + offset))
    message = f"{FONT.name}: no character map"
    raise LookupError(message)


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(_TABLE_RECORD, font, 12 + 16 * n) for n in range(count))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _segments(font: bytes, start: int) -> set[int]:
    """Read a map of segments (format 4): every code point from first to last that has a glyph."""
    (twice,) = struct.unpack_from(">H", font, start + 6)
    count = twice // 2
    ends, firsts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, start + at)
        for at in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    )
    found = set()
    for n, (first, last, delta, offset) in enumerate(
        zip(firsts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, last + 1):
            if offset:
                place = start + 16 + 3 * twice + 2 * n + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, place)
            else:
                glyph = (code + delta) % 0x10000
            if glyph:
                found.add(code)
    return found - {0xFFFF}
