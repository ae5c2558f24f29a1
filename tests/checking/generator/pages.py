"""Blocks of a report, and how they are printed: Markdown, wrapped PDF text, tab-separated, plain, DOCX."""

import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from docx import Document as NewDocument

#: A figure's mention is preceded by one private letter that says which mention it is.
FIRST_MARK = 0xE000


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; ``depth`` 0 is plain, above that a bullet."""

    text: str
    depth: int = 0
    note: bool = False


@dataclass(frozen=True)
class Grid:
    """A table."""

    caption: str
    header: Sequence[Sequence[str]]
    rows: Sequence[Sequence[str]]


Block = Heading | Text | Grid


@dataclass(frozen=True)
class Printed:
    """A printed report: its name, bytes, its text when it has lines, and the line of each mention."""

    name: str
    content: bytes
    text: str
    lines: dict[int, int]


def mark(mention: int) -> str:
    return chr(FIRST_MARK + mention)


def _unmark(text: str) -> tuple[str, dict[int, int]]:
    lines, clean = {}, []
    for number, line in enumerate(text.split("\n"), start=1):
        for letter in line:
            if FIRST_MARK <= ord(letter) < FIRST_MARK + 6000:
                lines[ord(letter) - FIRST_MARK] = number
        clean.append("".join(c for c in line if not FIRST_MARK <= ord(c) < FIRST_MARK + 6000))
    return "\n".join(clean), lines


def _as_text(name: str, text: str) -> Printed:
    clean, lines = _unmark(text)
    return Printed(name, clean.encode(), clean, lines)


def markdown(blocks: Sequence[Block], rng: Random) -> Printed:
    """Print as Markdown, as converters from DOCX do."""
    out: list[str] = []
    bold = rng.random() < 0.6
    for block in blocks:
        if isinstance(block, Heading):
            text = f"**{block.text}**" if bold else block.text
            out.append(f"{'#' * min(block.level + 1, 4)} {text}")
        elif isinstance(block, Text):
            text = f"*({block.text})*" if block.note else block.text
            out.append(f"{'  ' * (block.depth - 1)}- {text}" if block.depth else text)
        else:
            out.append(_pipes(block))
    return _as_text("bao-cao.md", "\n\n".join(out) + "\n")


def _pipes(grid: Grid) -> str:
    head, *more = grid.header
    rows = [head, ["---"] * len(head), *more, *grid.rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return f"{grid.caption}\n\n" + "\n".join(lines) if grid.caption else "\n".join(lines)


def wrapped(blocks: Sequence[Block], rng: Random) -> Printed:
    """Print as text taken out of a PDF: hard-wrapped, with a blank line here and there."""
    width = rng.randint(68, 90)
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            out += [block.caption, *("\t".join(row) for row in (*block.header, *block.rows)), ""]
            continue
        bullet = "- " if isinstance(block, Text) and block.depth == 1 else ""
        bullet = "+ " if isinstance(block, Text) and block.depth == 2 else bullet
        text = f"({block.text})" if isinstance(block, Text) and block.note else block.text
        lines = textwrap.wrap(bullet + text, width, break_on_hyphens=False, break_long_words=False)
        for number, line in enumerate(lines):
            out.append(line + (" " if number < len(lines) - 1 else ""))
            if number < len(lines) - 1 and rng.random() < 0.06:
                out.append("")
        if isinstance(block, Heading) or rng.random() < 0.3:
            out.append("")
    return _as_text("bao-cao.txt", "\n".join(out) + "\n")


def plain(blocks: Sequence[Block], rng: Random) -> Printed:
    """Print one line per paragraph, tables separated by tabs."""
    out: list[str] = []
    gap = rng.random() < 0.5
    for block in blocks:
        if isinstance(block, Grid):
            out += [block.caption] if block.caption else []
            out += ["\t".join(row) for row in (*block.header, *block.rows)] + [""]
        elif isinstance(block, Text) and block.depth:
            out.append(("- ", "+ ")[block.depth - 1] + block.text)
        else:
            out += ["", block.text] if isinstance(block, Heading) else [block.text]
        if gap and not isinstance(block, Grid):
            out.append("")
    return _as_text("bao-cao.txt", "\n".join(out) + "\n")


def aligned(blocks: Sequence[Block], rng: Random) -> Printed:
    """Print tables with blanks between the columns, as ``pdftotext -layout`` does."""
    out: list[str] = []
    gap = " " * rng.randint(3, 6)
    for block in blocks:
        if not isinstance(block, Grid):
            out += [block.text, ""]
            continue
        rows = [list(row) for row in (*block.header, *block.rows)]
        widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
        out += [block.caption, ""]
        for row in rows:
            cells = [
                text + " " * (wide - _width(text)) if at < 2 else " " * (wide - _width(text)) + text
                for at, (text, wide) in enumerate(zip(row, widths, strict=True))
            ]
            out.append(gap.join(cells).rstrip())
        out.append("")
    return _as_text("bao-cao.txt", "\n".join(out) + "\n")


def _width(text: str) -> int:
    return sum(not FIRST_MARK <= ord(letter) < FIRST_MARK + 6000 for letter in text)


def word(blocks: Sequence[Block], _rng: Random) -> Printed:
    """Print as DOCX; where a mention stands is known by its words alone."""
    document = NewDocument()
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(_unmark(block.text)[0], min(block.level, 4))
        elif isinstance(block, Text):
            style = (None, "List Bullet", "List Bullet 2")[block.depth]
            document.add_paragraph(_unmark(block.text)[0], style)
        else:
            _word_table(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return Printed("bao-cao.docx", stream.getvalue(), "", {})


def _word_table(document: NewDocument, grid: Grid) -> None:
    if grid.caption:
        document.add_paragraph(_unmark(grid.caption)[0])
    rows = [*grid.header, *grid.rows]
    table = document.add_table(len(rows), len(rows[0]))
    cells = table._cells
    for at, text in enumerate(cell for row in rows for cell in row):
        cells[at].text = _unmark(text)[0]


Printer = Callable[[Sequence[Block], Random], Printed]
