"""Vietnamese text written before Unicode: TCVN3 (ABC), VNI and Windows-1258.

Which table a text was written with is told by its words: the reading that yields the most of the
commonest words of administrative Vietnamese is the right one, if it yields clearly more.

Căn cứ: TCVN 5712:1993, bảng mã VN3 (certainty: high); bảng mã VNI Windows (certainty: high).
"""

import re
import unicodedata

_COMMON = frozenset(
    [
        "của",
        "và",
        "các",
        "được",
        "trong",
        "năm",
        "thủ",
        "tục",
        "hành",
        "chính",
        "hồ",
        "sơ",
        "giải",
        "quyết",
        "tiếp",
        "nhận",
        "số",
        "kết",
        "quả",
        "báo",
        "cáo",
        "ủy",
        "ban",
        "nhân",
        "dân",
        "huyện",
        "tỉnh",
        "xã",
        "thị",
        "trấn",
        "cơ",
        "quan",
        "đơn",
        "vị",
        "thực",
        "hiện",
        "về",
        "việc",
        "theo",
        "quy",
        "định",
        "công",
        "trên",
        "đến",
        "kỳ",
        "hạn",
        "đúng",
        "trước",
        "tổng",
        "cấp",
        "một",
        "cửa",
        "trực",
        "tuyến",
        "tại",
        "là",
        "với",
        "có",
        "không",
        "để",
        "từ",
        "cho",
        "đã",
        "lĩnh",
        "vực",
        "tình",
        "hình",
        "kiểm",
        "soát",
        "độc",
        "lập",
        "tự",
        "hạnh",
        "phúc",
        "cộng",
        "hòa",
        "hội",
        "chủ",
        "nghĩa",
        "việt",
        "nam",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_ENOUGH = 3
_CLEARLY = 1.5

#: Byte by byte what TCVN3 prints, from 0xA1 on; the capitals with marks come from capital fonts.
_TCVN3_ORDER = {
    "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ", "¨": "ă", "©": "â",
    "ª": "ê", "«": "ô", "¬": "ơ", "\u00ad": "ư", "®": "đ", "µ": "à", "¶": "ả", "·": "ã",
    "¸": "á", "¹": "ạ", "»": "ằ", "¼": "ẳ", "½": "ẵ", "¾": "ắ", "Æ": "ặ", "Ç": "ầ", "È": "ẩ",
    "É": "ẫ", "Ê": "ấ", "Ë": "ậ", "Ì": "è", "Î": "ẻ", "Ï": "ẽ", "Ð": "é", "Ñ": "ẹ", "Ò": "ề",
    "Ó": "ể", "Ô": "ễ", "Õ": "ế", "Ö": "ệ", "×": "ì", "Ø": "ỉ", "Ü": "ĩ", "Ý": "í", "Þ": "ị",
    "ß": "ò", "á": "ỏ", "â": "õ", "ã": "ó", "ä": "ọ", "å": "ồ", "æ": "ổ", "ç": "ỗ", "è": "ố",
    "é": "ộ", "ê": "ờ", "ë": "ở", "ì": "ỡ", "í": "ớ", "î": "ợ", "ï": "ù", "ñ": "ủ", "ò": "ũ",
    "ó": "ú", "ô": "ụ", "õ": "ừ", "ö": "ử", "÷": "ữ", "ø": "ứ", "ù": "ự", "ú": "ỳ", "û": "ỷ",
    "ü": "ỹ", "ý": "ý", "þ": "ỵ",
}  # fmt: skip
_TCVN3 = str.maketrans(_TCVN3_ORDER)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_BREVE, _ROOF = "\u0306", "\u0302"
#: VNI writes the plain letter, then one letter for all its marks.
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _DOT + _BREVE,
    "â": _ROOF, "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK,
    "ã": _ROOF + _TILDE, "ä": _DOT + _ROOF,
}  # fmt: skip
_VNI_LETTERS = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì",
}  # fmt: skip
_VNI_CARRIERS = "aeouyAEOUYôöÔÖ"
_VNI_PAIR = re.compile(
    f"([{_VNI_CARRIERS}])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])"
    f"|([{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}])"
)


def from_bytes(content: bytes) -> str:
    """Return the text of bytes that are no Unicode."""
    latin = content.decode("cp1252", errors="replace")
    candidates = [
        latin,
        content.decode("cp1258", errors="replace"),
        tcvn3(content.decode("latin-1")),
        vni(latin),
    ]
    best = max(candidates, key=plausibility)
    return unicodedata.normalize("NFC", best)


def repaired(text: str) -> str:
    """Return the text, converted if it is TCVN3 or VNI letters kept as if they were Unicode."""
    sample = text[:_SAMPLE]
    now = plausibility(unicodedata.normalize("NFC", sample))
    for convert in (tcvn3, vni):
        then = plausibility(convert(sample))
        if then >= _ENOUGH and then > now * _CLEARLY:
            return convert(text)
    return text


def plausibility(text: str) -> int:
    """Count the words with marks that administrative Vietnamese uses all the time."""
    composed = unicodedata.normalize("NFC", text[:_SAMPLE]).lower()
    return sum(word in _COMMON and not word.isascii() for word in _WORD.findall(composed))


def tcvn3(text: str) -> str:
    """Convert letters of TCVN3 (ABC) fonts."""
    return text.translate(_TCVN3)


def vni(text: str) -> str:
    """Convert letters of VNI fonts."""

    def letter(match: re.Match[str]) -> str:
        if match[3]:
            return _cased(_VNI_LETTERS[match[3].lower()], match[3])
        carrier = _VNI_LETTERS.get(match[1].lower(), match[1])
        carrier = _cased(carrier, match[1])
        return unicodedata.normalize("NFC", carrier + _VNI_MARKS[match[2].lower()])

    return _VNI_PAIR.sub(letter, text)


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter
