"""Danh sách bàn giao: what one officer handed over on a day, a list for each taker, for both signatures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.base import clock
from motcua.dossiers.models import DossierEvent, DossierResult, Participant, ParticipantRole
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules.codes import Act, Status
from motcua.slips import lists
from motcua.slips.lists import Column, List

COLUMNS = (
    Column("STT", "", centred=True),
    Column("Mã hồ sơ", "38"),
    Column("Tên thủ tục hành chính", "1.5fr"),
    Column("Chủ hồ sơ", "1fr"),
    Column("Nội dung bàn giao", "1.4fr"),
    Column("Hẹn trả", "22", centred=True),
    Column("Giờ giao", "14", centred=True),
)


#: Acts by which a dossier is offered to somebody else; a step may be finished without it.
_GIVING = (Act.HAND_OVER, Act.FINISH_STEP)


class NothingHandedOver(LookupError):
    """The officer handed nothing over on the day."""


def handed(officer: Account, on: date) -> QuerySet[DossierEvent]:
    """Return the hand-overs of an officer that were recorded on a day and stand, by taker, in their order."""
    events = DossierEvent.objects.filter(
        actor=officer, act__in=_GIVING, recorded_on=on, reversed_by=None
    ).exclude(offered_post=None)
    return events.select_related("dossier__version", "offered_post", "offered_to").order_by(
        "offered_post", "offered_to", "seq", "recorded_at", "pk"
    )


def pdf(agency: Agency, officer: Account, on: date, *, at: datetime) -> bytes:
    """Set the lists of a day, one for each taker. Raise NothingHandedOver, TooMany."""
    by_taker: dict[str, list[DossierEvent]] = defaultdict(list)
    for event in handed(officer, on):
        by_taker[taker(event)].append(event)
    if not by_taker:
        raise NothingHandedOver(on)
    made = [_list(agency, officer, on, whom, events) for whom, events in by_taker.items()]
    return lists.pdf(made, at=at)


def taker(event: DossierEvent) -> str:
    """Name to whom it was offered: the officer, and the post."""
    named = event.offered_to.full_name if event.offered_to else ""
    place = event.offered_post
    post = ", ".join(filter(None, (place.name, place.unit))) if place else ""
    return ", ".join(filter(None, (named, post)))


def _list(
    agency: Agency, officer: Account, on: date, whom: str, events: list[DossierEvent]
) -> List:
    results = sum(_is_result(event) for event in events)
    return List(
        agency=agency,
        on=on,
        title="Danh sách bàn giao hồ sơ, kết quả",
        under=(f"Ngày {on:%d/%m/%Y}",),
        said=(f"Người giao: {officer.full_name}", f"Người nhận: {whom}"),
        columns=COLUMNS,
        rows=tuple(rows(events)),
        after=(f"Cộng: {len(events)} hồ sơ, trong đó {results} kết quả giải quyết.",),
        signatures=(("NGƯỜI GIAO", officer.full_name), ("NGƯỜI NHẬN", "")),
    )


def rows(events: Iterable[DossierEvent]) -> list[tuple[str, ...]]:
    """Return the cells of hand-overs in their order."""
    found = list(events)
    ids = [event.dossier_id for event in found]
    owners = dict(
        Participant.objects.filter(dossier__in=ids, role=ParticipantRole.OWNER).values_list(
            "dossier_id", "name"
        )
    )
    standing = DossierResult.objects.filter(dossier__in=ids, event__reversed_by=None)
    numbers = dict(standing.order_by("pk").values_list("dossier_id", "number"))
    return [
        (
            str(order),
            event.dossier.number or "",
            event.dossier.version.name,
            owners.get(event.dossier_id, ""),
            _what(event, numbers.get(event.dossier_id, "")),
            f"{clock.local(event.first_due_at):%d/%m/%Y}" if event.first_due_at else "",
            f"{clock.local(event.occurred_at):%H:%M}",
        )
        for order, event in enumerate(found, start=1)
    ]


def _what(event: DossierEvent, number: str) -> str:
    if not _is_result(event):
        return "Hồ sơ"
    return f"Kết quả {number}".strip()


def _is_result(event: DossierEvent) -> bool:
    return bool(event.from_status == Status.DECIDED)
