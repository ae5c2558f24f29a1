"""Web and worker die in the middle of five hundred receptions: nothing acknowledged is lost.

The clients do what a browser's form does: they send again, with the key of the form, until they are
answered. Every answer must be true afterwards, and nothing may be there twice or half.
"""

import json
import sys
import threading
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.acceptance.serving import Service, wait_until
from tests.acceptance.visiting import Visitor
from tests.cli import running

RECEPTIONS = 500
CLERKS = 4
#: After so many answers, web and worker are killed.
KILLED_AFTER = (120, 330)
PASSWORD = "mot-cua-thu-nghiem"

PREPARE = f"""
from motcua.base import clock
from motcua.organizations import actions, queries
from motcua.organizations.models import Role
from motcua.people import actions as people
agency = queries.find("H99.01")
for n in range({CLERKS}):
    account = people.create_account(
        username=f"quay{{n}}", full_name=f"Quầy Số {{n}}", password="{PASSWORD}", at=clock.now())
    post = actions.open_post(agency=agency, name=f"Quầy {{n}}", role=Role.CLERK)
    actions.assign_officer(account=account, post=post, from_on=clock.today())
"""
COUNT = """
import json
from collections import Counter
from django.db.models import Count
from motcua.base.models import OnceKey
from motcua.dossiers.models import *
from motcua.slips.models import IssuedSlip
rows = Dossier.objects.annotate(
    acts=Count("events", distinct=True), people=Count("participants", distinct=True),
    sheets=Count("papers", distinct=True), names=Count("numbers", distinct=True))
print("TOLD" + json.dumps({
    "numbers": {d.subject: d.number for d in rows},
    "shapes": [[*shape, n] for shape, n in Counter(
        (d.acts, d.people, d.sheets, d.names, d.status) for d in rows).items()],
    "dossiers": len(rows), "keys": OnceKey.objects.exclude(reference="").count(),
    "slips": IssuedSlip.objects.count()}))
"""


def told(data: Path) -> dict:
    shown = running.motcua("django", "shell", "-c", COUNT, data=data)
    line = next((line for line in shown.stdout.splitlines() if line.startswith("TOLD")), "")
    assert line, shown.stderr[-2000:]
    return json.loads(line.removeprefix("TOLD"))


class Clerk:
    """Receives dossiers one after the other; sends each form until it is answered."""

    def __init__(self, number: int, address: str) -> None:
        self.visitor = Visitor(address)
        self.number = number
        page = self.visitor.get("/can-bo/vao/")
        page = self.visitor.send(page, page.form("ten"), ten=f"quay{number}", mat_khau=PASSWORD)
        assert page.status == 200
        found = self.visitor.get("/can-bo/tiep-nhan/?q=1.004873")
        self.page = found if "chu-number" in found.text else self._first(found.text)
        self.form = self.page.form("chu-number", "once")

    def _first(self, text: str):
        start = text.index("/can-bo/tiep-nhan/", text.index('id="thu-tuc"'))
        return self.visitor.get(text[start : text.index('"', start)])

    def receive(self, serial: int) -> tuple[str, int]:
        """Return the address of the receipt and how often the form was sent."""
        facts = {
            "once": f"khoa-{self.number}-{serial}",
            "chu-number": f"099092{serial:06d}",
            "chu-name": "Trần Thị Minh Họa",
            "subject": f"KT-{serial}",
            "viec": "tiep-nhan",
        }
        for sent in range(1, 400):
            try:
                page = self.visitor.send(self.page, self.form, **facts)
            except (urllib.error.URLError, OSError, HTTPException):
                time.sleep(0.5)
                continue
            if "/xong/" in page.path and page.status == 200:
                return page.path, sent
            assert page.status >= 500, (page.status, page.path, page.text[-3000:])
            time.sleep(0.5)
        raise AssertionError("never answered")


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
def test_killing_web_and_worker_loses_nothing_halves_nothing_doubles_nothing(tmp_path):
    data = tmp_path / "data"
    example = running.motcua("init", "--example", data=data).stdout
    (tmp_path / "tinh.yaml").write_text(example, encoding="utf-8")
    assert running.motcua("init", tmp_path / "tinh.yaml", data=data).returncode == 0
    assert running.motcua("django", "shell", "-c", PREPARE, data=data).returncode == 0

    answers: dict[int, tuple[str, int]] = {}
    lock = threading.Lock()
    killed: list[int] = []

    with Service(data) as service:
        clerks = [Clerk(number, service.address) for number in range(CLERKS)]

        def work(clerk: Clerk) -> None:
            for serial in range(clerk.number, RECEPTIONS, CLERKS):
                answer = clerk.receive(serial)
                with lock:
                    answers[serial] = answer

        with ThreadPoolExecutor(CLERKS) as pool:
            shares = [pool.submit(work, clerk) for clerk in clerks]
            for mark in KILLED_AFTER:
                wait_until(lambda mark=mark: len(answers) >= mark, patience=600)
                killed += service.kill_web_and_worker()
            for share in shares:
                share.result()

        assert len(killed) >= 4
        assert len(answers) == RECEPTIONS
        # What a dead worker had begun is picked up by the next one.
        wait_until(lambda: told(data)["slips"] == RECEPTIONS, patience=400)
        found = told(data)

    assert found["dossiers"] == found["keys"] == RECEPTIONS
    assert set(found["numbers"]) == {f"KT-{serial}" for serial in range(RECEPTIONS)}
    assert len(set(found["numbers"].values())) == RECEPTIONS
    assert None not in found["numbers"].values()
    assert len({path for path, _sent in answers.values()}) == RECEPTIONS
    (shape,) = found["shapes"]
    assert shape[0] == 1
    assert shape[1] == 2
    assert shape[3:] == [1, "received", RECEPTIONS]
    assert sum(sent > 1 for _path, sent in answers.values()) > 0
    verified = running.motcua("verify", data=data)
    assert verified.returncode == 0, verified.stdout
