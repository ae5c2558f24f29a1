"""Routes as dossiers follow them: asked with every act, remembered until one is approved or ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.base import revisions
from motcua.catalog.models import Route, RouteState, RouteStep
from motcua.catalog.queries import routes
from motcua.rules import steps


@dataclass(frozen=True)
class Followed:
    """A route as the rules read it, the ids of the other agencies its steps name, and the decision."""

    rule: steps.Route
    agency_ids: Mapping[str, int]
    number: int
    decision_number: str
    decision_on: date | None


@dataclass(frozen=True)
class _Published:
    """Where and when an approved route of a case holds."""

    route_id: int
    agency_id: int | None
    level: str
    from_on: date | None
    to_on: date | None

    def holds(self, agency_id: int, level: str, on: date) -> bool:
        here = self.agency_id in {None, agency_id} and self.level in {"", level}
        begun = self.from_on is not None and self.from_on <= on
        return here and begun and (self.to_on is None or on <= self.to_on)


def to_follow(*, case_id: int, agency_id: int, level: str, on: date) -> int | None:
    """The id of the route a dossier received on a day follows at an agency: the nearest; None without one."""
    fitting = [one for one in _published(case_id) if one.holds(agency_id, level, on)]
    nearest = max(fitting, key=lambda one: (one.agency_id is not None, one.level), default=None)
    return nearest.route_id if nearest else None


@revisions.remembered(revisions.CATALOG)
def _published(case_id: int) -> tuple[_Published, ...]:
    rows = Route.objects.filter(case=case_id, state=RouteState.PUBLISHED)
    told = rows.values_list("pk", "agency_id", "level", "effective_from", "effective_to")
    return tuple(_Published(*row) for row in told)


@revisions.remembered(revisions.CATALOG, revisions.ORGANIZATIONS)
def followed(route_id: int) -> Followed:
    """The steps of a route, in their order; a published one never changes."""
    route = Route.objects.get(pk=route_id)
    rows = list(RouteStep.objects.filter(route=route_id).select_related("agency").order_by("order"))
    return Followed(
        rule=steps.Route(tuple(routes.as_step(row) for row in rows)),
        agency_ids={row.agency.code: row.agency.pk for row in rows if row.agency},
        number=route.number,
        decision_number=route.decision_number,
        decision_on=route.decision_on,
    )
