"""Reads PDF: the words of each page, its tables, its footnotes, without running heads."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from motcua.checking.document import Document, Place
from motcua.checking.reading import alignment, layout, legacy, pictures, rulings
from motcua.checking.reading.alignment import Placed
from motcua.checking.reading.archives import damaged, locked
from motcua.checking.reading.extracts import Extract
from motcua.checking.reading.layout import Part
from motcua.checking.reading.refusals import DAMAGE, Unreadable
from motcua.checking.reading.rulings import Grid
from motcua.checking.reading.tables import Given, Row

_MOST_PAGES = 600
_FEWEST_LETTERS = 12
_MARGIN = 0.1
_REPEATED = 3
_INDENT = 9.0
_LEADING = 1.45
_SMALLER = 0.93
_USUAL_WORD = 5
_TOLERANCE = 1.15
_MOST_UNKNOWN = 0.1
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*", re.IGNORECASE)
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08]")
_FIGURE = re.compile(r"[\d.,()%/=+\s]+")
_NOTE = re.compile(r"(?:<sup>)?(\d{1,2})(?:</sup>)?\s*(?=[^\W\d_])")


@dataclass(slots=True)
class _Page:
    """What stands on one page, each thing with its height."""

    number: int
    height: float
    lines: list[list[Part]]
    tables: list[tuple[float, list[Row]]] = field(default_factory=list)
    pictured: bool = False
    pitch: float = 0.0
    edge: float = 0.0

    def measure(self) -> None:
        """Note how far one line usually stands below another, and how far right lines reach."""
        heights = [line[0].height for line in self.lines]
        steps = [above - below for above, below in pairwise(heights) if above > below]
        self.pitch = statistics.median_low(steps) if steps else 0.0
        self.edge = max((line[-1].right for line in self.lines), default=0.0)

    def in_margin(self, line: list[Part]) -> bool:
        return not self.height * _MARGIN < line[0].height < self.height * (1 - _MARGIN)


def read(content: bytes, name: str) -> Document:
    """Return the report in the bytes of a PDF file. Raises ``Unreadable``."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        protected = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable(locked(name) if protected else damaged(name)) from error
    try:
        count = len(file)
        if count == 0:
            raise Unreadable(damaged(name))
        pages = [_page(file[at], at + 1) for at in range(min(count, _MOST_PAGES))]
        silent = [page.number for page in pages if _hides_words(page)]
        seen = [number for number in silent if pages[number - 1].pictured]
        recognised = pictures.recognise(file, seen, name) if seen else {}
    except (pypdfium2.PdfiumError, *DAMAGE) as error:
        raise Unreadable(damaged(name)) from error
    finally:
        file.close()
    if not recognised and not any(_speaks(page) for page in pages):
        raise Unreadable(pictures.nothing_to_read(name))
    read_in_part = [] if count <= _MOST_PAGES else [f"Chỉ đọc {_MOST_PAGES} trang đầu của tệp."]
    return _document(pages, recognised, silent, name, read_in_part)


def _page(page: pypdfium2.PdfPage, number: int) -> _Page:
    words = page.get_textpage()
    segments = layout.segments(words)
    grids = rulings.grids(page)
    free = [
        segment for segment in segments if not any(grid.holds(*segment.middle) for grid in grids)
    ]
    found = _Page(number, page.get_height(), layout.lines(free))
    found.measure()
    pictures_on_it = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    found.pictured = next(iter(pictures_on_it), None) is not None
    for grid in grids:
        found.tables.append((grid.rows[0], _cells(grid, words)))
    words.close()
    page.close()
    return found


def _letters(page: _Page) -> str:
    lines = [part.text for line in page.lines for part in line]
    tables = [cell.text for _, rows in page.tables for row in rows for cell in row if cell]
    return "".join([*lines, *tables])


def _speaks(page: _Page) -> bool:
    """Tell whether the page has letters, and letters one can know."""
    text = _letters(page)
    return len(text) >= _FEWEST_LETTERS and not _is_garbled(text)


def _is_garbled(text: str) -> bool:
    """Tell whether a font keeps to itself which letters it shows."""
    return len(_UNKNOWN.findall(text)) > len(text) * _MOST_UNKNOWN


def _hides_words(page: _Page) -> bool:
    """Tell whether there is something on the page that its letters do not say."""
    return not _speaks(page) and (page.pictured or _is_garbled(_letters(page)))


def _cells(grid: Grid, words: pypdfium2.PdfTextPage) -> list[Row]:
    """Return the cells of a drawn table, merged where no line is drawn between them."""
    height, width = len(grid.rows) - 1, len(grid.columns) - 1
    cells: list[list[Given | None]] = [[Given("", 0) for _ in range(width)] for _ in range(height)]
    taken: set[tuple[int, int]] = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            tall, wide = _extent(grid, row, column)
            for down in range(tall):
                for over in range(wide):
                    taken.add((row + down, column + over))
                    cells[row + down][column + over] = None
            text = words.get_text_bounded(
                left=grid.columns[column],
                bottom=grid.rows[row + tall],
                right=grid.columns[column + wide],
                top=grid.rows[row],
            )
            cells[row][column] = Given(_unbroken(text), 0, tall, wide)
    return list(cells)


def _unbroken(text: str) -> str:
    """Return the words of a cell on one line; a figure too long for its column is made whole."""
    lines = text.translate(layout.PDF_LETTERS).split("\n")
    whole = _FIGURE.fullmatch(text.strip()) is not None
    return ("" if whole else " ").join(" ".join(line.split()) for line in lines).strip()


