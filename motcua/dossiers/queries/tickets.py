"""Questions about a counter's numbers: who is called, who waits, which times can still be booked."""

from datetime import date, datetime, timedelta

from django.db.models import Case, F, QuerySet, When

from motcua.base import clock
from motcua.dossiers.models import Appointment, Ticket, TicketState
from motcua.organizations import queries as agencies
from motcua.people.models import Account

#: A booked time is so long, and so many people may book the same one.
SLOT = timedelta(minutes=30)
PLACES = 2
_SHOWN = 6


def of_day(agency_id: int, desk_id: int | None, on: date) -> QuerySet[Ticket]:
    """Return the numbers drawn at a desk on a day."""
    return Ticket.objects.filter(agency=agency_id, desk=desk_id, on=on)


def waiting(agency_id: int, desk_id: int | None, *, at: datetime) -> QuerySet[Ticket]:
    """Return who waits, in the order of calling: booked times that have come, then by number."""
    rows = of_day(agency_id, desk_id, clock.local(at).date()).filter(state=TicketState.WAITING)
    due = Case(When(booked_for__lte=at, then="booked_for"))
    return rows.alias(due=due).order_by(F("due").asc(nulls_last=True), "number")


def called(agency_id: int, desk_id: int | None, *, at: datetime) -> QuerySet[Ticket]:
    """Return the numbers on the screen, the latest call first."""
    rows = of_day(agency_id, desk_id, clock.local(at).date()).filter(state=TicketState.CALLED)
    return rows.order_by("-called_at", "-pk")[:_SHOWN]


def mine(officer: Account, agency_id: int, desk_id: int | None, *, at: datetime) -> Ticket | None:
    """Return the number this officer has called and not finished."""
    rows = of_day(agency_id, desk_id, clock.local(at).date())
    return rows.filter(state=TicketState.CALLED, called_by=officer).order_by("-called_at").first()


def appointments(agency_id: int, desk_id: int | None, on: date) -> QuerySet[Appointment]:
    """Return the times booked for a day that were not given up, in their order."""
    begins = datetime.combine(on, datetime.min.time(), tzinfo=clock.ZONE)
    rows = Appointment.objects.filter(
        agency=agency_id,
        desk=desk_id,
        at__gte=begins,
        at__lt=begins + timedelta(days=1),
        cancelled_at=None,
    )
    return rows.select_related("ticket").order_by("at", "pk")


def free_slots(
    agency_id: int, desk_id: int | None, on: date, *, at: datetime
) -> list[tuple[datetime, int]]:
    """Return the times of a day that can still be booked, each with how many places it has left."""
    calendar = agencies.working_calendar(agency_id)
    taken: dict[datetime, int] = {}
    for booked in appointments(agency_id, desk_id, on).values_list("at", flat=True):
        taken[clock.local(booked)] = taken.get(clock.local(booked), 0) + 1
    found = []
    for window in calendar.windows_on(on):
        begins = datetime.combine(on, window.opens, tzinfo=clock.ZONE)
        ends = datetime.combine(on, window.closes, tzinfo=clock.ZONE)
        while begins + SLOT <= ends:
            left = PLACES - taken.get(begins, 0)
            if left > 0 and begins > at:
                found.append((begins, left))
            begins += SLOT
    return found
