"""The dossier's page: who and what, time left, the lawful acts, papers, history, why that date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, journal, middleware, revisions
from motcua.base.models import Verb
from motcua.dossiers import access, queries
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierPaper,
    LateEntryState,
    Participant,
    ParticipantRole,
)
from motcua.dossiers.queries import certified_copies, concluding, results
from motcua.organizations import access as rights
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.people import queries as people
from motcua.rules import explanation
from motcua.rules.codes import IdentityKind, PaperForm, Status, TimeUnit
from motcua.rules.limits import Limit
from motcua.rules.rule_sets import Slip
from motcua.slips import printing
from motcua.slips import queries as slips
from motcua.slips.printing import PaperSize
from motcua.web.shared import guard, labels, wording
from motcua.web.workspace import choices, clocks, lines, route_line, telling

_SUBJECT = "dossiers.dossier"


@dataclass(frozen=True)
class Person:
    """Somebody in a role of the dossier, as this officer may see him."""

    role: str
    name: str
    paper: str
    identity: str
    born_on: Any
    address: str
    phone: str


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
@require_GET
def page(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the whole dossier."""
    with revisions.held():
        dossier = seen(request, dossier_id)
        return render(request, "workspace/dossier.html", shown(request, dossier, at=clock.now()))


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
@require_GET
def preview(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the dossier beside a list; asked for directly, the whole page."""
    if not request.headers.get("HX-Request"):
        return page(request, dossier_id)
    with revisions.held():
        dossier = found(request, dossier_id)
        context = shown(request, dossier, at=clock.now(), masked=True)
        return render(request, "workspace/_dossier_preview.html", context)


def found(request: guard.OfficerRequest, dossier_id: int) -> Dossier:
    """Return the dossier when this officer may see it; otherwise there is no such page."""
    rows = queries.desks.rows().select_related("taken_in_at", "return_at", "case", "procedure")
    dossier = (
        rows.annotate(told_elsewhere=concluding.told_elsewhere()).filter(pk=dossier_id).first()
    )
    today = clock.today()
    if dossier is None or not access.may_see(dossier=dossier, officer=request.user, on=today):
        raise Http404
    return dossier


def overtaken(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the dossier as it is now to somebody who acted on an older page, and who was first."""
    dossier = found(request, dossier_id)
    last = telling.history(queries.history(dossier))[-1]
    context = shown(request, dossier, at=clock.now()) | {"overtaken_by": last}
    return render(request, "workspace/dossier.html", context, status=409)


def seen(request: guard.OfficerRequest, dossier_id: int) -> Dossier:
    """Return the dossier and remember who opened it."""
    dossier = found(request, dossier_id)
    journal.write(
        account_id=request.user.pk,
        verb=Verb.LOOK,
        subject_type=_SUBJECT,
        subject_id=dossier.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    return dossier


def shown(
    request: guard.OfficerRequest, dossier: Dossier, *, at: datetime, masked: bool = False
) -> dict[str, Any]:
    """Return what the page shows of a dossier, and the preview, with its people ``masked``."""
    events = queries.history(dossier)
    papers = DossierPaper.objects.filter(dossier=dossier, removed_seq=None).order_by("order", "pk")
    whole = access.may_see_people(dossier=dossier, postings=request.places.all)
    return {
        "dossier": dossier,
        "status": Status(dossier.status),
        "left": lines.left(dossier, at=at),
        "due_at": lines.due(dossier),
        "due_words": due_words(dossier),
        "clocks": clocks.of(dossier, at=at, events=events),
        "route": route_line.of(dossier, events, at=at),
        "consulted": route_line.consulted(dossier, events, at=at),
        "must_apologise": clocks.must_apologise(dossier, at=at),
        "people": _people(request, dossier, masked=masked),
        "opens_papers": access.may_see_people(dossier=dossier, postings=request.places.all),
        "papers": [(paper, labels.of(PaperForm(paper.form))) for paper in papers],
        "drafted": results.current(dossier),
        "copies": certified_copies.progress(dossier) if certified_copies.serves(dossier) else None,
        "concluded": concluding.concluded(dossier) if _was_concluded(events) else (),
        "source_words": concluding.source_words(dossier)
        if getattr(dossier, "told_elsewhere", True)
        else (),
        "results": [event.result for event in events[::-1] if hasattr(event, "result")],
        "numbers": dossier.numbers.order_by("pk"),
        "history": telling.history(events)[::-1],
        "choices": choices.of(
            dossier=dossier, officer=request.user, on=clock.local(at).date(), events=events
        ),
        "slips": listed(slips.slips_of(dossier, events) if whole else []),
        "control": whole and dossier.received_at is not None,
        "apologies": [event.late_apology for event in events if _owes(event)],
        "late_entries": [
            event.late_entry_of
            for event in events
            if hasattr(event, "late_entry_of") and event.late_entry_of.state == LateEntryState.OPEN
        ],
        "may_answer": rights.may([request.desk], Permission.HANDLE, dossier.agency_id),
    }


def listed(
    found: list[tuple[DossierEvent, Slip, str]],
) -> list[tuple[str, str, str, tuple[PaperSize, ...]]]:
    """Return the slips of a dossier as a page lists them: title, page, PDF, the sizes it may have."""
    return [
        (
            title,
            f"{reverse('workspace:slip_about', args=[event.pk])}?mau={kind.value}",
            f"{reverse('workspace:slip', args=[event.pk])}?mau={kind.value}",
            printing.papers_of(kind),
        )
        for event, kind, title in found
    ]


def _was_concluded(events: Sequence[DossierEvent]) -> bool:
    """Whether an act after which nothing stays open is in the history."""
    return any(event.act in concluding.ENDING for event in events)


def _owes(event: DossierEvent) -> bool:
    """Whether a decision that stands still owes an apology."""
    return (
        hasattr(event, "late_apology")
        and event.late_apology.signed_at is None
        and not hasattr(event, "reversed_by")
    )


def due_words(dossier: Dossier) -> str:
    """Say by when the dossier is to be answered; empty when the law sets no limit."""
    due_at = lines.due(dossier)
    if due_at is None:
        return ""
    if dossier.waiting_since is not None:
        return _("Thời hạn tạm dừng từ %(day)s") % {"day": wording.long_day(dossier.waiting_since)}
    if dossier.status == Status.SUBMITTED:
        return _("Trả lời người nộp trước %(moment)s") % {"moment": wording.moment(due_at)}
    return _("Hạn trả kết quả: %(day)s") % {"day": wording.long_day(due_at)}


def why(dossier: Dossier, *, at: datetime, events: Sequence[DossierEvent] | None = None) -> str:
    """Explain the due date in one sentence from its history; empty before the clock starts."""
    if dossier.clock_started_at is None:
        return ""
    told = explanation.sentence(
        explanation.explain(
            received_at=dossier.clock_started_at,
            limit=Limit(dossier.limit_amount, TimeUnit(dossier.limit_unit)),
            calendar=agencies.working_calendar(dossier.agency_id),
            waits=queries.waits(dossier, now_ended_at=at, events=events),
        )
    )
    if dossier.waiting_since is None:
        return told
    return _("Nếu việc chờ kết thúc hôm nay: %(sentence)s") % {"sentence": told}


def _people(request: guard.OfficerRequest, dossier: Dossier, *, masked: bool) -> list[Person]:
    whole = not masked and access.may_see_people(dossier=dossier, postings=(request.desk,))
    rows = {row.role: row for row in dossier.participants.all()}
    owner = rows.get(ParticipantRole.OWNER)
    submitter = rows.get(ParticipantRole.SUBMITTER)
    if owner and submitter and owner.party_id == submitter.party_id:
        rows.pop(ParticipantRole.SUBMITTER)
    return [
        _person(rows[role], role=str(ParticipantRole(role).label), whole=whole)
        for role in ParticipantRole.values
        if role in rows
    ]


def _person(row: Participant, *, role: str, whole: bool) -> Person:
    kind = labels.of(IdentityKind(row.identity_kind))
    value = row.identity_value if whole else people.mask_identity(row.identity_value)
    return Person(
        role=role,
        name=row.name if whole else lines.masked(row),
        paper=kind if value else "",
        identity=value or row.identity_ground,
        born_on=row.born_on if whole else None,
        address=row.address if whole else "",
        phone=row.phone if whole else "",
    )


routes = [
    path("ho-so/<int:dossier_id>/", page, name="dossier"),
    path("ho-so/<int:dossier_id>/xem-nhanh/", preview, name="preview"),
]
