"""The restatement: by the days things happened, with exactly the events that part it from the books."""

from collections import Counter
from datetime import date

import pytest

from motcua.base import clock
from motcua.dossiers import actions, sums
from motcua.dossiers.actions import By
from motcua.dossiers.models import DossierEvent
from motcua.dossiers.sums import Question
from motcua.organizations.models import AgencyEdge
from motcua.reporting import restated
from motcua.rules import forms, periods, restatement, tallies
from motcua.rules.codes import Act, Level
from motcua.rules.periods import Window
from motcua.rules.restatement import View
from tests import factories
from tests.dossiers import test_random_histories as random_histories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

QUARTER = periods.quarter(2024, 3)
#: What is told under the table only, and moves nothing.
TOLD = {
    "late_entries",
    "refused",
    "returned_to_filer",
    "handed_back",
    "not_regulated",
    "counted_elsewhere",
}


@pytest.fixture
def here() -> World:
    """A unit with one dossier received in the quarter, the books closed after it, and the decision entered late."""
    found = worlds.world()
    dossier = found.receive("2024-09-10 08:00")
    found.take_on(dossier, "2024-09-10 09:00")
    clock.set_to(worlds.moment("2024-09-16 08:00"))
    actions.close_period(
        through=QUARTER.to_on, label="Quý III", by=By(officer=None, at=clock.now())
    )
    actions.decide(
        dossier_id=dossier.pk,
        by=found.by(found.officer, "2024-09-12 08:00"),
        result=worlds.result("2024-09-12 08:00"),
        text="",
    )
    found.receive("2024-09-16 10:00")
    return found


def told(here: World, window: Window = QUARTER, **how) -> restated.Restated:
    return restated.two_six(agency=here.agency, window=window, by="a", **how)


def test_what_was_entered_after_the_closing_is_told_by_the_day_it_happened(here):
    found = told(here)
    assert (found.official.total.c7, found.official.total.c11) == (0, 1)
    assert (found.columns["c7"], found.columns["c11"]) == (1, 0)
    assert {name: number for name, number in found.changes.items() if number} == {
        "c7": 1,
        "c8": 1,
        "c11": -1,
        "c13": -1,
    }


def test_exactly_the_events_between_are_named(here):
    (cause,) = told(here).causes
    assert cause.act is Act.DECIDE
    assert (cause.occurred_on, cause.posted_on) == (date(2024, 9, 12), date(2024, 9, 15))
    assert cause.changes == {"c7": 1, "c8": 1, "c11": -1, "c13": -1}


def test_the_next_period_has_the_same_event_the_other_way(here):
    found = told(here, periods.quarter(2024, 4))
    assert (found.official.total.c6, found.official.total.c7) == (1, 1)
    assert (found.columns["c6"], found.columns["c7"]) == (0, 0)
    assert [cause.act for cause in found.causes] == [Act.DECIDE]


def test_as_of_the_closing_there_is_nothing_to_restate(here):
    found = told(here, as_of=worlds.moment("2024-09-16 07:59"))
    assert found.causes == ()
    assert found.columns == found.official.total.cells()


@pytest.mark.parametrize("seed", [5, 6])
def test_random_histories_are_told_the_same_by_event_and_by_the_books(seed, monkeypatch):
    monkeypatch.setattr(random_histories, "DAYS", 36)
    walk = random_histories.Walk(seed)
    walk.run()
    ids = walk.agency_ids()
    province = factories.agency("Ủy ban nhân dân tỉnh", level=Level.PROVINCE)
    for place in walk.places:
        AgencyEdge.objects.create(parent=province, child=place.agency, from_on=factories.FOUNDED)
    histories: dict[int, list[DossierEvent]] = {}
    for event in DossierEvent.objects.order_by("dossier_id", "seq"):
        histories.setdefault(event.dossier_id, []).append(event)
    named = 0
    for from_on, to_on in walk.windows()[:10]:
        window = Window(from_on, to_on)
        question = Question(agency_ids=ids, from_on=from_on, to_on=to_on)
        wanted = tallies.leaves_of(sums.recount(question).total())
        found = {view: _all(histories, window, ids, view) for view in View}
        assert found[View.POSTED] == {
            leaf: number for leaf, number in wanted.items() if number and leaf not in TOLD
        }
        columns = restatement.columns(found[View.OCCURRED], forms.DEFAULT)
        assert columns["c3"] == columns["c7"] + columns["c11"]
        told = restated.two_six(agency=province, window=window)
        assert told.columns == columns
        named += len(told.causes)
    assert named


def _all(histories, window, ids, view) -> dict[str, int]:
    total: Counter[str] = Counter()
    for events in histories.values():
        history = restated.facts(events)
        for place in range(len(history)):
            total.update(restatement.leaves(history, place, window, ids, view))
    return {leaf: number for leaf, number in total.items() if number}
