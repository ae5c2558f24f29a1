"""Form II.06 on paper: the official layout as PDF, and the rows that both layouts print. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from motcua.reporting.figures import (
    COLUMNS,
    Report,
    as_of_line,
    grouped_number,
    memo_lines,
    rule_line,
)
from motcua.rules import forms
from motcua.rules.forms import Row
from motcua.slips import typeset, wording
from motcua.slips.sheets import DEMO_LINE

LAYOUT = "reporting/layout/two_six.typ"
#: The file's own moment where a report has none.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class PrintRow:
    """A printed row: column 1, column 2, the figures, and what kind of row it is."""

    order: str
    label: str
    row: Row
    kind: Literal["level", "line", "total"]


def print_rows(report: Report) -> list[PrintRow]:
    """The rows in the order of the form: each level, its fields numbered from 1, then the total."""
    rows = []
    for level in report.levels:
        letter, _, label = forms.LEVEL_LABELS[level].partition(". ")
        rows.append(PrintRow(letter, label, report.subtotal(level).row, "level"))
        rows += [
            PrintRow(str(order), line.label, line.row, "line")
            for order, line in enumerate(report.by_field(level), start=1)
        ]
    rows.append(PrintRow("", forms.TOTAL_LABEL, report.total, "total"))
    return rows


def under_the_table(report: Report) -> list[str]:
    """What is said under the table: counting rule, memo lines, notes, as-of."""
    memo = memo_lines(report.memo)
    told = [rule_line(report.counting_rule)]
    if memo:
        told.append("Trong đó: " + "; ".join(memo) + ".")
    told.extend(report.notes)
    if report.as_of:
        told.append(as_of_line(report.as_of))
    return told


def place_and_date(report: Report) -> str:
    """The line over the signature; the day is left open where the report has no moment."""
    if report.as_of is None:
        return f"{report.place or '……………'}, ngày …… tháng …… năm ………"
    return wording.place_and_date(report.place or "……………", report.as_of)


def pdf(report: Report) -> bytes:
    """Set the report on A4 landscape. Equal reports give equal bytes."""
    facts = {
        "code": report.code,
        "source": forms.SOURCE,
        "title": report.title,
        "period": f"Kỳ báo cáo: {report.period}",
        "days": f"({report.days})",
        "agency": report.agency,
        "receiver": report.receiver or "……………………",
        "unit": forms.UNIT_LINE,
        "formulas": [column.formula or f"({column.number})" for column in forms.COLUMNS],
        "rows": [
            {
                "kind": row.kind,
                "cells": [
                    row.order,
                    row.label,
                    *(grouped_number(row.row.cells()[name]) for name in COLUMNS),
                ],
            }
            for row in print_rows(report)
        ],
        "notes": under_the_table(report),
        "place_date": place_and_date(report),
        "demo": DEMO_LINE if report.demo else "",
    }
    return typeset.pdf(LAYOUT, facts, at=report.as_of or _NO_MOMENT)
