"""Month sums and month-end balances counted again from the events they were folded from."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from motcua.catalog.models import Procedure
from motcua.dossiers import legs, sums
from motcua.dossiers.models import DaySeal, DossierEvent, MonthSum, OpenBalance
from motcua.dossiers.verification.findings import Finding, Kind
from motcua.organizations.models import Agency

_SUM_KEY = ("posted_month", "recorded_month", "agency_id", "procedure_id", "field_id")
_BALANCE_KEY = ("agency_id", "procedure_id", "field_id", "state", "due_on")

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Suspects:
    """Histories already found broken: what they were counted into cannot be recounted from them."""

    dossier_ids: frozenset[int]
    days_broken: bool


@dataclass(frozen=True)
class _Difference:
    month: date
    agency_id: int
    procedure_id: int
    sentence: str


def read(suspects: Suspects) -> tuple[list[Finding], tuple[str, ...]]:
    """Compare all sums; return the findings and the notes."""
    if suspects.days_broken:
        note = _(
            "Tổng tháng và số dư chưa đối chiếu: có ngày không khớp niêm phong, "
            "các sự kiện không còn đủ để đếm lại."
        )
        return [], (note,)
    places = _places(suspects.dossier_ids)
    found = [*_month_sums(), *_balances()]
    real = [each for each in found if (each.agency_id, each.procedure_id) not in places]
    notes: tuple[str, ...] = ()
    if len(found) > len(real):
        hidden = {"hidden": len(found) - len(real)}
        notes = (_("Bỏ qua %(hidden)d tổng chịu ảnh hưởng của các hồ sơ nêu trên.") % hidden,)
    return list(_named(real)), notes


def _places(dossier_ids: frozenset[int]) -> set[tuple[int, int]]:
    """Where the broken histories were counted: pairs of agency and procedure."""
    events = DossierEvent.objects.filter(dossier_id__in=dossier_ids)
    pairs = set(events.values_list("to_agency_id", "procedure_id"))
    return pairs | set(events.values_list("from_agency_id", "procedure_id"))


def _month_sums() -> Iterator[_Difference]:
    last = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    stored = _stored_sums()
    with connection.cursor() as cursor:
        cursor.execute(legs.RECOUNT_MONTHS, {"last": last})
        for row in cursor.fetchall():
            key, counted = row[: len(_SUM_KEY)], row[len(_SUM_KEY) :]
            kept = stored.pop(key, (0,) * len(counted))
            if kept != counted:
                yield _sum_differs(key, kept, counted)
    for key, kept in stored.items():
        if any(kept):
            yield _sum_differs(key, kept, (0,) * len(kept))


def _stored_sums() -> dict[Key, Key]:
    rows = MonthSum.objects.values_list(*_SUM_KEY, *legs.COMMON_LEAVES)
    return {row[: len(_SUM_KEY)]: row[len(_SUM_KEY) :] for row in rows.iterator(chunk_size=5000)}


def _sum_differs(key: Key, kept: Key, counted: Key) -> _Difference:
    different = ", ".join(
        f"{leaf} {left} ≠ {right}"
        for leaf, left, right in zip(legs.COMMON_LEAVES, kept, counted, strict=True)
        if left != right
    )
    posted, recorded, agency_id, procedure_id, _field_id = key
    sentence = _("ghi nhận trong tháng %(recorded)s, tổng khác số đếm lại (%(different)s).") % {
        "recorded": f"{recorded:%m/%Y}",
        "different": different,
    }
    return _Difference(posted, agency_id, procedure_id, sentence)


def _balances() -> Iterator[_Difference]:
    """Roll the movements forward month by month and compare at every stored month end."""
    ends = sums.stored_month_ends()
    stray = OpenBalance.objects.exclude(month_end__in=ends).values_list(
        "month_end", "agency_id", "procedure_id"
    )
    for month_end, agency_id, procedure_id in stray.distinct():
        yield _Difference(month_end, agency_id, procedure_id, _("có số dư ở tháng chưa kết sổ."))
    if not ends:
        return
    last = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    running: dict[Key, int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(legs.RECOUNT_BALANCES, {"last": last, "newest": ends[-1]})
        moves = cursor.fetchall()
    place = 0
    for month_end in ends:
        while place < len(moves) and moves[place][0] <= month_end:
            _roll(running, moves[place])
            place += 1
        yield from _balance_differs(month_end, running)


def _roll(running: dict[Key, int], move: Key) -> None:
    _month, *key, number = move
    running[tuple(key)] += int(number)
    if not running[tuple(key)]:
        del running[tuple(key)]


def _balance_differs(month_end: date, counted: dict[Key, int]) -> Iterator[_Difference]:
    rows = OpenBalance.objects.filter(month_end=month_end).values_list(*_BALANCE_KEY, "number")
    stored = {tuple(key): number for *key, number in rows}
    for key in sorted(stored.keys() | counted.keys(), key=repr):
        kept, real = stored.get(key, 0), counted.get(key, 0)
        if kept != real:
            sentence = _("số dư cuối tháng ghi %(kept)d, đếm lại %(real)d.") % {
                "kept": kept,
                "real": real,
            }
            yield _Difference(month_end, key[0], key[1], sentence)


def _named(found: list[_Difference]) -> Iterator[Finding]:
    agencies = _texts(Agency.objects.values_list("pk", "name"))
    procedures = _texts(Procedure.objects.values_list("pk", "code"))
    for each in found:
        named = {
            "agency": agencies(each.agency_id),
            "procedure": procedures(each.procedure_id),
            "month": f"{each.month:%m/%Y}",
        }
        subject = _("Tổng tháng %(month)s, %(agency)s, thủ tục %(procedure)s") % named
        yield Finding(kind=Kind.SUM, subject=subject, sentence=each.sentence)


def _texts(rows: Any) -> Callable[[int], str]:  # noqa: ANN401 - a query of pairs
    known: dict[int, str] = {}

    def text_of(pk: int) -> str:
        if not known:
            known.update(rows)
        return known.get(pk, f"id {pk}")

    return text_of
