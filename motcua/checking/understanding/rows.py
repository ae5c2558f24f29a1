"""Rows of an outline: a figure a paragraph, hung under titles, under each other, over a total below.

"Trong đó trực tuyến: 120" is a part of the row before it; "Cộng: 452" is the whole of the rows
above it; "Tổng số: 452" under "Hồ sơ đã giải quyết" counts what its title, or its parts, say.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from motcua.checking.document import Kind, Paragraph
from motcua.checking.understanding import wording
from motcua.checking.understanding.mentions import Opening
from motcua.checking.understanding.quantities import Passage, Quantity
from motcua.checking.understanding.wording import Subject

_LONGEST_TITLE = 110
_FEWEST = 2
_TOTAL = re.compile(
    r"(?:tổng(?: số| cộng)?|cộng|tổng số lượng|số lượng)(?: hồ sơ)?(?: là| có)?", re.IGNORECASE
)
_TOTAL_BELOW = re.compile(r"(?:tổng cộng|tổng|cộng)(?: chung)?(?: là)?", re.IGNORECASE)
_AMONG = re.compile(r"trong (?:đó|số (?:này|đó))\b\W*(?=\w)", re.IGNORECASE)
#: What a total counts by the words of its parts, likeliest first.
_STAGE_OF_PARTS = (
    ("settled", frozenset({"early", "on_time"})),
    ("pending", frozenset({"in_time", "not_due"})),
    ("received", frozenset({"online", "direct", "post", "new", "carried"})),
)
_GOING = frozenset({Subject.DOSSIER, Subject.PETITION})
_STAGES = frozenset({"received", "new", "carried", "settled", "pending"})
_DONE = re.compile(r"đã (?:được )?(?:giải quyết|xử lý|trả|hoàn thành)")
_PARTS = frozenset(word for _, parts in _STAGE_OF_PARTS for word in parts) | {"late"}
_DIVIDED = re.compile(
    r"(?:phân|chia)(?: loại| ra)? theo|theo\b|phân loại|cơ cấu|trong tổng số", re.IGNORECASE
)
_SIDES = frozenset({Kind.BULLET, Kind.NUMBERED})


def arranged(passages: Sequence[Passage], quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the figures with what their place in an outline says of them."""
    found = list(quantities)
    rows = list(_rows(passages, found))
    for row in _first_of_blocks(found):
        found[row] = _named(found[row], found)
    for row, each in enumerate(found):
        if each.whole is not None and each.subject is None and not each.unit:
            found[row] = replace(each, subject=found[each.whole].subject)
    for row in rows:
        _hang_among(rows, row, found)
    for row in rows:
        _hang_above(rows, row, found)
        _hang_below(rows, row, found)
        _hang_divided(rows, row, found)
    for row in rows:
        found[row] = _staged(found[row], found)
    for row in _first_of_blocks(found):
        found[row] = _titled(found[row])
    return tuple(found)


def _first_of_blocks(found: Sequence[Quantity]) -> list[int]:
    return [at for at, each in enumerate(found) if not at or found[at - 1].block != each.block]


def _rows(passages: Sequence[Passage], found: list[Quantity]) -> Iterator[int]:
    """Give the places of figures that are their paragraph's only count, titles put beside."""
    counted: dict[int, list[Quantity]] = {}
    for each in found:
        counted.setdefault(each.block, []).append(each)
    above: list[tuple[int, str]] = []
    for passage in passages:
        figures = counted.get(passage.block, [])
        above = _titles(above, passage, bare=not figures)
        titles = (*passage.section.headings, *(text for _, text in above))
        for each in figures:
            found[each.place] = replace(each, titles=titles)
        if len(figures) == 1 and figures[0].counts and not figures[0].aside:
            yield figures[0].place


def _titles(
    above: Sequence[tuple[int, str]], passage: Passage, *, bare: bool
) -> list[tuple[int, str]]:
    """Return the lines without figures, by level, that stand over what comes with the passage."""
    level, text = passage.paragraph.level, passage.paragraph.text
    if passage.paragraph.kind is Kind.HEADING:
        return []
    kept = [each for each in above if each[0] < level or (each[0] == level and not bare)]
    return [*kept, (level, text)] if bare and _is_title(passage) else kept


def _is_title(passage: Passage) -> bool:
    text = passage.paragraph.text
    short = len(text) <= _LONGEST_TITLE and not text.endswith(".")
    return short and not passage.found.numbers and not _AMONG.match(f"{text} x")


def _named(row: Quantity, found: Sequence[Quantity]) -> Quantity:
    """Return the row with what it counts, where only its titles or the rows before say so."""
    if row.subject is not None or row.unit:
        return row
    if row.whole is not None:
        return replace(row, subject=found[row.whole].subject)
    places = range(row.place - 1, -1, -1)
    before = next((found[at] for at in places if found[at].subject), None)
    staged = before is not None and row.words & _STAGES and before.subject in _GOING
    if before is not None and staged and before.section.number == row.section.number:
        return replace(row, subject=before.subject)
    for title in reversed(row.titles):
        subject = wording.subject_named(title)
        if subject is not None:
            return replace(row, subject=subject)
        if before is not None and staged and wording.words(title) & _STAGES:
            return replace(row, subject=before.subject)
    return row


