"""Joins printed lines into paragraphs, whatever cut them: a narrow page, a page break, a footnote.

A line continues the paragraph before it when it bears no marker of its own and the words before
have not come to an end: no closing mark, no room left on the line, or a small letter follows.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from motcua.checking.document import Kind, Paragraph, Piece
from motcua.checking.reading import letters, markers, numbers, tokens
from motcua.checking.reading.words import COUNTED

_CLOSED = (".", ";", ":", "!", "?", "…")
_LONG_HEADING = 260
_SHORT_HEADING = 120
_FULL = 0.86
_NARROW = 150
_FEW = 4
#: A bullet so many blanks further in hangs under the one before.
_DEEPER = 2
_LONG = 60
_TAIL = 80
_NOTE = re.compile(r"\s*(?:<sup>\s*\[?(\d{1,3}|\*+)\]?\s*</sup>|([¹²³⁴⁵⁶⁷⁸⁹⁰]+)|\[\^(\d+)\]:)\s*")
#: A counted noun and nothing behind it.
_UNIT = re.compile(rf"(?:bộ )?{COUNTED}(?: hành chính| công)?", re.IGNORECASE)
_SHARPS = re.compile(r"(#{1,6})\s+")
_BOLD = re.compile(r"[#\s]*(?:\d[\d.]*\s+)?\*\*(?:[^*]|\*(?!\*))+\*\*[.:\s]*")
_ITALIC_SUP = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
#: A line that ends like this is waiting for its next word, even if that begins with a capital.
_HANGING = re.compile(
    r"(?:,|(?<!\w)(?:của|và|các|những|số|ngày|tháng|năm|tại|về|theo|là|do|với|cho|trên|trong|từ|"
    r"đến|bởi|gồm|như|thuộc|hoặc|cùng|giữa|nghị định|nghị quyết|quyết định|kế hoạch|công văn|"
    r"thông tư|ubnd|sở|bộ|ủy ban nhân dân|[\d.,/]*\d))\s*$",
    re.IGNORECASE,
)
#: "trực tuyến: 12 hồ sơ": a line of a list that has no bullets.
_ENTRY = re.compile(r"[^\d:]{2,60}[:\s]\s*\d[\d.,]*%?(?:\s+[^\W\d_]+){0,4}")
#: What rows of an outline of dossiers tell, and the colon that opens the rows below.
_STAGED = re.compile(
    r"tổng số|tiếp nhận|giải quyết|xử lý|hoàn thành|còn lại|kỳ trước|trả kết quả", re.IGNORECASE
)
_OPENED = re.compile(
    rf"\d\s+{COUNTED}[^\d:]{{0,60}}(?:trong đó|gồm(?: có)?|cụ thể|như sau|quyết|lý|nhận)\s*:$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?<!\w)(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã)\s*$")
_NAME = re.compile(r"[^\W\d_a-zà-ỹ][^\W\d_]*\s+[^\W\d_a-zà-ỹ]")
_GROUP_CUT = re.compile(r"(?<![\d.,])\d{1,3}[.,]$")
_GROUP_REST = re.compile(r"\d{3}(?!\d)[.,\d]*\s+[a-zà-ỹ]")
_HYPHEN_CUT = re.compile(r"\w-$")
_DAY_CUT = re.compile(r"\d\s?[-–/]$")


class Printed(NamedTuple):
    """One printed line of running text.

    ``gap`` says that something blank stood above it, ``space`` that it was measured on the page.
    """

    line: int
    text: str
    gap: bool = False
    heading: int = 0  # the rank a file format gives it, 0 for none
    note: str = ""  # the mark of the footnote the file format says it is
    bold: bool = False
    space: bool = False
    full: bool | None = None  # whether the next word would not have fitted, where that is known
    indent: int = 0  # blanks before a line of plain text


class _Draft:
    """A paragraph being put together."""

    def __init__(self, printed: Printed) -> None:
        raw = printed.text
        self.note = printed.note
        note = _NOTE.match(raw)
        if note and not printed.note:
            self.note = (note[1] or note[2] or note[3]).translate(_ITALIC_SUP)
            raw = raw[note.end() :]
        sharps = _SHARPS.match(raw.lstrip())
        self.rank = printed.heading or (len(sharps[1]) if sharps else 0)
        self.bold = printed.bold or _BOLD.fullmatch(raw) is not None
        text = letters.plain(raw.lstrip()[sharps.end() :] if sharps else raw)
        self.last = text
        self.full = printed.full
        self.marker: markers.Marker | None = None
        if not self.note:
            self.marker, text = markers.split(text)
        self.text = text
        self.indent = printed.indent
        self.pieces = [Piece(0, printed.line)]

    def add(self, text: str, line: Printed) -> None:
        blank = "" if _cut_inside(self.tail, text) else " "
        self.pieces.append(Piece(len(self.text) + len(blank), line.line))
        self.text += blank + text
        self.last = text
        self.full = line.full

    @property
    def tail(self) -> str:
        """Its last words, all that tells whether it goes on."""
        return self.text[-_TAIL:]

    @property
    def closed(self) -> bool:
        return self.text.endswith(_CLOSED)


def _cut_inside(before: str, after: str) -> bool:
    """Tell whether a figure or a date was cut by the end of the line: "1." "121 hồ sơ"."""
    if _GROUP_CUT.search(before) and _GROUP_REST.match(after):
        return True
    if _HYPHEN_CUT.search(before) and after[:1].isalnum():
        return True
    return before.endswith("/") and after[:1].isdigit()


def width_of(given: Iterable[str]) -> int | None:
    """Return the width lines were wrapped to, ``None`` where each line is a whole paragraph."""
    lines = [line for line in map(letters.plain, given) if line]
    lengths = sorted(len(line) for line in lines)
    if len(lengths) < _FEW:
        return None
    widest = lengths[-1 - len(lengths) // 50]
    if widest > _NARROW:
        return None
    texts = [line for line in lines if len(line) >= widest * _FULL]
    open_ended = sum(not text.endswith(_CLOSED) for text in texts)
    return widest if open_ended >= max(_FEW, len(lengths) // 10) else None


def assemble(printed: Sequence[Printed], *, width: int | None) -> list[Paragraph]:
    """Return the paragraphs of a stretch of running text, wrapped to the width if to any."""
    shown = [letters.plain(line.text) for line in printed]
    drafts: list[_Draft] = []
    gap = True
    for line, text in zip(printed, shown, strict=True):
        if not text:
            gap = True
            continue
        home = _home(drafts, line, text, gap=gap or line.gap, width=width)
        if home is None:
            drafts.append(_Draft(line))
        else:
            home.add(text, line)
        gap = False
    return _finished(drafts)


def _home(
    drafts: list[_Draft], line: Printed, text: str, *, gap: bool, width: int | None
) -> _Draft | None:
    """Return the paragraph the line continues, if it continues one."""
    if not drafts or _stands_alone(line, text):
        return None
    main = next((draft for draft in reversed(drafts) if not draft.note), None)
    last = drafts[-1]
    candidates = [last] if main is last or main is None else [main, last]
    if not gap:
        candidates.reverse()
    for draft in candidates:
        apart = gap or draft is not last
        if (draft.rank and apart) or _begins_anew(draft, text):
            continue
        if _continues(draft, text, apart=apart, width=width):
            return draft
    return None


def _stands_alone(line: Printed, text: str) -> bool:
    if line.heading or line.note or (line.space and not text[:1].islower()):
        return True
    marked = _NOTE.match(line.text) or _SHARPS.match(line.text.lstrip())
    return marked is not None or _BOLD.fullmatch(line.text) is not None


def _begins_anew(draft: _Draft, text: str) -> bool:
    marker, rest = markers.split(text)
    if marker is None:
        return draft.text.endswith("./.")
    # "giai đoạn 2021" / "- 2030", "ngày 15" / "- 20/3": the dash belongs to the words.
    return not (marker.printed in "-–" and rest[:1].isdigit() and draft.text[-1:].isdigit())


def _continues(draft: _Draft, text: str, *, apart: bool, width: int | None) -> bool:
    full = width is not None and _is_full(draft, text, width)
    if draft.closed:
        return _cut_inside(draft.tail, text) or (full and not apart)
    if text[0] == "(" and apart and not full:
        return draft.text.count("(") > draft.text.count(")")
    if not full and _ENTRY.fullmatch(draft.last) and _ENTRY.fullmatch(text):
        return False
    if text.lstrip('(“"')[:1].islower() or _DAY_CUT.search(draft.tail):
        return True
    if width is not None:
        return full
    return _waits(draft, text, apart=apart)


def _waits(draft: _Draft, text: str, *, apart: bool) -> bool:
    """Tell whether words of a whole-line paragraph wait for what begins with a digit or capital."""
    if text[0].isdigit():
        return not apart or len(draft.text) >= _LONG
    named = _PLACE.search(draft.tail) is not None and _NAME.match(text) is not None
    return len(draft.text) >= _LONG and (_HANGING.search(draft.tail) is not None or named)


def _is_full(draft: _Draft, following: str, width: int) -> bool:
    """Tell whether the next word would hardly have fitted on the paragraph's last line."""
    if draft.full is not None:
        return draft.full
    first = following.split(" ", 1)[0]
    return len(draft.last) + 1 + len(first) >= width * _FULL


