"""What surrounds every request: its id, the line in the log, and the rule that a GET never writes."""

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from motcua.base import revisions

Answer = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("motcua.requests")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WRITES = re.compile(
    r"""^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|MERGE\s+INTO)\s+"?(\w+)"?
        |procrastinate_defer_job""",
    re.IGNORECASE | re.VERBOSE,
)
_ID_BYTES = 4


class WriteOnGet(RuntimeError):
    """A page asked for with GET tried to change ``table``; the person only wanted to look."""

    def __init__(self, table: str) -> None:
        """Name the table."""
        super().__init__(table)


def request_id(request: HttpRequest) -> str:
    """The eight letters a person can read to us over the telephone, and the log finds."""
    return getattr(request, "motcua_id", "")


def requests(get_response: Answer) -> Answer:
    """Give each request its id, bind it to every log line, and log how it ended."""

    def middleware(request: HttpRequest) -> HttpResponse:
        short = secrets.token_hex(_ID_BYTES)
        request.motcua_id = short  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request_id=short)
        started = time.monotonic()
        try:
            response = get_response(request)
            _tell(request, response, milliseconds=round((time.monotonic() - started) * 1000))
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        response.headers["X-Request-Id"] = short
        return response

    return middleware


def _tell(request: HttpRequest, response: HttpResponse, *, milliseconds: int) -> None:
    """Log the route rather than the address, which may carry what somebody typed."""
    match = request.resolver_match
    log.info(
        "request",
        method=request.method,
        route=match.route if match else "",
        status=response.status_code,
        milliseconds=milliseconds,
    )


def get_never_writes(get_response: Answer) -> Answer:
    """Refuse any write during GET, HEAD and OPTIONS, but to ``settings.GET_MAY_WRITE``.

    A page that only reads is of one moment: what changed is asked for once.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return get_response(request)
        with connection.execute_wrapper(refuse_writes), revisions.held():
            return get_response(request)

    return middleware


def refuse_writes(
    execute: Callable[..., object],
    sql: str,
    params: object,
    many: bool,  # noqa: FBT001 - the signature is Django's
    context: object,
) -> object:
    """Let a statement through unless it writes to a table that a GET may not write to."""
    found = _WRITES.search(str(sql))
    if found and found[1] not in settings.GET_MAY_WRITE:
        raise WriteOnGet(found[1] or "procrastinate_jobs")
    return execute(sql, params, many, context)
