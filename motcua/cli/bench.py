"""Đo tốc độ trên một cơ sở dữ liệu tạm: mỗi số đo đứng cạnh mức sàn đo trong cùng lần chạy.

Chỉ in tỷ lệ so với mức sàn, vì số tuyệt đối của hai máy không so sánh được với nhau.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base import clock, installation
from motcua.catalog import actions as catalog
from motcua.catalog import records
from motcua.catalog.models import Case, ProcedureVersion
from motcua.dossiers import actions, sums, verification
from motcua.dossiers.actions import Application, By, PaperIn, Result, Someone
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.sums import Question
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people import actions as people
from motcua.people.models import Account, Party, PartyKind
from motcua.rules.codes import Channel, IdentityKind, Level, Outcome, PaperForm

_BEGAN_ON = date(2026, 1, 5)
_TURNS = 5


@dataclass(frozen=True)
class Measure:
    """One comparison: seconds of ours, seconds of the floor, and how they are read."""

    name: str
    ours: float
    floor: float
    floor_name: str

    @property
    def ratio(self) -> float:
        """How often the floor fits into ours; below 1 where ours is quicker."""
        return self.ours / self.floor


@dataclass
class _Place:
    agency: Agency
    clerk: Account
    case: Case
    person: Party


def configure(parser: argparse.ArgumentParser) -> None:
    """How many dossiers to measure with."""
    parser.add_argument("--dossiers", type=int, default=600, help="số hồ sơ dùng để đo")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Fill a throw-away database through the real acts, measure, drop it."""
    with _throw_away_database():
        installation.migrate()
        measures = _measure(max(args.dossiers, 50))
    if args.format == "json":
        found = [asdict(one) | {"ratio": round(one.ratio, 3)} for one in measures]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        for one in measures:
            sys.stdout.write(f"{one.name:<52} {one.ratio:8.2f} × {one.floor_name}\n")
    return 0


@contextmanager
def _throw_away_database() -> Iterator[None]:
    """Point this process at a new database of the same server, and drop it afterwards."""
    settings = connection.settings_dict
    own = settings["NAME"]
    name = f"motcua_bench_{int(time.time())}"
    with _server() as server:
        server.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = own
        with _server() as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server() -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(**connection.get_connection_params(), autocommit=True)


def _measure(number: int) -> list[Measure]:
    place = _place()
    received = _receive_all(place, number)
    _settle_all(place, received)
    return [_reception(place), *_figures(place), _verification()]


def _place() -> _Place:
    clock.set_to(clock.at(_BEGAN_ON, 8))
    organizations.set_default_hours(from_on=_BEGAN_ON - timedelta(days=400))
    opened = _BEGAN_ON - timedelta(days=300)
    agency = organizations.open_agency(
        code="H00.1",
        name="UBND xã Đo",
        level=Level.COMMUNE,
        kind=AgencyKind.COMMUNE,
        opened_on=opened,
    )
    organizations.number_with(
        agency=agency, agency_code="H00.1", pattern="{agency}-{yymmdd}-{nnnnn}", from_on=opened
    )
    clerk = people.create_account(
        username="canbodo", full_name="Cán bộ Đo", password=None, at=clock.now()
    )
    for role in (Role.CLERK, Role.OFFICER):
        post = organizations.open_post(agency=agency, name=str(role.label), role=role)
        organizations.assign_officer(account=clerk, post=post, from_on=opened)
    catalog.load(catalogue=records.read())
    version = ProcedureVersion.objects.filter(
        level=Level.COMMUNE.value, state="published", effective_to=None
    ).order_by("pk")[0]
    catalog.offer(procedure=version.procedure, agency=agency, from_on=opened)
    person = people.register_party(
        kind=PartyKind.PERSON,
        name="Nguyễn Văn Đo",
        identities=[people.GivenIdentity(IdentityKind.CITIZEN_ID, "020090000001")],
        at=clock.now(),
    )
    return _Place(
        agency, clerk, version.cases.select_related("version").order_by("order")[0], person
    )


def _receive(place: _Place) -> Dossier:
    papers = tuple(
        PaperIn(name=paper.name, form=PaperForm.ORIGINAL, case_paper_id=paper.pk, originals=1)
        for paper in place.case.papers.all()
    )
    owner = Someone(
        party=place.person,
        name=place.person.name,
        identity_kind=IdentityKind.CITIZEN_ID,
        identity_value="020090000001",
    )
    application = Application(
        case=place.case,
        channel=Channel.COUNTER,
        agency=place.agency,
        taken_in_at=place.agency,
        owner=owner,
        papers=papers,
    )
    return actions.receive(application=application, by=By(officer=place.clerk, at=clock.now()))


def _receive_all(place: _Place, number: int) -> list[Dossier]:
    """Receive over sixty days, ten a working day at least, sealing each day."""
    received: list[Dossier] = []
    per_day = max(1, number // 60)
    while len(received) < number:
        received += [_receive(place) for _ in range(per_day)]
        clock.advance(timedelta(days=1))
        actions.seal_past_days()
    return received


def _settle_all(place: _Place, received: Sequence[Dossier]) -> None:
    for dossier in received[: len(received) * 9 // 10]:
        result = Result(outcome=Outcome.GRANTED, signed_at=clock.now(), number="1", signatory="A")
        actions.decide(
            dossier_id=dossier.pk, by=By(officer=place.clerk, at=clock.now()), result=result
        )
    clock.advance(timedelta(days=40))
    actions.seal_past_days()


def _reception(place: _Place) -> Measure:
    """A complete reception against as many bare INSERTs in one transaction."""
    with CaptureQueriesContext(connection) as captured:
        _receive(place)
    rows = [q["sql"] for q in captured.captured_queries if q["sql"].startswith("INSERT")]
    repeatable = next(sql for sql in rows if "dossiers_dossierpaper" in sql)

    def floor() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for _table in rows:
                cursor.execute(repeatable)

    name = f"Tiếp nhận một hồ sơ đủ giấy tờ ({len(captured)} câu lệnh)"
    return Measure(
        name, _best(lambda: _receive(place), 40), _best(floor, 40), "ghi trần cùng số bảng"
    )


def _figures(place: _Place) -> list[Measure]:
    """Form II.06 of the year from the sums, against the recount of all events."""
    year = Question(
        agency_ids=(place.agency.pk,), from_on=date(2025, 12, 15), to_on=date(2026, 12, 14)
    )
    ours = _best(lambda: sums.flows(year))
    floor = _best(lambda: sums.recount(year))
    return [Measure("Biểu II.06 của một năm từ các tổng", ours, floor, "đếm lại từng sự kiện")]


def _verification() -> Measure:
    """Folding, hashing and comparing everything, against reading the events once."""
    ours = _best(verification.verify, 2)
    floor = _best(lambda: list(DossierEvent.objects.values_list()), 2)
    return Measure("Đối soát toàn bộ sổ", ours, floor, "đọc mọi sự kiện một lượt")


def _best(work: Callable[[], object], turns: int = _TURNS) -> float:
    """The quickest of several turns, in seconds: what the machine can do when left alone."""
    times = []
    for _ in range(turns):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)
