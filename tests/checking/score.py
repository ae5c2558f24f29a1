"""Scores the checker against truth files: what is found, what is invented, what was checked.

Run as ``python -m tests.checking.score`` (``make score``). The practice reports lie beside the
project; the invented ones in ``tests/checking/reports``. A record of truth is found when a finding
of its code speaks of its lines or its words; it is listed when an identity bears its figures.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from motcua.checking import reading
from motcua.checking.check import check
from motcua.checking.findings import Checked, Finding, Severity
from motcua.checking.reading import numbers

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
OWN = Path(__file__).resolve().parent / "reports"
_NEAR = 2
_CERTAIN = {"arithmetic", "date", "same-quantity"}
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Wanted:
    """One record of truth: a finding to be made, or an identity that holds."""

    name: str
    code: str
    severity: str
    quotes: tuple[str, ...]
    lines: tuple[int, ...]
    figures: tuple[Decimal, ...]
    certain: bool = True


@dataclass
class Score:
    """How one report fares."""

    name: str
    errors: int = 0
    errors_found: int = 0
    as_error: int = 0
    others: int = 0
    others_found: int = 0
    held: int = 0
    listed: int = 0
    invented: list[Finding] = field(default_factory=list)
    missed: list[Wanted] = field(default_factory=list)
    unlisted: list[Wanted] = field(default_factory=list)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*_]+", " ", re.sub(r"</?[a-z]+>", "", text)).strip()


def _line_of(quote: str, lines: list[str]) -> int:
    """Return the line a quote begins in, though it may run over several."""
    wanted = _squeezed(quote)
    for at in range(len(lines)):
        joined = _squeezed(" ".join(lines[at : at + 6]))
        if wanted in joined and wanted not in _squeezed(" ".join(lines[at + 1 : at + 7])):
            return at + 1
    return 0


def practice(path: Path) -> tuple[Path, list[Wanted], list[Wanted]]:
    record = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_name(record["file"])
    lines = text.read_text(encoding="utf-8").splitlines()

    def wanted(number: int, each: dict[str, object], severity: str) -> Wanted:
        quotes = tuple(str(quote) for quote in each["quotes"])  # type: ignore[attr-defined]
        expression = str(each.get("expr", ""))
        return Wanted(
            f"{record['id'].split('-')[0]}-{number:02d}",
            str(each.get("code", "")),
            severity,
            quotes,
            tuple(_line_of(quote, lines) for quote in quotes),
            tuple(Decimal(digits) for digits in _DIGITS.findall(_terms(expression))),
        )

    expected = [
        wanted(number, each, each["severity"]) for number, each in enumerate(record["expected"], 1)
    ]
    holds = [wanted(number, each, "ok") for number, each in enumerate(record["holds"], 1)]
    return text, expected, holds


def _terms(expression: str) -> str:
    """Leave the rounding of pct(a,b,2) and the tolerance of abs(…)<0.001 out of the figures."""
    expression = re.sub(r"pct\(([^,]+),([^,]+),\d+\)", r"\1 \2", expression)
    expression = re.sub(r"abs\((.*)\)<.*", r"\1", expression)
    return expression if _is_sum(expression) else ""


def _is_sum(expression: str) -> bool:
    return not expression or not re.search(r"'|False|True", expression)


def seeds(path: Path) -> Iterable[tuple[Path, list[Wanted], list[Wanted]]]:
    records = json.loads(path.read_text(encoding="utf-8"))
    for name in sorted({file for record in records for file in record["files"]}):
        mine = [record for record in records if name in record["files"]]
        both = [(_of_seed(record), record["severity"]) for record in mine]
        yield (
            path.parent / name,
            [each for each, severity in both if severity != "ok"],
            [each for each, severity in both if severity == "ok"],
        )


def _of_seed(record: dict[str, object]) -> Wanted:
    where = record["where"]
    statement = str(record["statement"]).rsplit(":", maxsplit=1)[-1]
    found = numbers.find(statement).numbers
    figures = [each.value for each in found] + [each.over.value for each in found if each.over]
    return Wanted(
        str(record["id"]),
        str(record["code"]),
        str(record["severity"]),
        tuple(each["quote"] for each in where),  # type: ignore[attr-defined]
        tuple(each["line"] for each in where),  # type: ignore[attr-defined]
        tuple(figures),
        record["detect"] in _CERTAIN,
    )


def found_by(wanted: Wanted, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that speak of the record."""
    return [each for each in findings if each.code == wanted.code and _speaks_of(each, wanted)]


