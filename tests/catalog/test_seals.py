"""Nobody empties what was published or read, nor changes what a decision stated."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.base import clock
from motcua.catalog.models import Handling, ListMembership, ProcedureList, ServiceLevelPeriod
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


@pytest.fixture(params=[Handling, ServiceLevelPeriod, ListMembership])
def stated(request):
    """A row of each kind that a decision states from a day."""
    procedure = factories.procedure().procedure
    told = {"procedure": procedure, "from_on": ON, "noted_at": clock.at(ON)}
    if request.param is ServiceLevelPeriod:
        told["level"] = "full"
    if request.param is ListMembership:
        told["list"] = ProcedureList.objects.create(code="a", name="Danh sách", from_on=ON)
    return request.param.objects.create(**told)


@pytest.mark.parametrize(
    "table",
    [
        "catalog_procedureversion",
        "catalog_case",
        "catalog_casechannel",
        "catalog_casepaper",
        "catalog_fee",
        "catalog_legalbasis",
        "catalog_notaskedpaper",
        "catalog_result",
        "catalog_sourcerecord",
        "catalog_handling",
        "catalog_listmembership",
        "catalog_servicelevelperiod",
        "catalog_procedure",
        "catalog_importrun",
    ],
)
def test_the_table_cannot_be_emptied(table):
    """The last two are not sealed themselves: sealed ones hang on them."""
    refused = pytest.raises(IntegrityError, match="chỉ được ghi thêm")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_what_a_decision_stated_is_ended_once(stated):
    rows = type(stated).objects.filter(pk=stated.pk)
    assert rows.update(to_on=ON + timedelta(days=9)) == 1
    for later in (None, ON + timedelta(days=5)):
        with pytest.raises(IntegrityError, match="ended once"), transaction.atomic():
            rows.update(to_on=later)


@pytest.mark.parametrize("column", ["from_on", "noted_at"])
def test_what_a_decision_stated_is_not_changed_even_as_it_ends(stated, column):
    rows = type(stated).objects.filter(pk=stated.pk)
    other = {"from_on": ON - timedelta(days=1), "noted_at": clock.at(ON + timedelta(days=1))}
    with pytest.raises(IntegrityError, match="ended once"), transaction.atomic():
        rows.update(to_on=ON, **{column: other[column]})
    with pytest.raises(IntegrityError, match="ended once"), transaction.atomic():
        rows.delete()
