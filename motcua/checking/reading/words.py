"""Numbers written out in Vietnamese words, and what officials count."""

import re
from decimal import Decimal

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {
    "nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000,
}  # fmt: skip
_HUNDRED = 100
_TEN = 10
_WORD = "|".join((*_UNITS, *_SCALES, "mười", "mươi", "trăm", "linh", "lẻ"))

#: A run of number words, to be put in a larger pattern.
SPELLED = rf"(?:{_WORD})(?:\s+(?:{_WORD}))*"

#: The beginnings of what administrative reports count, for telling a label from a count.
COUNTED = (
    r"(?:hồ sơ|hs|tthc|dvc|dvctt|thủ tục|dịch vụ|văn bản|vbqppl|quyết định|nghị quyết|kế hoạch|"
    r"công văn|báo cáo|đơn vị|cơ quan|phòng|ban|sở|ngành|xã|phường|thị trấn|huyện|tỉnh|"
    r"người|cán bộ|công chức|viên chức|lượt|trường hợp|phản ánh|kiến nghị|pakn|lĩnh vực|nhóm|"
    r"phiếu|cuộc|đợt|lớp|buổi|hội nghị|hệ thống|cơ sở dữ liệu|csdl|tài khoản|chứng thư|"
    r"nhiệm vụ|chỉ tiêu|mô hình|sáng kiến|tin|bài|điểm cầu|doanh nghiệp|hộ|hợp tác xã|htx|"
    r"tổ chức|cá nhân|công dân|giấy|thẻ|bản|chuyên đề|dự thảo|ý kiến|vụ|đoàn|đồng chí|"
    r"cảnh báo|máy|bộ|cái|chiếc|quy trình|danh mục|kết quả|giao dịch|đồng|triệu|tỷ|ngàn|nghìn|"
    r"cửa hàng|khóm|thôn|ấp|tiêu chí|ủy ban|ubnd|thành phố|sản phẩm|website|trang|phần mềm)\b"
)


def _below_thousand(words: list[str]) -> int | None:
    total = 0
    pending = 0
    for word in words:
        if word in _UNITS:
            pending = _UNITS[word]
        elif word == "trăm":
            total, pending = (pending or 1) * _HUNDRED, 0
        elif word == "mươi":
            total, pending = total + pending * _TEN, 0
        elif word == "mười":
            total += _TEN
        elif word not in {"linh", "lẻ"}:
            return None
    return total + pending


def value_of(phrase: str) -> Decimal | None:
    """Return what a run of number words says, ``None`` where it says no number."""
    total = 0
    group: list[str] = []
    for word in re.split(r"\s+", phrase.strip().lower()):
        if word not in _SCALES:
            group.append(word)
            continue
        below = _below_thousand(group) if group else None
        if below is None:
            return None
        total += below * _SCALES[word]
        group = []
    rest = _below_thousand(group)
    return None if rest is None else Decimal(total + rest)
