"""The internal processes of the demonstration fit the limits of its procedures."""

from datetime import date, datetime

import pytest

from motcua.base import clock
from motcua.catalog import actions as catalog
from motcua.catalog import records
from motcua.catalog.models import Case, ProcedureVersion
from motcua.catalog.queries import routes as queries
from motcua.demo import routes
from motcua.rules import route as rules
from motcua.rules.codes import TimeUnit
from motcua.rules.limits import Limit
from motcua.rules.steps import in_a_row
from tests import factories

AT = datetime(2024, 6, 10, 6, 0, tzinfo=clock.ZONE)
FROM = date(2024, 6, 1)


@pytest.mark.parametrize(
    "limit",
    [
        Limit(None, TimeUnit.SAME_DAY),
        Limit(None, TimeUnit.NOT_REGULATED),
        *(Limit(hours, TimeUnit.WORKING_HOURS) for hours in (1, 4, 8, 24)),
        *(Limit(days, TimeUnit.WORKING_DAYS) for days in (1, 2, 3, 4, 5, 10, 30, 120)),
        *(Limit(days, TimeUnit.CALENDAR_DAYS) for days in (1, 2, 3, 4, 7, 15, 20, 30, 45, 90)),
        *(Limit(months, TimeUnit.MONTHS) for months in (1, 2, 6)),
    ],
    ids=lambda limit: f"{limit.amount} {limit.unit}",
)
def test_the_steps_fit_every_kind_of_limit(limit):
    route = in_a_row(routes.steps_within(limit))
    assert [one for one in rules.problems(route, limit) if one.stops] == []


@pytest.mark.django_db
def test_every_case_in_force_has_a_route_of_its_level():
    factories.default_hours()
    catalog.load(catalogue=records.read())
    held = ProcedureVersion.objects.filter(effective_to=None)
    cases = Case.objects.filter(version__in=held, channels__limit_unit__gt="").distinct()

    assert routes.approve_all(from_on=FROM, at=AT) == cases.count() > 60

    found = queries.holding(date(2026, 1, 1))
    assert {one.case_id for one in found} == {case.pk for case in cases}
    assert {(one.level, one.case.version.level) for one in found} <= {
        (level, level) for level in ("province", "district", "commune")
    }
