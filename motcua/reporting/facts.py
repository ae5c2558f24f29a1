"""What the books and the catalogue say of a unit in a window, read for the cells of a form."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date, datetime

from motcua.catalog import queries as catalog
from motcua.catalog.models import (
    Fee,
    Handling,
    Linked,
    ProcedureVersion,
    Reach,
    ServiceLevelPeriod,
)
from motcua.catalog.queries import offerings, routes
from motcua.dossiers import sums
from motcua.organizations import queries as agencies
from motcua.reporting import sources
from motcua.reporting.measures import Facts
from motcua.reporting.tables import Scope
from motcua.rules.codes import Level, ServiceLevel
from motcua.rules.forms import CountingRule
from motcua.rules.periods import Window
from motcua.rules.tallies import Tally

_LINKED = {Linked.SAME_TIER: "linked_same_tier", Linked.TIERS: "linked_tiers"}


class Reading:
    """Reads books and catalogue once for all forms of the same agencies and days: they tell of one moment."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._found: dict[Hashable, Facts] = {}

    def of(
        self, scope: Scope, window: Window, *, rule: CountingRule, as_of: datetime | None
    ) -> Facts:
        """Return what ``of`` has read, or reads now."""
        key = (scope.ids, window.from_on, window.to_on, rule.code, as_of)
        if key not in self._found:
            self._found[key] = of(scope, window, rule=rule, as_of=as_of)
        return self._found[key]


def of(scope: Scope, window: Window, *, rule: CountingRule, as_of: datetime | None) -> Facts:
    """Read what the cells of a form may count. The catalogue is asked for the last day of the window."""
    question = sums.Question(
        agency_ids=scope.ids, from_on=window.from_on, to_on=window.to_on, as_of=as_of
    )
    levels = {agency.pk: Level(agency.level) for agency in scope.found}
    offered = frozenset(
        offerings.open_on(window.to_on)
        .filter(agency__in=scope.ids)
        .values_list("agency_id", "procedure_id")
    )
    ids = {procedure for _, procedure in offered}
    versions = list(
        catalog.in_force_on(window.to_on)
        .filter(procedure__in=ids)
        .only("procedure_id", "field_id", "service_level", "prescribed_by")
        .select_related(None)
    )
    return Facts(
        levels=levels,
        books=sums.flows(question),
        rule=rule,
        offered=offered,
        routed=_routed(offered, levels, versions, window.to_on),
        traits=_traits(versions, window.to_on),
        fields={version.procedure_id: version.field_id for version in versions},
        sources=sources.of(scope.found, scope.names, window, as_of),
    )


def none(rule: CountingRule) -> Facts:
    """What is read for a form that counts nothing in the books or the catalogue."""
    return Facts(
        levels={},
        books=Tally({}),
        rule=rule,
        offered=frozenset(),
        routed=frozenset(),
        traits={},
        fields={},
    )


def _traits(versions: Iterable[ProcedureVersion], on: date) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    by_version: dict[int, set[str]] = {}
    for version in versions:
        traits = {"procedures", version.prescribed_by, version.service_level} - {""}
        found[version.procedure_id] = by_version[version.pk] = traits
    for fee in Fee.objects.filter(case_channel__case__version__in=list(by_version)).values_list(
        "case_channel__case__version_id", flat=True
    ):
        by_version[fee].add("fee")
    _add_levels(found, on)
    _add_handling(found, on)
    return {procedure: frozenset(traits) for procedure, traits in found.items()}


def _add_levels(found: dict[int, set[str]], on: date) -> None:
    """The service level by decision stands in place of the one the version itself states."""
    rows = ServiceLevelPeriod.objects.filter(agencies.alive(on), procedure__in=list(found))
    for row in rows:
        found[row.procedure_id] -= {level.value for level in ServiceLevel}
        found[row.procedure_id].add(row.level)


def _add_handling(found: dict[int, set[str]], on: date) -> None:
    for row in Handling.objects.filter(agencies.alive(on), procedure__in=list(found)):
        told = {
            "handling": True,
            "one_stop": row.one_stop,
            "vertical": row.vertical,
            "reach": row.reach != Reach.OWN,
            "post": row.post_in or row.post_out,
            _LINKED.get(Linked(row.linked), ""): True,
        }
        found[row.procedure_id] |= {trait for trait, there in told.items() if there and trait}


def _routed(
    offered: frozenset[tuple[int, int]],
    levels: dict[int, Level],
    versions: Iterable[ProcedureVersion],
    on: date,
) -> frozenset[tuple[int, int]]:
    """What has an approved process: of the agency itself, of its level, or of the province."""
    held = routes.holding(on).filter(case__version__in=[version.pk for version in versions])
    bound: dict[int, set[tuple[int | None, str]]] = defaultdict(set)
    for procedure, agency, level in (
        held.prefetch_related(None)
        .order_by()
        .values_list("case__version__procedure_id", "agency_id", "level")
        .distinct()
    ):
        bound[procedure].add((agency, level))
    return frozenset(
        (agency, procedure)
        for agency, procedure in offered
        if bound[procedure] & {(agency, ""), (None, ""), (None, levels[agency].value)}
    )
