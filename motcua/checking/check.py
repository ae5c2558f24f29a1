"""Checks one report, or several that should agree with each other."""

from collections.abc import Callable, Sequence

from motcua.checking.document import Document
from motcua.checking.findings import Checked, Finding, Identity
from motcua.checking.judging import (
    agreements,
    appendix,
    counting,
    form,
    indicators,
    periods,
    repeats,
    scores,
    statements,
    tables,
)
from motcua.checking.judging.relations import Verdicts
from motcua.checking.understanding import report
from motcua.checking.understanding.report import Report

_JUDGES: tuple[Callable[[Report], Verdicts], ...] = (
    counting.judge,
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
    del against
    read = report.understand(document)
    findings: list[Finding] = []
    identities: list[Identity] = []
    for judge in _JUDGES:
        verdicts = judge(read)
        findings.extend(verdicts.findings)
        identities.extend(verdicts.identities)
    return Checked(
        file=document.file,
        findings=tuple(sorted(dict.fromkeys(findings), key=lambda each: each.line)),
        identities=tuple(sorted(dict.fromkeys(identities), key=lambda each: each.line)),
    )


def check_many(documents: Sequence[Document]) -> tuple[Checked, ...]:
    """Return the result for each report, with what does not fit between them."""
    return tuple(check(document) for document in documents)
