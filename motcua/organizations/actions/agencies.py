"""Agencies open, are renamed, move in the tree, close and are succeeded; what was is never edited."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.base import text
from motcua.organizations import queries
from motcua.organizations.models import (
    Agency,
    AgencyAlias,
    AgencyEdge,
    AgencyKind,
    AgencyName,
    AgencyNumbering,
    Assignment,
    Desk,
    OpeningWindow,
    Post,
    Succession,
)
from motcua.rules import numbers
from motcua.rules.codes import Level

A_DAY = timedelta(days=1)


class Refused(ValueError):
    """An act the facts do not allow; its text is a Vietnamese sentence a person can act on."""


class CodeTaken(Refused):
    """Another agency bears the code."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Mã định danh này đã thuộc về một cơ quan khác.")


class AliasTaken(Refused):
    """Another agency is already called so; ``args[0]`` is the alias."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Tên gọi khác “%(alias)s” đã thuộc về một cơ quan khác.") % {"alias": self.args[0]}


class NotLater(Refused):
    """A dated fact begins on or before the one it follows; ``args[0]`` is the earlier beginning."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Ngày bắt đầu phải sau ngày %(day)s.") % {"day": f"{self.args[0]:%d/%m/%Y}"}


class WouldCircle(Refused):
    """The new parent stands below the agency, or is the agency."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Không thể đặt cơ quan trực thuộc chính nó hoặc đơn vị cấp dưới của nó.")


class ChildrenRemain(Refused):
    """Agencies would stay under a closed one; ``args[0]`` are their names."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Còn đơn vị trực thuộc chưa được chuyển: %(names)s.") % {
            "names": ", ".join(self.args[0])
        }


