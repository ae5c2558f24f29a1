"""Liên hệ nhận kết quả: whom to call today, who will come when, what is to be posted, what is on its way."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.dossiers.models import CallOutcome
from motcua.dossiers.queries import contacts
from motcua.dossiers.queries.contacts import Waiting
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import lines

PAGE = 25
_NAMES = {
    Waiting.TO_CALL: _("Cần gọi"),
    Waiting.COMING: _("Đã báo, chờ đến"),
    Waiting.TO_POST: _("Cần gửi bưu chính"),
    Waiting.UNDER_WAY: _("Đang trên đường bưu chính"),
    Waiting.WRONG: _("Sai số điện thoại"),
}


@guard.allow(Role.CLERK)
@require_GET
def people(request: guard.OfficerRequest) -> HttpResponse:
    """Show the results that wait, by what they wait for; a telephone number is on the result's own page."""
    at, here = clock.now(), [request.desk.agency_id]
    asked = request.GET.get("muc", "")
    why = Waiting(asked) if asked in set(Waiting) else Waiting.TO_CALL
    page = Paginator(contacts.waiting(here, why, at=at), PAGE).get_page(request.GET.get("trang"))
    counts = contacts.counted(here, at=at)
    rows = list(page.object_list)
    shown = {
        "tabs": [
            {"key": one.value, "name": name, "number": counts[one], "current": one is why}
            for one, name in _NAMES.items()
        ],
        "name": _NAMES[why],
        "page": page,
        "rows": [
            (line, _said(row.last_outcome), row)
            for line, row in zip(lines.of(rows, at=at), rows, strict=True)
        ],
    }
    return render(request, "workspace/contacts.html", shown)


def _said(outcome: str) -> str:
    return str(CallOutcome(outcome).label) if outcome else ""


routes = [path("lien-he/", people, name="contacts")]
