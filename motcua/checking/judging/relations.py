"""Relations between figures that either hold or do not, with the words to say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging import units
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.quantities import Quantity

_LONGEST_QUOTE = 200
_MOST_QUOTES = 8


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts should add up to the whole: ``parts`` = ``whole``, each a tuple of figures.

    ``topic`` names the relation in Vietnamese ("trước hạn + đúng hạn + quá hạn = đã giải quyết").
    """

    parts: tuple[Quantity, ...]
    whole: tuple[Quantity, ...]
    topic: str
    code: Code = Code.SUM

    @property
    def added(self) -> Decimal:
        """What the parts add up to."""
        return sum((each.value for each in self.parts), Decimal(0))

    @property
    def printed(self) -> Decimal:
        """What stands for the whole."""
        return sum((each.value for each in self.whole), Decimal(0))

    @property
    def slack(self) -> Decimal:
        """What rounding of figures with decimals may amount to; nothing for counts."""
        decimals = max(each.number.decimals for each in self.figures)
        half = Decimal(5).scaleb(-decimals - 1)
        return half * (len(self.parts) + 1) if decimals else Decimal(0)

    @property
    def holds(self) -> bool:
        """Tell whether both are equal, up to rounding."""
        return abs(self.added - self.printed) <= self.slack

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """All figures of the relation, the whole first."""
        return (*self.whole, *self.parts)

    def statement(self) -> str:
        """Return the relation as an official writes it: 270 + 22 = 292."""
        left, right = self._written()
        return f"{left} {'=' if self.holds else '≠'} {right}"

    def _written(self) -> tuple[str, str]:
        """Return both sides, in the unit they are printed in where it is one."""
        return (
            " + ".join(self._in_unit(each.value) for each in self.parts),
            " + ".join(self._in_unit(each.value) for each in self.whole),
        )

    def _in_unit(self, value: Decimal) -> str:
        scales = {each.number.scale for each in self.figures}
        return written(value / scales.pop() if len(scales) == 1 else value)

    def identity(self) -> Identity:
        """Return the relation as something that was checked."""
        return Identity(self.code, self.statement(), self.whole[0].line, self.holds)

    def finding(self, severity: Severity) -> Finding:
        """Return what is wrong, in one sentence."""
        left, right = self._written()
        found = Finding(
            code=self.code,
            severity=severity,
            message=f"{self.topic}: {left} = {self._in_unit(self.added)}, trong khi báo cáo ghi {right}.",
            quotes=quotes(self.figures),
            line=self.whole[0].line,
            printed=self._in_unit(self.printed),
            computed=self._in_unit(self.added),
        )
        return units.of_sum(self.parts, self.whole, found)


@dataclass(frozen=True, slots=True)
class Bound:
    """The part should not exceed the whole."""

    part: Quantity
    whole: Quantity
    topic: str
    code: Code = Code.LE

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """Both figures."""
        return (self.part, self.whole)

    @property
    def holds(self) -> bool:
        """Tell whether it does not."""
        return self.part.value <= self.whole.value

    def statement(self) -> str:
        """Return the relation as an official writes it: 1.288 ≤ 1.301."""
        sign = "≤" if self.holds else ">"
        return f"{written(self.part.value)} {sign} {written(self.whole.value)}"

    def identity(self) -> Identity:
        """Return the relation as something that was checked."""
        return Identity(self.code, self.statement(), self.part.line, self.holds)

    def finding(self, severity: Severity) -> Finding:
        """Return what is wrong, in one sentence."""
        return Finding(
            code=self.code,
            severity=severity,
            message=f"{self.topic}: {written(self.part.value)} lớn hơn {written(self.whole.value)}.",
            quotes=quotes((self.part, self.whole)),
            line=self.part.line,
            printed=written(self.part.value),
            computed=f"≤ {written(self.whole.value)}",
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a report says, with every reading under which it would be true.

    The first reading is the one the words suggest; it is what a finding speaks of when none holds.
    """

    readings: tuple[Sum | Bound, ...]
    severity: Severity = Severity.ERROR

    @property
    def holds(self) -> bool:
        """Tell whether any reading makes it true."""
        return any(reading.holds for reading in self.readings)


@dataclass(slots=True)
class Verdicts:
    """Everything one pass over a report found."""

    findings: list[Finding]
    identities: list[Identity]
    failed: list[tuple[Finding, Sum | Bound]]
    held: list[Sum | Bound]

    @classmethod
    def none(cls) -> "Verdicts":
        """Return the verdicts of a pass that has found nothing yet."""
        return cls([], [], [], [])

    def judge(self, claim: Claim) -> None:
        """Record the readings that hold; where none does, the finding."""
        holding = [reading for reading in claim.readings if reading.holds]
        for reading in holding:
            self.identities.append(reading.identity())
            self.held.append(reading)
        if not holding:
            first = claim.readings[0]
            self.identities.append(first.identity())
            self.fail(first, claim.severity)

    def fail(self, relation: Sum | Bound, severity: Severity) -> None:
        """Record a relation that does not hold."""
        finding = relation.finding(severity)
        self.findings.append(finding)
        self.failed.append((finding, relation))

    def judge_all(self, claims: Iterable[Claim]) -> None:
        """Record each claim."""
        for claim in claims:
            self.judge(claim)


def quotes(figures: Sequence[Quantity]) -> tuple[str, ...]:
    """Return the words of the figures as printed: one stretch where they stand close together."""
    stretch = _stretch(figures)
    if stretch:
        return (stretch,)
    found: list[str] = []
    for figure in figures:
        quote = figure.quote()
        if quote and not any(quote in other for other in found):
            found.append(quote)
    return tuple(found[:_MOST_QUOTES])


def _stretch(figures: Sequence[Quantity]) -> str:
    first = figures[0]
    if any(figure.source is not first.source for figure in figures):
        return ""
    begin = min(figure.starts for figure in figures)
    end = max(figure.ends for figure in figures)
    if end - begin > _LONGEST_QUOTE:
        return ""
    return " ".join(first.text[begin:end].split())
