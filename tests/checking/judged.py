"""Checks a piece of report given as text."""

from motcua.checking.check import check
from motcua.checking.findings import Checked, Finding, Severity
from motcua.checking.reading import texts

#: A head every piece may stand under: number, day, title with its quarter.
HEAD = """Số: 12/BC-UBND

Bình Tân, ngày 17 tháng 6 năm 2024

BÁO CÁO
Công tác kiểm soát thủ tục hành chính quý II năm 2024

I. KẾT QUẢ

"""


def judged(text: str, *, head: str = HEAD) -> Checked:
    return check(texts.read(head + text, "bao-cao.txt"))


def errors(text: str, *, head: str = HEAD) -> list[Finding]:
    return [each for each in judged(text, head=head).findings if each.severity is Severity.ERROR]


def codes(findings: list[Finding]) -> list[str]:
    return [each.code.value for each in findings]


def statements(text: str, *, head: str = HEAD) -> set[str]:
    return {each.statement for each in judged(text, head=head).identities if each.holds}
