"""Tables with one figure a row whose rows hang under each other: "1. Tiếp nhận", "- Mới", "+ Trực tuyến".

They tell what a paragraph with bullets tells, and are read the same way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from motcua.checking.document import Cell, Document, Table
from motcua.checking.reading import numbers
from motcua.checking.reading.tokens import Kind, Number
from motcua.checking.understanding import flows, grids, scope, wording
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.mentions import Opening
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.scope import Section
from motcua.checking.understanding.wording import Subject

#: Figures of these tables are numbered from here on, after those of other tables.
FIRST_PLACE = 100_000_000
_FEWEST = 4
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LEVELS = (
    (re.compile(r"^(?:[IVX]+|[A-ZĐ])[.)]"), 0),
    (re.compile(r"^\d{1,2}[.)]?(?:\s|$)"), 1),
    (re.compile(r"^(?:[a-zđ]\)|\d{1,2}\.\d{1,2})"), 2),
    (re.compile(r"^[-–]"), 3),
    (re.compile(r"^\+"), 4),
)


def ladders(document: Document) -> Iterator[tuple[Quantity, ...]]:
    """Give the figures of every such table, each hung under the row above its level."""
    sections = scope.sections(document)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table) and not grids.is_indicator_list(block):
            rows = _rows(block)
            if len(rows) >= _FEWEST and len({level for level, _, _, _ in rows}) > 1:
                yield tuple(_hung(rows, at, sections[at]))


def told(ladder: Sequence[Quantity]) -> tuple[Flow, ...]:
    """Return the flows a table tells, its figures numbered apart from those of the text."""
    found = flows.flows(ladder)
    for flow in found:
        for measure, figure in flow.figures.items():
            flow.figures[measure] = _apart(figure)
        flow.again = [(measure, _apart(figure)) for measure, figure in flow.again]
        flow.apart = [_apart(figure) for figure in flow.apart]
    return found


def _apart(figure: Quantity) -> Quantity:
    first = FIRST_PLACE + figure.block * 1000
    whole = None if figure.whole is None else first + figure.whole
    return replace(figure, place=first + figure.place, whole=whole)


def _rows(table: Table) -> list[tuple[int, str, Cell, Number]]:
    found = []
    for row in table.rows:
        texts = [cell.text.strip() for cell in row]
        names = [place for place, text in enumerate(texts) if _LETTERS.search(text)]
        if not names:
            continue
        figures = [
            (cell, number)
            for cell in row[names[0] + 1 :]
            if isinstance(number := numbers.cell(cell.text, percent=False), Number)
            and number.kind is Kind.COUNT
        ]
        if len(figures) > 1:
            return []
        level = _level(texts[: names[0] + 1])
        if figures and level is not None:
            found.append((level, texts[names[0]], *figures[0]))
    return found


def _level(texts: Sequence[str]) -> int | None:
    for text in texts:
        for pattern, level in _LEVELS:
            if pattern.match(text):
                return level
    return None


def _hung(
    rows: Sequence[tuple[int, str, Cell, Number]], block: int, section: Section
) -> Iterator[Quantity]:
    made: list[Quantity] = []
    above: list[tuple[int, int]] = []
    for level, label, cell, number in rows:
        while above and above[-1][0] >= level:
            above.pop()
        whole = above[-1][1] if above else None
        subject = wording.subject_named(label) or (
            made[whole].subject if whole is not None else None
        )
        made.append(
            Quantity(
                number=number,
                place=len(made),
                block=block,
                source=cell,
                section=section,
                before=label,
                lead=label,
                after="",
                unit="",
                sentence=len(made) if whole is None else made[whole].sentence,
                subject=subject or Subject.DOSSIER,
                words=wording.words(label),
                near=wording.words(label),
                whole=whole,
                opening=None if whole is None else Opening.BULLETS,
                opened_at=-2 if whole is None else whole,
                context=f"{label} {cell.text}",
            )
        )
        above.append((level, len(made) - 1))
    yield from made
