"""What a visitor sees while the line is down: a page kept in the browser by a small worker."""

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.web.shared import guard


@guard.public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Say that the line is down, what still works and whom to call."""
    return render(request, "portal/offline.html")


@guard.public
@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """Give the browser the worker; it must come from the root to stand before every page."""
    found = finders.find("portal/worker.js")
    if not isinstance(found, str):
        raise Http404
    with open(found, encoding="utf-8") as script:  # noqa: PTH123 - a finder gives a plain string
        return HttpResponse(
            script.read(), content_type="text/javascript", headers={"Cache-Control": "no-cache"}
        )


routes = [
    path("mat-mang/", offline, name="offline"),
    path("tho-phu.js", worker, name="worker"),
]
