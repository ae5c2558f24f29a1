"""The figures of ministries' systems that units typed for a window: each system is a form of its own."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache

from motcua.organizations.models import Agency
from motcua.reporting import definitions
from motcua.reporting.models import TypedForm
from motcua.reporting.source_rows import SourceRow
from motcua.rules import filling
from motcua.rules.codes import Level
from motcua.rules.definitions import Definition
from motcua.rules.filling import Value
from motcua.rules.forms import BadRow, Row
from motcua.rules.periods import Window

#: The forms of systems: their codes begin so.
PREFIX = "NGANH."
#: The cell that says where and when the figures were taken.
STATED = "14"
_COLUMNS = tuple(str(number) for number in range(3, 14))


@cache
def systems() -> Mapping[str, Definition]:
    """The systems there are, by the codes of their forms."""
    return {one.code: one for one in definitions.every() if one.code.startswith(PREFIX)}


def of(
    agencies: tuple[Agency, ...],
    names: Mapping[int, str],
    window: Window,
    as_of: datetime | None,
) -> tuple[SourceRow, ...]:
    """What was typed last by each agency for each system, in the order of the agencies."""
    rows = TypedForm.objects.filter(
        agency__in=[agency.pk for agency in agencies],
        form__in=list(systems()),
        from_on=window.from_on,
        to_on=window.to_on,
    )
    if as_of is not None:
        rows = rows.filter(at__lte=as_of)
    last = {(one.agency_id, one.form): one for one in rows.order_by("agency_id", "form", "number")}
    return tuple(
        row
        for agency in agencies
        for code in systems()
        if (agency.pk, code) in last
        for row in _rows(agency, names[agency.pk], last[agency.pk, code])
    )


def _rows(agency: Agency, name: str, typed: TypedForm) -> Iterator[SourceRow]:
    definition = systems()[typed.form]
    for told in typed.content:
        yield SourceRow(
            system=definition.code,
            name=definition.name,
            agency_id=agency.pk,
            agency=name,
            level=Level(agency.level),
            field=told["name"],
            row=_row(definition, told["values"]),
            stated=told["values"].get(STATED) or "",
        )


def _row(definition: Definition, values: Mapping[str, Value]) -> Row | None:
    """The columns of form II.06; nothing where one is missing or they do not balance."""
    known = filling.complete(definition, values)
    figures = [figure for code in _COLUMNS if isinstance(figure := known[code], int)]
    if len(figures) < len(_COLUMNS):
        return None
    try:
        return Row(*figures)
    except BadRow:
        return None
