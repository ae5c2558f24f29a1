"""Collects what a file without lines of its own gives, as lines one can point at."""

from collections.abc import Sequence

from motcua.checking.document import Block, Document, Line, Place
from motcua.checking.reading import assembly, letters, paragraphs
from motcua.checking.reading.paragraphs import Printed
from motcua.checking.reading.tables import Row


class Extract:
    """The lines and blocks of a document being read, in the order of its pages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self._parts: list[list[Printed] | list[Row]] = []
        self._running: list[Printed] = []

    def blank(self) -> None:
        """Add an empty line between paragraphs."""
        self.words("", gap=True)

    def words(
        self,
        text: str,
        place: Place | None = None,
        *,
        gap: bool = False,
        space: bool = False,
        full: bool | None = None,
        heading: int = 0,
        bold: bool = False,
        note: str = "",
    ) -> None:
        """Add a line of running text; the rest as in ``Printed``."""
        composed = letters.composed(text)
        number = len(self.lines) + 1
        self.lines.append(Line(number, letters.plain(composed), place))
        self._running.append(Printed(number, composed, gap, heading, note, bold, space, full))

    def table(self, rows: Sequence[Row], places: Sequence[Place]) -> None:
        """Add a table, each of its rows as a line."""
        placed: list[Row] = []
        for row, place in zip(rows, places, strict=True):
            clean = [
                cell and cell._replace(text=letters.plain(letters.composed(cell.text)))
                for cell in row
            ]
            number = len(self.lines) + 1
            text = "\t".join(cell.text if cell else "" for cell in clean).rstrip("\t")
            self.lines.append(Line(number, text, place))
            placed.append([cell and cell._replace(line=number) for cell in clean])
        self._close()
        self._parts.append(placed)

    def _close(self) -> None:
        if self._running:
            self._parts.append(self._running)
            self._running = []

    def document(
        self, *, wrapped: bool = False, remarks: Sequence[str] = (), recognised: bool = False
    ) -> Document:
        """Return the report; ``wrapped`` says that lines end where the page did."""
        self._close()
        running = (line.text for part in self._parts for line in part if isinstance(line, Printed))
        width = paragraphs.width_of(running) if wrapped else None
        blocks: list[Block] = []
        for part in self._parts:
            if isinstance(part[0], Printed):
                words = [line for line in part if isinstance(line, Printed)]
                blocks += paragraphs.assemble(words, width=width)
            else:
                rows = [row for row in part if not isinstance(row, Printed)]
                assembly.add_table(blocks, rows)
        return Document(self.name, tuple(self.lines), tuple(blocks), tuple(remarks), recognised)
