"""Numbers of a desk and day: drawn in order, called once, booked times first when they have come."""

from datetime import datetime

import pytest

from motcua.base import clock
from motcua.dossiers import access
from motcua.dossiers.actions import tickets
from motcua.dossiers.models import Appointment, Ticket, TicketState
from motcua.dossiers.queries import tickets as queries
from motcua.organizations.models import Desk, Role
from motcua.people.models import Account
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db
PLACE = "Quầy 1"


@pytest.fixture
def here() -> World:
    made = worlds.world()
    clock.set_to(worlds.moment("2026-11-16 08:00"))
    return made


def draw(here: World, at_desk: Desk | None = None) -> Ticket:
    desk_id = at_desk.pk if at_desk else None
    return tickets.draw(agency_id=here.agency.pk, desk_id=desk_id, by=here.by(here.clerk))


def call(here: World, officer: Account | None = None) -> Ticket:
    return tickets.call_next(
        agency_id=here.agency.pk, desk_id=None, by=here.by(officer or here.clerk), place=PLACE
    )


def book(here: World, moment: str) -> Appointment:
    return tickets.book(
        agency_id=here.agency.pk,
        desk_id=None,
        at=worlds.moment(moment),
        name="Nguyễn Thị Bích",
        phone="0912345678",
        by=here.by(here.clerk),
    )


def free(here: World, day: str) -> list[datetime]:
    slots = queries.free_slots(here.agency.pk, None, worlds.on(day), at=clock.now())
    return [moment for moment, _left in slots]


def test_numbers_begin_anew_each_day_and_at_each_desk(here: World) -> None:
    desk = factories.desk(here.agency)
    first = [draw(here).number, draw(here).number, draw(here, desk).number]
    clock.set_to(worlds.moment("2026-11-17 08:00"))

    assert first == [1, 2, 1]
    assert draw(here).number == 1


def test_numbers_are_called_in_their_order_to_a_place(here: World) -> None:
    draw(here)
    draw(here)
    other = factories.officer(here.agency, Role.CLERK)
    assert [call(here).number, call(here, other).number] == [1, 2]
    with pytest.raises(tickets.NobodyWaits):
        call(here)
    shown = queries.called(here.agency.pk, None, at=clock.now())

    assert [(one.number, one.place) for one in shown] == [(2, PLACE), (1, PLACE)]


def test_calling_the_next_one_serves_the_one_before_and_nobody_elses(here: World) -> None:
    for _turn in range(3):
        draw(here)
    other = factories.officer(here.agency, Role.CLERK)
    first, second = call(here), call(here, other)
    call(here)
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.state, second.state) == (TicketState.SERVED, TicketState.CALLED)


def test_who_does_not_come_is_called_again_and_then_passed_over(here: World) -> None:
    draw(here)
    draw(here)
    first = call(here)
    clock.set_to(worlds.moment("2026-11-16 08:05"))
    tickets.call_again(ticket_id=first.pk, by=here.by(here.clerk))
    tickets.finish(ticket_id=first.pk, by=here.by(here.clerk), absent=True)
    first.refresh_from_db()
    with pytest.raises(tickets.TicketOver):
        tickets.finish(ticket_id=first.pk, by=here.by(here.clerk))

    assert first.state == TicketState.ABSENT
    assert clock.local(first.called_at) == worlds.moment("2026-11-16 08:05")
    assert call(here).number == 2


def test_another_officers_number_is_not_finished_and_no_call_is_without_a_place(
    here: World,
) -> None:
    draw(here)
    ticket = call(here)
    other = factories.officer(here.agency, Role.CLERK)
    with pytest.raises(tickets.TicketOver):
        tickets.finish(ticket_id=ticket.pk, by=here.by(other))
    with pytest.raises(tickets.NoPlace):
        tickets.call_next(agency_id=here.agency.pk, desk_id=None, by=here.by(here.clerk), place=" ")


def test_only_the_counter_of_the_agency_draws(here: World) -> None:
    for officer in (here.officer, factories.officer(factories.agency(), Role.CLERK)):
        with pytest.raises(access.NotAllowed):
            tickets.draw(agency_id=here.agency.pk, desk_id=None, by=here.by(officer))


def test_a_booked_time_is_called_when_it_has_come_and_not_before(here: World) -> None:
    booked = book(here, "2026-11-16 08:30")
    draw(here)
    draw(here)
    tickets.arrive(appointment_id=booked.pk, by=here.by(here.clerk))
    assert call(here).number == 1
    clock.set_to(worlds.moment("2026-11-16 08:31"))

    assert call(here).number == 3


def test_times_lie_within_opening_hours_ahead_and_have_few_places(here: World) -> None:
    open_times = free(here, "2026-11-16")
    assert worlds.moment("2026-11-16 08:00") not in open_times
    assert worlds.moment("2026-11-16 08:30") in open_times
    assert free(here, "2026-11-15") == []
    for _turn in range(queries.PLACES):
        book(here, "2026-11-16 08:30")
    for taken in ("2026-11-16 08:30", "2026-11-16 07:30", "2026-11-15 09:00", "2026-11-16 08:40"):
        with pytest.raises(tickets.SlotTaken):
            book(here, taken)


def test_a_time_given_up_is_free_again(here: World) -> None:
    booked = [book(here, "2026-11-17 09:00") for _turn in range(queries.PLACES)]
    tickets.cancel(appointment_id=booked[0].pk, by=here.by(here.clerk))
    with pytest.raises(tickets.ArrivedOrGone):
        tickets.arrive(appointment_id=booked[0].pk, by=here.by(here.clerk))

    assert book(here, "2026-11-17 09:00").pk
