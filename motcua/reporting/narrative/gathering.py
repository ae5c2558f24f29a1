"""Gathers what a narrative report is made of: the books, the forms as filed or as they stand, the causes of lateness."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import LateApology
from motcua.dossiers.queries import courtesy
from motcua.dossiers.sums import Question
from motcua.organizations.models import Agency
from motcua.reporting import definitions, kept, queries, tables
from motcua.reporting.figures import COLUMNS, SUBTOTAL_LABELS, Form, Report
from motcua.reporting.filled import Filled
from motcua.reporting.narrative.outline import outline
from motcua.reporting.narrative.sentences import Figures
from motcua.rules.codes import Level
from motcua.rules.definitions import Kind
from motcua.rules.filling import Values
from motcua.rules.forms import LEVEL_LABELS, Row, total
from motcua.rules.grounds import GroundKind
from motcua.rules.periods import Window

#: The form of figures that only the text tells.
BESIDE = "TM"
BOOKS = "II.06"


@dataclass(frozen=True)
class Gathered:
    """Figures for the sentences, and form II.06 for its annex: as it was filed, or of the books."""

    figures: Figures
    report: Report
    filed: Filled | None


def gathered(*, agency: Agency, window: Window, as_of: datetime, padded: bool) -> Gathered:
    """Gather the figures of a unit and everything under it. Raise ``definitions.NotInForce``."""
    letter = _letter(agency, window)
    report = tables.two_six(
        agency=agency,
        from_on=window.from_on,
        to_on=window.to_on,
        as_of=as_of,
        by=letter,
        named=window.named,
    )
    forms, typed = {}, set()
    for base, code in codes(agency, window).items():
        forms[base], said = _form(code, agency, window, as_of)
        typed |= {base} if said else set()
    filed = _filed(_code(BOOKS, letter), agency, window, as_of)
    total, levels = _of_filed(filed) if filed else of_report(report)
    figures = Figures(
        total=total,
        levels=levels,
        forms=forms,
        typed=frozenset(typed),
        causes=_causes(report, agency, total.c10),
        padded=padded,
    )
    return Gathered(figures, report, filed)


def codes(agency: Agency, window: Window) -> dict[str, str]:
    """The forms whose figures a report of the unit tells, by their codes without the letter; II.06 apart."""
    letter = _letter(agency, window)
    bases = [base for base in (*outline().annexes, BESIDE) if base != BOOKS]
    return {base: _code(base, letter) for base in bases}


def _letter(agency: Agency, window: Window) -> Form:
    """Tell the variant of the forms: b of a unit with others under it, a of one alone."""
    return "b" if len(tables.covered(agency, window, "b")) > 1 else "a"


def of_report(report: Report) -> tuple[Row, tuple[tuple[str, Row], ...]]:
    """The total of form II.06 and the row of each level that has anything to tell."""
    rows = [(level, report.subtotal(level).row) for level in report.levels]
    return report.total, tuple((_words(level), row) for level, row in rows if any(row))


def _of_filed(form: Filled) -> tuple[Row, tuple[tuple[str, Row], ...]]:
    """The total of a filed form II.06, and what stands under the heading of each level."""
    levels = []
    for level, label in LEVEL_LABELS.items():
        rows = [_row(line.values) for line in form.lines if line.group == label]
        if any(map(any, rows)):
            levels.append((_words(level), total(rows)))
    return _row(form.result), tuple(levels)


def _words(level: Level) -> str:
    return SUBTOTAL_LABELS[level].lower()


def _row(values: Values) -> Row:
    return Row(*(cast("int", values[name.removeprefix("c")]) for name in COLUMNS))


def receiver(agency: Agency, window: Window) -> str:
    """Who the unit reports to."""
    return tables.scope(agency.pk, window, "a").receiver


def _code(base: str, letter: str) -> str:
    return f"{base}{letter}" if f"{base}{letter}" in definitions.codes() else base


def _filed(code: str, agency: Agency, window: Window, as_of: datetime) -> Filled | None:
    filings = queries.filings(agency.pk, code, window).filter(at__lte=as_of)
    last = filings.order_by("number").last()
    return kept.form_again(last.content) if last else None


def _form(code: str, agency: Agency, window: Window, as_of: datetime) -> tuple[Filled, bool]:
    """A form as it was filed last, otherwise as it stands; and whether a person or a register filled it in."""
    filed = _filed(code, agency, window, as_of)
    if filed is not None:
        return filed, True
    form = queries.current(code, agency_id=agency.pk, window=window, as_of=as_of)
    waits = any(cell.typed and cell.kind is not Kind.TEXT for cell in form.definition.cells)
    return form, not waits or queries.typed(agency.pk, code, window) is not None


def _causes(report: Report, agency: Agency, late: int) -> tuple[tuple[str, int], ...]:
    """Sum the causes of what column 10 counts, the most frequent first; what nobody stated last, under no words.

    ``late`` is column 10 as the report tells it.
    """
    stated = _by_cause(report, agency) if report.total.c10 else Counter[str]()
    unstated = late - stated.total()
    if unstated < 0:
        # Fewer were filed than the books know by now: nothing can be said of which.
        return (("", late),)
    words = [
        (courtesy.ground_words(GroundKind.LATENESS, code), number)
        for code, number in sorted(stated.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return (*words, ("", unstated)) if unstated else tuple(words)


def _by_cause(report: Report, agency: Agency) -> Counter[str]:
    """How many of the dossiers behind column 10 have each cause; those without any are not told."""
    covered = tables.covered(agency, report.window, report.form)
    question = Question(
        agency_ids=tuple(one.pk for one in covered),
        from_on=report.window.from_on,
        to_on=report.window.to_on,
        as_of=report.as_of,
    )
    rows = dossiers.behind_cell(question, "c10", report.counting_rule).rows
    stated = _stated([row.dossier_id for row in rows], report.as_of)
    counts: Counter[str] = Counter()
    for row in rows:
        if row.dossier_id in stated:
            counts[stated[row.dossier_id]] += row.times
    return counts


def _stated(dossier_ids: list[int], as_of: datetime | None) -> dict[int, str]:
    """The cause stated last for each dossier, in the letters of apology signed by then."""
    rows = LateApology.objects.filter(
        dossier__in=dossier_ids, event__reversed_by=None, signed_at__isnull=False
    )
    if as_of is not None:
        rows = rows.filter(signed_at__lte=as_of)
    return dict(rows.order_by("pk").values_list("dossier_id", "cause"))
