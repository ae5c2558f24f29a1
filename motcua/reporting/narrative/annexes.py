"""The forms behind the report, laid out as its annexes: the same figures as on screen and in the forms' own files. Pure."""

from collections.abc import Iterable

from motcua.reporting import laid_out
from motcua.reporting.documents import print_rows, under_the_table
from motcua.reporting.figures import COLUMNS, Report, grouped_number
from motcua.reporting.filled import Filled
from motcua.reporting.laid_out import Head
from motcua.reporting.narrative.composed import Annex
from motcua.rules import filling, forms

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_BOOK_WIDTHS = (5, 34, 11, 11, 13, 11, 11, 10, 10, 9, 11, 10, 9)
_KINDS = {"level": "heading", "line": "line", "total": "total"}


def ordinal(place: int) -> str:
    """The number of an annex, counted from 0."""
    return _ROMANS[place]


def of_books(report: Report, place: int) -> Annex:
    """Lay form II.06 out."""
    heads, lines = laid_out.heads_of(tuple(column.headings for column in forms.COLUMNS))
    rows = []
    for row in print_rows(report):
        cells = row.row.cells()
        figures = ((grouped_number(cells[name]), True) for name in COLUMNS)
        rows.append((_KINDS[row.kind], ((row.order, False), (row.label, False), *figures)))
    return Annex(
        ordinal=ordinal(place),
        name=report.code,
        title=report.title,
        basis=forms.SOURCE,
        unit=forms.UNIT_LINE,
        heads=_plain(heads),
        lines=lines,
        numbers=tuple(column.formula or f"({column.number})" for column in forms.COLUMNS),
        widths=_BOOK_WIDTHS,
        rows=tuple(rows),
        notes=tuple(under_the_table(report)),
    )


def of_form(form: Filled, place: int) -> Annex:
    """Lay any other form out."""
    laid = laid_out.of(form)
    rows = tuple(
        (
            row.kind,
            tuple((filling.shown(figure.value), figure.is_number) for figure in row.figures),
        )
        for row in laid.body
    )
    return Annex(
        ordinal=ordinal(place),
        name=form.definition.name,
        title=form.definition.title,
        basis=f"Ban hành theo {form.definition.basis}",
        unit=form.definition.unit_line,
        heads=_plain(laid.heads),
        lines=laid.lines,
        numbers=laid.numbers,
        widths=laid.widths,
        rows=rows,
        notes=tuple(form.under_the_form()),
    )


def _plain(heads: Iterable[Head]) -> tuple[tuple[str, int, int, int, int], ...]:
    return tuple((one.text, one.column, one.line, one.columns, one.lines) for one in heads)