def _source(figure: Quantity) -> Paragraph:
    assert isinstance(figure.source, Paragraph)
    return figure.source


def _hang_among(rows: Sequence[int], row: int, found: list[Quantity]) -> None:
    """Hang "Trong đó trước hạn: 12" under the row of its own list before it."""
    each = found[row]
    if each.whole is not None or not _AMONG.match(each.source.text):
        return
    for place in reversed(rows[: bisect_left(rows, row)]):
        other = found[place]
        if not _side_by_side(other, each):
            return
        if not _AMONG.match(other.source.text):
            opened = -2 - other.block
            found[row] = replace(each, whole=place, opening=Opening.BULLETS, opened_at=opened)
            return


def _side_by_side(left: Quantity, right: Quantity) -> bool:
    one, other = _source(left), _source(right)
    alike = one.kind is other.kind and one.level == other.level and one.kind in _SIDES
    return alike and left.section.number == right.section.number and left.titles == right.titles


def _hang_above(rows: Sequence[int], row: int, found: list[Quantity]) -> None:
    """Hang the rows above "Cộng: 452" under it."""
    total = found[row]
    if not _TOTAL_BELOW.fullmatch(total.lead.strip(" .,;:–-")):
        return
    run = _above(rows, row, found)
    alike = {each.unit for each in (total, *run)} - {""}
    if len(run) < _FEWEST or len(alike) > 1:
        return
    for each in run:
        found[each.place] = replace(
            each,
            whole=row,
            opening=Opening.BULLETS,
            opened_at=-2 - total.block,
            subject=each.subject or total.subject,
        )


def _above(rows: Sequence[int], row: int, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the rows of one list right above a total that are no parts of anything else."""
    total = found[row]
    run: list[Quantity] = []
    for place in reversed(rows[: bisect_left(rows, row)]):
        each = found[place]
        if each.section.number != total.section.number or each.titles != total.titles:
            break
        if _TOTAL_BELOW.fullmatch(each.lead.strip(" .,;:–-")):
            break
        if each.whole is not None and each.whole != total.whole and each.whole in rows:
            continue  # a row under one of the rows
        if _source(each).kind not in _SIDES or (run and not _side_by_side(each, run[-1])):
            break
        run.append(each)
    return run[::-1]


def _hang_below(rows: Sequence[int], row: int, found: list[Quantity]) -> None:
    """Hang under "1.1. Tổng số: 452" the rows beside it that tell a part of the way of dossiers."""
    total = found[row]
    if not _is_total(total):
        return
    for place in rows[bisect_right(rows, row) :]:
        each = found[place]
        if _is_total(each) or not _side_by_side(total, each):
            return
        if each.whole == total.whole and each.words & _PARTS and not each.words & {"total"}:
            opened = -2 - total.block
            found[place] = replace(each, whole=row, opening=Opening.BULLETS, opened_at=opened)


def _hang_divided(rows: Sequence[int], row: int, found: list[Quantity]) -> None:
    """Hang the rows under "1.2. Theo cơ quan ban hành" under the row before that title."""
    each = found[row]
    if each.whole is not None or not each.titles or not _DIVIDED.match(each.titles[-1]):
        return
    list_ = [one for one in rows if found[one].titles == each.titles]
    before = [one for one in rows if one < list_[0] and found[one].whole is None]
    home = [one for one in before if found[one].titles == each.titles[:-1]]
    if home and each.unit in {"", found[home[-1]].unit}:
        opened = -2 - found[list_[0]].block
        subject = each.subject if each.unit else found[home[-1]].subject
        found[row] = replace(
            each, whole=home[-1], opening=Opening.BULLETS, opened_at=opened, subject=subject
        )


def _is_total(row: Quantity) -> bool:
    return _TOTAL.fullmatch(row.lead.strip(" .,;:–-")) is not None


def _titled(figure: Quantity) -> Quantity:
    """Return a figure that begins its paragraph with the words of the title right above."""
    bare = not figure.lead and figure.unit and wording.unit_text(figure.after) == figure.after
    if figure.words or not bare or not figure.titles or figure.whole is not None:
        return figure
    stage = _stage_of(figure.titles[-1:])
    known = frozenset({stage} if stage else ())
    return replace(figure, words=known, near=known)


def _staged(row: Quantity, found: Sequence[Quantity]) -> Quantity:
    """Return a total that names no stage with the one its parts or its title name."""
    if not _is_total(row) or row.words & _STAGES:
        return row
    parts = [each for each in found if each.whole == row.place]
    words = frozenset(word for each in parts for word in each.words)
    stage = next((name for name, parts in _STAGE_OF_PARTS if words & parts), "")
    stage = stage or _stage_of(row.titles)
    if not stage:
        return row
    whole = stage != "received" or "carried" in words
    known = (row.words | {"total"} if whole else row.words - {"total"}) | {stage}
    return replace(row, words=known, near=known)


def _stage_of(titles: Sequence[str]) -> str:
    """Return the one stage the innermost title that names any names."""
    for title in reversed(titles):
        named = wording.words(title) & _STAGES
        if named:
            stage = "received" if named <= {"received", "new"} else min(named)
            plain = len(named) == 1 or stage == "received"
            sure = stage != "settled" or _DONE.search(title.lower()) is not None
            return stage if plain and sure else ""
    return ""
