"""Receiving a complete dossier: how far it is from writing the same rows bare."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.catalog import actions as catalog
from motcua.catalog import records
from motcua.catalog.models import Case, ProcedureVersion
from motcua.cli.bench import harness
from motcua.cli.bench.harness import Measure
from motcua.dossiers import actions
from motcua.dossiers.actions import Application, By, PaperIn, Someone
from motcua.dossiers.models import Dossier
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people import actions as people
from motcua.people.models import Account, Party, PartyKind
from motcua.rules.codes import Channel, IdentityKind, Level, PaperForm

_BEGAN_ON = date(2026, 1, 5)


@dataclass
class _Place:
    agency: Agency
    clerk: Account
    case: Case
    person: Party


def measure() -> list[Measure]:
    """Found a commune in a throw-away database, receive there, compare."""
    with harness.throw_away_database("reception"):
        clock.set_to(clock.at(_BEGAN_ON, 8))
        try:
            return [_reception(_place())]
        finally:
            clock.reset()


def _place() -> _Place:
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
        name,
        harness.best(lambda: _receive(place), 40),
        harness.best(floor, 40),
        "ghi trần cùng số bảng",
    )
