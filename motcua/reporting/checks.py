"""What must be true of a form II.06 before anybody signs it, with the numbers that show it. Pure.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the formulas; medium that column 6
is column 11 of the period before).
"""

from collections.abc import Iterable

from motcua.reporting.figures import Check, Report, grouped_number
from motcua.rules import forms
from motcua.rules.forms import Row

#: Each formula of the form: name, the cell it explains, the cells it is the sum of.
_FORMULAS = (
    ("Cột 3 = 4 + 5 + 6", "c3", ("c4", "c5", "c6")),
    ("Cột 7 = 8 + 9 + 10", "c7", ("c8", "c9", "c10")),
    ("Cột 11 = 12 + 13", "c11", ("c12", "c13")),
    ("Cột 3 = 7 + 11", "c3", ("c7", "c11")),
)
#: What may part column 6 from column 11 of the period before, and the sign it has in column 6.
_BETWEEN = (
    ("ghi nhận ban đầu", "carried_in", 1),
    ("giải quyết lại", "reopened_before", 1),
    ("chuyển đến", "transferred_in_before", 1),
    ("chuyển đi", "transferred_out_before", -1),
    ("thu hồi tiếp nhận", "annulled_before", -1),
)


def all_of(report: Report, *, pending_before: int) -> tuple[Check, ...]:
    """Check formulas, sums and continuity; ``pending_before`` is column 11 of the period before."""
    return (*_formulas(report.total), _levels(report), _continuity(report, pending_before))


def _formulas(total: Row) -> Iterable[Check]:
    cells = total.cells()
    for name, whole, parts in _FORMULAS:
        counts = [cells[part] for part in parts]
        yield Check(
            name=name,
            holds=cells[whole] == sum(counts),
            detail=f"{grouped_number(cells[whole])} = {_sum_words(counts)}",
        )


def _levels(report: Report) -> Check:
    subtotals = [
        forms.total(line.row for line in report.of_level(level)) for level in report.levels
    ]
    return Check(
        name="Tổng cộng bằng tổng các cấp",
        holds=forms.total(subtotals) == report.total,
        detail=f"{grouped_number(report.total.c3)} = {_sum_words([row.c3 for row in subtotals])}",
    )


def _continuity(report: Report, pending_before: int) -> Check:
    """Column 6 is what was pending at the end of the period before, up to what is named."""
    flows = report.flows
    steps = [(words, sign * getattr(flows, name)) for words, name, sign in _BETWEEN]
    carried = pending_before + sum(count for _, count in steps)
    named = "".join(
        f" {'+' if count > 0 else '-'} {grouped_number(abs(count))} ({words})"
        for words, count in steps
        if count
    )
    return Check(
        name="Cột 6 bằng cột 11 của kỳ trước",
        holds=report.own.c6 == carried,
        detail=f"{grouped_number(report.own.c6)} = {grouped_number(pending_before)}{named}",
    )


def _sum_words(counts: Iterable[int]) -> str:
    return " + ".join(grouped_number(count) for count in counts) or "0"
