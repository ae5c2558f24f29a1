"""A person's own browser for each journey: a fresh profile of the one Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import browsing, desk


@pytest.fixture
def context(chromium: Browser, live_server) -> Iterator[BrowserContext]:
    """A person's own browser, on a wide screen, in Vietnamese."""
    size = {"width": browsing.WIDTHS["wide"], "height": browsing.HEIGHT}
    context = chromium.new_context(
        base_url=live_server.url, viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(desk.PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab; what breaks in its scripts breaks the journey."""
    page = context.new_page()
    page.on("pageerror", _fail)
    return page


def _fail(error: Exception) -> None:
    raise AssertionError(error)
