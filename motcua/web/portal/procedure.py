"""One procedure: plain words first, the official text beneath, and the same to print."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import ProcedureVersion
from motcua.rules.codes import Channel
from motcua.web.portal import telling
from motcua.web.shared import guard

#: Places shown at once; the others unfold.
NEAR_PLACES = 4


@guard.public
@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a procedure as it is in force today, or as it last was."""
    return render(request, "portal/procedure.html", _told(code, clock.today()))


@guard.public
@require_GET
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """Show the same on paper."""
    return render(request, "portal/procedure_print.html", _told(code, clock.today()))


def _told(code: str, today: date) -> dict[str, Any]:
    if not code.isprintable():
        raise Http404
    found = queries.by_code(code, today) or queries.latest(code)
    if found is None:
        raise Http404
    version = queries.with_parts(found)
    told = telling.situations(version)
    places = queries.agencies_offering(version.procedure, today)
    return {
        "version": version,
        "ended": version.effective_to is not None and version.effective_to < today,
        "coming": version.effective_from > today,
        "successors": _successors(version, today),
        "cases": told,
        "limits": telling.limits(told),
        "fees": telling.fees(told),
        "online": any(way.channel is Channel.ONLINE for case in told for way in case.ways),
        "near_places": places[:NEAR_PLACES],
        "far_places": places[NEAR_PLACES:],
        "places": places,
        "steps": [line for line in version.steps.splitlines() if line.strip()],
        "conditions": [line for line in version.conditions.splitlines() if line.strip()],
        "today": today,
    }


def _successors(version: ProcedureVersion, today: date) -> list[ProcedureVersion]:
    """Who took the procedure's work over, as far as it is in force."""
    procedures = version.procedure.successors.all()
    return list(queries.in_force_on(today).filter(procedure__in=procedures))


routes = [
    path("thu-tuc/<str:code>/", show, name="procedure"),
    path("thu-tuc/<str:code>/ban-in/", printed, name="procedure_print"),
]
