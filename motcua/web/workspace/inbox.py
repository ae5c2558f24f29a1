"""Việc cần xử lý: what this officer has to do, the most urgent first, with a preview beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import lines, queues

PAGE = 25


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
    at = clock.now()
    found = _queues(request)
    chosen = request.GET.get("muc", "")
    if chosen not in found:
        chosen = next((key for key in ("cua-toi", "cho-nhan") if found[key].exists()), "cua-toi")
    urgency = queues.Urgency(agency_id=request.desk.agency_id, at=at)
    shown_queue = urgency.of_kind(found[chosen], request.GET.get("loai", ""))
    page = Paginator(shown_queue, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "at": at,
        "tabs": _tabs(found, chosen),
        "chosen": chosen,
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "by_group": chosen in ("cua-toi", "don-vi"),
        "tallies": _tallies(request, found[chosen], urgency, chosen) if chosen != "da-xong" else (),
        "agency": request.desk.agency_name,
    }
    template = "workspace/_inbox_list.html" if _is_fragment(request) else "workspace/inbox.html"
    return render(request, template, shown)


def _is_fragment(request: guard.OfficerRequest) -> bool:
    return request.headers.get("HX-Target") == "danh-sach"


def _queues(request: guard.OfficerRequest) -> dict[str, QuerySet[Dossier]]:
    account_id, desk = request.user.pk, request.desk
    return {
        "cua-toi": queues.held(account_id, desk),
        "cho-nhan": queues.offered(account_id, desk),
        "don-vi": queues.of_agency(desk),
        "da-xong": queues.ended(account_id, desk),
    }


def _tabs(found: dict[str, QuerySet[Dossier]], chosen: str) -> Sequence[Tab]:
    names = {
        "cua-toi": _("Của tôi"),
        "cho-nhan": _("Chờ nhận bàn giao"),
        "don-vi": _("Cả đơn vị"),
        "da-xong": _("Đã xong, chờ trả"),
    }
    return [
        Tab(key, name, found[key].count(), key == chosen, urgent=key == "cho-nhan")
        for key, name in names.items()
    ]


def _tallies(
    request: guard.OfficerRequest, queue: QuerySet[Dossier], urgency: queues.Urgency, chosen: str
) -> Sequence[Tally]:
    """Count a queue by urgency; each figure opens what it counts."""
    found = queue.order_by().aggregate(**urgency.counts())
    rest = found["total"] - found["late"] - found["near"] - found["waiting"]
    kinds = (
        ("qua-han", "late", _("quá hạn"), found["late"]),
        ("sap-han", "near", _("đến hạn hôm nay hoặc ngày làm việc tiếp theo"), found["near"]),
        ("con-han", "in-time", _("còn thời hạn"), rest),
        ("dang-cho", "waiting", _("đang chờ người nộp"), found["waiting"]),
    )
    kind = request.GET.get("loai", "")
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
