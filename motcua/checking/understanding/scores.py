"""Scores of the service-quality index as a report prints them.

Căn cứ: Quyết định 766/QĐ-TTg năm 2022 (certainty: high for the six groups, their maxima and the
bands as the national portal uses them; the text of the decision was not read).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding.quantities import Quantity

WHOLE = Decimal(100)
#: The six groups: words that name them, and their maxima.
GROUPS = {
    "công khai, minh bạch": (re.compile(r"công khai|minh bạch"), Decimal(18)),
    "tiến độ giải quyết": (re.compile(r"tiến độ"), Decimal(20)),
    "thanh toán trực tuyến": (re.compile(r"thanh toán"), Decimal(10)),
    "mức độ hài lòng": (re.compile(r"hài lòng"), Decimal(18)),
    "số hóa hồ sơ": (re.compile(r"số h(?:óa|oá)"), Decimal(22)),
    "dịch vụ công trực tuyến": (re.compile(r"trực tuyến|\bdvc"), Decimal(12)),
}
#: From this score on, up to the next.
BANDS = (
    (Decimal(90), "Xuất sắc"),
    (Decimal(80), "Tốt"),
    (Decimal(70), "Khá"),
    (Decimal(50), "Trung bình"),
    (Decimal(0), "Yếu"),
)
_BAND = re.compile(
    r"(?:xếp )?(?:loại|hạng|mức)(?: là)?\s*[:“\"]?\s*(xuất sắc|tốt|khá|trung bình|yếu)",
    re.IGNORECASE,
)
#: Between a score and its maximum behind it, and between a maximum and the score behind that.
_MAXIMUM = re.compile(
    r"\s*(?:điểm)?\s*[(,–—-]*\s*(?:/|trên|trong|tối đa|(?:số )?điểm tối đa|thang)"
    r"(?: tổng số)?(?: tối đa)?(?: điểm)?(?: tối đa)?(?: là)?:?\s*",
    re.IGNORECASE,
)
_SCORED = re.compile(r"\s*(?:điểm)?\s*\)?\s*[:,;–—-]?\s*(?:đạt|được|là)?(?: được)?\s*:?\s*")
_NAMED_TOTAL = re.compile(
    r"tổng (?:số )?điểm|điểm (?:tổng hợp|tổng|đánh giá|bộ chỉ số|chung)|tổng cộng", re.IGNORECASE
)
_TOTAL = re.compile(r"tổng|chung|cộng|đạt được", re.IGNORECASE)
_BEHIND = 60
_MOST_GROUPS = 3
#: "Điểm đạt được: 15,4" under the name of a group; "Điểm tối đa: 18" is no score.
_REACHED = re.compile(
    r"(?:số )?điểm(?: (?:số|đạt|được|đạt được|thực tế|của \w+|tự chấm))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Score:
    """One score over its maximum; ``group`` is the name of the group, empty for none."""

    figure: Quantity
    maximum: Decimal
    group: str
    is_total: bool

    @property
    def quote(self) -> str:
        """The score as printed, with its unit."""
        text, end = self.figure.text, self.figure.number.end
        unit = " điểm" if text[end:].lstrip().startswith("điểm") else ""
        return f"{self.figure.number.printed}{unit}"


@dataclass(frozen=True, slots=True)
class Band:
    """The rank printed behind a total, and where it is."""

    score: Score
    name: str
    quote: str


def scores(quantities: Sequence[Quantity]) -> tuple[Score, ...]:
    """Return the scores printed with their maxima; where all groups are told, those without."""
    found = []
    bare = []
    whole = []
    for each in quantities:
        maximum = _maximum(quantities, each) or _maximum_before(quantities, each)
        if _maximum_before(quantities, *quantities[each.place + 1 : each.place + 2]):
            continue
        if maximum is not None:
            group = group_of(each.before) or group_of(each.lead) or _group_before(quantities, each)
            total = maximum == WHOLE and (not group or bool(_TOTAL.search(each.lead)))
            found.append(Score(each, maximum, "" if total else group, total))
        elif _is_bare_total(each):
            found.append(Score(each, WHOLE, "", is_total=True))
        elif group := _bare_group(each):
            bare.append(Score(each, GROUPS[group][1], group, is_total=False))
        elif group := _whole_group(each):
            whole.append(Score(each, GROUPS[group][1], group, is_total=False))
    found += _of_other_groups(whole, found)
    if len({each.group for each in bare}) == len(bare) == len(GROUPS):
        found = sorted([*found, *bare], key=lambda score: score.figure.place)
    return tuple(sorted([*found, *_ranked(quantities, found)], key=lambda one: one.figure.place))


def _whole_group(quantity: Quantity) -> str:
    """Return the group of "15/22", which may be points without decimals over their maximum."""
    number, group = quantity.number, group_of(quantity.before)
    ratio = number.kind is Kind.RATIO and number.over is not None and bool(group)
    return group if ratio and number.over and number.over.value == GROUPS[group][1] else ""


def _of_other_groups(whole: Sequence[Score], found: Sequence[Score]) -> list[Score]:
    """Return those of groups no other score is of, where most groups are told with decimals."""
    told = {each.group for each in found if each.group}
    return [each for each in whole if each.group not in told] if len(told) >= _MOST_GROUPS else []


def _ranked(quantities: Sequence[Quantity], found: Sequence[Score]) -> Iterator[Score]:
    """Give the one figure with a rank behind it, where all groups are told and no total is."""
    told = {each.group for each in found if each.group}
    if len(told) < len(GROUPS) or any(each.is_total for each in found):
        return
    ranked = [
        each
        for each in quantities
        if _is_points(each) and not each.aside and each.value <= WHOLE and _band_behind(each)
    ]
    if len(ranked) == 1 and not group_of(ranked[0].before):
        yield Score(ranked[0], WHOLE, "", is_total=True)


def _band_behind(quantity: Quantity) -> re.Match[str] | None:
    end = quantity.number.end
    return _BAND.search(quantity.text[end : end + _BEHIND].split("\n")[0])


def _maximum_before(
    quantities: Sequence[Quantity], score: Quantity | None = None
) -> Decimal | None:
    """Return the maximum of its group printed before a score: "Số hóa (22 điểm): 17,2 điểm"."""
    if score is None or not score.place or not _is_points(score):
        return None
    most = quantities[score.place - 1]
    if most.source is not score.source or most.number.decimals:
        return None
    group = group_of(most.lead)
    between = score.text[most.number.end : score.number.start]
    stands = group and most.value == GROUPS[group][1] and _SCORED.fullmatch(between)
    return most.value if stands and between.strip() else None


def _group_before(quantities: Sequence[Quantity], score: Quantity) -> str:
    """Return the group whose name stands before the maximum before the score."""
    before = _maximum_before(quantities, score)
    return group_of(quantities[score.place - 1].lead) if before is not None else ""


def _maximum(quantities: Sequence[Quantity], score: Quantity) -> Decimal | None:
    """Return the maximum printed behind a score: "16,2/18 điểm", "16,2 điểm (tối đa 18 điểm)"."""
    number = score.number
    if number.change:
        return None
    if number.kind is Kind.SCORE and number.over is not None:
        return number.over.value
    behind = quantities[score.place + 1 : score.place + 2]
    if not _is_points(score) or not behind or behind[0].source is not score.source:
        return None
    most = behind[0]
    between = score.text[number.end : most.number.start]
    alike = most.number.over is None and _MAXIMUM.fullmatch(between) is not None
    scored = Kind.SCORE in {number.kind, most.number.kind} or group_of(score.before)
    return most.value if alike and scored else None


def _is_points(quantity: Quantity) -> bool:
    """Tell whether it may be points: named so, or with decimals and no other unit."""
    number = quantity.number
    points = number.kind is Kind.SCORE or (number.kind is Kind.COUNT and number.decimals > 0)
    return points and number.over is None and not number.change


def _bare_group(quantity: Quantity) -> str:
    """Return the group of points without their maximum, where the words name one."""
    named = quantity.number.kind is Kind.SCORE or "điểm" in quantity.lead.lower()
    plain = _is_points(quantity) and named and not quantity.aside
    under = quantity.titles and _REACHED.fullmatch(quantity.lead.strip(" :-–"))
    return group_of(quantity.titles[-1] if under else quantity.before) if plain else ""


def _is_bare_total(quantity: Quantity) -> bool:
    """Tell whether it is a total without its maximum: "tổng điểm là 78,9 điểm"."""
    named = _NAMED_TOTAL.search(quantity.before) and not group_of(quantity.before)
    return bool(named and _is_points(quantity) and quantity.value <= WHOLE and not quantity.aside)


def are_groups(labels: Iterable[str]) -> bool:
    """Tell whether columns or rows of a table are all groups of the index."""
    return len({group_of(label) for label in labels} - {""}) == len(GROUPS)


def group_of(label: str) -> str:
    """Return the group of the index a label names, the last where it names several."""
    lowered = label.lower()
    # The last group named is the one the score stands behind.
    named = [
        (match.start(), name)
        for name, (pattern, _) in GROUPS.items()
        for match in pattern.finditer(lowered)
    ]
    if not named:
        return ""
    names = {name for _, name in named}
    if len(names) > 1 and "dịch vụ công trực tuyến" in names:
        named = [each for each in named if each[1] != "dịch vụ công trực tuyến"]
    return max(named)[1]


def bands(found: Sequence[Score]) -> Iterator[Band]:
    """Give the ranks printed right behind totals."""
    for score in found:
        if score.is_total:
            text, end = score.figure.text, score.figure.number.end
            match = _BAND.search(text[end : end + _BEHIND])
            if match:
                quote = text[score.figure.number.start : end + match.end()]
                yield Band(score, match[1].capitalize(), quote)


def band_of(value: Decimal) -> str:
    """Return the rank of a total of 100."""
    return next(name for least, name in BANDS if value >= least)
