"""Turns bytes into Vietnamese text, whatever alphabet table they were written with."""

import codecs

from motcua.checking.reading import legacy
from motcua.checking.reading.refusals import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4000
_MANY = 0.3
#: One letter in so many may be damaged before text is taken for none of UTF-8.
_FEW_LOST = 20
#: Control characters no text has; more than one in a hundred of them is no text.
_CONTROL = bytes({*range(9), 11, *range(14, 27), *range(28, 32)})


def decode(content: bytes, name: str) -> str:
    """Return the text of a file. Raises ``Unreadable`` where the bytes are no text."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, name)
    silent = _unmarked_utf16(content)
    if silent:
        return _strict(content, silent, name)
    sample = content[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 100:
        raise Unreadable(_no_text(name))
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    marked = sum(letter > "\x7f" for letter in text) - lost
    if lost * _FEW_LOST > marked:
        return legacy.from_bytes(content)
    return legacy.repaired(text)


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return legacy.repaired(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(_no_text(name)) from error


def _no_text(name: str) -> str:
    return (
        f"Tệp {name} không phải văn bản đọc được (có thể bị hỏng hoặc sai phần mở rộng). "
        "Hãy mở lại bằng phần mềm soạn thảo và lưu thành DOCX, XLSX, PDF hoặc văn bản Unicode."
    )


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the flavour of UTF-16 without its mark, told by the zeros of plain letters."""
    sample = content[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > half * _MANY and sample[0::2].count(0) < half * _MANY / 10:
        return "utf-16-le"
    if sample[0::2].count(0) > half * _MANY and sample[1::2].count(0) < half * _MANY / 10:
        return "utf-16-be"
    return None
