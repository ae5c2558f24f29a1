"""Numbers that identify people and organisations, and the QR code of the căn cước.

What is certainly wrong is an error; what merely does not fit is a warning, because real registers
hold such cases and a clerk must be able to go on.

Căn cứ: Luật Căn cước 26/2023/QH15, Điều 12 (certainty: high for 12 digits); Nghị định
137/2015/NĐ-CP, Điều 13 (certainty: high for province, century and sex, year of birth); Thông tư
86/2024/TT-BTC, Điều 5 (certainty: medium for the tax code's check digit).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from motcua.rules.codes import IdentityKind

CITIZEN_ID_DIGITS = 12
OLD_ID_DIGITS = 9
TAX_CODE_DIGITS = 10
BRANCH_DIGITS = 13
#: Provinces of birth registration as citizen ids number them; codes of merged provinces stay.
_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 "
    "035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 "
    "070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)
PROVINCE_CODES = frozenset(_PROVINCES.split())
_FIRST_CENTURY = 1900
_YEARS_OF_CENTURY = 100
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX_MODULUS = 11
_PASSPORT = re.compile(r"[A-Z0-9]{5,15}")
_VIETNAMESE_PASSPORT = re.compile(r"[A-Z]\d{7,8}")
_SEPARATORS = re.compile(r"[\s.]+")
_BLANKS = re.compile(r"\s+")
_CARD_FIELDS = 7
_SEXES = {"nam": False, "nữ": True}


@dataclass(frozen=True)
class Finding:
    """What is wrong (``errors``) or odd (``warnings``) about a number, as Vietnamese sentences."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Tell whether the number may be kept, warnings or not."""
        return not self.errors


FINE = Finding()


def normalised(kind: IdentityKind, text: str) -> str:
    """Return the number as it is stored: no blanks or dots, capitals; branch tax codes 10-3."""
    cleaned = _SEPARATORS.sub("", text).upper()
    if kind in {IdentityKind.TAX_CODE, IdentityKind.ENTERPRISE_CODE}:
        digits = cleaned.replace("-", "")
        if len(digits) == BRANCH_DIGITS and digits.isdecimal():
            return f"{digits[:TAX_CODE_DIGITS]}-{digits[TAX_CODE_DIGITS:]}"
        return digits
    return cleaned


def _digits_error(name: str, text: str, wanted: str) -> Finding:
    if not (text.isascii() and text.isdecimal()):
        return Finding(errors=(f"{name} chỉ gồm chữ số. Hãy nhập lại, không kèm chữ hay dấu.",))
    return Finding(
        errors=(f"{name} gồm {wanted} chữ số. Ông/bà mới nhập {len(text)} chữ số.",),
    )


def _is_digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdecimal()


def birth_year(citizen_id: str) -> int:
    """Return the year of birth a 12-digit citizen id states.

    Căn cứ: Nghị định 137/2015/NĐ-CP, Điều 13 (certainty: high).
    """
    centuries = int(citizen_id[3]) // 2
    return _FIRST_CENTURY + _YEARS_OF_CENTURY * centuries + int(citizen_id[4:6])


def states_female(citizen_id: str) -> bool:
    """Tell whether a 12-digit citizen id states a woman.

    Căn cứ: Nghị định 137/2015/NĐ-CP, Điều 13 (certainty: high).
    """
    return int(citizen_id[3]) % 2 == 1


def check_citizen_id(
    text: str, *, born_on: date | None = None, female: bool | None = None
) -> Finding:
    """Check a số định danh cá nhân, against date of birth and sex when they are known.

    Căn cứ: Luật Căn cước 26/2023/QH15, Điều 12; Nghị định 137/2015/NĐ-CP, Điều 13 (certainty: high
    for 12 digits, medium for treating the rest as warnings).
    """
    if not _is_digits(text, CITIZEN_ID_DIGITS):
        return _digits_error("Số định danh cá nhân", text, str(CITIZEN_ID_DIGITS))
    year = birth_year(text)
    checks = (
        (
            text[:3] not in PROVINCE_CODES,
            f"Ba chữ số đầu ({text[:3]}) không phải mã tỉnh nơi đăng ký khai sinh.",
        ),
        (
            born_on is not None and born_on.year != year,
            f"Năm sinh ghi trong số định danh là {year}, khác ngày sinh đã nhập.",
        ),
        (
            female is not None and female != states_female(text),
            "Giới tính ghi trong số định danh khác giới tính đã nhập.",
        ),
    )
    return Finding(warnings=tuple(sentence for odd, sentence in checks if odd))


def check_old_id(text: str) -> Finding:
    """Check a giấy chứng minh nhân dân: 9 digits (12-digit ones are citizen ids).

    Căn cứ: Nghị định 05/1999/NĐ-CP (certainty: high for 9 digits).
    """
    if not _is_digits(text, OLD_ID_DIGITS):
        return _digits_error("Số chứng minh nhân dân", text, str(OLD_ID_DIGITS))
    return FINE


def check_passport(text: str) -> Finding:
    """Check a passport number of any country; one unlike the Vietnamese form is a warning.

    Căn cứ: Luật Xuất cảnh, nhập cảnh 49/2019/QH14 (certainty: medium for the Vietnamese form).
    """
    if _PASSPORT.fullmatch(text) is None:
        return Finding(errors=("Số hộ chiếu gồm 5 đến 15 chữ cái không dấu và chữ số.",))
    if _VIETNAMESE_PASSPORT.fullmatch(text) is None:
        return Finding(warnings=("Số này không theo dạng hộ chiếu Việt Nam; hãy đối chiếu lại.",))
    return FINE


