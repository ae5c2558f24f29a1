"""The national catalogue comes in: every record kept, what changed published, nothing deleted.

A record is compared with the last one of its shape. What it tells anew becomes the next version
from the day of the run; a version of the province is never overwritten: both wait as a conflict.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction

from motcua.catalog.actions import gathering, indexing, locks, national_rows, switching
from motcua.catalog.models import ImportProblem, ImportRun, SourceRecord
from motcua.catalog.national import reading
from motcua.catalog.national.reading import SHAPES, Entry, File
from motcua.catalog.national.told import (
    Doubt,
    NotUnderstood,
    ProcedureTold,
    amended,
    doubted,
    with_gaps_filled,
)

#: Called with how many records are through, of how many.
Progress = Callable[[int, int], None]
_RANK = {name: place for place, name in enumerate(SHAPES)}
_AT_ONCE = 500


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


@dataclass
class _Reading:
    """What is known of a run so far."""

    run: ImportRun
    file: File
    problems: list[ImportProblem] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    seen: list[tuple[SourceRecord, int]] = field(default_factory=list)
    fresh: dict[str, tuple[Entry, ProcedureTold]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def misses(self, entry: Entry, wrong: NotUnderstood, record: SourceRecord | None) -> None:
        """Note a record as a whole."""
        name = f"mã {entry.code}" if entry.code else "không rõ mã"
        sentence = f"Dòng {entry.line} ({name}): {wrong}"
        self.problems.append(
            ImportProblem(
                run=self.run,
                record=record,
                line=entry.line,
                code=entry.code[:40],
                whole=True,
                kind=wrong.kind,
                sentence=sentence,
            )
        )

    def doubts(self, entry: Entry, doubts: Iterable[Doubt]) -> None:
        """Note facts of a record."""
        self.problems += [
            ImportProblem(
                run=self.run,
                line=entry.line,
                code=entry.code,
                whole=False,
                kind=doubt.kind,
                sentence=f"Dòng {entry.line} (mã {entry.code}): {doubt.sentence}",
            )
            for doubt in dict.fromkeys(doubts)
        ]


@transaction.atomic
def import_catalogue(
    *,
    file: File,
    on: date,
    now: Callable[[], datetime],
    whole: bool | None = None,
    progress: Progress = _silent,
) -> ImportRun:
    """Bring a file of the national catalogue in and return the run with its counts and problems.

    ``on``: the first day of what is new. ``whole``: the file lists every procedure of its
    authorities, so that one it lacks is switched off; None lets the file itself decide: a list does
    unless it lacks more than half, a single record does not. A second run changes nothing.
    """
    locks.one_import()
    run = ImportRun.objects.create(
        file_name=file.name[:300],
        file_digest=file.digest,
        shape=file.shape.name,
        started_at=now(),
        on=on,
        records=len(file.entries),
    )
    state = _Reading(run, file)
    previous = _current(file.shape.name)
    order = sorted((row for row in previous.values() if row.code), key=lambda row: row.line)
    _read(state, previous, progress)
    _note_seen(state)
    merged = _merged(state)
    locks.every_procedure()
    with _looking_up_by_index():
        outcome = national_rows.write(told=merged, run=run, progress=progress)
    for code, doubts in outcome.doubts.items():
        state.doubts(state.fresh[code][0], (*state.fresh[code][1].doubts, *doubts))
    switching.switch(
        state=switching.Presence(
            run=run,
            present=state.present,
            hidden={code for code, told in merged.items() if not told.public},
            authorities=state.authorities,
            whole=whole if whole is not None or file.shape.name != "portal" else False,
            positions=[entry.code for entry in file.entries],
            before=[row.code for row in order],
        ),
        problems=state.problems,
    )
    _count(state, outcome)
    run.finished_at = now()
    run.save()
    ImportProblem.objects.bulk_create(state.problems, batch_size=_AT_ONCE)
    gathering.gather()
    indexing.index_new()
    return run


@contextmanager
def _looking_up_by_index() -> Iterator[None]:
    """Let the checks of foreign keys be planned for the many rows to come, not for the few there are.

    Their plan is made once a session. Over a small or empty catalogue it reads the whole table, and
    goes on doing so for each of the tens of thousands of rows of a first import.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = DEFAULT")


def _current(shape: str) -> dict[tuple[str, str], SourceRecord]:
    """The last records of a shape: by code, and those without one by their fingerprint."""
    rows = SourceRecord.objects.filter(shape=shape, current=True).defer("text")
    return {(row.code, "" if row.understood else row.digest): row for row in rows}


