"""Who a slip comes from: the office, the body above it, its one-stop desk, its place."""

from dataclasses import dataclass
from datetime import date

from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, AgencyKind, Desk
from motcua.rules import rule_sets
from motcua.rules.codes import Level
from motcua.slips import models

_COMMITTEE = "Ủy ban nhân dân "
_SHORT = "UBND "
#: Words before the proper name of a place; "phường 5" keeps its word.
_UNITS = (
    "tỉnh ",
    "thành phố ",
    "huyện ",
    "quận ",
    "thị xã ",
    "thị trấn ",
    "xã ",
    "phường ",
    "đặc khu ",
)
_COMMITTEES = frozenset({AgencyKind.PROVINCE, AgencyKind.DISTRICT, AgencyKind.COMMUNE})


@dataclass(frozen=True)
class Letterhead:
    """The head of a slip on its day."""

    superior: str
    office: str
    desk: str
    place: str
    contact: str


def of(office: Agency, taken_in_at: Agency, on: date) -> Letterhead:
    """Name the ``office`` that issues and the one-stop desk of ``taken_in_at``, as of that day."""
    own, at_desk = set_for(office.pk, on), set_for(taken_in_at.pk, on)
    name = in_full(agencies.name_on(office, on))
    superior = "" if office.kind in _COMMITTEES else _above(office, on)
    desk, telephone = desk_of(taken_in_at, on, name=name if office == taken_in_at else "")
    return Letterhead(
        superior=own.superior or superior,
        office=own.office or name,
        desk=at_desk.desk or desk,
        place=own.place or place(name) or place(superior) or name,
        contact=at_desk.contact or telephone,
    )


def set_for(agency_id: int, on: date) -> models.Letterhead:
    """Return what an agency set for its papers by a day; all lines empty where it set nothing."""
    rows = models.Letterhead.objects.filter(agency_id=agency_id, from_on__lte=on)
    return rows.order_by("-from_on").first() or models.Letterhead()


def desk_of(agency: Agency, on: date, *, name: str = "") -> tuple[str, str]:
    """Return name and telephone of an agency's one-stop; ``name`` is the agency's then, if known."""
    desk = Desk.objects.filter(agencies.alive(on), agency=agency).order_by("pk").first()
    if desk is None:
        return desk_name(agency, on, name=name), agency.phone
    return desk.name, desk.phone or agency.phone


def desk_name(agency: Agency, on: date, *, name: str = "") -> str:
    """Name the one-stop of an agency by law when no desk of it is recorded for the day."""
    name = in_full(name or agencies.name_on(agency, on))
    unit = name.removeprefix(_COMMITTEE) if name.startswith(_COMMITTEE) else ""
    try:
        return rule_sets.desk_name(Level(agency.level), on, unit=unit)
    except rule_sets.NoSuchLevel:
        return name


def in_full(name: str) -> str:
    """Write a committee's name as a document must: "Ủy ban nhân dân", never "UBND"."""
    return _COMMITTEE + name.removeprefix(_SHORT) if name.startswith(_SHORT) else name


def place(name: str) -> str:
    """Return the place a committee's name holds: "Chi Lăng"; nothing for a department's."""
    name = in_full(name)
    rest = name.removeprefix(_COMMITTEE)
    if rest == name:
        return ""
    for unit in _UNITS:
        if rest.lower().startswith(unit):
            proper = rest[len(unit) :]
            return f"{unit.strip().capitalize()} {proper}" if proper[:1].isdigit() else proper
    return rest


def _above(office: Agency, on: date) -> str:
    parent = agencies.parent_on(office.pk, on)
    return in_full(agencies.name_on(parent, on)) if parent else ""
