"""Numbers at a counter: drawn, called to a place, finished; and times booked beforehand.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 13 và Nghị định 118/2025/NĐ-CP, Điều 8 (certainty: medium: a one-stop
desk has numbers in order; who booked a time is called at that time).
"""

from datetime import datetime

from django.db import connection, transaction

from motcua.base import clock
from motcua.dossiers import access
from motcua.dossiers.actions import numbering
from motcua.dossiers.actions.core import By
from motcua.dossiers.models import Appointment, Ticket, TicketState
from motcua.dossiers.queries import tickets as queries
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.people.models import Account
from motcua.rules.codes import Act

#: Two people who book the last place of a time do so one after the other.
_BOOKING_LOCK = "SELECT pg_advisory_xact_lock(hashtext('motcua.appointments'), %s)"


class NobodyWaits(Exception):
    """No number is left to be called."""


class NoPlace(Exception):
    """A call must say to which place."""


class TicketOver(Exception):
    """The number was finished already, or belongs to somebody else."""


class SlotTaken(Exception):
    """The time cannot be booked: it is full, has passed, or the office is closed."""


class ArrivedOrGone(Exception):
    """The appointment has its number already, or was given up."""


@transaction.atomic
def draw(
    *, agency_id: int, desk_id: int | None, by: By, booked_for: datetime | None = None
) -> Ticket:
    """Draw the next number of the desk and day."""
    _require(by, agency_id)
    on = clock.local(by.at).date()
    serial = numbering.next_serial(f"ticket:{agency_id}:{desk_id or 0}:{on:%y%m%d}")
    return Ticket.objects.create(
        agency_id=agency_id,
        desk_id=desk_id,
        on=on,
        number=serial,
        booked_for=booked_for,
        taken_at=by.at,
    )


@transaction.atomic
def call_next(*, agency_id: int, desk_id: int | None, by: By, place: str) -> Ticket:
    """Call whoever is next to a place; whom this officer had called before is served.

    Raise NobodyWaits, NoPlace, access.NotAllowed. Two officers never call the same number.
    """
    officer = _require(by, agency_id)
    if not place.strip():
        raise NoPlace(agency_id)
    had = queries.mine(officer, agency_id, desk_id, at=by.at)
    ordered = queries.waiting(agency_id, desk_id, at=by.at)
    found = ordered.select_for_update(skip_locked=True).first()
    if found is None:
        raise NobodyWaits(agency_id)
    if had is not None:
        _end(had, TicketState.SERVED, by)
    found.state = TicketState.CALLED
    found.called_at = by.at
    found.called_by = officer
    found.place = place.strip()[:40]
    found.save(update_fields=["state", "called_at", "called_by", "place"])
    return found


@transaction.atomic
def call_again(*, ticket_id: int, by: By) -> Ticket:
    """Call a number once more: it is on top of the screen again. Raise TicketOver."""
    ticket = _called(ticket_id, by)
    ticket.called_at = by.at
    ticket.save(update_fields=["called_at"])
    return ticket


@transaction.atomic
def finish(*, ticket_id: int, by: By, absent: bool = False) -> Ticket:
    """The person was served, or did not come when called. Raise TicketOver."""
    ticket = _called(ticket_id, by)
    return _end(ticket, TicketState.ABSENT if absent else TicketState.SERVED, by)


@transaction.atomic
def book(
    *, agency_id: int, desk_id: int | None, at: datetime, name: str, phone: str, by: By
) -> Appointment:
    """Book a time for somebody. Raise SlotTaken when it is full, past, or outside the opening hours."""
    officer = _require(by, agency_id)
    with connection.cursor() as cursor:
        cursor.execute(_BOOKING_LOCK, [agency_id])
    free = queries.free_slots(agency_id, desk_id, clock.local(at).date(), at=by.at)
    if at not in {moment for moment, _left in free}:
        raise SlotTaken(at)
    return Appointment.objects.create(
        agency_id=agency_id,
        desk_id=desk_id,
        at=at,
        name=" ".join(name.split()),
        phone=phone.strip(),
        made_by=officer,
        made_at=by.at,
    )


@transaction.atomic
def arrive(*, appointment_id: int, by: By) -> Ticket:
    """Who booked has come: he gets a number that is called at his time. Raise ArrivedOrGone."""
    booked = _booked(appointment_id, by)
    ticket = draw(agency_id=booked.agency_id, desk_id=booked.desk_id, by=by, booked_for=booked.at)
    booked.ticket = ticket
    booked.save(update_fields=["ticket"])
    return ticket


@transaction.atomic
def cancel(*, appointment_id: int, by: By) -> Appointment:
    """The time was given up; somebody else may have it. Raise ArrivedOrGone."""
    booked = _booked(appointment_id, by)
    booked.cancelled_at = by.at
    booked.save(update_fields=["cancelled_at"])
    return booked


def _require(by: By, agency_id: int) -> Account:
    """Return the officer, who must work at the counter of the agency."""
    officer = by.officer
    if officer is None:
        raise access.NotAllowed(Act.RECEIVE)
    if not rights.may(rights.postings(officer.pk, by.rights_on), Permission.RECEIVE, agency_id):
        raise access.NotAllowed(Act.RECEIVE)
    return officer


def _called(ticket_id: int, by: By) -> Ticket:
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket_id)
    officer = _require(by, ticket.agency_id)
    if ticket.state != TicketState.CALLED or ticket.called_by_id != officer.pk:
        raise TicketOver(ticket)
    return ticket


def _booked(appointment_id: int, by: By) -> Appointment:
    booked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
    _require(by, booked.agency_id)
    if booked.cancelled_at is not None or booked.ticket_id is not None:
        raise ArrivedOrGone(booked)
    return booked


def _end(ticket: Ticket, state: TicketState, by: By) -> Ticket:
    ticket.state = state
    ticket.ended_at = by.at
    ticket.save(update_fields=["state", "ended_at"])
    return ticket
