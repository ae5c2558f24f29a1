"""A dossier that follows a plain route of four steps, brought to one of them."""

from motcua.base import clock
from motcua.dossiers import actions
from motcua.dossiers.actions import Finish
from motcua.dossiers.models import Dossier
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World


def a_world() -> World:
    """A commune whose procedure has a plain route and six working days."""
    at("2024-06-17 07:45")
    made = worlds.world(worlds.procedure(amount=6))
    routes.approve(made.cases[0], routes.plain())
    return made


def at(text: str) -> None:
    """Stop the clock."""
    clock.set_to(worlds.moment(text))


def now(dossier: Dossier) -> Dossier:
    """The dossier as its row is now."""
    return Dossier.objects.get(pk=dossier.pk)


def assessed(here: World) -> Dossier:
    """Received on Monday and in the officer's hands."""
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 10:00")
    return dossier


def to_sign(here: World) -> Dossier:
    """Assessed, and taken by the leader."""
    dossier = assessed(here)
    at("2024-06-18 09:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.leader))
    return dossier
