"""One procedure: plain words first, the official text beneath, and the same to print."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import LIMIT_MISSING, ProcedureVersion
from motcua.rules.codes import Channel
from motcua.web.portal import longtext, telling
from motcua.web.shared import guard, labels

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
    over = version.effective_to is not None and version.effective_to < today
    off = queries.switched_off(version.procedure, today)
    told, notes = telling.with_notes_apart(telling.situations(version))
    places = queries.agencies_offering(version.procedure, today)
    return {
        "version": version,
        "ended": over or off,
        "off": off and not over,
        "missing": _without_limit(version),
        "coming": version.effective_from > today,
        "successors": _successors(version, today),
        "cases": told,
        "notes": [longtext.told(note) for note in notes],
        "limits": telling.limits(told),
        "fees": telling.fees(told),
        "online": any(way.channel is Channel.ONLINE for case in told for way in case.ways),
        "near_places": places[:NEAR_PLACES],
        "far_places": places[NEAR_PLACES:],
        "places": places,
        "steps": longtext.told(version.steps),
        "conditions": longtext.told(version.conditions),
        "today": today,
    }


def _without_limit(version: ProcedureVersion) -> str:
    """The ways of filing nobody has stated a time limit for, in words; "" when there is none."""
    ways = {
        row.channel
        for case in version.cases.all()
        for row in case.channels.all()
        if row.limit_unit == LIMIT_MISSING
    }
    return ", ".join(labels.of(way).lower() for way in Channel if way.value in ways)


def _successors(version: ProcedureVersion, today: date) -> list[ProcedureVersion]:
    """Who took the procedure's work over, as far as it is in force."""
    procedures = version.procedure.successors.all()
    return list(queries.in_force_on(today).filter(procedure__in=procedures))


routes = [
    path("thu-tuc/<str:code>/", show, name="procedure"),
    path("thu-tuc/<str:code>/ban-in/", printed, name="procedure_print"),
]
