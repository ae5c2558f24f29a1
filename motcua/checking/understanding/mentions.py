"""Figures in running text with the words that belong to them and the figure they are part of.

A sentence is read from left to right: brackets and words like "trong đó" or "gồm" open a list of
parts, the last count before them is the whole. A figure's words stand before it ("trước hạn 1.602
hồ sơ") or behind it ("6.717 trực tiếp").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from motcua.checking.reading.tokens import Kind, Number
from motcua.checking.understanding import wording

_OPENERS = re.compile(
    r"\b(?:trong (?:đó|này|số (?:này|đó|ấy))|(?:bao )?gồm(?: có)?|cụ thể(?: như sau)?|chia ra|"
    r"như sau)\b",
    re.IGNORECASE,
)
#: A colon behind a count and its words, with more counts behind it.
_COLON = re.compile(r":(?=\s*(?:[^\W\d_/][^\d;:.,()]{0,60})?\d)")
_AT_ONCE = re.compile(r"\s*\d")
#: Behind a figure its own words end here; before it they begin after one of the hard ones.
_HARD = re.compile(r"[,;()]|\s[-–—]\s")
_SOFT = re.compile(
    r"[,;()]|\s[-–—]\s|\b(?:và(?! (?:trước|đúng|sớm) (?:thời )?(?:hạn|hẹn))|còn(?! lại| trong| hạn| thời)|đạt|chiếm|tỷ lệ|tỉ lệ|tương ứng|tương đương)\b"
)
_SENTENCE_END = re.compile(
    r"(?:(?<![A-ZĐ])|(?<=[A-ZĐ]{3}))(?<!\bTT)(?<!\bTP)(?<!\.)[.!?](?=\s+[A-ZĐÀ-Ỹ0-9“\"(*-]|\s*$)|\./\.|;?\s*\n"
)
_NOTHING_LATE = re.compile(
    r"\b(?:không|chưa) (?:có|phát sinh|để xảy ra)(?: trường hợp)?(?: nào)? hồ sơ"
    r"[^,.;()]{0,60}?(?:quá|trễ|chậm) (?:thời )?hạn",
    re.IGNORECASE,
)


_BRACKETS = re.compile(r"[()]")
_AMONG = re.compile(r"\s*trong (?:tổng )?(?:số )?$", re.IGNORECASE)
_HAVE = re.compile(r"[^,;.()]{0,20}?,?[^,;.()]{0,40}?\b(?:có|thì)\b", re.IGNORECASE)
_HAVE_STOP = re.compile(r"[;()]|\b(?:có|thì)\b")
#: What may be printed with its parts: of "98/100 hồ sơ, trong đó …" the count above.
_WHOLES = frozenset({Kind.COUNT, Kind.MONEY, Kind.RATIO})
_WORD = re.compile(r"[^\W\d_]+")
_PAIR = 2
#: Between two counts of which the first is of the second.
UNDER = re.compile(r"\s*(?:trên|trong)(?: tổng)?(?: số)?\s*", re.IGNORECASE)
#: So many words before a bracket name the figure in it.
_NEW_LABEL = 3


class Opening(StrEnum):
    """How a list of parts was opened."""

    BRACKETS = "brackets"
    WORDS = "words"
    BULLETS = "bullets"


@dataclass(frozen=True, slots=True)
class Mention:
    """One figure of a text.

    ``lead`` are the words since the figure before, ``before`` those since the last comma, ``after``
    the words behind. ``whole`` is the place, in the sequence of mentions, of the figure this one
    is a part of; figures with one ``opened_at`` are one list of parts.
    """

    figure: Number
    before: str
    lead: str
    after: str
    unit: str
    sentence: int
    whole: int | None = None
    opening: Opening | None = None
    opened_at: int = -1
    absent: bool = False  # "không có hồ sơ quá hạn": a zero said in words

    @property
    def value(self) -> Decimal:
        """The figure's value."""
        return self.figure.value

    @property
    def exact(self) -> bool:
        """Tell whether the figure is meant as printed: not "hơn 6.900", not "tăng 2,0"."""
        return self.figure.exact and not self.figure.change

    @property
    def label(self) -> str:
        """The words that say what is counted."""
        return f"{self.lead} … {self.after}"


