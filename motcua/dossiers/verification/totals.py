"""Sums and balances counted again from the events they were folded from."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalog.models import Procedure
from motcua.dossiers import balances, legs, loads, sums
from motcua.dossiers.models import DaySeal, Dossier, DossierEvent, OpenBalance
from motcua.dossiers.verification.findings import Finding, Kind
from motcua.organizations.models import Agency

_SUM_KEY = ("grain", "posted_on", "recorded_on", "agency_id", "procedure_id", "field_id")
#: How a block of each grain is called.
_BLOCKS: dict[str, str | Promise] = {
    "y": gettext_lazy("năm từ %(day)s"),
    "q": gettext_lazy("quý từ %(day)s"),
    "h": gettext_lazy("nửa tháng từ %(day)s"),
    "d": gettext_lazy("ngày %(day)s"),
}
#: Rows fetched together.
_PIECE = 5000
_NUMBERS = itertools.count()
_BALANCE_KEY = ("agency_id", "procedure_id", "field_id", "state", "due_on")

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Suspects:
    """Histories already found broken: what they were counted into cannot be recounted from them."""

    dossier_ids: frozenset[int]
    days_broken: bool


@dataclass(frozen=True)
class _Difference:
    block: str
    agency_id: int
    procedure_id: int
    sentence: str


def read(suspects: Suspects) -> tuple[list[Finding], tuple[str, ...]]:
    """Compare all sums; return the findings and the notes."""
    if suspects.days_broken:
        note = _(
            "Các tổng và số dư chưa đối chiếu: có ngày không khớp niêm phong, "
            "các sự kiện không còn đủ để đếm lại."
        )
        return [], (note,)
    places = _places(suspects.dossier_ids)
    found = [*_sums(), *_balances()]
    real = [each for each in found if (each.agency_id, each.procedure_id) not in places]
    notes: tuple[str, ...] = ()
    if len(found) > len(real):
        hidden = {"hidden": len(found) - len(real)}
        notes = (_("Bỏ qua %(hidden)d tổng chịu ảnh hưởng của các hồ sơ nêu trên.") % hidden,)
    return [*_named(real), *_loads(suspects.dossier_ids)], notes


def _loads(broken: frozenset[int]) -> Iterator[Finding]:
    """Compare the load of desks; where a broken history lies, it is named already."""
    rows = Dossier.objects.filter(pk__in=broken).values_list("agency_id", "stay_at_id")
    events = DossierEvent.objects.filter(dossier_id__in=broken)
    known = {agency_id for pair in rows for agency_id in pair}
    known |= {each for pair in events.values_list("to_agency_id", "stay_at_id") for each in pair}
    found = [agency_id for agency_id in loads.different() if agency_id not in known]
    names = dict(Agency.objects.filter(pk__in=found).values_list("pk", "name"))
    for agency_id in found:
        yield Finding(
            kind=Kind.SUM,
            subject=_("Khối lượng công việc của %(agency)s") % {"agency": names[agency_id]},
            sentence=_("số ghi theo người, theo bước khác số đếm lại từ các hồ sơ."),
        )


def _places(dossier_ids: frozenset[int]) -> set[tuple[int, int]]:
    """Where the broken histories were counted: pairs of agency and procedure."""
    events = DossierEvent.objects.filter(dossier_id__in=dossier_ids)
    pairs = set(events.values_list("to_agency_id", "procedure_id"))
    return pairs | set(events.values_list("from_agency_id", "procedure_id"))


def _sums() -> Iterator[_Difference]:
    """The database compares; only what differs comes out."""
    last = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    width = len(_SUM_KEY)
    for row in _streamed(legs.SUM_DIFFERENCES, {"first": date.min, "last": last or date.min}):
        key, numbers = row[:width], row[width:]
        kept, counted = numbers[: len(legs.SUMMED_LEAVES)], numbers[len(legs.SUMMED_LEAVES) :]
        yield _sum_differs(key, kept, counted)


def _sum_differs(key: Key, kept: Key, counted: Key) -> _Difference:
    different = ", ".join(
        f"{leaf} {left} ≠ {right}"
        for leaf, left, right in zip(legs.SUMMED_LEAVES, kept, counted, strict=True)
        if left != right
    )
    grain, posted, recorded, agency_id, procedure_id, _field_id = key
    sentence = _("ghi nhận %(block)s, tổng khác số đếm lại (%(different)s).") % {
        "block": _block(grain, recorded),
        "different": different,
    }
    return _Difference(_block(grain, posted), agency_id, procedure_id, sentence)


def _block(grain: str, begin: date) -> str:
    return _BLOCKS[grain] % {"day": f"{begin:%d/%m/%Y}"}


def _balances() -> Iterator[_Difference]:
    """Roll the movements forward by half-months and compare at every stored end."""
    ends = sums.stored_ends()
    stray = OpenBalance.objects.exclude(ends_on__in=ends).values_list(
        "ends_on", "agency_id", "procedure_id"
    )
    for end, agency_id, procedure_id in stray.distinct():
        sentence = _("có số dư ở nửa tháng chưa kết sổ.")
        yield _Difference(_end(end), agency_id, procedure_id, sentence)
    if not ends:
        return
    last = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    running: dict[Key, int] = defaultdict(int)
    moves = _streamed(balances.RECOUNT, {"last": last or date.min})
    move = next(moves, None)
    for end in ends:
        while move is not None and move[0] <= end:
            _roll(running, move)
            move = next(moves, None)
        yield from _balance_differs(end, running)


def _roll(running: dict[Key, int], move: Key) -> None:
    _half, *key, number = move
    running[tuple(key)] += int(number)
    if not running[tuple(key)]:
        del running[tuple(key)]


def _balance_differs(end: date, counted: dict[Key, int]) -> Iterator[_Difference]:
    rows = OpenBalance.objects.filter(ends_on=end).values_list(*_BALANCE_KEY, "number")
    stored = {tuple(key): number for *key, number in rows}
    different = [
        key for key in stored.keys() | counted.keys() if stored.get(key, 0) != counted.get(key, 0)
    ]
    for key in sorted(different, key=repr):
        sentence = _("số dư ghi %(kept)d, đếm lại %(real)d.") % {
            "kept": stored.get(key, 0),
            "real": counted.get(key, 0),
        }
        yield _Difference(_end(end), key[0], key[1], sentence)


def _end(end: date) -> str:
    return (
        _("hiện tại") if end == sums.RUNNING else _("hết ngày %(day)s") % {"day": f"{end:%d/%m/%Y}"}
    )


def _streamed(sql: str, parameters: Mapping[str, date]) -> Iterator[Key]:
    """Read a long answer in pieces; the snapshot it is read in is a transaction."""
    name = f"verify_{next(_NUMBERS)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", parameters)
        while True:
            cursor.execute(f"FETCH {_PIECE} FROM {name}")
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < _PIECE:
                break
        cursor.execute(f"CLOSE {name}")


def _named(found: list[_Difference]) -> Iterator[Finding]:
    agencies = _texts(Agency.objects.values_list("pk", "name"))
    procedures = _texts(Procedure.objects.values_list("pk", "code"))
    for each in found:
        named = {
            "agency": agencies(each.agency_id),
            "procedure": procedures(each.procedure_id),
            "block": each.block,
        }
        subject = _("Tổng %(block)s, %(agency)s, thủ tục %(procedure)s") % named
        yield Finding(kind=Kind.SUM, subject=subject, sentence=each.sentence)


def _texts(rows: Any) -> Callable[[int], str]:  # noqa: ANN401 - a query of pairs
    known: dict[int, str] = {}

    def text_of(pk: int) -> str:
        if not known:
            known.update(rows)
        return known.get(pk, f"id {pk}")

    return text_of
