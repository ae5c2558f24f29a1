"""Tables without lines: words that stand below each other, row after row."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from motcua.checking.reading import numbers
from motcua.checking.reading.tables import Given, Row
from motcua.checking.reading.tokens import Number

FEWEST_COLUMNS = 3
_LONGEST_ROW = 600
_FIGURE = r"(?:\d[\d.,]*%?|-)"
_FLAT = re.compile(
    rf"(?:(?P<ordinal>\d{{1,3}}(?:\.\d{{1,2}})*|[IVX]{{1,4}})\.?\s+)?(?P<label>[^\W\d_].*?)\s+"
    rf"(?P<figures>{_FIGURE}(?:\s+{_FIGURE}){{2,}})"
)
_APART = re.compile(r"\S+(?: \S+)*")
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5})[.)]?\)?")


class Placed(NamedTuple):
    """Words with their left and right edge, in whatever unit, and their line."""

    left: float
    right: float
    text: str
    line: int = 0


class Band(NamedTuple):
    """The stretch a column occupies."""

    left: float
    right: float


def flat(text: str) -> list[str] | None:
    """Return the cells of a row whose columns a program has pushed together, if it is one.

    "1 Hộ tịch 4.215 3.880 291" has a number, words and at least three figures that end the line.
    """
    match = _FLAT.fullmatch(text.strip()) if len(text) <= _LONGEST_ROW else None
    if match is None:
        return None
    return [match["ordinal"] or "", match["label"], *match["figures"].split()]


def split(text: str, line: int) -> list[Placed]:
    """Return the words of a line that stand two blanks or more apart."""
    return [
        Placed(match.start(), match.end(), match[0], line)
        for match in _APART.finditer(text.replace("\u00a0", " "))
    ]


def rows(lines: Sequence[Sequence[Placed]]) -> list[Row]:
    """Return the cells of lines that form a table; wrapped words rejoin the row above."""
    bands = _bands(lines)
    found: list[list[Given | None]] = []
    for line in lines:
        cells = _row(line, bands)
        if found and _is_rest(cells):
            _append(found[-1], cells)
        else:
            found.append(cells)
    return list(found)


def _bands(lines: Sequence[Sequence[Placed]]) -> list[Band]:
    """Return the columns, told by the rows that have the commonest number of parts."""
    sizes = Counter(len(line) for line in lines if len(line) >= FEWEST_COLUMNS)
    usual = max(sizes, key=lambda size: (sizes[size], size))
    parts = sorted(part for line in lines if len(line) == usual for part in line)
    bands: list[Band] = []
    for part in parts:
        if bands and part.left < bands[-1].right:
            bands[-1] = Band(bands[-1].left, max(bands[-1].right, part.right))
        else:
            bands.append(Band(part.left, part.right))
    return bands


def _row(line: Sequence[Placed], bands: Sequence[Band]) -> list[Given | None]:
    number = line[0].line if line else 0
    cells: list[Given | None] = [Given("", number) for _ in bands]
    for part in line:
        covered = [at for at, band in enumerate(bands) if _overlap(part, band) > 0]
        first = covered[0] if covered else _nearest(part, bands)
        before = cells[first]
        words = f"{before.text} {part.text}" if before and before.text else part.text
        free = [at for at in covered if (cell := cells[at]) is not None and not cell.text]
        wide = len(free) if free == covered else 1
        cells[first] = Given(words, number, columns=max(wide, 1))
        for at in covered[1:wide]:
            cells[at] = None
    return cells


def _overlap(part: Placed, band: Band) -> float:
    return min(part.right, band.right) - max(part.left, band.left)


def _nearest(part: Placed, bands: Sequence[Band]) -> int:
    return min(range(len(bands)), key=lambda at: -_overlap(part, bands[at]))


def _is_rest(cells: Sequence[Given | None]) -> bool:
    """Tell whether a row is only the rest of wrapped words of the row above."""
    texts = [cell.text for cell in cells if cell and cell.text]
    figures = any(isinstance(numbers.cell(text), Number) for text in texts)
    begins = bool(texts) and (texts[0][:1].islower() or len(texts) == 1)
    first = cells[0]
    ordinal = first is not None and _ORDINAL.fullmatch(first.text) is not None
    return begins and not figures and not ordinal


def _append(above: list[Given | None], cells: Sequence[Given | None]) -> None:
    for at, cell in enumerate(cells):
        upper = above[at]
        if cell is not None and cell.text and upper is not None:
            above[at] = upper._replace(text=f"{upper.text} {cell.text}".strip())
