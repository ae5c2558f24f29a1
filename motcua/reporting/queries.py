"""Questions about forms: what was typed last, what was filed, how a form stands now."""

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from motcua.reporting import filled, kept
from motcua.reporting.facts import Reading
from motcua.reporting.filled import Filled
from motcua.reporting.models import FiledForm, LocalPeriod, TypedForm
from motcua.rules import forms
from motcua.rules.forms import CountingRule
from motcua.rules.periods import Window


def local_periods() -> QuerySet[LocalPeriod]:
    """The periods of the province's own, the latest first."""
    return LocalPeriod.objects.filter(withdrawn_at=None).order_by("-from_on", "-to_on")


def named(window: Window) -> Window:
    """The window with the name a document gives its days; a statutory one keeps its own."""
    found = local_periods().filter(from_on=window.from_on, to_on=window.to_on).first()
    return replace(window, named=found.name) if found else window


def typed(agency_id: int, code: str, window: Window) -> TypedForm | None:
    """What was typed last into a form of an agency and a window."""
    return (
        TypedForm.objects.filter(
            agency=agency_id, form=code, from_on=window.from_on, to_on=window.to_on
        )
        .order_by("number")
        .select_related("by")
        .last()
    )


def filings(agency_id: int, code: str, window: Window) -> QuerySet[FiledForm]:
    """Every time a form of an agency and a window was filed, the last one first."""
    return (
        FiledForm.objects.filter(
            agency=agency_id, form=code, from_on=window.from_on, to_on=window.to_on
        )
        .order_by("-number")
        .select_related("by", "agency")
    )


def current(
    code: str,
    *,
    agency_id: int,
    window: Window,
    as_of: datetime | None = None,
    rule: CountingRule = forms.DEFAULT,
    reading: Reading | None = None,
) -> Filled:
    """The form as it stands: counted now, with what was typed last. Raise ``definitions.NotInForce``."""
    last = typed(agency_id, code, window)
    asked = filled.asked_for(code, window)
    rows = kept.rows_again(asked, last.content) if last else ()
    return filled.build(
        code,
        agency_id=agency_id,
        window=window,
        as_of=as_of,
        typed=rows,
        rule=rule,
        reading=reading,
    )
