"""Fifty results signed with one PIN: handed to the officer's machine by the work page, opened, signed, put together.

The key never leaves the token, the PIN never leaves the machine, and every signature holds.
"""

import base64
import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from motcua.documents.signing import pades
from motcua.documents.signing.inspection import Change, inspect
from tests.documents.signing.desk import NOW, desk
from tests.integrations.esign.office import PIN, agent, as_sent, prepared, work_page

FIFTY = 50
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PICTURES = os.environ.get("MOTCUA_PICTURES", "")
#: What a page of the province does: hand in, and ask for what was signed.
HAND_IN = """async ([agent, told]) => {
  const answer = await fetch(`${agent}/batches`, {method: "POST", body: JSON.stringify(told)});
  return await answer.json();
}"""
FETCH = """async (address) => (await (await fetch(`${address}/signatures`)).json()).signatures"""


def hold(page, name):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/agent-{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def office(chromium, tmp_path):
    with work_page() as origin, agent(tmp_path, origin) as machine:
        context = chromium.new_context()
        yield context, origin, machine
        context.close()


def test_fifty_results_are_signed_with_one_pin(office):
    context, origin, machine = office
    documents = prepared(FIFTY)
    work = context.new_page()
    work.goto(origin)
    handed_in = work.evaluate(HAND_IN, [machine.address, as_sent(documents)])

    own = context.new_page()
    own.goto(handed_in["page"])
    own.wait_for_selector("h1:text-is('Ký 50 văn bản')")
    links = own.locator("ol a")
    assert links.count() == FIFTY
    opened = [
        context.request.get(machine.address + links.nth(place).get_attribute("href"))
        for place in range(FIFTY)
    ]
    assert [one.body() for one in opened] == [one.document for one in documents]
    hold(own, "waiting")
    assert work.evaluate(FETCH, handed_in["page"]) == []

    own.fill("#pin", "000000")
    own.press("#pin", "Enter")
    own.wait_for_selector("#loi")
    hold(own, "wrong")
    assert work.evaluate(FETCH, handed_in["page"]) == []

    own.fill("#pin", PIN)
    own.press("#pin", "Enter")
    own.wait_for_selector("h1:text-is('Đã ký 50 văn bản')")
    hold(own, "signed")
    signatures = [base64.b64decode(one) for one in work.evaluate(FETCH, handed_in["page"])]
    for one, signature in zip(documents, signatures, strict=True):
        [found] = inspect(pades.embed(one, signature), roots=desk().roots, at=NOW)
        assert found.is_sound
        assert found.change is Change.NONE


def test_a_page_of_another_origin_gets_nothing(chromium, tmp_path):
    with work_page() as origin, work_page() as other, agent(tmp_path, origin) as machine:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(other)
        told = [machine.address, as_sent(prepared(1))]
        assert (
            page.evaluate(f"(told) => ({HAND_IN})(told).catch(() => 'refused')", told) == "refused"
        )
        context.close()
