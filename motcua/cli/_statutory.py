"""Statutory forms other than II.06, written for `motcua report`."""

import json
from collections.abc import Callable
from datetime import datetime

from motcua.cli import Stop
from motcua.organizations.models import Agency
from motcua.reporting import definitions, form_papers, form_sheets, laid_out, queries, tables
from motcua.reporting.filled import Filled
from motcua.rules import filling, forms
from motcua.rules.definitions import NotInForce, Rows
from motcua.rules.periods import Window

_BAD_ARGUMENTS = 2


def code_of(text: str) -> str | None:
    """The code of a form as its definition has it; None for form II.06 and for what is no form."""
    known = {
        one.code.lower(): one.code for one in definitions.every() if one.rows is not Rows.BOOKS
    }
    return known.get(text.strip().lower())


def build(code: str, *, agency: Agency, window: Window, as_of: datetime, rule: str) -> Filled:
    """Fill a form with what is counted and what was typed last. Raise ``CountingRuleUnknown``."""
    if rule not in forms.COUNTING_RULES:
        raise tables.CountingRuleUnknown(rule)
    try:
        return queries.current(
            code,
            agency_id=agency.pk,
            window=window,
            as_of=as_of,
            rule=forms.COUNTING_RULES[rule],
        )
    except NotInForce as missing:
        raise Stop(str(missing), _BAD_ARGUMENTS) from missing


def _json(form: Filled) -> str:
    return json.dumps(form.as_json(), ensure_ascii=False, indent=2) + "\n"


def _table(form: Filled) -> str:
    """Write the form as lines of text, one row a line, its figures parted by tabs."""
    head = [f"{form.definition.name} – {form.agency}", f"{form.period} ({form.days})"]
    rows = [
        "\t".join(filling.shown(figure.value) for figure in row.figures)
        for row in laid_out.of(form).body
    ]
    return "\n".join([*head, *rows, *form.under_the_form()]) + "\n"


WRITERS: dict[str, Callable[[Filled], str | bytes]] = {
    "json": _json,
    "table": _table,
    "xlsx": form_sheets.workbook,
    "pdf": form_papers.pdf,
}
