"""When an officer moves, no open dossier is left without somebody who answers for it."""

import pytest

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions import moving
from motcua.organizations import access
from motcua.organizations import actions as organizations
from motcua.organizations.models import Assignment, Post, Role
from motcua.people.models import Account
from tests import factories
from tests.dossiers.world import World, moment, on, world

pytestmark = pytest.mark.django_db
DAY = on("2024-06-19")


def moved(here: World, to_post: Post | None, heir: Account | None) -> Assignment | None:
    admin = factories.account()
    clock.set_to(moment("2024-06-19 09:00"))
    return moving.move_officer(
        assignment=here.officer.assignments.get(to_on=None),
        to_post=to_post,
        on=DAY,
        heir=heir,
        by=here.by(admin),
    )


def test_open_dossiers_go_to_the_heir_and_the_old_rights_end() -> None:
    here = world()
    heir = factories.officer(here.agency, Role.OFFICER)
    held, done = here.receive("2024-06-17 08:30"), here.receive("2024-06-17 09:00")
    here.take_on(held, "2024-06-17 10:00")
    here.take_on(done, "2024-06-17 10:30")
    here.decide(done, "2024-06-18 10:00")
    elsewhere = factories.post(factories.agency(), Role.OFFICER)

    assert moved(here, elsewhere, heir) is not None

    held.refresh_from_db()
    done.refresh_from_db()
    assert held.holder_id == heir.pk
    assert done.holder_id == here.officer.pk
    assert [p.agency_id for p in access.postings(here.officer.pk, DAY)] == [elsewhere.agency_id]
    last = held.events.order_by("seq").last()
    assert last is not None
    assert (last.act, last.to_holder_id) == ("assign", heir.pk)


def test_nobody_leaves_an_agency_with_open_dossiers_and_no_heir() -> None:
    here = world()
    held = here.receive("2024-06-17 08:30")
    here.take_on(held, "2024-06-17 10:00")

    with pytest.raises(organizations.OpenDossiersNeedHeir):
        moved(here, None, None)

    held.refresh_from_db()
    assert held.holder_id == here.officer.pk
    assert access.postings(here.officer.pk, DAY) != ()


def test_who_stays_at_the_agency_may_keep_the_dossiers() -> None:
    here = world()
    held = here.receive("2024-06-17 08:30")
    here.take_on(held, "2024-06-17 10:00")

    moved(here, factories.post(here.agency, Role.OFFICER), None)

    held.refresh_from_db()
    assert held.holder_id == here.officer.pk


def test_an_offer_not_yet_answered_goes_to_the_heir_as_an_offer() -> None:
    here = world()
    heir = factories.officer(here.agency, Role.OFFICER)
    offered = here.receive("2024-06-17 08:30")
    dossiers.hand_over(
        dossier_id=offered.pk,
        by=here.by(here.clerk, "2024-06-17 08:30"),
        post=here.post,
        to=here.officer,
    )

    moved(here, None, heir)

    offered.refresh_from_db()
    assert (offered.offered_to_id, offered.holder_id) == (heir.pk, here.clerk.pk)
    assert moment("2024-06-19 09:00") == offered.events.order_by("seq").last().occurred_at
