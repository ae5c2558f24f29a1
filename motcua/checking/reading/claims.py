"""Which letters of a text are already understood."""

import re
from collections.abc import Sequence
from functools import cached_property

#: The words that stand right before digits and right behind them.
_BEFORE = re.compile(r"([^\W\d_]+)\W*\d")
_BEHIND = re.compile(r"\d\s*°?([^\W\d_]+)")


class Claims:
    """Stretches of one text that have been given a meaning, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._taken = bytearray(len(text))

    @cached_property
    def lowered(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def beside(self) -> frozenset[str]:
        """The words right before or behind digits, in small letters."""
        return frozenset((*_BEFORE.findall(self.lowered), *_BEHIND.findall(self.lowered)))

    def holds(self, parts: Sequence[str]) -> bool:
        """Tell whether one of the stretches, given in small letters, stands in the text."""
        return any(part in self.lowered for part in parts)

    def free(self, start: int, end: int) -> bool:
        """Tell whether nobody has claimed a letter of the stretch."""
        return self._taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Claim the stretch."""
        self._taken[start:end] = b"\x01" * (end - start)

    def matches(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Claim and return every match of the pattern on unclaimed letters."""
        found = []
        for match in pattern.finditer(self.text):
            if self.free(*match.span()):
                self.take(*match.span())
                found.append(match)
        return found
