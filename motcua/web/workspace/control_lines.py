"""One line of a register: what it says, its document, its history; corrected or struck by who keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock
from motcua.control import access, actions, queries, reading, registers
from motcua.control.models import Entry, Version
from motcua.control.registers.vocabulary import Register
from motcua.documents.actions import Stored
from motcua.web.shared import guard
from motcua.web.workspace import asked, control, control_forms, control_shown, papers
from motcua.web.workspace.control import ROLES, UNPROCESSABLE, Place
from motcua.web.workspace.control_forms import CorrectForm, StrikeForm


@dataclass(frozen=True)
class Told:
    """One version in the history: the version, and what it says otherwise than the one before."""

    version: Version
    changes: Sequence[tuple[str, str, str]]


@guard.allow(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: guard.OfficerRequest, entry_id: int) -> HttpResponse:
    """Show a line and its history; who keeps the register corrects it."""
    entry, place = _found(request, entry_id)
    versions = list(queries.history(entry.pk))
    if request.method != "POST":
        return _page(request, entry, place, versions)
    if not place.writes:
        return guard.refuse(request)
    form = CorrectForm(place.register, request.POST, request.FILES)
    if form.is_valid() and control.done(
        request, form, lambda stored: _corrected(request, entry, place.register, form, stored)
    ):
        messages.success(request, _("Đã đính chính. Bản trước còn trong lịch sử của dòng."))
        return redirect("workspace:control_line", entry.pk)
    return _page(request, entry, place, versions, correcting=form)


def _corrected(
    request: guard.OfficerRequest,
    entry: Entry,
    register: Register,
    form: CorrectForm,
    stored: Stored | None,
) -> str:
    made = actions.correct(
        entry=entry,
        register=register,
        said=form.said,
        reason=form.cleaned_data["ly_do"],
        seen=asked.number(request.POST.get("seen", "")) or 0,
        document=stored,
        by=request.user,
        at=clock.now(),
    )
    return str(made.pk)


@guard.allow(*ROLES)
@require_POST
def strike(request: guard.OfficerRequest, entry_id: int) -> HttpResponse:
    """Strike a line that was a mistake."""
    entry, place = _found(request, entry_id)
    if not place.writes:
        return guard.refuse(request)
    form = StrikeForm(request.POST)
    if form.is_valid() and control.done(
        request, form, lambda _stored: _struck(request, entry, place, form)
    ):
        messages.success(request, _("Đã gạch bỏ dòng. Dòng còn đọc được, không tính vào biểu nữa."))
        return redirect(place.url())
    return _page(request, entry, place, list(queries.history(entry.pk)), striking=form)


def _struck(request: guard.OfficerRequest, entry: Entry, place: Place, form: StrikeForm) -> str:
    made = actions.strike(
        entry=entry,
        register=place.register,
        reason=form.cleaned_data["ly_do"],
        seen=asked.number(request.POST.get("seen", "")) or 0,
        by=request.user,
        at=clock.now(),
    )
    return str(made.pk)


@guard.allow(*ROLES)
@require_GET
def file(request: guard.OfficerRequest, entry_id: int, number: int) -> HttpResponseBase:
    """Hand out the document of a line, as it was with one of its versions."""
    entry, place = _found(request, entry_id)
    version = get_object_or_404(
        Version.objects.select_related("paper__file"), entry=entry, number=number
    )
    if version.paper is None:
        raise Http404
    return papers.handed_out(
        version.paper.file, name=f"{place.register.code}-{entry.number}-{number}"
    )


def _found(request: guard.OfficerRequest, entry_id: int) -> tuple[Entry, Place]:
    entry = get_object_or_404(Entry.objects.select_related("agency"), pk=entry_id)
    if entry.agency_id not in access.readable([request.desk]):
        raise Http404
    writes = access.keeps([request.desk], entry.agency_id)
    return entry, Place(entry.agency, registers.of(entry.register), writes)


def _page(
    request: guard.OfficerRequest,
    entry: Entry,
    place: Place,
    versions: Sequence[Version],
    *,
    correcting: CorrectForm | None = None,
    striking: StrikeForm | None = None,
) -> HttpResponse:
    last = versions[-1]
    register = place.register
    names = reading.agencies_in(register, [last.values])
    acts = place.writes and not last.struck
    sent = correcting or striking
    shown = {
        "entry": entry,
        "place": place,
        "last": last,
        "facts": [pair for pair in reading.tell(register, last.values, names) if pair[1]],
        "history": _history(register, versions),
        "seen": request.POST.get("seen", "") if sent else last.number,
        "form": (correcting or _correcting(register, last)) if acts else None,
        "strike": (striking or StrikeForm()) if acts else None,
        "sent": sent,
    }
    status = UNPROCESSABLE if sent else 200
    return render(request, "workspace/control_line.html", shown, status=status)


def _correcting(register: Register, last: Version) -> CorrectForm:
    return CorrectForm(register, initial=control_forms.initial(register, last.values))


def _history(register: Register, versions: Sequence[Version]) -> list[Told]:
    """The versions, the last one first."""
    before = [None, *versions]
    told = [
        Told(one, control_shown.changes(register, last.values, one.values) if last else ())
        for last, one in zip(before, versions, strict=False)
    ]
    return told[::-1]


routes = [
    path(f"{control.HERE}dong/<int:entry_id>/", line, name="control_line"),
    path(f"{control.HERE}dong/<int:entry_id>/gach/", strike, name="control_strike"),
    path(f"{control.HERE}dong/<int:entry_id>/tep/<int:number>/", file, name="control_file"),
]
