"""What every journey asks of every page it comes to: no axe violation, no waste, a picture of it."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

#: A desk and a telephone.
WIDTHS = {"wide": 1280, "narrow": 390}
HEIGHT = 900
HEAVIEST_BYTES = 150_000
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What is right is not written out, node by node: most of the work, and nobody reads it.
    "resultTypes": ["violations"],
}
#: Set it to a folder to keep a picture of every page at both widths.
PICTURES = os.environ.get("MOTCUA_PICTURES", "")


class Weight:
    """How many bytes a page and what it loads weigh, pictures apart; told by the browser itself."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        if response.request.resource_type != "image":
            self.bytes += response.request.sizes()["responseBodySize"]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {each['help']} ({node['html'][:120]})"
        for each in found
        for node in each["nodes"]
    ]


def look(page: Page, name: str = "") -> None:
    """Hold the page as it stands against what every page must be, at both widths."""
    before = page.viewport_size
    for label, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        _picture(page, f"{name or page.url}-{label}")
        assert violations(page) == [], f"{page.url} at {width} px"
        assert _overflow(page) <= 0, f"{page.url} scrolls sideways at {width} px"
    if before:
        page.set_viewport_size(before)


def _overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png", full_page=True
        )
