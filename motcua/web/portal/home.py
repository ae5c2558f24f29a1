"""The portal's first page: one question, "Ông/bà cần làm gì?"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries
from motcua.web.portal import browse
from motcua.web.shared import guard


@guard.public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Ask, and offer the moments of life, the levels of government and the look-up."""
    today = clock.today()
    shown = {
        "moments": browse.moments(today),
        "levels": queries.levels_in_force(today),
        "fields": queries.fields_in_force(today),
    }
    return render(request, "portal/home.html", shown)


routes = [path("", home, name="home")]
