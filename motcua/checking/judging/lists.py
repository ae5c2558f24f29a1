"""Whether the parts of a list add up to what is printed as their whole."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from motcua.checking.findings import Code, Severity
from motcua.checking.judging import repair
from motcua.checking.judging.relations import Bound, Claim, Sum
from motcua.checking.understanding import lists
from motcua.checking.understanding.lists import Division, Parts
from motcua.checking.understanding.mentions import Opening
from motcua.checking.understanding.quantities import Quantity

#: A list of no known division that misses its whole by more than this share is not its whole.
_NEAR = Decimal("0.05")
_MANY = 3
#: Where the text says that the list is whole, a slip may lie further off.
_HALF, _QUARTER = Decimal("0.5"), Decimal("0.25")
_TELLING = 100
#: Parts of a large whole that are a little more than it: no part was left out on purpose.
_PAIR, _FOUR = 2, 4
_CENT_OF_PERCENT = Decimal("0.0001")
_OVERFULL, _LARGE = Decimal("0.02"), 1000
_OPENER = 10
_PARTIAL = re.compile(
    r"chủ yếu|tập trung|nổi bật|điển hình|nhiều nhất|một số|tiêu biểu|trong đó|\bnhư\b|\bcó\b",
    re.IGNORECASE,
)
#: Words before the colon of such a list.
_SOME = re.compile(r"chủ yếu|tập trung|nổi bật|điển hình|nhất|một số|tiêu biểu", re.IGNORECASE)
#: A last part that takes up what the others leave.
_REST = re.compile(r"\bkhác\b|còn lại")
#: Digits in a list that are no part of it: shares, "lớp 1: 210".
_NO_PART = re.compile(r"\d[\d.,]*\s*(?:%|:)")
#: Nouns for which another stands as well: a decision is a document.
_KIND_OF = {
    **dict.fromkeys(("quyết định", "nghị quyết", "kế hoạch", "công văn", "báo cáo"), "văn bản"),
    **dict.fromkeys(
        ("sở", "ngành", "ban", "phòng", "xã", "phường", "thị trấn", "huyện", "ubnd", "ủy ban"),
        "đơn vị",
    ),
    "lượt": "người",
}
_TOPIC = "Cộng các số thành phần"
_TOPICS = {
    Division.LEVEL: "Cộng theo cấp",
    Division.PRESCRIBER: "Trung ương quy định + địa phương quy định",
    Division.SERVICE: "Cộng theo mức độ dịch vụ công",
    Division.PUBLICATION: "Công bố mới + sửa đổi, bổ sung + bãi bỏ",
    Division.FEE: "Lệ phí + phí",
    Division.CHANNEL: "Trực tuyến + trực tiếp, bưu chính",
}


def claims(found: Parts) -> Iterator[Claim]:
    """Give what the list claims, if it claims anything."""
    total = Sum(found.parts, (found.whole,), _TOPICS.get(found.division, _TOPIC))
    if total.holds:
        yield Claim((total,))
        return
    inner = _run(found.whole, found.parts)
    if inner is not None:
        yield Claim((inner,))
        return
    apart = _torn(found) or _of_another_kind(found)
    apart |= not found.exhaustive and _holds_more(found)
    severity = None if apart else _severity(found, total)
    if severity is not None:
        yield Claim((total,), severity)


def among(quantities: Sequence[Quantity]) -> Iterator[Claim]:
    """Give "Trong tổng số 9.444 hồ sơ mới có 237 hồ sơ …": no more than there are."""
    for whole, part in pairwise(quantities):
        hung = part.whole == whole.place and part.opened_at == whole.number.start
        alike = part.unit == whole.unit and part.sentence == whole.sentence and not part.aside
        if hung and alike and part.counts and whole.counts:
            yield Claim((Bound(part, whole, "Một phần so với tổng số"),))


def side_by_side(quantities: Sequence[Quantity]) -> Iterator[Claim]:
    """Give "Thu 900 đồng; riêng phí 600 đồng, lệ phí 300 đồng": all classes right behind, unopened."""
    for place, whole in enumerate(quantities[:-_PAIR]):
        parts = tuple(quantities[place + 1 : place + 1 + _PAIR])
        told = {(each.block, each.sentence, each.whole, each.unit) for each in (whole, *parts)}
        kinds = {each.number.kind for each in (whole, *parts)}
        if len(told) > 1 or len(kinds) > 1 or not whole.counts or whole.aside:
            continue
        total = Sum(parts, (whole,), _TOPIC)
        if lists.is_whole_of_two(parts) and (total.holds or _is_slip_of_size(total)):
            yield Claim((total,))


def _is_slip_of_size(total: Sum) -> bool:
    """Tell whether one slip, or a unit taken for another, explains what two large counts miss by."""
    slip = bool(repair.candidates(total)) and _digits(total.printed) >= _FOUR
    close = abs(total.added - total.printed) <= total.printed * _CENT_OF_PERCENT
    return slip or close or total.finding(Severity.ERROR).code is Code.UNIT


def _torn(found: Parts) -> bool:
    """Tell whether the brackets of the list are not closed: some of it may be elsewhere."""
    last = found.parts[-1]
    return found.opening is Opening.BRACKETS and ")" not in last.text[last.number.end :]


def _of_another_kind(found: Parts) -> bool:
    """Tell whether the parts all count what the whole does not: meetings of 620 people."""
    kinds = {_kind(part) for part in found.parts}
    return "" not in kinds | {_kind(found.whole)} and _kind(found.whole) not in kinds


def _kind(figure: Quantity) -> str:
    return _KIND_OF.get(figure.unit, figure.unit)


def _holds_more(found: Parts) -> bool:
    """Tell whether digits stand in the list that are none of its parts: one may be unread."""
    first, last = found.parts[0], found.parts[-1]
    if any(each.source is not first.source for each in found.parts):
        return False
    begin, end = max(first.opened_at, 0), last.number.end
    if found.opening is Opening.BRACKETS:
        close = last.text.find(")", end)
        end = close if close >= 0 else end
    told = (found.whole, *found.parts)
    read = {at for each in told for at in range(each.number.start, each.number.end)}
    left = "".join(" " if at in read else last.text[at] for at in range(begin, end))
    return bool(re.search(r"\d", _NO_PART.sub("", left)))


def _run(whole: Quantity, parts: Sequence[Quantity]) -> Sum | None:
    """Return the run of parts from the first on that adds up: what follows is something else."""
    for count in range(2, len(parts)):
        run = Sum(tuple(parts[:count]), (whole,), _TOPIC)
        if run.holds and run.printed:
            return run
    return None


def _severity(found: Parts, total: Sum) -> Severity | None:
    if found.exhaustive:
        return Severity.ERROR
    if _consists(found) and len(found.parts) >= _MANY and repair.candidates(total):
        return Severity.ERROR
    if not _alike(found):
        return None
    if _is_whole(found) and _slipped(found, total):
        return Severity.ERROR
    if found.division is Division.SERVICE:
        return Severity.WARNING if total.added > total.printed else None
    return _unnamed(found, total)


def _unnamed(found: Parts, total: Sum) -> Severity | None:
    """A list of no known division is wrong for sure only where one slip explains it."""
    if total.finding(Severity.ERROR).code is Code.UNIT:
        return Severity.ERROR
    difference = abs(total.added - total.printed)
    near = difference <= total.printed * _NEAR and repair.candidates(total)
    if near and len(found.parts) >= _MANY:
        return Severity.ERROR
    if near or (found.opening is Opening.BRACKETS and total.added > total.printed):
        return Severity.WARNING
    return None


def _consists(found: Parts) -> bool:
    """Tell whether the text says that the whole consists of these: "gồm", not "trong đó"."""
    at = found.parts[0].opened_at
    opened = found.parts[0].text[at : at + _OPENER].lower() if at >= 0 else ""
    return opened.lstrip("( ").startswith(("gồm", "bao gồm"))


def _is_whole(found: Parts) -> bool:
    """Tell whether the list stands in brackets or behind a colon right behind its whole."""
    at = found.parts[0].opened_at
    text = found.parts[0].text
    opened = found.opening is Opening.BRACKETS or (at >= 0 and text[at] == ":") or _consists(found)
    end = found.parts[-1].number.start
    if _REST.search(found.parts[-1].label.lower()):
        return True
    begin = found.whole.number.end if found.whole.source is found.parts[0].source else at
    some = _SOME.search(text[begin : max(at, begin)])
    return opened and not some and not _PARTIAL.search(text[max(at, 0) : end])


def _slipped(found: Parts, total: Sum) -> bool:
    """Tell whether a slip explains the difference, and chance hardly does."""
    many = len(found.parts) >= _MANY
    near = abs(total.added - total.printed) <= total.printed * _QUARTER
    if many and near and _REST.search(found.parts[-1].label.lower()):
        return True
    if _is_overfull(found, total):
        return True
    if not many and (total.printed < _TELLING or _digits(total.printed) < _MANY):
        return False
    most = total.printed * (_HALF if many else _QUARTER)
    return abs(total.added - total.printed) <= most and bool(repair.candidates(total))


def _digits(value: Decimal) -> int:
    """Return how many digits tell a figure from others: two of 1.500."""
    return len(value.normalize().as_tuple().digits)


def _is_overfull(found: Parts, total: Sum) -> bool:
    """Tell whether the parts are a little more than their large whole, and hold nothing carried over."""
    words = found.whole.words
    more = 0 < total.added - total.printed <= total.printed * _OVERFULL
    return more and total.printed >= _LARGE and ("received" not in words or "new" in words)


def _alike(found: Parts) -> bool:
    """Whole and parts count one thing, as far as their nouns say."""
    units = {_kind(each) for each in (*found.parts, found.whole)}
    return len(units - {""}) <= 1
