"""What a source no longer lists is switched off, and on again when it returns; nothing is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from motcua.catalog.models import Absence, ImportProblem, ImportRun, Procedure, SourceRecord
from motcua.catalog.national import reading


@dataclass(frozen=True)
class Presence:
    """Who is there.

    ``positions``: the codes in the order of the file, "" for a line nobody could read; ``before``:
    the codes in the order of the file before.
    """

    run: ImportRun
    present: set[str]
    hidden: set[str]
    authorities: set[str]
    whole: bool | None
    positions: Sequence[str]
    before: Sequence[str]


def switch(*, state: Presence, problems: list[ImportProblem]) -> None:
    """Note absences and returns, and count them in the run. Inside a transaction only."""
    absent = {
        row.procedure.code: row
        for row in Absence.objects.filter(to_on=None).select_related("procedure")
    }
    back = [
        row
        for code, row in absent.items()
        if code in state.present and code not in state.hidden and _readable(code, state)
    ]
    for row in back:
        row.to_on, row.on_run = state.run.on - timedelta(days=1), state.run
    Absence.objects.bulk_update(back, ["to_on", "on_run"])
    off = sorted((_missing(state, problems) | state.hidden) - set(absent))
    gone = Procedure.objects.filter(code__in=off)
    made = Absence.objects.bulk_create(
        Absence(procedure=procedure, from_on=state.run.on, off_run=state.run) for procedure in gone
    )
    state.run.switched_off, state.run.switched_on = len(made), len(back)


def _readable(code: str, state: Presence) -> bool:
    """Whether the last record of the code tells that the procedure is public: a broken line does not."""
    last = SourceRecord.objects.filter(
        code=code, shape=state.run.shape, understood=True, current=True, last_run=state.run
    ).first()
    record = reading.parse(last.text) if last else None
    return record is not None and reading.SHAPES[state.run.shape].tell(record).public


def _missing(state: Presence, problems: list[ImportProblem]) -> set[str]:
    if state.whole is False:
        return set()
    known = set(
        SourceRecord.objects.filter(
            authority__in=state.authorities, understood=True, current=True
        ).values_list("code", flat=True)
    )
    missing = known - state.present - _behind_broken_lines(state)
    if state.whole is None and len(missing) * 2 > len(known):
        problems.append(_too_many(state.run, len(missing), len(known)))
        return set()
    return missing


def _behind_broken_lines(state: Presence) -> set[str]:
    """The codes that may stand in lines nobody could read.

    A line that shows no code is no proof that a procedure was dropped. The codes that stood between
    its neighbours before, and stand nowhere now, are given the benefit of the doubt; a broken line
    between neighbours that stood side by side hides nobody.
    """
    place = {code: number for number, code in enumerate(state.before)}
    found: set[str] = set()
    for number, code in enumerate(state.positions):
        if code:
            continue
        above = next((place[one] for one in reversed(state.positions[:number]) if one in place), -1)
        below = next(
            (place[one] for one in state.positions[number:] if one in place), len(state.before)
        )
        if above < below:
            found |= set(state.before[above + 1 : below])
    return found - state.present


def _too_many(run: ImportRun, missing: int, known: int) -> ImportProblem:
    sentence = (
        f"Tệp thiếu {missing} trong {known} thủ tục đã biết của các cơ quan công bố có trong tệp nên "
        "không tắt thủ tục nào. Nếu tệp đúng là toàn bộ danh mục, hãy nhập lại với --toan-bo."
    )
    return ImportProblem(run=run, line=0, whole=False, kind="too_many_missing", sentence=sentence)
