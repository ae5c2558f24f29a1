"""A report beside its findings, as data: blocks cut into marked pieces, each side naming the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.checking.document import Cell, Document, Kind, Paragraph, Table
from motcua.checking.findings import Checked, Finding, Severity
from motcua.checking.showing import places, words

_HEADING_RANKS = 3
#: A cell with more letters than this needs room even on a narrow screen.
_LONG = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a finding in its report, and how sure it is."""

    number: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``marks`` cover it, of ``opens`` it is the main place, ``closes`` end here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()

    @property
    def first(self) -> Mark | None:
        """The mark a click leads to: the surest one."""
        return self.marks[0] if self.marks else None


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a table."""

    pieces: tuple[Piece, ...]
    rows: int
    columns: int
    figure: bool
    long: bool


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph (``pieces``) or a table (``header`` and ``rows``) and the line it begins in."""

    kind: str
    line: int
    level: int = 0
    marker: str = ""
    pieces: tuple[Piece, ...] = ()
    caption: str = ""
    header: tuple[tuple[ShownCell, ...], ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in words."""

    number: int
    severity: Severity
    name: str
    family: str
    message: str
    figures: str
    quotes: tuple[str, ...]
    line: int
    where: str
    other_file: str


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One report with its findings; ``number`` counts the reports of a page from 1."""

    number: int
    file: str
    summary: str
    relations: str
    remarks: tuple[str, ...]
    counts: tuple[tuple[Severity, str, int], ...]
    findings: tuple[ShownFinding, ...]
    blocks: tuple[ShownBlock, ...]


def shown(document: Document, checked: Checked, number: int = 1) -> ShownReport:
    """Return a report as a page shows it."""
    ordered = words.ordered(checked.findings)
    marker = _Marker(document, ordered)
    counts = words.counted([checked])
    return ShownReport(
        number=number,
        file=checked.file,
        summary=words.summary(checked),
        relations=words.relations(checked),
        remarks=document.remarks,
        counts=tuple((one, words.SEVERITIES[one], counts[one]) for one in counts),
        findings=tuple(_finding(at, one, document) for at, one in enumerate(ordered, start=1)),
        blocks=tuple(marker.block(at) for at in range(len(document.blocks))),
    )


def _finding(number: int, finding: Finding, document: Document) -> ShownFinding:
    return ShownFinding(
        number=number,
        severity=finding.severity,
        name=words.SEVERITIES[finding.severity],
        family=words.CODES[finding.code],
        message=finding.message,
        figures=words.figures(finding),
        quotes=finding.quotes,
        line=finding.line,
        where=words.where(finding.line, document),
        other_file=finding.file,
    )


class _Marker:
    """Cuts the blocks of a report where findings begin and end."""

    def __init__(self, document: Document, ordered: Sequence[Finding]) -> None:
        self._document = document
        self._marks = [Mark(at, one.severity) for at, one in enumerate(ordered, start=1)]
        self._at: dict[tuple[int, int, int], list[tuple[int, int, int]]] = defaultdict(list)
        self._main: dict[int, tuple[tuple[int, int, int], int]] = {}
        finder = places.Finder(document)
        for number, finding in enumerate(ordered):
            for place in finder.places(finding):
                spot = (place.block, place.row, place.cell)
                self._at[spot].append((place.start, place.end, number))
                self._main.setdefault(number, (spot, place.start))

    def block(self, at: int) -> ShownBlock:
        block = self._document.blocks[at]
        if isinstance(block, Table):
            return self._table(at, block)
        return ShownBlock(
            kind=_kind(block),
            line=block.line,
            level=min(block.level, _HEADING_RANKS),
            marker=block.marker.strip("#"),
            pieces=self._pieces(block.text, (at, -1, -1)),
        )

    def _table(self, at: int, table: Table) -> ShownBlock:
        rows = [
            tuple(self._cell(cell, (at, row, number)) for number, cell in enumerate(cells))
            for row, cells in enumerate(places.rows_of(table))
        ]
        head = len(table.header)
        return ShownBlock(
            kind="table",
            line=table.line,
            caption=places.caption(self._document, at),
            header=tuple(rows[:head]),
            rows=tuple(rows[head:]),
        )

    def _cell(self, cell: Cell, spot: tuple[int, int, int]) -> ShownCell:
        pieces = self._pieces(cell.text, spot)
        return ShownCell(
            pieces, cell.rows, cell.columns, cell.text[-1:].isdigit(), len(cell.text) > _LONG
        )

    def _pieces(self, text: str, spot: tuple[int, int, int]) -> tuple[Piece, ...]:
        marked = self._at.get(spot, [])
        offset = 0
        pieces = []
        for segment in places.segments(text, marked):
            opens = [n for n in segment.marks if self._main[n] == (spot, offset)]
            offset += len(segment.text)
            closes = [number for _start, end, number in marked if end == offset]
            pieces.append(
                Piece(
                    segment.text,
                    *(self._named(numbers) for numbers in (segment.marks, opens, closes)),
                )
            )
        return tuple(pieces)

    def _named(self, numbers: Sequence[int]) -> tuple[Mark, ...]:
        return tuple(self._marks[number] for number in sorted(set(numbers)))


def _kind(paragraph: Paragraph) -> str:
    return (
        "plain" if paragraph.kind is Kind.PLAIN and not paragraph.marker else paragraph.kind.value
    )
