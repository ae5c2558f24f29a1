"""What lies on whose desk: late, near, waiting, since when."""

from importlib import import_module

import pytest
from django.db import connection

from motcua.base import clock
from motcua.dossiers import actions, loads, verification
from motcua.dossiers.actions import Finish
from motcua.dossiers.models import DeskLoad, Dossier
from motcua.dossiers.queries import load
from motcua.dossiers.queries.load import Hands, Load, Standing
from motcua.rules.codes import TimeUnit
from tests.dossiers import followed
from tests.dossiers import world as worlds
from tests.dossiers.followed import assessed, at, now
from tests.dossiers.world import World, moment, on

pytestmark = pytest.mark.django_db


def _is_late_after(dossier: Dossier) -> str:
    urgent_at = now(dossier).urgent_at
    return f"{clock.local(urgent_at):%Y-%m-%d %H:%M}" if urgent_at else ""


def _whole(here: World) -> Load:
    return load.by_unit([here.agency.pk], clock.now()).get(here.agency.pk, Load())


def test_a_result_due_by_the_day_is_late_when_the_day_is_over() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    assert _is_late_after(dossier) == "2024-06-20 23:59"
    at("2024-06-20 19:00")
    assert _whole(here) == Load(today=1)
    at("2024-06-21 00:00")
    assert _whole(here) == Load(late=1, since=on("2024-06-20"))


def test_a_result_due_by_the_hour_is_late_at_its_hour() -> None:
    here = worlds.world(worlds.procedure(amount=8, unit=TimeUnit.WORKING_HOURS))
    dossier = here.receive("2024-06-17 08:30")
    row = now(dossier)
    assert row.urgent_at == row.due_at
    clock.set_to(row.due_at)
    assert _whole(here) == Load(today=1)


def test_a_step_that_ends_first_is_what_counts() -> None:
    here = followed.a_world()
    dossier = here.receive("2024-06-17 08:30")
    assert _is_late_after(dossier) == "2024-06-17 10:30"
    at("2024-06-17 10:31")
    assert _whole(here) == Load(late=1, since=on("2024-06-17"))
    here.take_on(dossier, "2024-06-17 11:00")
    assert _is_late_after(dossier) == "2024-06-18 17:00"


def test_waiting_for_the_filer_presses_nobody_and_moves_the_moment() -> None:
    here = followed.a_world()
    dossier = assessed(here)
    at("2024-06-17 15:00")
    actions.request_supplement(
        dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu tờ khai"
    )
    assert _is_late_after(dossier) == ""
    assert _whole(here) == Load(waiting=1)
    at("2024-06-19 09:00")
    actions.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    assert _is_late_after(dossier) == "2024-06-20 17:00"
    here.decide(dossier, "2024-06-20 15:00")
    assert (_is_late_after(dossier), _whole(here)) == ("", Load())
    assert not verification.verify().findings


def test_tomorrow_is_the_next_working_day() -> None:
    here = worlds.world()
    here.receive("2024-06-19 08:30")
    at("2024-06-21 15:00")
    assert _whole(here) == Load(following=1)
    at("2024-06-20 15:00")
    assert _whole(here) == Load(later=1)


def test_the_load_is_told_by_person_and_by_step() -> None:
    here = followed.a_world()
    assessed(here)
    second = here.receive("2024-06-17 10:30")
    at("2024-06-17 10:45")
    route_id = now(second).route_id
    desk = here.agency.pk
    by_person = load.by_person([desk], clock.now())
    assert by_person[Hands(desk, here.officer.pk, here.post.pk)] == Load(following=1)
    assert sum(by_person.values(), Load()) == Load(today=1, following=1)
    assert load.by_step([desk], clock.now()) == {
        Standing(desk, route_id, "2"): Load(following=1),
        Standing(desk, route_id, "1"): Load(today=1),
    }


