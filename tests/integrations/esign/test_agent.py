"""The signing program takes orders from its own pages alone, signs only what it can show, and keeps the PIN."""

import base64
import http.client
import json
import re
import subprocess
import sys
from urllib.parse import urlencode

import pytest

from motcua.documents.signing import pades
from motcua.documents.signing.inspection import inspect
from motcua.integrations.esign.batches import MOST_BATCHES, MOST_TRIES
from tests.documents.signing.desk import NOW, desk
from tests.integrations.esign.office import PIN, agent, as_sent, prepared

ORIGIN = "https://mot-cua.example"


@pytest.fixture
def machine(tmp_path):
    with agent(tmp_path, ORIGIN) as server:
        yield server


def ask(machine, method, path, body=None, **headers):
    line = http.client.HTTPConnection("127.0.0.1", machine.server_port, timeout=20)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body, told)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, answer.headers, content


def hand_in(machine, told, origin=ORIGIN):
    status, headers, content = ask(machine, "POST", "/batches", json.dumps(told), Origin=origin)
    return status, headers, content


def taken(machine, documents):
    status, _headers, content = hand_in(machine, as_sent(documents))
    assert status == 201
    return json.loads(content)["batch"]


def key_of(machine, number):
    page = ask(machine, "GET", f"/batches/{number}")[2].decode()
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def sign(machine, number, pin=PIN, *, key=None, origin=None):
    body = urlencode({"pin": pin, "key": key or key_of(machine, number)})
    return ask(machine, "POST", f"/batches/{number}", body, Origin=origin or machine.address)


def signatures(machine, number):
    _status, _headers, content = ask(machine, "GET", f"/batches/{number}/signatures", Origin=ORIGIN)
    return [base64.b64decode(one) for one in json.loads(content)["signatures"]]


def test_documents_are_signed_with_one_pin_and_hold(machine):
    documents = prepared(3)
    number = taken(machine, documents)
    assert signatures(machine, number) == []
    status, _headers, page = sign(machine, number)
    assert status == 200
    assert "Đã ký 3 văn bản" in page.decode()
    done = [
        pades.embed(one, signature)
        for one, signature in zip(documents, signatures(machine, number), strict=True)
    ]
    assert all(inspect(one, roots=desk().roots, at=NOW)[0].is_sound for one in done)


def test_every_document_can_be_opened_as_it_will_be_signed(machine):
    documents = prepared(2)
    number = taken(machine, documents)
    for place, one in enumerate(documents, 1):
        status, headers, content = ask(machine, "GET", f"/batches/{number}/{place}.pdf")
        assert (status, headers["Content-Type"]) == (200, "application/pdf")
        assert content == one.document
    for nothing in ("0", "3", "x", "-1", "1/2"):
        assert ask(machine, "GET", f"/batches/{number}/{nothing}.pdf")[0] == 404


def test_a_document_other_than_the_one_to_be_signed_is_not_taken(machine):
    first, second = prepared(2)
    told = as_sent([first, second])
    told["documents"][0]["attributes"] = told["documents"][1]["attributes"]
    status, _headers, content = hand_in(machine, told)
    assert (status, json.loads(content)) == (422, {"refused": "document 1"})


def test_a_gap_with_something_in_it_is_not_taken(machine):
    [one] = prepared(1)
    told = as_sent([one])
    start, end = one.gap
    filled = one.document[: start + 20] + b"F" + one.document[start + 21 :]
    told["documents"][0]["document"] = base64.b64encode(filled).decode()
    assert hand_in(machine, told)[0] == 422
    told["documents"][0]["gap"] = [start, len(one.document)]
    assert hand_in(machine, told)[0] == 422
    assert end > start


@pytest.mark.parametrize(
    "told",
    [
        [],
        {},
        {"documents": []},
        {"documents": "x"},
        {"documents": [{}]},
        {"documents": [7]},
        {"documents": [{"name": "x", "document": "%%", "attributes": "", "gap": [0, 1]}]},
        {"documents": [{"name": "x", "document": "", "attributes": "", "gap": [1]}]},
        {"documents": [{}] * 201},
    ],
    ids=str,
)
def test_what_is_no_batch_is_not_taken(machine, told):
    assert hand_in(machine, told)[0] == 422


