"""How the demonstration begins: agencies, people at work, calendars, the catalogue, who settles what."""

from collections.abc import Iterable
from datetime import date, datetime
from random import Random

from django.db import transaction

from motcua.catalog import actions as catalog
from motcua.catalog import records
from motcua.catalog.models import Procedure, ProcedureState, ProcedureVersion
from motcua.demo import invented, places, routes
from motcua.demo.places import Place
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency, AgencyKind, Desk, Post, Role
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.people.queries import DEMO_PASSWORD, account_named
from motcua.rules import numbers
from motcua.rules.codes import Level

#: How many years of calendars are known beyond the last day of the story.
_YEARS_AHEAD = 1
_DESK = "Bộ phận Tiếp nhận và Trả kết quả"
_NEW_DESK = "Trung tâm Phục vụ hành chính công"

#: The accounts of the sign-in page: agency, role, user name, what it is for.
SHOWN = (
    (places.SHOWN_COMMUNE, Role.CLERK, "tiepnhan", "Tiếp nhận hồ sơ, UBND xã Chi Lăng"),
    (places.SHOWN_COMMUNE, Role.OFFICER, "thuly", "Thụ lý hồ sơ, UBND xã Chi Lăng"),
    (places.SHOWN_COMMUNE, Role.LEADER, "lanhdao", "Lãnh đạo UBND xã Chi Lăng"),
    (
        places.CENTRE,
        Role.CLERK,
        "trungtam",
        "Tiếp nhận hồ sơ, Trung tâm Phục vụ hành chính công tỉnh",
    ),
    (places.SHOWN_DEPARTMENT, Role.OFFICER, "soxaydung", "Thụ lý hồ sơ, Sở Xây dựng"),
    (places.PROVINCE, Role.CONTROLLER, "kiemsoat", "Kiểm soát thủ tục hành chính của tỉnh"),
    (places.PROVINCE, Role.ADMIN, "quantri", "Quản trị hệ thống"),
)


@transaction.atomic
def found(*, at: datetime, last_year: int) -> None:
    """Make everything the story needs before its first day. ``last_year`` is the year it ends in."""
    _calendars(at, last_year)
    catalog.load(catalogue=records.read())
    _shown_accounts(at)
    agencies: dict[str, Agency] = {}
    for place in places.PLACES:
        agency = _open(place, agencies)
        agencies[place.code] = agency
        _staff(place, agency, at)
    _offerings(agencies)
    routes.approve_all(from_on=at.date(), at=at)
    for code, name in places.RENAMED.items():
        organizations.rename_agency(
            agency=agencies[code], name=name, from_on=places.RENAMED_ON, decision="Nghị quyết HĐND"
        )


def _shown_accounts(at: datetime) -> None:
    """Make the accounts of the sign-in page, in its order; their posts come with their agencies."""
    for code, _role, username, label in SHOWN:
        rng = Random(f"{invented.SEED}|{code}|{username}")  # noqa: S311 - invented people
        people.create_account(
            username=username,
            full_name=_name(rng),
            at=at,
            password=DEMO_PASSWORD,
            demo_label=label,
        )


def _name(rng: Random) -> str:
    return invented.person_name(rng, female=rng.random() < 0.5)  # noqa: PLR2004 - half of them


def _calendars(at: datetime, last_year: int) -> None:
    organizations.set_default_hours(from_on=places.CALENDAR_FROM)
    for year in range(places.CALENDAR_FROM.year, last_year + _YEARS_AHEAD + 1):
        organizations.propose_year(year=year, at=at)
        organizations.confirm_year(year=year, by=None, at=at)


def _open(place: Place, agencies: dict[str, Agency]) -> Agency:
    agency = organizations.open_agency(
        code=place.code,
        name=place.name,
        level=place.level,
        kind=place.kind,
        opened_on=place.opened_on,
        parent=agencies.get(place.parent),
        aliases=place.aliases,
        decision=places.RESOLUTION if place.opened_on == places.NEW_FROM else "",
        address=f"{place.name.removeprefix('UBND ')}, tỉnh Lạng Sơn",
        phone="0205 000 0000",
    )
    if place.long_code:
        organizations.number_with(
            agency=agency,
            agency_code=place.long_code,
            pattern=numbers.CLASSIC,
            from_on=place.opened_on,
        )
    if not place.closes:
        organizations.number_with(
            agency=agency,
            agency_code=place.code,
            pattern=numbers.CLASSIC,
            from_on=places.NEW_FROM,
        )
    return agency


