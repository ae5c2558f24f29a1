"""Many officers at once: one wins, numbers never repeat, and the books verify afterwards."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, connections

from motcua.base import clock
from motcua.dossiers import actions, verification
from motcua.dossiers.actions import By
from motcua.dossiers.actions.core import Stale
from motcua.dossiers.models import Dossier, DossierEvent, DossierNumber
from motcua.organizations.models import Role
from motcua.rules import lifecycle
from motcua.rules.codes import Status
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")

HANDS = 8
DOSSIERS = 1000


def together(jobs: Iterable[Callable[[], T]]) -> list[T]:
    """Run jobs on eight connections that all begin at the same moment."""
    begin = threading.Barrier(HANDS)

    def share(mine: list[Callable[[], T]]) -> list[T]:
        begin.wait()
        try:
            return [job() for job in mine]
        finally:
            connections.close_all()

    every = list(jobs)
    with ThreadPoolExecutor(HANDS) as pool:
        shares = pool.map(share, [every[n::HANDS] for n in range(HANDS)])
    return [result for part in shares for result in part]


@pytest.fixture
def here() -> World:
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    return worlds.world()


def test_eight_officers_accept_the_same_dossier_and_one_succeeds(here: World) -> None:
    dossier = here.submit("2024-06-17 08:30")
    seen = Dossier.objects.get(pk=dossier.pk).seq
    clerks = [factories.officer(here.agency, Role.CLERK) for _ in range(HANDS)]
    clock.set_to(worlds.moment("2024-06-17 09:00"))

    def accept(clerk) -> Callable[[], str]:
        def act() -> str:
            by = By(officer=clerk, at=clock.now(), seen=seen)
            try:
                actions.accept(dossier_id=dossier.pk, by=by)
            except Stale as late:
                # The loser is shown the dossier as it is now.
                return f"stale, now {late.dossier.status}"
            return "accepted"

        return act

    assert Counter(together(map(accept, clerks))) == {
        "accepted": 1,
        f"stale, now {Status.RECEIVED}": HANDS - 1,
    }
    assert DossierEvent.objects.filter(dossier=dossier, act="receive").count() == 1
    assert DossierNumber.objects.filter(dossier=dossier, kind="own").count() == 1


def test_without_a_page_seen_the_lifecycle_itself_lets_only_one_receive(here: World) -> None:
    dossier = here.submit("2024-06-17 08:30")
    clock.set_to(worlds.moment("2024-06-17 09:00"))

    def act() -> str:
        try:
            actions.accept(dossier_id=dossier.pk, by=By(officer=here.clerk, at=clock.now()))
        except lifecycle.Unlawful:
            return "unlawful"
        return "accepted"

    assert Counter(together([act] * HANDS)) == {"accepted": 1, "unlawful": HANDS - 1}


def test_eight_officers_are_offered_a_dossier_and_one_takes_it(here: World) -> None:
    dossier = here.receive("2024-06-17 08:30")
    officers = [factories.account() for _ in range(HANDS)]
    for officer in officers:
        factories.assignment(officer, here.post)
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=here.post)

    def take(officer) -> Callable[[], int]:
        def act() -> int:
            by = By(officer=officer, at=clock.now())
            try:
                actions.accept_hand_over(dossier_id=dossier.pk, by=by)
            except actions.handling.NothingOffered:
                return 0
            return officer.pk

        return act

    winners = [pk for pk in together(map(take, officers)) if pk]
    assert winners == [Dossier.objects.get(pk=dossier.pk).holder_id]


def test_a_thousand_dossiers_over_eight_connections_have_a_thousand_numbers(here: World) -> None:
    clock.set_to(worlds.moment("2024-06-17 09:00"))
    application = here.application()

    def receive() -> str | None:
        by = By(officer=here.clerk, at=clock.now())
        return actions.receive(application=application, by=by).number

    numbers = together([receive] * DOSSIERS)

    assert len(set(numbers)) == DOSSIERS
    assert set(numbers) == set(
        DossierNumber.objects.filter(kind="own").values_list("value", flat=True)
    )
    assert verification.verify().clean


def test_days_are_sealed_while_eight_hands_record_and_nothing_slips_between(here: World) -> None:
    """Sealing waits for every recording under way: a sealed day never gets another event."""
    for minute in range(40):
        here.receive(f"2024-06-17 09:{minute:02d}")
    clock.set_to(worlds.moment("2024-06-18 08:00"))

    def seal() -> int:
        return len(actions.seal_past_days())

    def receive() -> int:
        actions.receive(application=here.application(), by=By(officer=here.clerk, at=clock.now()))
        return 0

    sealed = together([receive, receive, receive, seal] * 20)
    clock.set_to(worlds.moment("2024-06-19 08:00"))
    actions.seal_past_days()

    assert sum(sealed) == 1
    report = verification.verify()
    assert report.findings == ()
    assert (report.events, report.days) == (100, 2)


def test_the_database_itself_refuses_a_second_event_in_the_same_place(here: World) -> None:
    dossier = here.receive("2024-06-17 08:30")
    event = DossierEvent.objects.get(dossier=dossier)
    event.pk = None
    with pytest.raises(Exception, match="event_place_in_history"), connection.cursor():
        event.save(force_insert=True)