def _finished(drafts: list[_Draft]) -> list[Paragraph]:
    paragraphs = []
    nesting: list[tuple[str, int]] = []
    for draft in drafts:
        kind, level = _kind(draft, nesting)
        mark = draft.note or (draft.marker.printed if draft.marker else "#" * draft.rank)
        paragraphs.append(Paragraph(draft.text, kind, level, mark, tuple(draft.pieces)))
    return paragraphs


def _kind(draft: _Draft, nesting: list[tuple[str, int]]) -> tuple[Kind, int]:
    if draft.note:
        return Kind.NOTE, 0
    rank = _heading_rank(draft)
    if rank:
        nesting.clear()
        return Kind.HEADING, rank
    if draft.marker is None:
        nesting.clear()
        return Kind.PLAIN, 0
    family = draft.marker.family
    listed = draft.marker.rank or family.startswith("(")
    if family == "-" and [name for name, _ in nesting] == ["+"]:
        nesting.clear()  # "+" never leads a list of "-"
    _nest(nesting, family, draft.indent, by_indent=not listed)
    return (Kind.NUMBERED if listed else Kind.BULLET), len(nesting)


def _nest(nesting: list[tuple[str, int]], family: str, indent: int, *, by_indent: bool) -> None:
    """Put a marker under those before it; one bullet for all levels is told by its indent."""
    same = [at for at, (name, _) in enumerate(nesting) if name == family]
    if not same:
        nesting.append((family, indent))
        return
    if by_indent and indent >= nesting[-1][1] + _DEEPER and same[-1] == len(nesting) - 1:
        nesting.append((family, indent))
        return
    home = [at for at in same if nesting[at][1] <= indent + 1] if by_indent else []
    del nesting[(home or same)[-1 if home else 0] + 1 :]


