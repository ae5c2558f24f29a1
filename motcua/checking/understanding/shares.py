"""Percentages of the text with what they are a share of.

A share says its base outright ("16/18, đạt 88,89%"), or by standing beside a count that is part of
something ("trực tuyến 3.120 hồ sơ, đạt 86,52%"), or only by its words ("tỷ lệ hồ sơ trực tuyến").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding.quantities import Quantity

#: Between a count and its share only these words stand.
_LINK = re.compile(
    r"^(?:hồ sơ|tthc|dịch vụ|thủ tục|dvc|văn bản|[^\W\d_]+ ?){0,9}$",
    re.IGNORECASE,
)
_SHARE_WORDS = re.compile(r"đạt|chiếm|tỷ lệ|tỉ lệ|tương đương|tương ứng|bằng|^$", re.IGNORECASE)
#: Words that begin something new before the percentage.
_NEW = re.compile(r"(?:tỷ|tỉ) lệ (?!so|này|là|đạt|[:%]|$)[^\W\d_]", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"so với (?:năm|cùng|kế hoạch|chỉ tiêu|kỳ|tháng|quý)|so với[^,;.]{0,60}năm \d{4}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, and the ratio or the count beside it when there is one."""

    percent: Quantity
    count: Quantity | None = None

    @property
    def elsewhere(self) -> bool:
        """Tell whether the text says the base is a figure of another time or a goal."""
        text = self.percent.text
        end = self.percent.number.end
        return bool(_ELSEWHERE.search(text[end : end + 90].split(";")[0]))


def shares(quantities: Sequence[Quantity]) -> Iterator[Share]:
    """Give every percentage of the running text."""
    for place, each in enumerate(quantities):
        if each.number.kind is Kind.PERCENT and not each.number.change and each.number.exact:
            yield Share(each, _beside(quantities, place))


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


def _linked(between: str) -> bool:
    words = between.strip(" ,;:(")
    if _NEW.search(words) or not _LINK.match(" ".join(re.split(r"[\s,;:()]+", words))):
        return False
    last = re.split(r"[,;:(]", between.rstrip(" ,;:("))[-1]
    return bool(_SHARE_WORDS.search(last.strip())) or "(" in between
