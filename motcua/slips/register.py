"""Sổ theo dõi hồ sơ: the dossiers an office took in between two days, a line each.

Căn cứ: Thông tư 01/2018/TT-VPCP, Mẫu 06; Thông tư 03/2025/TT-VPCP, Mẫu 07 (certainty: high for the columns).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from motcua.base import clock
from motcua.dossiers.models import Dossier, DossierEvent, Participant, ParticipantRole
from motcua.dossiers.queries import filing
from motcua.organizations.models import Agency
from motcua.rules import rule_sets
from motcua.rules.codes import Act, Status
from motcua.rules.rule_sets import Slip
from motcua.slips import letterhead, typeset, wording
from motcua.slips.sheets import DEMO_LINE

LAYOUT = "slips/layout/register.typ"
#: More than this is no longer a book one prints.
MOST = 1000
_MOVES = (Act.ACCEPT_HAND_OVER.value, Act.ASSIGN.value, Act.TRANSFER.value)
_REMARKS = {
    Status.WITHDRAWN: "Người nộp rút",
    Status.STOPPED: "Dừng giải quyết",
    Status.AWAITING_SUPPLEMENT: "Chờ bổ sung",
    Status.AWAITING_PAYMENT: "Chờ nghĩa vụ tài chính",
    Status.PAUSED: "Tạm dừng",
}
_HOW = {"counter": "Trực tiếp", "post": "Bưu chính", "online": "Trực tuyến"}


class TwoForms(ValueError):
    """The days lie under two circulars with two registers."""


class TooMany(ValueError):
    """More dossiers than one print holds."""


@dataclass(frozen=True)
class Line:
    """One dossier of the register; days are local, ``None`` while they have not come."""

    number: str
    procedure: str
    copies: int
    owner: str
    reached_at: str
    agency: str
    received_on: date | None
    due_on: date | None
    handed_on: date | None
    result_on: date | None
    returned_on: date | None
    how: str
    remark: str

    def cells(self, order: int) -> list[str]:
        """Return the fifteen cells as they are printed."""
        days = (self.received_on, self.due_on, self.handed_on, self.result_on, self.returned_on)
        return [
            str(order),
            self.number,
            self.procedure,
            f"{self.copies:02d}",
            self.owner,
            self.reached_at,
            self.agency,
            *(f"{day:%d/%m/%Y}" if day else "" for day in days),
            self.how if self.returned_on else "",
            "",
            self.remark,
        ]


def taken_in(agency: Agency, from_on: date, to_on: date) -> QuerySet[Dossier]:
    """Return the dossiers an office received on the days, in the order they came."""
    return (
        Dossier.objects.filter(
            taken_in_at=agency,
            received_at__gte=clock.at(from_on, 0),
            received_at__lt=clock.at(to_on + timedelta(days=1), 0),
            number__isnull=False,
        )
        .select_related("version", "agency")
        .order_by("received_at", "pk")
    )


def lines(dossiers: Iterable[Dossier]) -> list[Line]:
    """Return the lines of dossiers in their order, in four questions however many there are."""
    rows = list(dossiers)
    owners = {
        person.dossier_id: person
        for person in Participant.objects.filter(
            dossier__in=[row.pk for row in rows], role=ParticipantRole.OWNER
        )
    }
    moves = _moves(rows)
    copies = filing.copies_of(row.pk for row in rows)
    return [
        replace(_line(row, owners.get(row.pk), moves[row.pk]), copies=copies.get(row.pk, 1))
        for row in rows
    ]


def pdf(agency: Agency, from_on: date, to_on: date, *, officer: str, at: datetime) -> bytes:
    """Set the register of the days. Raise TwoForms, TooMany. Equal lines at ``at`` give equal bytes."""
    if len({rule_sets.rules_on(day).slip_source for day in (from_on, to_on)}) > 1:
        raise TwoForms(from_on)
    found = list(taken_in(agency, from_on, to_on)[: MOST + 1])
    if len(found) > MOST:
        raise TooMany(MOST)
    rules = rule_sets.rules_on(from_on)
    form = rules.slips[Slip.REGISTER]
    head = letterhead.of(agency, agency, to_on)
    rows = [line.cells(order) for order, line in enumerate(lines(found), start=1)]
    facts = {
        "form": f"Mẫu số {form.number}",
        "source": rules.slip_source,
        "title": form.title,
        "superior": head.office if head.desk != head.office else head.superior,
        "office": head.desk,
        "numbers": [{"label": "Quyển số:", "value": f"{from_on.year}"}],
        "place_date": wording.place_and_date(head.place, clock.local(at)),
        "period": f"Từ ngày {from_on:%d/%m/%Y} đến ngày {to_on:%d/%m/%Y}",
        "count": f"{len(rows)} hồ sơ, số liệu ghi nhận đến {wording.moment(clock.local(at))}",
        "rows": rows,
        "officer": officer,
        "demo": DEMO_LINE if settings.DEMO else "",
    }
    return typeset.pdf(LAYOUT, facts, at=at)


def _moves(rows: list[Dossier]) -> Mapping[int, list[tuple[str, datetime]]]:
    """Return when each dossier changed hands, by the acts that stand: the status before, the moment."""
    events = DossierEvent.objects.filter(
        dossier__in=[row.pk for row in rows], act__in=_MOVES, reversed_by=None
    ).order_by("dossier_id", "seq")
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for dossier_id, before, at in events.values_list("dossier_id", "from_status", "occurred_at"):
        found[dossier_id].append((before, at))
    return found


def _line(row: Dossier, owner: Participant | None, moves: list[tuple[str, datetime]]) -> Line:
    handed = next((at for before, at in moves if before != Status.DECIDED), None)
    back = next((at for before, at in moves if before == Status.DECIDED), None)
    return Line(
        number=row.number or "",
        procedure=row.version.name,
        copies=1,
        owner=owner.name if owner else "",
        reached_at=", ".join(filter(None, (owner.address, owner.phone))) if owner else "",
        agency=row.agency.name,
        received_on=_day(row.received_at),
        due_on=_day(row.first_due_at),
        handed_on=_day(handed),
        result_on=_day(back or row.settled_at),
        returned_on=_day(row.returned_at),
        how=_HOW.get(row.return_mode, ""),
        remark=_REMARKS.get(Status(row.status), ""),
    )


def _day(at: datetime | None) -> date | None:
    return clock.local(at).date() if at else None