def _heading_rank(draft: _Draft) -> int:
    """Return the rank of a heading, 0 of everything else."""
    marked = draft.marker.rank if draft.marker else 0
    if (draft.marker and not marked) or _is_row(draft):
        return 0
    if draft.rank or draft.bold:
        return marked or draft.rank or 1
    if len(draft.text) > _LONG_HEADING:
        return 0
    if draft.text.isupper() and len(draft.text) > _FEW:
        return marked or 1
    if not marked or _tells_a_count(draft):
        return 0
    return marked if marked == 1 or _names_a_section(draft) else 0


def _tells_a_count(draft: _Draft) -> bool:
    """Tell whether "I. Số hồ sơ phải giải quyết: 1.234 hồ sơ" is a row of an outline, no title."""
    found = numbers.find(draft.text).numbers
    if not found or found[-1].kind is not tokens.Kind.COUNT:
        return False
    before = draft.text[: found[-1].start].rstrip()
    behind = draft.text[found[-1].end :].strip(" .;,")
    return _UNIT.fullmatch(behind) is not None or (not behind and before.endswith((":", "là")))


def _is_row(draft: _Draft) -> bool:
    """Tell whether a marked, bold or shouted line is a row with its figure: "II. ĐÃ GIẢI QUYẾT: 5.688 HỒ SƠ"."""
    short = len(draft.text) <= _SHORT_HEADING and any(map(str.isdigit, draft.text))
    if not short or not _STAGED.search(draft.text):
        return False
    opened = _OPENED.search(draft.text)
    found = numbers.find(draft.text).numbers
    alone = len(found) == 1 and found[0].kind is tokens.Kind.COUNT
    return alone and (_tells_a_count(draft) or opened is not None)


def _names_a_section(draft: _Draft) -> bool:
    """Tell whether numbered words are a title: they do not close, and state no figure."""
    if not draft.marker or draft.text.endswith(","):
        return False
    if draft.closed and not (draft.text.endswith(":") and len(draft.text) <= _SHORT_HEADING):
        return False
    return not numbers.find(draft.text).numbers
