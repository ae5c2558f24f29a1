"""Receiving a complete dossier over HTTP: how far it is from writing the same rows bare.

Eight clerks who have signed in send the counter's form to ``motcua up``: session, cross-site token,
one-time key, access, papers, number, hashed event, job. Every dossier is of a new person. The floors
are measured in turn with it: ``pgbench`` writing the same rows into a copy of the same tables, and a
form of the same counter that is answered and writes nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.urls import reverse
from psycopg import sql

from motcua.base import clock
from motcua.catalog import actions as catalog
from motcua.catalog import records
from motcua.catalog.models import Case, ProcedureVersion
from motcua.cli import Stop
from motcua.cli.bench import floor, harness, service
from motcua.cli.bench.harness import Bound, Measure
from motcua.dossiers.models import Dossier, DossierNumber
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, AgencyKind, Post, Role
from motcua.people import actions as people
from motcua.rules.codes import Level

_ROUNDS = 3
_WARM_SECONDS = 2
_SECONDS = 3
_PATIENCE_SECONDS = 60
_PAPERS = 3
_PASSWORD = "do-toc-do-tiep-nhan"  # noqa: S105 - of accounts that live for two minutes
_OF_PGBENCH = Bound("≥", 0.04, aim=0.08)
_OF_EMPTY = Bound("≥", 0.15, aim=0.25)
_SPREAD, _ONE = "spread", "one"


@dataclass(frozen=True)
class _Round:
    """What was measured in turn, in forms or transactions a second."""

    spread: float
    one: float
    empty: float
    bare_spread: float
    bare_one: float


def measure() -> list[Measure]:
    """Found eight communes in a throw-away database, serve them, receive there, compare."""
    with harness.throw_away_database("reception") as address:
        told = _found()
        with (
            _copied_tables() as beside,
            service.serving(address) as port,
            service.clerks(told | {"port": port}) as team,
        ):
            for name in (_SPREAD, _ONE):
                team.rate(name, "reception", _WARM_SECONDS)
            team.rate(_SPREAD, "empty", _WARM_SECONDS)
            with harness.server() as own:
                written = floor.statements(own)
            rounds = [_round(team, written, beside) for _ in range(_ROUNDS)]
        _check_numbers()
    program = "pgbench" if floor.pgbench() else "vòng lặp psycopg thay pgbench"
    bare = f"{program} ghi trần cùng số dòng, 8 kết nối"
    return [
        _told(
            "Tiếp nhận qua HTTP, 8 quầy ở 8 xã", rounds, "spread", "bare_spread", bare, _OF_PGBENCH
        ),
        _told(
            "Tiếp nhận qua HTTP, 8 quầy của một xã", rounds, "one", "bare_one", bare, _OF_PGBENCH
        ),
        _told(
            "Tiếp nhận qua HTTP, 8 quầy ở 8 xã",
            rounds,
            "spread",
            "empty",
            "POST tra người nộp, không ghi gì",
            _OF_EMPTY,
        ),
    ]


def _round(team: service.Clerks, written: list[floor.Statement], beside: str) -> _Round:
    """Measure everything once; what the receptions left for later is done before the next turn."""
    spread = team.rate(_SPREAD, "reception", _SECONDS)
    _wait_for_the_queue()
    empty = team.rate(_SPREAD, "empty", _SECONDS)
    bare_spread = floor.rate(written, beside, seconds=_SECONDS, agencies=floor.CLIENTS)
    one = team.rate(_ONE, "reception", _SECONDS)
    _wait_for_the_queue()
    bare_one = floor.rate(written, beside, seconds=_SECONDS, agencies=1)
    return _Round(spread, one, empty, bare_spread, bare_one)


def _told(
    name: str, rounds: list[_Round], ours: str, bare: str, floor_name: str, bound: Bound
) -> Measure:
    """Return the round whose ratio is the middle one."""
    pairs = sorted(
        ((getattr(one, ours), getattr(one, bare)) for one in rounds),
        key=lambda pair: pair[0] / pair[1],
    )
    middle = pairs[len(pairs) // 2]
    return Measure(name, middle[0], middle[1], floor_name, bound)


def _found() -> dict[str, Any]:
    """Found the communes and their desks; return what the clerks must know."""
    opened = clock.today() - timedelta(days=300)
    organizations.set_default_hours(from_on=opened)
    catalog.load(catalogue=records.read())
    case = _case(clock.today())
    agencies: dict[str, int] = {}
    for place in range(floor.CLIENTS):
        agency, post = _commune(place, opened)
        catalog.offer(procedure=case.version.procedure, agency=agency, from_on=opened)
        agencies[_clerk(f"xa{place}", post, opened)] = agency.pk
        if place == 0:
            for other in range(floor.CLIENTS):
                agencies[_clerk(f"quay{other}", post, opened)] = agency.pk
    return {
        "password": _PASSWORD,
        "sign_in": reverse("workspace:sign_in"),
        "agencies": agencies,
        "teams": {
            _SPREAD: [name for name in agencies if name.startswith("xa")],
            _ONE: [name for name in agencies if name.startswith("quay")],
        },
        "reception": _reception(case),
        "empty": {
            "path": reverse("workspace:intake_person", args=["chu"]),
            "status": 200,
            "receives": False,
            "fields": {"chu-number": "03009{serial:07d}", "chu-kind": "citizen_id"},
        },
    }


def _case(on: date) -> Case:
    """A commune's case with a counter and several papers."""
    versions = ProcedureVersion.objects.filter(
        level=Level.COMMUNE.value, state="published", effective_to=None, effective_from__lte=on
    )
    for version in versions.order_by("pk"):
        case = version.cases.order_by("order").first()
        if case and case.papers.count() >= _PAPERS and case.channels.filter(channel="counter"):
            return case
    raise LookupError


