"""When two labels speak of one quantity: their content words, abbreviations spelled out."""

import re
from functools import lru_cache

from motcua.checking.understanding import scope
from motcua.checking.understanding.quantities import Quantity

_SPELLED = (
    (re.compile(r"\btthc\b"), "thủ tục hành chính"),
    (re.compile(r"\bdvctt\b"), "dịch vụ công trực tuyến"),
    (re.compile(r"\bdvc\b"), "dịch vụ công"),
    (re.compile(r"\bpakn\b"), "phản ánh kiến nghị"),
    (re.compile(r"\bubnd\b"), "ủy ban nhân dân"),
    (re.compile(r"\bvbqppl\b|văn bản qppl"), "văn bản quy phạm pháp luật"),
    (re.compile(r"\bđvsn(?:cl)?\b"), "đơn vị sự nghiệp công lập"),
    (re.compile(r"\bnsnn\b"), "ngân sách nhà nước"),
    (re.compile(r"\bmức (?:độ )?4\b"), "toàn trình"),
    (re.compile(r"\bmức (?:độ )?3\b"), "một phần"),
    (re.compile(r"thủ tục hành chính|thủ tục"), "thủ_tục"),
    (re.compile(r"dịch vụ công|dịch vụ"), "dịch_vụ"),
    (re.compile(r"quy phạm pháp luật"), "qppl"),
    (re.compile(r"tỷ lệ phần trăm|tỷ lệ %|tỉ lệ|tỷ lệ"), "tỷ_lệ"),
)
_COMMON = (
    "là của các và đã được số tổng lượng trong trên tại kỳ báo cáo hiện nay có với thực hiện qua",
    "đến thời điểm theo việc tính thuộc do về cho từ này đó gồm những một toàn bộ như sau đạt",
    "chiếm tiếp tục kết quả năm tháng quý đầu cuối ra bằng cả lên so vào làm thành hoặc để nâng",
    "địa bàn phương",
)
_STOP = frozenset(word for words in _COMMON for word in words.split())
_WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)*")


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """Return the words of a label that tell it from others."""
    lowered = text.lower()
    for pattern, spelled in _SPELLED:
        lowered = pattern.sub(spelled, lowered)
    return frozenset(_WORD.findall(lowered)) - _STOP


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how much two sets of words share, 0 to 1."""
    return len(left & right) / len(left | right) if left or right else 0.0


def label_of(quantity: Quantity) -> str:
    """Return the whole clause a figure of running text stands in, its own noun included."""
    text = quantity.text
    behind = text[quantity.number.end :]
    stop = re.search(r"[;.(),]", behind)
    tail = behind[: stop.start()] if stop else behind
    return f"{quantity.lead} {tail}"


def whose(quantity: Quantity) -> frozenset[str]:
    """Return the levels of government its own words name, else its headings'."""
    return scope.levels(quantity.label) or quantity.section.levels
