"""What checking a report yields: findings for people, and the identities they rest on."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How sure a finding is. On screen: Sai chắc chắn, Cần kiểm tra lại, Lưu ý."""

    ERROR = "error"  # cannot be true under any careful reading
    WARNING = "warning"  # true only under a reading the report does not state
    INFO = "info"  # a truncated percentage, an outdated term, a blank number


class Code(StrEnum):
    """The families of findings."""

    SUM = "SUM"
    BALANCE = "BALANCE"
    LE = "LE"
    PCT = "PCT"
    PERIOD = "PERIOD"
    REPEAT = "REPEAT"
    SCORE = "SCORE"
    UNIT = "UNIT"
    MISSING = "MISSING"
    STRUCT = "STRUCT"
    LAW = "LAW"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot, or hardly can, be true.

    ``message`` is one Vietnamese sentence. ``quotes`` are words of the report as printed, the first
    one holding the figure in question; ``line`` is its line. ``printed`` and ``computed`` are the
    two sides as an official writes them ("2.846", "2.855"). ``repair`` is the one figure that would
    make everything fit, ``None`` where there is no such figure or more than one. ``file`` names the
    report in findings that compare several.
    """

    code: Code
    severity: Severity
    message: str
    quotes: tuple[str, ...]
    line: int
    printed: str = ""
    computed: str = ""
    repair: str | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """One relation that was checked, as an official writes it: "270 + 22 = 292"."""

    code: Code
    statement: str
    line: int
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one report: findings by line, identities by line."""

    file: str
    findings: tuple[Finding, ...]
    identities: tuple[Identity, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether anything cannot be true."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