def _read(
    state: _Reading, previous: dict[tuple[str, str], SourceRecord], progress: Progress
) -> None:
    firsts: dict[str, Entry] = {}
    made: list[SourceRecord] = []
    for place, entry in enumerate(state.file.entries, start=1):
        progress(place, len(state.file.entries))
        digest = entry.digest()
        row = previous.get((entry.code, ""))
        if entry.code in firsts:
            _again(state, entry, firsts[entry.code], previous, made)
        elif row is not None and row.digest == digest:
            firsts[entry.code] = entry
            state.seen.append((row, entry.line))
            state.authorities.add(row.authority)
        else:
            told = _told(state, entry, previous, made)
            if told is not None:
                firsts[entry.code] = entry
                made.append(_record(state, entry, told))
                state.fresh[entry.code] = (entry, told)
                state.authorities.add(told.authority)
                if row is not None:
                    state.changed.add(entry.code)
        if entry.code:
            state.present.add(entry.code)
    replaced = [previous[code, ""].pk for code in state.changed]
    SourceRecord.objects.filter(pk__in=replaced).update(current=False)
    SourceRecord.objects.bulk_create(made, batch_size=_AT_ONCE)


def _told(
    state: _Reading,
    entry: Entry,
    previous: dict[tuple[str, str], SourceRecord],
    made: list[SourceRecord],
) -> ProcedureTold | None:
    """What the entry tells; None when it is not understood: it is kept and listed."""
    try:
        return entry.told(state.file.shape)
    except NotUnderstood as wrong:
        _keep(state, entry, wrong, previous, made)
        return None


def _again(
    state: _Reading,
    entry: Entry,
    first: Entry,
    previous: dict[tuple[str, str], SourceRecord],
    made: list[SourceRecord],
) -> None:
    """A code met before in the file: the same text says nothing new, another one is not understood."""
    if entry.digest() != first.digest():
        sentence = f"mã này đã có ở dòng {first.line} với nội dung khác; giữ nội dung của dòng {first.line}."
        _keep(state, entry, NotUnderstood("twice", sentence), previous, made)


def _keep(
    state: _Reading,
    entry: Entry,
    wrong: NotUnderstood,
    previous: dict[tuple[str, str], SourceRecord],
    made: list[SourceRecord],
) -> None:
    row = previous.get((entry.code[:40], entry.digest()))
    if row is None:
        row = _record(state, entry, None)
        previous[row.code, row.digest] = row
        made.append(row)
    elif row.pk:
        state.seen.append((row, entry.line))
    state.misses(entry, wrong, row)


def _record(state: _Reading, entry: Entry, told: ProcedureTold | None) -> SourceRecord:
    return SourceRecord(
        shape=state.file.shape.name,
        code=entry.code[:40],
        authority=told.authority[:120] if told else "",
        digest=entry.digest(),
        text=entry.text,
        line=entry.line,
        understood=told is not None,
        first_run=state.run,
        last_run=state.run,
    )


def _note_seen(state: _Reading) -> None:
    """Write down that records were seen again, and where they stand now."""
    rows = [row for row, _line in state.seen]
    SourceRecord.objects.filter(pk__in=[row.pk for row in rows]).update(last_run=state.run)
    moved = [(row, line) for row, line in state.seen if row.line != line]
    for row, line in moved:
        row.line = line
    SourceRecord.objects.bulk_update([row for row, _line in moved], ["line"], batch_size=_AT_ONCE)


def _merged(state: _Reading) -> dict[str, ProcedureTold]:
    """What all records of a procedure tell together, of every shape, in the order they came."""
    merged: dict[str, ProcedureTold] = {}
    last: dict[tuple[str, str], ProcedureTold] = {}
    best: dict[str, int] = {}
    codes = list(state.fresh)
    rows = SourceRecord.objects.filter(code__in=codes, understood=True).order_by("pk")
    for row in rows.iterator(chunk_size=_AT_ONCE):
        told = _of_row(state, row)
        so_far, before = merged.get(row.code), last.get((row.code, row.shape))
        if so_far is None:
            merged[row.code] = told
        elif before is not None:
            merged[row.code] = amended(so_far, before=before, after=told)
        elif _RANK[row.shape] < best[row.code]:
            merged[row.code] = with_gaps_filled(told, so_far)
        else:
            merged[row.code] = with_gaps_filled(so_far, told)
        last[row.code, row.shape] = told
        best[row.code] = min(_RANK[row.shape], best.get(row.code, len(_RANK)))
    return {code: doubted(told, ()) for code, told in merged.items()}


def _of_row(state: _Reading, row: SourceRecord) -> ProcedureTold:
    entry, told = state.fresh[row.code]
    if row.first_run_id == state.run.pk and row.digest == entry.digest():
        return told
    return SHAPES[row.shape].tell(reading.parse(row.text) or {})


def _count(state: _Reading, outcome: national_rows.Outcome) -> None:
    run = state.run
    changed = outcome.changed | (state.changed - outcome.added)
    run.not_understood = sum(problem.whole for problem in state.problems)
    run.added = len(outcome.added)
    run.changed = len(changed)
    run.conflicts = len(outcome.conflicts)
    run.unchanged = run.records - run.added - run.changed - run.not_understood
