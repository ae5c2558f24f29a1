"""Any form but II.06 on paper, in the official layout as PDF. Pure."""

from dataclasses import asdict
from datetime import UTC, datetime

from motcua.reporting import laid_out
from motcua.reporting.filled import Filled
from motcua.rules import filling
from motcua.slips import typeset, wording
from motcua.slips.sheets import DEMO_LINE

LAYOUT = "reporting/layout/form.typ"
#: The file's own moment where a form has none.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def place_and_date(form: Filled) -> str:
    """The line over the signature; the day is left open where the form has no moment."""
    place = form.place or "……………"
    if form.as_of is None:
        return f"{place}, ngày …… tháng …… năm ………"
    return wording.place_and_date(place, form.as_of)


def pdf(form: Filled, *, signer: str = "") -> bytes:
    """Set the form on A4. Equal forms give equal bytes.

    With the name of a ``signer`` it has room at its head for the words of the agency's signature.
    """
    laid = laid_out.of(form)
    facts = {
        "name": form.definition.name,
        "source": form.definition.basis,
        "title": form.definition.title,
        "period": f"Kỳ báo cáo: {form.period}",
        "days": f"({form.days})",
        "agency": form.agency,
        "receiver": form.receiver or "……………………",
        "unit": form.definition.unit_line,
        "heads": [asdict(head) for head in laid.heads],
        "numbers": list(laid.numbers),
        "widths": list(laid.widths),
        "landscape": laid.landscape,
        "rows": [
            {
                "kind": row.kind,
                "cells": [
                    {"text": filling.shown(figure.value), "number": figure.is_number}
                    for figure in row.figures
                ],
            }
            for row in laid.body
        ],
        "notes": form.under_the_form(),
        "place_date": place_and_date(form),
        "signer": signer,
        "demo": DEMO_LINE if form.demo else "",
    }
    return typeset.pdf(LAYOUT, facts, at=form.as_of or _NO_MOMENT)
