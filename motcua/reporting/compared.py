"""A form beside itself: the period before, the same period a year ago, and unit by unit."""

from dataclasses import dataclass
from datetime import date

from motcua.reporting import definitions, kept, queries
from motcua.reporting.campaigns import tree
from motcua.reporting.filled import Filled
from motcua.reporting.models import FiledForm
from motcua.rules import filling, periods
from motcua.rules.definitions import NotInForce
from motcua.rules.filling import Value, Values
from motcua.rules.periods import MONTHS, Window

_MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Told:
    """A form of a period: as it was filed last, or as the books fill it now."""

    label: str
    form: Filled
    is_filed: bool


def periods_of(code: str, *, agency_id: int, window: Window) -> list[Told]:
    """The form of the window, of the one before, of the same a year ago; those with a form in force.

    Raise ``NotInForce`` where the window itself has none.
    """
    found = [_told(code, agency_id, window)]
    for one in (periods.previous(window), year_before(window)):
        if any(there.form.window == one for there in found):
            continue
        try:
            found.append(_told(code, agency_id, one))
        except NotInForce:
            continue
    return found


def units_of(code: str, *, agency_id: int, window: Window) -> list[tuple[str, Values]]:
    """What each unit below filed last of the form, whichever variant it files, by name."""
    ids = [one.pk for one in tree.units(agency_id, window)]
    base = definitions.base(code)
    variants = {definitions.variant(base, whole=False), base}
    rows = FiledForm.objects.filter(
        agency__in=ids, form__in=variants, from_on=window.from_on, to_on=window.to_on
    )
    last = rows.order_by("agency", "-number").distinct("agency")
    forms = [kept.form_again(one.content) for one in last]
    return sorted(((form.agency, form.result) for form in forms), key=lambda pair: pair[0])


def year_before(window: Window) -> Window:
    """The same period of the year before, or the same days of it."""
    period = periods.recognise(window)
    if period is not None:
        return period.shifted(-_MONTHS_OF_YEAR // MONTHS[period.kind]).window()
    return Window(_year_before(window.from_on), _year_before(window.to_on))


def difference(now: Value, then: Value) -> str:
    """How much more there is now: "+12", "-3", "0"; nothing where it cannot be said."""
    if now is None or then is None or isinstance(now, str) or isinstance(then, str):
        return ""
    apart = now - then
    return f"+{filling.shown(apart)}" if apart > 0 else filling.shown(apart)


def _told(code: str, agency_id: int, window: Window) -> Told:
    filed = queries.filings(agency_id, code, window).first()
    form = (
        kept.form_again(filed.content)
        if filed
        else queries.current(code, agency_id=agency_id, window=window)
    )
    return Told(periods.label(window), form, filed is not None)


def _year_before(day: date) -> date:
    """A leap day has its 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
