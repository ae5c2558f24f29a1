"""Every figure of a report as a quantity: what it counts, whose, when, and what it is a part of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from motcua.checking.document import Cell, Document, Paragraph
from motcua.checking.document import Kind as BlockKind
from motcua.checking.reading import numbers
from motcua.checking.reading.tokens import Found, Kind, Number
from motcua.checking.understanding import mentions, scope, wording
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.mentions import Mention, Opening
from motcua.checking.understanding.scope import Section
from motcua.checking.understanding.wording import Subject

_LONGEST_QUOTE = 160
_COUNTED_ALREADY = re.compile(
    r"\s*\(?(?:nằm trong|đã (?:được )?tính (?:trong|vào)|đã bao gồm|thuộc (?:số|các)|trong số)",
    re.IGNORECASE,
)
_NEAR = 3
#: Words beside a figure that make it another time's, or a goal.
_ASIDE = frozenset({"compared", "accumulated"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of the report.

    ``place`` counts the report's figures; ``whole`` is the place of the figure it is printed as a
    part of. ``words`` are the known words of its label, ``near`` of the nearest part of it. An ``aside`` figure is a goal, an
    estimate or another period's. ``context`` is the row of a figure of a table, as printed; ``titles``
    are the headings and the lines without figures it stands under, outermost first.
    """

    number: Number
    place: int
    block: int
    source: Paragraph | Cell
    section: Section
    before: str
    lead: str
    after: str
    unit: str
    sentence: int
    subject: Subject | None
    words: frozenset[str]
    near: frozenset[str]
    whole: int | None = None
    opening: Opening | None = None
    opened_at: int = -1
    absent: bool = False
    aside: bool = False
    context: str = ""
    titles: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal:
        """The value of the figure."""
        return self.number.value

    @property
    def shown(self) -> str:
        """The value in the unit it was printed in: 1.284,6 of "1.284,6 triệu đồng"."""
        return written(self.value / self.number.scale)

    @property
    def counts(self) -> bool:
        """Tell whether it is a plain count that may be added."""
        return self.number.kind in {Kind.COUNT, Kind.MONEY} and not self.number.change

    @property
    def label(self) -> str:
        """The words that say what is counted."""
        return f"{self.lead} {self.after}".strip()

    @property
    def line(self) -> int:
        """The line the figure is printed in."""
        if isinstance(self.source, Cell):
            return self.source.line
        return self.source.line_of(self.number.start)

    @property
    def text(self) -> str:
        """The text the figure stands in."""
        return self.source.text

    @property
    def key(self) -> tuple[int, int]:
        """What tells the figure from all others: both sides of a ratio stand in one place."""
        return self.place, self.number.start

    @property
    def part(self) -> "Quantity":
        """The count itself; of a ratio of counts, the one above."""
        return self.with_value(self.value) if self.base is not None else self

    @property
    def base(self) -> "Quantity | None":
        """The count under a ratio of counts: 108.464 of "103.816/108.464 hồ sơ"."""
        under = self.number.over
        if self.number.kind is not Kind.RATIO or under is None:
            return None
        return replace(self, number=under)

    @property
    def sides(self) -> "tuple[Quantity, ...]":
        """The count itself; of a ratio of counts, both."""
        base = self.base
        return (self,) if base is None else (self.part, base)

    def with_value(self, value: Decimal) -> "Quantity":
        """Return one side of a ratio as a count of its own."""
        return replace(self, number=replace(self.number, value=value, kind=Kind.COUNT, over=None))

    @property
    def starts(self) -> int:
        """The offset its own words begin at."""
        start = self.number.start
        if not self.before:
            return start
        at = self.text.rfind(self.before.split(" ", maxsplit=1)[0], 0, start)
        exact = self.text.rfind(self.before, 0, start)
        begin = exact if exact >= 0 else at
        return begin if start - _LONGEST_QUOTE <= begin else start

    @property
    def ends(self) -> int:
        """The offset its own words end at."""
        end = self.number.end
        if self.before:
            return end + len(wording.unit_text(self.text[end:]))
        at = self.text.find(self.after, end) if self.after else end
        return at + len(self.after) if end <= at <= end + _NEAR else end

    def quote(self) -> str:
        """Return the figure with its own words, as printed; of a table, its row."""
        if self.context:
            return self.context
        return " ".join(self.text[self.starts : self.ends].split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with everything with digits in it."""

    block: int
    paragraph: Paragraph
    section: Section
    found: Found
    mentions: tuple[Mention, ...]


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the report's paragraphs, read."""
    sections = scope.sections(document)
    return tuple(
        _passage(place, block, sections[place])
        for place, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
    )


def _passage(block: int, paragraph: Paragraph, section: Section) -> Passage:
    found = numbers.find(paragraph.text)
    # "198 TTHC[^1]": the mark of a footnote counts nothing.
    figures = [
        each
        for each in found.numbers
        if paragraph.text[max(0, each.start - 2) : each.start] != "[^"
    ]
    return Passage(block, paragraph, section, found, mentions.read(paragraph.text, figures))


def quantities(read: Sequence[Passage]) -> tuple[Quantity, ...]:
    """Return the figures of the running text in order; headings and footnotes hold none."""
    found: list[Quantity] = []
    lists = _Lists()
    for passage in read:
        if passage.paragraph.kind in {BlockKind.HEADING, BlockKind.NOTE}:
            lists.end()
            continue
        first = len(found)
        found.extend(_of(passage, first))
        lists.take(passage, found, first)
    return tuple(found)


class _Lists:
    """Bullets under a paragraph that ends with a colon are parts of its last count."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int | None, int]] = []  # level, whole, block

    def end(self) -> None:
        self._open.clear()

    def take(self, passage: Passage, found: list[Quantity], first: int) -> None:
        level = passage.paragraph.level
        text = passage.paragraph.text.rstrip()
        while self._open and not self._holds(passage):
            self._open.pop()
        if self._open and len(found) > first and found[first].whole is None:
            _, whole, block = self._open[-1]
            if whole is not None:
                self._hang(found, first, whole, -2 - block)
        counts = [each for each in found[first:] if each.counts and each.whole is None]
        if text.endswith(":"):
            inherited = self._last_count(found, first, level) if not counts else counts[-1].place
            self._open.append((level, inherited, passage.block))
        elif len(counts) == 1 and (
            passage.paragraph.kind is BlockKind.BULLET or _is_row(passage, counts[0])
        ):
            # A bullet with one count, and bullets of a deeper level under it.
            self._open.append((level, counts[0].place, passage.block))

    @staticmethod
    def _hang(found: list[Quantity], first: int, whole: int, opened_at: int) -> None:
        subject = found[whole].subject
        found[first] = replace(
            found[first], whole=whole, opening=Opening.BULLETS, opened_at=opened_at
        )
        for place in range(first, len(found)):
            if found[place].subject is None:
                found[place] = replace(found[place], subject=subject)

    def _holds(self, passage: Passage) -> bool:
        level, _, _ = self._open[-1]
        return passage.paragraph.kind is not BlockKind.PLAIN and passage.paragraph.level > level

    @staticmethod
    def _last_count(found: list[Quantity], first: int, level: int) -> int | None:
        """A line that says only "Trong đó:" speaks of the last count before it, not of a bullet."""
        if not first or not found[first - 1].counts or found[first - 1].whole is not None:
            return None
        source = found[first - 1].source
        return first - 1 if isinstance(source, Paragraph) and source.level <= level else None


def _is_row(passage: Passage, count: Quantity) -> bool:
    """Tell whether a paragraph is a row of an outline: numbered, or ending with its one figure."""
    behind = passage.paragraph.text[count.number.end :]
    behind = behind[len(wording.unit_text(behind)) :].strip(" .;,:")
    kind = passage.paragraph.kind
    plain = kind is BlockKind.PLAIN and not passage.paragraph.text.endswith((".", ";"))
    alone = len(passage.mentions) == 1
    return alone and (kind is BlockKind.NUMBERED or (plain and not behind))


def _of(passage: Passage, first: int) -> Iterator[Quantity]:
    subject: Subject | None = None
    made: list[Quantity] = []
    for mention in passage.mentions:
        whole = None if mention.whole is None else made[mention.whole]
        subject = _subject(passage, mention, whole) or subject
        quantity = Quantity(
            number=mention.figure,
            place=first + len(made),
            block=passage.block,
            source=passage.paragraph,
            section=passage.section,
            before=mention.before,
            lead=mention.lead,
            after=mention.after,
            unit=mention.unit,
            sentence=mention.sentence,
            subject=subject,
            words=wording.words(f"{mention.lead} | {mention.after}"),
            near=wording.words(f"{mention.before} | {mention.after}"),
            whole=None if whole is None else whole.place,
            opening=mention.opening,
            opened_at=mention.opened_at,
            absent=mention.absent,
        )
        aside = bool(quantity.words & _ASIDE) or not mention.exact or _within(quantity)
        made.append(replace(quantity, aside=aside))
    yield from made


def _within(quantity: Quantity) -> bool:
    """Tell whether the words behind say that it is counted already: "45 (nằm trong số trực tiếp)"."""
    behind = quantity.text[quantity.number.end :]
    return _COUNTED_ALREADY.match(behind[len(wording.unit_text(behind)) :]) is not None


def _subject(passage: Passage, mention: Mention, whole: Quantity | None) -> Subject | None:
    """Return what the figure counts: by its noun, its words, its whole, the words of its line."""
    named = wording.subject_of(mention.unit, mention.lead) or wording.subject_named(mention.after)
    if named is not None or whole is not None:
        return named or (whole.subject if whole else None)
    text = passage.paragraph.text
    return wording.subject_named(text[: mention.figure.start]) or _of_heading(passage.section)


def _of_heading(section: Section) -> Subject | None:
    heading = section.headings[-1].lower() if section.headings else ""
    if wording.subject_named(heading) is Subject.PETITION:
        return Subject.PETITION
    settling = "giải quyết" in heading and wording.subject_named(heading) is not None
    return Subject.DOSSIER if settling else None