def _extent(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """Return how many rows and columns the cell covers."""
    wide = tall = 1
    top, bottom = grid.rows[row], grid.rows[row + 1]
    while column + wide < len(grid.columns) - 1 and not grid.drawn(
        upright=True, at=grid.columns[column + wide], low=bottom, high=top
    ):
        wide += 1
    left, right = grid.columns[column], grid.columns[column + wide]
    while row + tall < len(grid.rows) - 1 and not grid.drawn(
        upright=False, at=grid.rows[row + tall], low=left, high=right
    ):
        tall += 1
    return tall, wide


def _document(
    pages: list[_Page],
    recognised: dict[int, list[str]],
    silent: list[int],
    name: str,
    remarks: list[str],
) -> Document:
    extract = Extract(name)
    _drop_running_heads(pages)
    sizes = [part.size for page in pages for line in page.lines for part in line if part.size]
    body = statistics.median(sizes) if sizes else 0.0
    usual = statistics.median(page.edge for page in pages)
    for page in pages:
        page.edge = max(page.edge, usual)
        if page.number in recognised:
            for text in recognised[page.number]:
                extract.words(legacy.repaired(text), Place(page=page.number))
        elif page.number not in silent:
            _say(extract, page, body)
    unread = [number for number in silent if number not in recognised]
    if recognised:
        remarks.append(pictures.RECOGNISED)
    if unread:
        listed = ", ".join(map(str, unread))
        remarks.append(f"Không đọc được trang {listed} vì là ảnh chụp hoặc dùng phông chữ lạ.")
    return extract.document(wrapped=True, remarks=remarks, recognised=bool(recognised))


def _drop_running_heads(pages: list[_Page]) -> None:
    """Drop page numbers, and words that stand in the margin of several pages."""

    def shape(line: list[Part]) -> str:
        return re.sub(r"\d+", "0", " ".join(part.text for part in line))

    seen = Counter(
        head
        for page in pages
        for head in {shape(line) for line in page.lines if page.in_margin(line)}
    )
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if not (
                page.in_margin(line)
                and (
                    seen[shape(line)] >= _REPEATED
                    or _PAGE_NUMBER.fullmatch(" ".join(part.text for part in line))
                )
            )
        ]


def _say(extract: Extract, page: _Page, body: float) -> None:
    """Add the lines and tables of a page from top to bottom, its footnotes last."""
    notes = _footnotes(page, body)
    running = page.lines[: len(page.lines) - len(notes)]
    waiting = sorted(page.tables, key=lambda table: -table[0])
    for group in _groups(running):
        while waiting and waiting[0][0] > group[0][0].height:
            _add_table(extract, waiting.pop(0)[1], page.number)
        _add_group(extract, group, page)
    for _, rows in waiting:
        _add_table(extract, rows, page.number)
    for line in notes:
        text = " ".join(part.text for part in line)
        mark = _NOTE.match(text)
        place = Place(page=page.number)
        extract.words(text[mark.end() :] if mark else text, place, note=mark[1] if mark else "")
    if notes:
        extract.blank()


def _footnotes(page: _Page, body: float) -> list[list[Part]]:
    """Return the lines in smaller letters at the foot of the page, if a mark begins them."""
    first = len(page.lines)
    while first and 0 < page.lines[first - 1][0].size < body * _SMALLER:
        first -= 1
    while first < len(page.lines) and not _NOTE.match(page.lines[first][0].text):
        first += 1
    return page.lines[first:] if first else []


def _groups(lines: list[list[Part]]) -> list[list[list[Part]]]:
    """Group lines that may be rows of one table without lines; others stand alone."""
    groups: list[list[list[Part]]] = []
    for line in lines:
        if groups and _same_table(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _same_table(above: list[Part], line: list[Part]) -> bool:
    if len(line) >= alignment.FEWEST_COLUMNS:
        return len(above) >= len(line) - 1 > 1
    flat = alignment.flat(line[0].text) if len(line) == 1 else None
    before = alignment.flat(above[0].text) if len(above) == 1 else None
    return bool(flat and before and len(flat) == len(before))


def _add_group(extract: Extract, group: list[list[Part]], page: _Page) -> None:
    if len(group) == 1:
        _add_line(extract, group[0], page)
        return
    flat = [alignment.flat(line[0].text) for line in group if len(line) == 1]
    rows: list[Row] = [[Given(cell, 0) for cell in cells] for cells in flat if cells]
    if not rows:
        placed = [[Placed(part.left, part.right, part.text) for part in line] for line in group]
        rows = alignment.rows(placed)
    _add_table(extract, rows, page.number)


def _add_line(extract: Extract, line: list[Part], page: _Page) -> None:
    at = page.lines.index(line)
    above = page.lines[at - 1] if at else None
    wide = above is not None and above[0].height - line[0].height > page.pitch * _LEADING
    indented = above is not None and line[0].left > above[0].left + _INDENT
    below = page.lines[at + 1][0] if at + 1 < len(page.lines) else None
    for part in line:
        gap = wide or indented or len(line) > 1
        full = len(line) == 1 and _is_full(part, below, page.edge)
        extract.words(part.text, Place(page=page.number), gap=gap, space=wide, full=full)


def _is_full(part: Part, below: Part | None, edge: float) -> bool:
    """Tell whether the first word of the line below would not have fitted on this one."""
    text = below.text if below else part.text
    beside = below or part
    letter = (beside.right - beside.left) / max(len(text), 1)
    word = len(text.split(" ", 1)[0]) if below else _USUAL_WORD
    return part.right + (word + 1) * letter * _TOLERANCE >= edge


def _add_table(extract: Extract, rows: Sequence[Row], number: int) -> None:
    places = [Place(page=number, row=at) for at in range(len(rows))]
    extract.table(rows, places)
