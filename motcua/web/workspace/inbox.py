"""Việc cần xử lý: what this officer has to do, the most urgent first, with a preview beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, revisions
from motcua.dossiers.models import Delegation
from motcua.dossiers.queries import delegations
from motcua.dossiers.queries.load import Horizon, Load
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import lines, queues

PAGE = 25
#: Queues shown only when something stands in them.
_SELDOM = frozenset({queues.GUESTS, queues.AWAY, queues.ASKED, queues.OF_OTHERS})
#: Queues shown under headings by urgency, and those whose moments are not this desk's to keep.
_GROUPED = frozenset({queues.HELD, queues.STOOD_FOR, queues.AT_POST, queues.OF_AGENCY})
_UNTIMED = frozenset({queues.AWAY, queues.ASKED, queues.OF_OTHERS, queues.ENDED})


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
    found = queues.of_post(request.user.pk, request.desk, at)
    counts = queues.counted(found, request.user.pk, request.desk, at)
    chosen = _chosen(request.GET.get("muc", ""), counts)
    kind = request.GET.get("loai", "")
    tallies = _tallies(counts[chosen], chosen, kind) if chosen not in _UNTIMED else ()
    horizon = Horizon.of(request.desk.agency_id, at)
    rows = queues.of_kind(queues.listed(found[chosen], chosen), kind if tallies else "", horizon)
    pages = Paginator(rows, PAGE)
    # Counted already: one of the kinds, or the whole queue.
    pages.count = next((t.number for t in tallies if t.current), _number(counts[chosen], kind))
    page = pages.get_page(request.GET.get("trang"))
    return {
        "at": at,
        "tabs": _tabs(counts, chosen),
        "chosen": chosen,
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "by_group": chosen in _GROUPED,
        "tallies": tallies,
        "agency": request.desk.agency_name,
        "absences": _absences(request, at),
    }


def _absences(request: guard.OfficerRequest, at: datetime) -> Sequence[Delegation]:
    """Return the delegations of today in which the officer is one of the two: both see them."""
    mine = delegations.of_officer(request.desk.agency_id, request.user.pk)
    return list(mine.filter(delegations.in_force(clock.local(at).date())))


def _chosen(wanted: str, counts: Mapping[str, Load]) -> str:
    """Return the queue an address names; else the first that holds anything of the officer's own."""
    if wanted in counts:
        return wanted
    waiting = (key for key in (queues.HELD, queues.OFFERED, queues.ASKED) if counts[key].total)
    return next(waiting, queues.HELD)


def _number(found: Load, kind: str) -> int:
    """Count the whole, or the two kinds that are near."""
    return found.near if kind == "sap-han" else found.total


def _is_fragment(request: guard.OfficerRequest) -> bool:
    return request.headers.get("HX-Target") == "danh-sach"


def _tabs(counts: Mapping[str, Load], chosen: str) -> Sequence[Tab]:
    names = {
        queues.HELD: _("Của tôi"),
        queues.OFFERED: _("Chờ nhận bàn giao"),
        queues.OF_OTHERS: _("Chờ người khác"),
        queues.STOOD_FOR: _("Xử lý thay"),
        queues.AT_POST: _("Vị trí của tôi"),
        queues.OF_AGENCY: _("Cả đơn vị"),
        queues.GUESTS: _("Liên thông đến"),
        queues.AWAY: _("Đang ở đơn vị khác"),
        queues.ASKED: _("Chờ cho ý kiến"),
        queues.ENDED: _("Đã xong, chờ trả"),
    }
    needless = {key for key in _SELDOM if not counts[key].total}
    if counts[queues.AT_POST].total <= counts[queues.HELD].total:
        # Nobody else is at the post: its queue is the officer's own.
        needless.add(queues.AT_POST)
    return [
        Tab(key, name, counts[key].total, key == chosen, urgent=key == queues.OFFERED)
        for key, name in names.items()
        if key in counts and (key not in needless or key == chosen)
    ]


def _tallies(found: Load, chosen: str, kind: str) -> Sequence[Tally]:
    """Show a queue by urgency; each figure opens what it counts."""
    kinds = (
        ("qua-han", "late", _("quá hạn hồ sơ hoặc bước"), found.late),
        ("hom-nay", "near", _("đến hạn hôm nay"), found.today),
        ("ngay-mai", "near", _("đến hạn ngày làm việc tiếp theo"), found.following),
        ("con-han", "in-time", _("còn thời hạn"), found.later),
        ("dang-cho", "waiting", _("đang chờ người nộp"), found.waiting),
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
