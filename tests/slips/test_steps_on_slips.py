"""The control slip and the hand-over list tell of steps what the history tells."""

import pytest

from motcua.base import clock
from motcua.dossiers import actions
from motcua.dossiers.actions import Finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import effective
from motcua.rules.codes import Verdict
from motcua.slips import handing_list, handovers
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    at("2024-06-17 07:45")
    made = worlds.world(worlds.procedure(amount=6))
    routes.approve(made.cases[0], routes.plain())
    return made


def at(text: str) -> None:
    clock.set_to(worlds.moment(text))


def passed_on(here: World, moment: str) -> Dossier:
    """Received, taken by the officer, and passed on to the leader who signs it at once."""
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 10:00")
    at(moment)
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.leader))
    actions.decide(dossier_id=dossier.pk, by=here.by(here.leader), result=worlds.result(moment))
    return dossier


def verdicts(dossier: Dossier) -> list[Verdict]:
    return [step.verdict for step in handovers.steps(effective(dossier))]


def test_each_hand_over_is_judged_by_its_step_and_not_by_the_dossier(here: World) -> None:
    dossier = passed_on(here, "2024-06-20 09:00")
    assert verdicts(dossier) == [Verdict.EARLY, Verdict.LATE]
    at("2024-06-21 09:00")
    actions.return_result(dossier_id=dossier.pk, by=here.by(here.clerk))
    assert Dossier.objects.get(pk=dossier.pk).verdict_report == "early"
    assert verdicts(dossier) == [Verdict.EARLY, Verdict.LATE, Verdict.EARLY]


def test_the_counter_is_not_late_because_the_citizen_comes_late(here: World) -> None:
    dossier = passed_on(here, "2024-06-18 09:00")
    here.give_back(dossier, "2024-07-18 09:00")
    assert verdicts(dossier) == [Verdict.EARLY, Verdict.EARLY, Verdict.EARLY]


def test_a_step_passed_on_stands_on_the_hand_over_list_once_and_one_kept_does_not(
    here: World,
) -> None:
    dossier = passed_on(here, "2024-06-18 09:00")
    today = worlds.on("2024-06-18")
    (given,) = handing_list.handed(here.officer, today)
    assert (given.dossier_id, given.act) == (dossier.pk, "finish_step")
    assert list(handing_list.handed(here.leader, today)) == []
