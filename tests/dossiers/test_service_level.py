"""A dossier keeps the service level in force on the day it was received."""

import pytest

from motcua.base import clock
from motcua.catalog.actions import handling
from motcua.catalog.actions.publication import Decision
from motcua.dossiers import actions, verification
from motcua.dossiers.models import DossierEvent
from motcua.rules.codes import Act, ServiceLevel
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db
BEFORE, DAY = "2024-06-17", "2024-06-18"


@pytest.fixture
def here() -> World:
    """The version says toàn trình; a decision says một phần from DAY."""
    here = worlds.world()
    handling.set_service_level(
        procedures=[here.cases[0].version.procedure],
        level=ServiceLevel.PARTIAL,
        decision=Decision(number="5/QĐ-UBND", on=worlds.on(BEFORE), signer="UBND tỉnh"),
        from_on=worlds.on(DAY),
        by=factories.account(),
        at=worlds.moment("2024-06-10 08:00"),
    )
    return here


@pytest.mark.parametrize(
    ("at", "level"),
    [(f"{BEFORE} 16:59", "full"), (f"{DAY} 07:30", "partial"), ("2024-07-15 08:00", "partial")],
)
def test_it_is_the_one_of_the_day_of_reception(here: World, at: str, level: str) -> None:
    dossier = here.receive(at)
    assert dossier.service_level == level
    assert DossierEvent.objects.get(dossier=dossier).service_level == level


def test_a_later_decision_changes_no_dossier(here: World) -> None:
    dossier = here.receive(f"{BEFORE} 08:00")
    here.take_on(dossier, f"{DAY} 08:00")
    here.decide(dossier, f"{DAY} 15:00")
    dossier.refresh_from_db()
    assert dossier.service_level == "full"
    assert verification.verify().clean


def test_sent_the_day_before_it_takes_the_level_of_the_day_it_is_received(here: World) -> None:
    dossier = here.submit(f"{BEFORE} 16:00")
    assert dossier.service_level == "full"
    clock.set_to(worlds.moment(f"{DAY} 08:00"))
    event = actions.accept(dossier_id=dossier.pk, by=here.by(here.clerk))
    assert (event.act, event.service_level) == (Act.RECEIVE, "partial")


def test_carried_in_it_keeps_the_level_of_its_first_reception(here: World) -> None:
    clock.set_to(worlds.moment(f"{DAY} 09:00"))
    dossier = actions.carry_in(
        application=here.application(),
        by=here.by(None),
        number="H55-240617-0001",
        received_at=worlds.moment(f"{BEFORE} 08:00"),
        due_at=None,
    )
    assert dossier.service_level == "full"


def test_received_again_with_another_procedure_it_takes_the_level_of_the_first_moment(
    here: World,
) -> None:
    other = worlds.world(worlds.procedure("2.000002"))
    dossier = other.receive(f"{BEFORE} 08:00")
    worlds.Offering.objects.create(
        procedure=here.cases[0].version.procedure,
        agency=other.agency,
        from_on=factories.FOUNDED,
    )
    clock.set_to(worlds.moment(f"{DAY} 10:00"))
    papers = here.application().papers
    event = actions.receive_again(
        dossier_id=dossier.pk,
        by=other.by(other.clerk),
        case=here.cases[0],
        papers=papers,
        text="Nhầm thủ tục",
    )
    assert event.service_level == "full"
    assert event.procedure_id == here.cases[0].version.procedure_id
