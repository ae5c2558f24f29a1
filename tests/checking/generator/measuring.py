"""Holds the checker against generated cases: was the slip found, was anything invented."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.checking import check, reading
from motcua.checking.findings import Checked, Code, Finding, Severity
from tests.checking.generator import cases, slips
from tests.checking.generator.cases import Case

#: A blank cell and an odd unit may be told with less than certainty; a sum may not.
_ENOUGH = {
    "form": {Severity.ERROR, Severity.WARNING, Severity.INFO},
    "unit": {Severity.ERROR, Severity.WARNING},
}
_BESIDE_THE_POINT = {Code.STRUCT, Code.LAW, Code.TEXT}


@dataclass(frozen=True)
class Outcome:
    """What the checker made of a case."""

    case: Case
    checked: Checked
    found: bool
    invented: tuple[Finding, ...]


def measure(case: Case) -> Outcome:
    """Check a case as somebody would who is given the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.printed.name
        path.write_bytes(case.printed.content)
        checked = check.check(reading.read(path))
    enough = _ENOUGH.get(case.kind, {Severity.ERROR})
    found = any(
        finding.severity in enough and finding.code not in _BESIDE_THE_POINT and _at(case, finding)
        for finding in checked.findings
    )
    invented = tuple(
        finding
        for finding in checked.findings
        if finding.severity is Severity.ERROR and not (case.kind and _at(case, finding))
    )
    return Outcome(case, checked, found, invented)


def _at(case: Case, finding: Finding) -> bool:
    """Tell whether a finding stands where the slip shows; a DOCX is known by the words alone."""
    if case.touched:
        near = {line + step for line in case.touched for step in (-1, 0, 1)}
        return finding.line in near or any(_holds(case, quote) for quote in finding.quotes)
    words = [*finding.quotes, finding.printed, finding.computed, finding.message]
    return any(_holds(case, text) for text in words)


def _holds(case: Case, text: str) -> bool:
    return any(wrong and wrong in text for pair in case.words for wrong in pair)


def consistent(count: int, layouts: Iterable[str] = cases.LAYOUTS) -> Iterator[Case]:
    """Give that many consistent reports, the layouts in turn."""
    names = tuple(layouts)
    for number in range(count):
        yield cases.clean(names[number % len(names)], number)


def slipped(kind: str, count: int, layouts: Iterable[str] = cases.LAYOUTS) -> Iterator[Case]:
    """Give that many reports with a slip of the kind, in the layouts that can show one, in turn."""
    made = 0
    names = list(layouts)
    seed = 0
    barren: Counter[str] = Counter()
    while made < count and names:
        name = names[seed % len(names)]
        seed += 1
        try:
            case = cases.planted(name, kind, seed)
        except cases.NothingToSlipOn:
            barren[name] += 1
            if barren[name] > 60 and barren[name] * 2 > seed // len(names):
                names.remove(name)
            continue
        made += 1
        yield case


@dataclass
class Score:
    """Found of tried, per kind and layout, and how many findings were invented."""

    tried: Counter[tuple[str, str]]
    found: Counter[tuple[str, str]]
    invented: Counter[tuple[str, str]]

    def rate(self, kind: str) -> float:
        """Share found of a kind."""
        tried = sum(n for (k, _l), n in self.tried.items() if k == kind)
        found = sum(n for (k, _l), n in self.found.items() if k == kind)
        return found / tried if tried else 1.0

    def __str__(self) -> str:
        """A table: kinds down, layouts across."""
        layouts = sorted({layout for _kind, layout in self.tried})
        rows = defaultdict(list)
        for kind in ["", *slips.KINDS]:
            for layout in layouts:
                key = (kind, layout)
                if not self.tried[key]:
                    rows[kind].append("-")
                    continue
                text = f"{self.found[key]}/{self.tried[key]}" if kind else f"{self.tried[key]}"
                rows[kind].append(text + (f" !{self.invented[key]}" if self.invented[key] else ""))
        lines = [f"{'':10}" + "".join(f"{layout:>13}" for layout in layouts)]
        for kind, cells in rows.items():
            rate = f"{self.rate(kind):8.1%}" if kind else ""
            lines.append(f"{kind or 'clean':10}" + "".join(f"{c:>13}" for c in cells) + rate)
        return "\n".join(lines)


def score(outcomes: Iterable[Outcome]) -> Score:
    """Count outcomes."""
    result = Score(Counter(), Counter(), Counter())
    for outcome in outcomes:
        key = (outcome.case.kind, outcome.case.layout)
        result.tried[key] += 1
        result.found[key] += outcome.found
        result.invented[key] += bool(outcome.invented)
    return result
