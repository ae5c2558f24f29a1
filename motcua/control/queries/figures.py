"""What the registers of some agencies say for the cells of a form in a window."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.base import text
from motcua.control import counting, registers
from motcua.control.counting import History, Leg, Told
from motcua.control.models import Entry, Version
from motcua.control.queries.lines import kept_from
from motcua.control.registers.vocabulary import Count, Register
from motcua.organizations.models import Agency
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.filling import Value
from motcua.rules.periods import Window


@dataclass(frozen=True)
class Feed:
    """What registers say for a form: the ``cells`` they count, and the ``legs`` behind each.

    ``missing`` are registers of the form that not every agency keeps, with how many do not.
    """

    cells: Mapping[str, tuple[Register, Count]]
    legs: Mapping[str, Sequence[Leg]]
    missing: Mapping[str, int]

    def values(self) -> dict[str, Value]:
        """The figures by cell, of all lines together."""
        return {
            code: counting.value(count, register, self.legs[code])
            for code, (register, count) in self.cells.items()
        }

    def rows(self) -> list[tuple[str, dict[str, Value]]]:
        """The figures by row of the form, in the order of their names; a row that says nothing is none."""
        parted: dict[str, dict[str, list[Leg]]] = defaultdict(dict)
        for code, (register, _count) in self.cells.items():
            for name, legs in counting.by_row(register, self.legs[code]).items():
                parted[name][code] = legs
        return [
            (name, {code: self._value(code, legs.get(code, [])) for code in self.cells})
            for name, legs in sorted(parted.items(), key=lambda row: text.sort_key(row[0]))
        ]

    def behind(self, code: str, row: str | None = None) -> Sequence[Leg]:
        """The lines behind a cell, of one row or of all. Raise ``KeyError``."""
        register, _count = self.cells[code]
        if row is None:
            return self.legs[code]
        return counting.by_row(register, self.legs[code]).get(row, [])

    def _value(self, code: str, legs: Sequence[Leg]) -> Value:
        register, count = self.cells[code]
        return counting.value(count, register, legs)


NOTHING = Feed({}, {}, {})


def feed(
    form: str, agencies: Sequence[Agency], window: Window, *, as_of: datetime | None = None
) -> Feed:
    """Count the cells of a form that registers feed, where every agency concerned keeps the register."""
    feeding = registers.feeding(form)
    if not feeding:
        return NOTHING
    concerned = {register.code: register for register, _count in feeding.values()}
    missing = _missing(concerned, agencies, window, as_of)
    ready = {
        cell: (register, count)
        for cell, (register, count) in feeding.items()
        if missing[register.code] == 0
    }
    codes = {register.code for register, _count in ready.values()}
    histories = _histories(codes, agencies, window, as_of)
    levels = _levels(ready.values())
    return Feed(
        ready,
        {
            cell: counting.behind(count, register, histories[register.code], window, levels)
            for cell, (register, count) in ready.items()
        },
        {concerned[code].name: number for code, number in missing.items() if number},
    )


def _missing(
    concerned: Mapping[str, Register],
    agencies: Sequence[Agency],
    window: Window,
    as_of: datetime | None,
) -> dict[str, int]:
    """How many agencies do not keep each register for the whole window; where nobody has to, one."""
    kept = kept_from([one.pk for one in agencies], concerned, as_of=as_of)
    missing = {}
    for code, register in concerned.items():
        keepers = [one for one in agencies if Level(one.level) in register.levels]
        lacking = [
            one
            for one in keepers
            if kept.get((one.pk, code), date.max) > max(window.from_on, one.opened_on)
        ]
        missing[code] = len(lacking) if keepers else 1
    return missing


def _histories(
    codes: Iterable[str], agencies: Sequence[Agency], window: Window, as_of: datetime | None
) -> Mapping[str, list[History]]:
    """The lines that can count for anything in the window, by register, each with all its versions."""
    year = periods.containing(periods.Kind.YEAR, window.to_on).window()
    first = min(window.from_on, year.from_on)
    entries = (
        Entry.objects.filter(agency__in=[one.pk for one in agencies], register__in=list(codes))
        .filter(versions__touches_from__lte=window.to_on, versions__touches_to__gte=first)
        .values("pk")
    )
    versions = Version.objects.filter(entry__in=entries).select_related("entry")
    if as_of is not None:
        versions = versions.filter(at__lte=as_of)
    parted: dict[str, dict[int, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for row in versions.order_by("entry__agency_id", "entry__number", "number"):
        parted[row.entry.register][row.entry_id].append(
            Told(
                row.entry_id,
                row.pk,
                row.entry.agency_id,
                row.values,
                struck=row.struck,
                closed_through=row.closed_through,
            )
        )
    return defaultdict(list, {code: [*lines.values()] for code, lines in parted.items()})


def _levels(counts: Iterable[tuple[Register, Count]]) -> Mapping[int, Level]:
    """The level of every agency, where a cell asks for it."""
    if not any(count.level for _register, count in counts):
        return {}
    return {pk: Level(level) for pk, level in Agency.objects.values_list("pk", "level")}