def test_what_is_no_json_is_not_taken(machine):
    assert ask(machine, "POST", "/batches", b"\xff{", Origin=ORIGIN)[0] == 422


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_pages_of_other_origins_neither_hand_in_nor_fetch(machine, origin):
    assert hand_in(machine, as_sent(prepared(1)), origin)[0] == 403
    number = taken(machine, prepared(1))
    sign(machine, number)
    path = f"/batches/{number}/signatures"
    status, headers, content = ask(machine, "GET", path, Origin=origin)
    assert status == 403
    assert "Access-Control-Allow-Origin" not in headers
    assert b"signatures" not in content
    assert ask(machine, "OPTIONS", "/batches", Origin=origin)[0] == 403


def test_a_browser_is_told_that_an_allowed_page_may_come(machine):
    status, headers, _content = ask(machine, "OPTIONS", "/batches", Origin=ORIGIN)
    assert status == 204
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert headers["Access-Control-Allow-Private-Network"] == "true"


def test_a_foreign_name_that_leads_here_is_refused(machine):
    for path in ("/style.css", "/batches/x"):
        assert ask(machine, "GET", path, Host="agent.elsewhere.example")[0] == 403
    assert ask(machine, "POST", "/batches", "{}", Host="x", Origin=ORIGIN)[0] == 403


@pytest.mark.parametrize("origin", [ORIGIN, "null", "https://elsewhere.example"])
def test_the_pin_is_taken_from_the_programs_own_page_alone(machine, origin):
    number = taken(machine, prepared(1))
    assert sign(machine, number, origin=origin)[0] == 403
    assert signatures(machine, number) == []


def test_the_pin_comes_with_the_key_of_its_page(machine):
    number = taken(machine, prepared(1))
    assert sign(machine, number, key="another")[0] == 403
    assert signatures(machine, number) == []


def test_a_wrong_pin_signs_nothing_and_is_asked_again_a_few_times_only(machine):
    number = taken(machine, prepared(2))
    for left in reversed(range(MOST_TRIES)):
        status, _headers, page = sign(machine, number, "000000")
        assert status == 403
        assert (f"Còn {left} lần thử." if left else "sai quá số lần") in page.decode()
        assert b"000000" not in page
    assert sign(machine, number)[0] == 403
    assert signatures(machine, number) == []


def test_signing_twice_gives_the_same_signatures(machine):
    number = taken(machine, prepared(1))
    key = key_of(machine, number)
    sign(machine, number, key=key)
    once = signatures(machine, number)
    assert sign(machine, number, "wrong", key=key)[0] == 200
    assert signatures(machine, number) == once


def test_without_the_token_nothing_is_signed_and_it_is_said(machine, tmp_path):
    number = taken(machine, prepared(1))
    (tmp_path / "can-bo.p12").unlink()
    status, _headers, page = sign(machine, number)
    assert status == 409
    assert "Không thấy thiết bị ký" in page.decode()


def test_only_the_newest_batches_wait(machine):
    documents = prepared(1)
    first = taken(machine, documents)
    for _more in range(MOST_BATCHES):
        taken(machine, documents)
    status, _headers, page = ask(machine, "GET", f"/batches/{first}")
    assert status == 404
    assert "Không còn văn bản chờ ký ở đây" in page.decode()


@pytest.mark.parametrize("length", ["", "-1", "x", str(1024**4)])
def test_a_body_of_no_sensible_length_is_refused_unread(machine, length):
    headers = {"Origin": ORIGIN, "Content_Length": length}
    assert ask(machine, "POST", "/batches", None, **headers)[0] == 413


def test_a_name_is_shown_as_words_and_pages_carry_their_guards(machine):
    told = as_sent(prepared(1))
    told["documents"][0]["name"] = "<script>alert(1)</script>"
    number = json.loads(hand_in(machine, told)[2])["batch"]
    _status, headers, page = ask(machine, "GET", f"/batches/{number}")
    assert "<script>" not in page.decode()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_it_listens_on_this_machine_alone(machine):
    assert machine.server_address[0] == "127.0.0.1"


def test_it_runs_without_the_servers_libraries():
    wanted = (
        "import sys, motcua.cli.sign_agent as a; print({'django', 'pyhanko'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", wanted], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"
