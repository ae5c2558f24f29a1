"""Who of a unit has how much, and in which step it stands: the rows of the leader's view of a load."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.base import revisions, text
from motcua.catalog.models import RouteStep
from motcua.dossiers.models import Delegation
from motcua.dossiers.queries import delegations
from motcua.dossiers.queries.load import Hands, Load, Standing
from motcua.organizations import queries as agencies
from motcua.organizations.models import Assignment, Role
from motcua.people.models import Account

#: How an address names dossiers that are in nobody's hands.
NOBODY = 0
_HANDLING = (Role.CLERK, Role.OFFICER, Role.LEADER)
_NO_STEP = "-"


@dataclass(frozen=True)
class Row:
    """A person, or a step, with what lies there; ``url`` opens it, a kind of it with ``&loai=``."""

    key: str
    name: str
    load: Load
    url: str
    note: str = ""


@dataclass(frozen=True)
class Unit:
    """The people of one unit of the agency, or the steps of all of it, those with most that is late first."""

    name: str
    rows: tuple[Row, ...]

    @property
    def load(self) -> Load:
        """Return what the unit has altogether."""
        return sum((row.load for row in self.rows), Load())


def staff_of(agency_id: int, on: date) -> list[Assignment]:
    """Return who works with dossiers at the agency on a day, post by post."""
    rows = Assignment.objects.filter(
        agencies.alive(on), post__agency_id=agency_id, post__role__in=_HANDLING
    )
    found = rows.select_related("account", "post")
    return sorted(
        found,
        key=lambda row: (text.sort_key(row.post.unit), row.post.name, row.account.full_name_key),
    )


def choices(staff: Iterable[Assignment]) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return the choices of a select: the people of an agency, grouped by post."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in staff:
        post = f"{row.post.unit}: {row.post.name}" if row.post.unit else row.post.name
        groups[post].append((f"{row.post_id}:{row.account_id}", row.account.full_name))
    return [("", "–"), *groups.items()]


def people(
    loads: Mapping[Hands, Load], staff: Sequence[Assignment], on: date, page: str, agency_id: int
) -> list[Unit]:
    """Return everybody who works with dossiers here, and whoever left or does not and still holds some."""
    held: dict[int, Load] = defaultdict(Load)
    for hands, load in loads.items():
        held[hands.holder_id or NOBODY] += load
    unit_of: dict[int, str] = {row.account_id: row.post.unit for row in staff}
    named = _names(held, staff)
    away = _absences(agency_id, on)
    units: dict[str | None, list[Row]] = defaultdict(list)
    for account_id in unit_of.keys() | held.keys():
        row = Row(
            key=str(account_id),
            name=named.get(account_id, "") or _("Chưa giao cho ai"),
            load=held[account_id],
            url=f"{page}nguoi={account_id}",
            note=away.get(account_id, ""),
        )
        units[unit_of.get(account_id)].append(row)
    ordered = sorted(units, key=lambda unit: (unit is None, text.sort_key(unit or "")))
    return [
        Unit(_("Không còn ở cơ quan, chưa giao") if unit is None else unit, _sorted(units[unit]))
        for unit in ordered
    ]


def steps(loads: Mapping[Standing, Load], named: Mapping[Standing, str], page: str) -> Unit:
    """Return the steps in which dossiers stand here, by name, those with most that is late first."""
    found: dict[str, Load] = defaultdict(Load)
    for standing, load in loads.items():
        found[named[standing]] += load
    rows = [
        Row(name, name or _("Không theo quy trình"), load, f"{page}buoc={quote(name or _NO_STEP)}")
        for name, load in found.items()
    ]
    return Unit("", _sorted(rows))


def step_names(standings: Iterable[Standing]) -> dict[Standing, str]:
    """Name the steps; dossiers of several procedures may stand in steps of one name."""
    wanted = list(standings)
    known = _names_in(frozenset(one.route_id for one in wanted if one.step and one.route_id))
    return {one: known.get((one.route_id or 0, one.step), "") for one in wanted}


@revisions.remembered(revisions.CATALOG)
def _names_in(route_ids: frozenset[int]) -> dict[tuple[int, str], str]:
    """Name the steps of processes: an agency's are the same from one look at its load to the next."""
    rows = RouteStep.objects.filter(route_id__in=route_ids)
    return {(at, code): name for at, code, name in rows.values_list("route_id", "code", "name")}


def in_step(
    named: Mapping[Standing, str], loads: Mapping[Standing, Load], name: str
) -> tuple[Q, Load]:
    """Return which dossiers stand in the steps of a name, and their load."""
    wanted = "" if name == _NO_STEP else name
    here = [one for one in loads if named[one] == wanted]
    found = Q(pk__in=())
    for one in here:
        found |= Q(route_id=one.route_id, step=one.step)
    return found, sum((loads[one] for one in here), Load())


def step_named(name: str) -> str:
    """Name a step as an address does; what follows no process by that."""
    return _("Không theo quy trình") if name == _NO_STEP else name


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=_by_late))


def _by_late(row: Row) -> tuple[int, int, str]:
    return -row.load.late, -row.load.total, text.sort_key(row.name)


def _names(account_ids: Iterable[int], staff: Iterable[Assignment]) -> dict[int, str]:
    """Name people: those who work here are known, the others are asked for."""
    named = {row.account_id: row.account.full_name for row in staff}
    others = set(account_ids) - named.keys() - {NOBODY}
    if others:
        found = Account.objects.filter(pk__in=others)
        named |= dict(found.values_list("pk", "full_name"))
    return named


def _absences(agency_id: int, on: date) -> dict[int, str]:
    """Say of each absent officer who handles for him."""
    rows: Iterable[Delegation] = delegations.of_agency(agency_id).filter(delegations.in_force(on))
    return {
        row.absent_id: _("vắng mặt đến %(day)s, %(other)s xử lý thay")
        % {"day": f"{row.to_on:%d/%m/%Y}", "other": row.stand_in.full_name}
        for row in rows
    }
