"""How much a report may hold: beyond it nobody wrote a report, and checking would take for ever."""

from motcua.checking.document import Document, Paragraph
from motcua.checking.reading.archives import damaged
from motcua.checking.reading.refusals import Unreadable

_MOST_LETTERS = 4_000_000
_MOST_LINES = 60_000
_MOST_CELLS = 150_000
_MOST_IN_ONE = 40_000
_SAMPLE = 400
#: Every letter, figure and mark of Vietnamese comes before this one.
_LATIN = "\u2e80"
_FEWEST_LATIN = 0.6


def hold_text(text: str, name: str) -> None:
    """Raise ``Unreadable`` for more text than a thousand pages hold."""
    if len(text) > _MOST_LETTERS or text.count("\n") > _MOST_LINES:
        raise Unreadable(_too_much(name))


def held(document: Document, name: str) -> Document:
    """Return the report.

    Raises ``Unreadable`` where it has more cells or longer paragraphs than any, nothing at all, or
    letters of no language written here: what a program makes of a file that was noise.
    """
    cells = sum(len(row) for table in document.tables for row in table.rows)
    longest = max(
        (len(block.text) for block in document.blocks if isinstance(block, Paragraph)), default=0
    )
    if cells > _MOST_CELLS or longest > _MOST_IN_ONE or len(document.lines) > _MOST_LINES:
        raise Unreadable(_too_much(name))
    letters = "".join(line.text for line in document.lines[:_SAMPLE])
    if not letters.strip():
        raise Unreadable(f"Tệp {name} không có nội dung. Hãy chọn lại tệp báo cáo.")
    if sum(letter < _LATIN for letter in letters) < len(letters) * _FEWEST_LATIN:
        raise Unreadable(damaged(name))
    return document


def _too_much(name: str) -> str:
    return f"Nội dung tệp {name} quá lớn để rà soát. Hãy gửi riêng phần báo cáo và biểu số liệu."
