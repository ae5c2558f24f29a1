"""Lists of parts under a whole: by level of government, by who prescribes, by level of service.

A list is exhaustive when its parts are all the classes of one known division; of any other list
only its form tells, and that is never certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.checking.understanding.mentions import Opening
from motcua.checking.understanding.quantities import Quantity


class Division(StrEnum):
    """What the parts of a list differ in."""

    LEVEL = "level"
    PRESCRIBER = "prescriber"
    SERVICE = "service"
    PUBLICATION = "publication"
    CHANNEL = "channel"
    FEE = "fee"
    GENDER = "gender"
    UNKNOWN = "unknown"


_TOWN = re.compile(r"thị xã|thành phố")
_CLASSES: dict[Division, tuple[tuple[str, re.Pattern[str]], ...]] = {
    Division.PRESCRIBER: (
        ("centre", re.compile(r"(?:trung ương|\bbộ\b)[^;]{0,20}(?:quy định|ban hành|công bố)")),
        (
            "local",
            re.compile(
                r"(?:tỉnh|địa phương|hđnd|ubnd|hội đồng)[^;]{0,25}(?:quy định|ban hành|công bố)"
            ),
        ),
    ),
    Division.SERVICE: (
        ("full", re.compile(r"toàn (?:trình|tỉnh)|mức (?:độ )?4")),
        ("partial", re.compile(r"một phần|mức (?:độ )?3")),
        ("rest", re.compile(r"còn lại|thông tin|mức (?:độ )?[12]|chưa |không ")),
    ),
    Division.PUBLICATION: (
        ("new", re.compile(r"(?:công bố|ban hành)? ?mới")),
        ("amended", re.compile(r"sửa đổi|bổ sung|thay thế")),
        ("abolished", re.compile(r"bãi bỏ|hủy bỏ|huỷ bỏ")),
    ),
    Division.FEE: (
        ("charge", re.compile(r"lệ phí")),
        ("fee", re.compile(r"\bphí\b")),
    ),
    Division.GENDER: (
        ("men", re.compile(r"(?<!việt )\bnam\b(?! \d)")),
        ("women", re.compile(r"\bnữ\b")),
    ),
    Division.CHANNEL: (
        ("online", re.compile(r"trực tuyến|qua mạng")),
        ("direct", re.compile(r"trực tiếp")),
        ("post", re.compile(r"bưu chính|bcci")),
    ),
    Division.LEVEL: (
        ("province", re.compile(r"\btỉnh\b|\bsở\b")),
        ("district", re.compile(r"\bhuyện\b|\bquận\b|\btown\b")),
        ("commune", re.compile(r"\bxã\b|\bphường\b|thị trấn")),
    ),
}
#: Divisions of which two classes are already the whole.
_WHOLE_OF_TWO = frozenset(
    {
        Division.LEVEL,
        Division.PRESCRIBER,
        Division.PUBLICATION,
        Division.CHANNEL,
        Division.FEE,
        Division.GENDER,
    }
)
_PAIRS = frozenset({Division.PRESCRIBER, Division.FEE, Division.GENDER})
#: No list of a report has more parts; what has is no list.
_MOST_PARTS = 60
_NEAR = 80
_TRAILING = re.compile(
    r"(?:và )?(?:tổng cộng|tổng số|cộng|tổng)(?: lại| chung)?(?: là| có)?", re.IGNORECASE
)
_ONLINE_SERVICE = re.compile(r"trực tuyến|dvctt")


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole, the counts printed as its parts, and what they differ in.

    ``exhaustive``: the division has no further class, so they must add up to the whole.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    division: Division
    exhaustive: bool
    opening: Opening


def lists(quantities: Sequence[Quantity]) -> Iterator[Parts]:
    """Give every list of two or more parts."""
    for whole, members in _collected(quantities):
        yield from divided(whole, members)


def trailing(quantities: Sequence[Quantity]) -> Iterator[Parts]:
    """Give the counts of a sentence that ends with their total: "a …, b …, tổng cộng c"."""
    for place, each in enumerate(quantities):
        if not is_trailing_total(quantities, place):
            continue
        run = _run_before(quantities, place)
        division = {_class_of(part)[0] for part in run}
        single = division.pop() if len(division) == 1 else Division.UNKNOWN
        yield Parts(each, run, single, exhaustive=True, opening=Opening.WORDS)


def is_trailing_total(quantities: Sequence[Quantity], place: int) -> bool:
    """Tell whether the figure is named as the total of the counts before it."""
    each = quantities[place]
    return bool(
        each.counts
        and _TRAILING.fullmatch(each.lead.strip(" ,;:–-"))
        and len(_run_before(quantities, place)) > 1
    )


def _run_before(quantities: Sequence[Quantity], place: int) -> tuple[Quantity, ...]:
    total = quantities[place]
    run: list[Quantity] = []
    for each in reversed(quantities[max(0, place - _MOST_PARTS) : place]):
        alike = not each.unit or not total.unit or each.unit == total.unit
        same = each.source is total.source and each.sentence == total.sentence
        usable = each.counts and not each.aside and "total" not in each.words
        if not same or not alike or not usable:
            break
        if each.whole == total.whole:
            run.insert(0, each)
    return tuple(run)


def divided(whole: Quantity, members: Sequence[Quantity]) -> Iterator[Parts]:
    """Give the parts of a whole, as one list or as one per division where several are mixed."""
    split = _divided(members)
    known = [division for division in split if division is not Division.UNKNOWN]
    if len(known) == 1 and len(split[known[0]]) == len(members):
        yield from _of(whole, known[0], members)
    elif known and all(len(split[each]) > 1 for each in split):
        for division in known:
            yield from _of(whole, division, split[division])
    else:
        yield from _of(whole, Division.UNKNOWN, members)


def is_whole_of_two(parts: Sequence[Quantity]) -> bool:
    """Tell whether two figures are the two classes of a division that has no third."""
    named = {_class_of(each) for each in parts}
    divisions = {division for division, _ in named}
    return len(named) == len(parts) and len(divisions) == 1 and divisions <= _PAIRS


def _collected(
    quantities: Sequence[Quantity],
) -> Iterator[tuple[Quantity, list[Quantity]]]:
    lists: dict[tuple[int, int], list[Quantity]] = {}
    for each in quantities:
        if each.whole is not None and each.counts and not each.aside:
            lists.setdefault((each.whole, each.opened_at), []).append(each)
    for (whole, _), members in lists.items():
        if 1 < len(members) <= _MOST_PARTS and quantities[whole].part.counts:
            added = sum(each.value for each in members)
            sides = quantities[whole].sides
            yield next((side for side in sides if side.value == added), sides[0]), members


def _divided(members: Sequence[Quantity]) -> dict[Division, list[Quantity]]:
    found: dict[Division, list[Quantity]] = {}
    behind = not members[0].lead
    for member in members:
        division, _ = _class_of(member, behind=behind)
        found.setdefault(division, []).append(member)
    return found


def _class_of(quantity: Quantity, *, behind: bool = False) -> tuple[Division, str]:
    """Return the class its label names; of a list labelled behind its figures, only that."""
    text = quantity.after if behind and quantity.after else quantity.label
    label = _TOWN.sub("town", text.lower())
    for division, classes in _CLASSES.items():
        for name, pattern in classes:
            if pattern.search(label):
                return division, name
    return _prescriber_of(quantity)


def _prescriber_of(quantity: Quantity) -> tuple[Division, str]:
    """Who prescribes is often two bodies with a comma between: "do bộ, ngành quy định"."""
    end = quantity.number.end
    behind = re.split(r"[;)\d]", quantity.text[end : end + _NEAR].lower())[0]
    for name, pattern in _CLASSES[Division.PRESCRIBER]:
        if pattern.search(behind):
            return Division.PRESCRIBER, name
    return Division.UNKNOWN, ""


def service_class(text: str) -> str:
    """Return the level of online service the text names: full, partial, rest, or nothing."""
    lowered = text.lower()
    named = [name for name, pattern in _CLASSES[Division.SERVICE] if pattern.search(lowered)]
    return named[0] if len(named) == 1 else ""


def _of(whole: Quantity, division: Division, members: Sequence[Quantity]) -> Iterator[Parts]:
    if len(members) < 2:  # noqa: PLR2004 - a single part need not be the whole
        return
    behind = not members[0].lead
    classes = {_class_of(member, behind=behind)[1] for member in members}
    distinct = len(classes) == len(members)
    by_post = division is Division.CHANNEL and "direct" not in classes
    exhaustive = distinct and (
        (division in _WHOLE_OF_TWO and not by_post)
        or (division is Division.SERVICE and _all_services(whole, classes))
    )
    opening = members[0].opening or Opening.WORDS
    yield Parts(whole, tuple(members), division, exhaustive, opening)


def _all_services(whole: Quantity, classes: set[str]) -> bool:
    if "rest" in classes:
        return len(classes) > 1
    return bool(_ONLINE_SERVICE.search(whole.label.lower()))
