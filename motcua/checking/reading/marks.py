"""Digits that count nothing: numbers of documents, laws, forms, telephones, areas, labels.

The table is read from the top; what an earlier row has claimed a later one does not see.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from motcua.checking.reading.claims import Claims
from motcua.checking.reading.tokens import Mark, Sign
from motcua.checking.reading.words import COUNTED

_BLANKS = re.compile(r"\s+")

# A label is followed by a small whole number, or several, that does not begin a figure or a count.
_LABELLED = (
    r"\s*(?:\d{1,4}(?:\s*(?:,|;|và|hoặc|-|–)\s*\d{1,3}(?![\d.,]*\d))*)"
    rf"(?![.,]?\d|\s*%|\s*/\s*\d|\s+(?:{COUNTED[:-2]})\b)(?<!\s)"
)
_DOCUMENT_KINDS = (
    "công văn", "quyết định", "nghị quyết", "nghị định", "kế hoạch", "thông tư",
    "thông tư liên tịch", "chỉ thị", "thông báo", "tờ trình", "báo cáo", "văn bản", "hướng dẫn",
    "chương trình", "chương trình hành động", "đề án", "kết luận",
    "(?<!phương )(?<!ngành )(?<!ương )(?<!tỉnh )quy định", "luật", "pháp lệnh", "lệnh",
    "giấy mời", "biên bản", "công điện", "quy chế", "hợp đồng", "phiếu chuyển", "giấy phép",
    "thư", "nđ", "qđ", "nq", "tt", "kh", "cv", "ct",
)  # fmt: skip
_PLACES = (
    "đường", "quốc lộ", "tỉnh lộ", "phường", "quận", "tổ dân phố", "tổ", "khu phố", "khu", "khóm",
    "ấp", "thôn", "xóm", "đội", "số nhà", "ngõ", "ngách", "hẻm", "km", "tầng",
)  # fmt: skip
_LABELS = (
    "đợt", "lần", "lần thứ", "thứ", "hạng", "khóa", "khoá", "vị trí", "vị trí thứ", "phiên bản",
    "version", "windows", "office", "covid", "công nghiệp", "cách mạng", "kỷ nguyên",
    "bộ chỉ số", "mẫu", "mẫu số", "bảng", "bảng số", "hình", "biểu", "biểu số", "biểu mẫu",
    "biểu mẫu số", "phụ lục", "phụ lục số", "trang", "bước", "phụ biểu",
)  # fmt: skip
_NUMBERED = (
    "lớp", "nhóm", "tuần", "tháng", "quý", "cụm", "khu vực", "đợt", "ca", "điểm", "bàn", "tổ",
    "đội", "khóa",
)  # fmt: skip
_MEASURES = (
    "m2", "m²", "m3", "m³", "km2", "km²", "km", "cm", "mm", "mét vuông", "mét", "ha", "héc ta",
    "hecta", "kg", "tấn", "tạ", "lít", "gb", "mb", "tb", "kb", "mbps", "gbps", "kwh", "kw", "mw",
    "mva", "°c", "độ c", "inch", "dpi", "m",
)  # fmt: skip
#: The letters of units right behind digits: "m" of "m2", "c" of "°c".
_FIRST_OF_MEASURES = frozenset(
    re.sub(r"[\d°].*", "", name.split()[0].removeprefix("°")) for name in _MEASURES
)
_LAWS = ("điều", "khoản", "tiểu mục", "mục", "chương", "(?<!một )phần", "tiết")
_LINES = (
    "đường dây nóng", "hotline", "điện thoại", "số máy", "đt", "fax", "tel", "sđt",
)  # fmt: skip


def _any(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(names)})"


def _last(names: Iterable[str]) -> frozenset[str]:
    """Return the last words of names: they stand right before the digits."""
    return frozenset(name.split()[-1] for name in names)


class Row(NamedTuple):
    """What digits are, and by what to see quickly that a text has none of these.

    Every match has one of the words ``beside`` right before or behind its digits, and one of the
    stretches ``holding``, in small letters; where nothing is named, nothing is asked.
    """

    sign: Sign
    pattern: re.Pattern[str]
    beside: frozenset[str] = frozenset()
    holding: tuple[str, ...] = ()

    def may_stand(self, claims: Claims) -> bool:
        """Tell whether the text has the words the pattern needs."""
        if self.beside and self.beside.isdisjoint(claims.beside):
            return False
        return not self.holding or claims.holds(self.holding)


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _cased(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


#: Addresses and everything that must not be taken apart by the rows below.
FIRST: tuple[Row, ...] = (
    Row(
        Sign.ADDRESS,
        _of(r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        holding=("://", "www.", "@"),
    ),
    Row(
        Sign.ADDRESS,
        _of(r"\b[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info)\b[^\s,;)]*"),
        holding=(".vn", ".com", ".net", ".org", ".info"),
    ),
    Row(
        Sign.ADDRESS,
        _of(
            r"(?<![\d.,])(?!\d{1,3}(?:\.\d{3}){3}(?!\d))"
            r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?=$|[\s,;:)])"
        ),
        holding=(".",),
    ),
    # 802/BC-UBND, 63/2010/NĐ-CP, 14/2008/QH12, 46-CTr/TU; "06/CV- UBND" as typed.
    Row(
        Sign.DOCUMENT,
        _cased(
            r"(?<![\w/.,])\d{1,6}[a-zđ]?\s?/\s?(?:(?:19|20)\d{2}\s?/\s?)?[A-ZĐ][\wĐđ]*"
            r"(?:(?:[-–]\s?|\s[-–](?=\S)|[.&])[A-ZĐ][\wĐđ]*)*(?:/[A-ZĐ][\wĐđ]*)?"
        ),
        holding=("/",),
    ),
    Row(
        Sign.DOCUMENT,
        _cased(r"(?<![\w/.,])\d{1,6}\s?[-–]\s?[A-ZĐ][\wĐđ]*(?:[-–][A-ZĐ]\w*)*/[A-ZĐ][\wĐđ]*"),
        holding=("/",),
    ),
    Row(
        Sign.DOCUMENT,
        _of(
            rf"(?<!\w){_any(_DOCUMENT_KINDS)}\s+(?:liên tịch\s+)?số\s*:?\s*\d{{1,6}}(?:/\d{{4}})?"
            r"(?:(?:\s*,\s*|\s+và\s+)\d{1,6}(?![\d.,/]*\d))*(?![\d/])"
        ),
        beside=frozenset({"số"}),
    ),
    Row(Sign.CODE, _cased(r"(?<!\w)\d{2}[A-ZĐ]\d?\s?-\s?\d{3}\.?\d{2}(?!\d)"), holding=("-",)),
    # "tháng 4, 5, 6 năm 2024", "ngày 5, 12, 19/6/2024": the last one is the date.
    Row(
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:tháng|ngày|quý)\s+(?:\d{1,2}\s*(?:,|và)\s*)+"
            r"(?=\d{1,2}(?:\s+năm|\s+tháng|\s*/\s*\d))"
        ),
        beside=frozenset({"tháng", "ngày", "quý"}),
    ),
    Row(
        Sign.DURATION,
        _of(r"(?<!\w)từ\s+\d{1,3}(?=\s*(?:đến|-|–)\s*(?:dưới\s+)?\d{1,3}\s+ngày)"),
        beside=frozenset({"từ"}),
    ),
    # "lớp 1: 210; lớp 2: 195": a number in a row of names, not a count.
    Row(
        Sign.LABEL,
        _of(rf"(?<!\w){_any(_NUMBERED)}\s+\d{{1,2}}(?=\s*:\s*\d)"),
        beside=_last(_NUMBERED),
        holding=(":",),
    ),
    Row(Sign.LABEL, _of(r"\b(?:TCVN\s+)?ISO[\s/:-]*\d{4,5}(?:\s?[:-]\s?\d{4})?"), holding=("iso",)),
    Row(Sign.LABEL, _of(r"\b(?:TCVN|QCVN)\s*[\d:/-]+\d"), holding=("tcvn", "qcvn")),
)

#: After the dates have been claimed.
SECOND: tuple[Row, ...] = (
    Row(
        Sign.FORM,
        _cased(r"(?<![\w.])[IVX]{1,4}\.\d{1,2}[a-zđ]?(?:[/.][A-ZĐ][\w/.-]*)?(?![\d%])"),
        holding=("i.", "v.", "x."),
    ),
    Row(Sign.FORM, _cased(r"(?<![\w.,/])\d{1,2}[a-zđ]?[./][A-ZĐ]{2,}[\w/.-]*")),
    Row(
        Sign.LAW,
        _of(
            rf"(?<!\w){_any(_LAWS)}\s+(?:[IVX]+\.)?\d{{1,3}}"
            r"(?:\.\d{1,2})*[a-zđ]?\b(?:\s*(?:,|và)\s*\d{1,3}[a-zđ]?\b(?!\s*(?:%|[.,/]\d)))*"
            rf"(?!\s*%|[.,/]\d|\s+{COUNTED})"
        ),
        holding=tuple(sorted(_last(_LAWS))),
    ),
    Row(
        Sign.LAW,
        _of(r"(?<!\w)(?:tại|khoản \d+,?)\s+điểm\s+\d{1,2}(?:\.\d{1,2})*\b"),
        beside=frozenset({"điểm"}),
    ),
    Row(
        Sign.PHONE,
        _of(r"(?<![\w.,])(?:\(\s?\+?0?\d{2,4}\s?\)|\+84)[\s.]?\d[\d\s.]{5,10}\d(?!\d)"),
        holding=("(", "+84"),
    ),
    Row(
        Sign.PHONE,
        _of(r"(?<![\w.,/\u00a0])(?<!\d )0\d{2,3}(?:[\s.-]?\d{3,4}){2}(?:\d{1,2})?(?![\d%/])"),
    ),
    Row(
        Sign.PHONE,
        _of(r"(?<![\w.,/])1[89]00(?:[\s.]?\d{2,4}){1,2}(?![\d.,%])"),
        holding=("1800", "1900"),
    ),
    Row(
        Sign.PHONE,
        _of(
            rf"(?<!\w)(?:tổng đài(?!\s+là)(?:\s+[^\W\d]+){{0,9}}|{_any(_LINES)})"
            r"\s*:?\s*\d[\d.\s]*\d(?![\d.,]*%)(?!\s+" + COUNTED + ")"
        ),
        holding=("tổng đài", *_LINES),
    ),
    Row(Sign.CODE, _of(r"(?<![\w.,/])\d{9,}(?![\d.,%/])")),
    Row(
        Sign.CLOCK,
        _of(rf"(?<![\d.,/])24\s?/\s?(?:24(?!\s+{COUNTED})|7)(?:\s*(?:giờ|h)\b)?(?![\d/%])"),
        holding=("24",),
    ),
    Row(
        Sign.CLOCK,
        _of(
            r"(?<![\w.,/])(?:[01]?\d|2[0-4])\s?(?:h(?![^\W\d_])|giờ(?!\s+(?:làm|/)))"
            r"\s?(?:[0-5]\d\b)?(?:\s?phút|')?"
        ),
        beside=frozenset({"h", "giờ"}),
    ),
    Row(Sign.CLOCK, _of(r"(?<![\w.,/:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])"), holding=(":",)),
    Row(
        Sign.MEASURE,
        _of(rf"(?<![\w.,/])\d+(?:[.,]\d+)*\s?{_any(_MEASURES)}(?![\w²³])"),
        beside=_FIRST_OF_MEASURES,
    ),
    Row(
        Sign.DURATION,
        _of(
            r"(?<![\w.,/])\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+(?:[.,]\d+)?)?\s?(?:ngày làm việc|ngày|"
            r"giờ làm việc|giờ|phút|giây|tuần|tháng|năm|tuổi|quý)\b(?!\s+(?:19|20)\d\d\b)"
        ),
        beside=frozenset({"ngày", "giờ", "phút", "giây", "tuần", "tháng", "năm", "tuổi", "quý"}),
    ),
    Row(
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:mức độ|cấp độ|mức)\s+[1-5](?![\d.,]?\d)"
            r"(?:\s*(?:,|;|và|hoặc|-|–|/)\s*(?:mức độ\s+|mức\s+)?[1-5](?![.,]?\d))*(?!\s*%)"
        ),
        beside=frozenset({"độ", "mức"}),
    ),
    Row(
        Sign.LABEL, _of(r"(?<!\w)mức độ\s+[1-5](?:,\s?[1-5])+(?!\d|\s*%)"), beside=frozenset({"độ"})
    ),
    Row(
        Sign.LABEL,
        _of(rf"(?<!\w)cấp\s+[1-4](?![.,/]?\d|\s*%|\s+{COUNTED})"),
        beside=frozenset({"cấp"}),
    ),
    Row(
        Sign.LABEL,
        _of(rf"(?<!\w){_any(_DOCUMENT_KINDS)}{_LABELLED}"),
        beside=_last(_DOCUMENT_KINDS),
    ),
    Row(
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:xếp|đứng)\s+(?:hạng|thứ|vị trí)[^\W\d]*(?:\s+thứ)?\s+\d{1,3}(?:\s*/\s*\d{1,3})?(?![\d,])"
        ),
        holding=("xếp", "đứng"),
    ),
    Row(Sign.LABEL, _of(rf"(?<!\w){_any(_LABELS)}{_LABELLED}"), beside=_last(_LABELS)),
    Row(
        Sign.LABEL,
        _of(r"(?<!\w)(?:phiên bản|công nghiệp|cách mạng|kỷ nguyên)\s+\d\.\d\b"),
        beside=frozenset({"bản", "nghiệp", "mạng", "nguyên"}),
    ),
    Row(Sign.ADDRESS, _of(rf"(?<!\w){_any(_PLACES)}{_LABELLED}"), beside=_last(_PLACES)),
    Row(
        Sign.LABEL,
        _of(
            r"(?<!\w)(?<!tổng )(?<!trong )(?<!trên )(?<!con )(?<!với )số\s+\d{1,5}"
            rf"(?![\d.,/]*\d|\s*%|\s+{COUNTED})"
        ),
        beside=frozenset({"số"}),
    ),
    Row(
        Sign.NAME,
        _of(r"[“\"‘]\s?\d{1,2}(?:[.,]\d)?\s+[^\W\d_][^“”\"’]{0,40}[”\"’]"),
        holding=("“", '"', "‘"),
    ),
    Row(
        Sign.NAME,
        _of(r"(?<![\w.,/])\d{1,2}\s+(?:tại chỗ|trong 1)\b"),
        beside=frozenset({"tại", "trong"}),
    ),
    Row(Sign.ITEM, _of(r"\[\d{1,2}\]"), holding=("[",)),
)


def claim(claims: Claims, table: tuple[Row, ...]) -> Iterator[Mark]:
    """Claim and give the marks of a table."""
    for row in table:
        if not row.may_stand(claims):
            continue
        for match in claims.matches(row.pattern):
            printed = match[0]
            yield Mark(row.sign, printed, match.start(), match.end(), _BLANKS.sub("", printed))
