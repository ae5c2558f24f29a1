"""Digits that count nothing: numbers of documents, laws, forms, telephones, areas, labels.

The table is read from the top; what an earlier row has claimed a later one does not see.
"""

import re
from collections.abc import Iterator

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
    r"(?:công văn|quyết định|nghị quyết|nghị định|kế hoạch|thông tư|thông tư liên tịch|chỉ thị|"
    r"thông báo|tờ trình|báo cáo|văn bản|hướng dẫn|chương trình|chương trình hành động|đề án|"
    r"kết luận|(?<!phương )(?<!ngành )(?<!ương )(?<!tỉnh )quy định|luật|pháp lệnh|lệnh|giấy mời|biên bản|công điện|quy chế|hợp đồng|"
    r"phiếu chuyển|giấy phép|thư|nđ|qđ|nq|tt|kh|cv|ct)"
)
_PLACES = (
    r"(?:đường|quốc lộ|tỉnh lộ|phường|quận|tổ dân phố|tổ|khu phố|khu|khóm|ấp|thôn|xóm|đội|"
    r"số nhà|ngõ|ngách|hẻm|km|tầng)"
)
_LABELS = (
    r"(?:đợt|lần|lần thứ|thứ|hạng|khóa|khoá|vị trí|vị trí thứ|phiên bản|version|windows|office|"
    r"covid|công nghiệp|cách mạng|kỷ nguyên|bộ chỉ số|mẫu|mẫu số|bảng|bảng số|hình|biểu|"
    r"biểu số|biểu mẫu|biểu mẫu số|phụ lục|phụ lục số|trang|bước|phụ biểu)"
)


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _cased(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


#: Addresses and everything that must not be taken apart by the rows below.
FIRST: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (Sign.ADDRESS, _of(r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Sign.ADDRESS, _of(r"\b[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info)\b[^\s,;)]*")),
    (
        Sign.ADDRESS,
        _of(
            r"(?<![\d.,])(?!\d{1,3}(?:\.\d{3}){3}(?!\d))"
            r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?=$|[\s,;:)])"
        ),
    ),
    # 802/BC-UBND, 63/2010/NĐ-CP, 14/2008/QH12, 46-CTr/TU; "06/CV- UBND" as typed.
    (
        Sign.DOCUMENT,
        _cased(
            r"(?<![\w/.,])\d{1,6}[a-zđ]?\s?/\s?(?:(?:19|20)\d{2}\s?/\s?)?[A-ZĐ][\wĐđ]*"
            r"(?:(?:[-–]\s?|\s[-–](?=\S)|[.&])[A-ZĐ][\wĐđ]*)*(?:/[A-ZĐ][\wĐđ]*)?"
        ),
    ),
    (
        Sign.DOCUMENT,
        _cased(r"(?<![\w/.,])\d{1,6}\s?[-–]\s?[A-ZĐ][\wĐđ]*(?:[-–][A-ZĐ]\w*)*/[A-ZĐ][\wĐđ]*"),
    ),
    (
        Sign.DOCUMENT,
        _of(
            rf"(?<!\w){_DOCUMENT_KINDS}\s+(?:liên tịch\s+)?số\s*:?\s*\d{{1,6}}(?:/\d{{4}})?"
            r"(?:(?:\s*,\s*|\s+và\s+)\d{1,6}(?![\d.,/]*\d))*(?![\d/])"
        ),
    ),
    (Sign.CODE, _cased(r"(?<!\w)\d{2}[A-ZĐ]\d?\s?-\s?\d{3}\.?\d{2}(?!\d)")),
    # "tháng 4, 5, 6 năm 2024", "ngày 5, 12, 19/6/2024": the last one is the date.
    (
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:tháng|ngày|quý)\s+(?:\d{1,2}\s*(?:,|và)\s*)+"
            r"(?=\d{1,2}(?:\s+năm|\s+tháng|\s*/\s*\d))"
        ),
    ),
    (Sign.DURATION, _of(r"(?<!\w)từ\s+\d{1,3}(?=\s*(?:đến|-|–)\s*(?:dưới\s+)?\d{1,3}\s+ngày)")),
    # "lớp 1: 210; lớp 2: 195": a number in a row of names, not a count.
    (
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:lớp|nhóm|tuần|tháng|quý|cụm|khu vực|đợt|ca|điểm|bàn|tổ|đội|khóa)"
            r"\s+\d{1,2}(?=\s*:\s*\d)"
        ),
    ),
    (Sign.LABEL, _of(r"\b(?:TCVN\s+)?ISO[\s/:-]*\d{4,5}(?:\s?[:-]\s?\d{4})?")),
    (Sign.LABEL, _of(r"\b(?:TCVN|QCVN)\s*[\d:/-]+\d")),
)

