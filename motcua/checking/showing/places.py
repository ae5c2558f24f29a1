"""Where in a report a finding's quotes stand, so that page and paper can mark them."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.checking.document import Cell, Document, Paragraph, Table
from motcua.checking.findings import Finding

#: A quote of more cells than this is a whole row.
_FEW_CELLS = 3
#: Between the words of a quote, and what Markdown and pages put there.
_BETWEEN = r"(?:[\s|*_\\`]|</?[a-z]{1,6}/?>)+"
_BLANKS = re.compile(_BETWEEN)


@dataclass(frozen=True, slots=True)
class Place:
    """Letters ``start`` to ``end`` of a paragraph, or of a cell of a table.

    ``block`` counts the document's blocks, ``row`` and ``cell`` the rows of the table, header rows
    included, and the cells in the row; both are -1 in a paragraph.
    """

    block: int
    start: int
    end: int
    row: int = -1
    cell: int = -1


@dataclass(frozen=True, slots=True)
class _Run:
    """Text that quotes may come from: a paragraph, or a row of a table with a blank between cells."""

    block: int
    row: int
    first: int
    last: int
    text: str
    cells: tuple[Cell, ...]


class Finder:
    """Finds quotes in one report; made once for all its findings."""

    def __init__(self, document: Document) -> None:
        """Lay out what can be quoted."""
        self._runs = tuple(_runs(document))

    def places(self, finding: Finding) -> tuple[Place, ...]:
        """Return where the finding shows; never empty unless the report is."""
        printed = finding.printed
        found = [
            place
            for quote in finding.quotes
            for place in self._quoted(quote, finding.line, printed)
        ]
        if not found and printed:
            found = [*self._quoted(printed, finding.line, printed)]
        if not found:
            found = [*self._whole(finding.line)]
        return tuple(dict.fromkeys(found))

    def _quoted(self, quote: str, line: int, printed: str) -> Iterator[Place]:
        words = [word for word in _BLANKS.split(quote.strip()) if word]
        pattern = re.compile(_BETWEEN.join(map(re.escape, words)))
        found = [(run, match) for run in self._runs if (match := pattern.search(run.text))]
        if quote.strip() and found:
            run, match = min(found, key=lambda pair: _away(pair[0], line))
            yield from _narrowed(run, [*_in_run(run, match.start(), match.end())], printed)

    def _whole(self, line: int) -> Iterator[Place]:
        near = sorted(self._runs, key=lambda run: _away(run, line))[:1]
        for run in near:
            yield from _in_run(run, 0, len(run.text))


def _away(run: _Run, line: int) -> int:
    return max(run.first - line, line - run.last, 0)


def caption(document: Document, at: int) -> str:
    """The words above a table, unless they stand before it as a paragraph anyway."""
    block = document.blocks[at]
    words = block.caption.strip() if isinstance(block, Table) else ""
    before = [
        one.text for one in document.blocks[max(at - 4, 0) : at] if isinstance(one, Paragraph)
    ]
    return "" if any((text and text in words) or words in text for text in before) else words


def rows_of(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """All rows of a table, header first: what ``Place.row`` counts."""
    return (*table.header, *table.rows)


def _runs(document: Document) -> Iterator[_Run]:
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield _Run(at, -1, block.line, block.pieces[-1].line, block.text, ())
            continue
        for number, row in enumerate(rows_of(block)):
            if row:
                lines = [cell.line for cell in row]
                text = " ".join(cell.text for cell in row)
                yield _Run(at, number, min(lines), max(lines), text, row)


def _narrowed(run: _Run, found: list[Place], printed: str) -> list[Place]:
    """Of a whole row quoted, mark the figure in question, or else the name of the row."""
    if len(found) <= _FEW_CELLS:
        return found
    figures = [one for one in found if _bare(run.cells[one.cell].text) == _bare(printed)]
    named = [one for one in found if any(map(str.isalpha, run.cells[one.cell].text))]
    return figures or named[:1] or found[:1]


def _bare(figure: str) -> str:
    return figure.strip().rstrip("%").rstrip()


def _in_run(run: _Run, start: int, end: int) -> Iterator[Place]:
    if run.row < 0:
        yield Place(run.block, start, end)
        return
    offset = 0
    for number, cell in enumerate(run.cells):
        first, last = max(start - offset, 0), min(end - offset, len(cell.text))
        if first < last:
            yield Place(run.block, first, last, run.row, number)
        offset += len(cell.text) + 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and the numbers of the findings that mark it."""

    text: str
    marks: tuple[int, ...]


def segments(text: str, marked: Sequence[tuple[int, int, int]]) -> tuple[Segment, ...]:
    """Cut a text where marks begin and end; ``marked`` are start, end and number."""
    cuts = sorted({0, len(text), *(cut for start, end, _n in marked for cut in (start, end))})
    return tuple(
        Segment(
            text[first:last],
            tuple(n for start, end, n in marked if start <= first and last <= end),
        )
        for first, last in itertools.pairwise(cuts)
    )
