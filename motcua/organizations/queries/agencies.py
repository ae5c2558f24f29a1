"""Questions about agencies: who is meant, what it was called, whom it stood under."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import revisions, text
from motcua.organizations.models import (
    Agency,
    AgencyAlias,
    AgencyEdge,
    AgencyKind,
    AgencyName,
    AgencyNumbering,
    Succession,
)
from motcua.rules.codes import Level

#: The word a statutory form writes for a tier.
LEVEL_WORDS = {
    Level.PROVINCE: gettext_lazy("tỉnh"),
    Level.DISTRICT: gettext_lazy("huyện"),
    Level.COMMUNE: gettext_lazy("xã"),
}
#: The longest number that can be an id.
ID_DIGITS = 18
#: From the top of the tree down, for every list of agencies.
LEVEL_ORDER = {Level.PROVINCE.value: 0, Level.DISTRICT.value: 1, Level.COMMUNE.value: 2}


class AgencyUnknown(LookupError):
    """Nothing is called so. ``suggestions`` are the nearest present names."""

    def __init__(self, wanted: str, suggestions: Sequence[str] = ()) -> None:
        """Keep what was asked for and what may have been meant."""
        self.wanted = wanted
        self.suggestions = tuple(suggestions)
        super().__init__(wanted)

    def __str__(self) -> str:
        """Say it in Vietnamese, with the nearest names."""
        sentence = _("Không tìm thấy cơ quan “%(wanted)s”.") % {"wanted": self.wanted}
        if not self.suggestions:
            return sentence
        nearest = "; ".join(f"“{name}”" for name in self.suggestions)
        return f"{sentence} " + _("Có phải là: %(names)s?") % {"names": nearest}


class AgencyAmbiguous(AgencyUnknown):
    """Several agencies bear the name; ``suggestions`` tells them apart by code."""

    def __str__(self) -> str:
        """Say it in Vietnamese, with every candidate."""
        return _("Có nhiều cơ quan tên “%(wanted)s”. Hãy ghi mã: %(names)s.") % {
            "wanted": self.wanted,
            "names": "; ".join(self.suggestions),
        }


class NumberingUnknown(LookupError):
    """The agency has no code and pattern for the dossiers it numbers on that day."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Cơ quan chưa được cấp mã để đánh số hồ sơ vào ngày này.")


@dataclass(frozen=True, slots=True)
class Numbering:
    """With what an agency numbers its dossiers: its code and a pattern of ``rules.numbers``."""

    agency_code: str
    pattern: str


def find(wanted: str) -> Agency:
    """Return the agency meant by an id, a code, an alias or an exact name it bears or bore.

    Case and diacritics do not matter. Raise ``AgencyUnknown`` or ``AgencyAmbiguous``.
    """
    wanted = wanted.strip()
    agency = _by_key(wanted)
    if agency is not None:
        return agency
    folded = text.fold(wanted)
    alias = AgencyAlias.objects.select_related("agency").filter(alias_fold=folded).first()
    if alias is not None:
        return alias.agency
    found = _by_name(folded)
    if len(found) == 1:
        return found[0]
    if found:
        raise AgencyAmbiguous(wanted, [f"{a.code} ({a.name})" for a in found])
    raise AgencyUnknown(wanted, _nearest(folded))


def _by_key(wanted: str) -> Agency | None:
    by_code = Agency.objects.filter(code__iexact=wanted).first()
    if by_code is not None or not (wanted.isascii() and wanted.isdigit()):
        return by_code
    return Agency.objects.filter(pk=int(wanted)).first() if len(wanted) <= ID_DIGITS else None


def _by_name(folded: str) -> list[Agency]:
    if not folded:
        return []
    ids = {a.pk for a in Agency.objects.only("name") if text.fold(a.name) == folded}
    if not ids:
        dated = AgencyName.objects.values_list("agency_id", "name")
        ids = {agency_id for agency_id, name in dated if text.fold(name) == folded}
    found = list(Agency.objects.filter(pk__in=ids).order_by("pk"))
    still_open = [agency for agency in found if agency.closed_on is None]
    return still_open if len(still_open) == 1 else found


def _nearest(folded: str) -> list[str]:
    names = {text.fold(name): name for name in Agency.objects.values_list("name", flat=True)}
    names.update(
        (alias.alias_fold, alias.agency.name)
        for alias in AgencyAlias.objects.select_related("agency")
    )
    close = get_close_matches(folded, names, n=6, cutoff=0.6)
    return list(dict.fromkeys(names[key] for key in close))[:3]


def level_label(level: str) -> str:
    """Return the tier as statutory forms write it: "tỉnh", "huyện" or "xã"."""
    return str(LEVEL_WORDS[Level(level)])


def alive(on: date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))


def name_on(agency: Agency, on: date) -> str:
    """Return the name the agency bore on a day; its present name when none is recorded for it."""
    dated = AgencyName.objects.filter(alive(on), agency=agency).order_by("-from_on").first()
    return agency.name if dated is None else dated.name