#: After the dates have been claimed.
SECOND: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (Sign.FORM, _cased(r"(?<![\w.])[IVX]{1,4}\.\d{1,2}[a-zđ]?(?:[/.][A-ZĐ][\w/.-]*)?(?![\d%])")),
    (Sign.FORM, _cased(r"(?<![\w.,/])\d{1,2}[a-zđ]?[./][A-ZĐ]{2,}[\w/.-]*")),
    (
        Sign.LAW,
        _of(
            r"(?<!\w)(?:điều|khoản|tiểu mục|mục|chương|(?<!một )phần|tiết)\s+(?:[IVX]+\.)?\d{1,3}"
            r"(?:\.\d{1,2})*[a-zđ]?\b(?:\s*(?:,|và)\s*\d{1,3}[a-zđ]?\b(?!\s*(?:%|[.,/]\d)))*"
            rf"(?!\s*%|[.,/]\d|\s+{COUNTED})"
        ),
    ),
    (Sign.LAW, _of(r"(?<!\w)(?:tại|khoản \d+,?)\s+điểm\s+\d{1,2}(?:\.\d{1,2})*\b")),
    (Sign.PHONE, _of(r"(?<![\w.,])(?:\(\s?\+?0?\d{2,4}\s?\)|\+84)[\s.]?\d[\d\s.]{5,10}\d(?!\d)")),
    (
        Sign.PHONE,
        _of(r"(?<![\w.,/\u00a0])(?<!\d )0\d{2,3}(?:[\s.-]?\d{3,4}){2}(?:\d{1,2})?(?![\d%/])"),
    ),
    (Sign.PHONE, _of(r"(?<![\w.,/])1[89]00(?:[\s.]?\d{2,4}){1,2}(?![\d.,%])")),
    (
        Sign.PHONE,
        _of(
            r"(?<!\w)(?:tổng đài(?!\s+là)(?:\s+[^\W\d]+){0,9}|đường dây nóng|hotline|điện thoại|"
            r"số máy|đt|fax|tel|sđt)\s*:?\s*\d[\d.\s]*\d(?![\d.,]*%)(?!\s+" + COUNTED + ")"
        ),
    ),
    (Sign.CODE, _of(r"(?<![\w.,/])\d{9,}(?![\d.,%/])")),
    (Sign.CLOCK, _of(r"(?<![\d.,/])24\s?/\s?(?:24|7)(?:\s*(?:giờ|h)\b)?(?![\d/%])")),
    (
        Sign.CLOCK,
        _of(
            r"(?<![\w.,/])(?:[01]?\d|2[0-4])\s?(?:h(?![^\W\d_])|giờ(?!\s+(?:làm|/)))"
            r"\s?(?:[0-5]\d\b)?(?:\s?phút|')?"
        ),
    ),
    (Sign.CLOCK, _of(r"(?<![\w.,/:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])")),
    (
        Sign.MEASURE,
        _of(
            r"(?<![\w.,/])\d+(?:[.,]\d+)*\s?(?:m2|m²|m3|m³|km2|km²|km|cm|mm|mét vuông|mét|ha|"
            r"héc ta|hecta|kg|tấn|tạ|lít|gb|mb|tb|kb|mbps|gbps|kwh|kw|mw|mva|°c|độ c|inch|dpi|m)"
            r"(?![\w²³])"
        ),
    ),
    (
        Sign.DURATION,
        _of(
            r"(?<![\w.,/])\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+(?:[.,]\d+)?)?\s?(?:ngày làm việc|ngày|"
            r"giờ làm việc|giờ|phút|giây|tuần|tháng|năm|tuổi|quý)\b(?!\s+(?:19|20)\d\d\b)"
        ),
    ),
    (
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:mức độ|cấp độ|mức)\s+[1-5](?![\d.,]?\d)"
            r"(?:\s*(?:,|;|và|hoặc|-|–|/)\s*(?:mức độ\s+|mức\s+)?[1-5](?![.,]?\d))*(?!\s*%)"
        ),
    ),
    (Sign.LABEL, _of(r"(?<!\w)mức độ\s+[1-5](?:,\s?[1-5])+(?!\d|\s*%)")),
    (Sign.LABEL, _of(rf"(?<!\w)cấp\s+[1-4](?![.,/]?\d|\s*%|\s+{COUNTED})")),
    (Sign.LABEL, _of(rf"(?<!\w){_DOCUMENT_KINDS}{_LABELLED}")),
    (
        Sign.LABEL,
        _of(
            r"(?<!\w)(?:xếp|đứng)\s+(?:hạng|thứ|vị trí)[^\W\d]*(?:\s+thứ)?\s+\d{1,3}(?:\s*/\s*\d{1,3})?(?![\d,])"
        ),
    ),
    (Sign.LABEL, _of(rf"(?<!\w){_LABELS}{_LABELLED}")),
    (Sign.LABEL, _of(r"(?<!\w)(?:phiên bản|công nghiệp|cách mạng|kỷ nguyên)\s+\d\.\d\b")),
    (Sign.ADDRESS, _of(rf"(?<!\w){_PLACES}{_LABELLED}")),
    (
        Sign.LABEL,
        _of(
            r"(?<!\w)(?<!tổng )(?<!trong )(?<!trên )(?<!con )(?<!với )số\s+\d{1,5}"
            rf"(?![\d.,/]*\d|\s*%|\s+{COUNTED})"
        ),
    ),
    (Sign.NAME, _of(r"[“\"‘]\s?\d{1,2}(?:[.,]\d)?\s+[^\W\d_][^“”\"’]{0,40}[”\"’]")),
    (Sign.NAME, _of(r"(?<![\w.,/])\d{1,2}\s+(?:tại chỗ|trong 1)\b")),
    (Sign.ITEM, _of(r"\[\d{1,2}\]")),
)


def claim(claims: Claims, table: tuple[tuple[Sign, re.Pattern[str]], ...]) -> Iterator[Mark]:
    """Claim and give the marks of a table."""
    for sign, pattern in table:
        for match in claims.matches(pattern):
            printed = match[0]
            yield Mark(sign, printed, match.start(), match.end(), _BLANKS.sub("", printed))
