"""A leader's word: to whoever answers, once a day, moving nothing."""

from importlib import import_module

import pytest
from django.db import connection

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.access import NotAllowed
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import alarms
from motcua.dossiers.queries.alarms import Alarm, Group
from motcua.notices import actions, queries
from motcua.notices.actions.nudging import NothingLate
from motcua.notices.models import Notice
from motcua.organizations import access
from motcua.organizations.access import Posting
from motcua.organizations.models import Role
from tests import factories
from tests.dossiers import followed, routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return worlds.world(worlds.procedure(amount=2))


def late(here: World, number: int = 1) -> Dossier:
    for _ in range(number):
        dossier = here.receive("2024-06-17 08:00")
        here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(moment("2024-06-20 08:00"))
    return followed.now(dossier)


def posting(account) -> Posting:
    return access.postings(account.pk, clock.today())[0]


def only(alarm: Alarm, here: World) -> Group:
    (group,) = alarms.groups(alarm, [here.agency.pk], clock.now())
    return group


def remind(here: World, group: Group) -> list[Notice]:
    return actions.remind(group=group, by=here.leader, posting=posting(here.leader), at=clock.now())


def test_the_owner_is_reminded_once_of_all_he_is_late_with(here: World) -> None:
    late(here, 3)
    (notice,) = remind(here, only(Alarm.LATE, here))
    assert (notice.account, notice.number, notice.by) == (here.officer, 3, here.leader)
    assert clock.local(notice.since) == moment("2024-06-19 23:59").replace(
        second=59, microsecond=999999
    )
    assert list(queries.unread(here.officer.pk, clock.now())) == [notice]


def test_a_reminder_moves_nothing(here: World) -> None:
    dossier = late(here)
    before = Dossier.objects.filter(pk=dossier.pk).values().get()
    (notice,) = remind(here, only(Alarm.LATE, here))
    assert notice.dossier == dossier
    assert Dossier.objects.filter(pk=dossier.pk).values().get() == before


def test_the_same_is_said_once_a_day_whoever_says_it(here: World) -> None:
    late(here)
    group = only(Alarm.LATE, here)
    remind(here, group)
    with pytest.raises(actions.RemindedToday):
        remind(here, group)
    told = queries.reminded_today([here.agency.pk], clock.now())
    assert queries.was_reminded(group, told)
    clock.set_to(moment("2024-06-21 08:00"))
    assert not queries.was_reminded(group, queries.reminded_today([here.agency.pk], clock.now()))
    assert remind(here, only(Alarm.LATE, here))


def test_what_was_told_of_a_step_by_its_route_is_known_by_its_name(here: World) -> None:
    routes.approve(
        here.cases[0], [*routes.plain()[:3], routes.step("4", "return 2 giờ", name="Bước 2")]
    )
    late(here)
    group = only(Alarm.LATE, here)
    assert group.step_name == "Bước 2"
    (told,) = remind(here, group)
    route_id = Dossier.objects.values_list("route_id", flat=True).get()
    Notice.objects.filter(pk=told.pk).update(route=route_id, step="2")
    told.pk, told.route_id, told.step = None, route_id, "4"
    told.save()
    with connection.cursor() as cursor:
        cursor.execute(
            import_module("motcua.notices.migrations.0003_of_a_step_by_its_name").BY_NAME
        )
    assert set(Notice.objects.values_list("route_id", "step")) == {
        (route_id, group.step),
        (route_id, "4"),
    }
    assert queries.was_reminded(group, queries.reminded_today([here.agency.pk], clock.now()))


def test_a_reminder_of_a_step_is_about_its_name_in_every_route() -> None:
    here = worlds.world(worlds.procedure(amount=2), worlds.procedure("2.000002", amount=2))
    for case in here.cases:
        routes.approve(case, routes.plain())
        here.take_on(here.receive("2024-06-17 08:00", case=case), "2024-06-17 09:00")
    clock.set_to(moment("2024-06-20 08:00"))
    group = only(Alarm.LATE, here)
    (notice,) = remind(here, group)
    assert (notice.number, notice.step, notice.route_id) == (2, group.step, None)
    with pytest.raises(actions.RemindedToday):
        remind(here, group)


def test_what_nobody_has_received_is_told_to_every_clerk_of_the_desk(here: World) -> None:
    second = factories.officer(here.agency, Role.CLERK)
    here.submit("2024-06-17 08:00")
    clock.set_to(moment("2024-06-20 08:00"))
    group = only(Alarm.UNANSWERED, here)
    assert {notice.account for notice in remind(here, group)} == {here.clerk, second}
    assert queries.was_reminded(group, queries.reminded_today([here.agency.pk], clock.now()))


def test_what_lies_with_the_leader_alone_is_not_told_to_himself(here: World) -> None:
    dossier = late(here)
    post = here.leader.assignments.get().post
    dossiers.assign(dossier_id=dossier.pk, by=here.by(here.leader), to=here.leader, post=post)
    with pytest.raises(actions.NobodyToRemind):
        remind(here, only(Alarm.LATE, here))


def test_what_was_done_meanwhile_is_not_reminded_of(here: World) -> None:
    dossier = late(here)
    group = only(Alarm.LATE, here)
    here.decide(dossier, "2024-06-20 08:30")
    with pytest.raises(NothingLate):
        remind(here, group)


def test_only_who_oversees_the_agency_reminds(here: World) -> None:
    late(here)
    other = worlds.world(worlds.procedure("2.000002"))
    group = only(Alarm.LATE, here)
    for stranger in (here.officer, other.leader):
        with pytest.raises(NotAllowed):
            actions.remind(group=group, by=stranger, posting=posting(stranger), at=clock.now())