@dataclass(slots=True)
class _Level:
    """One depth of brackets while reading."""

    anchor: int | None = None
    opening: Opening | None = None
    opened_at: int = -1
    last_count: int | None = None


@dataclass(frozen=True, slots=True)
class _Event:
    at: int
    end: int
    figure: Number | None = None
    sign: str = ""  # "(", ")", "opener", "end"


@dataclass(slots=True)
class _Reader:
    text: str
    events: Sequence[_Event]
    found: list[Mention] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=lambda: [_Level()])
    sentence: int = 0
    begins: int = 0  # where the words of the next figure begin
    carried: int | None = None  # the count a sentence beginning with "Trong đó" speaks of
    divided: int | None = None  # the whole of the list the sentence before ended with

    def read(self) -> tuple[Mention, ...]:
        acts = {"(": self._open, ")": self._close, "opener": self._part, "end": self._finish}
        acts["colon"] = self._colon
        for place, event in enumerate(self.events):
            if event.figure is not None:
                self._mention(event.figure, place)
            else:
                acts[event.sign](event)
        return tuple(self.found)

    def _open(self, event: _Event) -> None:
        words = _WORD.findall(self.text, self.begins, event.at)
        if len(words) >= (1 if self.levels[-1].last_count is None else _NEW_LABEL):
            # "số hồ sơ tiếp nhận (157 hồ sơ)": the words before name the figure within.
            self.levels.append(_Level())
            return
        self.levels.append(_Level(self.levels[-1].last_count, Opening.BRACKETS, event.at))
        self.begins = event.end

    def _close(self, event: _Event) -> None:
        if len(self.levels) > 1:
            self.levels.pop()
        self.begins = event.end

    def _part(self, event: _Event) -> None:
        level = self.levels[-1]
        count = level.last_count
        if count is None and level.anchor is None and len(self.levels) == 1:
            count = self._carried(event)
        if count is not None:
            level.anchor, level.opening, level.opened_at = count, Opening.WORDS, event.at
        self.begins = event.end

    def _carried(self, event: _Event) -> int | None:
        """Return what the sentence before ended with: the last count, or the whole if it is less."""
        behind = (each.figure for each in self.events if each.at >= event.end and each.figure)
        first = next(behind, None)
        if None in {first, self.carried, self.divided}:
            return self.carried
        assert first is not None
        assert self.carried is not None
        return self.divided if first.value > self.found[self.carried].value else self.carried

    def _colon(self, event: _Event) -> None:
        """Open parts at a colon behind a count's own words, or behind its clause."""
        last = self.levels[-1].last_count
        if last is None or self._labels(event):
            return
        if not self.text[self.begins : event.at].strip() or self._lists(self.found[last], event):
            self._part(event)

    def _labels(self, event: _Event) -> bool:
        """Tell whether the colon of "…; trong đó, trước hạn: 60 hồ sơ" ends the first part's own words."""
        level = self.levels[-1]
        opened = level.anchor is not None and level.anchor == level.last_count
        return opened and bool(
            _WORD.search(self.text, self.begins, event.at) and _AT_ONCE.match(self.text, event.end)
        )

    def _lists(self, whole: Mention, event: _Event) -> bool:
        """Tell whether behind "Với 526 hồ sơ mới, có hai cách:" the same is counted again."""
        told = sum(each.sentence == self.sentence for each in self.found)
        behind = [each.figure for each in self.events if each.at >= event.end and each.figure]
        units = {_unit(each, self.text[each.end :]) for each in behind[:_PAIR]}
        alone = told == 1 and whole.sentence == self.sentence
        return alone and len(behind) >= _PAIR and bool(whole.unit) and units == {whole.unit}

    def _finish(self, event: _Event) -> None:
        level = self.levels[0]
        kept = level if level.last_count is None and level.anchor is not None else None
        if level.last_count is not None:
            again = level.anchor is not None and level.anchor == self.carried
            self.carried = level.anchor if again else level.last_count
            self.divided = level.anchor
        self.levels = [kept or _Level()]
        self.sentence += 1
        self.begins = event.end

    def _mention(self, figure: Number, place: int) -> None:
        level = self.levels[-1]
        lead = self.text[self.begins : figure.start]
        behind = self._behind(figure, place)
        self.found.append(
            Mention(
                figure=figure,
                before=_squeezed(_HARD.split(lead)[-1]),
                lead=_squeezed(lead),
                after=_squeezed(behind),
                unit=self._unit(figure, place),
                sentence=self.sentence,
                whole=level.anchor,
                opening=level.opening if level.anchor is not None else None,
                opened_at=level.opened_at,
                absent=figure.printed[:1].isalpha(),
            )
        )
        below = lead.strip() == "/" and bool(self.found[:-1])  # "12,5 tỷ đồng/20 tỷ đồng"
        if figure.kind in _WHOLES and not figure.change and not below:
            level.last_count = len(self.found) - 1
            if _AMONG.match(lead) and _HAVE.match(self.text[figure.end + len(behind) :]):
                # "Trong 53 kiến nghị có 20 …, 33 …": the parts follow.
                level.anchor, level.opening = level.last_count, Opening.WORDS
                level.opened_at = figure.start
        self.begins = figure.end + len(behind)

    def _unit(self, figure: Number, place: int) -> str:
        """Return what the figure counts; of "98 trên 100 hồ sơ" both count the same."""
        unit = _unit(figure, self.text[figure.end :])
        under = self.events[place + 1].figure if place + 1 < len(self.events) else None
        if unit or under is None or not UNDER.fullmatch(self.text, figure.end, under.start):
            return unit
        return _unit(under, self.text[under.end :])

    def _behind(self, figure: Number, place: int) -> str:
        """Return the words behind a figure that are its own."""
        until = self.events[place + 1].at if place + 1 < len(self.events) else len(self.text)
        gap = self.text[figure.end : until]
        among = _AMONG.match(self.text[self.begins : figure.start])
        stop = (_HAVE_STOP if among else _SOFT).search(gap)
        if stop:
            return gap[: stop.start()]
        if place + 1 < len(self.events) and self.events[place + 1].figure is not None:
            return wording.unit_text(gap)
        return gap


