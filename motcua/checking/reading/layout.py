"""Where words stand on a page: segments, visual lines, and the parts of a line."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

_COLUMN_GAP = 24.0
_WORD_GAP = 1.0
_REACH = 6.0
_SMALL = 0.52
_HIGH = 0.2
#: Lines end in one letter here, and a hyphen that ends a line is a hyphen.
PDF_LETTERS = str.maketrans({"\r": "", "\x02": "-", "\ufffe": "-"})
_MOST_SEGMENTS = 20_000
_NOTE_MARK = re.compile(r"\s*(\d{1,3})\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    size: float = 0.0

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Part:
    """A visual line, or the part of one that stands apart from the rest."""

    segments: tuple[Segment, ...]

    @cached_property
    def text(self) -> str:
        """The words, footnote marks raised."""
        words = ""
        largest = max(segment.size for segment in self.segments)
        edge: float | None = None
        for segment in self.segments:
            if edge is not None and segment.left - edge > _WORD_GAP and not words.endswith(" "):
                words += " "
            mark = _NOTE_MARK.fullmatch(segment.text)
            raised = mark and self._raises(segment, largest)
            words += f"<sup>{mark[1]}</sup>" if mark and raised else segment.text
            edge = segment.right
        return words.strip()

    def _raises(self, segment: Segment, largest: float) -> bool:
        """Tell whether a figure stands small and high, as the marks of footnotes do."""
        low = min(other.bottom for other in self.segments)
        small = segment.top - segment.bottom < largest * _SMALL
        return small and segment.bottom > low + largest * _HIGH

    @property
    def left(self) -> float:
        """The left edge."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """The right edge."""
        return self.segments[-1].right

    @property
    def height(self) -> float:
        """How high its middle stands on the page."""
        return max(self.segments, key=lambda segment: segment.size).middle[1]

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.segments, key=lambda segment: len(segment.text)).size


def segments(words: pypdfium2.PdfTextPage) -> list[Segment]:
    """Return the segments of a page in the order in which they were written."""
    found = []
    for at in range(min(words.count_rects(), _MOST_SEGMENTS)):
        left, bottom, right, top = words.get_rect(at)
        text = (
            words.get_text_bounded(left, bottom, right, top)
            .translate(PDF_LETTERS)
            .replace("\n", " ")
        )
        if text.strip():
            size = _size(words, left, bottom, right, top)
            found.append(Segment(left, bottom, right, top, text, size))
    return found


def _size(
    words: pypdfium2.PdfTextPage, left: float, bottom: float, right: float, top: float
) -> float:
    at = words.get_index((left + right) / 2, (bottom + top) / 2, _REACH, (top - bottom) / 2)
    return float(pdfium.FPDFText_GetFontSize(words.raw, ctypes.c_int(at))) if at is not None else 0


def lines(given: Iterable[Segment]) -> list[list[Part]]:
    """Return the visual lines from top to bottom, each cut where its words stand far apart."""
    rows: list[list[Segment]] = []
    for segment in sorted(given, key=lambda segment: (-segment.middle[1], segment.left)):
        home = next((row for row in reversed(rows[-3:]) if _level(row[0], segment)), None)
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    return [_parts(sorted(row, key=lambda segment: segment.left)) for row in rows]


def _level(one: Segment, other: Segment) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= min(one.top - one.bottom, other.top - other.bottom) / 2


def _parts(row: Sequence[Segment]) -> list[Part]:
    parts: list[list[Segment]] = [[row[0]]]
    for segment in row[1:]:
        if segment.left - parts[-1][-1].right > _COLUMN_GAP:
            parts.append([segment])
        else:
            parts[-1].append(segment)
    return [Part(tuple(part)) for part in parts]
