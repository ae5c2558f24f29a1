"""The province the measurements are made in: founded by the real acts, offerings and people in bulk."""

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.base import clock, text
from motcua.catalog import actions as catalog
from motcua.catalog import records
from motcua.catalog.models import Case, Offering, ProcedureVersion
from motcua.organizations import actions as organizations
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, AgencyKind, Post, Role
from motcua.people import actions as people
from motcua.people.models import Account, Identity, Party, PartyKind
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Channel, IdentityKind, Level, TimeUnit
from motcua.rules.limits import Limit

#: A province of two tiers: itself, its departments, its communes.
AGENCIES = 135
_DEPARTMENTS = 28
_PROCEDURES = 30
_PERSONS = 10_000
PATTERN = "{agency}-{yymmdd}-{nnnnn}"
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Nông", "Lương", "Đặng", "Bùi")
_MIDDLE = ("Văn", "Thị", "Đức", "Thu", "Minh", "Ngọc", "Hữu", "Thanh")
_GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dung",
    "Hà",
    "Hạnh",
    "Khánh",
    "Lan",
    "Nam",
    "Phương",
    "Quân",
    "Yến",
)


@dataclass(frozen=True)
class Desk:
    """An agency, who receives there and who handles."""

    agency_id: int
    code: str
    level: str
    clerk_id: int
    officer_id: int
    post_id: int


@dataclass(frozen=True)
class Service:
    """A case of a published procedure: what a dossier of it carries."""

    version_id: int
    case_id: int
    procedure_id: int
    field_id: int
    service_level: str
    limits: dict[str, tuple[Limit, bool]]
    papers: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Person:
    """Somebody who files dossiers."""

    party_id: int
    name: str
    fold: str
    identity: str


@dataclass(frozen=True)
class Province:
    """Everything a dossier needs, read once."""

    top_id: int
    desks: tuple[Desk, ...]
    services: dict[str, tuple[Service, ...]]
    persons: tuple[Person, ...]
    calendar: WorkingCalendar


def found(*, began_on: date, number: int) -> Province:
    """Found a province of ``number`` agencies (one province, then departments, then communes)."""
    opened = began_on - timedelta(days=300)
    clock.set_to(clock.at(began_on, 8))
    organizations.set_default_hours(from_on=opened)
    top = _agency(0, Level.PROVINCE, AgencyKind.PROVINCE, None, opened)
    departments = min(_DEPARTMENTS, max(1, number // 5))
    below = [
        _agency(place, Level.PROVINCE, AgencyKind.DEPARTMENT, top, opened)
        if place <= departments
        else _agency(place, Level.COMMUNE, AgencyKind.COMMUNE, top, opened)
        for place in range(1, number)
    ]
    catalog.load(catalogue=records.read())
    services = {level.value: _services(level) for level in (Level.PROVINCE, Level.COMMUNE)}
    Offering.objects.bulk_create(
        Offering(procedure_id=procedure_id, agency=agency, from_on=opened)
        for agency in (top, *below)
        for procedure_id in sorted({one.procedure_id for one in services[agency.level]})
    )
    return Province(
        top_id=top.pk,
        desks=tuple(_desk(agency, opened) for agency in below),
        services=services,
        persons=_persons(),
        calendar=agencies.working_calendar(top.pk),
    )


def _agency(
    place: int, level: Level, kind: AgencyKind, parent: Agency | None, opened: date
) -> Agency:
    names = {
        AgencyKind.PROVINCE: "Ủy ban nhân dân tỉnh Đo",
        AgencyKind.DEPARTMENT: f"Sở thứ {place}",
        AgencyKind.COMMUNE: f"Ủy ban nhân dân xã Đo {place}",
    }
    return organizations.open_agency(
        code=f"H99.{place:03d}",
        name=names[kind],
        level=level,
        kind=kind,
        opened_on=opened,
        parent=parent,
        pattern=PATTERN,
    )


def _desk(agency: Agency, opened: date) -> Desk:
    """Two people and three posts; the officer also leads."""
    clerk, officer = (
        people.create_account(
            username=f"{name}{agency.pk}",
            full_name=f"{words} {agency.pk}",
            password=None,
            at=clock.now(),
        )
        for name, words in (("motcua", "Cán bộ Một cửa"), ("thuly", "Cán bộ thụ lý"))
    )
    post = _assigned(agency, Role.OFFICER, officer, opened)
    _assigned(agency, Role.CLERK, clerk, opened)
    return Desk(agency.pk, agency.code, agency.level, clerk.pk, officer.pk, post.pk)


def _assigned(agency: Agency, role: Role, account: Account, opened: date) -> Post:
    post = organizations.open_post(agency=agency, name=str(role.label), role=role)
    organizations.assign_officer(account=account, post=post, from_on=opened)
    return post


def _services(level: Level) -> tuple[Service, ...]:
    """The first case of each published procedure of a level that states its limit on every channel."""
    versions = ProcedureVersion.objects.filter(
        level=level.value, state="published", effective_to=None
    ).order_by("pk")
    found_services = []
    for version in versions[:_PROCEDURES]:
        case = version.cases.order_by("order")[0]
        found_services.append(_service(version, case))
    return tuple(found_services)


def _service(version: ProcedureVersion, case: Case) -> Service:
    channels = {
        row.channel: (
            Limit(row.limit_amount, TimeUnit(row.limit_unit)),
            row.restarts_after_supplement,
        )
        for row in case.channels.all()
    }
    known = next(iter(channels.values()))
    return Service(
        version_id=version.pk,
        case_id=case.pk,
        procedure_id=version.procedure_id,
        field_id=version.field_id,
        service_level=version.service_level,
        limits={channel.value: channels.get(channel.value, known) for channel in Channel},
        papers=tuple(case.papers.order_by("order").values_list("pk", "name")[:3]),
    )


def _persons() -> tuple[Person, ...]:
    names = [f"{a} {b} {c}" for a in _FAMILY for b in _MIDDLE for c in _GIVEN]
    parties = Party.objects.bulk_create(
        Party(
            kind=PartyKind.PERSON,
            name=name,
            name_fold=text.fold(name),
            name_key=text.sort_key(name),
            created_at=clock.now(),
        )
        for name in (names[place % len(names)] for place in range(_PERSONS))
    )
    identities = Identity.objects.bulk_create(
        Identity(party=party, kind=IdentityKind.CITIZEN_ID.value, value=f"020090{place:06d}")
        for place, party in enumerate(parties)
    )
    return tuple(
        Person(party.pk, party.name, party.name_fold, identity.value)
        for party, identity in zip(parties, identities, strict=True)
    )
