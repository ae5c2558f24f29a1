"""The statutory tables, built from the books.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06a và II.06b (certainty: high for columns and formulas;
medium that no later circular has replaced the form).
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from motcua.base import revisions, text
from motcua.catalog.models import Field, Procedure, ProcedureVersion
from motcua.dossiers import sums
from motcua.dossiers.models import Closing
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.reporting import checks, source_rows, sources
from motcua.reporting.figures import LEVELS, Form, Line, Report, grouped_number
from motcua.reporting.source_rows import SourceRow
from motcua.rules import forms, periods, rule_sets
from motcua.rules.codes import Level
from motcua.rules.movements import Flows
from motcua.rules.tallies import Tally
from motcua.slips import letterhead

#: Fields that only a ministry's system knows have ids from here on, made of their names.
_STRANGE = 2**30


class CountingRuleUnknown(LookupError):
    """No counting rule has this code. ``known`` lists the codes there are."""

    def __init__(self, code: str) -> None:
        """Keep what was asked for and what there is."""
        super().__init__(code)
        self.code = code
        self.known = tuple(forms.COUNTING_RULES)


@dataclass(frozen=True)
class Scope:
    """The agencies a report covers in the order of the form, and what they were called in its window."""

    found: tuple[Agency, ...]
    names: Mapping[int, str]
    place: str
    receiver: str

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the agencies."""
        return tuple(agency.pk for agency in self.found)


def two_six(
    *,
    agency: Agency,
    from_on: date,
    to_on: date,
    as_of: datetime | None = None,
    counting_rule: str = forms.DEFAULT.code,
    by: Form = "b",
    named: str = "",
) -> Report:
    """Build form II.06 of ``agency`` for the days from ``from_on`` to ``to_on``, both included.

    ``by``: "a" counts the unit alone, "b" the unit and everything that stood under it at any time in
    the window. ``named`` is what the period is called by a document. ``as_of`` leaves out what was recorded later; None leaves out nothing. Raise
    ``CountingRuleUnknown``, ``periods.BadWindow``.
    """
    if counting_rule not in forms.COUNTING_RULES:
        raise CountingRuleUnknown(counting_rule)
    window = periods.Window(from_on, to_on, named)
    rule = forms.COUNTING_RULES[counting_rule]
    with revisions.held():
        covers = scope(agency.pk, window, by)
        question = sums.Question(agency_ids=covers.ids, from_on=from_on, to_on=to_on, as_of=as_of)
        books = sums.told(question, by="field")
        flows = books.flows.total()
        beside = sources.of(covers.found, covers.names, window, as_of)
        report = Report(
            form=by,
            agency_id=agency.pk,
            agency=covers.names[agency.pk],
            receiver=covers.receiver,
            place=covers.place,
            window=window,
            as_of=as_of,
            counting_rule=rule,
            levels=_levels(covers, from_on),
            leaves=(*_leaves(books.flows, covers, rule), *_beside(beside)),
            flows=flows,
            notes=(*_notes(question, flows), *source_rows.notes(beside)),
            demo=settings.DEMO,
            sources=tuple(source_rows.as_json(beside)),
        )
    return replace(report, checks=checks.all_of(report, pending_before=books.pending_before))


def covered(agency: Agency, window: periods.Window, by: Form) -> tuple[Agency, ...]:
    """Return the agencies whose dossiers the report counts: the unit, or it and all under it."""
    if by == "a":
        return (agency,)
    return tuple(agencies.descendants(agency.pk, window.from_on, window.to_on)) or (agency,)


def closing_of(window: periods.Window) -> Closing | None:
    """Return the closing that fixed the window's figures; None while they may still change."""
    return Closing.objects.filter(through_on__gte=window.to_on).order_by("through_on").first()


