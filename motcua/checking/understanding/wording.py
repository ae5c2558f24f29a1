"""The words by which a report says what it counts: dossiers on their way, petitions, procedures.

Everything works on lower-case text. The words are those of many provinces' reports; a wording that
is not here is simply not understood, and what is not understood is not judged.
"""

import re
from enum import StrEnum
from functools import lru_cache

from motcua.checking.reading.words import COUNTED


class Subject(StrEnum):
    """What a figure counts."""

    DOSSIER = "dossier"
    PETITION = "petition"
    PROCEDURE = "procedure"
    OTHER = "other"


class Measure(StrEnum):
    """Which figure of the flow of dossiers or petitions it is."""

    RECEIVED = "received"
    NEW = "new"
    CARRIED = "carried"
    ONLINE = "online"
    DIRECT = "direct"
    POST = "post"
    SETTLED = "settled"
    EARLY = "early"
    ON_TIME = "on_time"
    NOT_LATE = "not_late"  # early and on time in one figure
    LATE = "late"
    PENDING = "pending"
    PENDING_IN_TIME = "pending_in_time"
    PENDING_LATE = "pending_late"
    APART = "apart"  # paused, returned, withdrawn: no column of its own
    RULE = "rule"  # petitions about a regulation
    CONDUCT = "conduct"  # petitions about conduct
    BOTH = "both"  # petitions about both


#: A word and the pattern that shows it.
_PATTERNS = {
    "received": r"tiếp nhận|thụ lý|đã nhận|nhận được|phải (?:giải quyết|xử lý)|phát sinh|vào sổ|ghi nhận|"
    r"(?<!công )(?<!xác )(?<!chứng )\bnhận \||"
    r"hồ sơ (?:đầu )?vào\b|(?:hồ sơ|số|đã) nhận\b(?! (?:định|xét|thức|diện|kết|trả|lại))",
    "new": r"phát sinh trong|mới tiếp nhận|tiếp nhận mới|nhận mới|mới nhận|phát sinh mới|mới phát sinh|số mới|"
    r"(?<!đổi )(?<!nông thôn )\bmới\b|^trong (?:kỳ|tháng|quý|năm)(?: báo cáo)? \|(?: hồ sơ)?\s*$",
    "carried": r"(?:kỳ|tháng|quý|năm|kì)(?: báo cáo)? (?:liền )?(?:trước|cũ)|đầu kỳ|"
    r"(?:hồ sơ|tồn) cũ|tồn (?:trước|từ trước)|từ trước (?:chuyển|để lại)|"
    r"(?:kỳ|tháng|quý|năm|kì) [\d/.]+ (?:chuyển|tồn|để lại)|"
    r"tồn (?:của )?(?:kỳ|tháng|quý|năm)(?! (?:sau|này))",
    "next": r"(?:kỳ|tháng|quý|năm|kì)(?: báo cáo)? (?:sau|tới|tiếp theo)|cuối kỳ",
    "online": r"trực tuyến|qua mạng|trên mạng|(?:môi trường|qua|trên) (?:mạng|điện tử)|qua cổng|"
    r"nộp trên cổng|online",
    "direct": r"trực tiếp|tại quầy|tại (?:bộ phận|trung tâm)|hồ sơ giấy|bản giấy",
    "post": r"bưu chính|bưu điện|\bbcci\b|gửi thư",
    "settled": r"đã (?:được )?(?:giải quyết|xử lý|trả|hoàn|trả lời|công khai)|(?:đã )?có kết quả|"
    r"(?:giải quyết|xử lý) xong|"
    r"hoàn thành|hoàn tất|kết thúc(?! (?:kỳ|năm|quý|tháng|ngày|đợt|giai đoạn))|trả kết quả|\bxong\b|(?<!phải )(?<!đang )(?<!chưa )(?<!tiếp nhận, )giải quyết",
    "early": r"trước thời gian|(?:trước|sớm)(?:(?:,| và| hoặc|/| -) ?đúng)? (?:thời )?(?:hạn|hẹn)|đúng và trước hạn|"
    r"\bsớm\b",
    "on_time": r"đúng (?:và trước )?(?:thời )?(?:hạn|hẹn)|đúng quy định về thời hạn|"
    r"đúng (?:thời gian|ngày|giấy|lịch)|kịp (?:thời )?hạn",
    "late": r"(?:quá|trễ|chậm|muộn|vượt)(?: thời)? (?:hạn|hẹn)|\btrễ\b|"
    r"\bchậm\b(?! nhất)|\bmuộn\b|quá thời gian",
    "not_due": r"chưa (?:đến|tới|hết)(?: thời)? ?hạn|còn (?:trong |thời )*hạn",
    "in_time": r"(?:trong|còn|chưa (?:đến|tới|quá|hết))(?: trong)?(?: thời)?(?: gian)? ?hạn",
    "pending": r"(?:đang|chưa)(?: được)?(?: trong)?(?: quá trình)?(?: được)? "
    r"(?:giải quyết|xử lý|thụ lý|hoàn thành|trả|xem xét|thẩm định|xác minh)|"
    # A figure behind nothing but "còn": "còn 12 hồ sơ trong hạn".
    r"^(?:hiện )?còn \||đang làm|chưa (?:xong|có kết quả)|còn (?:lại|tồn|phải (?:giải quyết|xử lý))|"
    r"\btồn\b(?! (?:tại|cũ|trước|từ|đầu|kỳ|tháng|quý|năm))|dở dang|đang trong (?:quá trình|quy trình)",
    "apart": r"tạm dừng|trả lại|\brút\b|từ chối|dừng (?:giải quyết|xử lý)|(?:chờ|yêu cầu) bổ sung|"
    r"không đủ điều kiện|\bhủy\b|không (?:được )?(?:tiếp nhận|giải quyết|thụ lý)|nghĩa vụ tài chính",
    "rule": r"^(?:nội dung )?quy định|(?:về|đối với|liên quan|liên quan đến) (?:các |nội dung )?quy định|quy định (?:hành chính|, ?tthc)|cơ chế, chính sách",
    "conduct": r"hành vi",
    "digitised": r"số h(?:óa|oá)|\bquét\b",
    "electronic_result": r"(?:kết quả|bản)(?: giải quyết)?(?: tthc)? (?:bằng )?(?:bản )?điện tử|"
    r"kết quả số",
    "paid": r"thanh toán|trả tiền|nộp phí|thu phí|lệ phí|biên lai",
    "apology": r"xin lỗi",
    "survey": r"hài lòng|khảo sát|đánh giá|phiếu",
    "copied": r"chứng thực bản sao|bản sao điện tử|sao y",
    "online_level": r"toàn trình|toàn tỉnh|một phần|mức độ|mức [1-4]\b",
    "compared": r"cùng kỳ|so với(?! (?:quy định|giấy|thời|yêu cầu|hạn|hẹn|ngày|tổng|lịch))|\btăng(?! cường)|(?<!cắt )\bgiảm|chỉ tiêu|kế hoạch giao|phấn đấu|mục tiêu|dự kiến|"
    r"tối thiểu|trở lên|\bước ",
    "accumulated": r"lũy kế|luỹ kế|từ đầu năm|đến nay|từ năm|từ khi|tính từ",
    "total": r"tổng",
}
_COMPILED = {word: re.compile(pattern) for word, pattern in _PATTERNS.items()}

