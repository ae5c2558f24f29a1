"""Which route a case follows where and when, what it consists of, and what in it cannot work."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.catalog.models import (
    LIMIT_MISSING,
    Case,
    ProcedureVersion,
    Route,
    RouteState,
    RouteStep,
)
from motcua.catalog.queries.versions import in_force_on
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency
from motcua.rules import route as rules
from motcua.rules import steps
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import TimeUnit
from motcua.rules.limits import Limit
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import Found, PostRole, Step, UnitKind, Way, Work


def routes() -> QuerySet[Route]:
    """Every route, with its case, procedure, agency and writer."""
    return Route.objects.select_related(
        "case__version__procedure", "agency", "written_by"
    ).prefetch_related("steps__agency")


def of_case(case: Case) -> QuerySet[Route]:
    """The routes of a case, by whom they are for, the latest first."""
    return routes().filter(case=case).order_by("agency_id", "level", "-number")


def in_force(case: Case, agency: Agency, on: date) -> Route | None:
    """The route a dossier of the case follows at an agency on a day: its own, its level's, the province's."""
    found = holding(on).filter(case=case).filter(Q(agency=agency) | Q(agency=None))
    fitting = [one for one in found if one.level in {"", agency.level}]
    return max(fitting, key=lambda one: (one.agency_id is not None, one.level), default=None)


def holding(on: date) -> QuerySet[Route]:
    """Every route that holds on a day."""
    return (
        routes()
        .filter(state=RouteState.PUBLISHED, effective_from__lte=on)
        .filter(Q(effective_to=None) | Q(effective_to__gte=on))
    )


def by_code(on: date, codes: Sequence[str] = ()) -> list[Route]:
    """The routes that hold on a day, of these procedures or of all, in the order of their codes."""
    found = holding(on).filter(case__version__procedure__code__in=codes) if codes else holding(on)
    return list(
        found.order_by(
            "case__version__procedure__code", "case__order", "agency_id", "level", "number"
        )
    )


def as_rule(route: Route) -> steps.Route:
    """The route as the rules read it."""
    return steps.Route(tuple(as_step(row) for row in route.steps.all()))


def as_step(row: RouteStep) -> Step:
    """One row of a route as the rules read it."""
    return Step(
        code=row.code,
        name=row.name,
        work=Work(row.work),
        unit=UnitKind(row.unit),
        post=PostRole(row.post),
        agency=row.agency.code if row.agency else "",
        time=_time(row.time_amount, row.time_unit),
        within=_time(row.within_amount, row.within_unit),
        result=row.result,
        may_consult=row.may_consult,
        may_return=row.may_return,
        must_attach=row.must_attach,
        must_sign=row.must_sign,
        on_ministry_system=row.on_ministry_system,
        ways=tuple(Way(to, Found(found)) for found, to in row.ways),
    )


def _time(amount: int | None, unit: str) -> Time | None:
    return None if amount is None else Time(amount, StepUnit(unit))


def limits(case: Case) -> list[Limit]:
    """The time limits of a case, one for each that differs; those nobody stated are left out."""
    found = case.channels.exclude(limit_unit=LIMIT_MISSING)
    told = found.values_list("limit_amount", "limit_unit").distinct().order_by("limit_unit")
    return [Limit(amount, TimeUnit(unit)) for amount, unit in told]


def bare_day(case: Case) -> StepUnit:
    """What "ngày" alone means in the times of a case: the day of its own limit."""
    if any(one.unit is TimeUnit.CALENDAR_DAYS for one in limits(case)):
        return StepUnit.CALENDAR_DAYS
    return StepUnit.WORKING_DAYS


def problems(route: steps.Route, case: Case, agency: Agency | None) -> list[rules.Problem]:
    """What cannot work, held against every limit of the case, each problem once."""
    held: list[Limit | None] = [*limits(case)] or [None]
    calendar = weekly_hours(agency)
    found = [one for limit in held for one in rules.problems(route, limit, calendar)]
    return list(dict.fromkeys(found))


def weekly_hours(agency: Agency | None) -> WorkingCalendar:
    """The hours of the agency, or of the province. Raise ``CalendarMissing``."""
    whose = agency or organizations.top()
    return organizations.working_calendar(whose.pk if whose else 0)


def fingerprint(route: Route) -> str:
    """A short word that changes with any part of the route."""
    return sha256(repr((route.pk, str(route.state), as_rule(route))).encode()).hexdigest()[:16]


def before(route: Route) -> Route | None:
    """The last route approved before this one for the same case and the same agencies."""
    same = routes().filter(case=route.case_id, agency=route.agency_id, level=route.level)
    earlier = same.filter(state=RouteState.PUBLISHED, number__lt=route.number)
    return earlier.order_by("-number").first()


def with_counts(on: date, which: str, words: Iterable[str]) -> QuerySet[ProcedureVersion]:
    """The procedures of a day with how many routes hold and are drafted for them, by name.

    ``which``: "chua" are those without one that holds, "du-thao" those with a draft.
    """
    found = in_force_on(on).annotate(
        holding=_count(holding(on)),
        drafted=_count(Route.objects.filter(state=RouteState.DRAFT)),
    )
    for word in words:
        found = found.filter(Q(fold__contains=word) | Q(procedure__code__icontains=word))
    if which in _WHICH:
        found = found.filter(**_WHICH[which])
    return found.order_by("name_key", "pk")


def _count(rows: QuerySet[Route]) -> Coalesce:
    """How many of these routes a version has, asked for the versions of one page alone."""
    of_version = rows.filter(case__version=OuterRef("pk")).order_by().values("case__version")
    return Coalesce(Subquery(of_version.annotate(number=Count("pk")).values("number")), 0)


_WHICH = {"chua": {"holding": 0}, "co": {"holding__gt": 0}, "du-thao": {"drafted__gt": 0}}
