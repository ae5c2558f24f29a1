"""Which letters of a text are already understood."""

import re


class Claims:
    """Stretches of one text that have been given a meaning, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._taken = bytearray(len(text))

    def free(self, start: int, end: int) -> bool:
        """Tell whether nobody has claimed a letter of the stretch."""
        return not any(self._taken[start:end])

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