def _speaks_of(finding: Finding, wanted: Wanted) -> bool:
    near = any(abs(finding.line - line) <= _NEAR for line in wanted.lines if line)
    shared = any(
        _squeezed(mine) in _squeezed(theirs) or _squeezed(theirs) in _squeezed(mine)
        for mine in finding.quotes
        for theirs in wanted.quotes
        if mine and theirs
    )
    return near or shared


def is_listed(wanted: Wanted, checked: Checked) -> bool:
    """Tell whether an identity bears the figures of the record, or stands at its line and code."""
    for identity in checked.identities:
        figures = set()
        for each in numbers.find(identity.statement).numbers:
            figures.add(each.value)
            if each.over:
                figures.add(each.over.value)
        if wanted.figures and set(wanted.figures) <= figures and identity.holds:
            return True
        at_line = any(abs(identity.line - line) <= _NEAR for line in wanted.lines)
        if not wanted.figures and at_line and identity.code == wanted.code and identity.holds:
            return True
    return False


def score(text: Path, expected: list[Wanted], holds: list[Wanted]) -> Score:
    """Check one report and compare."""
    checked = check(reading.read(text))
    result = Score(text.name)
    matched: set[int] = set()
    for wanted in expected:
        mine = found_by(wanted, checked.findings)
        matched |= {id(each) for each in mine}
        if wanted.severity == "error" and wanted.certain:
            result.errors += 1
            result.errors_found += bool(mine)
            result.as_error += any(each.severity is Severity.ERROR for each in mine)
        else:
            result.others += 1
            result.others_found += bool(mine)
        if not mine:
            result.missed.append(wanted)
    for wanted in holds:
        result.held += 1
        if is_listed(wanted, checked):
            result.listed += 1
        else:
            result.unlisted.append(wanted)
    result.invented = [
        each
        for each in checked.findings
        if each.severity is Severity.ERROR and id(each) not in matched
    ]
    return result


def scores() -> list[Score]:
    """Return the scores of every report with a truth file that is there."""
    found: list[Score] = []
    if (SEEDS / "truth.json").exists():
        found += [score(*each) for each in seeds(SEEDS / "truth.json")]
    for folder in (SEEDS / "practice", OWN):
        found += [score(*practice(path)) for path in sorted(folder.glob("*.json"))]
    return found


def table(found: list[Score]) -> str:
    """Return the score table."""
    lines = [f"{'report':<44}{'errors':>12}{'as error':>10}{'others':>10}{'held':>10}{'wrong':>7}"]
    lines += [
        f"{each.name[:43]:<44}{f'{each.errors_found}/{each.errors}':>12}{each.as_error:>10}"
        f"{f'{each.others_found}/{each.others}':>10}{f'{each.listed}/{each.held}':>10}"
        f"{len(each.invented):>7}"
        for each in found
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the table, and with ``-v`` what was missed."""
    if not SEEDS.exists():
        sys.stdout.write("Không có báo cáo mẫu ../shared/seeds; chỉ chấm báo cáo của dự án.\n")
    found = scores()
    sys.stdout.write(table(found) + "\n")
    if "-v" in arguments:
        for each in found:
            for wanted in each.missed:
                sys.stdout.write(f"missed {each.name[:6]} {wanted}\n")
            for wanted in each.unlisted:
                sys.stdout.write(f"unlisted {each.name[:6]} {wanted}\n")
            for finding in each.invented:
                sys.stdout.write(f"invented {each.name[:6]} {finding}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
