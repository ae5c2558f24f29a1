"""What a cell of a form may count in the ledger and the catalogue: a closed vocabulary. Pure.

The ledger is counted in the leaves of its flows, by the counting rule of the report; the catalogue as
it stands at the end of the window. What both say is narrowed by level and by service level.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06-II.08 (certainty: high for the ledger; medium that the
catalogue counts at the end of the window).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from motcua.reporting import source_rows
from motcua.reporting.source_rows import SourceRow
from motcua.rules import forms, tallies
from motcua.rules.codes import Ending, Level, ServiceLevel
from motcua.rules.definitions import Cell, Source
from motcua.rules.forms import CountingRule, Row
from motcua.rules.tallies import Tally

#: agency, procedure, field.
Key = tuple[int, ...]

#: Which service levels a word takes; no word takes all.
SERVICES: dict[str, frozenset[str]] = {
    "": frozenset(one.value for one in ServiceLevel),
    "online": frozenset({ServiceLevel.FULL.value, ServiceLevel.PARTIAL.value}),
    **{one.value: frozenset({one.value}) for one in ServiceLevel},
}

#: Measures of the ledger that are columns of form II.06, or some of them together.
_COLUMNS = {
    "received_total": ("c3",),
    "received": ("c4", "c5"),
    "received_online": ("c4",),
    "received_direct": ("c5",),
    "carried_over": ("c6",),
    "settled": ("c7",),
    "settled_in_time": ("c8", "c9"),
    "settled_early": ("c8",),
    "settled_on_time": ("c9",),
    "settled_late": ("c10",),
    "pending": ("c11",),
    "pending_in_time": ("c12",),
    "pending_late": ("c13",),
}


def _ended(ending: Ending) -> dict[str, int]:
    """The leaves of one way to end, less what was reopened."""
    settled, reopened = tallies.by_ending("settled"), tallies.by_ending("reopened")
    return {
        leaves[ending, verdict]: sign
        for leaves, sign in ((settled, 1), (reopened, -1))
        for verdict in tallies.VERDICTS
    }


#: Measures of the ledger that are told beside the columns: leaves and their signs.
_BESIDE = {
    "paused": {"closing_paused": 1},
    "denied": _ended(Ending.DENIED),
    "withdrawn": _ended(Ending.WITHDRAWN),
}
#: Measures of the catalogue that ask how a procedure is received, which is stated procedure by procedure.
HANDLING = frozenset({"one_stop", "linked_same_tier", "linked_tiers", "vertical", "reach", "post"})
_TRAITS = frozenset({"procedures", "central", "province", "fee"}) | HANDLING

#: Every measure there is, by where it counts.
MEASURES: dict[Source, frozenset[str]] = {
    Source.LEDGER: frozenset(_COLUMNS) | frozenset(_BESIDE),
    Source.CATALOGUE: _TRAITS | {"route", "fields", "online_received"},
}


@dataclass(frozen=True, slots=True)
class Group:
    """The leaves of the books of one agency and of procedures of the same service levels."""

    services: frozenset[str]
    leaves: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the books and the catalogue say of some agencies in a window.

    ``offered`` are agency and procedure at the end of the window, ``routed`` those of them with an
    approved internal process. ``traits`` name what is true of a procedure in force on that day; its
    service level and "procedures" are always among them.
    """

    levels: Mapping[int, Level]
    books: Tally[Key]
    rule: CountingRule
    offered: frozenset[tuple[int, int]]
    routed: frozenset[tuple[int, int]]
    traits: Mapping[int, frozenset[str]]
    fields: Mapping[int, int]
    sources: tuple[SourceRow, ...] = ()

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the books, in the order of their leaves."""
        return tuple(self.books)

    @cached_property
    def groups(self) -> Mapping[int, tuple[Group, ...]]:
        """The keys that no cell tells apart, by agency: those of procedures of the same service levels."""
        places: dict[int, dict[frozenset[str], list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, (agency, procedure, *_field) in enumerate(self.keys):
            places[agency][SERVICES[""] & self.traits.get(procedure, frozenset())].append(place)
        return {
            agency: tuple(Group(services, self.added(found)) for services, found in told.items())
            for agency, told in places.items()
        }

    def added(self, places: Collection[int]) -> Mapping[str, int]:
        """The leaves of the books added up over some of the keys."""
        return {
            leaf: sum(map(column.__getitem__, places)) for leaf, column in self.books.leaves.items()
        }

    @cached_property
    def offered_at(self) -> Mapping[int, frozenset[int]]:
        """The procedures in force that each agency settles."""
        return self._by_agency(self.offered)

    @cached_property
    def routed_at(self) -> Mapping[int, frozenset[int]]:
        """Those of them with an approved internal process."""
        return self._by_agency(self.routed)

    def _by_agency(self, pairs: Iterable[tuple[int, int]]) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for agency, procedure in pairs:
            found[agency].add(procedure)
        there = self.traits.keys()
        return {agency: frozenset(told & there) for agency, told in found.items()}

    def unstated(self) -> int:
        """How many of the procedures nobody has said of how they are received."""
        there = {procedure for _, procedure in self.offered if procedure in self.traits}
        return sum(1 for one in there if "handling" not in self.traits[one])


def count(cell: Cell, facts: Facts, *, agency_id: int | None = None) -> int:
    """Count what the cell asks for, at one agency or at all of them."""
    if cell.source is Source.LEDGER:
        return _of_books(cell, facts, agency_id)
    return _of_catalogue(cell, facts, agency_id)


def leaves(measure: str, rule: CountingRule) -> Mapping[str, int]:
    """Name the leaves of the books a measure of the ledger is the sum of, with their signs."""
    if measure in _BESIDE:
        return _BESIDE[measure]
    return {leaf: sign for name in _COLUMNS[measure] for leaf, sign in rule.legs[name].items()}


def needed(measure: str) -> frozenset[str]:
    """What of the books a measure of the ledger is made of, as ``forms.NEEDED`` says it of columns."""
    if measure in _BESIDE:
        return frozenset({"closing" if measure == "paused" else "moved"})
    return frozenset().union(*(forms.NEEDED[column] for column in _COLUMNS[measure]))


def procedures(cell: Cell, facts: Facts) -> list[tuple[int, int]]:
    """The agencies and procedures a cell of the catalogue counts."""
    asked = _is_in(cell, facts, None)
    pairs = facts.routed if cell.measure == "route" else facts.offered
    there = [(agency, one) for agency, one in pairs if one in facts.traits and asked(agency, one)]
    if cell.measure == "online_received":
        received = _received_online(facts, asked)
        return [pair for pair in there if pair[1] in received]
    if cell.measure in {"route", "fields"}:
        return there
    return [pair for pair in there if cell.measure in facts.traits[pair[1]]]


def _is_in(cell: Cell, facts: Facts, agency_id: int | None) -> Callable[[int, int], bool]:
    """Tell whether an agency and a procedure are among what the cell counts."""
    services = SERVICES[cell.service]

    def asked(agency: int, procedure: int) -> bool:
        return (
            agency_id in {None, agency}
            and (cell.level is None or facts.levels.get(agency) is cell.level)
            and (not cell.service or not services.isdisjoint(facts.traits.get(procedure, ())))
        )

    return asked


def _of_books(cell: Cell, facts: Facts, agency_id: int | None) -> int:
    services = SERVICES[cell.service] if cell.service else None
    there = [
        group.leaves
        for agency in _asked_agencies(cell, facts, agency_id)
        for group in facts.groups.get(agency, ())
        if services is None or not services.isdisjoint(group.services)
    ]
    found = 0
    for leaf, sign in leaves(cell.measure, facts.rule).items():
        if leaf in facts.books.leaves:
            found += sign * sum(one[leaf] for one in there)
    return found + _of_sources(cell, facts, agency_id)


def _asked_agencies(cell: Cell, facts: Facts, agency_id: int | None) -> Iterable[int]:
    """The agencies a cell counts: one, or all of them, of its level."""
    asked: Iterable[int] = facts.levels if agency_id is None else (agency_id,)
    return [one for one in asked if cell.level in {None, facts.levels.get(one)}]


def _of_sources(cell: Cell, facts: Facts, agency_id: int | None) -> int:
    """What systems of ministries count; they do not tell service levels, nor anything beside the columns."""
    if cell.service or cell.measure in _BESIDE:
        return 0
    return sum(
        source_value(cell.measure, row)
        for one, row in source_rows.counted(facts.sources)
        if agency_id in {None, one.agency_id} and cell.level in {None, one.level}
    )


def source_value(measure: str, row: Row) -> int:
    """A measure of the ledger in a row a system of a ministry counts."""
    cells = row.cells()
    return sum(cells[name] for name in _COLUMNS.get(measure, ()))


def _of_catalogue(cell: Cell, facts: Facts, agency_id: int | None) -> int:
    pairs = facts.routed_at if cell.measure == "route" else facts.offered_at
    agencies = _asked_agencies(cell, facts, agency_id)
    there = frozenset().union(*(pairs.get(agency, frozenset()) for agency in agencies))
    if cell.service:
        services = SERVICES[cell.service]
        there = frozenset(one for one in there if not services.isdisjoint(facts.traits[one]))
    if cell.measure == "fields":
        return len({facts.fields[one] for one in there})
    if cell.measure == "online_received":
        return len(there & _received_online(facts, _is_in(cell, facts, agency_id)))
    if cell.measure == "route":
        return len(there)
    return sum(1 for one in there if cell.measure in facts.traits[one])


def _received_online(facts: Facts, asked: Callable[[int, int], bool]) -> set[int]:
    """The procedures with a dossier filed online in the window."""
    places = [(place, key[1]) for place, key in enumerate(facts.keys) if asked(key[0], key[1])]
    counted: dict[int, int] = {}
    for leaf, sign in facts.rule.legs["c4"].items():
        column = facts.books.leaves.get(leaf)
        if column is not None:
            for place, procedure in places:
                counted[procedure] = counted.get(procedure, 0) + sign * column[place]
    return {procedure for procedure, number in counted.items() if number > 0}
