"""Checking a signed paper in a real browser: chosen, sent, read; at two widths, in three languages, no axe violation."""

import os

import pytest
from asn1crypto import pem
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from motcua.base import clock
from motcua.web.shared import display
from tests.documents.signing.desk import LATER, desk, paper, sign

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: A folder to leave pictures in, for eyes.
PICTURES = os.environ.get("MOTCUA_PICTURES", "")
TITLES = {
    "vi": "Văn bản còn nguyên vẹn, chữ ký số hợp lệ",
    "en": "The document is whole and its signatures are valid",
    "km": "ឯកសារនៅដដែល ហត្ថលេខាឌីជីថលត្រឹមត្រូវ",
}


def whole():
    first = sign(paper(), desk().chair, stamps=desk().stamps)
    return sign(first, desk().seal)


def broken():
    changed = bytearray(whole())
    changed[changed.index(b"stream\n") + 60] ^= 1
    return bytes(changed)


@pytest.fixture(params=[1280, 390])
def page(request, chromium):
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, service_workers="block"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def site(live_server, settings, tmp_path):
    settings.TRUST_FOLDER = tmp_path
    (tmp_path / "goc.pem").write_bytes(pem.armor("CERTIFICATE", desk().roots[0].dump()))
    clock.set_to(LATER)
    return live_server.url


def hold(page, name):
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=f"{PICTURES}/verify-{name}-{width}.png", full_page=True)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def send(page, site, document):
    page.goto(site + reverse("portal:verify"))
    page.set_input_files(
        "#id_tep", {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": document}
    )
    page.click("main button[type=submit]")


@pytest.mark.parametrize("language", TITLES)
def test_a_whole_paper_is_told_in_every_language(page, site, language):
    page.context.add_cookies([{"name": display.LANGUAGE, "value": language, "url": site}])
    page.goto(site + reverse("portal:verify"))
    hold(page, f"ask-{language}")
    send(page, site, whole())
    page.wait_for_selector("h1:text-is('" + TITLES[language] + "')")
    assert page.locator("section.panel").count() == 2
    hold(page, f"whole-{language}")


def test_a_changed_paper_is_told(page, site):
    send(page, site, broken())
    page.wait_for_selector("h1:text-is('Văn bản đã bị thay đổi sau khi ký')")
    hold(page, "changed")


def test_what_is_no_paper_is_told_beside_the_field(page, site):
    send(page, site, b"no pdf" * 99)
    page.wait_for_selector("#id_tep-loi")
    assert "Không đọc được tệp này" in page.inner_text("#id_tep-loi")
    hold(page, "refused")
