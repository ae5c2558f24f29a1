"""Dossiers follow the internal process they were received with."""

import pytest

from motcua.base import clock
from motcua.dossiers import actions, verification
from motcua.dossiers.actions import Finish, core, following
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations.models import Role
from motcua.rules.codes import Act
from tests import factories
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    clock.set_to(worlds.moment("2024-06-17 07:45"))
    made = worlds.world()
    routes.approve(made.cases[0], routes.plain())
    return made


def now(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def last(dossier: Dossier) -> DossierEvent:
    return DossierEvent.objects.filter(dossier=dossier).latest("seq")


def at(text: str) -> None:
    clock.set_to(worlds.moment(text))


def test_an_ordinary_dossier_goes_through_its_steps(here: World) -> None:
    dossier = here.receive("2024-06-17 08:30")
    row = now(dossier)
    assert (row.step, row.step_due_at) == ("1", worlds.moment("2024-06-17 10:30"))
    here.take_on(dossier, "2024-06-17 10:00")
    row = now(dossier)
    assert (row.step, row.holder_id) == ("2", here.officer.pk)
    assert row.step_due_at == worlds.moment("2024-06-18 17:00")
    at("2024-06-18 09:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    row = now(dossier)
    assert (row.step, row.holder_id) == ("3", here.officer.pk)
    assert row.offered_post_id is not None
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.leader))
    assert now(dossier).holder_id == here.leader.pk
    at("2024-06-18 15:00")
    actions.decide(
        dossier_id=dossier.pk, by=here.by(here.leader), result=worlds.result("2024-06-18 15:00")
    )
    assert now(dossier).step == "4"
    here.give_back(dossier, "2024-06-19 09:00")
    row = now(dossier)
    assert (row.step, row.step_due_at, row.route_id is not None) == ("", None, True)
    assert not verification.verify().findings
