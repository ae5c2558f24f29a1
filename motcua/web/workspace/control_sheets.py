"""A register as a workbook: the empty one, the lines as they stand, and a sheet taken in."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.control import actions, queries, reading, sheets
from motcua.control.actions import Problem
from motcua.web.shared import guard, wording
from motcua.web.workspace import control
from motcua.web.workspace.control import ROLES, UNPROCESSABLE, Place
from motcua.web.workspace.control_forms import SheetForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: More than a sheet of ours may be, so that one that is too large is told so.
_MOST_READ = 5 * 1024**2


@guard.allow(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Take a sheet in, whole or not at all; what is wrong is named row by row."""
    place = control.place_of(request, code)
    if not place.writes:
        return guard.refuse(request)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    problems: Sequence[Problem] = ()
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile = form.cleaned_data["tep"]
        content = sent.read(_MOST_READ)
        try:
            made = control.done(
                request, form, lambda _stored: _imported(request, place, content), keeps_file=False
            )
        except actions.Faulty as faulty:
            problems = faulty.problems
            form.add_error(
                "tep", _("Tệp có chỗ sai; chưa ghi dòng nào. Các dòng sai được nêu ở dưới.")
            )
        except sheets.NotASheet as odd:
            form.add_error("tep", str(odd))
        else:
            if made:
                added, there = made.reference.split("/")
                messages.success(request, _said(int(added), int(there)))
                return redirect(place.url())
    shown = {"place": place, "form": form, "problems": problems}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "workspace/control_import.html", shown, status=status)


def _imported(request: guard.OfficerRequest, place: Place, content: bytes) -> str:
    made = actions.import_lines(
        register=place.register,
        agency=place.agency,
        content=content,
        by=request.user,
        at=clock.now(),
    )
    return f"{made.added}/{made.there}"


def _said(added: int, there: int) -> str:
    told = _("Đã ghi %(added)s dòng.") % {"added": wording.number(added)}
    if there:
        told += " " + _("%(there)s dòng đã có trong sổ, không ghi lại.") % {
            "there": wording.number(there)
        }
    return told


@guard.allow(*ROLES)
@require_GET
def template(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Give the empty sheet to fill in."""
    place = control.place_of(request, code)
    return _file(sheets.template(place.register), f"mau-{code}")


@guard.allow(*ROLES)
@require_GET
def export(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Hand out every line of a register as it stands; who took it is written down."""
    place = control.place_of(request, code)
    lines = list(queries.lines(place.agency.pk, place.register).order_by("entry__number"))
    names = reading.agencies_in(place.register, [one.values for one in lines])
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="organizations.agency",
        subject_id=place.agency.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    return _file(sheets.export(place.register, lines, names), f"so-{code}")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


routes = [
    path(f"{control.HERE}<slug:code>/nhap/", import_sheet, name="control_import"),
    path(f"{control.HERE}<slug:code>/nhap/tep-mau/", template, name="control_template"),
    path(f"{control.HERE}<slug:code>/tai/", export, name="control_export"),
]