def test_verification_holds_the_moment_against_the_history() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    Dossier.objects.filter(pk=dossier.pk).update(urgent_at=moment("2024-06-25 08:00"))
    (found,) = verification.verify().findings
    assert "thời điểm quá hạn" in found.sentence


def test_the_migration_fills_the_moment_as_the_acts_do() -> None:
    here = followed.a_world()
    hours = worlds.world(worlds.procedure("2.000002", amount=8, unit=TimeUnit.WORKING_HOURS))
    untimed = worlds.world(worlds.procedure("2.000003", amount=None, unit=TimeUnit.NOT_REGULATED))
    for one in (here, here, hours, untimed):
        dossier = one.receive("2024-06-17 08:30")
    waiting = assessed(here)
    actions.request_supplement(
        dossier_id=waiting.pk, by=here.by(here.officer), text="Thiếu tờ khai"
    )
    here.decide(assessed(here), "2024-06-18 15:00")
    here.submit("2024-06-18 15:30")
    at("2024-06-18 16:00")
    signed = assessed(here)
    at("2024-06-18 16:30")
    actions.finish_step(dossier_id=signed.pk, by=here.by(here.officer), finish=Finish())
    kept = dict(Dossier.objects.values_list("pk", "urgent_at"))
    assert kept[dossier.pk] is None
    assert len({moment for moment in kept.values() if moment}) > 2
    Dossier.objects.update(urgent_at=None)
    fill = import_module("motcua.dossiers.migrations.0030_what_is_late_first").FILL
    with connection.cursor() as cursor:
        cursor.execute(fill)
    assert dict(Dossier.objects.values_list("pk", "urgent_at")) == kept


def test_the_sums_are_counted_again_and_named_where_they_differ() -> None:
    here = followed.a_world()
    for _ in range(3):
        assessed(here)
    assert loads.different() == []
    DeskLoad.objects.filter(by_step=True).first().delete()
    assert loads.different() == [here.agency.pk]
    (found,) = verification.verify().findings
    assert here.agency.name in found.subject
    loads.rebuild()
    assert verification.verify().clean


def test_by_night_what_the_day_brought_is_added_up() -> None:
    here = followed.a_world()
    for _ in range(3):
        assessed(here)
    at("2024-06-17 11:30")
    before = (DeskLoad.objects.count(), load.by_person([here.agency.pk], clock.now()))
    at("2024-06-18 00:30")
    actions.seal_past_days()
    at("2024-06-17 11:30")
    assert load.by_person([here.agency.pk], clock.now()) == before[1]
    assert DeskLoad.objects.count() == 2 < before[0]
    assert loads.different() == []


def test_the_migration_fills_the_load_as_the_acts_do() -> None:
    here = followed.a_world()
    waiting = assessed(here)
    actions.request_supplement(dossier_id=waiting.pk, by=here.by(here.officer), text="Thiếu")
    here.decide(assessed(here), "2024-06-18 15:00")
    here.receive("2024-06-18 15:30")
    here.submit("2024-06-18 15:30")
    DeskLoad.objects.all().delete()
    fill = import_module("motcua.dossiers.migrations.0032_load_of_desks").FILL
    with connection.cursor() as cursor:
        cursor.execute(fill)
    assert loads.different() == []


def test_what_is_late_since_this_morning_is_late_and_no_longer_due_today() -> None:
    here = followed.a_world()
    late, due = here.receive("2024-06-17 08:00"), here.receive("2024-06-17 10:00")
    at("2024-06-17 10:30")
    expected = Load(late=1, today=1, since=on("2024-06-17"))
    assert _whole(here) == expected
    counts = load.at_desks([here.agency.pk]).aggregate(
        **load.Horizon.of(here.agency.pk, clock.now()).counts()
    )
    assert load.read(counts) == expected
    assert load.of_unit(here.agency.pk, clock.now(), holder=here.clerk.pk, post=here.post.pk) == (
        expected,
        Load(),
        expected,
    )
    assert now(late).urgent_at < clock.now() < now(due).urgent_at
