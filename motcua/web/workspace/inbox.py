"""Việc cần xử lý: what this officer has to do, the most urgent first, with a preview beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, revisions
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import lines, queues

PAGE = 25
#: Queues shown only when something stands in them.
_SELDOM = frozenset({queues.GUESTS, queues.ASKED})


@dataclass(frozen=True)
class Tab:
    """One queue of the page."""

    key: str
    name: str
    number: int
    current: bool
    urgent: bool = False


@dataclass(frozen=True)
class Tally:
    """How many dossiers stand in one tone."""

    tone: str
    words: str
    number: int
    url: str
    current: bool


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def inbox(request: guard.OfficerRequest) -> HttpResponse:
    """Show one queue of the post."""
    template = "workspace/_inbox_list.html" if _is_fragment(request) else "workspace/inbox.html"
    with revisions.held():
        return render(request, template, _shown(request, clock.now()))


def _shown(request: guard.OfficerRequest, at: datetime) -> dict[str, Any]:
    urgency = queues.Urgency(agency_id=request.desk.agency_id, at=at)
    counts = queues.counted(request.user.pk, request.desk, urgency)
    chosen = request.GET.get("muc", "")
    if chosen not in counts:
        waiting = (
            key for key in (queues.HELD, queues.OFFERED, queues.ASKED) if counts[key]["total"]
        )
        chosen = next(waiting, queues.HELD)
    kind = request.GET.get("loai", "")
    plain = chosen in (queues.ENDED, queues.ASKED)
    tallies = () if plain else _tallies(counts[chosen], chosen, kind)
    pages = Paginator(urgency.of_kind(_queues(request)[chosen], kind), PAGE)
    # Counted already: one of the kinds, or the whole queue.
    pages.count = next((t.number for t in tallies if t.current), counts[chosen]["total"])
    page = pages.get_page(request.GET.get("trang"))
    return {
        "at": at,
        "tabs": _tabs(counts, chosen),
        "chosen": chosen,
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "by_group": chosen in (queues.HELD, queues.OF_AGENCY),
        "tallies": tallies,
        "agency": request.desk.agency_name,
    }


def _is_fragment(request: guard.OfficerRequest) -> bool:
    return request.headers.get("HX-Target") == "danh-sach"


def _queues(request: guard.OfficerRequest) -> dict[str, QuerySet[Dossier]]:
    account_id, desk = request.user.pk, request.desk
    return {
        queues.HELD: queues.held(account_id, desk),
        queues.OFFERED: queues.offered(account_id, desk),
        queues.OF_AGENCY: queues.of_agency(desk),
        queues.GUESTS: queues.guests(desk),
        queues.ASKED: queues.asked(desk),
        queues.ENDED: queues.ended(account_id, desk),
    }


def _tabs(counts: Mapping[str, Mapping[str, int]], chosen: str) -> Sequence[Tab]:
    names = {
        queues.HELD: _("Của tôi"),
        queues.OFFERED: _("Chờ nhận bàn giao"),
        queues.OF_AGENCY: _("Cả đơn vị"),
        queues.GUESTS: _("Liên thông đến"),
        queues.ASKED: _("Chờ cho ý kiến"),
        queues.ENDED: _("Đã xong, chờ trả"),
    }
    return [
        Tab(key, name, counts[key]["total"], key == chosen, urgent=key == queues.OFFERED)
        for key, name in names.items()
        if key not in _SELDOM or key == chosen or counts[key]["total"]
    ]


def _tallies(found: Mapping[str, int], chosen: str, kind: str) -> Sequence[Tally]:
    """Show a queue by urgency; each figure opens what it counts."""
    rest = found["total"] - found["late"] - found["near"] - found["waiting"]
    kinds = (
        ("qua-han", "late", _("quá hạn"), found["late"]),
        ("sap-han", "near", _("đến hạn hôm nay hoặc ngày làm việc tiếp theo"), found["near"]),
        ("con-han", "in-time", _("còn thời hạn"), rest),
        ("dang-cho", "waiting", _("đang chờ người nộp"), found["waiting"]),
    )
    return [
        Tally(
            tone=tone,
            words=words,
            number=number,
            url=f"?muc={chosen}" if key == kind else f"?muc={chosen}&loai={key}",
            current=key == kind,
        )
        for key, tone, words, number in kinds
    ]


routes = [path("viec/", inbox, name="inbox")]
