"""Trang buổi sáng: what runs late in one's own agency and those below, each with a reminder in one step."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once, revisions
from motcua.dossiers.access import NotAllowed
from motcua.dossiers.queries import alarms
from motcua.dossiers.queries.alarms import Group
from motcua.notices import actions as notices
from motcua.notices.actions import nudging
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import lines, morning_rows, morning_words

PAGE = 25
#: How many rows of an alarm the first look shows.
FIRST = 8
_ROLES = (Role.LEADER, Role.CONTROLLER)
_LONGEST_REFERENCE = 200


@guard.allow(*_ROLES)
@require_GET
def morning(request: guard.OfficerRequest) -> HttpResponse:
    """Show the four alarms; one of them whole when the address names it."""
    at = clock.now()
    with revisions.held():
        reach = access.reach([request.desk], Permission.OVERSEE)
        sections = morning_rows.sections(reach, at, reader_id=request.user.pk)
        wanted = request.GET.get("muc", "")
        whole = next((one for one in sections if one.key == wanted), None)
        page = Paginator(whole.rows, PAGE).get_page(request.GET.get("trang")) if whole else None
        shown = {
            "at": at,
            "sections": sections,
            "whole": whole,
            "page": page,
            "first": FIRST,
            "quiet": not any(one.rows for one in sections),
            "below": len(reach) > 1,
            "gives": request.desk.role == Role.LEADER,
            "agency": request.desk.agency_name,
        }
        return render(request, "workspace/morning.html", shown)


@guard.allow(*_ROLES)
@require_GET
def behind(request: guard.OfficerRequest, word: str) -> HttpResponse:
    """Show the dossiers one row counts."""
    at = clock.now()
    group = _group(request, word, at)
    page = Paginator(alarms.behind(group, at), PAGE).get_page(request.GET.get("trang"))
    shown = {
        "at": at,
        "name": str(morning_words.NAMES[group.alarm]),
        "section": morning_words.KEYS[group.alarm],
        "page": page,
        "lines": lines.of(page.object_list, at=at),
    }
    return render(request, "workspace/morning_behind.html", shown)


@guard.allow(*_ROLES)
@require_POST
def remind(request: guard.OfficerRequest) -> HttpResponse:
    """Remind whoever answers for a row, once a day."""
    at = clock.now()
    group = _group(request, request.POST.get("nhom", ""), at)

    def act() -> str:
        told = notices.remind(group=group, by=request.user, posting=request.desk, at=at)
        return ", ".join(one.account.full_name for one in told)[:_LONGEST_REFERENCE]

    try:
        key = request.POST.get("once", "")
        done = once.run(key=key, account_id=request.user.pk, at=at, action=act)
    except tuple(_REFUSALS) as refused:
        messages.warning(request, str(_REFUSALS[type(refused)]()))
    else:
        messages.success(request, _("Đã nhắc %(names)s.") % {"names": done.reference})
    address = reverse("workspace:morning")
    section = morning_words.KEYS[group.alarm]
    whole = f"?muc={section}" if request.POST.get("ca-muc") else f"#{section}"
    return redirect(f"{address}{whole}")


_REFUSALS: dict[type[Exception], Callable[[], str]] = {
    notices.RemindedToday: lambda: _("Hôm nay đã nhắc việc này rồi; ngày mai có thể nhắc lại."),
    notices.NobodyToRemind: lambda: _(
        "Chưa có ai khác phụ trách các hồ sơ này để nhắc. Hãy mở danh sách và phân công."
    ),
    nudging.NothingLate: lambda: _("Các hồ sơ này vừa được xử lý xong; không còn gì để nhắc."),
    NotAllowed: lambda: _("Vị trí công tác hiện tại không theo dõi đơn vị này."),
    once.BadKey: lambda: _("Trang đã mở quá lâu. Hãy bấm nhắc lại lần nữa."),
}


def _group(request: guard.OfficerRequest, word: str, at: datetime) -> Group:
    """Return the row an address or a form names, of an agency one oversees."""
    group = morning_rows.parsed(word, at)
    reach = access.reach([request.desk], Permission.OVERSEE)
    if group is None or group.desk_id not in reach:
        raise Http404
    return group


routes = [
    path("buoi-sang/", morning, name="morning"),
    path("buoi-sang/nhac/", remind, name="morning_remind"),
    path("buoi-sang/ho-so/<path:word>/", behind, name="morning_behind"),
]
