"""Dossier numbers: patterns that compose them, and recognising what was typed or scanned.

An agency's code is opaque: it is stored with its aliases and never parsed for meaning.

Căn cứ: Thông tư 01/2018/TT-VPCP (certainty: medium for agency-yymmdd-nnnn, high that it is in use);
Thông tư 4/2025/TT-VPCP (certainty: high for codes of centralised services); Nghị định
118/2025/NĐ-CP, Điều 17 khoản 3, sửa đổi bởi Nghị định 309/2026/NĐ-CP (certainty: high for one
number per dossier).
"""

import re
from datetime import date

#: In use since 2018, with long agency ids before and short ones after 1/7/2025.
CLASSIC = "{agency}-{yymmdd}-{nnnn}"
#: Seen in the intake of the national portal in 2026.
INTAKE_2026 = "{agency}-{yyyymmdd}-{nnnnnnn}"

_FORM = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*-\d{6}(\d{2})?-[A-Z0-9]{4,7}")
_SLOT = re.compile(r"\{([^{}]*)\}")
_SERIAL = re.compile(r"n+")
_LITERAL = re.compile(r"[A-Z0-9.\-/]*")
_DASHES = re.compile(r"[‐‑‒–—−]")
_BLANKS = re.compile(r"\s+")
_DATES = {
    "yyyymmdd": "%Y%m%d",
    "yymmdd": "%y%m%d",
    "yyyy": "%Y",
    "yy": "%y",
    "mm": "%m",
    "dd": "%d",
}
_DAILY = ({"yyyymmdd"}, {"yymmdd"}, {"yyyy", "mm", "dd"}, {"yy", "mm", "dd"})


class BadPattern(ValueError):
    """A number pattern that cannot make numbers; the message says why, in Vietnamese."""


class SerialTooLong(ValueError):
    """The serial has more digits than the pattern has room for, or is below 1."""


def problems(pattern: str) -> tuple[str, ...]:
    """Say in Vietnamese what is wrong with the pattern; empty when nothing is.

    Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 17 khoản 3 (certainty: high: unique nationwide, so the
    agency and the day belong in it).
    """
    slots = _SLOT.findall(pattern)
    serials = [slot for slot in slots if _SERIAL.fullmatch(slot)]
    unknown = [slot for slot in slots if slot not in (*_DATES, "agency", *serials)]
    checks = (
        (bool(unknown), f"Ký hiệu {{{', '.join(unknown)}}} không có trong quy ước đặt mã."),
        (
            _LITERAL.fullmatch(_SLOT.sub("", pattern)) is None,
            "Ngoài ký hiệu trong ngoặc nhọn chỉ dùng chữ hoa không dấu, chữ số, dấu chấm, gạch.",
        ),
        (slots.count("agency") != 1, "Mẫu cần đúng một ký hiệu {agency} (mã cơ quan)."),
        (len(serials) != 1, "Mẫu cần đúng một ký hiệu số thứ tự, ví dụ {nnnn}."),
        (
            not any(day <= set(slots) for day in _DAILY),
            "Mẫu cần ngày tiếp nhận, ví dụ {yymmdd} hoặc {yyyymmdd}.",
        ),
    )
    return tuple(sentence for wrong, sentence in checks if wrong)


def _fill(pattern: str, agency_code: str, day: date, serial: str) -> str:
    found = problems(pattern)
    if found:
        raise BadPattern(" ".join(found))

    def value(slot: re.Match[str]) -> str:
        name = slot[1]
        if name == "agency":
            return agency_code
        return serial if _SERIAL.fullmatch(name) else day.strftime(_DATES[name])

    return _SLOT.sub(value, pattern)


def room(pattern: str) -> int:
    """Return the greatest serial the pattern can write: 9999 for ``{nnnn}``."""
    widths = [len(slot) for slot in _SLOT.findall(pattern) if _SERIAL.fullmatch(slot)]
    return int(10 ** max(widths, default=0)) - 1


def series(pattern: str, agency_code: str, day: date) -> str:
    """Return the number without its serial: serials are counted anew in each. Raises BadPattern."""
    return _fill(pattern, agency_code, day, "*")


def compose(pattern: str, agency_code: str, day: date, serial: int) -> str:
    """Return the number. Raises ``BadPattern`` or ``SerialTooLong``.

    Căn cứ: Thông tư 01/2018/TT-VPCP (certainty: medium for the pattern, which is a setting).
    """
    if not 1 <= serial <= room(pattern) and not problems(pattern):
        message = f"{serial} > {room(pattern)}"
        raise SerialTooLong(message)
    return _fill(pattern, agency_code, day, str(serial).zfill(len(str(room(pattern)))))


def normalise(text: str) -> str:
    """Return typed or scanned text as numbers are written: capitals, no blanks, plain dashes."""
    return _DASHES.sub("-", _BLANKS.sub("", text)).upper()


def looks_like_number(text: str) -> bool:
    """Tell whether the text, once normalised, has the form of any dossier number in use.

    Căn cứ: Thông tư 4/2025/TT-VPCP và các mã đang dùng (certainty: high for the forms seen).
    """
    return _FORM.fullmatch(normalise(text)) is not None
