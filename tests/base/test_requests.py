"""What surrounds every request."""

import json
import logging
import re

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from structlog.stdlib import ProcessorFormatter

from config.urls import urlpatterns as ours
from motcua.base import journal, middleware, once
from motcua.base.clock import now
from motcua.base.models import JournalEntry, OnceKey, Verb
from motcua.web.shared import guard

SECRET = "Nguyễn Văn An 012345678901"


@guard.public
def breaks(request):
    raise ValueError(SECRET)


@guard.public
def writes(request):
    once.run(key="k", account_id=1, at=now(), action=str)
    return HttpResponse("ok")


@guard.public
def looks(request):
    journal.write(account_id=1, verb=Verb.LOOK, subject_type="x", subject_id=1, at=now())
    return HttpResponse("ok")


urlpatterns = [
    path("t/breaks", breaks),
    path("t/writes", writes),
    path("t/looks", looks),
    *ours,
]
handler404 = "motcua.base.pages.not_found"
handler500 = "motcua.base.pages.unexpected"


@pytest.fixture
def browser():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.fixture
def lines():
    """The log lines as an operator reads them."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(json.loads(self.format(record)))

    handler = Kept()
    handler.setFormatter(
        next(
            each.formatter
            for each in logging.getLogger().handlers
            if isinstance(each.formatter, ProcessorFormatter)
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db
def test_an_unexpected_error_shows_a_short_code_that_the_log_finds(browser, lines):
    page = browser.get("/t/breaks")

    code = page.headers["X-Request-Id"]
    assert page.status_code == 500
    assert re.fullmatch(r"[0-9a-f]{8}", code)
    assert code in page.content.decode()
    assert any(code in json.dumps(line) and "ValueError" in line.get("error", []) for line in lines)


@pytest.mark.django_db
def test_what_the_error_said_reaches_neither_page_nor_log(browser, lines):
    page = browser.get("/t/breaks")

    assert SECRET not in page.content.decode()
    assert lines
    assert all(SECRET not in json.dumps(line, ensure_ascii=False) for line in lines)


@pytest.mark.django_db
def test_an_address_somebody_typed_is_not_in_the_log(browser, lines):
    browser.get("/012345678901")

    assert lines
    assert all("012345678901" not in json.dumps(line) for line in lines)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_only_looked_at_cannot_write(browser):
    assert browser.get("/t/writes").status_code == 500
    assert not OnceKey.objects.exists()


@pytest.mark.django_db
def test_a_form_that_is_sent_may_write(browser):
    assert browser.post("/t/writes").status_code == 200
    assert OnceKey.objects.exists()


@pytest.mark.django_db
def test_looking_leaves_its_line_in_the_journal(browser):
    assert browser.get("/t/looks").status_code == 200
    assert JournalEntry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO base_oncekey (key) VALUES ('x')",
        '  update "people_account" set username = 1',
        "DELETE FROM people_account",
        "TRUNCATE people_account",
        "SELECT procrastinate_defer_jobs_v1(ARRAY[]::procrastinate_job_to_defer_v1[])",
    ],
)
def test_no_spelling_of_a_write_gets_past_the_guard(statement):
    with (
        connection.execute_wrapper(middleware.refuse_writes),
        pytest.raises(middleware.WriteOnGet),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_policy_allows_no_inline_script_or_style(browser):
    policy = browser.get("/healthz").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.django_db
def test_health_says_what_is_there(browser, monkeypatch):
    assert browser.get("/healthz").json() == {"alive": True}
    ready = browser.get("/readyz")
    assert (ready.status_code, set(ready.json().values())) == (200, {True})

    def gone():
        raise DatabaseError

    monkeypatch.setattr(connection, "ensure_connection", gone)
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").status_code == 503
