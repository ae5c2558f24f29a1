"""Whether indicators agree: shares with their counts, totals with their parts.

The relations by code are those of the seven Biểu mẫu of Công văn 581/BNV-CCHC of 2022; they are
used only where the row bears the words of the form, because forms change and numbers move.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.checking.findings import Code, Finding, Severity
from motcua.checking.judging import lists as part_lists
from motcua.checking.judging import shares
from motcua.checking.judging.relations import Bound, Claim, Sum, Verdicts
from motcua.checking.judging.shares import Fraction
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import likeness, lists
from motcua.checking.understanding.figures import percent, rounded, written
from motcua.checking.understanding.indicators import Indicator, IndicatorList
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.shares import Share

_LIKE = 0.6
_BASE = ("tổng số", "tổng", "kế hoạch", "số nhiệm vụ đề ra", "số vấn đề phát hiện qua")


@dataclass(frozen=True, slots=True)
class Rule:
    """The rows ``parts`` of a form add up to (or do not exceed) row ``whole``."""

    form: int
    whole: str
    parts: tuple[str, ...]
    word: str  # stands in the name of the whole
    exact: bool = True


RULES = (
    Rule(1, "5.1", ("5.2", "5.3", "5.4"), "nhiệm vụ", exact=False),
    Rule(2, "1", ("1.1", "1.2", "1.3"), "ban hành"),
    Rule(3, "1.4", ("1.4.1", "1.4.2", "1.4.3"), "thẩm quyền"),
    Rule(4, "1.5", ("1.5.1", "1.5.2", "1.5.3"), "sự nghiệp"),
    Rule(4, "2.1", ("2.2",), "biên chế", exact=False),
    Rule(4, "3.1", ("3.2",), "người làm việc", exact=False),
    Rule(5, "2", ("2.1", "2.2", "2.3", "2.4", "2.5"), "tuyển dụng"),
    Rule(5, "4", ("4.1", "4.2", "4.3", "4.4"), "kỷ luật"),
    Rule(6, "2.1", ("2.2", "2.3", "2.4", "2.5"), "sự nghiệp"),
    Rule(6, "2.1", ("2.2", "2.3", "2.4", "2.5"), "đvsn"),
    Rule(6, "2.4", ("2.4.1", "2.4.2", "2.4.3"), "một phần"),
    Rule(7, "6.1.2", ("6.1.3",), "đang cung cấp", exact=False),
    Rule(7, "6.2.2", ("6.2.3",), "đang cung cấp", exact=False),
    Rule(7, "6.3.1", ("6.1.2", "6.2.2"), "đang cung cấp"),
)

#: Rates of the forms whose base is row .1 and whose part is row .2.
RATES = {
    1: ("2", "3.3"),
    2: ("2.2", "3.2"),
    3: ("3.1", "3.2", "3.3", "3.4"),
    7: ("6.1", "6.2", "6.3", "6.4", "6.5"),
}


def judge(report: Report) -> Verdicts:
    """Return what agrees in the lists of indicators and what does not."""
    verdicts = Verdicts.none()
    for each in report.indicators:
        verdicts.judge_all(_by_rule(each))
        verdicts.judge_all(_without_rate(each))
        ruled = {rule.whole for rule in RULES if rule.form == each.form and rule.exact}
        for row in each.rows:
            below = each.below(row)
            if row.is_rate:
                _judge_rate(row, below, verdicts)
                _judge_sibling_rate(each, row, verdicts)
            elif row.code not in ruled or each.form == 0:
                verdicts.judge_all(_by_code(row, below))
            verdicts.judge_all(_within(row, below))
            _judge_row(row, verdicts)
    return verdicts


def _within(row: Indicator, below: Sequence[Indicator]) -> Iterator[Claim]:
    """No part is larger than the row it stands under, where both count one thing."""
    for part in below:
        alike = part.unit.lower() == row.unit.lower() and part.counts and row.counts
        # "3.4. Số PAKN đã xử lý", "3.4.1. Tổng số PAKN đã tiếp nhận": the base stands below.
        alike &= _is_total(row) or not _is_total(part)
        if alike and part.value is not None and row.value is not None:
            yield Claim((Bound(part.value, row.value, f"“{part.name}” so với “{row.name}”"),))


def _is_total(row: Indicator) -> bool:
    return row.name.lower().startswith("tổng")


def _judge_sibling_rate(found: IndicatorList, row: Indicator, verdicts: Verdicts) -> None:
    """Judge a rate that stands beside its count, under its base: 1, 1.1 and 1.2 = 1.1 / 1."""
    parent = found.get(row.code.rpartition(".")[0])
    counted = parent is not None and parent.counts and not parent.in_percent
    if parent is None or not counted or found.below(row) or _holds_a_count(row):
        return
    beside = [each for each in found.below(parent) if each.counts and not each.in_percent]
    named = likeness.content(row.name)
    fitting = [
        each for each in beside if likeness.likeness(named, likeness.content(each.name)) >= _LIKE
    ]
    if len(fitting) == 1 and fitting[0].value is not None and parent.value is not None:
        _judge_share(row, fitting[0].value, parent.value, verdicts, certain=True)


def _by_rule(found: IndicatorList) -> Iterator[Claim]:
    for rule in RULES:
        whole = found.get(rule.whole)
        if found.form != rule.form or whole is None or rule.word not in whole.name.lower():
            continue
        rows = [found.get(code) for code in rule.parts]
        parts = tuple(row.value for row in rows if row is not None and row.value is not None)
        if whole.value is None or not parts or not all(each.counts for each in parts):
            continue
        yield from _ruled(rule, whole, parts, complete=len(parts) == len(rule.parts))


def _without_rate(found: IndicatorList) -> Iterator[Claim]:
    """Judge base and part of a rate whose own row was left out."""
    for code in RATES.get(found.form, ()):
        base, part = found.get(f"{code}.1"), found.get(f"{code}.2")
        if found.get(code) is not None or base is None or part is None:
            continue
        alike = base.unit.lower() == part.unit.lower() and base.name.lower().startswith(_BASE)
        if alike and base.value is not None and part.value is not None:
            topic = f"“{part.name}” so với “{base.name}”"
            yield Claim((Bound(part.value, base.value, topic),))


def _ruled(
    rule: Rule, whole: Indicator, parts: tuple[Quantity, ...], *, complete: bool
) -> Iterator[Claim]:
    assert whole.value is not None
    topic = f"Biểu mẫu {rule.form}: dòng {rule.whole} = " + " + ".join(rule.parts)
    total = Sum(parts, (whole.value,), topic)
    if rule.exact and (complete or total.holds):
        yield Claim((total,))
    elif len(parts) == 1:
        yield Claim((Bound(parts[0], whole.value, f"Biểu mẫu {rule.form}: dòng {rule.parts[0]}"),))
    elif total.added <= total.printed:
        yield Claim((Total(parts, (whole.value,), topic),))
    else:
        yield Claim((total,))


@dataclass(frozen=True, slots=True)
class Total(Sum):
    """The parts together should not exceed the whole."""

    code: Code = Code.LE

    @property
    def holds(self) -> bool:
        """Tell whether they do not."""
        return self.added <= self.printed

    def statement(self) -> str:
        """Return the relation as an official writes it: 41 + 5 + 1 ≤ 87."""
        left = " + ".join(written(each.value) for each in self.parts)
        return f"{left} {'≤' if self.holds else '>'} {written(self.printed)}"


def _by_code(row: Indicator, below: Sequence[Indicator]) -> Iterator[Claim]:
    """Judge a total by the rows below it, where these are plain counts of the same thing."""
    parts = [each for each in below if each.counts and not each.in_percent]
    same = {each.unit.lower() for each in parts} | ({row.unit.lower()} - {""})
    if row.value is None or not row.counts or len(parts) < 2 or len(same) != 1:  # noqa: PLR2004
        return
    members = tuple(each.value for each in parts if each.value is not None)
    for division in lists.divided(row.value, members):
        yield from part_lists.claims(division)


def _judge_rate(row: Indicator, below: Sequence[Indicator], verdicts: Verdicts) -> None:
    counts = [each.value for each in below if each.counts and each.value is not None]
    if row.value is not None and row.value.number.kind is Kind.RATIO:
        _judge_ratio(row, row.value, verdicts)
        return
    if len(counts) < 2 or below[0].value is not counts[0]:  # noqa: PLR2004 - base and part
        return
    base, part = counts[0], counts[1]
    certain = below[0].name.lower().startswith(_BASE)
    if base.value < part.value or certain:
        claim = Claim(
            (Bound(part, base, f"“{below[1].name}” so với “{below[0].name}”"),),
            Severity.ERROR if certain else Severity.WARNING,
        )
        verdicts.judge(claim)
    for more in counts[2:]:
        verdicts.judge(Claim((Bound(more, part, "Một phần so với tổng"),), Severity.WARNING))
    _judge_share(row, part, base, verdicts, certain=certain)


def _judge_share(
    row: Indicator, part: Quantity, base: Quantity, verdicts: Verdicts, *, certain: bool
) -> None:
    fractions = [Fraction((part,), (base,))]
    if row.value is None:
        if base.value:
            verdicts.findings.append(_blank(row, part, base))
        return
    if row.value.number.kind is not Kind.PERCENT:
        return
    severity = Severity.ERROR if certain else Severity.WARNING
    found, identities = shares.judge(Share(row.value), fractions, severity)
    verdicts.findings.extend(found)
    verdicts.identities.extend(identities)


def _judge_ratio(row: Indicator, value: Quantity, verdicts: Verdicts) -> None:
    """A ratio in the place of the share, the share in the note: 16/18 … 88,89%."""
    for note in row.notes:
        ratio = shares.beside_ratio(Share(note, value))
        if note.number.kind is Kind.PERCENT and ratio is not None:
            found, identities = shares.judge(Share(note, value), [ratio], Severity.ERROR)
            verdicts.findings.extend(found)
            verdicts.identities.extend(identities)


def _blank(row: Indicator, part: Quantity, base: Quantity) -> Finding:
    share = written(rounded(percent(part.value, base.value), 2))
    return Finding(
        Code.MISSING,
        Severity.INFO,
        f"Dòng {row.code} “{row.name}” còn trống trong khi đã có đủ số để tính: "
        f"{written(part.value)}/{written(base.value)} = {share}%.",
        (row.row, base.quote(), part.quote()),
        row.line,
        "",
        f"{share}%",
    )


def _judge_row(row: Indicator, verdicts: Verdicts) -> None:
    if row.value is None:
        return
    counts = [note for note in row.notes if note.counts]
    added = Sum(tuple(counts), (row.value,), f"Dòng {row.code}: cộng theo ghi chú")
    if len(counts) > 1 and added.holds:
        verdicts.identities.append(added.identity())
    if row.in_percent and _holds_a_count(row):
        verdicts.findings.append(_wrong_unit(row))
    if "còn lại đang giải quyết" in row.note.lower() and "giải quyết đúng hạn" in row.name.lower():
        verdicts.findings.append(_not_the_rest(row))


def _holds_a_count(row: Indicator) -> bool:
    value = row.value
    if value is None:
        return False
    named = row.name.lower().startswith(("số ", "tổng số"))
    padded = value.number.printed.startswith("0") and value.number.decimals == 0
    elsewhere = any(note.number.kind is Kind.PERCENT for note in row.notes)
    return (named and value.number.kind is not Kind.PERCENT) or (
        padded and elsewhere and len(value.number.printed) > 1 and value.number.over is None
    )


def _wrong_unit(row: Indicator) -> Finding:
    assert row.value is not None
    return Finding(
        Code.UNIT,
        Severity.WARNING,
        f"Dòng {row.code} “{row.name}” ghi đơn vị tính % nhưng số liệu "
        f"{row.value.number.printed} là số lượng.",
        (row.row,),
        row.line,
        row.value.number.printed,
    )


def _not_the_rest(row: Indicator) -> Finding:
    return Finding(
        Code.TEXT,
        Severity.WARNING,
        f"Dòng {row.code}: mẫu số là hồ sơ đã giải quyết xong nên phần không đúng hạn là hồ sơ "
        "quá hạn, không phải hồ sơ đang giải quyết như ghi chú.",
        (row.row,),
        row.line,
    )
