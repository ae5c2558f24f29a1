"""A report as its reader sees it: lines, and blocks that know which line they came from.

The reader joins what a printer wrapped, drops markup and footnote marks, and normalises letters to
NFC. Everything later quotes ``Paragraph.text`` and cell texts, and names lines by number.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a paragraph is on the page."""

    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PLAIN = "plain"
    NOTE = "note"  # a footnote, its mark in ``marker``


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in a file that has no lines of its own.

    ``page`` of a PDF counts from 1; ``sheet`` and ``row`` (from 1) are those of a workbook. In DOCX,
    ``item`` counts the paragraphs and tables of the body from 0, and ``row`` the rows of that table.
    """

    page: int | None = None
    sheet: str = ""
    item: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text as given, or as extracted; ``number`` counts from 1."""

    number: int
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """From this offset of the paragraph's text on, the text was printed in this line."""

    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, its printed lines joined by single spaces, without marker and markup.

    ``marker`` is the printed bullet or number ("-", "+", "1.1.", "III.", "a)", "#"), empty for
    plain text. ``level`` is the depth: 0 for the text itself, then one per nesting of bullets or
    numbers; of a heading, its rank from 1.
    """

    text: str
    kind: Kind
    level: int
    marker: str
    pieces: tuple[Piece, ...]

    @property
    def line(self) -> int:
        """The line the paragraph begins in."""
        return self.pieces[0].line

    def line_of(self, offset: int) -> int:
        """Return the line the letter at the offset was printed in."""
        at = bisect_right(self.pieces, offset, key=lambda piece: piece.offset)
        return self.pieces[max(at - 1, 0)].line


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a merged one says how many rows and columns it covers and is given once.

    ``row`` and ``column`` count from 0 within its table, header rows included.
    """

    text: str
    line: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words above it, its header rows (the row of column numbers too) and its rows.

    A table that continues after a page break with a repeated header is one table. Blank cells are
    cells with an empty text, so that columns can be counted on.
    """

    caption: str
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    line: int

    def cells(self) -> Iterator[Cell]:
        """Give every cell of the body, row by row."""
        for row in self.rows:
            yield from row


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report; ``file`` is the name it was given under.

    ``remarks`` are Vietnamese sentences about the reading itself, to be shown with any result;
    ``recognised`` says that letters were recognised in pictures, so that any may be mistaken.
    """

    file: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    recognised: bool = False

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The running text, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def line_of(self, paragraph: Paragraph, offset: int) -> int:
        """Return the line of a letter of one of the paragraphs."""
        return paragraph.line_of(offset)
