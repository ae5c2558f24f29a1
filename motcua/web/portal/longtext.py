"""Official text as one reads it: steps with their titles, lists, links out. No word is changed.

The national catalogue keeps steps and conditions as one text of up to 45,000 characters, its lines
begun by hand with "Bước 1:", "-", "+" or "a)".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import urlize

#: Longer texts stay folded: who wants to know how to file reads the summary first.
LONG = 1500
#: One step needs no outline.
_FEWEST = 2
#: A longer first line is no title of a step.
_LONGEST_TITLE = 160
#: A line so long with marks inside is a list somebody wrote in one line.
_RUN_TOGETHER = 400
_STEP = re.compile(r"bước\s+\d+\s*[:.–-]?\s*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-–•]|\++\)?|\*+)\s*(?=\S)|(?=\(?[a-zđ]\d?\)\s)")
_INNER = re.compile(r"(?<=[.;:])\s+(?=[-+]\s)")


@dataclass(frozen=True)
class Block:
    """A paragraph, or the points of a list."""

    text: str | None
    points: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """A step, or the whole of a text that has none: its title ("" for none) and what it says."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Told:
    """A text in parts; ``long`` when it is better folded."""

    parts: Sequence[Part]
    long: bool

    @property
    def titles(self) -> list[str]:
        """The titles of the steps, as far as there are any."""
        return [part.title for part in self.parts if part.title]

    @property
    def outline(self) -> list[str]:
        """The titles, where every one says more than its number; else nothing."""
        bare = any(_STEP.sub("", f"{title} ") == "" for title in self.titles)
        return [] if bare or len(self.titles) < _FEWEST else self.titles

    @property
    def plain(self) -> bool:
        """Whether every line is a step of its own, without titles or lists."""
        return not self.titles and all(block.text for part in self.parts for block in part.blocks)


def told(text: str) -> Told:
    """Read a text of lines."""
    lines = [piece for line in text.splitlines() for piece in _pieces(" ".join(line.split()))]
    parts: list[Part] = []
    title, held = "", list[str]()
    for line in lines:
        step = _STEP.match(line)
        if step is None:
            held.append(line)
            continue
        _close(parts, title, held)
        title, held = _titled(line, step.end())
    _close(parts, title, held)
    return Told(parts, long=len(text) > LONG)


def _pieces(line: str) -> list[str]:
    if not line:
        return []
    return _INNER.split(line) if len(line) > _RUN_TOGETHER else [line]


def _titled(line: str, end: int) -> tuple[str, list[str]]:
    """The title of a step; a line too long for one leaves its text to what follows."""
    if len(line) <= _LONGEST_TITLE:
        return line.rstrip(" :."), []
    return line[:end].rstrip(" :.–-"), [line[end:]]


def _close(parts: list[Part], title: str, lines: Sequence[str]) -> None:
    if title or lines:
        parts.append(Part(title, _blocks(lines)))


def _blocks(lines: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    points: list[str] = []
    for line in lines:
        mark = _BULLET.match(line)
        if mark:
            points.append(_linked(line[mark.end() :]))
            continue
        if points:
            blocks.append(Block(None, points))
            points = []
        blocks.append(Block(_linked(line)))
    if points:
        blocks.append(Block(None, points))
    return blocks


def _linked(text: str) -> str:
    return urlize(text, nofollow=True, autoescape=True)
