"""A province with a controller, a commune with a leader, and lines written by them."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.base import clock
from motcua.control import actions, reading, registers
from motcua.control.models import Entry, Version
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories

TODAY = date(2024, 8, 20)


@dataclass(frozen=True)
class Province:
    """Who writes where."""

    province: Agency
    commune: Agency
    controller: Account
    leader: Account


def province() -> Province:
    """A province with one commune; each has somebody who writes in its registers."""
    top = factories.agency(
        "UBND tỉnh",
        level=Level.PROVINCE,
        kind=AgencyKind.PROVINCE,
        code=f"T{factories.citizen_id()}",
    )
    commune = factories.agency(level=Level.COMMUNE, parent=top)
    return Province(
        top,
        commune,
        factories.officer(top, Role.CONTROLLER),
        factories.officer(commune, Role.LEADER),
    )


def moment(day: date = TODAY) -> datetime:
    """Nine in the morning."""
    return clock.at(day, 9, 0)


def said(register: str, today: date = TODAY, **texts: str) -> dict[str, object]:
    """A line read from what somebody typed, without an error."""
    found = reading.read(registers.of(register), texts, today=today)
    assert found.errors == {}
    return found.said


def write(
    register: str, agency: Agency, by: Account, *, at: datetime | None = None, **texts: str
) -> Entry:
    """Write a line in a register."""
    when = at or moment()
    return actions.write(
        register=registers.of(register),
        agency=agency,
        said=said(register, when.date(), **texts),
        by=by,
        at=when,
    )


def keep(register: str, by: Account, *agencies: Agency, from_on: date = date(2024, 1, 1)) -> None:
    """Open a register at agencies."""
    actions.keep(
        register=registers.of(register),
        agencies=agencies,
        from_on=from_on,
        by=by,
        at=moment(date(2024, 1, 2)),
    )


def correct(
    entry: Entry,
    by: Account,
    *,
    reason: str = "Ghi nhầm",
    seen: int = 1,
    at: datetime | None = None,
    **texts: str,
) -> Version:
    """Correct a line."""
    when = at or moment()
    return actions.correct(
        entry=entry,
        register=registers.of(entry.register),
        said=said(entry.register, when.date(), **texts),
        reason=reason,
        seen=seen,
        by=by,
        at=when,
    )
