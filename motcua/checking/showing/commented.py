"""A DOCX copy of the report with a comment at each place: of the file itself, or set anew from its text.

Comments name no person: their author is the check.
"""

import copy
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table as PaperTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as PaperParagraph
from docx.text.run import Run

from motcua.checking.document import Cell, Document, Kind, Paragraph, Table
from motcua.checking.findings import Checked, Finding
from motcua.checking.showing import places, words
from motcua.checking.showing.places import Place

AUTHOR, INITIALS = "Rà soát số liệu", "RS"
#: A table of more columns than this is set on pages turned sideways.
_WIDE = 9
_MARGIN = Mm(20)
_FONT, _SIZE = "Times New Roman", Pt(13)
_BLANKS = re.compile(r"\s+")


def commented(document: Document, checked: Checked, original: bytes = b"") -> bytes:
    """Return the copy; ``original`` is the file as given, used when it is a DOCX."""
    paper = _opened(original) or _set_anew(document)
    finder = places.Finder(document)
    spots = _Spots(paper)
    for finding in words.ordered(checked.findings):
        marked = [spots.runs(_sought(document, place)) for place in finder.places(finding)]
        runs = next((found for found in marked if found), None) or spots.beginning()
        paper.add_comment(runs, text=_comment(finding), author=AUTHOR, initials=INITIALS)
    return _saved(paper)


def _opened(original: bytes) -> Paper | None:
    """The file as given when it is a DOCX that Word's rules allow, else None."""
    if not original.startswith(b"PK"):
        return None
    try:
        return docx.Document(io.BytesIO(original))
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError):
        return None


def _saved(paper: Paper) -> bytes:
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _comment(finding: Finding) -> str:
    told = words.figures(finding)
    other = f" Đối chiếu với: {finding.file}." if finding.file else ""
    message = f"{words.SEVERITIES[finding.severity]}: {finding.message}{other}"
    return f"{message}\n{told}." if told else message


@dataclass(frozen=True)
class _Sought:
    """The marked words, the paragraph or cell they stand in, the row that is in, where it should be."""

    words: str
    around: str
    row: str
    item: int | None


def _sought(document: Document, place: Place) -> _Sought:
    block = document.blocks[place.block]
    if isinstance(block, Paragraph):
        item = _item(document, block.line_of(place.start))
        return _Sought(block.text[place.start : place.end], block.text, "", item)
    row = places.rows_of(block)[place.row]
    cell = row[place.cell]
    text = " ".join(one.text for one in row)
    item = _item(document, cell.line)
    return _Sought(cell.text[place.start : place.end], cell.text, text, item)


def _item(document: Document, line: int) -> int | None:
    place = words.place_of(document, line)
    return place.item if place else None


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


@dataclass(frozen=True)
class _Line:
    """A paragraph of the paper, the row it stands in when it is in a table, and which item of the body."""

    paragraph: PaperParagraph
    text: str
    row: str
    item: int


