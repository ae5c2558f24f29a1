"""The public catalogue to take away: JSON for programs, CSV for a spreadsheet. Streamed."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.views.decorators.http import condition, require_safe

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import Case, CaseChannel, Fee, ProcedureVersion
from motcua.rules.codes import Channel, ServiceLevel, Tier
from motcua.web.portal import telling
from motcua.web.shared import guard, labels

#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "Mã thủ tục",
    "Tên thủ tục",
    "Lĩnh vực",
    "Cấp thực hiện",
    "Cơ quan thực hiện",
    "Mức độ dịch vụ công",
    "Trường hợp",
    "Cách nộp",
    "Thời hạn",
    "Phí, lệ phí",
    "Thành phần hồ sơ",
    "Kết quả",
    "Quyết định công bố",
    "Hiệu lực từ",
)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _etag(request: HttpRequest) -> str:
    return f'"{request.path.rsplit(".", 1)[-1]}-{queries.catalogue_state(clock.today())}"'


@guard.public
@require_safe
def about(request: HttpRequest) -> HttpResponseBase:
    """Say what there is to take away."""
    return render(request, "portal/open_data.html", {"columns": _COLUMNS})


@guard.public
@require_safe
@condition(etag_func=_etag)
def as_json(_request: HttpRequest) -> HttpResponseBase:
    """Give one JSON object a line: a procedure with its cases."""
    rows = queries.everything(clock.today())
    lines = (json.dumps(_told(version), ensure_ascii=False) + "\n" for version in rows)
    return _file(lines, "application/x-ndjson; charset=utf-8", "thu-tuc.jsonl")


@guard.public
@require_safe
@condition(etag_func=_etag)
def as_csv(_request: HttpRequest) -> HttpResponseBase:
    """Give a line for every way of filing of every case, as a spreadsheet opens it."""
    return _file(_sheet(), "text/csv; charset=utf-8", "thu-tuc.csv")


def _file(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response


def _sheet() -> Iterator[str]:
    write = csv.writer(_Echo()).writerow
    yield "\ufeff" + str(write(_COLUMNS))
    for version in queries.everything(clock.today()):
        # The file is Vietnamese in whatever language the page is read that it is taken from.
        with translation.override("vi"):
            lines = [str(write([_safe(cell) for cell in row])) for row in _rows(version)]
        yield from lines


def _safe(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(version: ProcedureVersion) -> Iterator[tuple[str, ...]]:
    first = (
        version.procedure.code,
        version.name,
        version.field.name,
        ", ".join(labels.of(Tier(tier)) for tier in version.levels),
        version.agency_text,
        labels.of(ServiceLevel(version.service_level)),
    )
    last = (
        "; ".join(result.name for result in version.results.all()),
        version.decision_number,
        version.effective_from.isoformat(),
    )
    for case in version.cases.all():
        papers = "; ".join(paper.name for paper in case.papers.all())
        for way in case.channels.all():
            yield (*first, case.name, *_way(way), papers, *last)


def _way(row: CaseChannel) -> tuple[str, str, str]:
    fees = "; ".join(map(telling.amount, row.fees.all())) if row.fees_known else ""
    return labels.of(Channel(row.channel)), telling.limit(row), fees


def _told(version: ProcedureVersion) -> dict[str, Any]:
    return {
        "code": version.procedure.code,
        "name": version.name,
        "field": {"code": version.field.code, "name": version.field.name},
        "levels": version.levels,
        "service_level": version.service_level,
        "agency": version.agency_text,
        "audience": version.audience,
        "summary": version.plain_summary,
        "steps": version.steps,
        "conditions": version.conditions,
        "decision": version.decision_number,
        "effective_from": version.effective_from.isoformat(),
        "effective_to": version.effective_to and version.effective_to.isoformat(),
        "results": [{"code": row.code, "name": row.name} for row in version.results.all()],
        "legal_bases": [
            {"number": row.number, "title": row.title} for row in version.legal_bases.all()
        ],
        "cases": [_case(case) for case in version.cases.all()],
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "papers": [
            {
                "name": row.name,
                "originals": row.originals,
                "copies": row.copies,
                "required": row.required,
                "form": row.form_code,
            }
            for row in case.papers.all()
        ],
        "ways": [
            {
                "channel": row.channel,
                "limit": {"amount": row.limit_amount, "unit": row.limit_unit or None},
                "fees": [_fee(fee) for fee in row.fees.all()] if row.fees_known else None,
            }
            for row in case.channels.all()
        ],
    }


def _fee(row: Fee) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "dong": row.amount_dong,
        "foreign": row.foreign_amount and str(row.foreign_amount),
        "currency": row.currency or None,
        "note": row.note,
    }


routes = [
    path("du-lieu-mo/", about, name="open_data"),
    path("du-lieu-mo/thu-tuc.jsonl", as_json, name="open_data_json"),
    path("du-lieu-mo/thu-tuc.csv", as_csv, name="open_data_csv"),
]
