"""The desk of a large unit: inbox and leader's view over a hundred thousand open dossiers, beside a thousand."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from psycopg import sql

from motcua.base import clock, installation
from motcua.catalog.models import Route, RouteStep
from motcua.cli.bench import harness, pages, province, reminders
from motcua.cli.bench.harness import Measure
from motcua.cli.bench.lines import Table
from motcua.cli.bench.pages import Page
from motcua.cli.bench.province import Desk, Province, Service
from motcua.dossiers import loads, state
from motcua.dossiers.models import Dossier, Participant
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, Role
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.rules.codes import RuleSet, Status
from motcua.rules.steps import Work

OPEN = 100_000
_SMALL = 1000
_BEGAN = date(2026, 1, 5)
_NOW = datetime(2026, 12, 14, 10, 0, tzinfo=clock.ZONE)
_AGENCIES = 3
#: So many share the work; in small books each has a page of either list full.
_OFFICERS = 20
_STEPS = ("Kiểm tra hồ sơ", "Thẩm định", "Lấy ý kiến", "Dự thảo kết quả", "Trình ký")
#: Due dates lie around today as they do in a unit that is somewhat behind.
_DAYS_LATE, _DAYS_AHEAD = 12, 30
_WAITING_SHARE = 8
#: Has no divisor in common with the number of days: each officer's work is due on all of them.
_STRIDE = 11
_DOSSIERS, _PEOPLE = Table(Dossier), Table(Participant)
#: What the leader's view shows: loads by person and by step, the people by name, and who of them is away.
_WEIGHED = "FROM dossiers_deskload"
_STAFF = 'SELECT "organizations_assignment"."id"'
_AWAY = 'SELECT "dossiers_delegation"."id"'


def measure(number: int) -> Iterator[Measure]:
    """Fill a unit with ``number`` open dossiers and another database with a thousand; compare their pages."""
    try:
        with harness.throw_away_database("desk"):
            large = filled(number)
            with harness.database("desk_small") as small_books:
                with harness.pointed_at(small_books):
                    installation.migrate()
                    small = filled(_SMALL)
                yield from pages.measure(large, small, small_books)
            yield from reminders.measure()
    finally:
        clock.reset()


def filled(number: int) -> list[Page]:
    """Found a province, fill one unit of it, and find its pages."""
    found = province.found(began_on=_BEGAN, number=_AGENCIES)
    desk = found.desks[-1]
    service = found.services[desk.level][0]
    route = _route(service)
    staff = [(desk.officer_id, desk.post_id), *_officers(desk, _OFFICERS - 1)]
    leader = _leader(desk)
    clock.set_to(_NOW)
    _fill(number, found, desk, service, route, staff)
    return _pages(desk, leader)


def _pages(desk: Desk, leader: Account) -> list[Page]:
    officer, head = Client(), Client()
    officer.force_login(Account.objects.get(pk=desk.officer_id))
    head.force_login(leader)
    inbox, load = reverse("workspace:inbox"), reverse("workspace:load")
    rows = (pages.ROWS, pages.OWNERS)
    shown = (_WEIGHED, _STAFF, _AWAY)
    person = f"{load}?nguoi={desk.officer_id}&loai=tat-ca"
    step = f"{load}?{urlencode({'buoc': _STEPS[1], 'loai': 'qua-han'})}"
    return [
        Page("Việc cần xử lý, cả đơn vị", officer, f"{inbox}?muc=don-vi", rows),
        Page("Việc cần xử lý, của tôi", officer, f"{inbox}?muc=cua-toi", rows),
        Page("Khối lượng công việc", head, load, shown),
        Page("Khối lượng công việc, một người", head, person, (*shown, *rows)),
        Page("Khối lượng công việc, quá hạn ở một bước", head, step, (*shown, *rows)),
    ]


def _officers(desk: Desk, number: int) -> Iterator[tuple[int, int]]:
    """Appoint officers, each to a post of one of four units."""
    agency = Agency.objects.get(pk=desk.agency_id)
    for place in range(number):
        account = people.create_account(
            username=f"cb{desk.agency_id}-{place}",
            full_name=f"Cán bộ {place}",
            password=None,
            at=clock.now(),
        )
        post = organizations.open_post(
            agency=agency, name=f"Chuyên viên {place}", role=Role.OFFICER, unit=f"Phòng {place % 4}"
        )
        organizations.assign_officer(account=account, post=post, from_on=_BEGAN)
        yield account.pk, post.pk


def _leader(desk: Desk) -> Account:
    agency = Agency.objects.get(pk=desk.agency_id)
    account = people.create_account(
        username=f"ld{desk.agency_id}", full_name="Lãnh đạo đơn vị", password=None, at=clock.now()
    )
    post = organizations.open_post(agency=agency, name="Chủ tịch", role=Role.LEADER)
    organizations.assign_officer(account=account, post=post, from_on=_BEGAN)
    return account


def _route(service: Service) -> Route:
    """Give the procedure steps with names; nothing here follows from what they ask."""
    route = Route.objects.create(case_id=service.case_id, number=1, written_at=clock.now())
    RouteStep.objects.bulk_create(
        RouteStep(route=route, order=order, code=str(order), name=name, work=Work.ASSESS.value)
        for order, name in enumerate(_STEPS, start=1)
    )
    return route


def _fill(
    number: int,
    found: Province,
    desk: Desk,
    service: Service,
    route: Route,
    staff: list[tuple[int, int]],
) -> None:
    """Copy open dossiers and their owners; what the pages read has no other history here."""
    dossiers, owners = [], []
    for place in range(1, number + 1):
        turn = place // len(staff)
        holder_id, post_id = staff[place % len(staff)]
        person = found.persons[place % len(found.persons)]
        row = _row(place, turn, desk, service) | {"holder_id": holder_id, "post_id": post_id}
        row |= {"route_id": route.pk, "step": str(turn % len(_STEPS) + 1)}
        dossiers.append(_DOSSIERS.line(row | {"owner_fold": person.fold}))
        owners.append(
            _PEOPLE.line(
                {
                    "id": place,
                    "dossier_id": place,
                    "role": "owner",
                    "party_id": person.party_id,
                    "name": person.name,
                    "identity_kind": "citizen_id",
                    "identity_value": person.identity,
                }
            )
        )
    with harness.server() as server:
        for table, rows in ((_DOSSIERS, dossiers), (_PEOPLE, owners)):
            names = sql.SQL(", ").join(map(sql.Identifier, table.columns))
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
            with server.cursor() as bare, bare.copy(statement) as copy:
                copy.write("".join(rows))
    with transaction.atomic():
        loads.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _row(place: int, turn: int, desk: Desk, service: Service) -> dict[str, Any]:
    """Write a dossier; ``turn`` counts those its officer had before it."""
    limit, restarts = next(iter(service.limits.values()))
    waits = turn % _WAITING_SHARE == 0
    status = Status.AWAITING_SUPPLEMENT if waits else Status.IN_PROGRESS
    days = turn * _STRIDE % (_DAYS_LATE + _DAYS_AHEAD) - _DAYS_LATE
    due_at = clock.at(_NOW.date() + timedelta(days=days), 17)
    step_due_at = due_at - timedelta(days=place % 3)
    began_at = _NOW - timedelta(days=20, minutes=place % 500)
    return {
        "id": place,
        "status": status.value,
        "agency_id": desk.agency_id,
        "taken_in_at_id": desk.agency_id,
        "return_at_id": desk.agency_id,
        "rule_set": RuleSet.ND118_2025.value,
        "version_id": service.version_id,
        "case_id": service.case_id,
        "procedure_id": service.procedure_id,
        "field_id": service.field_id,
        "level": desk.level,
        "channel": "counter",
        "service_level": service.service_level,
        "limit_amount": limit.amount,
        "limit_unit": limit.unit.value,
        "limit_restarts": restarts,
        "due_at": due_at,
        "first_due_at": due_at,
        "step_due_at": step_due_at,
        "step_began_at": began_at,
        "urgent_at": state.urgent_at(status, limit.unit.value, due_at, step_due_at),
        "waiting_since": began_at if waits else None,
        "received_at": began_at,
        "clock_started_at": began_at,
        "opened_at": began_at,
        "seq": 3,
        "number": f"{desk.code}-{place:07d}",
        "track_code": f"{place:08d}",
    }
