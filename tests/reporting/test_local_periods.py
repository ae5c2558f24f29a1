"""Days a document makes a period: named once, printed by name, withdrawn without a trace lost."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.organizations.models import Role
from motcua.reporting import actions, kept, queries, tables
from motcua.reporting.models import FiledForm
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.periods import Window
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

MARCH = Window(date(2024, 2, 21), date(2024, 3, 20))
NAME = "tháng 3 năm 2024"


@pytest.fixture
def controller():
    """The controller of a province."""
    clock.set_to(worlds.moment("2024-03-25 08:00"))
    top = factories.agency("Ủy ban nhân dân tỉnh", level=Level.PROVINCE)
    return factories.officer(top, Role.CONTROLLER)


def name(controller, window: Window = MARCH, named: str = NAME):
    return actions.name_period(
        name=named, window=window, document="Công văn 7964/BNN-VP", by=controller, at=clock.now()
    )


def test_a_report_of_these_days_bears_the_name(controller):
    name(controller)
    window = queries.named(MARCH)
    assert (window.named, window) == (NAME, MARCH)
    agency = factories.agency()
    report = tables.two_six(
        agency=agency, from_on=MARCH.from_on, to_on=MARCH.to_on, named=window.named
    )
    assert report.period == NAME
    assert report.days == "Từ ngày 21/02/2024 đến ngày 20/03/2024"
    assert queries.current("THANG", agency_id=agency.pk, window=window).period == NAME


def test_days_have_one_name(controller):
    name(controller)
    with pytest.raises(actions.AlreadyAPeriod, match=NAME):
        name(controller, named="kỳ tháng Ba")
    with pytest.raises(actions.AlreadyAPeriod, match="quý III năm 2024"):
        name(controller, periods.quarter(2024, 3))


def test_one_withdrawn_is_offered_no_more_and_what_was_filed_keeps_it(controller):
    made = name(controller)
    agency = factories.agency()
    filed = actions.file(
        code="II.07a",
        agency_id=agency.pk,
        window=queries.named(MARCH),
        by=factories.officer(agency, Role.LEADER),
        at=clock.now(),
    )
    for _ in range(2):
        actions.withdraw_period(period_id=made.pk, by=controller, at=clock.now())
    assert queries.named(MARCH).named == ""
    assert not queries.local_periods().exists()
    assert kept.form_again(FiledForm.objects.get(pk=filed.pk).content).period == NAME
    assert name(controller, named="kỳ tháng Ba").name == "kỳ tháng Ba"


def test_only_the_provinces_controller_names_periods(controller):
    made = name(controller)
    leader = factories.officer(factories.agency(), Role.LEADER)
    with pytest.raises(actions.NotAllowed):
        name(leader, Window(date(2024, 1, 1), date(2024, 1, 9)))
    with pytest.raises(actions.NotAllowed):
        actions.withdraw_period(period_id=made.pk, by=leader, at=clock.now())
    assert str(queries.local_periods().get()) == NAME
