"""The figures of the rail: what waits, told as the pages count it, and no further than it is shown."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers import actions
from motcua.organizations import access
from motcua.web.shared import rail, tallies
from tests.dossiers import followed
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return followed.a_world()


def waiting(here: World) -> dict[str, int]:
    at = clock.now()
    (desk,) = access.postings(here.officer.pk, at.date())
    return tallies.of(here.officer.pk, desk, at)


def test_the_inbox_counts_what_one_holds_and_what_one_is_offered_once(here: World) -> None:
    assert waiting(here)["inbox"] == 0
    held, given = followed.assessed(here), followed.assessed(here)
    assert held != given
    assert waiting(here)["inbox"] == 2
    followed.at("2024-06-17 14:00")
    # Offered to the post he is at himself: still one of his, not two.
    actions.hand_over(dossier_id=given.pk, by=here.by(here.officer), post=here.post)
    assert waiting(here)["inbox"] == 2


def test_what_waits_for_others_is_counted_as_it_is_listed(client: Client, here: World) -> None:
    dossiers = [followed.assessed(here) for _ in range(4)]
    followed.at("2024-06-17 14:00")
    by = here.by(here.officer)
    actions.hand_over(dossier_id=dossiers[0].pk, by=by, post=here.post)
    actions.request_supplement(dossier_id=dossiers[1].pk, by=by, text="Thiếu tờ khai")
    client.force_login(here.officer)
    page = client.get("/can-bo/viec/?muc=cho-nguoi-khac")
    (tab,) = (tab for tab in page.context["tabs"] if tab.current)
    assert tab.number == len(page.context["lines"]) == 2


def test_a_figure_too_large_for_the_rail_says_so(
    client: Client, here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rail, "MOST", 1)
    client.force_login(here.officer)
    followed.assessed(here)
    assert '<span class="count">1<' in client.get("/can-bo/viec/").content.decode()
    followed.assessed(here)
    assert '<span class="count">1+<' in client.get("/can-bo/viec/").content.decode()
