"""Whose figure it is and for which time: read from its sentence, its paragraph and its headings.

Two figures are compared only when nothing near either says that they are of different bodies or
times, so everything that may tell them apart is collected here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from motcua.checking.document import Block, Document, Kind, Paragraph

_TOWN = re.compile(r"thị xã|thành phố")
_LEVELS = {
    "all": r"toàn (?:tỉnh|huyện|xã|thành phố|thị xã|quận|phường|thị trấn|địa bàn|ngành)|"
    r"(?:trên|tại|của|thuộc) (?:địa bàn|địa phương)|cả (?:tỉnh|huyện|xã)|các cấp|3 cấp|03 cấp",
    "province": r"cấp tỉnh|ubnd tỉnh|ủy ban nhân dân tỉnh|các sở|sở, (?:ban, )?ngành|"
    r"sở ngành|phục vụ hành chính công (?:cấp )?tỉnh|\bsở [a-zđà-ỹ]",
    "district": r"cấp huyện|ubnd (?:các )?huyện|các huyện|ủy ban nhân dân (?:các )?huyện|"
    r"phòng chuyên môn|phòng, ban|ubnd (?:các )?quận|cấp quận|\btown\b",
    "commune": r"cấp xã|các xã|ubnd (?:các )?(?:xã|phường|thị trấn)|xã, (?:phường|thị trấn)|"
    r"các phường|ủy ban nhân dân (?:các )?(?:xã|phường|thị trấn)|\d xã",
}
_COMPILED = {level: re.compile(pattern) for level, pattern in _LEVELS.items()}


@lru_cache(maxsize=8192)
def levels(text: str) -> frozenset[str]:
    """Return the levels of government the text names: all, province, district, commune."""
    lowered = _TOWN.sub("town", text.lower())
    return frozenset(level for level, pattern in _COMPILED.items() if pattern.search(lowered))


@dataclass(frozen=True, slots=True)
class Section:
    """Where in the report a block stands: its headings, outermost first, and its number."""

    number: int
    headings: tuple[str, ...]

    @property
    def levels(self) -> frozenset[str]:
        """The levels the innermost heading that names any names."""
        for heading in reversed(self.headings):
            named = levels(heading)
            if named:
                return named
        return frozenset()


def sections(document: Document) -> tuple[Section, ...]:
    """Return for every block the section it stands in; a heading stands in its own."""
    found: list[Section] = []
    stack: list[tuple[int, str]] = []
    number = 0
    for block in document.blocks:
        if _is_heading(block):
            assert isinstance(block, Paragraph)
            rank = block.level
            stack = [each for each in stack if each[0] < rank]
            stack.append((rank, block.text))
            number += 1
        found.append(Section(number, tuple(text for _, text in stack)))
    return tuple(found)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind is Kind.HEADING
