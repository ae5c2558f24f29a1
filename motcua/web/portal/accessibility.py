"""The accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.web.shared import guard


@guard.public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was done so that everybody can use these pages, and whom to tell what is missing."""
    return render(request, "portal/accessibility.html")


routes = [path("kha-nang-tiep-can/", accessibility, name="accessibility")]
