"""Chờ tiếp nhận trực tuyến: what was filed online, by the 8 working hours it must be answered in."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.dossiers import queries
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import lines, queues

PAGE = 25


@guard.allow(Role.CLERK)
@require_GET
def submissions(request: guard.OfficerRequest) -> HttpResponse:
    """Show what waits to be received, or what was sent back to its filer."""
    at = clock.now()
    waiting = queries.queue([request.desk.agency_id])
    returned = queues.sent_back(request.desk)
    back = request.GET.get("muc") == "da-yeu-cau"
    page = Paginator(returned if back else waiting, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "at": at,
        "back": back,
        "waiting_count": waiting.count(),
        "returned_count": returned.count(),
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "agency": request.desk.agency_name,
    }
    return render(request, "workspace/submissions.html", shown)


routes = [path("cho-tiep-nhan/", submissions, name="submissions")]
