"""Reads DOCX: paragraphs with their automatic numbers, tables with merged cells, footnotes."""

from collections.abc import Iterator

from lxml import etree

from motcua.checking.document import Document, Place
from motcua.checking.reading import tables, wordparts
from motcua.checking.reading.archives import Archive, damaged
from motcua.checking.reading.extracts import Extract
from motcua.checking.reading.refusals import Unreadable
from motcua.checking.reading.tables import Given
from motcua.checking.reading.wordparts import NS, Numbering, Styles, W

_MOST_COLUMNS = 200
_MOST_ROWS = 20_000


def read(content: bytes, name: str) -> Document:
    """Return the report in the bytes of a DOCX file. Raises ``Unreadable``."""
    archive = Archive(content, name)
    root = archive.tree("word/document.xml")
    body = root.find("w:body", NS) if root is not None else None
    if body is None:
        raise Unreadable(damaged(name))
    styles = Styles(archive.tree("word/styles.xml"))
    numbering = Numbering(archive.tree("word/numbering.xml"), styles)
    reader = _Reader(Extract(name), styles, numbering)
    for item, element in _items(body):
        reader.take(element, item)
    reader.notes(archive.tree("word/footnotes.xml"))
    return reader.extract.document()


def _items(body: etree._Element) -> Iterator[tuple[int | None, etree._Element]]:
    """Give the paragraphs and tables with their number among the body's own."""
    count = 0
    for element in body:
        if element.tag in {W + "p", W + "tbl"}:
            yield count, element
            count += 1
        elif element.tag == W + "sdt":
            for inner in element.iterfind("w:sdtContent/*", NS):
                yield None, inner


class _Reader:
    """Walks through the body, one item at a time."""

    def __init__(self, extract: Extract, styles: Styles, numbering: Numbering) -> None:
        self.extract = extract
        self.styles = styles
        self.numbering = numbering
        self.note_order: list[str] = []

    def take(self, element: etree._Element, item: int | None) -> None:
        if element.tag == W + "p":
            self._paragraph(element, item, None)
        elif element.tag == W + "tbl":
            self._table(element, item)

    def _paragraph(self, element: etree._Element, item: int | None, row: int | None) -> None:
        self.note_order += wordparts.notes_called(element)
        texts = wordparts.lines_of(element)
        marker = self.numbering.marker(element)
        rank = self.styles.heading_rank(element)
        bold = wordparts.is_bold(element)
        for at, text in enumerate(texts):
            words = f"{marker} {text}" if marker and not at else text
            if not words.strip():
                self.extract.blank()
                continue
            place = Place(item=item, row=row)
            self.extract.words(words, place, gap=not at, heading=rank, bold=bold)
        for box in element.iterfind(".//w:txbxContent", NS):
            if not any(True for _ in box.iterancestors(wordparts.FALLBACK)):
                for inner in box.iterfind("w:p", NS):
                    self._paragraph(inner, item, row)

    def _table(self, table: etree._Element, item: int | None) -> None:
        rows = _rows(table)
        if not tables.tabular(rows):
            for at, row in enumerate(table.iterfind("w:tr", NS)):
                for paragraph in row.iterfind(".//w:p", NS):
                    self._paragraph(paragraph, item, at)
            return
        for cell in table.iterfind(".//w:p", NS):
            self.note_order += wordparts.notes_called(cell)
        self.extract.table(rows, [Place(item=item, row=at) for at in range(len(rows))])

    def notes(self, root: etree._Element | None) -> None:
        """Add the footnotes in the order in which the text calls them."""
        if root is None:
            return
        notes = {note.get(W + "id"): note for note in root.iterfind("w:footnote", NS)}
        for mark, called in enumerate(dict.fromkeys(self.note_order), 1):
            if called not in notes:
                continue
            lines = [
                line
                for paragraph in notes[called].iterfind("w:p", NS)
                for line in wordparts.lines_of(paragraph)
            ]
            text = " ".join(line.strip() for line in lines if line.strip())
            if text:
                self.extract.words(text, gap=True, note=str(mark))


def _rows(table: etree._Element) -> list[list[Given | None]]:
    """Return the cells column by column; a cell merged downwards is given in its first row."""
    rows: list[list[Given | None]] = []
    open_above: dict[int, tuple[int, int]] = {}
    for at, tr in enumerate(table.iterfind("w:tr", NS)):
        if at >= _MOST_ROWS:
            break
        row: list[Given | None] = [
            Given("", 0) for _ in range(wordparts.number(tr, "w:trPr/w:gridBefore"))
        ]
        for tc in tr.iterfind("w:tc", NS):
            column = len(row)
            if column >= _MOST_COLUMNS:
                break
            wide = min(max(wordparts.number(tc, "w:tcPr/w:gridSpan"), 1), _MOST_COLUMNS)
            if wordparts.continues_above(tc) and column in open_above:
                top, _ = open_above[column]
                first = rows[top][column]
                if first is not None:
                    rows[top][column] = first._replace(rows=at - top + 1)
                row += [None] * wide
                continue
            open_above[column] = (at, wide)
            row.append(Given(wordparts.cell_text(tc), 0, columns=wide))
            row += [None] * (wide - 1)
        rows.append(row)
    return rows
