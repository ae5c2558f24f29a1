"""Cảnh báo tiếp nhận: what was to be answered within 8 working hours, and handed over the same day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, revisions
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import alarms
from motcua.organizations import access
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules import deadline
from motcua.rules.codes import TimeUnit
from motcua.web.shared import guard, time_left
from motcua.web.workspace import lines

PAGE = 25
UNANSWERED, KEPT = "chua-tra-loi", "chua-chuyen"
_QUEUES = {
    UNANSWERED: alarms.unanswered,
    "tra-loi-hom-nay": alarms.to_answer_today,
    KEPT: alarms.kept,
    "chuyen-hom-nay": alarms.to_hand_over_today,
}
_TO_HAND_OVER = (KEPT, "chuyen-hom-nay")


@dataclass(frozen=True)
class Tally:
    """One queue: how many stand in it."""

    key: str
    tone: str
    words: str
    number: int
    current: bool


@guard.allow(Role.CLERK, Role.LEADER, Role.CONTROLLER)
@require_GET
def alarm(request: guard.OfficerRequest) -> HttpResponse:
    """Show one queue; the first that holds anything while none is asked for."""
    with revisions.held():
        return render(request, "workspace/alarms.html", _shown(request, clock.now()))


def _shown(request: guard.OfficerRequest, at: datetime) -> dict[str, object]:
    here = _answers_for(request)
    found = {key: queue(here, at) for key, queue in _QUEUES.items()}
    counts = {key: queue.count() for key, queue in found.items()}
    filled = (key for key, number in counts.items() if number)
    wanted = request.GET.get("muc", "")
    chosen = wanted if wanted in found else next(filled, UNANSWERED)
    pages = Paginator(found[chosen], PAGE)
    pages.count = counts[chosen]
    page = pages.get_page(request.GET.get("trang"))
    return {
        "at": at,
        "tallies": _tallies(counts, chosen),
        "page": page,
        "lines": _lines(list(page.object_list), chosen, at),
        "quiet": not any(counts.values()),
    }


def _answers_for(request: guard.OfficerRequest) -> list[int]:
    """Return the agencies whose reception concerns this post: those below who oversees, else its own."""
    below = access.reach([request.desk], Permission.OVERSEE)
    return sorted(below) or [request.desk.agency_id]


def _tallies(counts: dict[str, int], chosen: str) -> Sequence[Tally]:
    named = {
        UNANSWERED: ("late", _("quá 8 giờ làm việc chưa trả lời")),
        "tra-loi-hom-nay": ("near", _("phải trả lời trong hôm nay")),
        KEPT: ("late", _("tiếp nhận chưa chuyển đúng ngày")),
        "chuyen-hom-nay": ("near", _("phải chuyển trong hôm nay")),
    }
    return [
        Tally(key, tone, words, counts[key], key == chosen) for key, (tone, words) in named.items()
    ]


def _lines(found: Sequence[Dossier], chosen: str, at: datetime) -> list[lines.Line]:
    shown = lines.of(found, at=at)
    if chosen not in _TO_HAND_OVER:
        return shown
    with agencies.held_calendars():
        return [_to_hand_over(line, at) for line in shown]


def _to_hand_over(line: lines.Line, at: datetime) -> lines.Line:
    """Show by when the dossier is to be handed over, instead of by when its result is due."""
    dossier = line.dossier
    if dossier.received_at is None:
        return line
    calendar = agencies.working_calendar(dossier.taken_in_at_id)
    due_at = deadline.hand_over_due(dossier.received_at, calendar)
    remaining = deadline.remaining(
        now=at, due_at=due_at, calendar=calendar, limit_unit=TimeUnit.WORKING_HOURS
    )
    return replace(line, left=time_left.running(remaining), due_at=due_at, step="")


routes = [path("canh-bao/", alarm, name="alarms")]
