"""Quotes as the report prints them: a row of Markdown with its bars, a word with its emphasis."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from motcua.checking.document import Document
from motcua.checking.findings import Finding

#: What a printer puts between the words of a quote and the reader leaves out.
_BETWEEN = r"(?:[\s|*_\\`]|</?[a-z]{1,6}/?>|&nbsp;)*"
_EMPHASIS = r"[*_]{0,3}"
_LONGEST = 60


def as_printed(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give the findings, each quote in the very letters of the report where it has them."""
    text = "\n".join(line.text for line in document.lines)
    flat = " ".join(text.split())
    starts = [0, *accumulate(len(line.text) + 1 for line in document.lines)]
    for finding in findings:
        quotes = tuple(
            quote if quote in flat else _found(quote, finding.line, text, starts)
            for quote in finding.quotes
        )
        yield replace(finding, quotes=quotes) if quotes != finding.quotes else finding


def _found(quote: str, line: int, text: str, starts: list[int]) -> str:
    """Return the stretch of the text that holds these words, the nearest to the line."""
    words = quote.split()
    if len(words) > _LONGEST:
        return quote
    inner = _BETWEEN.join(map(re.escape, words))
    pattern = re.compile(f"{_EMPHASIS}{inner}{_EMPHASIS}")
    nearest = min(
        pattern.finditer(text),
        key=lambda match: abs(bisect_right(starts, match.start()) - line),
        default=None,
    )
    return quote if nearest is None else " ".join(nearest[0].split())
