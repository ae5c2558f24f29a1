"""Ô của biểu: what a figure of a statutory form counts, who typed it, or what it is made of; periods compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.organizations.models import Role
from motcua.reporting import compared, filled, laid_out, opened, queries
from motcua.reporting.compared import Told
from motcua.reporting.filled import SOURCE_WORDS
from motcua.rules import filling
from motcua.rules.definitions import Cell, Definition, NotInForce, Rows, Source
from motcua.web.shared import charts, guard
from motcua.web.workspace import asked as words
from motcua.web.workspace import reports_cell, reports_form
from motcua.web.workspace.reports_form import Asked

_PAGE = 30
_MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Part:
    """A cell another one is made of: its words, its figure, where it opens."""

    cell: Cell
    figure: str
    url: str


def address(definition: Definition, cell: Cell, query: str) -> str:
    """Where a cell opens."""
    there = reverse("workspace:statutory_cell", args=[definition.code, cell.code])
    return f"{there}?{query}"


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def cell(request: guard.OfficerRequest, code: str, place: str) -> HttpResponse:
    """Open a figure: dossiers, procedures, typings, or the cells it is made of."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    form = _standing(code, asked)
    definition = form.definition
    found = definition.by_code.get(place)
    if found is None or found.source is Source.HEADING:
        raise Http404(place)
    query = asked.query()
    shown: dict[str, Any] = {
        "told": form,
        "cell": found,
        "figure": filling.shown(form.result.get(place)),
        "source": SOURCE_WORDS[found.source],
        "back": f"{_page(definition, asked)}",
        "query": query,
    }
    return render(
        request, "workspace/statutory_cell.html", shown | _behind(request, asked, definition, found)
    )


def _standing(code: str, asked: Asked) -> filled.Filled:
    try:
        return queries.current(code, agency_id=asked.agency.pk, window=asked.window)
    except NotInForce as missing:
        raise Http404(str(missing)) from missing


def _page(definition: Definition, asked: Asked) -> str:
    if definition.rows is Rows.BOOKS:
        return (
            f"{reverse('workspace:reports')}?{asked.query(bieu='a' if definition.alone else 'b')}"
        )
    return f"{reverse('workspace:statutory_form', args=[definition.code])}?{asked.query()}"


def _behind(
    request: guard.OfficerRequest, asked: Asked, definition: Definition, found: Cell
) -> dict[str, Any]:
    where: dict[str, Any] = {"agency_id": asked.agency.pk, "window": asked.window}
    if found.source is Source.LEDGER:
        return _dossiers(request, definition, found, where)
    if found.source is Source.CATALOGUE:
        return {"offered": opened.offered(definition, found, **where)}
    if found.parts:
        result = _standing(definition.code, asked).result
        query = asked.query()
        cells = [definition.by_code[code] for code in found.parts]
        return {
            "parts": [
                Part(one, filling.shown(result.get(one.code)), address(definition, one, query))
                for one in cells
            ]
        }
    return {"typings": _typings(definition, found, where)}


def _dossiers(
    request: guard.OfficerRequest, definition: Definition, found: Cell, where: dict[str, Any]
) -> dict[str, Any]:
    number = min(words.number(request.GET.get("trang", "")) or 1, _MOST_PAGES)
    first = (number - 1) * _PAGE
    page = opened.behind(definition, found, **where, first=first, most=_PAGE)
    if not page.rows:
        number = 1
        page = opened.behind(definition, found, **where, first=0, most=_PAGE)
    return {
        "counted": True,
        "ours": page.figure,
        "beside": opened.beside(definition, found, **where),
        "rows": reports_cell.rows(page.rows),
        "signed": page.signed,
        "page": Paginator(range(page.dossiers), _PAGE).get_page(number),
    }


def _typings(
    definition: Definition, found: Cell, where: dict[str, Any]
) -> list[tuple[opened.Typing, list[tuple[str, str]]]]:
    return [
        (one, [(name, filling.shown(value) or "–") for name, value in one.rows])
        for one in opened.typings(definition, found, **where)
    ]


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def compare(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Hold a form against the period before and the year before, and a figure of it across units."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    try:
        told = compared.periods_of(code, agency_id=asked.agency.pk, window=asked.window)
    except NotInForce as missing:
        raise Http404(str(missing)) from missing
    definition = told[0].form.definition
    cells = laid_out.unit_cells(told[0].form)
    if not cells:
        raise Http404(code)
    picked = definition.by_code.get(request.GET.get("o", ""), cells[0])
    if picked not in cells:
        raise Http404(picked.code)
    units = compared.units_of(code, agency_id=asked.agency.pk, window=asked.window)
    shown = {
        "told": told,
        "definition": definition,
        "agency": told[0].form.agency,
        "cells": cells,
        "picked": picked,
        "query": asked.query(),
        "asked": asked,
        "back": _page(definition, asked),
        "rows": [_compared(one, told) for one in cells],
        "units": [(name, filling.shown(values.get(picked.code))) for name, values in units],
        "chart": _chart(picked, [(one.label, one.form.result) for one in told], _("Theo kỳ")),
        "unit_chart": _chart(picked, units, _("Theo đơn vị")) if units else None,
    }
    return render(request, "workspace/statutory_compare.html", shown)


def _compared(one: Cell, told: Sequence[Told]) -> tuple[Cell, list[tuple[str, str]]]:
    """The figure of each period, and how much more or less there is now."""
    now = told[0].form.result.get(one.code)
    found = []
    for period in told:
        value = period.form.result.get(one.code)
        apart = "" if period is told[0] else compared.difference(now, value)
        found.append((filling.shown(value) or "–", apart))
    return one, found


def _chart(picked: Cell, rows: Sequence[tuple[str, filling.Values]], title: str) -> charts.Chart:
    def number(values: filling.Values) -> int:
        value = values.get(picked.code)
        return 0 if value is None or isinstance(value, str) else int(value)

    return charts.stacked(
        title=f"{title}: {picked.label}",
        series=[charts.Series(picked.label, charts.ON_TIME)],
        rows=[(name, [number(values)]) for name, values in rows],
    )


_HERE = "bao-cao/bieu/<str:code>/"
routes = [
    path(f"{_HERE}so-sanh/", compare, name="statutory_compare"),
    path(f"{_HERE}o/<str:place>/", cell, name="statutory_cell"),
]