class _Spots:
    """Finds words on the paper and gives the runs that hold exactly them."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._lines = tuple(_lines(paper))

    def runs(self, sought: _Sought) -> list[Run]:
        """The runs of the words sought; empty when they are not on the paper."""
        quote = _plain(sought.words)
        holding = [line for line in self._lines if quote and quote in line.text]
        best = max(holding, key=lambda line: _likeness(line, sought), default=None)
        return _runs_of(best.paragraph, quote) if best else []

    def beginning(self) -> list[Run]:
        """A run at the top of the paper."""
        paragraphs = self._paper.paragraphs
        paragraph = paragraphs[0] if paragraphs else self._paper.add_paragraph()
        return list(paragraph.runs[:1]) or [paragraph.add_run("")]


def _likeness(line: _Line, sought: _Sought) -> tuple[bool, bool, bool, bool]:
    around, row = _plain(sought.around), _plain(sought.row)
    same_row = bool(row) and line.row == row
    return (line.item == sought.item, same_row, line.text == around, around in line.text)


def _lines(paper: Paper) -> Iterator[_Line]:
    for item, block in enumerate(paper.iter_inner_content()):
        if isinstance(block, PaperTable):
            yield from _table_lines(block, item)
        else:
            yield _Line(block, _plain(block.text), "", item)


def _table_lines(table: PaperTable, item: int) -> Iterator[_Line]:
    for row in table.rows:
        cells = _apart(row.cells)
        text = _plain(" ".join(cell.text for cell in cells))
        for cell in cells:
            for paragraph in cell.paragraphs:
                yield _Line(paragraph, _plain(paragraph.text), text, item)


def _apart(cells: Iterable[_Cell]) -> list[_Cell]:
    """Each cell once: a merged one is given for every column it covers."""
    return list({cell._tc: cell for cell in cells}.values())  # noqa: SLF001 - no other identity


def _runs_of(paragraph: PaperParagraph, quote: str) -> list[Run]:
    """Cut the runs of a paragraph so that some of them hold exactly the quoted words."""
    runs = paragraph.runs
    text = unicodedata.normalize("NFC", "".join(run.text for run in runs))
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    match = re.search(pattern, text)
    if match is None or len(text) != sum(len(run.text) for run in runs):
        return runs[:1] or [paragraph.add_run("")]
    _cut(paragraph, match.end())
    _cut(paragraph, match.start())
    return _between(paragraph.runs, match.start(), match.end())


def _between(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    offset, found = 0, []
    for run in runs:
        following = offset + len(run.text)
        if following > start and offset < end:
            found.append(run)
        offset = following
    return found


def _cut(paragraph: PaperParagraph, at: int) -> None:
    """Part the run that has a letter on both sides of the place; one with tabs or pictures stays whole."""
    offset = 0
    for run in paragraph.runs:
        length = len(run.text)
        if offset < at < offset + length and _is_plain(run):
            text = run.text
            second = copy.deepcopy(run._r)  # noqa: SLF001 - python-docx cannot part a run
            run._r.addnext(second)  # noqa: SLF001
            run.text = text[: at - offset]
            Run(second, paragraph).text = text[at - offset :]
            return
        offset += length


def _is_plain(run: Run) -> bool:
    return all(child.tag in {qn("w:t"), qn("w:rPr")} for child in run._r)  # noqa: SLF001


def _set_anew(document: Document) -> Paper:
    """Set the text of a report that was no DOCX: headings, paragraphs, tables."""
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if any(_width(table) > _WIDE for table in document.tables):
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = section.top_margin = _MARGIN
    section.bottom_margin = _MARGIN
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            _set_table(paper, block, places.caption(document, at))
        else:
            _set_paragraph(paper, block)
    return paper


def _set_paragraph(paper: Paper, block: Paragraph) -> None:
    paragraph = paper.add_paragraph()
    if block.marker.strip("#"):
        paragraph.add_run(f"{block.marker} ")
    paragraph.add_run(_printable(block.text)).bold = block.kind is Kind.HEADING
    paragraph.paragraph_format.left_indent = Pt(18 * block.level if block.marker else 0)
    paragraph.paragraph_format.space_after = Pt(6)


def _set_table(paper: Paper, block: Table, caption: str) -> None:
    rows = places.rows_of(block)
    cells = [cell for row in rows for cell in row]
    if not cells:
        return
    if caption:
        paper.add_paragraph(_printable(caption))
    height = max(cell.row + cell.rows for cell in cells)
    width = _width(block)
    table = paper.add_table(height, width, "Table Grid")
    table.autofit = False
    room = (paper.sections[0].page_width or _MARGIN) - 2 * _MARGIN
    for column, needed in zip(table.columns, _shares(cells, width), strict=True):
        column.width = Emu(int(room * needed))
    grid = table._cells  # noqa: SLF001 - asking for one cell after the other lays out all each time
    for cell in cells:
        spot = grid[cell.row * width + cell.column]
        if cell.rows > 1 or cell.columns > 1:
            last = (cell.row + cell.rows - 1) * width + cell.column + cell.columns - 1
            spot = spot.merge(grid[last])
        run = spot.paragraphs[0].add_run(_printable(cell.text))
        run.font.size = Pt(10)


def _width(table: Table) -> int:
    return max(
        (cell.column + cell.columns for row in places.rows_of(table) for cell in row), default=1
    )


def _shares(cells: Sequence[Cell], width: int) -> list[float]:
    """How much of the room each column needs: what its longest word asks for, and some of its longest text."""
    needs = [4.0] * width
    for cell in cells:
        if cell.columns == 1:
            word = max((len(one) for one in cell.text.split()), default=0)
            needs[cell.column] = max(needs[cell.column], word + 1, min(len(cell.text) / 2, 30))
    return [need / sum(needs) for need in needs]


def _printable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter == "\t")