_DOSSIER = re.compile(r"hồ sơ|\bhs\b")
_PETITION = re.compile(r"phản ánh|kiến nghị|\bpakn\b")
_PROCEDURE = re.compile(
    r"\btthc\b|thủ tục|(?<!cổng )(?<!hệ thống )dịch vụ(?! bưu)|(?<!cổng )\bdvc(?:tt)?\b"
)

#: The noun right after a figure.
_UNIT = re.compile(
    rf"\s*(?:bộ (?=hồ sơ)|lượt (?=hồ sơ))?(?P<unit>thủ tục hành chính|dịch vụ công|{COUNTED}|đơn\b|"
    r"biên chế|tiến sĩ|lần\b)",
    re.IGNORECASE,
)
_FOLDED = (
    ("hồ sơ", "hồ sơ"), ("hs", "hồ sơ"), ("phản ánh", "pakn"), ("kiến nghị", "pakn"),
    ("pakn", "pakn"), ("tthc", "tthc"), ("thủ tục", "tthc"), ("dịch vụ", "tthc"), ("dvc", "tthc"),
    ("người", "người"), ("cán bộ", "người"), ("công chức", "người"), ("viên chức", "người"),
    ("trường hợp", "người"), ("biên chế", "người"), ("đồng chí", "người"),
    ("đơn vị", "đơn vị"), ("cơ quan", "đơn vị"), ("vbqppl", "văn bản"), ("văn bản", "văn bản"),
)  # fmt: skip
#: A result handed out is a dossier settled.
_HANDED_OUT = re.compile(r"\b(?:đã|số) trả\b")
#: Nouns that may stand for a dossier or a petition.
_VAGUE = frozenset({"người", "ý kiến", "đơn", "kết quả", "lượt", "vụ", "giấy", "bản"})


@lru_cache(maxsize=8192)
def words(text: str) -> frozenset[str]:
    """Return the names of the words that stand in the text."""
    lowered = text.lower()
    return frozenset(word for word, pattern in _COMPILED.items() if pattern.search(lowered))


def unit_after(text: str) -> str:
    """Return the counted noun at the beginning of the text, folded to one name per noun."""
    found = _UNIT.match(text)
    return noun(found["unit"]) if found else ""


def noun(text: str) -> str:
    """Return one name for a counted noun however it is called or abbreviated."""
    lowered = text.lower().strip()
    return next((name for start, name in _FOLDED if lowered.startswith(start)), lowered)


def subject_of(unit: str, label: str) -> Subject | None:
    """Return what a figure with this unit counts, ``None`` when neither unit nor label says."""
    if unit == "hồ sơ":
        return Subject.DOSSIER
    if unit == "pakn":
        return Subject.PETITION
    if unit == "tthc":
        return Subject.PROCEDURE
    if unit == "kết quả" and _HANDED_OUT.search(label.lower()):
        return Subject.DOSSIER
    return Subject.OTHER if unit and unit not in _VAGUE else subject_named(label)


def subject_named(text: str) -> Subject | None:
    """Return what the text speaks of: a dossier of a procedure is a dossier."""
    lowered = text.lower()
    if _PETITION.search(lowered):
        return Subject.PETITION
    if _DOSSIER.search(lowered):
        return Subject.DOSSIER
    if _PROCEDURE.search(lowered):
        return Subject.PROCEDURE
    return None


def unit_text(text: str) -> str:
    """Return the counted noun at the beginning of the text as printed, with the blanks before."""
    found = _UNIT.match(text)
    return found[0] if found else ""
