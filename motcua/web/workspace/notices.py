"""Nhắc việc: what this officer was told and what of it still holds; read, and what is not read yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once
from motcua.dossiers.queries.alarms import Alarm
from motcua.notices import actions, queries
from motcua.notices.models import OF_REPORT, Notice, NoticeKind
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import alarms, notice_words

PAGE = 25
_ROLES = (Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
_LATE = frozenset(
    {NoticeKind.STEP_DUE, NoticeKind.DOSSIER_DUE, NoticeKind.MISSED, NoticeKind.REPORT_DUE}
)


@dataclass(frozen=True)
class Line:
    """One thing told: a sentence, the dossier it is about, and where to go on."""

    notice: Notice
    words: str
    url: str
    tone: str
    #: In whose place it is read here; empty for what one was told oneself.
    absent: str
    read_at: datetime | None


@guard.allow(*_ROLES)
@require_GET
def notices(request: guard.OfficerRequest) -> HttpResponse:
    """Show what is not read yet, or everything of the last weeks that still holds."""
    at = clock.now()
    every = queries.of_person(request.user.pk, at)
    unread = queries.unread(request.user.pk, at)
    whole = request.GET.get("muc") == "tat-ca"
    page = Paginator(every if whole else unread, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "at": at,
        "whole": whole,
        "unread_count": unread.count(),
        "every_count": every.count(),
        "page": page,
        "lines": [_line(notice, request.user.pk) for notice in page.object_list],
        "days": queries.SHOWN.days,
    }
    return render(request, "workspace/notices.html", shown)


@guard.allow(*_ROLES)
@require_POST
def read(request: guard.OfficerRequest, notice_id: int) -> HttpResponse:
    """Note that one notice was read, then go where it leads or back to the list."""
    at = clock.now()
    told = queries.told_to(request.user.pk, at)
    notice = Notice.objects.select_related("dossier").filter(told, pk=notice_id).first()
    if notice is None:
        raise Http404
    done = _done(
        request, lambda: str(actions.read(notice_id=notice_id, by=request.user, at=at).pk), at
    )
    if done and "mo" in request.POST:
        return redirect(_url(notice))
    return redirect("workspace:notices")


@guard.allow(*_ROLES)
@require_POST
def read_all(request: guard.OfficerRequest) -> HttpResponse:
    """Note that everything was read."""
    at = clock.now()
    _done(request, lambda: str(actions.read_all(by=request.user, at=at)), at)
    return redirect("workspace:notices")


def _done(request: guard.OfficerRequest, action: Callable[[], str], at: datetime) -> bool:
    """Do it once; False, and a word of it, when the form carries no key of ours."""
    key = request.POST.get("once", "")
    try:
        once.run(key=key, account_id=request.user.pk, at=at, action=action)
    except once.BadKey:
        messages.warning(request, _("Trang đã mở quá lâu. Hãy bấm lại lần nữa."))
        return False
    return True


def _line(notice: Notice, reader_id: int) -> Line:
    kind = NoticeKind(notice.kind)
    late = kind in _LATE or notice.alarm not in ("", Alarm.NEAR)
    mine = notice.account_id == reader_id
    return Line(
        notice=notice,
        words=notice_words.sentence(notice, reader_id=reader_id),
        url=_url(notice),
        tone="late" if late else "near",
        absent="" if mine else notice.account.full_name,
        read_at=getattr(notice, "seen_at", None),
    )


def _url(notice: Notice) -> str:
    """Return where one goes on: the dossier, or the list where several stand."""
    if notice.dossier_id is not None:
        return reverse("workspace:dossier", args=[notice.dossier_id])
    if notice.kind in OF_REPORT:
        return reverse("workspace:campaigns")
    if notice.alarm == Alarm.UNANSWERED:
        return f"{reverse('workspace:alarms')}?muc={alarms.UNANSWERED}"
    if notice.alarm == Alarm.KEPT:
        return f"{reverse('workspace:alarms')}?muc={alarms.KEPT}"
    kind = "sap-han" if notice.alarm == Alarm.NEAR else "qua-han"
    return f"{reverse('workspace:inbox')}?muc=cua-toi&loai={kind}"


routes = [
    path("nhac-viec/", notices, name="notices"),
    path("nhac-viec/doc-het/", read_all, name="notices_read"),
    path("nhac-viec/<int:notice_id>/", read, name="notice_read"),
]
