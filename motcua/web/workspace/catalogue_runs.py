"""Các lần nhập: what each import read and changed, its problems record by record, the records verbatim."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from motcua.catalog.models import ImportProblem, ImportRun, SourceRecord
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import catalogue_drafts

PAGE = 25
_CODE = 40
#: What kind of problem; a kind nobody has named yet is shown as it is.
KINDS = {
    "channel": _("Cách nộp"),
    "code": _("Mã thủ tục"),
    "fee_not_understood": _("Phí, lệ phí"),
    "household_book": _("Sổ hộ khẩu, sổ tạm trú"),
    "household_book_mentioned": _("Nhắc đến sổ hộ khẩu"),
    "level": _("Cấp thực hiện"),
    "limit_missing": _("Thiếu thời hạn"),
    "limit_not_understood": _("Thời hạn"),
    "no_code": _("Không có mã"),
    "no_name": _("Không có tên"),
    "not_json": _("Không đọc được dòng"),
    "paper_count_glued": _("Số bản dính chữ"),
    "papers_not_understood": _("Thành phần hồ sơ"),
    "result_missing": _("Thiếu kết quả"),
    "result_not_understood": _("Kết quả"),
    "shape": _("Cấu trúc bản ghi"),
    "too_many_missing": _("Thiếu quá nhiều"),
    "twice": _("Trùng mã"),
    "ways_missing": _("Thiếu cách nộp"),
    "ways_not_understood": _("Cách thức thực hiện"),
}


def named(kind: str) -> str:
    """Name a kind of problem."""
    return str(KINDS.get(kind, kind))


@guard.allow(Role.CONTROLLER)
@require_GET
def runs(request: guard.OfficerRequest) -> HttpResponse:
    """List the imports, the latest first."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    page = Paginator(ImportRun.objects.order_by("-pk"), PAGE).get_page(request.GET.get("trang"))
    return render(request, "workspace/catalogue_runs.html", {"page": page, "tab": "nhap"})


@guard.allow(Role.CONTROLLER)
@require_GET
def run(request: guard.OfficerRequest, run_id: int) -> HttpResponse:
    """Show one import with its problems, by kind and by code."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = get_object_or_404(ImportRun, pk=run_id)
    problems = found.problems.select_related("record").order_by("-whole", "line", "pk")
    counts = problems.order_by().values_list("kind", "whole").annotate(number=Count("pk"))
    kind, code = request.GET.get("loai", ""), request.GET.get("ma", "").strip()[:_CODE]
    page = Paginator(_filtered(problems, kind, code), PAGE).get_page(request.GET.get("trang"))
    shown = {
        "run": found,
        "page": page,
        "rows": _rows(found, list(page.object_list)),
        "kinds": sorted((-number, key, named(key), whole) for key, whole, number in counts),
        "kind": kind,
        "code": code,
        "tab": "nhap",
    }
    return render(request, "workspace/catalogue_run.html", shown)


def _rows(of: ImportRun, problems: list[ImportProblem]) -> list[tuple[ImportProblem, str, int]]:
    """Each problem with its kind in words and the record it speaks of (0: none was kept)."""
    codes = {one.code for one in problems if one.code}
    known = SourceRecord.objects.filter(shape=of.shape, code__in=codes, first_run__lte=of.pk)
    latest = dict(known.order_by("pk").values_list("code", "pk"))
    return [(one, named(one.kind), one.record_id or latest.get(one.code, 0)) for one in problems]


def _filtered(problems: QuerySet[ImportProblem], kind: str, code: str) -> QuerySet[ImportProblem]:
    if kind:
        problems = problems.filter(kind=kind)
    return problems.filter(code__startswith=code) if code else problems


@guard.allow(Role.CONTROLLER)
@require_GET
def record(request: guard.OfficerRequest, record_id: int) -> HttpResponse:
    """Show a record as it was read."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = get_object_or_404(
        SourceRecord.objects.select_related("first_run", "last_run"), pk=record_id
    )
    shown = {
        "record": found,
        "told": _legible(found.text),
        "problems": found.problems.order_by("pk"),
        "tab": "nhap",
    }
    return render(request, "workspace/catalogue_record.html", shown)


def _legible(text: str) -> str:
    """The same record with line breaks where it is JSON, letter by letter where it is not."""
    try:
        told: Any = json.loads(text)
    except ValueError:
        return text
    return json.dumps(told, ensure_ascii=False, indent=2)


routes = [
    path("danh-muc/lan-nhap/", runs, name="import_runs"),
    path("danh-muc/lan-nhap/<int:run_id>/", run, name="import_run"),
    path("danh-muc/lan-nhap/ban-ghi/<int:record_id>/", record, name="source_record"),
]
