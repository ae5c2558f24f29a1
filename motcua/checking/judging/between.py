"""Whether reports agree with each other: with the period before, with a unit's form, one by one.

What one report says of itself is certain; that two reports speak of one thing is not, so most of
what differs here is a question. Only what a period carries over is a rule of the forms (column 6 is
column 11 of the period before).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.understanding import columns, documents, likeness, times
from motcua.checking.understanding.documents import Cited
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.grids import Row
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.wording import Measure, Subject

_SHARED = 3
_ALIKE = 0.4

Told = tuple[list[Finding], list[Identity]]


def against(report: Report, other: Report) -> Told:
    """Compare with the report of the period before, or with another report of the same period."""
    if _is_before(other, report):
        return _continued(report, other)
    return _same_period(report, other)


def _is_before(first: Report, second: Report) -> bool:
    ends = _last_day(first)
    begins = second.times.period.moment.first if second.times.period else None
    later = _last_day(second)
    if ends is not None and later is not None:
        return ends < later
    return ends is not None and begins is not None and ends < begins


def _last_day(report: Report) -> date | None:
    period = times.period_of(report.times.period.moment) if report.times.period else None
    return period.window().to_on if period is not None else None


def whole_flows(report: Report) -> list[Flow]:
    """Return the flows that speak of the report's whole body: told in words, or total rows."""
    found = [
        flow
        for flow in report.flows
        if flow.subject is Subject.DOSSIER and not flow.local and flow.get(Measure.SETTLED)
    ]
    for grid in report.grids:
        if columns.subject_of(grid) is Subject.DOSSIER:
            for block in columns.blocks(grid):
                rows = columns.flows(grid, block)
                found += [flow for record, flow in rows if record.kind is Row.TOTAL]
    return found


def _pairs(report: Report, other: Report) -> Iterator[tuple[Flow, Flow]]:
    """Give the flows of the two reports that speak of one body: the only ones, or of one level."""
    mine, theirs = whole_flows(report), whole_flows(other)
    if len(_distinct(mine)) == 1 and len(_distinct(theirs)) == 1:
        yield mine[0], theirs[0]
        return
    for left in mine:
        levels = left.first.section.levels
        same = [right for right in theirs if levels and right.first.section.levels == levels]
        if len(same) == 1:
            yield left, same[0]


def _distinct(flows: Sequence[Flow]) -> set[object]:
    return {figure.value for flow in flows if (figure := flow.get(Measure.SETTLED)) is not None}


def _continued(report: Report, before: Report) -> Told:
    findings: list[Finding] = []
    identities: list[Identity] = []
    for mine, theirs in _pairs(report, before):
        carried, pending = mine.get(Measure.CARRIED), theirs.get(Measure.PENDING)
        if carried is None or pending is None:
            continue
        holds = carried.value == pending.value
        sign = "=" if holds else "≠"
        statement = f"{written(carried.value)} {sign} {written(pending.value)}"
        identities.append(Identity(Code.BALANCE, statement, carried.line, holds))
        if not holds:
            findings.append(_not_carried(carried, pending, before.document.file))
    return findings, identities


def _not_carried(carried: Quantity, pending: Quantity, file: str) -> Finding:
    return Finding(
        Code.BALANCE,
        Severity.WARNING,
        f"Số kỳ trước chuyển qua là {written(carried.value)}, trong khi báo cáo kỳ trước ({file}) "
        f"ghi đang giải quyết {written(pending.value)}.",
        (carried.quote(), pending.quote()),
        carried.line,
        written(carried.value),
        written(pending.value),
        file=file,
    )


def _same_period(report: Report, other: Report) -> Told:
    findings: list[Finding] = []
    identities: list[Identity] = []
    for mine, theirs in _pairs(report, other):
        common = [measure for measure in mine.figures if measure in theirs.figures]
        for measure in common:
            left, right = mine.figures[measure], theirs.figures[measure]
            holds = left.value == right.value
            sign = "=" if holds else "≠"
            statement = f"{written(left.value)} {sign} {written(right.value)}"
            identities.append(Identity(Code.REPEAT, statement, left.line, holds))
            if not holds:
                findings.append(_other_value(left, right, other.document.file, Severity.WARNING))
    return findings, identities


def _other_value(left: Quantity, right: Quantity, file: str, severity: Severity) -> Finding:
    return Finding(
        Code.REPEAT,
        severity,
        f"Số liệu {written(left.value)} khác với {written(right.value)} trong {file}.",
        (left.quote(), right.quote()),
        left.line,
        written(left.value),
        written(right.value),
        file=file,
    )


# -- many reports ------------------------------------------------------------------------------


def among(reports: Sequence[Report]) -> list[list[Finding]]:
    """Return, for each report, what does not fit with the others."""
    found: list[list[Finding]] = [[] for _ in reports]
    for at, report in enumerate(reports):
        for place, other in enumerate(reports):
            if place != at:
                found[at] += _two_dates(report, other) if at > place else []
                found[at] += _rows_of_units(report, other)
    return found


def _two_dates(report: Report, other: Report) -> Iterator[Finding]:
    """Note one document with two dates."""
    known = {each.key: each for each in documents.cited(other.passages)}
    told: set[object] = set()
    for each in documents.cited(report.passages):
        before = known.get(each.key)
        differs = before is not None and before.day != each.day
        if before is not None and differs and (each.national or _one_matter(each, before)):
            if each.key not in told:
                yield two_dates(each, before, other.document.file)
            told.add(each.key)


def _one_matter(one: Cited, other: Cited) -> bool:
    """Two provinces may number alike: the same issuer and the same matter make one document."""
    words = [likeness.content(each.about) for each in (one, other)]
    return bool(one.issuer) and likeness.likeness(*words) >= _ALIKE


def two_dates(one: Cited, other: Cited, file: str = "") -> Finding:
    """Return the finding that a document bears two dates."""
    days = [f"{each.day.day}/{each.day.month}/{each.day.year}" for each in (one, other)]
    where = f" trong {file}" if file else ""
    return Finding(
        Code.PERIOD,
        Severity.WARNING,
        f"Văn bản số {one.name} ghi ngày {days[0]} ở đây nhưng ngày {days[1]}{where}.",
        (one.quote, other.quote),
        one.line,
        days[0],
        days[1],
        file=file,
    )


def _rows_of_units(report: Report, other: Report) -> Iterator[Finding]:
    """Compare each row of a table that bears the other report's name with that report."""
    name = _name(other)
    mine = whole_flows(other)
    if not name or len(_distinct(mine)) != 1:
        return
    for grid in report.grids:
        for block in columns.blocks(grid):
            for record, flow in columns.flows(grid, block):
                if name in record.label.lower():
                    yield from _row_against(flow, mine[0], other.document.file)


def _row_against(row: Flow, own: Flow, file: str) -> Iterator[Finding]:
    common = [
        (figure, own.figures[measure])
        for measure, figure in row.figures.items()
        if measure in own.figures and not figure.absent
    ]
    differing = [pair for pair in common if pair[0].value != pair[1].value]
    if len(common) - len(differing) >= _SHARED:
        for left, right in differing:
            yield replace(_other_value(left, right, file, Severity.WARNING), file=file)


def _name(report: Report) -> str:
    """Return the name of the body: the place its date line begins with."""
    issued = report.times.issued
    if issued is None:
        return ""
    place = issued.passage.paragraph.text.split(",")[0].lower()
    return place.removeprefix("tt.").removeprefix("tp.").strip()