@revisions.remembered(revisions.ORGANIZATIONS)
def scope(agency_id: int, window: periods.Window, by: Form) -> Scope:
    """One unit, or the unit and all under it; an agency that ended bears its last name."""
    agency = Agency.objects.get(pk=agency_id)
    found = covered(agency, window, by)
    by_day: dict[date, list[int]] = defaultdict(list)
    for one in {agency, *found}:
        by_day[min(window.to_on, one.closed_on or window.to_on)].append(one.pk)
    names: dict[int, str] = {}
    for day, ids in by_day.items():
        names.update(agencies.names_on(ids, day))
    return Scope(
        found=tuple(sorted(found, key=_order)),
        names=names,
        place=letterhead.place(names[agency_id]),
        receiver=_receiver(agency, window.to_on),
    )


def _levels(covers: Scope, from_on: date) -> tuple[Level, ...]:
    """The levels with agencies in the report; districts only where the window begins in time."""
    there = {Level(agency.level) for agency in covers.found}
    lawful = rule_sets.levels_reported(from_on)
    return tuple(level for level in LEVELS if level in there and level in lawful)


def _leaves(books: Tally[Any], covers: Scope, rule: forms.CountingRule) -> Iterable[Line]:
    """One line per agency and field that has anything to tell, in the order of the form."""
    rows = dict(zip(books, forms.fold_all(books, rule), strict=True))
    there = {field for _, field in books}
    named = [(pk, name) for pk, name in fields().items() if pk in there]
    for agency in covers.found:
        level, unit, ids = Level(agency.level), covers.names[agency.pk], (agency.pk,)
        for field, name in named:
            row = rows.get((agency.pk, field))
            if row is not None:
                yield Line(name, level, unit, ids, row, name, field)


def _beside(rows: Iterable[SourceRow]) -> Iterable[Line]:
    """One line per agency, field and system, under the name the catalogue has for the field."""
    names = fields()
    for one, row in source_rows.counted(rows):
        pk = field_of(one.field)
        name, ids = names.get(pk, one.field), (one.agency_id,)
        yield Line(name, one.level, one.agency, ids, row, name, pk, source=one.system)


def field_of(name: str) -> int:
    """The field of a name; one the catalogue does not know has an id of its own and no dossier of ours."""
    folded = text.fold(name)
    strange = _STRANGE + zlib.crc32(folded.encode()) % _STRANGE
    return _folded_fields().get(folded, strange)


@revisions.remembered(revisions.CATALOG)
def _folded_fields() -> dict[str, int]:
    return {text.fold(name): pk for pk, name in reversed(fields().items())}


@revisions.remembered(revisions.CATALOG)
def fields() -> dict[int, str]:
    """The names of all fields of administration, in the order of the form."""
    ordered = sorted(
        Field.objects.all(), key=lambda row: (row.name_key or text.sort_key(row.name), row.pk)
    )
    return {row.pk: row.name for row in ordered}


def _order(agency: Agency) -> tuple[int, str, int]:
    return LEVELS.index(Level(agency.level)), agency.name_key or agency.name, agency.pk


def _receiver(agency: Agency, on: date) -> str:
    above = agencies.parent_on(agency.pk, min(on, agency.closed_on or on))
    return agencies.name_on(above, on) if above else ""


def _notes(question: sums.Question, flows: Flows) -> Iterable[str]:
    """Name the procedures without a legal limit."""
    if flows.not_regulated:
        counts = sums.by_procedure(question, "not_regulated")
        named = _procedure_names(list(counts))
        listed = "; ".join(f"{name} ({grouped_number(counts[pk])})" for pk, name in named)
        yield f"Thủ tục không quy định thời hạn, luôn tính trong hạn: {listed}."


def _procedure_names(ids: list[int]) -> list[tuple[int, str]]:
    codes = dict(Procedure.objects.filter(pk__in=ids).values_list("pk", "code"))
    versions = ProcedureVersion.objects.filter(procedure__in=ids).order_by("number")
    names = dict(versions.values_list("procedure_id", "name"))
    return sorted(((pk, names.get(pk, codes[pk])) for pk in ids), key=lambda pair: pair[1])
