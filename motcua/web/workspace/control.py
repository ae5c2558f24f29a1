"""Sổ kiểm soát: the shelf of an agency's registers, one register with its lines, and a line added."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, once
from motcua.control import access, actions, queries, registers
from motcua.control.models import Entry
from motcua.control.registers.vocabulary import Register
from motcua.documents.actions import Stored
from motcua.documents.refusals import Refused as FileRefused
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency, Role
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.web.shared import guard
from motcua.web.workspace import asked, control_shown, papers, reports_form
from motcua.web.workspace.control_forms import LineForm, OpenForm, SoughtForm

PAGE = 30
ROLES = (Role.LEADER, Role.CONTROLLER)
UNPROCESSABLE = 422


@dataclass(frozen=True)
class Place:
    """Where the page is: a register of an agency, and whether the person writes in it."""

    agency: Agency
    register: Register
    writes: bool

    def url(self, name: str = "control_register") -> str:
        """The address of a page about the register."""
        return f"{reverse(f'workspace:{name}', args=[self.register.code])}?don_vi={self.agency.pk}"

    @property
    def forms(self) -> str:
        """The forms it counts into, each once."""
        return ", ".join(dict.fromkeys(form for form, _cell in self.register.feeds))


@guard.allow(*ROLES)
@require_GET
def shelf(request: guard.OfficerRequest) -> HttpResponse:
    """Show the registers an agency may keep, by part."""
    agency = agency_of(request)
    found = queries.shelf(agency)
    shown = {
        "agency": agency,
        "agencies": reports_form.units(request),
        "parts": [
            (part, list(rows)) for part, rows in groupby(found, lambda one: one.register.part)
        ],
        "writes": access.keeps([request.desk], agency.pk),
    }
    return render(request, "workspace/control.html", shown)


@guard.allow(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show the lines of a register; who keeps it adds one."""
    place = place_of(request, code)
    if request.method != "POST":
        return _page(request, place, LineForm(place.register))
    if not place.writes:
        return guard.refuse(request)
    form = LineForm(place.register, request.POST, request.FILES)
    if form.is_valid() and (
        made := done(request, form, lambda stored: _written(request, place, form, stored))
    ):
        if made.fresh:
            number = Entry.objects.get(pk=int(made.reference)).number
            messages.success(request, _("Đã ghi dòng %(number)d.") % {"number": number})
        return redirect(place.url())
    return _page(request, place, form)


def _written(
    request: guard.OfficerRequest, place: Place, form: LineForm, stored: Stored | None
) -> str:
    made = actions.write(
        register=place.register,
        agency=place.agency,
        said=form.said,
        document=stored,
        by=request.user,
        at=clock.now(),
    )
    return str(made.pk)


def _page(
    request: guard.OfficerRequest,
    place: Place,
    form: LineForm,
    *,
    opening: OpenForm | None = None,
) -> HttpResponse:
    sought = SoughtForm(request.GET if request.GET.keys() & {"tu", "den", "tu_khoa"} else None)
    words = sought.cleaned_data if sought.is_bound and sought.is_valid() else {}
    found = queries.lines(
        place.agency.pk,
        place.register,
        from_on=words.get("tu"),
        to_on=words.get("den"),
        words=words.get("tu_khoa", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    key = (place.agency.pk, place.register.code)
    may_open = access.opens([request.desk], place.agency.pk)
    shown = {
        "place": place,
        "form": form,
        "filters": sought,
        "narrowed": any(words.values()),
        "page": page,
        "lines": control_shown.lines(place.register, list(page.object_list)),
        "kept_from": queries.kept_from([place.agency.pk], [place.register.code]).get(key),
        "opening": (opening or _opening(request, place)) if may_open else None,
    }
    wrong = form.is_bound or (opening is not None and opening.is_bound)
    return render(
        request, "workspace/control_register.html", shown, status=UNPROCESSABLE if wrong else 200
    )


def _opening(request: guard.OfficerRequest, place: Place, data: Any = None) -> OpenForm:  # noqa: ANN401 - Django's own
    first = periods.containing(periods.Kind.QUARTER, clock.today()).window().from_on
    below = place.agency.pk == request.desk.agency_id and bool(_below(request, place.register))
    return OpenForm(data, below=below, initial={"tu_ngay": first})


@guard.allow(*ROLES)
@require_POST
def open_or_close(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Keep a register from a day on, or no more; those below with it where they were meant."""
    place = place_of(request, code)
    if not access.opens([request.desk], place.agency.pk):
        return guard.refuse(request)
    closes = "dong" in request.POST
    form = _opening(request, place, {"tu_ngay": "01/01/2020"} if closes else request.POST)
    if form.is_valid() and done(
        request, form, lambda _stored: _kept(request, place, form, closes=closes)
    ):
        said = _("Đã đóng sổ; số liệu của biểu lại do đơn vị nhập.") if closes else _("Đã mở sổ.")
        messages.success(request, said)
        return redirect(place.url())
    return _page(request, place, LineForm(place.register), opening=form)


def _kept(request: guard.OfficerRequest, place: Place, form: OpenForm, *, closes: bool) -> str:
    agencies = [place.agency]
    if form.cleaned_data.get("cap_duoi"):
        agencies += _below(request, place.register)
    from_on: date | None = None if closes else form.cleaned_data["tu_ngay"]
    made = actions.keep(
        register=place.register, agencies=agencies, from_on=from_on, by=request.user, at=clock.now()
    )
    return str(len(made))


def _below(request: guard.OfficerRequest, held: Register) -> list[Agency]:
    """The agencies below that are open today and of a level that keeps the register."""
    return [
        one
        for one in organizations.agencies_open(clock.today())
        if one.pk in request.desk.below
        and Level(one.level) in held.levels
        and access.opens([request.desk], one.pk)
    ]


def agency_of(request: guard.OfficerRequest) -> Agency:
    """The agency a page is about: the one asked for, or the person's own. Raise Http404."""
    wanted = asked.number(request.GET.get("don_vi", "")) or request.desk.agency_id
    if wanted not in access.readable([request.desk]):
        raise Http404
    return Agency.objects.get(pk=wanted)


def place_of(request: guard.OfficerRequest, code: str) -> Place:
    """The register a page is about. Raise Http404."""
    agency = agency_of(request)
    try:
        held = registers.of(code)
    except KeyError as unknown:
        raise Http404(code) from unknown
    return Place(agency, held, access.keeps([request.desk], agency.pk))


def done(
    request: guard.OfficerRequest,
    form: forms.Form,
    act: Callable[[Stored | None], str],
    *,
    keeps_file: bool = True,
) -> once.Done | None:
    """Store the file that was sent and do the act once; None when it was refused, and the form says why."""
    try:
        sent = request.FILES.get("tep") if keeps_file else None
        stored = papers.stored(sent) if sent else None
        return once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=clock.now(),
            action=lambda: act(stored),
        )
    except FileRefused as refused:
        form.add_error("tep", str(refused))
    except actions.Refused as refused:
        form.add_error(None, str(refused))
    except access.NotAllowed:
        form.add_error(None, _("Vị trí công tác hiện tại không ghi sổ của đơn vị này."))
    except once.BadKey:
        form.add_error(None, _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa."))
    return None


HERE = "so-kiem-soat/"
routes = [
    path(HERE, shelf, name="control"),
    path(f"{HERE}<slug:code>/", register, name="control_register"),
    path(f"{HERE}<slug:code>/mo/", open_or_close, name="control_open"),
]
