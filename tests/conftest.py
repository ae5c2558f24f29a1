"""What every test stands on: the embedded database, the clock put back, seals lifted to clean up, one browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from motcua.base import clock, embedded, env
from tests import sealing

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start the embedded database of ``.data-test`` when the first test asks for one."""
    environment = env.read()
    if not environment.database_url:
        embedded.url(environment.data_folder, settings=embedded.RELAXED)
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(autouse=True)
def _clock_runs() -> Iterator[None]:
    """Leave no stopped clock to the next test."""
    yield
    clock.reset()


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_seals() -> Iterator[None]:
    """Sealed tables refuse to be emptied, and emptying them all takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: sealing.empty())
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for the whole run; its tests are skipped, and say so, where there is none."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    # Playwright's loop runs in this thread; the ORM must not take it for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
