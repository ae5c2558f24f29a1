"""Who may do what where: role × agency, denied by default."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import F, Q

from motcua.base import revisions
from motcua.organizations import queries
from motcua.organizations.models import AgencyEdge, Assignment, Role, Succession


class Permission(StrEnum):
    """Everything a post may allow."""

    RECEIVE = "receive"
    HANDLE = "handle"
    DECIDE = "decide"
    ISSUE = "issue"
    RETURN_RESULT = "return_result"
    CORRECT = "correct"
    SEARCH = "search"
    SEE_PERSONAL_DATA = "see_personal_data"
    REPORT = "report"
    OVERSEE = "oversee"
    CLOSE_PERIOD = "close_period"
    MANAGE_AGENCIES = "manage_agencies"
    MANAGE_OFFICERS = "manage_officers"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_CATALOG = "manage_catalog"
    CONFIRM_LISTING = "confirm_listing"
    SEE_SYSTEM = "see_system"
    KEEP_REGISTERS = "keep_registers"


#: What a role allows at the agency of the post. What is absent is denied.
GRANTS = {
    Role.CLERK: frozenset(
        {
            Permission.RECEIVE,
            Permission.RETURN_RESULT,
            Permission.ISSUE,
            Permission.CORRECT,
            Permission.SEARCH,
            Permission.SEE_PERSONAL_DATA,
            Permission.CONFIRM_LISTING,
        }
    ),
    Role.OFFICER: frozenset(
        {
            Permission.HANDLE,
            Permission.ISSUE,
            Permission.CORRECT,
            Permission.SEARCH,
            Permission.SEE_PERSONAL_DATA,
        }
    ),
    Role.LEADER: frozenset(
        {
            Permission.HANDLE,
            Permission.DECIDE,
            Permission.SEARCH,
            Permission.SEE_PERSONAL_DATA,
            Permission.REPORT,
            Permission.OVERSEE,
            Permission.CONFIRM_LISTING,
            Permission.KEEP_REGISTERS,
        }
    ),
    Role.CONTROLLER: frozenset(
        {
            Permission.SEARCH,
            Permission.REPORT,
            Permission.OVERSEE,
            Permission.CLOSE_PERIOD,
            Permission.MANAGE_CATALOG,
            Permission.CONFIRM_LISTING,
            Permission.KEEP_REGISTERS,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.MANAGE_AGENCIES,
            Permission.MANAGE_OFFICERS,
            Permission.MANAGE_CALENDAR,
            Permission.SEE_SYSTEM,
        }
    ),
}
#: What a post also allows at the agencies below its own, and at those whose work it took over.
REACHES_BELOW = frozenset(
    {
        Permission.REPORT,
        Permission.OVERSEE,
        Permission.CLOSE_PERIOD,
        Permission.MANAGE_AGENCIES,
        Permission.MANAGE_OFFICERS,
        Permission.MANAGE_CALENDAR,
        Permission.MANAGE_CATALOG,
        Permission.SEE_SYSTEM,
    }
)
#: Roles that sign in with a second factor.
SECOND_FACTOR = frozenset({Role.LEADER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Posting:
    """One post a person fills on a day, with everything access needs to know of it."""

    assignment_id: int
    post_id: int
    agency_id: int
    desk_id: int | None
    role: Role
    unit: str
    post_name: str
    agency_name: str
    #: The agencies below, and those of the same level they succeeded; empty for roles that do not look down.
    below: frozenset[int] = frozenset()
    #: Whether the agency stands under no other: its post may act for the whole province.
    at_the_top: bool = False


#: Ask once inside the block: for long batches in which nobody moves.
held_postings = revisions.held


@revisions.remembered(revisions.ORGANIZATIONS)
def postings(account_id: int, on: date) -> tuple[Posting, ...]:
    """Return the posts an account fills on a day.

    A post of an agency that is closed, or not yet open, gives nothing; nor does a closed post
    or an account that is switched off. Remembered until any of these rows changes.
    """
    rows = list(
        Assignment.objects.filter(
            Q(to_on__isnull=True) | Q(to_on__gte=on),
            Q(post__closed_on__isnull=True) | Q(post__closed_on__gte=on),
            Q(post__agency__closed_on__isnull=True) | Q(post__agency__closed_on__gte=on),
            account_id=account_id,
            account__is_active=True,
            from_on__lte=on,
            post__agency__opened_on__lte=on,
        )
        .order_by("pk")
        .values(
            "post_id",
            assignment_id=F("pk"),
            agency_id=F("post__agency_id"),
            desk_id=F("post__desk_id"),
            role=F("post__role"),
            unit=F("post__unit"),
            post_name=F("post__name"),
            agency_name=F("post__agency__name"),
        )
    )
    tree = _Tree(on) if any(GRANTS[Role(row["role"])] & REACHES_BELOW for row in rows) else None
    return tuple(_posting(row, tree) for row in rows)


def may(held: Iterable[Posting], permission: Permission, agency_id: int | None) -> bool:
    """Tell whether the posts held allow something at an agency (None: for the whole province)."""
    return any(_allows(posting, permission, agency_id) for posting in held)


def reach(held: Iterable[Posting], permission: Permission) -> frozenset[int]:
    """Return the ids of all agencies where the posts held allow something."""
    ids: set[int] = set()
    for posting in held:
        if permission in GRANTS[posting.role]:
            ids.add(posting.agency_id)
            ids |= posting.below if permission in REACHES_BELOW else frozenset()
    return frozenset(ids)


def needs_second_factor(held: Iterable[Posting]) -> bool:
    """Tell whether a person with these posts must sign in with a second factor."""
    return any(posting.role in SECOND_FACTOR for posting in held)


def _allows(posting: Posting, permission: Permission, agency_id: int | None) -> bool:
    if permission not in GRANTS[posting.role]:
        return False
    if agency_id is None:
        return posting.at_the_top and permission in REACHES_BELOW
    if agency_id == posting.agency_id:
        return True
    return permission in REACHES_BELOW and agency_id in posting.below


class _Tree:
    """The agencies as they stand on a day; one that ended stays under its last parent."""

    def __init__(self, on: date) -> None:
        edges = AgencyEdge.objects.filter(from_on__lte=on).order_by("from_on")
        in_force = Q(to_on__isnull=True) | Q(to_on__gte=on)
        ended_with_child = Q(child__closed_on__lt=on, to_on__gte=F("child__closed_on"))
        last = dict(edges.filter(in_force | ended_with_child).values_list("child", "parent"))
        self.below: dict[int, list[int]] = defaultdict(list)
        for child, parent in last.items():
            self.below[parent].append(child)
        self.children = set(last)
        self.predecessors: dict[int, set[int]] = defaultdict(set)
        taken_over = Succession.objects.filter(
            on__lte=on, predecessor__level=F("successor__level")
        ).values_list("successor", "predecessor")
        for successor, predecessor in taken_over:
            self.predecessors[successor].add(predecessor)

    def under(self, agency_id: int) -> frozenset[int]:
        below = queries.closure({agency_id}, self.below)
        succeeded = (self.predecessors.get(one, set()) for one in below)
        return frozenset(below.union(*succeeded)) - {agency_id}


def _posting(row: Mapping[str, Any], tree: _Tree | None) -> Posting:
    role, agency_id = Role(row["role"]), row["agency_id"]
    looks_down = tree is not None and GRANTS[role] & REACHES_BELOW
    return Posting(
        **dict(row) | {"role": role},
        below=tree.under(agency_id) if tree is not None and looks_down else frozenset(),
        at_the_top=tree is not None and agency_id not in tree.children,
    )
