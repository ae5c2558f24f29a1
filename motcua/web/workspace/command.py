"""The command line: a number, a name, a procedure or a thing to do, from any page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base import clock, revisions, text
from motcua.catalog import queries as catalog
from motcua.catalog.models import ProcedureVersion
from motcua.dossiers import queries
from motcua.organizations.models import Role
from motcua.web.shared import guard, rail
from motcua.web.workspace import lines, sought

_DOSSIERS = 8
_ALL_DOSSIERS = 50
_PROCEDURES = 5


@dataclass(frozen=True)
class Found:
    """A procedure or a page that matches."""

    name: str
    note: str
    url: str
    icon: str


@guard.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def command(request: guard.OfficerRequest) -> HttpResponse:
    """Answer what was typed: a short list while typing, a page of its own on Enter."""
    if request.headers.get("HX-Target") == "goi-y":
        return _answer(request, sought.asked(request, "q"), fragment=True)
    if request.method == "POST":
        token = sought.keep(request, sought.asked(request, "q"))
        return redirect(f"{reverse('workspace:command')}?lan={token}")
    return _answer(request, sought.words(request, request.GET.get("lan", "")), fragment=False)


def _answer(request: guard.OfficerRequest, words: str, *, fragment: bool) -> HttpResponse:
    template = "workspace/_command.html" if fragment else "workspace/command.html"
    limit = _DOSSIERS if fragment else _ALL_DOSSIERS
    with revisions.held():
        return render(request, template, _shown(request, words, limit))


def _shown(request: guard.OfficerRequest, words: str, limit: int) -> dict[str, Any]:
    dossiers = list(queries.search(words, request.places.all, most=limit)) if words else []
    return {
        "sought": words,
        "lines": lines.of(dossiers, at=clock.now()),
        "pages": _pages(request, words),
        "procedures": _procedures(words, request.desk.role),
    }


def _pages(request: guard.OfficerRequest, words: str) -> list[Found]:
    wanted = text.fold(words)
    parts = rail.of(request.desk.role, path=request.path, tallies={})
    return [
        Found(task.name, "", task.url, task.icon)
        for part in parts
        for task in part.tasks
        if wanted and wanted in text.fold(task.name)
    ]


def _procedures(words: str, role: Role) -> list[Found]:
    """A clerk goes straight to receiving, everybody else to the procedure's page."""
    if not words or role == Role.ADMIN:
        return []
    found = catalog.search(words, on=clock.today(), limit=_PROCEDURES)
    return [_procedure(version, receives=role == Role.CLERK) for version in found]


def _procedure(version: ProcedureVersion, *, receives: bool) -> Found:
    code = version.procedure.code
    if receives:
        name = _("Tiếp nhận: %(procedure)s") % {"procedure": version.name}
        return Found(name, code, f"{reverse('workspace:intake')}?q={code}", "receive")
    return Found(version.name, code, reverse("workspace:procedure", args=[code]), "book")


routes = [path("tim/", command, name="command")]
