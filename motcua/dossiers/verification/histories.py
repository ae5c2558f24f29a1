"""Every dossier's events folded in their order, and the row that caches them compared."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.dossiers import seals, state
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierNumber,
    DossierResult,
    EventText,
    NumberKind,
)
from motcua.dossiers.verification.findings import Finding, Kind, differs
from motcua.rules import lifecycle, movements
from motcua.rules.codes import Act, MovementKind, Status

#: Dossiers read together: few statements, little memory.
CHUNK = 1000
_TWO_SIDED = tuple(name for name in state.NAMES if name in state.TWO_SIDED)
_AFTER = {name: f"to_{name}" if name in state.TWO_SIDED else name for name in state.NAMES}
_EVENT_COLUMNS = tuple(
    column.attname
    for column in DossierEvent._meta.concrete_fields  # noqa: SLF001 - documented API
)
_ROW_COLUMNS = ("pk", "number", "seq", "last_hash", "last_posted_on", "urgent_at", *state.NAMES)
_DECIDING = frozenset({Act.DECIDE.value})

Row = dict[str, Any]


@dataclass
class Read:
    """What was read and found."""

    findings: list[Finding] = field(default_factory=list)
    dossiers: int = 0
    events: int = 0


@dataclass(frozen=True)
class _Beside:
    """What stands beside the events of a chunk: texts by id, numbers and results by dossier."""

    texts: Mapping[int, tuple[str, str, Any]]
    numbers: Mapping[int, set[str]]
    results: Mapping[int, set[int]]


def read() -> Read:
    """Fold all dossiers in the order of their ids."""
    done = Read()
    last = max(_greatest(Dossier, "pk"), _greatest(DossierEvent, "dossier_id"))
    after = 0
    while after < last:
        rows = _rows(after)
        through = rows[-1]["pk"] if len(rows) == CHUNK else last
        _read_chunk(done, rows, _histories(after, through))
        after = through
    return done


def _read_chunk(done: Read, rows: list[Row], histories: dict[int, list[Row]]) -> None:
    beside = _beside(rows, histories)
    for row in rows:
        events = histories.pop(row["pk"], [])
        done.dossiers += 1
        done.events += len(events)
        done.findings.extend(
            _finding(row["pk"], row["number"], sentence)
            for sentence in _differences(row, events, beside)
        )
    for dossier_id, events in sorted(histories.items()):
        done.events += len(events)
        sentence = _("có %(events)d sự kiện trong lịch sử nhưng không còn hồ sơ.")
        done.findings.append(_finding(dossier_id, None, sentence % {"events": len(events)}))


def _finding(dossier_id: int, number: str | None, sentence: str) -> Finding:
    named = {"number": number or _("chưa có mã"), "id": dossier_id}
    return Finding(
        kind=Kind.DOSSIER,
        subject=_("Hồ sơ %(number)s (id %(id)d)") % named,
        sentence=sentence,
        dossier_id=dossier_id,
    )


def _differences(row: Row, events: list[Row], beside: _Beside) -> Iterator[str]:
    if not events:
        yield _("không có sự kiện nào trong lịch sử.")
        return
    before: Row | None = None
    by_id = {event["id"]: event for event in events}
    for place, event in enumerate(events, start=1):
        if event["seq"] != place:
            yield _("lịch sử thiếu sự kiện số %(seq)d.") % {"seq": place}
            return
        for sentence in _of_event(event, before, by_id, beside.texts):
            yield _("sự kiện số %(seq)d: %(what)s") % {"seq": place, "what": sentence}
        before = event
    if before is not None:
        yield from _of_row(row, before)
    yield from _of_beside(row, events, beside)


def _of_event(
    event: Row, before: Row | None, by_id: Mapping[int, Row], texts: Mapping[int, Any]
) -> Iterator[str]:
    if seals.digest_of(event, event["hash_version"]) != event["hash"]:
        yield _("nội dung không khớp mã niêm phong (đã bị sửa sau khi ghi).")
    if event["prev_hash"] != (before["hash"] if before else ""):
        yield _("không nối với mã niêm phong của sự kiện trước.")
    yield from _of_chain(event, before)
    yield from _of_law(event, before, by_id)
    yield from _of_days(event, before)
    yield from _of_text(event, texts)


def _of_chain(event: Row, before: Row | None) -> Iterator[str]:
    if before is None:
        if event["from_status"] != Status.VOID:
            yield _("sự kiện đầu tiên không bắt đầu từ hồ sơ mới.")
        return
    for name in _TWO_SIDED:
        if event[f"from_{name}"] != before[f"to_{name}"]:
            yield _("phía trước không khớp với sự kiện trước đó.")
            return


def _of_law(event: Row, before: Row | None, by_id: Mapping[int, Row]) -> Iterator[str]:
    target = by_id.get(event["reverses_id"]) if event["reverses_id"] else None
    is_reversal = event["act"] == Act.REVERSE
    if is_reversal != (target is not None and target["seq"] < event["seq"]):
        yield _("liên kết hủy bỏ sự kiện không hợp lệ.")
        return
    came_from = target["from_status"] if target else (before or {}).get("came_from", "")
    if not _is_lawful(event["from_status"], event["act"], event["to_status"], came_from):
        yield _("bước chuyển trạng thái không có trong quy trình.")
        return
    moved = event["from_agency_id"] != event["to_agency_id"]
    if (
        _movement(event["from_status"], event["to_status"], moved, event["act"])
        != event["movement"]
    ):
        yield _("bút toán không đúng với bước chuyển trạng thái.")


def _of_days(event: Row, before: Row | None) -> Iterator[str]:
    floor = max(event["occurred_on"], before["posted_on"]) if before else event["occurred_on"]
    if event["posted_on"] < floor:
        yield _("ngày vào sổ sớm hơn ngày xảy ra hoặc ngày vào sổ của sự kiện trước.")


def _of_text(event: Row, texts: Mapping[int, tuple[str, str, Any]]) -> Iterator[str]:
    if not event["text_digest"]:
        return
    found = texts.get(event["text_id"])
    if found is None:
        yield _("mất phần văn bản kèm theo.")
        return
    said, salt, erased_at = found
    if erased_at is None and seals.text_digest(salt, said) != event["text_digest"]:
        yield _("văn bản kèm theo đã bị sửa.")


def _of_row(row: Row, last: Row) -> Iterator[str]:
    ledger = {"seq": last["seq"], "last_hash": last["hash"], "last_posted_on": last["posted_on"]}
    folded = {name: last[column] for name, column in _AFTER.items()} | ledger
    folded["urgent_at"] = state.urgent_at(
        last["to_status"], last["limit_unit"], last["to_due_at"], last["step_due_at"]
    )
    for name, history in folded.items():
        if row[name] != history:
            yield differs(name, row=row[name], history=history)


def _of_beside(row: Row, events: list[Row], beside: _Beside) -> Iterator[str]:
    numbers = beside.numbers.get(row["pk"], set())
    if row["number"] is not None and row["number"] not in numbers:
        yield _("mã hồ sơ không có trong sổ cấp mã.")
    if row["number"] is None and numbers:
        yield _("hồ sơ mất mã đã cấp.")
    decided = {event["id"] for event in events if event["act"] in _DECIDING}
    if beside.results.get(row["pk"], set()) != decided:
        yield _("sổ kết quả không khớp với các quyết định trong lịch sử.")


@lru_cache(maxsize=4096)
def _is_lawful(from_status: str, act: str, to_status: str, came_from: str) -> bool:
    try:
        reached = lifecycle.after(
            Status(from_status),
            Act(act),
            came_from=Status(came_from) if came_from or act == Act.REVERSE else None,
        )
    except (ValueError, lifecycle.Unlawful):
        return False
    return reached == to_status


@lru_cache(maxsize=4096)
def _movement(from_status: str, to_status: str, moved: bool, act: str) -> MovementKind | None:  # noqa: FBT001 - a key of the cache
    try:
        return movements.kind(
            from_status=Status(from_status),
            to_status=Status(to_status),
            from_agency=0,
            to_agency=int(moved),
            act=Act(act),
        )
    except (ValueError, movements.Impossible):
        return None


def _rows(after: int) -> list[Row]:
    found = Dossier.objects.filter(pk__gt=after).order_by("pk").values_list(*_ROW_COLUMNS)
    return [dict(zip(_ROW_COLUMNS, values, strict=True)) for values in found[:CHUNK]]


def _histories(after: int, through: int) -> dict[int, list[Row]]:
    events: dict[int, list[Row]] = defaultdict(list)
    found = (
        DossierEvent.objects.filter(dossier_id__gt=after, dossier_id__lte=through)
        .order_by("dossier_id", "seq")
        .values_list(*_EVENT_COLUMNS)
    )
    for values in found.iterator(chunk_size=5000):
        event = dict(zip(_EVENT_COLUMNS, values, strict=True))
        events[event["dossier_id"]].append(event)
    return events


def _beside(rows: list[Row], histories: Mapping[int, list[Row]]) -> _Beside:
    if not rows:
        return _Beside({}, {}, {})
    span = {"dossier_id__gte": rows[0]["pk"], "dossier_id__lte": rows[-1]["pk"]}
    text_ids = [e["text_id"] for events in histories.values() for e in events if e["text_id"]]
    texts = {
        pk: (said, salt, erased_at)
        for pk, said, salt, erased_at in EventText.objects.filter(pk__in=text_ids).values_list(
            "pk", "text", "salt", "erased_at"
        )
    }
    numbers: dict[int, set[str]] = defaultdict(set)
    own = DossierNumber.objects.filter(kind__in=(NumberKind.OWN, NumberKind.LEGACY), **span)
    for dossier_id, value in own.values_list("dossier_id", "value"):
        numbers[dossier_id].add(value)
    results: dict[int, set[int]] = defaultdict(set)
    recorded = DossierResult.objects.filter(**span)
    for dossier_id, event_id in recorded.values_list("dossier_id", "event_id"):
        results[dossier_id].add(event_id)
    return _Beside(texts, numbers, results)


def _greatest(model: type[Dossier | DossierEvent], column: str) -> int:
    return int(model._default_manager.aggregate(greatest=Max(column))["greatest"] or 0)  # noqa: SLF001 - documented API
