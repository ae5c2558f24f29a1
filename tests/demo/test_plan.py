"""The plan of the story, before anything is played: pure enough to be looked at without a ledger."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.db import transaction

from motcua.base import clock
from motcua.demo import founding, invented, places, present, quarter, years
from motcua.demo.lives import Life
from motcua.demo.menu import Menu
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.rules import deadline, identities
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Channel, Verdict
from motcua.rules.limits import Wait

# The mark only makes the database; what is read there is read once, below.
pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 9)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> tuple[Menu, WorkingCalendar]:
    """The catalogue and the calendar, read once and kept; nothing stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        founding.found(at=clock.at(places.FOUNDED, 6), last_year=TODAY.year)
        with agencies.held_calendars():
            province = Agency.objects.get(code=places.PROVINCE)
            read = Menu(), agencies.working_calendar(province.pk)
        transaction.set_rollback(True)
    return read


def received(lives: list[Life], verbs: set[str]) -> Counter[Channel]:
    """How many dossiers enter the books in the quarter by one of these verbs, by channel."""
    return Counter(
        life.channel
        for life in lives
        for step in life.steps
        if step.verb in verbs and quarter.FROM_ON <= step.at.date() <= quarter.TO_ON
    )


def test_the_quarter_has_the_figures_of_the_published_report(world):
    planned = quarter.plan(*world, scale=1)
    for mine, figures in (
        ([life for life in planned if life.place == places.CHI_LANG], quarter.DISTRICT),
        ([life for life in planned if life.place != places.CHI_LANG], quarter.COMMUNES),
    ):
        entered = received(mine, {"receive", "accept"})
        assert entered[Channel.ONLINE] == figures.online
        assert entered[Channel.COUNTER] + entered[Channel.POST] == figures.other
        settled = sum(received(mine, {"decide", "deny"}).values())
        assert settled == figures.early + figures.on_time
        assert figures.online + figures.other + figures.opening - settled == figures.pending
        verdicts = Counter(verdict(life, world[1]) for life in mine)
        assert verdicts[Verdict.EARLY] == figures.early
        assert verdicts[Verdict.ON_TIME] == figures.on_time
        assert not verdicts[Verdict.LATE]
    assert (quarter.DISTRICT.early, quarter.DISTRICT.on_time) == (483, 623)
    assert (quarter.COMMUNES.early, quarter.COMMUNES.on_time) == (5060, 3598)


def verdict(life: Life, calendar: WorkingCalendar) -> Verdict | None:
    """How the form judges a life that is settled in the quarter, read from its steps alone."""
    at = {step.verb: step.at for step in life.steps}
    ended_at = at.get("decide") or at.get("deny")
    if ended_at is None or not quarter.FROM_ON <= ended_at.date() <= quarter.TO_ON:
        return None
    carried = {step.verb: step.said for step in life.steps}.get("carry_in")
    if carried:
        due_at = datetime.fromisoformat(carried["due_at"])
    else:
        waits = []
        if "supplement" in at:
            waits.append(
                Wait(at["request_supplement"], at["supplement"], restarts=life.choice.restarts)
            )
        received_at = at.get("accept") or at["receive"]
        limit = life.choice.limits[life.channel]
        due_at = deadline.due(received_at=received_at, limit=limit, calendar=calendar, waits=waits)
    return deadline.for_report(ended_at.date(), due_at.date())


def test_what_happens_to_a_dossier_happens_in_its_order(world):
    planned = quarter.plan(*world, scale=0.05)
    planned += years.plan(*world, rate=0.3, until=clock.at(TODAY))
    planned += present.plan(*world, days=[TODAY])
    for life in planned:
        moments = [step.at for step in life.steps]
        assert moments == sorted(set(moments)), life


def test_the_story_is_the_same_every_time_and_a_longer_one_begins_like_a_shorter(world):
    assert quarter.plan(*world, scale=0.02) == quarter.plan(*world, scale=0.02)
    shorter = years.plan(*world, rate=0.1, until=clock.at(date(2025, 1, 10)))
    longer = years.plan(*world, rate=0.1, until=clock.at(TODAY))
    assert longer[: len(shorter)] == shorter
    assert len(longer) > len(shorter)


def test_every_life_has_an_owner_of_its_own_by_whom_it_is_found_again(world):
    planned = quarter.plan(*world, scale=0.05) + present.plan(*world, days=[TODAY])
    values = []
    for life in planned:
        owner = invented.owner(
            life.serial, place_name="UBND xã Chi Lăng", organisation=life.choice.for_organisations
        )
        assert not identities.problems(owner.identity_kind, owner.identity_value)
        assert invented.serial_of(owner.identity_value) == life.serial
        values.append(owner.identity_value)
    assert len(set(values)) == len(values)


def test_a_real_number_is_nobodys_of_the_story():
    assert invented.serial_of("020090000123") is None
    assert invented.serial_of("001090123456") is None
    assert invented.serial_of("4900123456") is None


@pytest.mark.parametrize("day", [TODAY, date(2026, 9, 12), date(2026, 9, 2)])
def test_every_day_has_work_also_a_day_off(world, day):
    planned = present.plan(*world, days=[day])
    assert {present.day_of(life.serial) for life in planned} == {day}
    verbs = {
        step.verb for life in planned for step in life.steps if step.at <= clock.at(day, 8, 30)
    }
    assert {"submit", "accept_hand_over", "request_supplement", "return_with_result"} <= verbs
    assert {"decide", "hand_to_leader", "apologise"} <= verbs
    begun_today = [
        step
        for life in planned
        for step in life.steps
        if step.at.date() == day and step.verb in {"receive", "accept"} and step.at.hour < 8
    ]
    assert begun_today
