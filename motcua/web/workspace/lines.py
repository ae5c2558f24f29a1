"""How a dossier is shown as one line: masked owner, number, procedure, and the time left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.dossiers.models import Dossier, Participant, ParticipantRole
from motcua.dossiers.queries import passages, steps
from motcua.organizations import queries as agencies
from motcua.people import queries as people
from motcua.rules import deadline
from motcua.rules.codes import IdentityKind, Status, TimeUnit, Verdict
from motcua.web.shared import time_left
from motcua.web.shared.time_left import TimeLeft, Tone

_ORGANISATIONS = frozenset({IdentityKind.TAX_CODE, IdentityKind.ENTERPRISE_CODE})


@dataclass(frozen=True)
class Line:
    """One dossier in a list."""

    dossier: Dossier
    owner: str
    left: TimeLeft
    due_at: datetime | None
    url: str
    preview_url: str
    group: str
    step: str = ""
    step_due_at: datetime | None = None
    step_late: bool = False

    @property
    def number(self) -> str:
        """Return the number; a dossier that waits to be received has none yet."""
        return self.dossier.number or ""

    @property
    def procedure(self) -> str:
        """Return the procedure's name."""
        return self.dossier.version.name


def of(dossiers: Iterable[Dossier], *, at: datetime) -> list[Line]:
    """Return the lines of dossiers in their order; each owner is masked."""
    rows = list(dossiers)
    owners = Participant.objects.filter(
        dossier__in=[row.pk for row in rows], role=ParticipantRole.OWNER
    )
    named = {owner.dossier_id: masked(owner) for owner in owners}
    standing = steps.names(rows)
    with agencies.held_calendars():
        return [
            replace(_line(row, named.get(row.pk, ""), at), step=standing.get(row.pk, ""))
            for row in rows
        ]


def masked(person: Participant) -> str:
    """Return the name as a list shows it: an organisation's whole, a person's shortened."""
    if person.identity_kind in _ORGANISATIONS:
        return person.name
    return people.mask_name(person.name)


def due(dossier: Dossier) -> datetime | None:
    """Return the moment that counts now: of reception while submitted, of the result afterwards."""
    if dossier.status == Status.SUBMITTED and dossier.submitted_at:
        calendar = agencies.working_calendar(dossier.taken_in_at_id)
        return deadline.reception_due(dossier.submitted_at, calendar)
    return dossier.due_at


def left(dossier: Dossier, *, at: datetime) -> TimeLeft:
    """Return the time left of a dossier at a moment."""
    status = Status(dossier.status)
    due_at = due(dossier)
    submitted = status is Status.SUBMITTED
    unit = TimeUnit.WORKING_HOURS if submitted else TimeUnit(dossier.limit_unit)
    agency_id = dossier.taken_in_at_id if submitted else dossier.agency_id
    remaining = None
    if due_at and time_left.runs(status):
        calendar = agencies.working_calendar(agency_id)
        remaining = deadline.remaining(now=at, due_at=due_at, calendar=calendar, limit_unit=unit)
    return time_left.of(status=status, remaining=remaining, verdict=Verdict(dossier.verdict_report))


def _line(dossier: Dossier, owner: str, at: datetime) -> Line:
    remaining = left(dossier, at=at)
    due_at = due(dossier)
    return Line(
        dossier=dossier,
        owner=owner,
        left=remaining,
        due_at=None if remaining.tone is Tone.WAITING else due_at,
        group=_group(dossier, remaining, at),
        url=reverse("workspace:dossier", args=[dossier.pk]),
        preview_url=reverse("workspace:preview", args=[dossier.pk]),
        step_due_at=None if remaining.tone is Tone.WAITING else dossier.step_due_at,
        step_late=passages.is_late(dossier, at),
    )


def _group(dossier: Dossier, remaining: TimeLeft, at: datetime) -> str:
    """Name the group of the inbox a dossier stands in: by when its result or its step is late."""
    names = {
        Tone.LATE: _("Quá hạn"),
        Tone.WAITING: _("Chờ người nộp"),
        Tone.UNTIMED: _("Không quy định thời hạn"),
        Tone.ENDED: _("Đã kết thúc"),
    }
    if dossier.urgent_at is None:
        return names.get(remaining.tone, "")
    today, late_on = clock.local(at).date(), clock.local(dossier.urgent_at).date()
    if dossier.urgent_at < at:
        return names[Tone.LATE]
    if late_on <= today:
        return _("Đến hạn hôm nay")
    desk_id = dossier.stay_at_id or dossier.agency_id
    following = agencies.working_calendar(desk_id).next_working_day(today)
    return _("Đến hạn ngày làm việc tiếp theo") if late_on <= following else _("Còn thời hạn")
