"""Percentages of the text with what they are a share of.

A share says its base outright ("16/18, đạt 88,89%"), or by standing beside a count that is part of
something ("trực tuyến 3.120 hồ sơ, đạt 86,52%"), or only by its words ("tỷ lệ hồ sơ trực tuyến").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import likeness, wording
from motcua.checking.understanding.quantities import Quantity

#: Between a count and its share only these words stand.
_LINK = re.compile(r"^(?:[^\W\d_]+ ?){0,25}$")
_SHARE_WORDS = re.compile(
    r"đạt|chiếm|tỷ lệ|tỉ lệ|tương đương|tương ứng|bằng|tức|hay|^$", re.IGNORECASE
)
#: Words that begin something new before the percentage.
_NEW = re.compile(r"(?:tỷ|tỉ) lệ (?!so|này|là|đạt|[:%]|$)[^\W\d_]", re.IGNORECASE)
_TWO = 2
#: Between a percentage and the ratio it is; behind a comma only where nothing before it is its count.
_IN_BRACKETS = re.compile(r"\s*[(:]\s*(?:tương ứng|tức|là)?\s*|\s*,?\s*(?:tương ứng|tức|là)\s*|\s*")
_AFTER_COMMA = re.compile(r"\s*,\s*")
_ELSEWHERE = re.compile(
    r"so với (?:năm|cùng|kế hoạch|chỉ tiêu|kỳ|tháng|quý)|so với[^,;.]{0,60}năm \d{4}",
    re.IGNORECASE,
)


#: Words that make the percentage behind them what should be reached.
_GOAL = re.compile(
    r"chỉ tiêu|mục tiêu|được giao|giao tại|vượt|(?:cao|thấp) hơn|tối thiểu|ít nhất|phấn đấu",
    re.IGNORECASE,
)
_OWN_WORDS = frozenset({"early", "on_time", "late", "in_time", "digitised", "paid", "survey"})
#: Between two counts that are one over the other.
_OVER = re.compile(
    r"^\s*(?:[^\W\d_/]+\s+){0,6}(?:/|trên|trong)(?:\s+tổng)?(?:\s+số)?\s*$", re.IGNORECASE
)
#: What a percentage is of, right behind it: "84,11% kế hoạch", "96% số phiếu thu về".
_BASE_BEHIND = re.compile(
    r"^\s*(?:so với |trên |của )?(?P<base>(?:tổng )?(?:số )?(?:hồ sơ|phiếu|kế hoạch|tthc|thủ tục|"
    r"dịch vụ|văn bản|nhiệm vụ|lượt|ý kiến|vốn)[^,;.()]{0,50})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, and the ratio or the count beside it when there is one.

    ``base`` is the count the text itself puts under it: "X trên tổng số Y hồ sơ (đạt 58,03%)",
    "thu về Y phiếu; X phiếu hài lòng, đạt 96% số phiếu thu về".
    """

    percent: Quantity
    count: Quantity | None = None
    base: Quantity | None = None

    @property
    def elsewhere(self) -> bool:
        """Tell whether the text says the base is a figure of another time or a goal."""
        text = self.percent.text
        end = self.percent.number.end
        return bool(_ELSEWHERE.search(re.split(r";|\.\s", text[end : end + 90])[0]))


def shares(quantities: Sequence[Quantity]) -> Iterator[Share]:
    """Give every percentage of the running text."""
    for place, each in enumerate(quantities):
        if each.number.kind is Kind.PERCENT and not each.number.change and each.number.exact:
            count = _behind(quantities, place, _IN_BRACKETS) or _beside(quantities, place)
            count = count or _behind(quantities, place, _AFTER_COMMA)
            if count is not None and _of_other_words(each, count):
                count = None
            over = _over(quantities, place, count)
            if over is not None:
                yield Share(each, *over)
            else:
                yield Share(each, count, _named_base(quantities, place, count))


def _of_other_words(percent: Quantity, count: Quantity) -> bool:
    """Tell whether the words behind say that it is a share of the count: "(99,2% đúng hạn)"."""
    behind = wording.words(percent.after) & _OWN_WORDS
    return bool(behind - wording.words(f"{count.lead} {count.after}"))


def _over(
    quantities: Sequence[Quantity], place: int, count: Quantity | None
) -> tuple[Quantity, Quantity] | None:
    """Return count and base where the percentage stands behind "X/Y" or "X trên tổng số Y"."""
    if count is None or not count.counts or place < _TWO:
        return None
    first = quantities[place - _TWO]
    near = first.source is count.source and first.sentence == count.sentence and first.counts
    if near and _OVER.match(count.text[first.number.end : count.number.start]):
        return first, count
    return None


def base_behind(percent: Quantity) -> str:
    """Return the words behind a percentage that say what it is of."""
    found = _BASE_BEHIND.match(percent.text[percent.number.end :])
    return found["base"] if found else ""


def _named_base(
    quantities: Sequence[Quantity], place: int, count: Quantity | None
) -> Quantity | None:
    """Return the figure of the same paragraph that the words behind the percentage name."""
    percent = quantities[place]
    named = base_behind(percent)
    if not named or count is None:
        return None
    wanted = likeness.content(named)
    for each in reversed(quantities[:place]):
        if each.source is not percent.source:
            return None
        label = likeness.content(f"{each.lead} {each.after} {each.unit}")
        if each.place != count.place and each.counts and wanted and wanted <= label:
            return each
    return None


def _beside(quantities: Sequence[Quantity], place: int) -> Quantity | None:
    """Return the count the percentage stands right behind, or in brackets behind."""
    percent = quantities[place]
    if not place:
        return None
    before = quantities[place - 1]
    near = before.source is percent.source and before.sentence == percent.sentence
    if not near or before.number.kind not in {Kind.COUNT, Kind.MONEY, Kind.RATIO}:
        return None
    between = percent.text[before.number.end : percent.number.start]
    return before if _linked(between) else None


def _behind(quantities: Sequence[Quantity], place: int, link: re.Pattern[str]) -> Quantity | None:
    """Return the ratio in brackets right behind the percentage: "đạt 99,4% (24.028/24.163)"."""
    percent = quantities[place]
    after = quantities[place + 1] if place + 1 < len(quantities) else None
    if after is None or after.source is not percent.source or after.number.kind is not Kind.RATIO:
        return None
    between = percent.text[percent.number.end : after.number.start]
    return after if link.fullmatch(between) else None


def _linked(between: str) -> bool:
    words = between.strip(" ,;:(")
    if _GOAL.search(words):
        return False
    if _NEW.search(words) or not _LINK.match(" ".join(re.split(r"[\s,;:()]+", words))):
        return False
    if between.rstrip().endswith(";") and not between.rstrip(" ;").endswith((",", "(")):
        return False  # a new clause: "…; 100% hồ sơ quá hạn có văn bản xin lỗi"
    last = re.split(r"[,;:(]", between.rstrip(" ,;:("))[-1]
    return bool(_SHARE_WORDS.search(last.strip())) or "(" in between
