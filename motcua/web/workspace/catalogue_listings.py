"""Niêm yết: what each agency has still to show the public, and a board of who has not confirmed."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock
from motcua.catalog.actions import listings as actions
from motcua.catalog.models import Listing, ProcedureVersion
from motcua.catalog.queries import listings
from motcua.catalog.queries.listings import Change, Standing, Waiting
from motcua.organizations import access, queries
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.rules.calendar import WorkingCalendar
from motcua.web.shared import guard, wording
from motcua.web.shared.time_left import TimeLeft, Tone
from motcua.web.workspace import admin_acts, catalogue_drafts
from motcua.web.workspace.admin_acts import DayField

PAGE = 50
#: From here on the rest of the time is said to be short.
_NEAR_DAYS = 2
_LAST = 10
WORDS = {
    Change.NEW: gettext_lazy("Mới"),
    Change.AMENDED: gettext_lazy("Sửa đổi, bổ sung"),
    Change.REMOVED: gettext_lazy("Bãi bỏ, thôi giải quyết"),
}


@dataclass(frozen=True)
class Row:
    """One change as shown."""

    waiting: Waiting
    version: ProcedureVersion | None
    left: TimeLeft
    change: str


@dataclass(frozen=True)
class BoardRow:
    """One agency on the board."""

    agency: Agency
    standing: Standing


class ListedForm(forms.Form):
    """On which day it was put up."""

    ngay = DayField(label=gettext_lazy("Ngày niêm yết"))


def time_left(due_on: date, today: date, calendar: WorkingCalendar) -> TimeLeft:
    """Say how many working days are left, or over."""
    if due_on < today:
        days = calendar.working_days_between(due_on, today)
        return TimeLeft(Tone.LATE, _("quá hạn %(days)d ngày làm việc") % {"days": days})
    days = calendar.working_days_between(today, due_on)
    if not days:
        return TimeLeft(Tone.NEAR, _("hạn hôm nay"))
    tone = Tone.NEAR if days <= _NEAR_DAYS else Tone.IN_TIME
    return TimeLeft(tone, _("còn %(days)d ngày làm việc") % {"days": days})


@guard.allow(Role.CLERK, Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def own(request: guard.OfficerRequest) -> HttpResponse:
    """Show what this agency has to put up or take down, and confirm it."""
    found = Agency.objects.get(pk=request.desk.agency_id)
    form = ListedForm(request.POST or None, initial={"ngay": clock.today()})
    done = admin_acts.carry_out(request, form, lambda: _confirmed(request, found, form))
    if done is None:
        return _page(request, found, form)
    said = _("Đã xác nhận niêm yết %(number)s thủ tục.")
    messages.success(request, said % {"number": wording.number(int(done.reference))})
    return redirect("workspace:listing")


def _confirmed(request: guard.OfficerRequest, found: Agency, form: ListedForm) -> int:
    everything = "tat_ca" in request.POST
    return actions.confirm(
        agency=found,
        marks=[] if everything else request.POST.getlist("chon"),
        seen=request.POST.get("seen", "") if everything else "",
        posted_on=form.cleaned_data["ngay"],
        on=clock.today(),
        by=request.user,
        at=clock.now(),
    )


@guard.allow(Role.CONTROLLER)
@require_GET
def of_agency(request: guard.OfficerRequest, agency_id: int) -> HttpResponse:
    """Show the controller what one agency has not confirmed."""
    found = get_object_or_404(Agency, pk=agency_id)
    if not guard.may(request, Permission.MANAGE_CATALOG, found.pk):
        return guard.refuse(request)
    return _page(request, found, None)


def _page(request: guard.OfficerRequest, found: Agency, form: ListedForm | None) -> HttpResponse:
    today = clock.today()
    waiting = listings.waiting(found.pk, today)
    kind = next((one for one in Change if one.value == request.GET.get("loai")), None)
    chosen = [one for one in waiting if kind is None or one.change is kind]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("trang"))
    here = list(page.object_list)
    versions = listings.versions_of(here)
    calendar = queries.working_calendar(found.pk)
    shown = {
        "agency": found,
        "rows": [
            Row(
                one,
                versions.get(one.procedure_id),
                time_left(one.due_on, today, calendar),
                str(WORDS[one.change]),
            )
            for one in here
        ],
        "page": page,
        "seen": listings.seen(waiting),
        "total": len(waiting),
        "kind": kind,
        "kinds": [(one, WORDS[one], sum(w.change is one for w in waiting)) for one in Change],
        "form": form,
        "last": Listing.objects.filter(agency=found)
        .select_related("by", "version", "procedure")
        .order_by("-pk")[:_LAST],
        "tab": "niem-yet",
        "keeps": catalogue_drafts.may(request),
        "oversees": request.desk.role == Role.CONTROLLER,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "workspace/catalogue_listing.html", shown, status=status)


@guard.allow(Role.CONTROLLER)
@require_GET
def board(request: guard.OfficerRequest) -> HttpResponse:
    """Show how far each agency has come, the late ones first."""
    reach = access.reach([request.desk], Permission.MANAGE_CATALOG)
    today = clock.today()
    open_now = [one for one in queries.agencies_open(today) if one.pk in reach]
    standings = listings.standings([one.pk for one in open_now], today)
    rows = [BoardRow(one, standings[one.pk]) for one in open_now]
    only = request.GET.get("muc", "")
    shown_rows = [row for row in rows if _wanted(row.standing, only)]
    shown_rows.sort(key=lambda row: (-row.standing.overdue, -row.standing.waiting))
    shown = {
        "page": Paginator(shown_rows, PAGE).get_page(request.GET.get("trang")),
        "only": only,
        "tallies": [
            ("", _("Mọi cơ quan"), len(rows)),
            ("qua-han", _("Có thủ tục quá hạn"), sum(bool(r.standing.overdue) for r in rows)),
            ("cho", _("Còn chờ xác nhận"), sum(bool(r.standing.waiting) for r in rows)),
            ("xong", _("Đã xác nhận hết"), sum(not r.standing.waiting for r in rows)),
        ],
        "board_url": reverse("workspace:listing_board"),
        "keeps": catalogue_drafts.may(request),
        "tab": "niem-yet",
    }
    return render(request, "workspace/catalogue_board.html", shown)


def _wanted(standing: Standing, only: str) -> bool:
    match only:
        case "qua-han":
            return standing.overdue > 0
        case "cho":
            return standing.waiting > 0
        case "xong":
            return standing.waiting == 0
        case _:
            return True


routes = [
    path("danh-muc/niem-yet/", own, name="listing"),
    path("danh-muc/niem-yet/bang/", board, name="listing_board"),
    path("danh-muc/niem-yet/<int:agency_id>/", of_agency, name="listing_of"),
]
