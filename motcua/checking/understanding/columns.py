"""Which columns of a table tell the flow of dossiers or petitions.

Each row is then a flow of its own, judged like one told in words.
"""

from collections.abc import Iterator, Sequence

from motcua.checking.understanding import wording
from motcua.checking.understanding.flows import HEADS, Flow, dossier_measure, petition_measure
from motcua.checking.understanding.grids import Column, Grid, Record
from motcua.checking.understanding.wording import Measure, Subject

_FEWEST = 3


def subject_of(grid: Grid) -> Subject | None:
    """Return what the rows of the table count."""
    words = grid.words.lower()
    if "pakn" in words or "phản ánh" in words or "ii.05" in words:
        return Subject.PETITION
    settling = "giải quyết" in words or "tiếp nhận" in words or "hạn" in words
    return Subject.DOSSIER if settling else None


def blocks(grid: Grid) -> tuple[dict[Measure, int], ...]:
    """Return, for every telling side by side in the table, the column of each measure."""
    subject = subject_of(grid)
    if subject is None:
        return ()
    found: list[dict[Measure, int]] = [{}]
    doubtful: set[Measure] = set()
    head: Measure | None = None
    for column in grid.columns:
        measure = None if column.is_percent else _measure(subject, column, head)
        if measure is None:
            continue
        if measure is Measure.RECEIVED and measure in found[-1]:
            if not _within(column):
                found.append({})
                head = None
            else:
                measure = Measure.NEW
        if measure in HEADS:
            head = measure
        if measure in found[-1]:
            doubtful.add(measure)
        found[-1][measure] = column.index
    return tuple(
        {measure: index for measure, index in block.items() if measure not in doubtful}
        for block in found
        if len(block) >= _FEWEST
    )


def _within(column: Column) -> bool:
    return "trong kỳ" in column.label.lower() or "mới" in column.label.lower()


def _measure(subject: Subject, column: Column, head: Measure | None) -> Measure | None:
    name = dossier_measure if subject is Subject.DOSSIER else petition_measure
    upper = column.path[0] if len(column.path) > 1 else ""
    known = name(wording.words(upper), None) if upper else None
    words = wording.words(column.label)
    return name(words, known if known in HEADS else head)


def flows(grid: Grid, block: dict[Measure, int]) -> Iterator[tuple[Record, Flow]]:
    """Give each row of the table as a flow."""
    subject = subject_of(grid)
    assert subject is not None
    for record in grid.rows:
        figures = {
            measure: record.figures[index]
            for measure, index in block.items()
            if index in record.figures
        }
        apart = [figures.pop(Measure.APART)] if Measure.APART in figures else []
        if figures:
            yield record, Flow(subject, figures, apart=apart)


def total_rows(grid: Grid) -> Sequence[Record]:
    """Return the rows that sum up the others."""
    return [record for record in grid.rows if record.kind == "total"]
