"""Tables with one figure a row whose rows hang under each other: "1. Tiếp nhận", "- Mới", "+ Trực tuyến".

They tell what a paragraph with bullets tells, and are read the same way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from motcua.checking.document import Cell, Document, Table
from motcua.checking.reading import numbers
from motcua.checking.reading.tokens import Kind, Number
from motcua.checking.understanding import grids, lists, scope, tellings, wording
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.lists import Parts
from motcua.checking.understanding.mentions import Opening
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.scope import Section
from motcua.checking.understanding.shares import Share
from motcua.checking.understanding.wording import Subject

#: Figures of these tables are numbered from here on, after those of other tables.
FIRST_PLACE = 100_000_000
_FEWEST = 4
_PERCENT = re.compile(r"%|tỷ lệ|tỉ lệ", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ORDINAL = re.compile(r"^[IVX]+[.)]?$")
_LEVELS = (
    (re.compile(r"^(?:[IVX]+|[A-ZĐ])(?:[.)]|$)"), 0),
    (re.compile(r"^\d{1,2}[.)]?(?:\s|$)"), 1),
    (re.compile(r"^(?:[a-zđ]\)|\d{1,2}\.\d{1,2})"), 2),
    (re.compile(r"^[-–]"), 3),
    (re.compile(r"^\+"), 4),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: how deep it hangs, its name, its figure, and the share beside it if any."""

    level: int
    label: str
    cell: Cell
    number: Number
    share: tuple[Cell, Number] | None
    text: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The figures of one such table, and the shares beside them by the place of the figure."""

    figures: tuple[Quantity, ...]
    shares: dict[int, Quantity]

    def runs(self) -> Iterator[tuple[list[tuple[Quantity, Share]], list[Quantity]]]:
        """Give the rows under one row that bear shares, with the rows they may be of."""
        for whole in dict.fromkeys(each.whole for each in self.figures):
            if whole is None:
                continue
            beside = [
                (_apart(each), Share(self.shares[each.place], _apart(each)))
                for each in self.figures
                if each.whole == whole and each.place in self.shares
            ]
            bases = [_apart(each) for each in self._above(whole)]
            if len(beside) > 1:
                yield beside, bases

    def _above(self, place: int | None) -> Iterator[Quantity]:
        while place is not None:
            yield self.figures[place]
            place = self.figures[place].whole


def ladders(document: Document) -> Iterator[Ladder]:
    """Give every such table, each figure hung under the row above its level."""
    sections = scope.sections(document)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table) and not grids.is_indicator_list(block):
            rows = _rows(block)
            if len(rows) >= _FEWEST and len({row.level for row in rows}) > 1:
                figures = tuple(_hung(rows, at, sections[at]))
                yield Ladder(figures, dict(_shares(rows, figures)))


def _shares(rows: Sequence[_Row], figures: Sequence[Quantity]) -> Iterator[tuple[int, Quantity]]:
    for row, figure in zip(rows, figures, strict=True):
        if row.share is not None:
            cell, number = row.share
            yield figure.place, replace(_apart(figure), number=number, source=cell, unit="%")


def listed(ladder: Ladder) -> Iterator[Parts]:
    """Give the lists of parts a table shows, its figures numbered apart."""
    for found in lists.lists(ladder.figures):
        yield replace(
            found, whole=_apart(found.whole), parts=tuple(_apart(each) for each in found.parts)
        )


def told(ladder: Ladder) -> tuple[Flow, ...]:
    """Return the flows a table tells, its figures numbered apart from those of the text."""
    found = tellings.flows(ladder.figures)
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


def _rows(table: Table) -> list[_Row]:
    found = []
    percents = {
        cell.column for row in table.header for cell in row if _PERCENT.search(cell.text.lower())
    }
    for row in table.rows:
        texts = [cell.text.strip() for cell in row]
        names = [
            place
            for place, text in enumerate(texts)
            if _LETTERS.search(text) and not _ORDINAL.match(text)
        ]
        if not names:
            continue
        figures = list(_figures(row[names[0] + 1 :], percents))
        counted = [each for each in figures if each[1].kind is Kind.COUNT]
        shares = [each for each in figures if each[1].kind is Kind.PERCENT]
        if len(counted) > 1:
            return []
        level = _level(texts[: names[0] + 1])
        if counted and level is not None:
            share = shares[0] if len(shares) == 1 else None
            found.append(
                _Row(level, texts[names[0]], *counted[0], share, " ".join(filter(None, texts)))
            )
    return found


def _figures(cells: Sequence[Cell], percents: set[int]) -> Iterator[tuple[Cell, Number]]:
    for cell in cells:
        number = numbers.cell(cell.text, percent=cell.column in percents)
        if isinstance(number, Number):
            yield cell, number


def _level(texts: Sequence[str]) -> int | None:
    for text in texts:
        for pattern, level in _LEVELS:
            if pattern.match(text):
                return level
    return None


def _hung(rows: Sequence[_Row], block: int, section: Section) -> Iterator[Quantity]:
    made: list[Quantity] = []
    above: list[tuple[int, int]] = []
    for row in rows:
        level, label, cell, number = row.level, row.label, row.cell, row.number
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
                context=row.text,
            )
        )
        above.append((level, len(made) - 1))
    yield from made
