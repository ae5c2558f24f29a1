"""Reads plain text, Markdown and tab-separated text, line numbers and all."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from motcua.checking.document import Block, Document, Line
from motcua.checking.reading import alignment, assembly, letters, paragraphs, tables
from motcua.checking.reading.paragraphs import Printed
from motcua.checking.reading.tables import Given, Row

_TAB = 4
_RULE = re.compile(r"\s*(?:[-_*=~─━]\s*){3,}\s*")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PIPED = re.compile(r"\s*\|.*\|\s*|[^|]+(?:\|[^|]+){2,}")
_PAGE_NUMBER = re.compile(
    r"\s*[-–]?\s*(?:trang\s+)?(\d{1,3})(?:\s*/\s*\d{1,3})?\s*[-–]?\s*", re.IGNORECASE
)
_FAR_APART = re.compile(r"\s{6,}")
_MANY_FIGURES = 0.3
_MOST_COLUMNS = 40
_TO_FILL = re.compile(r"(?::|(?<!\w)(?:số|ngày|tháng|năm))$", re.IGNORECASE)
#: A line of a table that begins this far right is the rest of the cells above.
_DEEP = "   "


class _Run(NamedTuple):
    """Consecutive lines of one nature."""

    nature: str
    lines: tuple[Line, ...]


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text as an editor counts them."""
    given = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if given and not given[-1]:
        given.pop()
    return tuple(Line(number, letters.composed(line)) for number, line in enumerate(given, 1))


def read(text: str, file: str) -> Document:
    """Return the report in a text."""
    lines = lines_of(text)
    return Document(file=file, lines=lines, blocks=blocks_of(lines))


def read_separated(text: str, file: str) -> Document:
    """Return the report in a file of comma- or semicolon-separated values."""
    lines = lines_of(text)
    sample = "\n".join(line.text for line in lines[:50])
    delimiter = max(";,|\t", key=sample.count)
    reader = csv.reader(io.StringIO("\n".join(line.text for line in lines)), delimiter=delimiter)
    joined = []
    at = 1
    for row in reader:
        cells = "\t".join(" ".join(value.split()) for value in row)
        joined.append(Line(at, cells.rstrip("\t") if cells.strip() else ""))
        at = reader.line_num + 1
    return Document(file=file, lines=lines, blocks=blocks_of(tuple(joined)))


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the paragraphs and tables of the lines, in order."""
    skipped = page_numbers(lines)
    runs = _runs([line for line in lines if line.number not in skipped])
    running = [line.text for run in runs if run.nature == "text" for line in run.lines]
    width = paragraphs.width_of(running)
    blocks: list[Block] = []
    for run in runs:
        if run.nature == "text":
            printed = [
                Printed(line.number, part, indent=_indent(line.text))
                for line in run.lines
                for part in _side_by_side(line.text)
            ]
            blocks += paragraphs.assemble(printed, width=width)
        else:
            assembly.add_table(blocks, _cells(run))
    return tuple(blocks)


def _indent(text: str) -> int:
    shown = text.expandtabs(_TAB)
    return len(shown) - len(shown.lstrip())


def _side_by_side(text: str) -> list[str]:
    """Part a letterhead printed in two columns; what is no text is blank."""
    if _RULE.fullmatch(text):
        return [""]
    halves = _FAR_APART.split(text.strip())
    blank_to_fill = any(_TO_FILL.search(half) for half in halves[:-1]) or halves[-1][:1] in "/-"
    return [text] if len(halves) != len(("left", "right")) or blank_to_fill else halves


def page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that hold nothing but the number of a page, counting up from the first."""
    found: list[int] = []
    expected: int | None = None
    for at, line in enumerate(lines):
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match is None or not _alone(lines, at):
            continue
        number = int(match[1])
        if number == expected or (expected is None and number in {1, 2, 3}):
            found.append(line.number)
            expected = number + 1
    return frozenset(found)


def _alone(lines: Sequence[Line], at: int) -> bool:
    before = lines[at - 1].text.strip() if at else ""
    after = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return not before or not after or "\f" in lines[at].text or "\f" in lines[at + 1].text


def _nature(line: Line) -> str:
    text = line.text
    if _PIPE_RULE.fullmatch(text) and "|" in text:
        return "pipes"
    if _RULE.fullmatch(text) or not text.strip():
        return "blank"
    if text.strip("\t ").count("\t") or text.count("\t") > 1:
        return "tabs"
    if _PIPED.fullmatch(text):
        return "pipes"
    if alignment.FEWEST_COLUMNS <= len(alignment.split(text, 0)) <= _MOST_COLUMNS:
        return "columns"
    return "text" if alignment.flat(text) is None else "flat"


def _runs(lines: Sequence[Line]) -> list[_Run]:
    """Group lines by nature; blank ones belong to the running text around them."""
    natures = [_nature(line) for line in lines]
    for at in range(1, len(lines) - 1):
        wrapped = natures[at] == "text" and lines[at].text.startswith(_DEEP)
        if wrapped and natures[at - 1] == "columns" == natures[at + 1]:
            natures[at] = "columns"
    grouped = [
        _Run(nature, tuple(line for _, line in run))
        for nature, run in groupby(zip(natures, lines, strict=True), key=itemgetter(0))
    ]
    named = [
        run._replace(nature="text") if run.nature == "blank" or not _tabular(run) else run
        for run in grouped
    ]
    return [
        _Run(nature, tuple(line for run in same for line in run.lines))
        for nature, same in groupby(named, key=lambda run: run.nature)
    ]


def _tabular(run: _Run) -> bool:
    if run.nature == "text":
        return True
    rows = _cells(run)
    if run.nature in {"columns", "flat"}:
        given = [[cell.text for cell in row if cell and cell.text] for row in rows]
        figures = [sum(tables.has_figure([text]) for text in row) for row in given]
        # Words set apart to fill a line hold a figure here and there; a table holds little else.
        mostly = sum(figures) >= sum(len(row) for row in given) * _MANY_FIGURES
        return mostly and sum(count > 0 for count in figures) > 1
    return tables.tabular(rows)


def _cells(run: _Run) -> list[Row]:
    if run.nature == "columns":
        return alignment.rows([alignment.split(line.text, line.number) for line in run.lines])
    return [
        [Given(cell, line.number) for cell in _cut(run.nature, line.text)]
        for line in run.lines
        if not _PIPE_RULE.fullmatch(line.text)
    ]


def _cut(nature: str, text: str) -> list[str]:
    if nature == "tabs":
        return text.strip("\f\r").split("\t")
    if nature == "flat":
        return alignment.flat(text) or [text]
    return _piped(text)


def _piped(text: str) -> list[str]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]