def _commune(place: int, opened: date) -> tuple[Agency, Post]:
    code = f"H00.{place + 1}"
    agency = organizations.open_agency(
        code=code,
        name=f"UBND xã Đo {place + 1}",
        level=Level.COMMUNE,
        kind=AgencyKind.COMMUNE,
        opened_on=opened,
    )
    organizations.number_with(
        agency=agency, agency_code=code, pattern="{agency}-{yymmdd}-{nnnnn}", from_on=opened
    )
    return agency, organizations.open_post(agency=agency, name="Một cửa", role=Role.CLERK)


def _clerk(username: str, post: Post, opened: date) -> str:
    account = people.create_account(
        username=username, full_name=f"Cán bộ {username}", password=_PASSWORD, at=clock.now()
    )
    organizations.assign_officer(account=account, post=post, from_on=opened)
    return username


def _reception(case: Case) -> dict[str, Any]:
    person = {
        "number": "02009{serial:07d}",
        "kind": "citizen_id",
        "name": "Nguyễn Thị Đo",
        "born_on": "20/05/1990",
        "sex": "",
        "address": "Thôn Lũng Cút, xã Đo",
        "phone": "0912345678",
    }
    way = {
        "channel": "counter",
        "subject": "",
        "return_mode": "counter",
        "return_here": "here",
        "happened_at": "",
        "block": "",
        "text": "",
        "viec": "tiep-nhan",
    }
    papers = {f"paper_{paper.pk}": "original" for paper in case.papers.all()}
    nobody = {f"{role}-{name}": "" for role in ("nop", "nhan") for name in person}
    return {
        "path": reverse("workspace:receive", args=[case.pk]),
        "status": 302,
        "receives": True,
        "fields": {f"chu-{name}": value for name, value in person.items()} | nobody | way | papers,
    }


@contextmanager
def _copied_tables() -> Iterator[str]:
    """Yield the address of a copy of our tables on the same server, before anybody works on ours.

    A copy, because the service's worker would take the jobs of ``pgbench`` for its own.
    """
    connection.close()
    name = connection.settings_dict["NAME"]
    copy = sql.Identifier(f"{name}_floor")
    with harness.server() as own:
        own.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, sql.Identifier(name)))
    try:
        yield harness.address().replace(name, f"{name}_floor")
    finally:
        with harness.server() as own:
            own.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(copy))


def _check_numbers() -> None:
    """Every dossier was received once, with a number of its own. Raise ``Stop`` otherwise."""
    dossiers = Dossier.objects.filter(status="received").count()
    numbers = DossierNumber.objects.values("value").distinct().count()
    if not dossiers or dossiers != numbers or dossiers != Dossier.objects.count():
        raise Stop(f"{dossiers} hồ sơ, {numbers} số")


def _wait_for_the_queue() -> None:
    """Wait until nothing is left for later."""
    until = time.monotonic() + _PATIENCE_SECONDS
    with harness.server() as own:
        while time.monotonic() < until:
            row = own.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND (scheduled_at IS NULL OR scheduled_at < now())"
            ).fetchone()
            if row is None or not row[0]:
                return
            time.sleep(0.2)
