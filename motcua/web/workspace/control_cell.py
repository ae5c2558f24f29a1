"""The lines of the registers a figure of a form counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from motcua.control import counting, reading
from motcua.control.counting import Leg
from motcua.control.models import Version
from motcua.control.registers.vocabulary import Count, Register
from motcua.organizations.models import Role
from motcua.reporting import filled
from motcua.rules import filling
from motcua.rules.definitions import NotInForce
from motcua.web.shared import guard
from motcua.web.workspace import control_shown, reports_form
from motcua.web.workspace.control_shown import Shown
from motcua.web.workspace.reports_form import Asked

PAGE = 30
_ROW = "dong"


@dataclass(frozen=True)
class Counted:
    """A line, what it adds to the figure, and whether that is taken back."""

    shown: Shown
    amount: str
    taken_back: bool


def opener(code: str, asked: Asked) -> Callable[[str, str | None], str]:
    """How a figure of a form is opened, by its cell and its row (None: of all rows)."""

    def address(cell: str, row: str | None) -> str:
        words = asked.query() if row is None else f"{asked.query()}&{urlencode({_ROW: row})}"
        return f"{reverse('workspace:control_cell', args=[code, cell])}?{words}"

    return address


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def cell(request: guard.OfficerRequest, code: str, place: str) -> HttpResponse:
    """List the lines behind a figure."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    try:
        told = filled.offered(code, agency_id=asked.agency.pk, window=asked.window)
        legs = told.feed.behind(place, request.GET.get(_ROW))
        register, count = told.feed.cells[place]
    except (NotInForce, KeyError) as unknown:
        raise Http404(code) from unknown
    page = Paginator([leg for leg in legs if counting.adds(count, leg)], PAGE).get_page(
        request.GET.get("trang")
    )
    shown = {
        "cell": told.definition.by_code[place],
        "definition": told.definition,
        "row": request.GET.get(_ROW),
        "asked": asked,
        "register": register,
        "figure": filling.shown(counting.value(count, register, legs)),
        "page": page,
        "lines": _counted(register, count, list(page.object_list)),
        "list": f"{reverse('workspace:statutory')}?{asked.query()}",
        "back": f"{reverse('workspace:statutory_form', args=[code])}?{asked.query()}",
    }
    return render(request, "workspace/control_cell.html", shown)


def _counted(register: Register, count: Count, legs: Sequence[Leg]) -> list[Counted]:
    ids = [leg.told.version_id for leg in legs]
    versions = Version.objects.select_related("entry__agency", "paper").in_bulk(ids)
    names = reading.agencies_in(register, [one.values for one in versions.values()])
    return [
        Counted(
            control_shown.line(register, versions[leg.told.version_id], names),
            counting.amount(count, leg),
            leg.sign < 0,
        )
        for leg in legs
    ]


routes = [
    path("bao-cao/bieu/<str:code>/so/<str:place>/", cell, name="control_cell"),
]
