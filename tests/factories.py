"""Makes the rows tests need, with plain defaults. Each factory takes only what a test cares about."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count

from motcua.base import clock
from motcua.catalog import actions as catalog
from motcua.catalog.models import Field, Procedure, ProcedureVersion
from motcua.catalog.records import CaseRecord, Limit, PaperRecord, VersionRecord
from motcua.organizations import actions as organizations
from motcua.organizations.models import (
    Agency,
    AgencyKind,
    Assignment,
    Desk,
    OpeningWindow,
    Post,
    Role,
)
from motcua.people import actions as people
from motcua.people.models import Account, Party, PartyKind
from motcua.rules.codes import Channel, IdentityKind, Level, ServiceLevel, TimeUnit

#: When everything below begins, unless a test says otherwise.
FOUNDED = date(2020, 1, 1)
BEGINNING = datetime(2020, 1, 1, 8, 0, tzinfo=clock.ZONE)
KINDS = {
    Level.PROVINCE: AgencyKind.DEPARTMENT,
    Level.DISTRICT: AgencyKind.DISTRICT,
    Level.COMMUNE: AgencyKind.COMMUNE,
}
PASSWORD = "mat-khau-du-dai"
_numbers = count(1)


def default_hours(from_on: date = FOUNDED) -> None:
    """Open the province Monday to Friday in the standard hours, once."""
    if not OpeningWindow.objects.filter(agency=None).exists():
        organizations.set_default_hours(from_on=from_on)


def agency(
    name: str = "",
    *,
    code: str = "",
    level: Level = Level.COMMUNE,
    kind: AgencyKind | None = None,
    parent: Agency | None = None,
    opened_on: date = FOUNDED,
    aliases: Sequence[str] = (),
    pattern: str = "{agency}-{yymmdd}-{nnnn}",
) -> Agency:
    """Open an agency that numbers its dossiers and keeps the province's hours."""
    number = next(_numbers)
    default_hours()
    code = code or f"H99.{number}"
    made = organizations.open_agency(
        code=code,
        name=name or f"UBND xã Số {number}",
        level=level,
        kind=kind or KINDS[level],
        opened_on=opened_on,
        parent=parent,
        aliases=aliases,
    )
    organizations.number_with(agency=made, agency_code=code, pattern=pattern, from_on=opened_on)
    return made


def account(full_name: str = "", *, username: str = "", password: str | None = None) -> Account:
    """Make an officer's account, without a password unless one is given."""
    number = next(_numbers)
    return people.create_account(
        username=username or f"canbo{number}",
        full_name=full_name or f"Cán bộ Số {number}",
        password=password,
        at=BEGINNING,
    )


def desk(at_agency: Agency) -> Desk:
    """Open a one-stop desk."""
    return organizations.open_desk(agency=at_agency, name="Bộ phận Một cửa", from_on=FOUNDED)


def post(at_agency: Agency, role: Role = Role.CLERK, *, at_desk: Desk | None = None) -> Post:
    """Open a post of a role."""
    return organizations.open_post(
        agency=at_agency, name=f"{role.label} {next(_numbers)}", role=role, desk=at_desk
    )


def officer(
    at_agency: Agency,
    role: Role = Role.CLERK,
    *,
    full_name: str = "",
    username: str = "",
    password: str | None = None,
    from_on: date = FOUNDED,
) -> Account:
    """Make an account that fills a new post of a role at an agency."""
    made = account(full_name, username=username, password=password)
    assignment(made, post(at_agency, role), from_on=from_on)
    return made


def assignment(of: Account, at_post: Post, *, from_on: date = FOUNDED) -> Assignment:
    """Let an account fill a post."""
    return organizations.assign_officer(account=of, post=at_post, from_on=from_on)


def citizen_id(number: int | None = None) -> str:
    """Return a well-formed personal number of a man born in 1990 in Lạng Sơn."""
    return f"020090{next(_numbers) if number is None else number:06d}"


def person(
    name: str = "Nguyễn Văn An", *, value: str = "", born_on: date | None = date(1990, 5, 20)
) -> Party:
    """Register a person with a căn cước."""
    return people.register_party(
        kind=PartyKind.PERSON,
        name=name,
        identities=[people.GivenIdentity(IdentityKind.CITIZEN_ID, value or citizen_id())],
        born_on=born_on,
        at=BEGINNING,
    )


def version_record(
    name: str = "Đăng ký khai sinh",
    *,
    field: str = "HT",
    level: Level = Level.COMMUNE,
    amount: int | None = 5,
    unit: TimeUnit = TimeUnit.WORKING_DAYS,
    from_on: date = FOUNDED,
    to_on: date | None = None,
    keywords: str = "",
    channels: Sequence[Channel] = tuple(Channel),
    restarts: bool = False,
) -> VersionRecord:
    """Write down a version with one case and the same limit through every channel."""
    case = CaseRecord(
        name="Trường hợp chung",
        limits={channel: Limit(amount, unit) for channel in channels},
        limit_note="",
        restarts=restarts,
        fees=(),
        papers=(PaperRecord("Tờ khai"), PaperRecord("Giấy tờ kèm theo", required=False)),
    )
    return VersionRecord(
        name=name,
        keywords=keywords,
        field=field,
        level=level,
        service_level=ServiceLevel.FULL,
        prescriber="Bộ Tư pháp",
        effective_from=from_on,
        effective_to=to_on,
        decision_number="01/QĐ",
        decision_on=from_on,
        audience="Công dân",
        summary="",
        steps=("Nộp hồ sơ.", "Nhận kết quả."),
        conditions="",
        agency="Ủy ban nhân dân cấp xã",
        validity="",
        restarts=restarts,
        no_appointment=False,
        cases=(case,),
        results=(("", "Kết quả"),),
        bases=(),
    )


def procedure(
    record: VersionRecord | None = None, *, code: str = "", offered_by: Sequence[Agency] = ()
) -> ProcedureVersion:
    """Publish a procedure and let agencies offer it from its first day."""
    record = record or version_record()
    field, _ = Field.objects.get_or_create(code=record.field, defaults={"name": record.field})
    identity = Procedure.objects.create(code=code or f"8.{next(_numbers):06d}")
    made = catalog.draft(procedure=identity, record=record, field=field, origin="test")
    for one in offered_by:
        catalog.offer(procedure=identity, agency=one, from_on=record.effective_from)
    return catalog.publish(version=made)
