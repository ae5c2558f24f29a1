"""Results for a person at a terminal: what is certain first, with line, quotes and figures."""

import textwrap
from collections.abc import Sequence

from motcua.checking.document import Document
from motcua.checking.findings import Checked, Finding, Severity
from motcua.checking.showing import words

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}
_BOLD, _DIM = "1", "2"
_NARROWEST, _WIDEST = 50, 100
_LONGEST_QUOTE = 220


def as_text(
    results: Sequence[Checked],
    documents: Sequence[Document] = (),
    *,
    width: int = 88,
    colour: bool = False,
) -> str:
    """Return everything found as lines of text no wider than the terminal, as far as words allow.

    ``documents`` are the reports the results are of, in the same order.
    """
    paper = _Paper(min(max(width, _NARROWEST), _WIDEST), colour=colour)
    of = (*documents, *[None] * (len(results) - len(documents)))
    pairs = zip(results, of, strict=True)
    return "\n".join(paper.report(checked, document) for checked, document in pairs)


class _Paper:
    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def report(self, checked: Checked, document: Document | None) -> str:
        parts = [self._painted(checked.file, _BOLD)]
        parts += [self._wrapped(remark, "  ") for remark in document.remarks] if document else []
        parts += [self._finding(one, document) for one in words.ordered(checked.findings)]
        parts.append(self._wrapped(words.summary(checked), "  "))
        return "\n".join(parts) + "\n"

    def _finding(self, finding: Finding, document: Document | None) -> str:
        name = self._painted(words.SEVERITIES[finding.severity], _COLOURS[finding.severity])
        place = words.where(finding.line, document)
        also = f" · đối chiếu với {finding.file}" if finding.file else ""
        head = f"  {name} · {place} · {words.CODES[finding.code]} ({finding.code.value}){also}"
        lines = [head, self._wrapped(finding.message, "    ")]
        lines += [self._wrapped(f"“{_short(quote)}”", "      ") for quote in finding.quotes]
        told = words.figures(finding)
        if told:
            lines.append(self._painted(self._wrapped(told, "    "), _DIM))
        return "\n".join(lines) + "\n"

    def _wrapped(self, text: str, indent: str) -> str:
        return textwrap.fill(
            " ".join(text.split()),
            self.width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        )

    def _painted(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour else text


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