def read(text: str, figures: Sequence[Number]) -> tuple[Mention, ...]:
    """Return the figures of a text as mentions, and the zeros it says in words, in order."""
    silenced = _silenced(text, figures)
    return _Reader(silenced, _events(silenced, figures)).read()


def _events(text: str, figures: Sequence[Number]) -> tuple[_Event, ...]:
    zeros = [
        Number(Decimal(0), Kind.COUNT, found[0], found.start(), found.end())
        for found in _NOTHING_LATE.finditer(text)
    ]
    taken = {at for each in (*figures, *zeros) for at in range(each.start, each.end)}
    events = [_Event(each.start, each.end, each) for each in (*figures, *zeros)]
    events += [
        _Event(found.start(), found.end(), sign=found[0])
        for found in _BRACKETS.finditer(text)
        if found.start() not in taken
    ]
    for sign, pattern in (("opener", _OPENERS), ("colon", _COLON), ("end", _SENTENCE_END)):
        events += [
            _Event(found.start(), found.end(), sign=sign)
            for found in pattern.finditer(text)
            if found.start() not in taken
        ]
    return tuple(sorted(events, key=lambda event: (event.at, event.end)))


def _silenced(text: str, figures: Sequence[Number]) -> str:
    """Blank out brackets that hold no figure: they belong to the words around them."""
    if "(" not in text:
        return text
    letters = list(text)
    starts = sorted(figure.start for figure in figures)
    opened: list[int] = []
    for at, letter in enumerate(text):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            start = opened.pop()
            if bisect_left(starts, at) == bisect_right(starts, start):
                letters[start : at + 1] = " " * (at + 1 - start)
    return "".join(letters)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:")


def _unit(figure: Number, behind: str) -> str:
    return wording.unit_after(behind) or wording.unit_after(figure.unit)


def parts(mentions: Sequence[Mention]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give every list of parts as the place of its whole and the places of its counts."""
    lists: dict[tuple[int, int], list[int]] = {}
    for place, mention in enumerate(mentions):
        if mention.whole is not None and mention.figure.kind in {Kind.COUNT, Kind.MONEY}:
            lists.setdefault((mention.whole, mention.opened_at), []).append(place)
    for (whole, _), places in lists.items():
        yield whole, tuple(places)
