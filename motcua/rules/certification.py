"""Certified electronic copies: which originals are refused, what the certification says, how its number is written.

One original certified at one moment has one number; each year begins a book of its own.

Căn cứ: Nghị định 23/2015/NĐ-CP (sửa đổi bởi Nghị định 280/2025/NĐ-CP), Điều 18, 20, 22 (certainty: high for
the grounds of refusal and one number for one original); Nghị định 45/2020/NĐ-CP, Điều 10 (certainty: medium:
the person who certifies signs, then the agency); Thông tư 01/2020/TT-BTP, lời chứng và sổ chứng thực
(certainty: medium: the sentence of the certification can be set otherwise, the book's columns follow the form).
"""

from dataclasses import dataclass
from datetime import date

#: The register of certified copies stands beside those of outgoing papers under this symbol.
SYMBOL = "SCT-BS"
#: The book of a year: "01/2026-SCT/BS".
_BOOK = "01/{year}-SCT/BS"
#: What is certified, unless the installation says it otherwise.
WORDS = "Chứng thực bản sao điện tử đúng với bản chính"
#: The national code of "chứng thực bản sao từ bản chính".
PROCEDURE = "2.000815"


class NotARefusal(LookupError):
    """No ground for refusing an original has this code."""


@dataclass(frozen=True)
class Refusal:
    """A ground on which an original is no basis for a copy."""

    code: str
    words: str
    article: str


REFUSALS: tuple[Refusal, ...] = (
    Refusal("not_original", "Giấy tờ xuất trình không phải bản chính", "Điều 20 khoản 1"),
    Refusal(
        "altered",
        "Bản chính bị tẩy xóa, sửa chữa, thêm, bớt nội dung không hợp lệ",
        "Điều 22 khoản 1",
    ),
    Refusal(
        "worn",
        "Bản chính bị hư hỏng, cũ nát, không xác định được nội dung",
        "Điều 22 khoản 2",
    ),
    Refusal(
        "secret",
        "Bản chính đóng dấu mật, hoặc ghi rõ không được sao chụp",
        "Điều 22 khoản 3",
    ),
    Refusal(
        "unlawful",
        "Bản chính có nội dung trái pháp luật, đạo đức xã hội, xúc phạm cá nhân, tổ chức",
        "Điều 22 khoản 4",
    ),
    Refusal(
        "not_legalised",
        "Giấy tờ do nước ngoài cấp chưa được hợp pháp hóa lãnh sự",
        "Điều 22 khoản 5",
    ),
    Refusal(
        "self_made",
        "Giấy tờ cá nhân tự lập, không có xác nhận và đóng dấu của cơ quan có thẩm quyền",
        "Điều 22 khoản 6",
    ),
)
_BY_CODE = {one.code: one for one in REFUSALS}


def refusal(code: str) -> Refusal:
    """Return the ground of a code. Raise NotARefusal."""
    if code not in _BY_CODE:
        raise NotARefusal(code)
    return _BY_CODE[code]


def book(on: date) -> str:
    """Name the book a copy certified on the day stands in: "01/2026-SCT/BS"."""
    return _BOOK.format(year=on.year)


def number_text(serial: int, on: date) -> str:
    """Write the number of a certified copy with its book: "12, quyển số 01/2026-SCT/BS"."""
    return f"{serial}, quyển số {book(on)}"