class AgencyClosed(Refused):
    """The agency has ended on or before the day in question."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Cơ quan đã kết thúc hoạt động trước ngày này.")


class PatternRefused(Refused):
    """Numbers cannot be made from the pattern; ``args`` say why, in Vietnamese."""

    def __str__(self) -> str:
        """Say why."""
        return " ".join(self.args)


@transaction.atomic
def open_agency(
    *,
    code: str,
    name: str,
    level: Level,
    kind: AgencyKind,
    opened_on: date,
    parent: Agency | None = None,
    aliases: Sequence[str] = (),
    pattern: str = "",
    decision: str = "",
    address: str = "",
    phone: str = "",
) -> Agency:
    """Open an agency under a parent (None: at the top).

    With a ``pattern`` it numbers its dossiers under its own code. Raise ``CodeTaken``,
    ``AliasTaken``, ``PatternRefused``, or what ``put_under`` raises.
    """
    if Agency.objects.filter(code__iexact=code.strip()).exists():
        raise CodeTaken(code)
    agency = Agency.objects.create(
        code=code.strip(),
        name=name.strip(),
        name_key=text.sort_key(name),
        level=level,
        kind=kind,
        opened_on=opened_on,
        address=address,
        phone=phone,
    )
    AgencyName.objects.create(agency=agency, name=agency.name, from_on=opened_on, decision=decision)
    if parent is not None:
        put_under(agency=agency, parent=parent, from_on=opened_on)
    if pattern:
        number_with(agency=agency, agency_code=agency.code, pattern=pattern, from_on=opened_on)
    for alias in aliases:
        add_alias(agency=agency, alias=alias)
    return agency


def add_alias(*, agency: Agency, alias: str) -> AgencyAlias:
    """Let people and systems call the agency so. Harmless when repeated; raise ``AliasTaken``."""
    row, _made = AgencyAlias.objects.get_or_create(
        alias_fold=text.fold(alias), defaults={"agency": agency, "alias": alias.strip()}
    )
    if row.agency_id != agency.pk:
        raise AliasTaken(alias)
    return row


@transaction.atomic
def rename_agency(*, agency: Agency, name: str, from_on: date, decision: str = "") -> AgencyName:
    """Give the agency a new name from a day on; the former name stays true for its days.

    Raise ``NotLater`` when the day is not after the beginning of the present name.
    """
    _lock(agency)
    latest = agency.names.order_by("-from_on").first()
    if latest is not None and latest.from_on >= from_on:
        raise NotLater(latest.from_on)
    agency.names.filter(to_on__isnull=True).update(to_on=from_on - A_DAY)
    agency.name = name.strip()
    agency.name_key = text.sort_key(name)
    agency.save(update_fields=["name", "name_key"])
    return AgencyName.objects.create(
        agency=agency, name=agency.name, from_on=from_on, decision=decision
    )


@transaction.atomic
def put_under(*, agency: Agency, parent: Agency, from_on: date) -> AgencyEdge:
    """Place the agency under a parent from a day on; where it stood before stays true for its days.

    Raise ``WouldCircle``, ``AgencyClosed`` (the parent) or ``NotLater``.
    """
    _lock(agency)
    if parent.closed_on is not None and parent.closed_on < from_on:
        raise AgencyClosed(parent.code)
    if agency.pk in _upwards(parent, from_on):
        raise WouldCircle(agency.code)
    latest = agency.parent_edges.order_by("-from_on").first()
    if latest is not None and latest.from_on >= from_on:
        raise NotLater(latest.from_on)
    agency.parent_edges.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on)).update(
        to_on=from_on - A_DAY
    )
    return AgencyEdge.objects.create(child=agency, parent=parent, from_on=from_on)


def _upwards(agency: Agency, on: date) -> set[int]:
    seen: set[int] = set()
    above: Agency | None = agency
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        above = queries.parent_on(above.pk, on)
    return seen


@transaction.atomic
def number_with(
    *, agency: Agency, agency_code: str, pattern: str, from_on: date
) -> AgencyNumbering:
    """Number the agency's dossiers with a code and a pattern from a day on.

    Raise ``PatternRefused`` or ``NotLater``.
    """
    wrong = numbers.problems(pattern)
    if wrong:
        raise PatternRefused(*wrong)
    _lock(agency)
    latest = agency.numberings.order_by("-from_on").first()
    if latest is not None and latest.from_on >= from_on:
        raise NotLater(latest.from_on)
    agency.numberings.filter(to_on__isnull=True).update(to_on=from_on - A_DAY)
    return AgencyNumbering.objects.create(
        agency=agency, agency_code=agency_code, pattern=pattern, from_on=from_on
    )


@transaction.atomic
def close_agency(*, agency: Agency, last_day: date) -> Agency:
    """Close the agency after its last day, with its desks, posts and assignments.

    Its open dossiers are the caller's care. Raise ``ChildrenRemain`` while an agency stays under
    it after that day, ``AgencyClosed`` when it was closed before.
    """
    _lock(agency)
    if agency.closed_on is not None:
        raise AgencyClosed(agency.code)
    remaining = _children_after(agency, last_day)
    if remaining:
        raise ChildrenRemain(remaining)
    agency.closed_on = last_day
    agency.save(update_fields=["closed_on"])
    for dated in (AgencyName, AgencyNumbering, Desk, OpeningWindow):
        _end(dated._default_manager.filter(agency=agency), last_day)  # noqa: SLF001
    _end(AgencyEdge.objects.filter(child=agency), last_day)
    _end(Assignment.objects.filter(post__agency=agency), last_day)
    Post.objects.filter(agency=agency, closed_on__isnull=True).update(closed_on=last_day)
    return agency


def _end(rows: QuerySet[Any], last_day: date) -> None:
    rows.filter(to_on__isnull=True).update(to_on=last_day)


def _children_after(agency: Agency, last_day: date) -> list[str]:
    edges = AgencyEdge.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=last_day),
        Q(child__closed_on__isnull=True) | Q(child__closed_on__gt=last_day),
        parent=agency,
    )
    return list(edges.order_by("child__name_key").values_list("child__name", flat=True))


def record_successor(
    *, predecessor: Agency, successor: Agency, on: date, decision: str = ""
) -> Succession:
    """Record who took over the agency's work from a day on. Harmless when repeated."""
    row, _made = Succession.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"on": on, "decision": decision}
    )
    return row


def _lock(agency: Agency) -> None:
    """Hold the agency's row, and read what it has become."""
    agency.refresh_from_db(from_queryset=Agency.objects.select_for_update())