def names_on(agency_ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the names of many agencies on a day, by id, in two queries."""
    ids = list(agency_ids)
    names = dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name"))
    dated = AgencyName.objects.filter(alive(on), agency__in=ids).order_by("from_on")
    names.update(dated.values_list("agency_id", "name"))
    return names


def parent_on(agency_id: int, on: date) -> Agency | None:
    """Return the agency it stood under on a day, or None."""
    edge = (
        AgencyEdge.objects.select_related("parent")
        .filter(alive(on), child_id=agency_id)
        .order_by("-from_on")
        .first()
    )
    return None if edge is None else edge.parent


def descendants(agency_id: int, from_on: date, to_on: date) -> list[Agency]:
    """Return the agency and everything that stood under it at any time in the window.

    Both days are included. Agencies that did not exist in the window are left out.
    """
    below: dict[int, list[int]] = defaultdict(list)
    edges = AgencyEdge.objects.filter(from_on__lte=to_on).exclude(to_on__lt=from_on)
    for parent, child in edges.values_list("parent_id", "child_id"):
        below[parent].append(child)
    existing = Agency.objects.filter(opened_on__lte=to_on).exclude(closed_on__lt=from_on)
    found = existing.filter(pk__in=closure({agency_id}, below))
    return sorted(found, key=_tree_order)


def closure(start: set[int], below: dict[int, list[int]]) -> set[int]:
    """Return every id that can be reached from ``start``, which is included."""
    seen = set(start)
    waiting = list(start)
    while waiting:
        fresh = [child for child in below.get(waiting.pop(), ()) if child not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return seen


def _tree_order(agency: Agency) -> tuple[int, str, str, int]:
    return (LEVEL_ORDER[agency.level], agency.kind, agency.name_key, agency.pk)


def agencies_open(on: date) -> list[Agency]:
    """Return the agencies at work on a day, from the top of the tree down."""
    found = Agency.objects.filter(opened_on__lte=on).exclude(closed_on__lt=on)
    return sorted(found, key=_tree_order)


def successors(agency_id: int) -> list[Agency]:
    """Return the agencies that took over its work, in the order they were recorded."""
    return list(Agency.objects.filter(succeeds__predecessor=agency_id).order_by("succeeds__pk"))


def heirs(agency_ids: Iterable[int]) -> set[int]:
    """Return the ids of who took over the work of those of the agencies that have closed."""
    here = set(agency_ids)
    return {successor for predecessor, successor in _successions() if predecessor in here}


def ended_into(agency_ids: Iterable[int]) -> set[int]:
    """Return the ids of closed agencies whose work these agencies took over."""
    here = set(agency_ids)
    return {predecessor for predecessor, successor in _successions() if successor in here}


@revisions.remembered(revisions.ORGANIZATIONS)
def _successions() -> tuple[tuple[int, int], ...]:
    """Who took over from whom, of agencies that have closed: predecessor and successor."""
    ended = Succession.objects.filter(predecessor__closed_on__isnull=False)
    return tuple(ended.values_list("predecessor_id", "successor_id"))


@revisions.remembered(revisions.ORGANIZATIONS)
def top() -> Agency | None:
    """Return the province's own agency; its row holds the name and address people know."""
    return Agency.objects.filter(kind=AgencyKind.PROVINCE).order_by("-opened_on").first()


def successor_on(agency_id: int, on: date) -> Agency | None:
    """Return who does the agency's work on a day, through any chain of successions, or None.

    Of several successors the first one recorded is meant.
    """
    found: Agency | None = None
    seen = {agency_id}
    link = _succession(agency_id, on)
    while link is not None and link.successor_id not in seen:
        found = link.successor
        seen.add(link.successor_id)
        link = _succession(link.successor_id, on)
    return found


def _succession(agency_id: int, on: date) -> Succession | None:
    links = Succession.objects.select_related("successor")
    return links.filter(predecessor=agency_id, on__lte=on).order_by("pk").first()


@revisions.remembered(revisions.ORGANIZATIONS)
def numbering(agency_id: int, on: date) -> Numbering:
    """Return the code and pattern the agency numbers with on a day. Raise ``NumberingUnknown``."""
    row = (
        AgencyNumbering.objects.filter(alive(on), agency_id=agency_id).order_by("-from_on").first()
    )
    if row is None:
        raise NumberingUnknown(agency_id)
    return Numbering(agency_code=row.agency_code, pattern=row.pattern)


@dataclass(frozen=True, slots=True)
class Branch:
    """One agency in the tree of a day: its name then, how deep it stands, how many stand under it."""

    agency: Agency
    name: str
    depth: int
    under: int


def tree(on: date) -> list[Branch]:
    """Return the agencies at work on a day as a tree read from the top, children after parents."""
    existing = {agency.pk: agency for agency in agencies_open(on)}
    edges = AgencyEdge.objects.filter(alive(on)).values_list("child_id", "parent_id")
    above = {child: parent for child, parent in edges if parent in existing}
    children: dict[int | None, list[int]] = defaultdict(list)
    for agency_id in existing:
        children[above.get(agency_id)].append(agency_id)
    names = names_on(existing, on)
    branches: list[Branch] = []
    waiting = [(agency_id, 0) for agency_id in reversed(children[None])]
    while waiting:
        agency_id, depth = waiting.pop()
        below = children[agency_id]
        branches.append(Branch(existing[agency_id], names[agency_id], depth, len(below)))
        waiting += [(child, depth + 1) for child in reversed(below)]
    return branches