def _staff(place: Place, agency: Agency, at: datetime) -> None:
    """Fill the posts of an agency: whoever sits at the desk of a commune also handles dossiers."""
    rng = Random(f"{invented.SEED}|staff|{place.code}")  # noqa: S311 - invented people
    if place.code == places.PROVINCE:
        _single(agency, Role.CONTROLLER, "Phòng Kiểm soát thủ tục hành chính", rng, at)
        _single(agency, Role.ADMIN, "Trung tâm Chuyển đổi số", rng, at)
        return
    officers = [] if place.kind is AgencyKind.CENTRE else _officers(place, agency, rng, at)
    if _has_desk(place):
        clerk = _single(agency, Role.CLERK, _DESK, rng, at, desk=_desk(place, agency))
        if place.level is Level.COMMUNE:
            _join(clerk, officers[0][1], place.opened_on)
    if place.kind is not AgencyKind.CENTRE:
        _single(agency, Role.LEADER, "", rng, at)


def _officers(
    place: Place, agency: Agency, rng: Random, at: datetime
) -> list[tuple[Account, Post]]:
    return [
        _filled(agency, Role.OFFICER, unit, f"Chuyên viên {number}", rng, at)
        for number, unit in enumerate(place.units, start=1)
    ]


def _has_desk(place: Place) -> bool:
    return place.kind not in (AgencyKind.DEPARTMENT, AgencyKind.BRANCH)


def _desk(place: Place, agency: Agency) -> Desk:
    name = _NEW_DESK if place.opened_on == places.NEW_FROM else _DESK
    return organizations.open_desk(agency=agency, name=name, from_on=place.opened_on)


_POST_NAMES = {
    Role.CLERK: "Công chức tiếp nhận và trả kết quả",
    Role.LEADER: "Lãnh đạo phụ trách",
    Role.CONTROLLER: "Chuyên viên kiểm soát thủ tục hành chính",
    Role.ADMIN: "Quản trị hệ thống",
}


def _single(
    agency: Agency, role: Role, unit: str, rng: Random, at: datetime, *, desk: Desk | None = None
) -> Account:
    account, _post = _filled(agency, role, unit, _POST_NAMES[role], rng, at, desk=desk)
    return account


def _filled(
    agency: Agency,
    role: Role,
    unit: str,
    name: str,
    rng: Random,
    at: datetime,
    *,
    desk: Desk | None = None,
) -> tuple[Account, Post]:
    """Open a post and let somebody fill it: an account of the sign-in page where one belongs here."""
    post = organizations.open_post(agency=agency, name=name, role=role, unit=unit, desk=desk)
    account = _shown(agency.code, role, unit) or people.create_account(
        username=f"{role.value}{post.pk}.{agency.code.lower()}", full_name=_name(rng), at=at
    )
    _join(account, post, agency.opened_on)
    return account, post


def _join(account: Account, post: Post, on: date) -> None:
    organizations.assign_officer(account=account, post=post, from_on=on)


def _shown(code: str, role: Role, unit: str) -> Account | None:
    """Return the account of the sign-in page for this post, if there is one; of officers the last."""
    units = places.BY_CODE[code].units
    if role is Role.OFFICER and unit != units[-1]:
        return None
    for shown_code, shown_role, username, _label in SHOWN:
        if (shown_code, shown_role) == (code, role):
            return account_named(username)
    return None


def _offerings(agencies: dict[str, Agency]) -> None:
    """Let every agency settle what is its level's (and field's) while it is its level's."""
    versions = list(
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT).select_related(
            "procedure", "field"
        )
    )
    for place in places.PLACES:
        if place.kind in (AgencyKind.PROVINCE, AgencyKind.CENTRE):
            continue
        own = [version for version in versions if settles(place, version)]
        for from_on, procedures in _by_first_day(place, own):
            catalog.offer_all(procedures=procedures, agency=agencies[place.code], from_on=from_on)


def settles(place: Place, version: ProcedureVersion) -> bool:
    """Tell whether a version is of the place's level, of its fields, and held while it was open."""
    if version.level != place.level or (place.fields and version.field.code not in place.fields):
        return False
    if version.effective_to is not None and version.effective_to < place.opened_on:
        return False
    return not (place.closes and version.effective_from > places.LAST_DAY)


def _by_first_day(
    place: Place, versions: Iterable[ProcedureVersion]
) -> list[tuple[date, list[Procedure]]]:
    first: dict[Procedure, date] = {}
    for version in versions:
        begins = max(version.effective_from, place.opened_on)
        first[version.procedure] = min(begins, first.get(version.procedure, begins))
    days = sorted(set(first.values()))
    return [(day, [one for one, begins in first.items() if begins == day]) for day in days]
