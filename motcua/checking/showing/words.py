"""What findings are called on every screen and paper, and the order they are told in."""

from collections import Counter
from collections.abc import Iterable

from motcua.checking.document import Document, Place
from motcua.checking.findings import Checked, Code, Finding, Severity

SEVERITIES = {
    Severity.ERROR: "Sai chắc chắn",
    Severity.WARNING: "Cần kiểm tra lại",
    Severity.INFO: "Lưu ý",
}
CODES = {
    Code.SUM: "Tổng và các phần",
    Code.BALANCE: "Cân đối tiếp nhận, giải quyết",
    Code.LE: "Phần lớn hơn toàn bộ",
    Code.PCT: "Tỷ lệ phần trăm",
    Code.PERIOD: "Kỳ báo cáo, ngày tháng",
    Code.REPEAT: "Một số liệu, nhiều giá trị",
    Code.SCORE: "Điểm chỉ số",
    Code.UNIT: "Đơn vị tính",
    Code.MISSING: "Thiếu số liệu",
    Code.STRUCT: "Bố cục, đề mục",
    Code.LAW: "Văn bản, thuật ngữ",
    Code.TEXT: "Lời văn và số liệu",
}
_ORDER = tuple(SEVERITIES)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with what is certain first, each kind in the order of the report."""
    return tuple(sorted(findings, key=lambda one: (_ORDER.index(one.severity), one.line)))


def counted(checked: Iterable[Checked]) -> dict[Severity, int]:
    """Tell how many findings of each severity there are."""
    found = Counter(one.severity for result in checked for one in result.findings)
    return {severity: found[severity] for severity in _ORDER}


def summary(checked: Checked) -> str:
    """One sentence on one report."""
    counts = counted([checked])
    if not any(counts.values()):
        return f"Chưa thấy số liệu nào mâu thuẫn. {relations(checked)}"
    told = [f"{SEVERITIES[severity].lower()}: {count}" for severity, count in counts.items()]
    return f"{'; '.join(told).capitalize()}. {relations(checked)}"


def of_file(name: str, sentence: str) -> str:
    """Put a file's name before a sentence that does not name it."""
    return sentence if name in sentence else f"{name}: {sentence}"


def relations(checked: Checked) -> str:
    """Say how much was checked."""
    holding = sum(identity.holds for identity in checked.identities)
    return f"Đã đối chiếu {len(checked.identities)} quan hệ số liệu, {holding} quan hệ khớp."


def where(line: int, document: Document | None = None) -> str:
    """Name a place as its reader looks for it: "dòng 12", "trang 2, dòng 31", "trang tính Biểu 1, hàng 5"."""
    place = place_of(document, line) if document else None
    if place is None or not line:
        return f"dòng {line}" if line else "toàn văn bản"
    if place.sheet:
        return f"trang tính {place.sheet}, hàng {place.row}" if place.row else place.sheet
    return f"trang {place.page}, dòng {line}" if place.page else f"dòng {line}"


def place_of(document: Document, line: int) -> Place | None:
    """Where a line stands in a file without lines of its own; None in a text."""
    return document.lines[line - 1].place if 0 < line <= len(document.lines) else None


def figures(finding: Finding) -> str:
    """Say what is printed, what the other figures give, and the one repair unless the message does."""
    parts = []
    if finding.printed:
        parts.append(f"Báo cáo ghi: {finding.printed}")
    if finding.computed:
        parts.append(f"tính lại: {finding.computed}" if parts else f"Tính lại: {finding.computed}")
    if finding.repair and finding.repair not in finding.message:
        parts.append(f"có thể là: {finding.repair}" if parts else f"Có thể là: {finding.repair}")
    return "; ".join(parts)
