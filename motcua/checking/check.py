"""Checks one report, or several that should agree with each other."""

from collections.abc import Callable, Sequence

from motcua.checking.document import Document
from motcua.checking.findings import Checked, Finding, Identity
from motcua.checking.judging import (
    agreements,
    appendix,
    between,
    closings,
    counting,
    form,
    indicators,
    periods,
    printed,
    repair,
    repeats,
    runs,
    scores,
    statements,
    tables,
)
from motcua.checking.judging.relations import Verdicts
from motcua.checking.understanding import report
from motcua.checking.understanding.report import Report

_JUDGES: tuple[Callable[[Report], Verdicts], ...] = (
    counting.judge,
    runs.judge,
    tables.judge,
    indicators.judge,
    periods.judge,
    repeats.judge,
    appendix.judge,
    agreements.judge,
    scores.judge,
    statements.judge,
    form.judge,
)


def check(document: Document, against: Document | None = None) -> Checked:
    """Return everything that was checked in the report and everything that does not fit.

    ``against`` is a report the figures must continue: of the period before, or of a unit.
    """
    read = report.understand(document)
    more = between.against(read, report.understand(against)) if against is not None else ([], [])
    return _checked(read, *more)


def check_many(documents: Sequence[Document]) -> tuple[Checked, ...]:
    """Return the result for each report, with what does not fit between them."""
    reads = [report.understand(document) for document in documents]
    return tuple(
        _checked(read, more, []) for read, more in zip(reads, between.among(reads), strict=True)
    )


def _checked(
    read: Report, more_findings: Sequence[Finding], more_identities: Sequence[Identity]
) -> Checked:
    verdicts = closings.settled(read, [judge(read) for judge in _JUDGES])
    repaired = repair.repaired(verdicts)
    findings = [repaired.get(found, found) for each in verdicts for found in each.findings]
    identities = [found for each in verdicts for found in each.identities]
    return Checked(
        file=read.document.file,
        findings=_in_order([*printed.as_printed(read.document, findings), *more_findings]),
        identities=_identities_in_order([*identities, *more_identities]),
    )


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda each: each.line))


def _identities_in_order(identities: Sequence[Identity]) -> tuple[Identity, ...]:
    return tuple(sorted(dict.fromkeys(identities), key=lambda each: each.line))
