"""Số liệu theo ngày thật: form II.06 by the days things happened, and the events that part it from the books."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.dossiers.models import Dossier
from motcua.organizations.models import Role
from motcua.reporting import restated
from motcua.reporting.figures import COLUMNS
from motcua.reporting.restated import Cause, Restated
from motcua.rules import forms
from motcua.web.shared import guard, labels, wording
from motcua.web.workspace import reports_form

PAGE = 50


@dataclass(frozen=True)
class Row:
    """A cause as the list shows it; ``changes`` says in words what it adds to which column."""

    dossier: Dossier
    act: str
    occurred_on: date
    posted_on: date
    changes: str


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def restatement(request: guard.OfficerRequest) -> HttpResponse:
    """Show both views side by side, and page through what parts them."""
    form = reports_form.read(request)
    if not form.is_valid():
        return render(request, "workspace/reports.html", {"form": form}, status=400)
    asked = form.asked(view="")
    told = restated.two_six(
        agency=asked.agency,
        window=asked.window,
        as_of=asked.as_of,
        counting_rule=asked.rule,
        by=asked.form,
    )
    page = Paginator(told.causes, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "asked": asked,
        "told": told,
        "query": asked.query(),
        "columns": [column for column in forms.COLUMNS if f"c{column.number}" in COLUMNS],
        "views": _views(told),
        "page": page,
        "rows": _rows(list(page.object_list)),
    }
    return render(request, "workspace/reports_restated.html", shown)


def _views(told: Restated) -> list[tuple[str, list[str]]]:
    official, changes = told.official.total.cells(), told.changes
    return [
        (_("Theo sổ (số chính thức)"), [wording.number(official[one]) for one in COLUMNS]),
        (_("Theo ngày thật"), [wording.number(told.columns[one]) for one in COLUMNS]),
        (_("Chênh lệch"), [signed(changes[one]) for one in COLUMNS]),
    ]


def signed(number: int) -> str:
    """Write a difference with its sign; none is a dash."""
    if not number:
        return "–"
    return f"{'+' if number > 0 else '-'}{wording.number(abs(number))}"


def _rows(causes: list[Cause]) -> list[Row]:
    dossiers = Dossier.objects.select_related("agency").in_bulk({one.dossier_id for one in causes})
    return [
        Row(
            dossier=dossiers[cause.dossier_id],
            act=labels.of(cause.act),
            occurred_on=cause.occurred_on,
            posted_on=cause.posted_on,
            changes="; ".join(
                _("cột %(column)s: %(change)s") % {"column": name[1:], "change": signed(number)}
                for name, number in cause.changes.items()
            ),
        )
        for cause in causes
    ]


routes = [path("bao-cao/theo-ngay-that/", restatement, name="reports_restated")]
