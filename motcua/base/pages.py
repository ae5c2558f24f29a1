"""The pages no room owns: health for machines, and what a person sees when something is wrong."""

from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import middleware

#: The designed page where there is one.
_PAGES = ["shared/error.html", "base/error.html"]


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive."""
    return JsonResponse({"alive": True})


def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer whether database, migrations and queue are there; 503 when one is not."""
    state = readiness()
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def readiness() -> dict[str, bool]:
    """Which of the things the service needs are there."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        queue = migrated and ProcrastinateJob.objects.order_by().exists() in {True, False}
    except DatabaseError:
        return {"database": False, "migrations": False, "queue": False}
    return {"database": True, "migrations": migrated, "queue": queue}


def error(request: HttpRequest, *, status: int, title: str, advice: str) -> HttpResponse:
    """An error page: what it is, what to do, and the code to read out when asking for help."""
    context = {
        "title": title,
        "advice": advice,
        "status": status,
        "code": middleware.request_id(request),
    }
    return HttpResponse(_framed(request, context), status=status)


def _framed(request: HttpRequest, context: dict[str, Any]) -> str:
    """The page in the frame of all pages; a bare one when that frame is what is broken."""
    if hasattr(request, "user"):
        with suppress(DatabaseError):
            return loader.render_to_string(_PAGES, context, request)
    return loader.render_to_string("base/error.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the address leads nowhere."""
    return error(
        request,
        status=404,
        title=_("Không tìm thấy trang"),
        advice=_("Hãy kiểm tra lại địa chỉ, hoặc quay về trang chủ và tìm từ đó."),
    )


def unexpected(request: HttpRequest) -> HttpResponse:
    """Say that something broke here, not at the person's side."""
    return error(
        request,
        status=500,
        title=_("Hệ thống gặp lỗi"),
        advice=_(
            "Việc vừa làm chưa được ghi nhận. Ông/bà có thể thử lại; nếu vẫn lỗi, "
            "hãy báo mã bên dưới cho bộ phận hỗ trợ."
        ),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the form is too old to be trusted."""
    return error(
        request,
        status=403,
        title=_("Biểu mẫu đã hết hạn"),
        advice=_("Hãy tải lại trang và gửi lại. Nội dung chưa được ghi nhận."),
    )
