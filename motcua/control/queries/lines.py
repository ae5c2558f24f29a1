"""The lines of a register as they stand, one line's history, and the shelf of an agency's registers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from motcua.base import text
from motcua.control import registers
from motcua.control.models import Keeping, Version
from motcua.control.registers.vocabulary import Register
from motcua.organizations.models import Agency
from motcua.rules.codes import Level


@dataclass(frozen=True)
class Shelf:
    """A register as it stands on an agency's shelf; ``kept_from`` None: not opened."""

    register: Register
    kept_from: date | None
    lines: int
    last_on: date | None


def latest(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Of these versions, those that are the last of their line."""
    later = Version.objects.filter(entry=OuterRef("entry"), number__gt=OuterRef("number"))
    return versions.filter(~Exists(later))


def lines(
    agency_id: int,
    register: Register,
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    words: str = "",
) -> QuerySet[Version]:
    """The lines of a register as they stand, the latest day first; struck ones too, for they stay."""
    found = latest(Version.objects.filter(entry__agency=agency_id, entry__register=register.code))
    if from_on:
        found = found.filter(on__gte=from_on)
    if to_on:
        found = found.filter(on__lte=to_on)
    for word in text.fold(words).split():
        found = found.filter(words__contains=word)
    return found.select_related("entry", "paper__file", "by").order_by("-on", "-entry__number")


def history(entry_id: int) -> QuerySet[Version]:
    """Everything a line has said, the first version first."""
    versions = Version.objects.filter(entry=entry_id).order_by("number")
    return versions.select_related("by", "paper__file")


def kept_from(
    agency_ids: Iterable[int], codes: Iterable[str], *, as_of: datetime | None = None
) -> Mapping[tuple[int, str], date]:
    """Since when agencies keep registers, by agency and register; what is not kept is not there."""
    rows = Keeping.objects.filter(agency__in=list(agency_ids), register__in=list(codes))
    if as_of is not None:
        rows = rows.filter(at__lte=as_of)
    told = rows.order_by("number").values_list("agency_id", "register", "from_on")
    last = {(agency, register): from_on for agency, register, from_on in told}
    return {key: from_on for key, from_on in last.items() if from_on is not None}


def nobody_keeps(register: Register, agencies: Iterable[Agency]) -> bool:
    """Tell whether a register is for none of these agencies' levels."""
    return not any(Level(agency.level) in register.levels for agency in agencies)


def shelf(agency: Agency) -> list[Shelf]:
    """The registers an agency may keep, each with its lines that are not struck."""
    rows = (
        latest(Version.objects.filter(entry__agency=agency))
        .exclude(act="strike")
        .values("entry__register")
        .annotate(lines=Count("pk"), last_on=Max("on"))
    )
    there = {row["entry__register"]: row for row in rows}
    own = [one for one in registers.every() if Level(agency.level) in one.levels]
    kept = kept_from([agency.pk], [one.code for one in own])
    return [
        Shelf(
            one,
            kept.get((agency.pk, one.code)),
            there.get(one.code, {}).get("lines", 0),
            there.get(one.code, {}).get("last_on"),
        )
        for one in own
    ]
