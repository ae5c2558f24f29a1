"""Enumerators in running text, "(1) … (2) …", told from figures in parentheses, "ba (03)"."""

import re
from collections.abc import Iterator

from motcua.checking.reading.claims import Claims
from motcua.checking.reading.tokens import Mark, Sign
from motcua.checking.reading.words import SPELLED

_BARE = re.compile(r"\((\d{1,2})\)")
_SPELLED_BEFORE = re.compile(rf"(?<!\w){SPELLED}\s*$", re.IGNORECASE)
_LOOK_BACK = 30


def claim(claims: Claims) -> Iterator[Mark]:
    """Claim the numbers in bare parentheses that count on from each other, or begin with one."""
    text = claims.text
    found = [match for match in _BARE.finditer(text) if claims.free(*match.span())]
    plain = [
        match
        for match in found
        if not _SPELLED_BEFORE.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    ]
    values = {int(match[1]) for match in plain}
    for match in plain:
        value = int(match[1])
        alone = value - 1 not in values and value + 1 not in values
        if alone and not (value == 1 and match[1] == "1"):
            continue
        claims.take(*match.span())
        yield Mark(Sign.ITEM, match[0], match.start(), match.end(), match[1])