def tax_check_digit(first_nine: str) -> int:
    """Return the tenth digit of a tax code; 10 when the nine can be no tax code's.

    Căn cứ: Thông tư 86/2024/TT-BTC, Điều 5 (certainty: medium; agrees with published codes).
    """
    weighted = sum(
        int(digit) * weight for digit, weight in zip(first_nine, _TAX_WEIGHTS, strict=True)
    )
    return _TAX_MODULUS - 1 - weighted % _TAX_MODULUS


def _check_tax_digits(text: str) -> Finding:
    if tax_check_digit(text[: len(_TAX_WEIGHTS)]) != int(text[len(_TAX_WEIGHTS)]):
        return Finding(warnings=("Chữ số kiểm tra không khớp; hãy đối chiếu lại mã số.",))
    return FINE


def check_tax_code(text: str) -> Finding:
    """Check a mã số thuế: 10 digits, 10-3 of a branch, or a person's 12-digit citizen id.

    Căn cứ: Luật Quản lý thuế 38/2019/QH14, Điều 30, 35 (certainty: high for 10, 13 and, from
    1/7/2025, 12 digits of a person).
    """
    main, _, branch = text.partition("-")
    if _is_digits(text, CITIZEN_ID_DIGITS):
        return check_citizen_id(text)
    is_branch = "-" not in text or _is_digits(branch, BRANCH_DIGITS - TAX_CODE_DIGITS)
    if _is_digits(main, TAX_CODE_DIGITS) and is_branch:
        return _check_tax_digits(main)
    return _digits_error("Mã số thuế", text.replace("-", ""), "10, 12 hoặc 13")


def check_enterprise_code(text: str) -> Finding:
    """Check a mã số doanh nghiệp: 10 digits, also the enterprise's tax code.

    Căn cứ: Luật Doanh nghiệp 59/2020/QH14, Điều 29; Nghị định 168/2025/NĐ-CP (certainty: high).
    """
    if not _is_digits(text, TAX_CODE_DIGITS):
        return _digits_error("Mã số doanh nghiệp", text, str(TAX_CODE_DIGITS))
    return _check_tax_digits(text)


_CHECKS: dict[IdentityKind, Callable[[str], Finding]] = {
    IdentityKind.OLD_ID: check_old_id,
    IdentityKind.PASSPORT: check_passport,
    IdentityKind.TAX_CODE: check_tax_code,
    IdentityKind.ENTERPRISE_CODE: check_enterprise_code,
}


def check(
    kind: IdentityKind, text: str, *, born_on: date | None = None, female: bool | None = None
) -> Finding:
    """Check a normalised number of any kind; ``NONE_YET`` must be empty.

    Căn cứ: Luật Căn cước 26/2023/QH15, Điều 12 và các luật nêu ở từng loại (certainty: high).
    """
    if kind is IdentityKind.CITIZEN_ID:
        return check_citizen_id(text, born_on=born_on, female=female)
    if kind is IdentityKind.NONE_YET:
        unexpected = "Đã chọn “chưa có giấy tờ” thì để trống số giấy tờ."
        return Finding(errors=(unexpected,)) if text else FINE
    return _CHECKS[kind](text)


def problems(kind: IdentityKind, text: str) -> tuple[str, ...]:
    """Return why a normalised number may not be kept, as Vietnamese sentences; empty when it may.

    Căn cứ: như ``check`` (certainty: high).
    """
    return check(kind, text).errors


class NotACard(ValueError):
    """The scanned text is not the QR code of a căn cước; the message is Vietnamese."""


@dataclass(frozen=True)
class Card:
    """What the QR code of a căn cước says.

    ``born_on`` is ``None`` when day or month is not registered; ``birth_year`` always stands.
    ``female`` is ``None`` when the field says neither Nam nor Nữ; empty fields are empty strings.
    """

    citizen_id: str
    old_id: str
    full_name: str
    born_on: date | None
    birth_year: int
    female: bool | None
    residence: str
    issued_on: date | None


def _card_date(text: str) -> date | None:
    if not _is_digits(text, 8):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def parse_card(text: str) -> Card:
    """Read the QR code as an ordinary scanner types it: fields split by "|", unknown tail ignored.

    Order: số định danh | số CMND | họ tên | ngày sinh ddMMyyyy | giới tính | nơi thường trú | ngày
    cấp ddMMyyyy. Raises ``NotACard``.

    Căn cứ: mã QR trên thẻ căn cước đang lưu hành (certainty: high for the order of the fields).
    """
    parts = [
        _BLANKS.sub(" ", unicodedata.normalize("NFC", part)).strip() for part in text.split("|")
    ]
    if len(parts) < _CARD_FIELDS:
        message = "Mã vừa quét không phải mã QR của thẻ căn cước. Hãy quét lại hoặc nhập tay."
        raise NotACard(message)
    citizen_id, old_id, full_name, born, sex, residence, issued = parts[:_CARD_FIELDS]
    if not check_citizen_id(citizen_id).is_valid or not full_name:
        message = "Mã QR không có đủ số định danh và họ tên. Hãy quét lại hoặc nhập tay."
        raise NotACard(message)
    born_on = _card_date(born)
    written_year = int(born[-4:]) if re.fullmatch(r"(\d{4})?\d{4}", born, re.ASCII) else 0
    return Card(
        citizen_id=citizen_id,
        old_id=old_id,
        full_name=full_name,
        born_on=born_on,
        birth_year=written_year or birth_year(citizen_id),
        female=_SEXES.get(sex.lower()),
        residence=residence,
        issued_on=_card_date(issued),
    )
